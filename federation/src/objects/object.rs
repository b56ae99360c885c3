//! The object of a Create or an Update: an entry, an actor, or something that is not for us.

use commons::{Entry, Iri, Kind, Refusal, Time};
use serde_json::{Map, Value};

use super::actor::{self, RemoteActor};
use super::foreign;
use crate::json;

/// Most recipients of an activity or object.
pub const MOST_RECIPIENTS: usize = 1_000;
const MOST_TAGS: usize = 50;
const MOST_ATTACHMENTS: usize = 20;

/// What an activity is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// An entry by the actor: from our structured JSON, or mapped from a foreign Article or Note.
    Entry(Box<Entry>),
    /// The actor itself, as it is now.
    Actor(Box<RemoteActor>),
    /// Told by its id alone, on the actor's own origin: what it says has to be fetched.
    Named {
        /// Its id.
        id: Iri,
    },
    /// Lives on another origin than the actor: nothing this actor says of it counts.
    Foreign {
        /// Its id.
        id: Iri,
    },
    /// Valid, and of a kind we have no use for.
    Unknown {
        /// Its type, cut to sixty characters.
        kind: String,
    },
}

impl Object {
    /// Reads what `actor` says. `now` dates what bears no date.
    pub(crate) fn read(value: Value, actor: &Iri, now: Time) -> Result<Self, Refusal> {
        let id = Iri::parse("object", json::id_of(&value).unwrap_or(""))?;
        if id.origin() != actor.origin() {
            return Ok(Self::Foreign { id });
        }
        let Value::Object(map) = value else { return Ok(Self::Named { id }) };
        if actor::is_actor(&map) {
            return if id == *actor {
                Ok(Self::Actor(Box::new(RemoteActor::read(&map, &id)?)))
            } else {
                Err(Refusal::NotTheOwner {})
            };
        }
        entry(map, id, actor, now)
    }
}

fn entry(mut map: Map<String, Value>, id: Iri, actor: &Iri, now: Time) -> Result<Object, Refusal> {
    caps(&map)?;
    let structured = map.remove("entry").or_else(|| map.remove("tempomacher:entry"));
    let ours = matches!(structured, Some(Value::Object(_)));
    if !ours && !foreign::is_readable(&map) {
        return Ok(Object::Unknown { kind: commons::text::excerpt(json::kind(&map)) });
    }
    if !json::many(map.get("attributedTo")).iter().any(|author| json::id_of(author) == Some(actor.as_str())) {
        return Err(Refusal::AuthorDiffers {});
    }
    match structured {
        Some(Value::Object(entry)) => self::structured(entry, &id, actor),
        _ => foreign::entry(&map, id, actor, now).map(|entry| Object::Entry(Box::new(entry))),
    }
}

/// The structured entry names the same id and author as the object it rides in, or it is another's.
pub(crate) fn structured(entry: Map<String, Value>, id: &Iri, actor: &Iri) -> Result<Object, Refusal> {
    if json::text(&entry, "id") != Some(id.as_str()) {
        return Err(Refusal::BadId { field: "entry" });
    }
    if json::text(&entry, "author") != Some(actor.as_str()) {
        return Err(Refusal::AuthorDiffers {});
    }
    let kind = json::text(&entry, "kind").unwrap_or("");
    if Kind::parse(kind).is_err() {
        // A kind that a later version knows: valid, but nothing for this one.
        return Ok(Object::Unknown { kind: commons::text::excerpt(kind) });
    }
    let mut entry = Value::Object(entry);
    json::tidy(&mut entry);
    let entry: Entry = json::typed(entry)?;
    entry.tidy().map(|entry| Object::Entry(Box::new(entry)))
}

/// Refuses more recipients, tags or attachments than anybody needs.
pub(crate) fn caps(map: &Map<String, Value>) -> Result<(), Refusal> {
    let recipients = ["to", "cc", "bto", "bcc", "audience"].map(|key| json::many(map.get(key)).len());
    for (field, count, limit) in [
        ("to", recipients.iter().sum(), MOST_RECIPIENTS),
        ("tag", json::many(map.get("tag")).len(), MOST_TAGS),
        ("attachment", json::many(map.get("attachment")).len(), MOST_ATTACHMENTS),
    ] {
        if count > limit {
            return Err(Refusal::TooMany { field, limit });
        }
    }
    Ok(())
}
