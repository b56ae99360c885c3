//! What software says that it understands (FEP-844e), as far as it decides how we sign: RFC 9421, by RSA or also by Ed25519.

use serde_json::{Map, Value, json};

use crate::json;
use crate::signatures::Dialect;

const RFC_9421: &str = "https://datatracker.ietf.org/doc/html/rfc9421";
const ED25519: &str = "https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25";
/// How many capabilities are looked at.
const MOST: usize = 100;

/// What an actor announces: by its `generator`, or, if it is the application itself, directly.
pub(super) fn read(actor: &Map<String, Value>) -> Option<Dialect> {
    let generator = actor.get("generator").and_then(Value::as_object).unwrap_or(actor);
    let announced = json::many(generator.get("implements")).iter().take(MOST).filter_map(href);
    let announced: Vec<&str> = announced.collect();
    match announced.contains(&RFC_9421) {
        true if announced.contains(&ED25519) => Some(Dialect::Rfc9421Ed25519),
        true => Some(Dialect::Rfc9421),
        false => None,
    }
}

fn href(capability: &Value) -> Option<&str> {
    capability.as_str().or_else(|| capability.get("href")?.as_str())
}

/// What we announce.
pub(super) fn ours() -> Value {
    json!([
        { "name": "RFC-9421: HTTP Message Signatures", "href": RFC_9421 },
        { "name": "RFC-9421 signatures using the Ed25519 algorithm", "href": ED25519 },
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Dialect, ED25519, RFC_9421, ours, read};

    fn announced(actor: &Value) -> Option<Dialect> {
        read(actor.as_object().expect("an object"))
    }

    #[test]
    fn what_we_announce_is_what_we_read() {
        let actor = json!({ "generator": { "type": "Application", "implements": ours() } });
        assert_eq!(announced(&actor), Some(Dialect::Rfc9421Ed25519));
        assert_eq!(
            announced(&json!({ "type": "Application", "implements": ours() })),
            Some(Dialect::Rfc9421Ed25519)
        );
    }

    #[test]
    fn what_others_announce_is_told_apart() {
        let of = |implements: Value| announced(&json!({ "generator": { "implements": implements } }));
        assert_eq!(of(json!([{ "href": RFC_9421 }])), Some(Dialect::Rfc9421));
        assert_eq!(of(json!([RFC_9421, ED25519])), Some(Dialect::Rfc9421Ed25519));
        assert_eq!(of(json!({ "href": RFC_9421 })), Some(Dialect::Rfc9421));
        for nothing in [json!([{ "href": ED25519 }]), json!([]), json!(7), json!([{ "name": RFC_9421 }])] {
            assert_eq!(of(nothing.clone()), None, "{nothing}");
        }
        assert_eq!(announced(&json!({ "generator": "https://birkenried.de/knoten" })), None);
    }
}
