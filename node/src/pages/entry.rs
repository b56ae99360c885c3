//! `/eintraege/{id}`: whose life improves comes before the technology, and what was learned stands as tall as what runs.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::completeness::Completeness;
use commons::{Adoption, Content, Entry, EntryId, Iri, LinkKind};
use store::bookmarks::BookmarkRow;

use super::addressed::{self, Addressed};
use super::byline::Byline;
use super::card::{Card, only, status_label};
use super::citation::Citation;
use super::drafts::Bar;
use super::fact::{Fact, Panel, Passage};
use super::kindred::{Kindred, kindred};
use super::paging::{self, Paging};
use super::pieces::{Piece, Written};
use super::thread::{Remark, in_reading_order, remarks};
use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::forms::Input;
use crate::here::Here;
use crate::operations::conversation;
use crate::town::Town;
use crate::writing::Part;

mod deeds;
mod gather;
mod marks;
mod said;

pub use marks::Marks;
pub use said::Said;

use deeds::Deeds;

/// An entry and what stands around it.
pub struct Around {
    /// The entry.
    pub piece: Piece,
    /// Who says that they use or examined it.
    pub adoptions: Vec<Piece>,
    /// What refers to it, and how.
    pub incoming: Vec<(LinkKind, Piece)>,
    /// What it refers to.
    pub outgoing: Vec<Reference>,
    /// What is said below it.
    pub comments: Vec<Piece>,
    /// Which of it stands on this page.
    pub paging: Paging,
    /// Who recommends it, and with whom it is so too.
    pub marks: Marks,
    /// What it answers or adopts, for comments and adoptions.
    pub subject: Option<(Iri, Option<Piece>)>,
    /// What whoever reads it noted about it, if it is on their reading list.
    pub bookmark: Option<BookmarkRow>,
    /// To whom alone it is addressed.
    pub addressed: Vec<Addressed>,
}

impl Around {
    /// An entry with nothing around it.
    pub fn alone(piece: Piece) -> Self {
        let (adoptions, comments, outgoing, incoming) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (paging, marks, addressed) = (Paging::default(), Marks::default(), Vec::new());
        Self {
            piece,
            adoptions,
            incoming,
            outgoing,
            comments,
            paging,
            marks,
            subject: None,
            bookmark: None,
            addressed,
        }
    }
}

/// What an entry refers to.
pub struct Reference {
    /// What it says of it.
    pub kind: LinkKind,
    /// Its id.
    pub to: Iri,
    /// The words on the link.
    pub name: Option<String>,
    /// What we know of it.
    pub known: Option<Piece>,
}

/// Somebody's statement that they use it, or did not.
pub struct Use {
    /// Who says it.
    pub byline: Byline,
    /// How far they have gone, in words.
    pub stage: &'static str,
    /// A sentence about it.
    pub sentence: String,
    /// Why it was given up.
    pub reason: String,
    /// In which language that is said.
    pub language: String,
    /// Where the statement itself stands.
    pub address: String,
    /// For whom alone it is, in words, where it is not for everyone.
    pub only: Option<String>,
}

/// Something that belongs together with the entry.
pub struct Connection {
    label: String,
    text: String,
    language: String,
    address: String,
    byline: Option<Byline>,
    kind: String,
    advice: Option<String>,
    only: Option<String>,
}

/// The page of an entry.
#[derive(Template)]
#[template(path = "entry.html")]
pub struct EntryPage {
    page: Layout,
    /// What stands above it where it is the preview of a draft.
    bar: Option<Bar>,
    card: Card,
    entry: Entry,
    evidence: Option<&'static str>,
    impact: String,
    panels: Vec<Panel>,
    passages: Vec<Passage>,
    is_ended: bool,
    subject: Option<Connection>,
    html: String,
    facts: Vec<Fact>,
    users: Vec<Use>,
    others: Vec<Use>,
    lessons: Vec<Connection>,
    connections: Vec<Connection>,
    remarks: Vec<Remark>,
    /// How much is said below it in all.
    discussed: u64,
    paging: Paging,
    marks: marks::Shown,
    contact: Option<String>,
    origin: Option<String>,
    missing: Vec<String>,
    citation: Citation,
    deeds: Deeds,
    /// What is like it.
    kindred: Kindred,
    id: String,
}

impl EntryPage {
    /// The page for an entry and what stands around it.
    pub fn of(around: &Around, speech: &Speech, here: &Here) -> Self {
        let Around { piece, .. } = around;
        let Piece { entry, author, .. } = piece;
        let card = Card::of_entry(entry, &piece.id, author.as_ref(), speech, &here.host);
        // Whom a circle is, is said to those who may read it: nobody else comes here.
        let only = addressed::only(&around.addressed, speech).or(card.only);
        let card = Card { byline: piece.byline(speech, &here.host), only, ..card };
        let is_copy = piece.written == Written::Elsewhere;
        let page = Layout {
            canonical: Some(entry.iri.to_string()),
            listing: if is_copy { Listing::Unlisted } else { Listing::Open },
            ..Layout::new(speech.clone(), here, card.title.clone())
        };
        let (lessons, connections) = connections(around, speech, &here.host);
        let (users, others) = uses(&around.adoptions, speech, &here.host);
        let said = Said::of(entry, speech);
        let said_below = in_reading_order(&entry.iri, &around.comments);
        let mut remarks = remarks(around.paging.slice(&said_below), speech, &here.host);
        deeds::answering(&mut remarks, &here.visitor, speech);
        Self {
            citation: Citation::of(entry, author.as_ref(), &card.title, speech),
            deeds: Deeds::of(around, &here.visitor, speech),
            evidence: said.evidence,
            impact: said.impact,
            panels: said.panels,
            passages: said.passages,
            is_ended: card.status.is_some()
                && card.status == status_label("ended", speech)
                && card.kind == "project",
            facts: said.facts,
            subject: around.subject.as_ref().map(|(iri, known)| {
                connection(
                    speech.say(&format!("entry-subject-{}", card.kind)),
                    iri,
                    known.as_ref(),
                    speech,
                    &here.host,
                )
            }),
            html: federation::html::from_markdown(&entry.text),
            users,
            others,
            lessons,
            connections,
            discussed: said_below.len() as u64,
            paging: around.paging.clone(),
            marks: marks::Shown::of(&around.marks, speech, &here.host),
            remarks,
            contact: entry
                .contact
                .clone()
                .or_else(|| author.as_ref().and_then(|author| author.contact.clone())),
            origin: is_copy.then(|| entry.iri.origin().authority().to_owned()),
            missing: if is_copy { Vec::new() } else { missing(entry, speech) },
            entry: entry.clone(),
            kindred: Kindred::default(),
            id: piece.id.clone(),
            bar: None,
            page,
            card,
        }
    }

