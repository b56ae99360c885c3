//! `/eintraege/{id}/bearbeiten`, `/zurueckziehen`, `/bestaetigen`: what an organisation does with what it has published.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{Audience, EntryId, Refusal};
use store::{EntryRow, Reading, StoreError, Subject};

use super::ask_first::AskFirst;
use super::{Speech, answer, done};
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::confirm;
use crate::operations::drafting::{self, Writer};
use crate::operations::withdraw;
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// The entry at this address, and this person as somebody who writes for its author.
///
/// # Errors
/// 404 for an entry of somebody else or none, 403 when the role is too small, 410 for a withdrawn one.
pub(super) async fn own(
    reading: &mut Reading,
    person: &Person,
    id: &str,
) -> Result<(EntryRow, Writer), Failure> {
    let row = reading.entries().by_id(&EntryId::parse(id)?).await?.ok_or(Refusal::NoSuchEntry {})?;
    person.membership(&row.author).ok_or(Refusal::NoSuchEntry {})?;
    let writer = Writer::of(person, &row.author)?;
    if row.is_tombstone() { Err(Refusal::Withdrawn {}.into()) } else { Ok((row, writer)) }
}

/// `POST /eintraege/{id}/bearbeiten`: to the draft in which it is corrected.
pub async fn correct(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let draft = drafting::correct(&town, &person, EntryId::parse(&id)?).await?;
    Ok(Redirect::to(&format!("/entwuerfe/{draft}")).into_response())
}

/// `POST /eintraege/{id}/bestaetigen`: it is still true.
pub async fn confirm(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (row, writer) = own(&mut town.store.reading().await?, &person, &id).await?;
    confirm::confirm(&town, &writer.acting, row.id).await?;
    Ok(done(&format!("/eintraege/{id}"), "confirmed"))
}

/// `GET /eintraege/{id}/zurueckziehen`: what it would mean for those who have it.
pub async fn ask_to_withdraw(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let (row, _) = own(&mut reading, &person, &id).await?;
    let entry = row.entry()?;
    let (means, holders) = match entry.audience {
        Audience::Own => ("withdraw-own", 0),
        Audience::Public => ("withdraw-public", holders(&mut reading, &row).await?),
        Audience::Circles(_) => ("withdraw-circles", holders(&mut reading, &row).await?),
    };
    let sentences = [
        speech.say(means),
        speech.count("withdraw-holders", u64::try_from(holders).unwrap_or_default()),
        speech.say("withdraw-for-good"),
        speech.say("withdraw-instead"),
    ];
    let page = AskFirst::new(&speech, &here, speech.say("withdraw"))
        .about(super::card::title_of(&entry, &speech))
        .saying(sentences)
        .with_button(format!("/eintraege/{id}/zurueckziehen"), speech.say("withdraw-button"))
        .with_hidden("version", row.version.to_string())
        .or_back(format!("/eintraege/{id}"), speech.say("withdraw-back"));
    answer(&page, &speech)
}

/// On how many nodes it is.
async fn holders(reading: &mut Reading, row: &EntryRow) -> Result<i64, StoreError> {
    reading.deliveries().holders(&Subject::Entry(row.iri.clone())).await
}

/// `POST /eintraege/{id}/zurueckziehen`
pub async fn withdraw(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (row, writer) = own(&mut town.store.reading().await?, &person, &id).await?;
    withdraw::withdraw(&town, &writer.acting, row.id, fields.text("version").parse().ok()).await?;
    Ok(done("/schreiben", "withdrawn"))
}
