//! What we write of our actors: organisations, and the application that signs fetches for a host.

use activitypub_federation::kinds::actor::{ApplicationType, OrganizationType};
use commons::{Iri, Organisation, Refusal};
use serde::Serialize;
use serde_json::{Value, json};

use super::capability;
use super::members;
use crate::signatures::keys::SigningKey;

/// The public keys of one of our actors.
#[derive(Clone, Debug)]
pub struct Keys {
    /// RSA, as PEM (SPKI).
    pub rsa_pem: String,
    /// Ed25519, as Multikey.
    pub ed25519: String,
}

impl Keys {
    /// The public halves of these keys.
    pub fn of(rsa: &SigningKey, ed25519: &crate::Ed25519Key) -> Result<Self, Refusal> {
        Ok(Self { rsa_pem: rsa.public_pem()?, ed25519: ed25519.multikey() })
    }
}

/// From where an organisation came, and where it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The actors that it was before (`alsoKnownAs`): one of them may say that it has moved here.
    pub also_known_as: Vec<Iri>,
    /// Where it is from now on (`movedTo`).
    pub moved_to: Option<Iri>,
}

/// The id of an actor's RSA key: `<actor>#main-key`.
pub fn key_id(actor: &Iri) -> String {
    format!("{actor}#main-key")
}

/// The id of an actor's Ed25519 key, told by that of its RSA key: `<actor>#ed25519-key`.
pub fn ed25519_key_id(key_id: &str) -> String {
    let actor = key_id.split('#').next().unwrap_or(key_id);
    format!("{actor}#ed25519-key")
}

/// An organisation as neighbours see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganisationActor<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: OrganizationType,
    name: &'a str,
    preferred_username: &'a str,
    summary: String,
    url: &'a Iri,
    inbox: Iri,
    outbox: Iri,
    followers: Iri,
    changes: Iri,
    members: Iri,
    endpoints: Value,
    discoverable: bool,
    indexable: bool,
    manually_approves_followers: bool,
    generator: Value,
    public_key: Value,
    assertion_method: Value,
    #[serde(skip_serializing_if = "<[Iri]>::is_empty")]
    also_known_as: &'a [Iri],
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<&'a Iri>,
    organisation: &'a Organisation,
}

impl<'a> OrganisationActor<'a> {
    pub fn of(organisation: &'a Organisation, keys: &Keys, shared_inbox: &Iri, ways: &'a Ways) -> Self {
        let iri = &organisation.iri;
        Self {
            id: iri,
            kind: OrganizationType::Organization,
            name: &organisation.name,
            preferred_username: &organisation.handle,
            summary: summary(organisation),
            url: iri,
            inbox: iri.with("inbox"),
            outbox: iri.with("outbox"),
            followers: iri.with("followers"),
            changes: iri.with("changes"),
            members: members::address(iri),
            endpoints: json!({ "sharedInbox": shared_inbox }),
            discoverable: true,
            indexable: true,
            manually_approves_followers: true,
            generator: json!({
                "id": iri.with("knoten"),
                "type": ApplicationType::Application,
                "implements": capability::ours(),
            }),
            public_key: rsa(iri, keys),
            assertion_method: multikeys(iri, keys),
            also_known_as: &ways.also_known_as,
            moved_to: ways.moved_to.as_ref(),
            organisation,
        }
    }
}

fn summary(organisation: &Organisation) -> String {
    let kind = organisation.kind.label(commons::Language::German);
    let place =
        organisation.place(commons::Language::German).map(|place| format!(", {place}")).unwrap_or_default();
    crate::html::escape(&format!("{kind}{place}"))
}

fn rsa(actor: &Iri, keys: &Keys) -> Value {
    json!({ "id": key_id(actor), "owner": actor, "publicKeyPem": keys.rsa_pem })
}

fn multikeys(actor: &Iri, keys: &Keys) -> Value {
    json!([{
        "id": ed25519_key_id(actor.as_str()),
        "type": "Multikey",
        "controller": actor,
        "publicKeyMultibase": keys.ed25519,
    }])
}

/// The actor that signs fetches for a host.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApplicationActor {
    id: Iri,
    #[serde(rename = "type")]
    kind: ApplicationType,
    name: &'static str,
    preferred_username: &'static str,
    inbox: Iri,
    outbox: Iri,
    endpoints: Value,
    implements: Value,
    public_key: Value,
    assertion_method: Value,
}

impl ApplicationActor {
    pub fn of(host: &Iri, keys: &Keys, shared_inbox: &Iri) -> Self {
        let id = host.with("knoten");
        Self {
            kind: ApplicationType::Application,
            name: "Tempomacher",
            preferred_username: "knoten",
            inbox: host.with("inbox"),
            outbox: host.with("outbox"),
            endpoints: json!({ "sharedInbox": shared_inbox }),
            implements: capability::ours(),
            public_key: rsa(&id, keys),
            assertion_method: multikeys(&id, keys),
            id,
        }
    }
}
