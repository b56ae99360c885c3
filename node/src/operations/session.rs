//! People sign in and out, and change for whom they write.

use std::sync::Arc;

use commons::{Iri, Refusal, Time, text};
use store::Change;
use store::people::{Access, PersonRow};
use store::sessions::NewSession;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::throttle;
use crate::secret;
use crate::visitor::{Membership, Person, Visitor};

/// How long a session lasts without being used.
const LASTS: i64 = 14 * Time::DAY;
/// How often it is noted that it is used.
const NOTED: i64 = Time::HOUR;

/// What a browser is given.
pub struct Begun {
    /// What its cookie holds.
    pub secret: String,
}

/// Whom this cookie belongs to: nobody in particular, if it holds no session that still lasts.
///
/// # Errors
/// When the memory fails.
pub async fn visitor(hall: &Hall, secret: &str) -> Result<Visitor, Failure> {
    let now = hall.clock.now();
    let mut reading = hall.store.reading().await?;
    let Some(session) = reading.sessions().by_hash(&secret::hash(secret), now).await? else {
        return Ok(Visitor::default());
    };
    let Some(row) = reading.people().by_id(&session.person).await?.filter(|row| row.access == Access::Open)
    else {
        return Ok(Visitor::default());
    };
    let rows = reading.people().memberships_of(&row.id).await?;
    let unseen = u64::try_from(reading.notices().unseen(&row.id).await?).unwrap_or_default();
    drop(reading);
    let mut memberships = Vec::new();
    for organisation in hall.hosts.all() {
        if let Some(row) = rows.iter().find(|row| row.organisation == organisation.iri) {
            memberships.push(Membership { organisation, role: row.role, office: row.office.clone() });
        }
    }
    if now.millis() - session.seen.millis() > NOTED {
        let (id, who, until) = (session.id.clone(), row.id.clone(), now.plus(LASTS));
        hall.store
            .write(move |change| {
                let (id, who) = (id.clone(), who.clone());
                Box::pin(async move {
                    change.visits().note(&who, now).await?;
                    change.sessions().touch(&id, now, until).await
                })
            })
            .await?;
    }
    Ok(Visitor::of(Person { row, session, memberships, unseen }))
}

/// Begins a session with mailbox and password. `source` is where the request comes from, `at` the organisation whose page was asked.
///
/// # Errors
/// 422 when they do not fit together, whatever the reason; 429 after too many tries.
pub async fn sign_in(
    hall: &Hall,
    mail: &str,
    password: &str,
    device: &str,
    source: &str,
    at: Option<&Iri>,
) -> Result<Begun, Failure> {
    let mail = text::line(mail).to_lowercase();
    throttle::begin(hall, &mail, source).await?;
    let person = hall.store.reading().await?.people().by_mail(&mail).await?;
    let person = person.filter(|person| person.access == Access::Open);
    let kept = person.as_ref().and_then(|person| person.password.as_ref());
    if !hall.passwords.fits(password, kept).await? {
        throttle::fail(hall, source).await?;
        return Err(Refusal::SignInFailed {}.into());
    }
    throttle::clear(hall, &mail).await?;
    let person = person.ok_or(Refusal::SignInFailed {})?;
    let (person, device, at) = (Arc::new(person), device.to_owned(), at.cloned());
    let secret = secret::new()?;
    let given = secret.clone();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (person, device, at, secret) =
                (Arc::clone(&person), device.clone(), at.clone(), secret.clone());
            Box::pin(async move { begin(change, &person, &secret, &device, at.as_ref(), now).await })
        })
        .await?;
    Ok(Begun { secret: given })
}

/// Begins a session for this person. Each has a secret of its own, made at this moment: there is none to be foisted on anybody.
pub async fn begin(
    change: &mut Change,
    person: &PersonRow,
    secret: &str,
    device: &str,
    at: Option<&Iri>,
    now: Time,
) -> Result<(), Failure> {
    let organisation = match at {
        Some(at) => change.people().membership(&person.id, at).await?.map(|row| row.organisation),
        None => None,
    };
    let new = NewSession {
        hash: secret::hash(secret),
        person: person.id.clone(),
        organisation,
        device: text::excerpt(device),
        until: now.plus(LASTS),
    };
    change.visits().note(&person.id, now).await?;
    change.sessions().begin(&new, now).await?;
    Ok(())
}

/// Ends the session of this person with this id.
///
/// # Errors
/// When the memory fails.
pub async fn end(hall: &Hall, person: &Person, id: &str) -> Result<(), Failure> {
    let (person, id) = (person.row.id.clone(), id.to_owned());
    hall.store
        .write(move |change| {
            let (person, id) = (person.clone(), id.clone());
            Box::pin(async move { change.sessions().end(&id, &person).await })
        })
        .await?;
    Ok(())
}

/// From now on this person writes for another of their organisations.
///
/// # Errors
/// 404 when it is none of theirs.
pub async fn turn_to(hall: &Hall, person: &Person, handle: &str) -> Result<(), Failure> {
    let mine = person.memberships.iter().find(|one| one.organisation.handle == handle);
    let organisation = mine.ok_or(Refusal::NoSuchOrganisation {})?.organisation.iri.clone();
    let id = person.session.id.clone();
    hall.store
        .write(move |change| {
            let (id, organisation) = (id.clone(), organisation.clone());
            Box::pin(async move { change.sessions().turn_to(&id, &organisation).await })
        })
        .await?;
    Ok(())
}
