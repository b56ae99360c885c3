//! Who is behind an address, before anybody asks to follow. The one question to the network that somebody waits for; it has its time.

use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Organisation, Origin, Refusal};
use federation::objects::own_actor::key_id;
use federation::webfinger::Resource;
use federation::{RemoteActor, Signer};
use store::Stance;
use tokio::time::timeout;
use url::Url;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// How long somebody waits for all the answers together.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who is behind an address.
#[derive(Clone, Debug)]
pub enum Found {
    /// An organisation of this node.
    Here(Arc<Organisation>),
    /// An actor of another.
    Elsewhere(Arc<RemoteActor>),
}

impl Found {
    /// The id everywhere.
    pub fn iri(&self) -> &Iri {
        match self {
            Self::Here(organisation) => &organisation.iri,
            Self::Elsewhere(actor) => &actor.iri,
        }
    }
}

/// Looks who is behind `name@host`, an address that begins with `https://`, or a host alone. Nothing is written.
///
/// # Errors
/// When it is no address, when it is the asker's own, when its host is blocked here, or when nobody can be read there; the refusal
/// says why.
pub async fn look(hall: &Hall, acting: &Acting, address: &str) -> Result<Found, Failure> {
    let resource = wanted(hall, address)?;
    if let Some(organisation) = here(hall, &resource) {
        let is_own = organisation.iri == acting.organisation.iri;
        return if is_own { Err(Refusal::OurOwnAddress {}.into()) } else { Ok(Found::Here(organisation)) };
    }
    refuse_blocked(hall, &origin_of(hall, &resource)?).await?;
    let looking = timeout(PATIENCE, elsewhere(hall, acting, &resource));
    let actor = looking.await.map_err(|_| Refusal::PeerTooSlow {})??;
    refuse_blocked(hall, &actor.iri.origin()).await?;
    Ok(Found::Elsewhere(Arc::new(actor)))
}

/// What was typed, as an address. A host alone means who lives at its root; http is meant only in the laboratory.
pub(super) fn wanted(hall: &Hall, typed: &str) -> Result<Resource, Refusal> {
    let typed = typed.trim();
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    if rest.is_none() && typed.contains('@') {
        return Resource::parse(typed);
    }
    let rest = rest.unwrap_or(typed);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    if !host.contains('.') || host.contains(char::is_whitespace) {
        return Err(Refusal::NotAnAddress {});
    }
    let address = format!("{}://{rest}", hall.scheme_of(&host)?);
    let root = Url::parse(&address).ok().filter(|url| url.path() == "/" && url.query().is_none());
    let address = root.map_or(address, |url| url.origin().ascii_serialization() + "/");
    Resource::parse(&address).map_err(|_| Refusal::NotAnAddress {})
}

/// The organisation of this node that is meant.
pub(super) fn here(hall: &Hall, resource: &Resource) -> Option<Arc<Organisation>> {
    match resource {
        Resource::Account { handle, host } => {
            hall.hosts.by_host(host).filter(|organisation| organisation.handle == *handle)
        }
        Resource::Actor(iri) => hall.hosts.by_iri(iri),
    }
}

pub(super) fn origin_of(hall: &Hall, resource: &Resource) -> Result<Origin, Refusal> {
    match resource {
        Resource::Account { host, .. } => {
            let origin = format!("{}://{host}", hall.scheme_of(host)?);
            Origin::parse(&origin).map_err(|_| Refusal::NotAnAddress {})
        }
        Resource::Actor(iri) => Ok(iri.origin()),
    }
}

pub(super) async fn refuse_blocked(hall: &Hall, origin: &Origin) -> Result<(), Failure> {
    let stance = hall.store.reading().await?.peers().stance(origin).await?;
    if stance == Stance::Blocked { Err(Refusal::PeerBlocked {}.into()) } else { Ok(()) }
}

/// WebFinger, then the actor; signed by who asks.
async fn elsewhere(hall: &Hall, acting: &Acting, resource: &Resource) -> Result<RemoteActor, Failure> {
    let actor = &acting.organisation.iri;
    let key = hall.keyring.signing_key(&mut hall.store.reading().await?, actor).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the organisation's key cannot be opened");
        Refusal::FAILED
    })?;
    let signer = Signer { key: &key, key_id: &key_id(actor), now: hall.clock.now() };
    Ok(hall.client().find(resource, &signer).await.map_err(told)?)
}

/// What the asker is told: that an actor does not hold is its own node's failing (502), and never the asker's.
fn told(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::NotAnAddress {} | Refusal::AddressForbidden {} | Refusal::SenderGone {} => refusal,
        other if other.status() >= 500 => other,
        other => {
            tracing::info!(refusal = other.code(), "what a neighbour says of itself does not hold");
            Refusal::PeerAnswerUnreadable {}
        }
    }
}
