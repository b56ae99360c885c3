//! What we read of a neighbour's actor.

use commons::{Iri, Organisation, Refusal, text};
use serde_json::{Map, Value};

use super::capability;
use crate::json;
use crate::signatures::Dialect;
use crate::signatures::keys::PublicKey;

const MOST_NAMES: usize = 20;
const LONGEST_PEM: usize = 8 * 1024;

/// What an actor is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One of our kind: a town, a county, an association ...
    Organisation,
    /// Signs fetches for a host.
    Application,
    /// A person or group on other software.
    Other,
}

impl Role {
    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Application => "application",
            Self::Other => "other",
        }
    }
}

/// An actor as its own origin describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct RemoteActor {
    /// Its id.
    pub iri: Iri,
    /// What it is to us.
    pub role: Role,
    /// Its name, tidied.
    pub name: String,
    /// Its short name (`preferredUsername`).
    pub handle: String,
    /// The host, with a port where it is not the usual one.
    pub host: String,
    /// Where letters to it go.
    pub inbox: Iri,
    /// Where one letter goes for all on its server; may lie on another of the server's hosts.
    pub shared_inbox: Option<Iri>,
    /// What it has published.
    pub outbox: Option<Iri>,
    /// Who follows it.
    pub followers: Option<Iri>,
    /// Where its changes are walked.
    pub changes: Option<Iri>,
    /// The list of members that it keeps.
    pub members: Option<Iri>,
    /// Whether it consents to being found.
    pub indexable: bool,
    /// Who it is, where it is one of our kind.
    pub organisation: Option<Organisation>,
    /// The id of its key.
    pub key_id: String,
    /// Its RSA key.
    pub public_key_pem: String,
    /// Its Ed25519 key.
    pub ed25519: Option<Multikey>,
    /// The dialect of signatures that it announces beyond what everyone reads (FEP-844e).
    pub reads: Option<Dialect>,
    /// Who it says that it was before; at most twenty.
    pub also_known_as: Vec<Iri>,
}

/// An Ed25519 key as an actor shows it (FEP-521a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multikey {
    /// Its id, on the actor's origin.
    pub id: Iri,
    /// The key (`z6Mk...`).
    pub multibase: String,
}

/// Whether an object is one of the five types of actor.
pub(crate) fn is_actor(map: &Map<String, Value>) -> bool {
    json::kinds(map)
        .any(|kind| matches!(kind, "Person" | "Organization" | "Group" | "Service" | "Application"))
}

impl RemoteActor {
    /// Reads an actor document that was fetched from `url`, or sent by the actor itself.
    ///
    /// The id has to be the address, every address on its origin, and the key its own ([`Refusal::KeyOfAnother`]).
    pub(crate) fn read(map: &Map<String, Value>, url: &Iri) -> Result<Self, Refusal> {
        if json::text(map, "id") != Some(url.as_str()) || !is_actor(map) {
            return Err(Refusal::BadId { field: "id" });
        }
        if json::many(map.get("alsoKnownAs")).len() > MOST_NAMES {
            return Err(Refusal::TooMany { field: "alsoKnownAs", limit: MOST_NAMES });
        }
        let own = |key| at_home(map, key, url);
        let (key_id, public_key_pem) = key(map, url)?;
        let organisation = organisation(map, url)?;
        let handle = name(json::text(map, "preferredUsername").unwrap_or(""))?;
        let shown = name(&crate::html::to_text(json::text(map, "name").unwrap_or("")))?;
        Ok(Self {
            iri: url.clone(),
            role: role(map, organisation.as_ref()),
            name: if shown.is_empty() { handle.clone() } else { shown },
            handle,
            host: url.origin().authority().to_owned(),
            inbox: own("inbox")?.ok_or(Refusal::Missing { field: "inbox" })?,
            shared_inbox: shared_inbox(map)?,
            outbox: own("outbox")?,
            followers: own("followers")?,
            changes: own("changes")?,
            members: own("members")?,
            indexable: is_indexable(map),
            organisation,
            key_id,
            public_key_pem,
            ed25519: ed25519(map, url),
            reads: capability::read(map),
            also_known_as: also_known_as(map),
        })
    }

    /// Reads an actor document from its bytes, as it came from `url`.
    ///
    /// # Errors
    /// When it is no actor, or not the one that lives there.
    pub fn parse(bytes: &[u8], url: &Iri) -> Result<Self, Refusal> {
        Self::read(&json::object(bytes)?, url)
    }

    /// Its RSA key, parsed.
    pub fn public_key(&self) -> Result<PublicKey, Refusal> {
        PublicKey::from_pem(&self.public_key_pem)
    }

