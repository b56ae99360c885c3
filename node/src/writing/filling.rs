//! From an entry to the answers that would make it: how it comes back into the form.

use commons::Entry;
use serde_json::Value;

use super::{Answer, Answers, Column, Question, Sheet, words};

/// The answers of which this entry was made.
pub fn filled(sheet: &Sheet, entry: &Entry) -> Answers {
    let entry = serde_json::to_value(entry).unwrap_or_default();
    let mut answers = Answers::default();
    for (_, question) in sheet.questions() {
        let Some(value) = at(&entry, question.name) else { continue };
        match question.answer {
            Answer::Kept => {}
            Answer::Rows(columns) => put_rows(&mut answers, question, columns, value),
            Answer::Items => answers.put(question.name, vec![words::listed(&texts(value))]),
            Answer::Audience => answers.put(question.name, vec![audience(value)]),
            _ => answers.put(question.name, texts(value)),
        }
    }
    answers
}

/// What stands at the end of a path with dots.
pub fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| value.get(step))
}

fn put_rows(answers: &mut Answers, question: &Question, columns: &[Column], value: &Value) {
    for (row, value) in value.as_array().into_iter().flatten().enumerate() {
        for column in columns {
            if let Some(value) = value.get(column.name) {
                answers.put(&format!("{}.{row}.{}", question.name, column.name), texts(value));
            }
        }
    }
}

/// A value as it is typed: a list as several.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
        other => vec![other.to_string()],
    }
}

fn audience(value: &Value) -> String {
    match value.get("circles") {
        Some(circles) => format!("circles {}", texts(circles).join(" ")),
        None => texts(value).concat(),
    }
}
