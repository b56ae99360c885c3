//! The index of a node: German first, and a copy that can be deleted without loss.
//!
//! What is written comes in as [`Update`]s, what is asked as a [`Search`], and both go through one analyser. The index
//! never reads the database: it carries a number of change in its own commit, and whoever feeds it goes on from there.
//! Nothing of tantivy can be seen from outside.

mod asked;
mod bits;
mod built;
mod class;
mod collect;
mod columns;
mod copy;
mod counting;
mod demands;
mod document;
mod error;
mod facets;
mod favour;
mod files;
mod german;
mod hits;
mod index;
mod kin;
mod lexicon;
mod likeness;
mod mentions;
mod names;
mod plain;
mod query;
mod question;
mod ranking;
mod reader;
mod reasons;
mod rebuild;
mod schema;
mod second_look;
mod showing;
mod sieve;
mod sifted;
mod sight;
mod similar;
mod snapshot;
mod snippet;
mod spelling;
mod stored;
mod suggest;
mod synonyms;
mod values;
mod walk;
mod worth;

pub use asked::LastWord;
pub use copy::Origin;
pub use document::{EntryDocument, OrganisationDocument, Update};
pub use error::IndexError;
pub use facets::{Facet, Filters};
pub use hits::{Cursor, Fragment, Hit, HitOrganisation, How, Matched, Meant, Order, Page, Search};
pub use index::{Index, Opened, at_once};
pub use kin::Kin;
pub use likeness::Topic;
pub use mentions::Phrases;
pub use question::Question;
pub use rebuild::Rebuild;
pub use sight::Sight;
pub use similar::Like;
pub use suggest::{Suggested, Suggestions};
pub use synonyms::{Mistake, Reason, Synonyms};
