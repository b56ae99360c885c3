//! What letters are about: one file for each kind of thing, with what is read and what is written of it.
//!
//! The wire is not the model: what neighbours see is declared here, what we know is in `commons`.

pub mod actor;
pub mod article;
mod capability;
pub mod changes;
pub mod circle;
pub mod collection;
pub mod conversation;
pub(crate) mod foreign;
pub mod members;
mod message;
pub mod note;
pub mod object;
pub mod own_actor;
pub mod tombstone;

use serde_json::{Value, json};

/// The `@context` of everything we write. Its addresses are constants: nobody fetches them, least of all we.
pub(crate) fn context() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/v1",
        "https://w3id.org/security/multikey/v1",
        {
            "Hashtag": "as:Hashtag",
            "tempomacher": "https://w3id.org/tempomacher/ns#",
            "entry": { "@id": "tempomacher:entry", "@type": "@json" },
            "organisation": { "@id": "tempomacher:organisation", "@type": "@json" },
            "changes": { "@id": "tempomacher:changes", "@type": "@id" },
            "version": "tempomacher:version",
            "members": { "@id": "tempomacher:members", "@type": "@id" },
            "ags": "tempomacher:ags",
            "indexable": "http://joinmastodon.org/ns#indexable",
            "discoverable": "http://joinmastodon.org/ns#discoverable",
            "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
            "assertionMethod": { "@id": "https://w3id.org/security#assertionMethod", "@type": "@id", "@container": "@set" }
        }
    ])
}

/// The `@context` of our actors, who also say what they understand, and from where they came and where they went.
pub(crate) fn context_of_actors() -> Value {
    let mut context = context();
    if let Some(Value::Object(own)) = context.as_array_mut().and_then(|all| all.last_mut()) {
        let list =
            json!({ "@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@list" });
        own.insert("implements".to_owned(), list);
        for way in ["alsoKnownAs", "movedTo"] {
            own.insert(way.to_owned(), json!({ "@id": format!("as:{way}"), "@type": "@id" }));
        }
    }
    context
}
