//! Where neighbours' letters arrive: opened, weighed, verified, and handed to `jobs/hear`; 202 means committed (DESIGN 6.3).

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use bytes::Bytes;
use commons::{Iri, Origin, Refusal, Time};
use federation::{Activity, Head, Heard, Letter, Object, PublicKey, RemoteActor};
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use store::Stance;

use crate::acquaintance::{MayRefetch, Refetch};
use crate::failure::Failure;
use crate::fediverse::visitor;
use crate::jobs::hear::Spoken;
use crate::operations::hear::{may_send, must_be_known};
use crate::operations::remembering;
use crate::town::Town;

/// Bytes of a letter.
const LARGEST: usize = 1024 * 1024;
/// How long a letter may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// Takes a letter in.
pub async fn receive(State(town): State<Town>, request: Request<Body>) -> Result<StatusCode, Failure> {
    let (parts, body) = request.into_parts();
    let body = whole(&parts.headers, body).await?;
    let now = town.clock.now();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let head = Head { method: parts.method.as_str(), path_and_query: path, headers: &parts.headers };
    let letter = Letter::open(&head, &body, now, &|host| town.hosts.by_host(host).is_some())?;
    let origin = letter.actor().origin();
    may_send(stance(&town, &origin, now).await?, letter.activity(), &town.hosts)?;
    let Some(Verified { heard, sender, refetch }) = verified(&town, &letter, now).await? else {
        return Ok(StatusCode::ACCEPTED);
    };
    // Counted only now that it is known who writes: nobody uses up what belongs to another (THREATS 102).
    if !town.allowance.take(&origin, now) {
        return Err(Refusal::TooOften {}.into());
    }
    let (id, fetched) = (heard.id.to_string(), sender.is_some());
    let effect = town.ear.hear(Spoken { heard, sender, body }).await?;
    if fetched {
        // The key may have replaced one that is still remembered.
        town.acquaintance.forget();
    }
    drop(refetch);
    tracing::debug!(peer.host = origin.authority(), activity.id = id, ?effect, "heard");
    Ok(StatusCode::ACCEPTED)
}

/// The whole body, if it is small enough and comes soon enough.
async fn whole(headers: &http::HeaderMap, body: Body) -> Result<Bytes, Refusal> {
    let too_large = Refusal::TooLarge { limit: LARGEST };
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > LARGEST as u64) {
        return Err(too_large);
    }
    let collected = tokio::time::timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await;
    match collected {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large),
        _ => Err(Refusal::UnreadableBody {}),
    }
}

async fn stance(town: &Town, origin: &Origin, now: Time) -> Result<Stance, Failure> {
    if let Some(stance) = town.acquaintance.stance(origin, now) {
        return Ok(stance);
    }
    let stance = town.store.reading().await?.peers().stance(origin).await?;
    town.acquaintance.remember_stance(origin.clone(), stance, now);
    Ok(stance)
}

/// A letter, verified.
struct Verified<'a> {
    heard: Heard,
    /// Its sender, where he had to be fetched.
    sender: Option<RemoteActor>,
    /// Held until the letter is kept, where his key was asked for again.
    refetch: Option<Refetch<'a>>,
}

/// What is here of a sender.
enum Sender {
    /// The key that his letter names.
    Known(Arc<PublicKey>),
    /// Keys by other ids.
    KnownByOthers(Vec<PublicKey>),
    /// Nothing.
    Unknown,
}

/// None: valid in form, of no concern to us, and not worth a fetch.
async fn verified<'a>(town: &'a Town, letter: &Letter, now: Time) -> Result<Option<Verified<'a>>, Failure> {
    match sender(town, letter, now).await? {
        Sender::Known(key) => match letter.verify(&key) {
            Ok(heard) => Ok(Some(Verified { heard, sender: None, refetch: None })),
            Err(Refusal::SignatureWrong {}) => by_newer_key(town, letter, now).await,
            Err(refusal) => Err(refusal.into()),
        },
        // Some name their key otherwise in letters than in their actor.
        Sender::KnownByOthers(keys) => match keys.iter().find_map(|key| letter.verify(key).ok()) {
            Some(heard) => Ok(Some(Verified { heard, sender: None, refetch: None })),
            None => by_newer_key(town, letter, now).await,
        },
        Sender::Unknown if concerns_only_the_known(letter.activity()) => Ok(None),
        Sender::Unknown => {
            // Who answers a question of ours is known to us.
            must_be_known(letter.activity())?;
            by_fetched_key(town, letter, None, now).await
        }
    }
}

