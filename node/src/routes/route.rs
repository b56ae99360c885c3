//! What is said of a route in the table: for whom it is, and who may come in.

use axum::routing::MethodRouter;
use commons::MemberRole;
use store::tokens::Scope;

use crate::town::Town;

/// For whom a door is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// People: HTML.
    Page,
    /// Programs: JSON.
    Api,
    /// Neighbours: ActivityPub.
    Fediverse,
    /// One address for people and neighbours: content negotiation.
    Both,
    /// Whoever runs the node.
    Operator,
}

/// Who may come in by a route. What stands behind it may ask for more: whose draft it is, which organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everyone.
    Everyone,
    /// Neighbours, by the host they name and by their signature.
    Neighbour,
    /// Programs, with a token of at least this scope.
    Program(Scope),
    /// Whoever brings a link that says for itself what it does: people, and mail programs that press it for them (RFC 8058), which name no source.
    Bearer,
    /// Whoever has signed in.
    Person,
    /// Whoever has at least this role in the organisation the path names, or in any where it names none.
    Member(MemberRole),
    /// Who runs the node.
    Operator,
    /// Who runs the node, until its set-up is finished; from then on the page is there for nobody.
    SettingUp,
}

/// A route: its path, for whom it is, its methods, and who answers.
pub struct Route {
    /// The path, as axum reads it.
    pub path: &'static str,
    /// For whom it is.
    pub door: Door,
    /// Who may come in.
    pub who: Who,
    /// The methods it answers.
    pub methods: &'static [&'static str],
    /// Who answers.
    pub(super) answer: MethodRouter<Town>,
}
