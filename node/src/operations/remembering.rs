//! A neighbour's actor, as it was read from its origin, becomes a row of the memory.

use commons::{Iri, Refusal, Time};
use store::keys::{Algorithm, PublicKey};

/// The row for an actor that was read just now.
pub fn row(actor: &federation::RemoteActor, now: Time) -> store::RemoteActor {
    let role = match actor.role {
        federation::Role::Organisation => store::Role::Organisation,
        federation::Role::Application => store::Role::Application,
        federation::Role::Other => store::Role::Other,
    };
    store::RemoteActor {
        iri: actor.iri.clone(),
        role,
        name: actor.name.clone(),
        handle: actor.handle.clone(),
        host: actor.host.clone(),
        inbox: actor.inbox.clone(),
        shared_inbox: actor.shared_inbox.clone(),
        outbox: actor.outbox.clone(),
        followers: actor.followers.clone(),
        changes: actor.changes.clone(),
        indexable: actor.indexable,
        organisation: actor.organisation.clone(),
        keys: keys(actor),
        fetched: now,
    }
}

fn keys(actor: &federation::RemoteActor) -> Vec<PublicKey> {
    let rsa = Iri::of_activity("keyId", &actor.key_id).map(|id| PublicKey {
        id,
        algorithm: Algorithm::Rsa,
        public: actor.public_key_pem.clone(),
    });
    let ed25519 = actor.ed25519.as_ref().map(|key| PublicKey {
        id: key.id.clone(),
        algorithm: Algorithm::Ed25519,
        public: key.multibase.clone(),
    });
    rsa.ok().into_iter().chain(ed25519).collect()
}

/// A key that was kept, ready to verify with.
///
/// # Errors
/// When it cannot be read.
pub fn key(kept: &PublicKey) -> Result<federation::PublicKey, Refusal> {
    match kept.algorithm {
        Algorithm::Rsa => federation::PublicKey::from_pem(&kept.public),
        Algorithm::Ed25519 => federation::PublicKey::from_multikey(&kept.public),
    }
}
