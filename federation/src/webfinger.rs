//! WebFinger (RFC 7033): from `name@host` to an actor, and back.

use activitypub_federation::fetch::webfinger::{Webfinger, build_webfinger_response_with_type};
use commons::{Iri, Organisation, Refusal};
use serde_json::{Map, Value};
use url::Url;

use crate::fetch::{Client, Signer};
use crate::json;
use crate::media::{JRD_JSON, is_jrd};
use crate::objects::actor::RemoteActor;

/// What is asked for: `acct:name@host`, or the address of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A name on a host, both in lower case.
    Account {
        /// The name.
        handle: String,
        /// The host, with its port where it has one.
        host: String,
    },
    /// The id of an actor.
    Actor(Iri),
}

impl Resource {
    /// Parses the `resource` parameter of a question to us.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Iri::parse("resource", text).map(Self::Actor);
        }
        let (handle, host) = account(text.strip_prefix("acct:").unwrap_or(text))?;
        Ok(Self::Account { handle, host })
    }
}

/// Parses `name@host` or `@name@host`.
pub fn account(text: &str) -> Result<(String, String), Refusal> {
    let bad = || Refusal::NotAnAddress {};
    let (handle, host) =
        text.trim().strip_prefix('@').unwrap_or(text.trim()).split_once('@').ok_or_else(bad)?;
    let plain = |text: &str, marks: &str| {
        !text.is_empty()
            && text.len() <= 255
            && text.chars().all(|c| c.is_alphanumeric() || marks.contains(c))
    };
    // Lower case first: of some letters it makes two, and the second may be none.
    let (handle, host) = (handle.to_lowercase(), host.to_lowercase());
    if plain(&handle, "-_.") && plain(&host, "-.:") { Ok((handle, host)) } else { Err(bad()) }
}

/// What we answer for an organisation of ours.
pub fn answer(organisation: &Organisation) -> Result<String, Refusal> {
    respond(&organisation.address(), &organisation.iri, "Organization")
}

/// What we answer for the actor that signs fetches for a host (`https://host/`).
pub fn answer_application(host: &Iri) -> Result<String, Refusal> {
    let address = format!("knoten@{}", host.origin().authority());
    respond(&address, &crate::render::application_id(host), "Application")
}

/// Whom an answer names, from its bytes.
///
/// # Errors
/// When it is no answer, or names nobody.
pub fn read(bytes: &[u8]) -> Result<Iri, Refusal> {
    actor_in(json::object(bytes)?)
}

fn actor_in(map: Map<String, Value>) -> Result<Iri, Refusal> {
    let unreadable = |_| Refusal::PeerAnswerUnreadable {};
    let answer: Webfinger = json::typed(Value::Object(map)).map_err(unreadable)?;
    let mut links = answer.links.into_iter().filter(|link| link.rel.as_deref() == Some("self"));
    let own = links.find(|link| link.kind.as_deref().is_some_and(crate::is_activity_json));
    let href = own.and_then(|link| link.href).ok_or(Refusal::PeerAnswerUnreadable {})?;
    Iri::parse("href", href.as_str())
}

fn respond(address: &str, iri: &Iri, kind: &str) -> Result<String, Refusal> {
    let url = Url::parse(iri.as_str()).map_err(|_| Refusal::BadId { field: "id" })?;
    let answer = build_webfinger_response_with_type(format!("acct:{address}"), vec![(url, Some(kind))]);
    serde_json::to_string(&answer).map_err(|_| Refusal::FAILED)
}

impl Client {
    /// The id of the actor behind an address, provided that it knows itself by it.
    pub async fn webfinger(&self, address: &str, signer: &Signer<'_>) -> Result<Iri, Refusal> {
        Ok(self.find(&Resource::parse(address.trim())?, signer).await?.iri)
    }

