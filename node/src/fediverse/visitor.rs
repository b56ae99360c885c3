//! Who visits, and as whom we visit: signed fetches in and out.

use std::sync::Arc;

use commons::{Iri, Origin, Reader, Refusal, Time};
use federation::objects::own_actor::key_id;
use federation::{Head, RemoteActor, SignedFetch, Signer, SigningKey, render};
use http::request::Parts;

use crate::acquaintance::{MayRefetch, Refetch};
use crate::failure::Failure;
use crate::fediverse::inbox;
use crate::operations::remembering;
use crate::town::Town;

/// Who signs a fetch: the application actor of the first host where no organisation asked for it, or an organisation.
pub struct Visitor {
    key: Arc<SigningKey>,
    key_id: String,
}

impl Visitor {
    /// Signs at this instant.
    pub fn at(&self, now: Time) -> Signer<'_> {
        Signer { key: &self.key, key_id: &self.key_id, now }
    }
}

/// The application actor of the first host.
///
/// # Errors
/// 404 on a node without organisations; 500 when its key cannot be opened.
pub async fn application(town: &Town) -> Result<Visitor, Failure> {
    let first = town.hosts.first().ok_or(Refusal::NoSuchOrganisation {})?;
    let actor = render::application_id(&first.iri);
    let key = town.keyring.signing_key(&mut town.store.reading().await?, &actor).await.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the application actor's key cannot be opened");
        Refusal::FAILED
    })?;
    Ok(Visitor { key, key_id: key_id(&actor) })
}

/// An organisation of ours that visits a neighbour, by the key by which it is known there.
///
/// # Errors
/// When the memory fails or its key cannot be opened.
pub async fn organisation(town: &Town, actor: &Iri, neighbour: &Origin) -> anyhow::Result<Visitor> {
    let (mut reading, now) = (town.store.reading().await?, town.clock.now());
    let key = town.keyring.signing_key_for(&mut reading, actor, neighbour, now).await?;
    Ok(Visitor { key, key_id: key_id(actor) })
}

/// Who fetches: the known actor that signed the request, or anyone. A blocked one finds nothing (THREATS 98).
pub async fn reader(town: &Town, parts: &Parts) -> Result<Reader, Failure> {
    let now = town.clock.now();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let head = Head { method: parts.method.as_str(), path_and_query: path, headers: &parts.headers };
    let Some(fetch) = SignedFetch::open(&head, now, &|host| town.hosts.by_host(host).is_some())? else {
        return Ok(Reader::anyone());
    };
    let mut reading = town.store.reading().await?;
    let id = Iri::of_activity("keyId", fetch.key_id())?;
    if reading.peers().stance(&id.origin()).await? == store::Stance::Blocked {
        return Err(Refusal::NoSuchPage {}.into());
    }
    // Somebody we never heard of reads what everyone reads.
    let Some(row) = reading.keys().by_id(&id).await? else { return Ok(Reader::anyone()) };
    drop(reading);
    match fetch.verify(&remembering::key(&row.key)?) {
        Ok(_) => Ok(Reader::of(row.actor)),
        Err(Refusal::SignatureWrong {}) => by_new_key(town, &fetch, row.actor, now).await,
        Err(refusal) => Err(refusal.into()),
    }
}

/// The key may have been replaced: asked for again, once in five minutes, and kept if it fits.
async fn by_new_key(town: &Town, fetch: &SignedFetch, actor: Iri, now: Time) -> Result<Reader, Failure> {
    let refetch = match town.acquaintance.may_refetch(&actor, now) {
        MayRefetch::Yes(refetch) => refetch,
        MayRefetch::UnderWay => return Err(Refusal::Busy {}.into()),
        MayRefetch::Unanswered => return Err(Refusal::SenderUnreachable {}.into()),
        MayRefetch::No => return Err(Refusal::SignatureWrong {}.into()),
    };
    let visitor = fetch_again(town, &actor, &refetch, now).await?;
    keep(town, &visitor, now).await?;
    fetch.verify(&visitor.key_by_id(fetch.key_id())?)?;
    Ok(Reader::of(actor))
}

/// A known actor, read again from its origin; what came of it is remembered for five minutes.
pub async fn fetch_again(
    town: &Town,
    actor: &Iri,
    refetch: &Refetch<'_>,
    now: Time,
) -> Result<RemoteActor, Failure> {
    let fetched = inbox::fetch(town, actor, now).await;
    let unanswered =
        |failure: &Failure| matches!(failure.refusal(), Refusal::SenderUnreachable {} | Refusal::TooOften {});
    if !fetched.as_ref().is_err_and(unanswered) {
        refetch.answered();
    }
    fetched
}

/// Keeps a known actor as its origin shows it now.
pub async fn keep(town: &Town, actor: &RemoteActor, now: Time) -> Result<(), Failure> {
    let row = remembering::row(actor, now);
    town.store
        .write(move |change| {
            let row = row.clone();
            Box::pin(async move { change.actors().put_remote(&row).await })
        })
        .await?;
    town.acquaintance.forget();
    Ok(())
}
