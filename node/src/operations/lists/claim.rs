//! An organisation asks to be on a list, or says to be somebody who stands on it already.
//!
//! Its own word for who it is is not enough: anybody may call themselves a town. What proves it is the town's website, as whoever keeps the list
//! knows it: a node on that very host, or below it, is the town's. Everybody else waits for a person of the list.

use commons::{Iri, Organisation, Time, text};
use store::list_members::ListMember;
use store::{Change, StoreError};

use super::own_key;

/// Who may wait at a list at once: beyond that nobody looks any more.
const MOST_WAITING: i64 = 1_000;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It is on the list from now on.
    Settled,
    /// It waits for a person.
    Waits,
    /// It is on the list, or asked before.
    Already,
    /// Too many wait already.
    Full,
}

/// Lets this organisation ask to be on this list, which one of ours keeps.
///
/// # Errors
/// When the memory fails.
pub async fn claim(
    change: &mut Change,
    list: &Iri,
    claimant: &Organisation,
    now: Time,
) -> Result<Claimed, StoreError> {
    let actor = &claimant.iri;
    let is_listed = change.list_members().of_actor(list, actor).await?.is_some();
    if is_listed || change.list_members().of_claimant(list, actor).await?.is_some() {
        return Ok(Claimed::Already);
    }
    let place = place(change, list, claimant).await?;
    if let Some(place) = place.as_ref().filter(|place| proves(&place.website, actor)) {
        settle(change, place, actor, now).await?;
        return Ok(Claimed::Settled);
    }
    if change.list_members().count_waiting(list, MOST_WAITING).await? >= MOST_WAITING {
        return Ok(Claimed::Full);
    }
    if let Some(place) = place
        && change.list_members().claim(&place.id, actor, now).await?
    {
        return Ok(Claimed::Waits);
    }
    let name = text::cut(&claimant.name, text::caps::TITLE);
    let asked = change.list_members().ask(list, &name, None, actor, now).await?;
    Ok(if asked.is_some() { Claimed::Waits } else { Claimed::Already })
}

/// The place is taken. Whoever else said to be that one is not, and only asks to be on the list.
async fn settle(change: &mut Change, place: &ListMember, actor: &Iri, now: Time) -> Result<(), StoreError> {
    change.list_members().settle(&place.id, actor).await?;
    change.lists().hurry(&place.list, now).await?;
    let Some(other) = &place.claimant else { return Ok(()) };
    let known = change.actors().by_iri(other).await?;
    let name = known.map_or_else(|| other.origin().authority().to_owned(), |known| known.name);
    change.list_members().ask(&place.list, &name, None, other, now).await.map(drop)
}

/// The free place on the list that bears the organisation's own key.
async fn place(
    change: &mut Change,
    list: &Iri,
    claimant: &Organisation,
) -> Result<Option<ListMember>, StoreError> {
    let Some(key) = own_key(claimant) else { return Ok(None) };
    let place = change.list_members().by_ags(list, key).await?;
    Ok(place.filter(|place| place.listed && place.actor.is_none()))
}

/// Whether an organisation that lives on this host has this website's owner behind it.
fn proves(website: &str, actor: &Iri) -> bool {
    let origin = actor.origin();
    let host = origin.authority().split(':').next().unwrap_or_default();
    let below = host.strip_suffix(website).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    website.contains('.') && below
}

#[cfg(test)]
mod tests {
    use commons::Iri;

    use super::proves;

    #[test]
    fn only_the_website_and_what_lies_below_it_prove_anything() {
        for (website, node, is_proof) in [
            ("auenstadt.de", "https://auenstadt.de/", true),
            ("auenstadt.de", "https://tempomacher.auenstadt.de:8443/", true),
            ("auenstadt.de", "https://auenstadt.de.evil.example/", false),
            ("auenstadt.de", "https://boese-auenstadt.de/", false),
            ("www.auenstadt.de", "https://auenstadt.de/", false),
            ("de", "https://auenstadt.de/", false),
            ("", "https://auenstadt.de/", false),
        ] {
            let node = Iri::parse("id", node).expect("an id");
            assert_eq!(proves(website, &node), is_proof, "{website} {node}");
        }
    }
}