    /// The same with what is like it.
    #[must_use]
    fn with_kindred(self, kindred: Kindred) -> Self {
        Self { kindred, ..self }
    }

    /// The same as the preview of a draft, under this bar.
    #[must_use]
    pub fn under(self, bar: Bar) -> Self {
        let page = Layout { canonical: None, listing: Listing::Unlisted, ..self.page };
        Self { bar: Some(bar), deeds: Deeds::default(), page, ..self }
    }
}

/// `GET /eintraege/{id}`, when a page is wanted.
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(id): Path<EntryId>,
    Query(wanted): Query<paging::Wanted>,
) -> Result<Response, Failure> {
    let mut around = gather::around(&town.store, &id, &here.visitor).await?;
    let path = format!("/eintraege/{id}");
    around.paging = Paging::of(&wanted, around.comments.len(), &path, &speech)?.at("fragen");
    if let Some(person) = here.visitor.person() {
        conversation::looked_at(&town, person, &around.piece.entry).await?;
    }
    let kindred = kindred(&town, &around, &speech, &here).await?;
    answer(&EntryPage::of(&around, &speech, &here).with_kindred(kindred), &speech)
}

/// Those who use it, and those who examined, planned, dropped or ended it.
pub fn uses(adoptions: &[Piece], speech: &Speech, host: &str) -> (Vec<Use>, Vec<Use>) {
    let read = adoptions.iter().filter_map(|piece| match &piece.entry.content {
        Content::Adoption(adoption) => Some((piece, adoption)),
        _ => None,
    });
    let (using, others): (Vec<_>, Vec<_>) = read.partition(|(_, adoption)| adoption.stage.counts_as_use());
    let uses = |all: Vec<(&Piece, &Adoption)>| {
        all.into_iter().map(|(piece, said)| one_use(piece, said, speech, host)).collect()
    };
    (uses(using), uses(others))
}

fn one_use(piece: &Piece, adoption: &Adoption, speech: &Speech, host: &str) -> Use {
    let unknown = || Byline {
        name: piece.entry.author.origin().authority().to_owned(),
        place: None,
        address: String::new(),
    };
    Use {
        byline: piece.byline(speech, host).unwrap_or_else(unknown),
        stage: adoption.stage.label(speech.language()),
        sentence: piece.entry.summary.clone(),
        reason: adoption.reason.clone(),
        language: piece.entry.language.clone(),
        address: format!("/eintraege/{}", piece.id),
        only: only(piece.entry.audience.code(), speech),
    }
}

/// The lessons that belong to it, and everything else it is connected with.
fn connections(around: &Around, speech: &Speech, host: &str) -> (Vec<Connection>, Vec<Connection>) {
    let outgoing = around.outgoing.iter().map(|link| {
        let label = speech.say(&format!("link-{}", link.kind.code()));
        let connection = connection(label, &link.to, link.known.as_ref(), speech, host);
        let named = link.name.clone().filter(|name| link.known.is_none() && !name.is_empty());
        Connection { text: named.unwrap_or(connection.text), ..connection }
    });
    let incoming = around.incoming.iter().map(|(kind, piece)| {
        let label = speech.say(&format!("link-back-{}", kind.code()));
        connection(label, &piece.entry.iri, Some(piece), speech, host)
    });
    outgoing.chain(incoming).partition(|connection| connection.kind == "lesson")
}

fn connection(label: String, iri: &Iri, known: Option<&Piece>, speech: &Speech, host: &str) -> Connection {
    match known {
        Some(piece) => {
            let card = Card::of_entry(&piece.entry, &piece.id, piece.author.as_ref(), speech, host);
            let Card { title: text, language, address, byline, kind, recommendation: advice, only, .. } =
                card;
            Connection { label, text, language, address, byline, kind, advice, only }
        }
        None => {
            let (text, address) = (iri.to_string(), iri.to_string());
            let (language, kind) = (String::new(), String::new());
            Connection { label, text, language, address, byline: None, kind, advice: None, only: None }
        }
    }
}

/// What is still asked for, most wanted first.
fn missing(entry: &Entry, speech: &Speech) -> Vec<String> {
    Completeness::of(entry)
        .missing
        .into_iter()
        .map(|field| speech.say(&format!("missing-{}", field.replace('_', "-"))))
        .collect()
}

#[cfg(test)]
mod tests;
