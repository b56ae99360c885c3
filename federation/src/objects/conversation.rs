//! The conversation below an entry, as its home serves it (FEP-7888, FEP-f228): a collection of what is said there.
//!
//! What the home wrote itself stands in it whole; of everybody else only ids, since nobody vouches for another's words.

use std::collections::HashSet;

use commons::{Entry, Iri, Time};
use serde_json::{Map, Value};

use super::object::Object;
use crate::json;

/// The path below an entry's id at which its conversation is served.
pub const PATH: &str = "/gespraech";
/// Pages of a conversation that are read at most.
pub const MOST_PAGES: usize = 20;
/// Comments of a conversation that are read at most.
pub const MOST_ITEMS: usize = 1_000;

/// Where the conversation below this entry is served: known of entries whose id says that a node of this kind made it; of all others the id of the
/// entry itself stands for it.
pub fn address(top: &Iri) -> Iri {
    let id = top.as_str().rsplit_once("/eintraege/").map(|(_, id)| id);
    let is_ours_in_kind = id.is_some_and(|id| commons::EntryId::parse(id).is_ok());
    if is_ours_in_kind { top.with(PATH) } else { top.clone() }
}

/// What a conversation holds, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conversation {
    /// What its home wrote itself.
    pub entries: Vec<Entry>,
    /// The ids of everything else: to be read at their own origins.
    pub elsewhere: Vec<Iri>,
}

impl Conversation {
    /// Takes in what stands on a page. Tells whether there is room for more.
    pub(crate) fn take(&mut self, page: &mut Map<String, Value>, home: &Iri, now: Time) -> bool {
        let items = ["orderedItems", "items"].into_iter().find_map(|key| page.remove(key));
        for item in json::many(items.as_ref()) {
            if self.entries.len() + self.elsewhere.len() >= MOST_ITEMS {
                return false;
            }
            self.take_one(item, home, now);
        }
        true
    }

    /// One that cannot be read is left out: it must not keep the others away.
    fn take_one(&mut self, item: &Value, home: &Iri, now: Time) {
        let Some(id) = json::id_of(item).and_then(|id| Iri::parse("items", id).ok()) else { return };
        match written_at_home(item, &id, home, now) {
            Some(entry) => self.entries.push(entry),
            None => self.elsewhere.push(id),
        }
    }
}

fn written_at_home(item: &Value, id: &Iri, home: &Iri, now: Time) -> Option<Entry> {
    let map = item.as_object().filter(|_| id.origin() == home.origin())?;
    let author = json::many(map.get("attributedTo")).iter().find_map(json::id_of)?;
    let author = Iri::parse("attributedTo", author).ok()?;
    match Object::read(item.clone(), &author, now) {
        Ok(Object::Entry(entry)) => Some(*entry),
        _ => None,
    }
}

/// The pages of a collection that were read, so that none is read twice.
#[derive(Default)]
pub(crate) struct Pages(HashSet<Iri>);

impl Pages {
    /// The address in this member, if it lies on this origin and was not read before; none after as many as anybody needs.
    pub fn next(&mut self, map: &Map<String, Value>, key: &str, home: &Iri) -> Option<Iri> {
        let next = Iri::parse("next", map.get(key).and_then(json::id_of)?).ok()?;
        let is_new =
            next.origin() == home.origin() && self.0.len() < MOST_PAGES && self.0.insert(next.clone());
        is_new.then_some(next)
    }
}

/// Where an object says that its conversation is served (FEP-7888); none if that lies elsewhere than the object.
pub(crate) fn told(object: &Map<String, Value>, top: &Iri) -> Option<Iri> {
    let context = Iri::parse("context", object.get("context").and_then(json::id_of)?).ok()?;
    (context.origin() == top.origin() && context != *top).then_some(context)
}

#[cfg(test)]
mod tests {
    use commons::Iri;

    use super::address;

    #[test]
    fn a_conversation_is_served_below_what_a_node_of_this_kind_made() {
        let iri = |text: &str| Iri::parse("id", text).expect("an id");
        let ours = "https://auenstadt.de/eintraege/019a2f60-0000-7000-8000-000000000001";
        assert_eq!(address(&iri(ours)).as_str(), format!("{ours}/gespraech"));
        for other in ["https://social.example/@amt/1", "https://auenstadt.de/eintraege/eins"] {
            assert_eq!(address(&iri(other)).as_str(), other);
        }
    }
}
