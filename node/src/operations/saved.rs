//! Searches that somebody wants to do again: kept, renamed, told of by mail, removed. Each belongs to one person, and to nobody else it is there.

pub mod address;

use std::sync::Arc;

use commons::{Digest, EntryId, Refusal, text};
use store::saved_searches::{NewSearch, SavedSearch};
use store::{Change, StoreError};

use crate::asked::Asked;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::town::Town;
use crate::visitor::Person;

/// Searches that one person may save.
pub const MOST: usize = 100;
/// Characters of a name.
pub const NAME: usize = 120;
/// Characters of an address of results, percent signs included: more than anybody types.
const QUERY: usize = 1_500;

/// What somebody says of a search.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What they call it.
    pub name: String,
    /// How often a mail is to tell what is new; none: as before.
    pub digest: Option<Digest>,
}

impl Wish {
    fn tidied(&self) -> Result<Self, Refusal> {
        let name = text::line(&self.name);
        if name.is_empty() {
            return Err(Refusal::Missing { field: "name" });
        }
        text::check("name", &name, NAME)?;
        Ok(Self { name, digest: self.digest })
    }
}

/// Saves the search whose results have this address. The person does it from now on as whom they ask at present.
///
/// # Errors
/// 400 for words that cannot be read, 422 for a name that is missing or too long, and when there are a hundred already.
pub async fn save(town: &Town, person: &Person, query: &str, wish: &Wish) -> Result<SavedSearch, Failure> {
    let asked = Asked { after: None, ..Asked::of(query) };
    asked.search(person.reader(), town.clock.now())?;
    let query = asked.query();
    text::check("query", &query, QUERY)?;
    let Wish { name, digest } = wish.tidied()?;
    let (digest, now) = (digest.unwrap_or(Digest::Off), town.clock.now());
    let new = Arc::new(NewSearch {
        due: digest.next(&person.row.id, now),
        person: person.row.id.clone(),
        organisation: person.reader().organisation().cloned(),
        name,
        query,
        digest,
    });
    town.store
        .write(move |change| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                if change.saved_searches().count(&new.person).await? >= MOST as i64 {
                    return Err(Failure::from(Refusal::TooManySearches { limit: MOST }));
                }
                Ok(change.saved_searches().add(&new, now).await?)
            })
        })
        .await
}

/// The search of this id, if it is this person's.
///
/// # Errors
/// 404 for everybody else's, as for none.
pub async fn one(hall: &Hall, person: &Person, id: &str) -> Result<SavedSearch, Failure> {
    let id = parse(id)?;
    let found = hall.store.reading().await?.saved_searches().by_id(&id).await?;
    Ok(found.filter(|search| search.person == person.row.id).ok_or(Refusal::NoSuchSearch {})?)
}

/// Renames it, and says how often mails tell of it.
///
/// # Errors
/// 404 when it is not this person's, 422 for a name that is missing or too long.
pub async fn change(hall: &Hall, person: &Person, id: &str, wish: &Wish) -> Result<(), Failure> {
    let (id, who, now) = (parse(id)?, person.row.id.clone(), hall.clock.now());
    let wish = Arc::new(wish.tidied()?);
    hall.store
        .write(move |change| {
            let (who, wish) = (who.clone(), Arc::clone(&wish));
            Box::pin(async move {
                found(change.saved_searches().rename(&id, &who, &wish.name).await?)?;
                if let Some(digest) = wish.digest {
                    let due = digest.next(&who, now);
                    change.saved_searches().tell(&id, &who, digest, due, now).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await
}

/// Takes it off the list.
///
/// # Errors
/// 404 when it is not this person's.
pub async fn remove(hall: &Hall, person: &Person, id: &str) -> Result<(), Failure> {
    let (id, who) = (parse(id)?, person.row.id.clone());
    hall.store
        .write(move |change| {
            let who = who.clone();
            Box::pin(async move { found(change.saved_searches().remove(&id, &who).await?) })
        })
        .await
}

/// Gives its feed a new address: who knows the old one reads nothing any more.
///
/// # Errors
/// 404 when it is not this person's.
pub async fn turn(hall: &Hall, person: &Person, id: &str) -> Result<(), Failure> {
    let (id, who) = (parse(id)?, person.row.id.clone());
    hall.store
        .write(move |change| {
            let who = who.clone();
            Box::pin(async move { found(change.saved_searches().turn(&id, &who).await?) })
        })
        .await
}

/// Ends all mails about searches of whoever got this address by mail. Done twice, it is done.
///
/// # Errors
/// 410 for an address that was never in one.
pub async fn silence(hall: &Hall, ticket: &str) -> Result<(), Failure> {
    let person = Arc::<str>::from(address::silenced(hall, ticket).ok_or(Refusal::TicketSpent {})?);
    hall.store
        .write(move |change| {
            let person = Arc::clone(&person);
            Box::pin(async move { silenced(change, &person).await })
        })
        .await
}

async fn silenced(change: &mut Change, person: &str) -> Result<(), Failure> {
    let ended: Result<u64, StoreError> = change.saved_searches().silence(person).await;
    Ok(ended.map(drop)?)
}

fn parse(id: &str) -> Result<EntryId, Refusal> {
    EntryId::parse(id).map_err(|_| Refusal::NoSuchSearch {})
}

fn found(is_there: bool) -> Result<(), Failure> {
    if is_there { Ok(()) } else { Err(Refusal::NoSuchSearch {}.into()) }
}