/// The key may have been replaced: asked for again, but not for ever.
async fn by_newer_key<'a>(
    town: &'a Town,
    letter: &Letter,
    now: Time,
) -> Result<Option<Verified<'a>>, Failure> {
    match town.acquaintance.may_refetch(letter.actor(), now) {
        MayRefetch::Yes(refetch) => by_fetched_key(town, letter, Some(refetch), now).await,
        // Waiting can cure it.
        MayRefetch::UnderWay => Err(Refusal::Busy {}.into()),
        MayRefetch::Unanswered => Err(Refusal::SenderUnreachable {}.into()),
        MayRefetch::No => Err(Refusal::SignatureWrong {}.into()),
    }
}

/// That somebody is gone, or is otherwise than before, is no news of somebody nobody here knows.
fn concerns_only_the_known(activity: &Activity) -> bool {
    matches!(activity, Activity::Delete { .. } | Activity::Update { object: Object::Actor(_), .. })
}

/// The letter, verified with the key that its sender shows now. Who is gone has nothing more to say, and coming again would not help: none.
async fn by_fetched_key<'a>(
    town: &'a Town,
    letter: &Letter,
    refetch: Option<Refetch<'a>>,
    now: Time,
) -> Result<Option<Verified<'a>>, Failure> {
    let fetched = match &refetch {
        Some(refetch) => visitor::fetch_again(town, letter.actor(), refetch, now).await,
        None => fetch(town, letter.actor(), now).await,
    };
    match fetched {
        Ok(sender) => match sender.key_by_id(letter.key_id()).and_then(|key| letter.verify(&key)) {
            Ok(heard) => Ok(Some(Verified { heard, sender: Some(sender), refetch })),
            Err(refusal) => {
                // Who forges a letter must not use up the one question: the key that came is kept for the true sender.
                if refetch.is_some() {
                    visitor::keep(town, &sender, now).await?;
                }
                Err(refusal.into())
            }
        },
        Err(failure) if *failure.refusal() == (Refusal::SenderGone {}) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn sender(town: &Town, letter: &Letter, now: Time) -> Result<Sender, Failure> {
    let actor = letter.actor();
    if let Some(key) = town.acquaintance.key(actor, letter.key_id(), now) {
        return Ok(Sender::Known(key));
    }
    let id = Iri::of_activity("keyId", letter.key_id())?;
    let mut reading = town.store.reading().await?;
    match reading.keys().by_id(&id).await?.filter(|row| row.actor == *actor) {
        Some(row) => {
            let key = Arc::new(remembering::key(&row.key)?);
            let id = letter.key_id().to_owned();
            town.acquaintance.remember_key(actor.clone(), id, Arc::clone(&key), now);
            Ok(Sender::Known(key))
        }
        None => {
            let others = reading.keys().of_actor(actor).await?;
            let keys: Vec<_> = others.iter().filter_map(|row| remembering::key(&row.key).ok()).collect();
            Ok(if keys.is_empty() { Sender::Unknown } else { Sender::KnownByOthers(keys) })
        }
    }
}

/// One guarded fetch of the sender, within what a minute allows. The key is remembered only once the letter is kept.
pub async fn fetch(town: &Town, actor: &Iri, now: Time) -> Result<RemoteActor, Failure> {
    if !town.acquaintance.may_fetch(&actor.origin(), now) {
        return Err(Refusal::TooOften {}.into());
    }
    let application = visitor::application(town).await?;
    let sender = town.client().fetch_actor(actor, &application.at(now)).await;
    Ok(sender.map_err(|refusal| match refusal {
        Refusal::SenderGone {} => Refusal::SenderGone {},
        Refusal::KeyOfAnother {} | Refusal::AddressForbidden {} => Refusal::KeyOfAnother {},
        other => {
            tracing::info!(
                peer.host = actor.origin().authority(),
                reason = other.code(),
                "a sender cannot be read"
            );
            Refusal::SenderUnreachable {}
        }
    })?)
}
