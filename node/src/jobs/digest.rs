//! Who saved a search is told by mail what is new to it: once a day or once a week, in one mail for all searches of a person.
//!
//! Nothing is matched while something is written or indexed. When a person's time has come, the index is asked each of the searches once, for what
//! changed since the last time alone; so ten thousand searches are ten thousand small questions spread over the early morning.

mod letter;

use std::ops::RangeInclusive;
use std::time::Duration;

use commons::{Reader, Time};
use store::people::{Access, PersonRow};
use store::{SavedSearch, StoreError};

use crate::asking;
use crate::failure::Failure;
use crate::operations::post::post;
use crate::pages::Speech;
use crate::pages::pieces::Pieces;
use crate::town::Town;
use letter::{Item, Letter, News};

/// How often it is looked whose time has come: mails are due to the minute, not to the second.
const LOOK: Duration = Duration::from_secs(10);
/// Between two people, so that whoever searches meanwhile hardly waits.
const PAUSE: Duration = Duration::from_millis(20);
/// For how long a person's searches are left to one worker, in milliseconds: longer than a hundred searches that all time out.
const LEASE: i64 = 10 * Time::MINUTE;
/// Hits that a mail names for one search; of more it gives the number.
const HITS: usize = 10;
/// How long such a mail is worth sending.
const NEEDED: i64 = 3 * Time::DAY;

/// Tells for ever, where a mail server is configured.
pub async fn run(town: Town) {
    if !town.mail_is_configured() {
        return;
    }
    loop {
        match tell_next(&town).await {
            Ok(true) => tokio::time::sleep(PAUSE).await,
            Ok(false) => tokio::time::sleep(LOOK).await,
            // Said where it happened.
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}

/// Tells the one person who has waited longest. Whether there was one.
///
/// # Errors
/// When the memory fails; the person's searches are then due again after the lease.
pub async fn tell_next(town: &Town) -> Result<bool, Failure> {
    // It would be told that nothing is new.
    if town.index.is_missing() {
        return Ok(false);
    }
    let searches = claim(town).await?;
    let Some(first) = searches.first() else { return Ok(false) };
    let mut reading = town.store.reading().await?;
    let person = reading.people().by_id(&first.person).await?;
    drop(reading);
    // What is written into the index meanwhile is told of next time.
    let upto = town.index.cursor();
    let (mut looked, mut news) = (Vec::new(), Vec::new());
    for search in &searches {
        match look(town, search, upto).await {
            Ok(found) => {
                looked.push(search.clone());
                news.extend(found);
            }
            Err(failure) if failure.refusal().status() < 500 => looked.push(search.clone()),
            // The lease runs out, and it is asked again.
            Err(failure) => {
                tracing::warn!(refusal = failure.refusal().code(), "a saved search found no answer");
            }
        }
    }
    let person = person.filter(|person| person.access == Access::Open);
    settle(town, person, looked, news, upto).await.map(|()| true)
}

async fn claim(town: &Town) -> Result<Vec<SavedSearch>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let due = town.store.reading().await?.saved_searches().next_due().await?;
    if due.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| Box::pin(async move { change.saved_searches().claim(now, LEASE).await }))
        .await
}

/// What is new to this search, if anything is.
async fn look(town: &Town, search: &SavedSearch, upto: i64) -> Result<Option<News>, Failure> {
    let changed: RangeInclusive<i64> = search.told + 1..=upto;
    if changed.is_empty() {
        return Ok(None);
    }
    let reader = search.organisation.clone().map_or_else(Reader::anyone, Reader::of);
    let found = asking::again(town, &search.query, reader.clone(), changed, HITS).await?;
    let mut pieces = Pieces::new(town.store.reading().await?);
    let mut items = Vec::new();
    for hit in &found.hits {
        let Ok(iri) = commons::Iri::parse("id", &hit.iri) else { continue };
        // The index may lag behind by a moment: what somebody may read, the memory decides.
        if let Some(piece) = pieces.by_iri(&iri, &reader).await? {
            items.push(Item::of(hit, &piece, search.looked));
        }
    }
    let more = found.total.saturating_sub(found.hits.len());
    Ok((!items.is_empty()).then(|| News { search: search.clone(), items, more }))
}

/// Writes the mail down, and that these were looked at, in one transaction.
async fn settle(
    town: &Town,
    person: Option<PersonRow>,
    looked: Vec<SavedSearch>,
    news: Vec<News>,
    upto: i64,
) -> Result<(), Failure> {
    let now = town.clock.now();
    let mail = match &person {
        Some(person) if !news.is_empty() => {
            let letter = Letter { town, person, news: &news };
            Some(letter.written(&Speech::in_language(person.language))?)
        }
        _ => None,
    };
    town.store
        .write(move |change| {
            let (looked, mail) = (looked.clone(), mail.clone());
            Box::pin(async move {
                for search in &looked {
                    if let Some(due) = search.digest.next(&search.person, now) {
                        change.saved_searches().looked(&search.id, upto.max(search.told), due, now).await?;
                    }
                }
                if let Some(mail) = &mail {
                    post(change, mail, now.plus(NEEDED)).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await
}
