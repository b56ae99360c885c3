//! An operation: what is sent, what is answered, what is refused, and how it is tried at a command line.

use serde_json::Value;

use super::super::Speech;
use super::schema::Field;
use super::words::{Words, fields_of, referred, text_of};

/// One thing that can be done.
pub struct Operation {
    /// Its name in the document.
    pub id: String,
    /// The method.
    pub method: String,
    /// The path, with its blanks.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What it does.
    pub about: Words,
    /// The scope of the token that it takes.
    pub scope: Option<String>,
    /// Whether it goes without a token.
    pub is_open: bool,
    /// What stands in path, query and headers.
    pub parameters: Vec<Field>,
    /// What is sent.
    pub body: Option<Content>,
    /// What is answered when all is well.
    pub answers: Vec<Content>,
    /// With which codes it is refused, by status.
    pub refusals: Vec<(String, Vec<String>)>,
    /// How it is tried at a command line.
    pub curl: String,
}

/// A body, with what comes along.
pub struct Content {
    /// The status of an answer.
    pub status: String,
    /// What it is.
    pub about: Words,
    /// The schema that describes it.
    pub schema: Option<String>,
    /// The headers of an answer.
    pub headers: Vec<Field>,
    /// Examples, each with what it shows.
    pub examples: Vec<(String, String)>,
}

impl Operation {
    /// The operations with this tag, in the order of the document.
    pub fn all(document: &Value, tag: &str, base: &str, speech: &Speech) -> Vec<Self> {
        let mut all = Vec::new();
        for (path, item) in fields_of(&document["paths"]) {
            let operations = fields_of(item).filter(|(_, operation)| operation["tags"][0] == tag);
            all.extend(operations.map(|(method, operation)| Self::of(path, method, operation, base, speech)));
        }
        all
    }

    fn of(path: &str, method: &str, operation: &Value, base: &str, speech: &Speech) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let security: Vec<_> = operation["security"].as_array().into_iter().flatten().collect();
        let is_fine = |status: &str| status.starts_with('2');
        let answers = || fields_of(&operation["responses"]);
        Self {
            id: text_of(operation, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text_of(operation, "summary"),
            about: Words::of(&text_of(operation, "description")),
            scope: security.iter().find_map(|one| one["token"][0].as_str()).map(str::to_owned),
            is_open: security.iter().any(|one| one.as_object().is_some_and(serde_json::Map::is_empty)),
            parameters: parameters
                .map(|parameter| Field::of_parameter(&text_of(parameter, "name"), parameter, speech))
                .collect(),
            body: operation.get("requestBody").map(|body| Content::of("", body, speech)),
            answers: answers()
                .filter(|(status, _)| is_fine(status))
                .map(|(status, answer)| Content::of(status, answer, speech))
                .collect(),
            refusals: answers()
                .filter(|(status, _)| !is_fine(status))
                .map(|(status, answer)| (status.to_owned(), codes(answer)))
                .collect(),
            curl: curl(base, path, method, operation),
        }
    }
}

fn codes(answer: &Value) -> Vec<String> {
    fields_of(&answer["content"]["application/problem+json"]["examples"])
        .map(|(code, _)| code.to_owned())
        .collect()
}

impl Content {
    fn of(status: &str, content: &Value, speech: &Speech) -> Self {
        let json = &content["content"]["application/json"];
        let one = json.get("example").map(|example| (String::new(), pretty(example)));
        let several = fields_of(&json["examples"]);
        let several = several.map(|(_, example)| (text_of(example, "summary"), pretty(&example["value"])));
        Self {
            status: status.to_owned(),
            about: Words::of(&text_of(content, "description")),
            schema: referred(&json["schema"]),
            headers: fields_of(&content["headers"])
                .map(|(name, header)| Field::of_parameter(name, header, speech))
                .collect(),
            examples: one.into_iter().chain(several).collect(),
        }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The request as it is typed: with the first parameter of a query, the headers, and the shortest body.
fn curl(base: &str, path: &str, method: &str, operation: &Value) -> String {
    let (mut path, mut headers) = (path.to_owned(), Vec::new());
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    for (at, parameter) in parameters.enumerate() {
        let (name, example) = (text_of(parameter, "name"), text_of(parameter, "example"));
        match parameter["in"].as_str() {
            Some("path") => path = path.replace(&format!("{{{name}}}"), &example),
            Some("query") if at == 0 => drop(query.append_pair(&name, &example)),
            Some("header") => headers.push(quoted(&format!("{name}: {example}"))),
            _ => {}
        }
    }
    let query = Some(query.finish()).filter(|query| !query.is_empty());
    let address = format!("{base}{path}{}", query.map(|query| format!("?{query}")).unwrap_or_default());
    let body = operation.get("requestBody").and_then(shortest);
    let mut parts = vec![match (method, &body) {
        ("get", _) | ("post", Some(_)) => format!("curl {}", quoted(&address)),
        (method, _) => format!("curl -X {} {}", method.to_uppercase(), quoted(&address)),
    }];
    if !operation["security"].as_array().into_iter().flatten().any(|one| one == &serde_json::json!({})) {
        parts.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    parts.extend(headers.into_iter().map(|header| format!("-H {header}")));
    if let Some(body) = body {
        parts.push("-H 'Content-Type: application/json'".to_owned());
        parts.push(format!("-d {}", quoted(&body)));
    }
    parts.join(" \\\n  ")
}

/// The shortest example of a body.
fn shortest(body: &Value) -> Option<String> {
    let json = &body["content"]["application/json"];
    let several = fields_of(&json["examples"]).map(|(_, example)| &example["value"]);
    let all = json.get("example").into_iter().chain(several).map(Value::to_string);
    all.min_by_key(String::len)
}

/// A word for the shell, whatever stands in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
