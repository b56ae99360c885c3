//! The people of an organisation keep its list of members: put somebody on it, take them off, answer who asks.

use std::sync::Arc;

use commons::register::Place;
use commons::{Ags, EntryId, Iri, Organisation, Refusal, Time, text};
use federation::RemoteActor;
use store::list_members::{ListMember, NewMember};
use store::{Change, Reading, StoreError};

use super::own_key;
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::look::{Found, look};
use crate::operations::remembering;

/// Whom somebody wants on the list, as it was typed. An address is enough, and so is a key or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// `name@host`, or the address of its page at Tempomacher.
    pub address: String,
    /// Its key.
    pub ags: String,
    /// Its name.
    pub name: String,
    /// Its website.
    pub website: String,
}

/// Puts somebody on the list. Gives their name.
///
/// # Errors
/// When the address leads nowhere, when the key is none, when the name is not enough, or when they are on the list already.
pub async fn add(hall: &Hall, acting: &Acting, wish: &Wish) -> Result<String, Failure> {
    if wish.address.is_empty() {
        let new = described(&mut hall.store.reading().await?, wish).await?;
        return put(hall, acting, new, None).await;
    }
    let (organisation, remote) = match look(hall, acting, &wish.address).await? {
        Found::Here(organisation) => (organisation, None),
        Found::Elsewhere(actor) => {
            let organisation = actor.organisation.clone().ok_or(Refusal::NotTempomacher {})?;
            (Arc::new(organisation), Some(actor))
        }
    };
    put(hall, acting, of_organisation(&organisation), remote).await
}

/// The member that this organisation is.
pub(super) fn of_organisation(organisation: &Organisation) -> NewMember {
    NewMember {
        name: text::cut(&organisation.name, text::caps::TITLE),
        ags: own_key(organisation).cloned(),
        actor: Some(organisation.iri.clone()),
        ..NewMember::default()
    }
}

/// The member that these words describe, completed from the register of towns.
///
/// # Errors
/// 422 for what is no key or website, or names nobody.
pub(super) async fn described(reading: &mut Reading, wish: &Wish) -> Result<NewMember, Failure> {
    let name = text::line(&wish.name);
    text::check("name", &name, text::caps::TITLE)?;
    let ags = if wish.ags.is_empty() { None } else { Some(commons::members::key(&wish.ags)?) };
    let website =
        if wish.website.is_empty() { String::new() } else { commons::members::website(&wish.website)? };
    let place = match &ags {
        Some(ags) => reading.register().by_key(ags).await?,
        None => by_name(reading, &name).await?,
    };
    let ags = ags.or_else(|| place.as_ref().map(|place| place.key.clone()));
    let name = if name.is_empty() { named(place, ags.as_ref())? } else { name };
    Ok(NewMember { name, ags, website, ..NewMember::default() })
}

fn named(place: Option<Place>, ags: Option<&Ags>) -> Result<String, Refusal> {
    match (place, ags) {
        (Some(place), _) => Ok(place.name),
        (None, Some(ags)) => Err(Refusal::UnknownAgs { ags: ags.as_str().to_owned() }),
        (None, None) => Err(Refusal::NothingToList {}),
    }
}

/// The one place that bears this name, as it calls itself or as the register writes it.
async fn by_name(reading: &mut Reading, name: &str) -> Result<Option<Place>, Failure> {
    if name.is_empty() {
        return Ok(None);
    }
    let bare = name.rsplit_once(' ').map_or(name, |(_, last)| last);
    let mut found: Vec<Place> = Vec::new();
    for beginning in [name, bare] {
        let places = reading.register().by_beginning(beginning, 50).await?;
        found = places.into_iter().filter(|place| place.name == name || place.official == name).collect();
        if !found.is_empty() {
            break;
        }
    }
    if found.len() > 1 { Err(Refusal::SeveralOfThatName {}.into()) } else { Ok(found.pop()) }
}

/// Puts somebody on a list. Whoever bears the same key there and has no organisation yet is this one from now on. Tells whether that is news.
///
/// # Errors
/// When the memory fails.
pub(super) async fn put_on(
    change: &mut Change,
    list: &Iri,
    id: EntryId,
    new: &NewMember,
    now: Time,
) -> Result<bool, StoreError> {
    if let (Some(ags), Some(actor)) = (&new.ags, &new.actor)
        && let Some(place) = change.list_members().by_ags(list, ags).await?
        && place.actor.is_none()
        && change.list_members().of_actor(list, actor).await?.is_none()
    {
        return change.list_members().settle(&place.id, actor).await;
    }
    Ok(change.list_members().add(list, id, new, now).await?.is_some())
}

