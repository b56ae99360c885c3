//! What the API promises, held against what it answers: every answer of every test is compared with the document.
//!
//! Stricter than JSON Schema: a field that the document does not name is an error too.

use std::collections::BTreeSet;

use commons::{EntryId, Iri, Time};
use node::api::openapi::document;
use serde_json::Value;

use super::Response;

/// The operation that answers this method and path, if the document has one.
pub fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let paths = document()["paths"].as_object().unwrap();
    let (_, item) = paths.iter().find(|(template, _)| fits_template(template, path))?;
    // Methods are written in capitals: `delete` is none.
    item.get(method.to_lowercase()).filter(|_| method == method.to_uppercase())
}

fn fits_template(template: &str, path: &str) -> bool {
    let (blanks, parts) = (template.split('/'), path.split('/'));
    blanks.clone().count() == parts.clone().count()
        && blanks
            .zip(parts)
            .all(|(blank, part)| blank == part || (blank.starts_with('{') && !part.is_empty()))
}

/// Fails unless the document knows this answer: its status, its type, its problem, its headers and every field.
#[track_caller]
pub fn keep(line: &str, answer: &Response) {
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap(), words.next().unwrap_or_default());
    let Some(operation) = operation(method, target.split('?').next().unwrap()) else { return };
    // What the server refuses before it knows what was asked is nobody's operation.
    if matches!(answer.status, 0 | 414 | 431)
        || (answer.status == 400 && answer.header("Content-Type").is_none())
    {
        return;
    }
    let shown = format!("{line}: {} {}", answer.status, answer.text());
    let promised = operation["responses"].get(answer.status.to_string());
    let promised = promised.unwrap_or_else(|| panic!("a status the document does not know: {shown}"));
    let Some((kind, content)) = promised["content"].as_object().and_then(|content| content.iter().next())
    else {
        assert!(answer.body.is_empty(), "a body the document does not know: {shown}");
        return;
    };
    assert_eq!(answer.header("Content-Type"), Some(kind.as_str()), "{shown}");
    fits(&content["schema"], &answer.json()).unwrap_or_else(|why| panic!("{why}: {shown}"));
    if kind == "application/problem+json" {
        assert!(
            content["examples"].get(answer.problem()).is_some(),
            "a problem the document does not know: {shown}"
        );
    } else {
        for name in promised["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
            assert!(answer.header(name).is_some(), "no {name}: {shown}");
        }
    }
}

/// What a reference leads to.
pub fn resolved(schema: &Value) -> &Value {
    let Some(place) = schema.get("$ref").and_then(Value::as_str) else { return schema };
    document().pointer(place.trim_start_matches('#')).unwrap_or_else(|| panic!("{place} leads nowhere"))
}

/// Whether a value is what a schema says, with no field beyond.
pub fn fits(schema: &Value, value: &Value) -> Result<(), String> {
    if *schema == Value::Bool(true) {
        return Ok(());
    }
    let known = described(schema, value)?;
    let odd = value.as_object().into_iter().flatten().find(|(name, _)| !known.contains(*name));
    odd.map_or(Ok(()), |(name, _)| Err(format!("`{name}` is not described")))
}

/// The fields of the value that the schema describes, if the value is what the schema says.
fn described(schema: &Value, value: &Value) -> Result<BTreeSet<String>, String> {
    let schema = resolved(schema);
    let mut known = BTreeSet::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        known.extend(described(part, value)?);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let tried: Vec<_> = choices.iter().map(|choice| described(choice, value)).collect();
        match tried.iter().flatten().collect::<Vec<_>>().as_slice() {
            [only] => known.extend((*only).clone()),
            several => return Err(format!("{} of {} choices fit: {tried:?}", several.len(), choices.len())),
        }
    }
    is_of_type(schema, value)?;
    is_within_limits(schema, value)?;
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(&schema["items"], item).map_err(|why| format!("[{at}] {why}"))?;
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        value.get(name).ok_or(format!("`{name}` is missing"))?;
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        let about = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
        if let Some(about) = about {
            fits(about, field).map_err(|why| format!("{name}: {why}"))?;
            known.insert(name.clone());
        }
    }
    Ok(known)
}

fn is_of_type(schema: &Value, value: &Value) -> Result<(), String> {
    let wanted: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let is = |wanted: &&str| match *wanted {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("what is {other}?"),
    };
    if wanted.iter().any(is) { Ok(()) } else { Err(format!("{value} is no {wanted:?}")) }
}

fn is_within_limits(schema: &Value, value: &Value) -> Result<(), String> {
    let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
    let size = match value {
        Value::String(text) => Some(("Length", text.chars().count() as f64)),
        Value::Array(items) => Some(("Items", items.len() as f64)),
        Value::Number(number) => number.as_f64().map(|number| ("imum", number)),
        _ => None,
    };
    if let Some((what, size)) = size {
        let within = limit(&format!("min{what}")).is_none_or(|least| least <= size)
            && limit(&format!("max{what}")).is_none_or(|most| size <= most);
        if !within {
            return Err(format!("{value} is out of limits"));
        }
    }
    let has_form = value.as_str().is_none_or(|text| match schema["format"].as_str() {
        Some("date-time") => Time::parse(text).is_some(),
        Some("uri") => Iri::of_activity("it", text).is_ok(),
        Some("uuid") => EntryId::parse(text).is_ok(),
        _ => true,
    });
    if !has_form {
        return Err(format!("{value} is no {}", schema["format"]));
    }
    match schema.get("enum").and_then(Value::as_array) {
        Some(all) if !all.contains(value) => Err(format!("{value} is none of {all:?}")),
        _ => Ok(()),
    }
}
