//! Who looks, and what is kept from him: what he may not read is never found, counted, suggested or spelled. What he sees of a segment is worked out
//! in `class.rs`.

use commons::{Iri, Reader};

/// Who looks, and what is kept from them.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// Who looks.
    pub reader: Reader,
    /// The circles of which the reader's organisation is a member.
    pub circles: Vec<Iri>,
    /// Entries, by their ids, that are not for the reader though he belongs to a circle they are addressed to.
    pub beyond: Vec<String>,
    /// Origins (`https://host`) of which nothing is shown.
    pub blocked: Vec<String>,
    /// Organisations, by their ids, whom the reader's organisation does not want: nothing of them is shown.
    pub unwanted: Vec<String>,
}