async fn put(
    hall: &Hall,
    acting: &Acting,
    new: NewMember,
    remote: Option<Arc<RemoteActor>>,
) -> Result<String, Failure> {
    let (acting, new, now) = (acting.clone(), Arc::new(new), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, new, remote) = (acting.clone(), Arc::clone(&new), remote.clone());
            Box::pin(async move {
                let list = &acting.organisation.iri;
                if let Some(remote) = &remote {
                    change.actors().put_remote(&remembering::row(remote, now)).await?;
                }
                if !put_on(change, list, EntryId::new(now), &new, now).await? {
                    return Err(Refusal::AlreadyListed {}.into());
                }
                change.lists().hurry(list, now).await?;
                acting.note(change, "list member", &new.name, now).await?;
                Ok::<_, Failure>(new.name.clone())
            })
        })
        .await
}

/// Takes somebody off the list. Who follows whom stays as it is.
///
/// # Errors
/// 404 when they are not on it.
pub async fn remove(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    answer(hall, acting, id, Answer::Remove).await
}

/// Lets in who asks to be on the list, or says to be somebody on it.
///
/// # Errors
/// 404 when nobody asks so.
pub async fn accept(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    answer(hall, acting, id, Answer::Accept).await
}

/// Turns away who asks to be on the list, or says to be somebody on it.
///
/// # Errors
/// 404 when nobody asks so.
pub async fn decline(hall: &Hall, acting: &Acting, id: &str) -> Result<(), Failure> {
    answer(hall, acting, id, Answer::Decline).await
}

#[derive(Clone, Copy)]
enum Answer {
    Accept,
    Decline,
    Remove,
}

impl Answer {
    fn act(self) -> &'static str {
        match self {
            Self::Accept => "list accept",
            Self::Decline => "list decline",
            Self::Remove => "list remove",
        }
    }
}

async fn answer(hall: &Hall, acting: &Acting, id: &str, answer: Answer) -> Result<(), Failure> {
    let (acting, id, now) = (acting.clone(), id.to_owned(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, id) = (acting.clone(), id.clone());
            Box::pin(async move {
                let list = &acting.organisation.iri;
                let member = change.list_members().by_id(&id).await?.filter(|member| member.list == *list);
                let member = member.ok_or(Refusal::NoSuchListMember {})?;
                let done = match answer {
                    Answer::Accept => settle(change, &member).await?,
                    Answer::Decline => change.list_members().turn_away(&id, list).await?,
                    Answer::Remove => change.list_members().remove(&id, list).await?,
                };
                if !done {
                    return Err(Refusal::NoSuchListMember {}.into());
                }
                change.lists().hurry(list, now).await?;
                Ok::<_, Failure>(acting.note(change, answer.act(), &member.name, now).await?)
            })
        })
        .await
}

async fn settle(change: &mut Change, member: &ListMember) -> Result<bool, StoreError> {
    let Some(claimant) = &member.claimant else { return Ok(false) };
    // Put on the list by its address meanwhile: then it stands there, and this place stays free.
    if change.list_members().of_actor(&member.list, claimant).await?.is_some() {
        return change.list_members().turn_away(&member.id, &member.list).await;
    }
    change.list_members().settle(&member.id, claimant).await
}

/// Looks for the organisation of a member that was put on the list with an address, and writes down what came of it.
///
/// # Errors
/// Why it was not found.
pub async fn find(hall: &Hall, acting: &Acting, member: &ListMember) -> Result<(), Failure> {
    let (actor, remote): (Iri, _) = match look(hall, acting, &member.address).await? {
        Found::Here(organisation) => (organisation.iri.clone(), None),
        Found::Elsewhere(actor) if actor.organisation.is_none() => {
            return Err(Refusal::NotTempomacher {}.into());
        }
        Found::Elsewhere(actor) => (actor.iri.clone(), Some(actor)),
    };
    let (member, now) = (member.clone(), hall.clock.now());
    hall.store
        .write(move |change| {
            let (member, actor, remote) = (member.clone(), actor.clone(), remote.clone());
            Box::pin(async move {
                if let Some(remote) = &remote {
                    change.actors().put_remote(&remembering::row(remote, now)).await?;
                }
                if change.list_members().of_actor(&member.list, &actor).await?.is_some() {
                    return Err(Refusal::AlreadyListed {}.into());
                }
                change.list_members().settle(&member.id, &actor).await?;
                Ok::<_, Failure>(change.lists().hurry(&member.list, now).await?)
            })
        })
        .await
}
