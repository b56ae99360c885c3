//! What leaves the house, made from the present state: the same state gives the same bytes at every retry.

use activitypub_federation::protocol::context::WithContext;
use commons::{Entry, Iri, Organisation, Refusal};
use serde::Serialize;
use serde_json::Value;

use crate::LONGEST_BODY;
use crate::activities::{accept, create, delete, join, reject, undo, update};
use crate::objects::article::Written;
use crate::objects::collection::{Collection, Page};
use crate::objects::members::{self, Members, MembersPage};
use crate::objects::own_actor::{ApplicationActor, OrganisationActor};
use crate::objects::{context, context_of_actors, tombstone};

pub use crate::activities::follow::Asked;
pub use crate::objects::own_actor::{Keys, key_id};

/// A Create of an entry. Refuses what would show as more than 512 KiB, or travel as more than a letter may hold.
pub fn create(entry: &Entry, by: &Organisation) -> Result<String, Refusal> {
    within_a_letter(json(create::create(entry, by)?))
}

/// An Update of an entry.
pub fn update(entry: &Entry, by: &Organisation) -> Result<String, Refusal> {
    within_a_letter(json(update::update(entry, by)?))
}

/// A Delete of an entry, or of the actor itself, with the version at which it went.
pub fn delete(subject: &Iri, actor: &Iri, version: i64) -> String {
    json(delete::delete(subject, actor, version))
}

/// An Update of an organisation.
pub fn update_actor(organisation: &Organisation, keys: &Keys, shared_inbox: &Iri, version: i64) -> String {
    let actor = OrganisationActor::of(organisation, keys, shared_inbox);
    of_actor(update::update_actor(actor, &organisation.iri, version))
}

/// A Follow, with a message to whom it may concern.
pub fn follow(asked: Asked, message: &str) -> String {
    json(crate::activities::follow::Follow::of(asked, message))
}

/// The id of a Follow: the same at each retry, another when it is asked again.
pub fn follow_id(follower: &Iri, version: i64) -> Iri {
    follower.with(&format!("#follow-{version}"))
}

/// An Accept of a Follow, by the one who is followed.
pub fn accept(asked: Asked, version: i64) -> String {
    json(accept::accept(version, asked))
}

/// A Reject of a Follow, by the one who is or was followed.
pub fn reject(asked: Asked, version: i64) -> String {
    json(reject::reject(version, asked))
}

/// An Undo of a Follow, by the follower.
pub fn undo_follow(asked: Asked, version: i64) -> String {
    json(undo::undo(version, asked))
}

/// An entry by itself, as its id answers.
pub fn object(entry: &Entry, by: &Organisation) -> Result<String, Refusal> {
    within_a_letter(json(Written::of(entry, by)?))
}

/// What the id of a withdrawn entry answers, with 410.
pub fn tombstone(iri: &Iri, version: i64) -> String {
    json(tombstone::Tombstone::of(iri, version))
}

/// An organisation's actor.
pub fn actor(organisation: &Organisation, keys: &Keys, shared_inbox: &Iri) -> String {
    of_actor(OrganisationActor::of(organisation, keys, shared_inbox))
}

/// The actor that signs fetches for a host; `host` is `https://host/`.
pub fn application(host: &Iri, keys: &Keys, shared_inbox: &Iri) -> String {
    of_actor(ApplicationActor::of(host, keys, shared_inbox))
}

/// The id of the actor that signs fetches for a host; `host` is `https://host/`.
pub fn application_id(host: &Iri) -> Iri {
    host.with("knoten")
}

/// A collection; without a first page only its size is told.
pub fn collection(id: &Iri, total: u64, first: Option<&Iri>) -> String {
    json(Collection::of(id, total, first))
}

/// The list of members that an organisation keeps.
pub fn members(organisation: &Organisation, total: u64) -> String {
    json(Members::of(organisation, total))
}

/// A page of it, which lies at `id`.
pub fn members_page(id: &Iri, organisation: &Iri, page: &MembersPage) -> String {
    json(members::Page::of(id, organisation, page))
}

/// A Join of the list at this address.
pub fn join(actor: &Iri, list: &Iri, version: i64) -> String {
    json(join::join(actor, list, version))
}

/// A page of a collection.
pub fn page(id: &Iri, part_of: &Iri, items: Vec<Value>, next: Option<&Iri>) -> String {
    json(Page::of(id, part_of, items, next))
}

/// A Create as an item of an outbox page: without a context of its own.
pub fn created(entry: &Entry, by: &Organisation) -> Result<Value, Refusal> {
    serde_json::to_value(create::create(entry, by)?).map_err(|_| Refusal::FAILED)
}

fn json<T: Serialize>(inner: T) -> String {
    within(inner, context())
}

fn of_actor<T: Serialize>(inner: T) -> String {
    within(inner, context_of_actors())
}

fn within<T: Serialize>(inner: T, context: Value) -> String {
    // Plain structs of text and numbers: writing them to memory does not fail.
    serde_json::to_string(&WithContext::new(inner, context)).unwrap_or_default()
}

fn within_a_letter(json: String) -> Result<String, Refusal> {
    if json.len() > LONGEST_BODY { Err(Refusal::TooLargeToShow {}) } else { Ok(json) }
}
