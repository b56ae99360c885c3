//! Reading the document: its texts, in which codes stand between backticks, and the forms of its values in words.

use serde_json::Value;

use super::super::Speech;

/// A text of the document, piece by piece.
pub struct Words(pub Vec<Piece>);

/// A piece of text, or a code within it.
pub struct Piece {
    /// What stands there.
    pub text: String,
    /// Whether it is a code.
    pub is_code: bool,
}

impl Words {
    /// Takes a text apart: what stands between backticks is code.
    pub fn of(text: &str) -> Self {
        let pieces = text.split('`').enumerate().filter(|(_, piece)| !piece.is_empty());
        Self(pieces.map(|(at, piece)| Piece { text: piece.to_owned(), is_code: at % 2 == 1 }).collect())
    }
}

/// The text under this name, or nothing.
pub fn text_of(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// Names and values, in the order of the document.
pub fn fields_of(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

/// The words of a list of words.
pub fn words_of(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// The name of the schema that is referred to.
pub fn referred(schema: &Value) -> Option<String> {
    Some(schema["$ref"].as_str()?.rsplit('/').next()?.to_owned())
}

/// The form of a value: a text, a number, a list, or what another schema describes.
pub struct Form {
    /// In words.
    pub words: String,
    /// The schema that says more.
    pub schema: Option<String>,
}

impl Form {
    /// The form that a schema asks for.
    pub fn of(schema: &Value, speech: &Speech) -> Self {
        if let Some(name) = referred(schema) {
            return Self { words: String::new(), schema: Some(name) };
        }
        let kind = schema["type"].as_str().or_else(|| words_of(&schema["type"]).find(|kind| *kind != "null"));
        let kind = schema["format"].as_str().filter(|format| is_told(format)).or(kind).unwrap_or("any");
        let mut words = speech.say(&format!("api-form-{kind}"));
        if let Some(most) = schema["maxLength"].as_u64() {
            words = format!("{words}, {}", speech.count("api-form-characters", most));
        }
        if let (Some(least), Some(most)) = (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
            words = format!("{words}, {least} … {most}");
        }
        let items = Self::of_items(&schema["items"], speech);
        match items {
            Some(Self { words: of, schema: None }) => Self { words: format!("{words}: {of}"), schema: None },
            Some(Self { schema, .. }) => Self { words: format!("{words}: "), schema },
            None => Self { words, schema: None },
        }
    }

    fn of_items(items: &Value, speech: &Speech) -> Option<Self> {
        items.is_object().then(|| Self::of(items, speech))
    }
}

/// The formats that say more than their type.
fn is_told(format: &str) -> bool {
    matches!(format, "date-time" | "uri" | "uuid")
}
