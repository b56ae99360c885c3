//! The list of members that an organisation keeps: a collection, page by page, that everyone may read.
//!
//! Who has an organisation of their own stands there with its id, who has none with name and key alone.

use activitypub_federation::kinds::actor::OrganizationType;
use activitypub_federation::kinds::collection::{CollectionPageType, CollectionType};
use commons::{Ags, Iri, Organisation, Refusal, text};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json;

/// Items of a page that are read.
const MOST_ITEMS: usize = 1_000;

/// A member as its list names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its organisation; `None`: nobody has claimed the place yet.
    #[serde(rename = "id", skip_serializing_if = "Option::is_none")]
    pub actor: Option<Iri>,
    /// What the list calls it; may be empty where there is an id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ags: Option<Ags>,
}

/// A part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersPage {
    /// Who stands on it.
    pub members: Vec<Member>,
    /// Where the list goes on.
    pub next: Option<Iri>,
}

/// A member as neighbours see it.
#[derive(Serialize)]
pub(crate) struct Item<'a> {
    #[serde(rename = "type")]
    kind: OrganizationType,
    #[serde(flatten)]
    member: &'a Member,
}

/// The list as neighbours see it: how long it is, and where it begins.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Members<'a> {
    id: Iri,
    #[serde(rename = "type")]
    kind: CollectionType,
    name: String,
    attributed_to: &'a Iri,
    total_items: u64,
    first: Iri,
}

/// A page of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: CollectionPageType,
    part_of: Iri,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Iri>,
    items: Vec<Item<'a>>,
}

/// Where the list of this organisation is.
pub fn address(organisation: &Iri) -> Iri {
    organisation.with("mitglieder")
}

/// Where the page of members after this place is; without a place, the first.
pub fn page_address(organisation: &Iri, after: &str) -> Iri {
    organisation.with(&match after {
        "" => "mitglieder?page=true".to_owned(),
        after => format!("mitglieder?after={after}"),
    })
}

impl<'a> Members<'a> {
    pub fn of(organisation: &'a Organisation, total_items: u64) -> Self {
        Self {
            id: address(&organisation.iri),
            kind: CollectionType::Collection,
            name: organisation.name.clone(),
            attributed_to: &organisation.iri,
            total_items,
            first: page_address(&organisation.iri, ""),
        }
    }
}

impl<'a> Page<'a> {
    pub fn of(id: &'a Iri, organisation: &Iri, page: &'a MembersPage) -> Self {
        Self {
            id,
            kind: CollectionPageType::CollectionPage,
            part_of: address(organisation),
            next: page.next.clone(),
            items: page
                .members
                .iter()
                .map(|member| Item { kind: OrganizationType::Organization, member })
                .collect(),
        }
    }
}

impl MembersPage {
    /// Reads a list, or a page of one, that lies at `url`. A list may have its members in itself, or lead to its first page.
    pub(crate) fn read(mut map: Map<String, Value>, url: &Iri) -> Result<Self, Refusal> {
        let next = match json::kind(&map) {
            "Collection" | "OrderedCollection" => "first",
            "CollectionPage" | "OrderedCollectionPage" => "next",
            _ => return Err(Refusal::PeerAnswerUnreadable {}),
        };
        let mut page = Self::default();
        for key in ["items", "orderedItems"] {
            let items = map.remove(key).unwrap_or_default();
            if json::many(Some(&items)).len() > MOST_ITEMS {
                return Err(Refusal::TooMany { field: "items", limit: MOST_ITEMS });
            }
            page.members.extend(json::many(Some(&items)).iter().filter_map(Member::read));
        }
        match map.remove(next) {
            None | Some(Value::Null) => {}
            // The first page rides along.
            Some(Value::Object(first)) if next == "first" && first.contains_key("type") => {
                let first = Self::read_embedded(first, url)?;
                page.members.extend(first.members);
                page.next = first.next;
            }
            Some(next) => page.next = Some(at_home(json::id_of(&next), url)?),
        }
        Ok(page)
    }

    fn read_embedded(map: Map<String, Value>, url: &Iri) -> Result<Self, Refusal> {
        match json::kind(&map) {
            "CollectionPage" | "OrderedCollectionPage" => Self::read(map, url),
            _ => Err(Refusal::PeerAnswerUnreadable {}),
        }
    }
}

/// A list lies on one host as a whole.
fn at_home(next: Option<&str>, url: &Iri) -> Result<Iri, Refusal> {
    let next = Iri::parse("next", next.unwrap_or("")).map_err(|_| Refusal::PeerAnswerUnreadable {})?;
    if next.origin() == url.origin() { Ok(next) } else { Err(Refusal::OriginsDiffer {}) }
}

impl Member {
    /// `None`: nobody can be recognised in it.
    fn read(value: &Value) -> Option<Self> {
        let actor = match json::id_of(value) {
            Some(id) => Some(Iri::parse("items", id).ok()?),
            None => None,
        };
        let Value::Object(map) = value else {
            return actor.map(|actor| Self { actor: Some(actor), ..Self::default() });
        };
        let name = crate::html::to_text(json::text(map, "name").unwrap_or(""));
        let member = Self {
            actor,
            name: text::cut(&text::line(&name), text::caps::TITLE),
            ags: json::text(map, "ags").and_then(|ags| Ags::parse(ags).ok()),
        };
        (member.actor.is_some() || !member.name.is_empty()).then_some(member)
    }
}
