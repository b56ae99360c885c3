//! How a table is handed out: it reads in any session, and writes in a [`Change`] alone.

use crate::{Change, Reading};

/// The table can be read.
#[derive(Debug)]
pub enum Reads {}

/// The table can be read and written: it belongs to a [`Change`].
#[derive(Debug)]
pub enum Writes {}

/// Declares a table: a session lent for its functions. `impl<M> Name<'_, M>` reads, `impl Name<'_, Writes>` writes.
macro_rules! table {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        pub struct $name<'c, M> {
            session: &'c mut $crate::session::Session,
            mode: std::marker::PhantomData<M>,
        }

        impl<'c, M> $name<'c, M> {
            pub(crate) fn of(session: &'c mut $crate::session::Session) -> Self {
                Self { session, mode: std::marker::PhantomData }
            }
        }
    };
}

/// Names every table once: [`Reading`] lends it for reading, [`Change`] for reading and writing.
macro_rules! tables {
    ($($(#[$about:meta])* $function:ident => $module:ident::$table:ident;)+) => {
        impl Reading {
            $($(#[$about])* pub fn $function(&mut self) -> crate::$module::$table<'_, Reads> {
                crate::$module::$table::of(&mut self.session)
            })+
        }

        impl Change {
            $($(#[$about])* pub fn $function(&mut self) -> crate::$module::$table<'_, Writes> {
                crate::$module::$table::of(&mut self.session)
            })+
        }
    };
}

tables! {
    /// The node itself: counter and epoch.
    node => node_row::Node;
    /// Organisations and the actors through which they speak.
    actors => actors::Actors;
    /// Public keys of all, sealed private keys of ours.
    keys => keys::Keys;
    /// Neighbours, and how we stand with them.
    peers => peers::Peers;
    /// Who follows whom.
    follows => follows::Follows;
    /// The walks beside the follows of ours.
    walks => walks::Walks;
    /// What authors no longer show, and a person is asked about.
    missing => missing::Missing;
    /// Whatever is written, travels and can be found.
    entries => entries::Entries;
    /// What an entry was.
    revisions => revisions::Revisions;
    /// What entries refer to.
    links => links::Links;
    /// To which circles entries are addressed.
    audiences => audiences::Audiences;
    /// Circles and who belongs to them.
    circles => circles::Circles;
    /// What each inbox should know.
    deliveries => deliveries::Deliveries;
    /// Mails that wait to be sent.
    mails => mails::Mails;
    /// Activities that have had their effect.
    heard => heard::Heard;
    /// Letters that could not be applied.
    parked => parked::Parked;
    /// People, and for whom they act.
    people => people::People;
    /// Who is signed in, and where.
    sessions => sessions::Sessions;
    /// Links that open something once.
    tickets => tickets::Tickets;
    /// Tries that failed, so that guessing does not pay.
    attempts => attempts::Attempts;
    /// What organisations have decided about themselves.
    settings => settings::OrganisationSettings;
    /// What people want to find again.
    bookmarks => bookmarks::Bookmarks;
    /// Searches that people want to do again.
    saved_searches => saved_searches::SavedSearches;
    /// Which plans have been brought together.
    convoys => convoys::Convoys;
    /// How far jobs have come.
    places => places::Places;
    /// What was searched for and not found.
    misses => misses::Misses;
    /// What organisations told their umbrella bodies.
    theme_reports => theme_reports::ThemeReports;
    /// What people are told of.
    notices => notices::Notices;
    /// When people were last here.
    visits => visits::Visits;
    /// The German register of towns.
    register => register::Register;
    /// Keys for programs.
    tokens => tokens::Tokens;
    /// What is being written and not published yet.
    drafts => drafts::Drafts;
    /// What people did.
    audit => audit::Audit;
    /// How far the set-up of the node has come.
    set_up => set_up::SetUp;
    /// The pages a law asks for, in each organisation's own words.
    legal_texts => legal_texts::LegalTexts;
    /// The pictures in the heads of organisations' pages.
    logos => logos::Logos;
    /// Recommendations, and "with us too".
    marks => marks::Marks;
    /// Which services and which software entries name.
    names => names::Names;
    /// What is to be read at its own origin.
    fetches => fetches::Fetches;
    /// Barriers that somebody met and told of.
    barriers => barriers::Barriers;
    /// Members of our organisations' lists.
    list_members => list_members::ListMembers;
    /// Lists that are subscribed to, and who stands on them.
    lists => lists::Lists;
    /// Subscriptions of our organisations to lists of members.
    subscriptions => subscriptions::Subscriptions;
    /// Whom organisations of ours are going to ask to follow.
    askings => askings::Askings;
    /// Whom organisations want nothing to do with.
    blocks => blocks::Blocks;
    /// Who is somewhere else from now on.
    moves => moves::Moves;
    /// What somebody thinks should not be shown.
    reports => reports::Reports;
}

pub(crate) use table;
