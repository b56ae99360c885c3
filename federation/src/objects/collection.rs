//! Ordered collections and their pages: outbox, followers, conversations.

use activitypub_federation::kinds::collection::{OrderedCollectionPageType, OrderedCollectionType};
use commons::Iri;
use serde::Serialize;
use serde_json::Value;

/// A collection as neighbours see it. Without a first page only its size is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Collection<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: OrderedCollectionType,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributed_to: Option<&'a Iri>,
    total_items: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<&'a Iri>,
}

impl<'a> Collection<'a> {
    pub fn of(id: &'a Iri, total_items: u64, first: Option<&'a Iri>) -> Self {
        let kind = OrderedCollectionType::OrderedCollection;
        Self { id, kind, attributed_to: None, total_items, first }
    }

    /// The same, kept by this actor (FEP-7888).
    pub fn by(self, owner: &'a Iri) -> Self {
        Self { attributed_to: Some(owner), ..self }
    }
}

/// A page of a collection as neighbours see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    id: &'a Iri,
    #[serde(rename = "type")]
    kind: OrderedCollectionPageType,
    part_of: &'a Iri,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a Iri>,
    ordered_items: Vec<Value>,
}

impl<'a> Page<'a> {
    pub fn of(id: &'a Iri, part_of: &'a Iri, items: Vec<Value>, next: Option<&'a Iri>) -> Self {
        Self {
            id,
            kind: OrderedCollectionPageType::OrderedCollectionPage,
            part_of,
            next,
            ordered_items: items,
        }
    }
}