    /// The actor behind `name@host`, or with this id, checked both ways: the host names the actor, and the actor's own name and
    /// host lead back to it. Otherwise anybody could put another's actor behind a name of his own.
    pub async fn find(&self, whom: &Resource, signer: &Signer<'_>) -> Result<RemoteActor, Refusal> {
        let iri = match whom {
            Resource::Account { handle, host } => self.lookup(handle, host).await?,
            Resource::Actor(iri) => iri.clone(),
        };
        let actor = self.fetch_actor(&iri, signer).await?;
        let own = Resource::Account { handle: actor.handle.to_lowercase(), host: actor.host.clone() };
        if own == *whom || self.lookup(&actor.handle.to_lowercase(), &actor.host).await? == iri {
            Ok(actor)
        } else {
            Err(Refusal::OriginsDiffer {})
        }
    }

    /// The id of the actor that a host names for `handle@host`. Whether the actor knows itself by that name is another question.
    pub async fn lookup(&self, handle: &str, host: &str) -> Result<Iri, Refusal> {
        self.ask(host, handle, host).await
    }

    /// The actor, with its shared inbox only where that lies at home, or on a host that names the actor for its address. A node with many hosts
    /// does; a stranger, to whose inbox somebody wants to have our letters sent, does not.
    pub(crate) async fn with_proven_mailbox(&self, mut actor: RemoteActor) -> RemoteActor {
        let Some(inbox) = actor.shared_inbox.as_ref().filter(|_| actor.has_mailbox_elsewhere()) else {
            return actor;
        };
        let named = self.ask(inbox.origin().authority(), &actor.handle.to_lowercase(), &actor.host).await;
        if named.as_ref() != Ok(&actor.iri) {
            actor.shared_inbox = None;
        }
        actor
    }

    /// Whom one host names for `handle@host`.
    async fn ask(&self, asked: &str, handle: &str, host: &str) -> Result<Iri, Refusal> {
        let url = self.question(asked, handle, host)?;
        let map = self.json(&url, JRD_JSON, is_jrd, None).await?;
        actor_in(map)
    }

    /// Hosts of the lab are asked over http, all others over https.
    fn question(&self, asked: &str, handle: &str, host: &str) -> Result<Url, Refusal> {
        let path = format!("{asked}/.well-known/webfinger");
        let secure = Iri::parse("host", &format!("https://{path}"));
        let plain = || self.guard.check(&Iri::parse("host", &format!("http://{path}"))?);
        let mut url = plain().or_else(|_| self.guard.check(&secure?))?;
        url.query_pairs_mut().append_pair("resource", &format!("acct:{handle}@{host}"));
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use commons::{Iri, Organisation, OrganisationKind};

    use super::{Resource, account, answer};

    #[test]
    fn an_address_is_a_name_and_a_host() {
        let found = ("auenstadt".to_owned(), "auenstadt.de".to_owned());
        assert_eq!(account("@Auenstadt@auenstadt.DE"), Ok(found.clone()));
        assert_eq!(account("auenstadt@auenstadt.de"), Ok(found));
        for bad in [
            "İ@auenstadt.de",
            "",
            "@",
            "auenstadt",
            "a@",
            "@b",
            "a@b/c",
            "a@b@c",
            "a b@c",
            "a@b?c",
            "a@user:pass@c",
        ] {
            assert!(account(bad).is_err(), "{bad}");
        }
        assert!(matches!(Resource::parse("https://auenstadt.de/"), Ok(Resource::Actor(_))));
        assert!(matches!(Resource::parse("acct:a@b.de"), Ok(Resource::Account { .. })));
        assert!(Resource::parse("javascript:alert(1)").is_err());
    }

    #[test]
    fn our_answer_names_the_actor_as_activity_json() {
        let iri = Iri::parse("id", "https://auenstadt.de/").expect("an id");
        let town = Organisation::new(
            iri,
            "auenstadt.de",
            "auenstadt",
            "Stadt Auenstadt",
            OrganisationKind::Municipality,
        );
        let json: serde_json::Value = serde_json::from_str(&answer(&town).expect("an answer")).expect("json");
        assert_eq!(json["subject"], "acct:auenstadt@auenstadt.de");
        assert_eq!(json["links"][1]["href"], "https://auenstadt.de/");
        assert_eq!(json["links"][1]["type"], "application/activity+json");
    }
}
