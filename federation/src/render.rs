//! What leaves the house, made from the present state: the same state gives the same bytes at every retry.

use activitypub_federation::protocol::context::WithContext;
use commons::{Acceptance, Circle, Entry, Iri, MarkVerb, Organisation, Refusal, ThemeReport};
use serde::Serialize;
use serde_json::Value;

use crate::LONGEST_BODY;
use crate::activities::announce::Announce;
use crate::activities::{
    accept, circle, create, delete, flag, join, like, mark, move_on, reject, themes, undo, update,
};
use crate::objects::article::Written;
use crate::objects::circle::Group;
use crate::objects::collection::{Collection, Page};
use crate::objects::members::{self, Members, MembersPage};
use crate::objects::own_actor::{ApplicationActor, OrganisationActor};
use crate::objects::{context, context_of_actors, tombstone};

pub use crate::activities::circle::Between;
pub use crate::activities::flag::Flagged;
pub use crate::activities::follow::Asked;
pub use crate::activities::mark::Marked;
pub use crate::objects::own_actor::{Keys, Ways, key_id};

/// A Create of an entry. Refuses what would show as more than 512 KiB, or travel as more than a letter may hold.
pub fn create(entry: &Entry, by: &Organisation) -> Result<String, Refusal> {
    create_again(entry, by, 0)
}

/// A Create of an entry for somebody who may read it again. Which turn it is tells it from the first.
pub fn create_again(entry: &Entry, by: &Organisation, turn: i64) -> Result<String, Refusal> {
    within_a_letter(json(create::create(entry, by, turn)?))
}

/// An Update of an entry.
pub fn update(entry: &Entry, by: &Organisation) -> Result<String, Refusal> {
    within_a_letter(json(update::update(entry, by, 0)?))
}

/// A Delete of an entry, or of the actor itself, with the version at which it went.
pub fn delete(subject: &Iri, actor: &Iri, version: i64) -> String {
    delete_again(subject, actor, version, 0)
}

/// A Delete of an entry for somebody who may no longer read it. Which turn it is tells it from one before.
pub fn delete_again(subject: &Iri, actor: &Iri, version: i64, turn: i64) -> String {
    json(delete::delete(subject, actor, version, turn))
}

/// An Update of an organisation.
pub fn update_actor(organisation: &Organisation, keys: &Keys, shared_inbox: &Iri, version: i64) -> String {
    update_moving_actor(organisation, keys, shared_inbox, &Ways::default(), version)
}

/// An Update of an organisation that has moved here or away.
pub fn update_moving_actor(
    organisation: &Organisation,
    keys: &Keys,
    shared_inbox: &Iri,
    ways: &Ways,
    version: i64,
) -> String {
    let actor = OrganisationActor::of(organisation, keys, shared_inbox, ways);
    of_actor(update::update_actor(actor, &organisation.iri, version))
}

/// A Move: the actor is somewhere else from now on.
pub fn move_on(actor: &Iri, target: &Iri, version: i64) -> String {
    json(move_on::move_on(actor, target, version))
}

/// An Undo of a Move: the actor stays after all.
pub fn undo_move(actor: &Iri, target: &Iri, version: i64) -> String {
    json(move_on::undo_move(actor, target, version))
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

/// A Flag: the home of something is asked to look at it again.
pub fn flag(flagged: Flagged) -> String {
    json(flag::flag(flagged))
}

/// An Undo of a Flag.
pub fn undo_flag(flagged: Flagged) -> String {
    json(flag::undo_flag(flagged))
}

/// An Announce with its reason, or a Like, which has none.
pub fn mark(marked: Marked, reason: &str) -> String {
    match marked.verb {
        MarkVerb::Announce => json(Announce::of(marked, reason)),
        MarkVerb::Like => json(like::like(marked)),
    }
}

/// The id of an Announce or a Like: the same at each retry, another when it is said again.
pub fn mark_id(actor: &Iri, verb: MarkVerb, object: &Iri, version: i64) -> Iri {
    mark::mark_id(actor, verb, object, version)
}

/// An Undo of an Announce or a Like; `version` is that of taking it back.
pub fn undo_mark(marked: Marked, version: i64) -> String {
    json(undo::undo_mark(marked, version))
}

/// An Invite to a circle, by its owner.
pub fn invite(between: Between, circle: &Circle) -> String {
    json(circle::invite(between, circle))
}

/// An Accept of an Invite, by the organisation that joins or accepts a new agreement.
pub fn accept_agreement(between: Between, acceptance: &Acceptance) -> String {
    json(circle::accept(between, acceptance))
}

/// A Reject of an Invite.
pub fn decline(between: Between) -> String {
    json(circle::reject(between))
}

/// A Leave of a circle, by a member.
pub fn leave(between: Between) -> String {
    json(circle::leave(between))
}

/// A Remove from a circle, by its owner.
pub fn remove(between: Between) -> String {
    json(circle::remove(between))
}

/// A Delete of a circle, by its owner to one of those who belonged to it.
pub fn dissolve(between: Between) -> String {
    json(circle::dissolve(between))
}

/// An Update of a circle, by its owner to one of its members.
pub fn update_circle(between: Between, circle: &Circle) -> String {
    json(circle::update(between, circle))
}

/// A circle by itself, as its id answers those who may see it.
pub fn group(circle: &Circle) -> String {
    json(Group::of(circle))
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
    moving_actor(organisation, keys, shared_inbox, &Ways::default())
}

/// The actor of an organisation that has moved here or away.
pub fn moving_actor(organisation: &Organisation, keys: &Keys, shared_inbox: &Iri, ways: &Ways) -> String {
    of_actor(OrganisationActor::of(organisation, keys, shared_inbox, ways))
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
pub fn join_list(actor: &Iri, list: &Iri, version: i64) -> String {
    json(join::join(actor, list, version))
}

/// An Offer of a report of themes, to one umbrella body.
pub fn offer_themes(actor: &Iri, to: &Iri, report: &ThemeReport, version: i64) -> String {
    json(themes::offer(actor, to, report, version))
}

/// What is said below an entry: a collection that its home keeps.
pub fn conversation(id: &Iri, owner: &Iri, total: u64, first: &Iri) -> String {
    json(Collection::of(id, total, Some(first)).by(owner))
}

/// An entry as an item of a collection: without a context of its own.
pub fn item(entry: &Entry, by: &Organisation) -> Result<Value, Refusal> {
    serde_json::to_value(Written::of(entry, by)?).map_err(|_| Refusal::FAILED)
}

/// A page of a collection.
pub fn page(id: &Iri, part_of: &Iri, items: Vec<Value>, next: Option<&Iri>) -> String {
    json(Page::of(id, part_of, items, next))
}

/// A Create as an item of an outbox page: without a context of its own.
pub fn created(entry: &Entry, by: &Organisation) -> Result<Value, Refusal> {
    serde_json::to_value(create::create(entry, by, 0)?).map_err(|_| Refusal::FAILED)
}

fn json<T: Serialize>(inner: T) -> String {
    json_in(inner, context())
}

fn of_actor<T: Serialize>(inner: T) -> String {
    json_in(inner, context_of_actors())
}

fn json_in<T: Serialize>(inner: T, context: Value) -> String {
    // Plain structs of text and numbers: writing them to memory does not fail.
    serde_json::to_string(&WithContext::new(inner, context)).unwrap_or_default()
}

fn within_a_letter(json: String) -> Result<String, Refusal> {
    if json.len() > LONGEST_BODY { Err(Refusal::TooLargeToShow {}) } else { Ok(json) }
}
