//! What Announce and Like have in common: who says it, of which entry, and by which id.

use commons::{Iri, MarkVerb, Time};

use crate::signatures::short_hash;

/// What an actor says of an entry: what its activities name.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// Its id.
    pub id: &'a Iri,
    /// Who says it.
    pub actor: &'a Iri,
    /// What is said.
    pub verb: MarkVerb,
    /// Of which entry.
    pub object: &'a Iri,
    /// Whose entry it is, where that is known.
    pub owner: Option<&'a Iri>,
    /// When it was said.
    pub said: Time,
}

/// The id of the activity that says it: the same at each retry, another when it is said again.
pub(crate) fn mark_id(actor: &Iri, verb: MarkVerb, object: &Iri, version: i64) -> Iri {
    actor.with(&format!("#{}-{}-{version}", verb.code(), told_apart(object)))
}

/// Tells the marks of one actor apart: it says the same of many entries.
pub(crate) fn told_apart(object: &Iri) -> String {
    format!("{:016x}", short_hash(object.as_str().as_bytes()))
}