    /// Its key by this id, parsed. Of an id that it does not show it is the RSA key, to which such a signature will not fit.
    pub fn key_by_id(&self, id: &str) -> Result<PublicKey, Refusal> {
        match &self.ed25519 {
            Some(key) if key.id.as_str() == id => PublicKey::from_multikey(&key.multibase),
            _ => self.public_key(),
        }
    }

    /// Whether its shared inbox lies on another origin than its own.
    pub fn has_mailbox_elsewhere(&self) -> bool {
        self.shared_inbox.as_ref().is_some_and(|inbox| inbox.origin() != self.iri.origin())
    }

    /// Where one letter reaches it and its neighbours: the shared inbox, or its own.
    pub fn mailbox(&self) -> &Iri {
        self.shared_inbox.as_ref().unwrap_or(&self.inbox)
    }
}

/// What is no id is passed over: other software names addresses here too.
fn also_known_as(map: &Map<String, Value>) -> Vec<Iri> {
    let names = json::many(map.get("alsoKnownAs")).iter().filter_map(json::id_of);
    names.filter_map(|name| Iri::parse("alsoKnownAs", name).ok()).collect()
}

fn name(text: &str) -> Result<String, Refusal> {
    let line = text::line(text);
    text::check("name", &line, text::caps::TITLE)?;
    Ok(line)
}

fn at_home(map: &Map<String, Value>, key: &'static str, actor: &Iri) -> Result<Option<Iri>, Refusal> {
    match json::iri(map, key)? {
        Some(iri) if iri.origin() != actor.origin() => Err(Refusal::OriginsDiffer {}),
        iri => Ok(iri),
    }
}

/// A node has many hosts and one shared inbox, so this address alone may lie elsewhere. It counts only where that host knows the actor as one of its
/// own ([`crate::Client::fetch_actor`]).
fn shared_inbox(map: &Map<String, Value>) -> Result<Option<Iri>, Refusal> {
    match map.get("endpoints").and_then(Value::as_object) {
        Some(endpoints) => json::iri(endpoints, "sharedInbox"),
        None => Ok(None),
    }
}

fn key(map: &Map<String, Value>, actor: &Iri) -> Result<(String, String), Refusal> {
    let keys = json::many(map.get("publicKey")).iter().filter_map(Value::as_object);
    let mut owned = keys.filter(|key| json::text(key, "owner") == Some(actor.as_str()));
    let key = owned.next().ok_or(Refusal::KeyOfAnother {})?;
    let id = Iri::of_activity("publicKey", json::text(key, "id").unwrap_or(""))?;
    let pem = json::text(key, "publicKeyPem").unwrap_or("");
    if id.origin() != actor.origin() || pem.is_empty() || pem.len() > LONGEST_PEM {
        return Err(Refusal::KeyOfAnother {});
    }
    // A key that cannot be read must not take the place of one that can.
    PublicKey::from_pem(pem)?;
    Ok((id.as_str().to_owned(), pem.to_owned()))
}

/// The first Ed25519 key of its own that can be read.
fn ed25519(map: &Map<String, Value>, actor: &Iri) -> Option<Multikey> {
    let methods = json::many(map.get("assertionMethod")).iter().filter_map(Value::as_object);
    let own = methods.filter(|method| json::text(method, "controller") == Some(actor.as_str()));
    own.filter_map(|method| {
        let id = Iri::of_activity("assertionMethod", json::text(method, "id")?).ok()?;
        let multibase = json::text(method, "publicKeyMultibase")?;
        let is_good = id.origin() == actor.origin() && PublicKey::from_multikey(multibase).is_ok();
        is_good.then(|| Multikey { id, multibase: multibase.to_owned() })
    })
    .next()
}

fn organisation(map: &Map<String, Value>, actor: &Iri) -> Result<Option<Organisation>, Refusal> {
    let Some(mut value) = map.get("organisation").filter(|value| value.is_object()).cloned() else {
        return Ok(None);
    };
    json::tidy(&mut value);
    let mut organisation: Organisation = json::typed(value)?;
    if organisation.iri != *actor {
        return Err(Refusal::AuthorDiffers {});
    }
    actor.origin().authority().clone_into(&mut organisation.host);
    organisation.tidy().map(Some)
}

fn role(map: &Map<String, Value>, organisation: Option<&Organisation>) -> Role {
    match (organisation, json::kind(map)) {
        (Some(_), "Organization") => Role::Organisation,
        (_, "Application") => Role::Application,
        _ => Role::Other,
    }
}

/// FEP-5feb's `indexable`, or FEP-268d's `searchableBy` everyone.
fn is_indexable(map: &Map<String, Value>) -> bool {
    let everyone = |who: &Value| who.as_str().is_some_and(|who| who.ends_with("Public"));
    map.get("indexable") == Some(&Value::Bool(true))
        || json::many(map.get("searchableBy")).iter().any(everyone)
}
