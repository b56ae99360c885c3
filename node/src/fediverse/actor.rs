//! The actors of this node: each organisation, and the application actor of its host.

use axum::extract::State;
use axum::response::Response;
use commons::Iri;
use federation::objects::own_actor::{Keys, Ways};
use federation::render;
use store::keys::Algorithm;
use store::moves::MoveAnswer;
use store::{Reading, StoreError};

use super::{Readers, document};
use crate::failure::Failure;
use crate::here::Ours;
use crate::town::Town;

/// The organisation of the host that was asked, as an ActivityPub actor.
pub async fn show(town: &Town, Ours(organisation): Ours) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let keys = keys(&mut reading, &organisation.iri).await?;
    let ways = ways(&mut reading, &organisation.iri).await?;
    let json = render::moving_actor(&organisation, &keys, &shared_inbox(town, &organisation.iri), &ways);
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

/// From where a local actor came, and where it went.
pub async fn ways(reading: &mut Reading, actor: &Iri) -> Result<Ways, StoreError> {
    let also_known_as = reading.moves().aliases(actor).await?;
    let moved = reading.moves().by_actor(actor).await?.filter(|row| row.answer == MoveAnswer::Ours);
    Ok(Ways { also_known_as, moved_to: moved.map(|row| row.target) })
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
