//! What whoever has signed in can do with an entry, and the way in for those who have not.

use commons::{CommentKind, Content, MemberRole};

use super::{Around, Remark};
use crate::forms::{Field, Fields, Form};
use crate::pages::adopting::Adopting;
use crate::pages::commenting::Commenting;
use crate::pages::marking::Marking;
use crate::pages::pieces::Written;
use crate::pages::{Speech, progressing, sign_in};
use crate::visitor::{Person, Visitor};

/// Forms to answer that stand ready at once; the others are an address away, or a long thread would make a heavy page.
const READY: usize = 12;

/// What can be done.
#[derive(Default)]
pub struct Deeds {
    /// For those who may change it.
    pub actions: Option<Actions>,
    /// Saying that one's own organisation uses it.
    pub adopting: Option<Adopting>,
    /// Recommending it, and saying that it is so here too.
    pub marking: Option<Marking>,
    /// Commenting below it.
    pub commenting: Option<Form>,
    /// Saying how far one's own call has come.
    pub progress: Option<Form>,
    /// Keeping it in mind.
    pub keeping: Option<Keeping>,
    /// The way in, for those who have not signed in.
    pub sign_in: Option<String>,
}

/// What those may do to whose organisation the entry belongs. `entry/actions.html` shows it.
pub struct Actions {
    /// The entry's address on this node; each action is a part of a path below it.
    pub address: String,
    /// The version that is shown: what is done is done to it.
    pub version: i64,
}

/// Whether it is on the reading list, and the way on it and off it.
pub struct Keeping {
    /// The entry's address on this node.
    pub address: String,
    /// Whether it is on the list.
    pub is_kept: bool,
    /// What is noted about it.
    pub note: Field,
}

impl Deeds {
    /// What this visitor can do.
    pub fn of(around: &Around, visitor: &Visitor, speech: &Speech) -> Self {
        let address = format!("/eintraege/{}", around.piece.id);
        let Some(person) = visitor.person() else {
            return Self { sign_in: Some(sign_in::address(&address)), ..Self::default() };
        };
        let may_change = may_change(around, person);
        let call = match &around.piece.entry.content {
            Content::Call(call) if may_change => Some(call),
            _ => None,
        };
        let commenting = Commenting { person, below: &address, kind: first_kind(around, person) };
        Self {
            actions: may_change
                .then(|| Actions { address: address.clone(), version: around.piece.entry.version }),
            adopting: Adopting::of(&around.piece, &around.adoptions, person, speech),
            marking: Marking::of(&around.piece, &around.marks, person, speech),
            commenting: commenting.form(&Fields::default(), speech).map(|form| form.within("frage")),
            progress: call.map(|call| progressing::form_of(call, &address, speech)),
            keeping: Some(keeping(around, address, speech)),
            sign_in: None,
        }
    }
}

/// Adds the form to answer to each comment, where somebody may.
pub fn answering(remarks: &mut [Remark], visitor: &Visitor, speech: &Speech) {
    let Some(person) = visitor.person() else { return };
    for (place, remark) in remarks.iter_mut().enumerate().take(READY) {
        let commenting = Commenting { person, below: &remark.address, kind: CommentKind::Answer };
        let form = commenting.form(&Fields::default(), speech);
        remark.answering = form.map(|form| form.within(&format!("antwort-{place}")));
    }
}

fn may_change(around: &Around, person: &Person) -> bool {
    around.piece.written == Written::Here
        && person.acting_for(&around.piece.entry.author, MemberRole::Editor).is_ok()
}

/// Below an entry of one's own nobody asks; below a comment one answers.
fn first_kind(around: &Around, person: &Person) -> CommentKind {
    let is_own = person.membership(&around.piece.entry.author).is_some();
    match around.piece.entry.content {
        Content::Comment(_) => CommentKind::Answer,
        _ if is_own => CommentKind::Note,
        _ => CommentKind::Question,
    }
}

fn keeping(around: &Around, address: String, speech: &Speech) -> Keeping {
    let kept = around.bookmark.as_ref();
    let note = kept.map_or("", |kept| kept.note.as_str());
    let note = Field::line(speech, "bookmark", "note", note).within("merken");
    Keeping { address, is_kept: kept.is_some(), note }
}
