//! The inbox, steps 1 to 4 and 7: a letter is opened, verified, and only then heard.
//!
//! The order is the cheap before the dear, and nothing is believed before the signature holds: [`Letter::open`] reads,
//! [`Letter::verify`] proves, and only a verified letter becomes [`Heard`].

use commons::{Iri, Origin, Refusal, Time};
use http::HeaderMap;

use crate::activities::Activity;
use crate::media::is_activity_json;
use crate::objects::object::caps;
use crate::signatures::keys::PublicKey;
use crate::signatures::{Content, Signed};
use crate::{LONGEST_BODY, json};

/// The head of a request, as it came over the wire.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// `POST` or `GET`.
    pub method: &'a str,
    /// The request target, `/inbox?x=y`, undecoded.
    pub path_and_query: &'a str,
    /// Every header.
    pub headers: &'a HeaderMap,
}

/// A letter that can be read, from whom it says it is from; nothing is proven yet.
#[derive(Debug)]
pub struct Letter {
    actor: Iri,
    activity: Activity,
    signed: Signed,
}

impl Letter {
    /// Opens a letter: size, content type, host, what the signature covers, JSON, ids and caps, in this order.
    ///
    /// `ours` tells whether a host (with its port, where it has one) is one of this node's.
    pub fn open(head: &Head, body: &[u8], now: Time, ours: &dyn Fn(&str) -> bool) -> Result<Self, Refusal> {
        if body.len() > LONGEST_BODY {
            return Err(Refusal::TooLarge { limit: LONGEST_BODY });
        }
        let once =
            ["digest", "content-digest", "signature", "signature-input", "date", "host", "content-type"];
        refuse_repeated(head, &once)?;
        if !header(head, "content-type").is_some_and(is_activity_json) {
            return Err(Refusal::WrongContentType {});
        }
        refuse_other_hosts(head, ours)?;
        let signed = Signed::read(head, &Content::Body(body), now)?.ok_or(Refusal::NoSignature {})?;
        Self::read(signed, body, now, ours)
    }

    fn read(signed: Signed, body: &[u8], now: Time, ours: &dyn Fn(&str) -> bool) -> Result<Self, Refusal> {
        let map = json::object(body)?;
        let id = Iri::of_activity("id", json::text(&map, "id").unwrap_or(""))?;
        let actor = Iri::parse("actor", map.get("actor").and_then(json::id_of).unwrap_or(""))?;
        let home = actor.origin();
        if id.origin() != home {
            return Err(Refusal::OriginsDiffer {});
        }
        if ours(home.authority()) {
            return Err(Refusal::OurOwnName {});
        }
        if key_origin(&signed)? != home {
            return Err(Refusal::KeyOfAnother {});
        }
        caps(&map)?;
        let activity = Activity::read(map, id, &actor, now)?;
        Ok(Self { actor, activity, signed })
    }

    /// Who says to have written it.
    pub fn actor(&self) -> &Iri {
        &self.actor
    }

    /// The key that is said to have signed it; on the actor's origin.
    pub fn key_id(&self) -> &str {
        &self.signed.key_id
    }

    /// What it says. To be believed once it is verified.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// Proves that it was signed with this key, which has to be one of [`Letter::actor`]'s own.
    pub fn verify(&self, key: &PublicKey) -> Result<Heard, Refusal> {
        self.signed.verify(key)?;
        let replay_key = match self.activity.may_come_again() {
            true => format!("signature {}", self.signed.fingerprint()),
            false => self.activity.id().as_str().to_owned(),
        };
        Ok(Heard {
            actor: self.actor.clone(),
            id: self.activity.id().clone(),
            activity: self.activity.clone(),
            replay_key,
        })
    }
}

/// What a neighbour has provably said. Comes into being by [`Letter::verify`], or is said in this house.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Heard {
    /// Who said it.
    pub actor: Iri,
    /// The activity's id.
    pub id: Iri,
    /// What was said.
    pub activity: Activity,
    /// By which a replay is known: `signature <sha256>` for what may rightly come twice, else the activity's id.
    pub replay_key: String,
}

impl Heard {
    /// What was proven when it came and kept as it came, because it could not be applied then: read again from the own memory, and never
    /// from anywhere else.
    ///
    /// # Errors
    /// When it is no letter of this actor.
    pub fn kept(body: &[u8], actor: &Iri, now: Time) -> Result<Self, Refusal> {
        let map = json::object(body)?;
        let id = Iri::of_activity("id", json::text(&map, "id").unwrap_or(""))?;
        if map.get("actor").and_then(json::id_of) != Some(actor.as_str()) {
            return Err(Refusal::NotTheOwner {});
        }
        let activity = Activity::read(map, id, actor, now)?;
        Ok(Self::from_this_node(activity, actor.clone()))
    }

    /// What one organisation on this node says to another: never on the wire, so never signed.
    pub fn from_this_node(activity: Activity, actor: Iri) -> Self {
        let id = activity.id().clone();
        Self { actor, replay_key: id.as_str().to_owned(), id, activity }
    }
}

/// A signed GET: somebody wants to read as who he is.
#[derive(Debug)]
pub struct SignedFetch(Signed);

impl SignedFetch {
    /// Reads the signature of a request without body; `None` where it has none, and everyone may ask so.
    pub fn open(head: &Head, now: Time, ours: &dyn Fn(&str) -> bool) -> Result<Option<Self>, Refusal> {
        refuse_repeated(head, &["signature", "signature-input", "date", "host"])?;
        refuse_other_hosts(head, ours)?;
        let Some(signed) = Signed::read(head, &Content::None, now)? else { return Ok(None) };
        key_origin(&signed)?;
        Ok(Some(Self(signed)))
    }

    /// The key that is said to have signed it.
    pub fn key_id(&self) -> &str {
        &self.0.key_id
    }

    /// The origin of that key, and so of whoever asks.
    pub fn origin(&self) -> Result<Origin, Refusal> {
        key_origin(&self.0)
    }

    /// Proves that it was signed with this key; gives back the key's id, whose owner is the one who asks.
    pub fn verify(&self, key: &PublicKey) -> Result<&str, Refusal> {
        self.0.verify(key)?;
        Ok(self.key_id())
    }
}

fn key_origin(signed: &Signed) -> Result<Origin, Refusal> {
    let key = Iri::of_activity("keyId", &signed.key_id).map_err(|_| Refusal::SignatureMalformed {})?;
    Ok(key.origin())
}

fn header<'a>(head: &Head<'a>, name: &str) -> Option<&'a str> {
    head.headers.get(name).and_then(|value| value.to_str().ok())
}

/// Of two equal headers one program reads the first and another the last: that is how forged bodies were let in.
fn refuse_repeated(head: &Head, names: &[&'static str]) -> Result<(), Refusal> {
    match names.iter().find(|name| head.headers.get_all(**name).iter().nth(1).is_some()) {
        Some(name) => Err(Refusal::RepeatedHeader { name }),
        None => Ok(()),
    }
}

fn refuse_other_hosts(head: &Head, ours: &dyn Fn(&str) -> bool) -> Result<(), Refusal> {
    match header(head, "host").map(str::to_ascii_lowercase) {
        Some(host) if ours(&host) => Ok(()),
        _ => Err(Refusal::NotOurHost {}),
    }
}
