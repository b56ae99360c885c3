//! The actors of this node: each organisation, and the application actor of its host.

use axum::extract::State;
use axum::response::Response;
use commons::Iri;
use federation::objects::own_actor::Keys;
use federation::render;
use store::keys::Algorithm;
use store::{Reading, StoreError};

use super::{Readers, document};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// The organisation of the host that was asked, as an ActivityPub actor.
pub async fn show(town: &Town, Ours(organisation): Ours) -> Result<Response, Failure> {
    let keys = keys(&mut town.store.reading().await?, &organisation.iri).await?;
    let json = render::actor(&organisation, &keys, &shared_inbox(town, &organisation.iri));
    Ok(document(json, Readers::Everyone))
}

/// The application actor of the host that was asked (FEP-d556).
pub async fn application(State(town): State<Town>, Ours(organisation): Ours) -> Result<Response, Failure> {
    let keys = keys(&mut town.store.reading().await?, &render::application_id(&organisation.iri)).await?;
    let json = render::application(&organisation.iri, &keys, &shared_inbox(&town, &organisation.iri));
    Ok(document(json, Readers::Everyone))
}

fn shared_inbox(town: &Town, actor: &Iri) -> Iri {
    town.hosts.shared_inbox().unwrap_or_else(|| actor.with("inbox"))
}

/// The public keys of a local actor.
pub async fn keys(reading: &mut Reading, actor: &Iri) -> Result<Keys, StoreError> {
    let mut keys = Keys { rsa_pem: String::new(), ed25519: String::new() };
    for row in reading.keys().of_actor(actor).await? {
        match row.key.algorithm {
            Algorithm::Rsa => keys.rsa_pem = row.key.public,
            Algorithm::Ed25519 => keys.ed25519 = row.key.public,
        }
    }
    Ok(keys)
}
