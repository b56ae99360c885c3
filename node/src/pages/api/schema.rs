//! A schema, its fields and its codes.

use serde_json::Value;

use super::super::Speech;
use super::words::{Form, Words, fields_of, referred, text_of, words_of};

/// What something consists of.
pub struct Schema {
    /// Its name in the document.
    pub name: String,
    /// What it is.
    pub about: Words,
    /// Schemas whose fields belong to it too.
    pub includes: Vec<String>,
    /// Its own fields.
    pub fields: Vec<Field>,
    /// Of these, one.
    pub choices: Vec<Choice>,
    /// Its codes with their labels.
    pub codes: Vec<(String, String)>,
}

/// A field or a parameter.
pub struct Field {
    /// Its name.
    pub name: String,
    /// What may stand there.
    pub form: Form,
    /// What it says.
    pub about: Words,
    /// What may stand there, for example.
    pub example: Option<String>,
    /// Whether it must be there.
    pub is_needed: bool,
    /// The codes it may have, where they are its own.
    pub codes: Vec<String>,
    /// Fields within it.
    pub fields: Vec<Self>,
}

/// One form of several.
pub struct Choice {
    /// The schema that describes it.
    pub schema: Option<String>,
    /// What must be there too.
    pub needs: Vec<String>,
    /// The codes it may be.
    pub codes: Vec<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Schema {
    /// The schema of this name.
    pub fn of(name: &str, schema: &Value, speech: &Speech) -> Self {
        let mut all = Self {
            name: name.to_owned(),
            about: Words::of(&text_of(schema, "description")),
            includes: Vec::new(),
            fields: Vec::new(),
            choices: Vec::new(),
            codes: Vec::new(),
        };
        all.gather(schema, speech);
        all
    }

    fn gather(&mut self, schema: &Value, speech: &Speech) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            match referred(part) {
                Some(name) => self.includes.push(name),
                None => self.gather(part, speech),
            }
        }
        let choices = schema["oneOf"].as_array().into_iter().flatten();
        self.choices.extend(choices.map(|choice| Choice::of(choice, speech)));
        self.fields.extend(fields(schema, speech));
        let labels = fields_of(&schema["x-labels"]);
        self.codes.extend(labels.map(|(code, labels)| (code.to_owned(), text_of(labels, speech.tag()))));
    }
}

impl Choice {
    fn of(choice: &Value, speech: &Speech) -> Self {
        let parts = choice["allOf"].as_array().map_or(std::slice::from_ref(choice), Vec::as_slice);
        let with = parts.iter().find_map(referred);
        let needs = parts.iter().filter(|_| with.is_some()).flat_map(|part| words_of(&part["required"]));
        Self {
            needs: needs.map(str::to_owned).collect(),
            codes: words_of(&choice["enum"]).map(str::to_owned).collect(),
            fields: fields(choice, speech),
            schema: with,
        }
    }
}

fn fields(schema: &Value, speech: &Speech) -> Vec<Field> {
    let needed: Vec<_> = words_of(&schema["required"]).collect();
    let fields = fields_of(&schema["properties"]);
    fields.map(|(name, field)| Field::of(name, field, field, needed.contains(&name), speech)).collect()
}

impl Field {
    /// The field of this name: what is said of it, and the schema of what may stand there.
    fn of(name: &str, about: &Value, schema: &Value, is_needed: bool, speech: &Speech) -> Self {
        Self {
            name: name.to_owned(),
            form: Form::of(schema, speech),
            about: Words::of(&text_of(about, "description")),
            example: None,
            is_needed,
            codes: words_of(&schema["enum"]).map(str::to_owned).collect(),
            fields: fields(schema, speech),
        }
    }

    /// A parameter of a request, or a header of an answer.
    pub fn of_parameter(name: &str, parameter: &Value, speech: &Speech) -> Self {
        let is_needed = parameter["required"] == Value::Bool(true);
        let example = [&parameter["example"], &parameter["schema"]["example"]].into_iter().find_map(written);
        Self { example, ..Self::of(name, parameter, &parameter["schema"], is_needed, speech) }
    }
}

/// A value as it is written in an address or a header.
pub fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(written),
        other => Some(other.to_string()),
    }
}
