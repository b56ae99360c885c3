//! What has come for somebody, as sentences with a way to it.

use commons::{Content, Entry, EntryId, Iri, MarkVerb, NoticeKind, Reader, Time, text};
use store::Found;
use store::notices::NoticeRow;

use super::memberships;
use crate::failure::Failure;
use crate::operations::convoy;
use crate::pages::Speech;
use crate::pages::byline::Byline;
use crate::pages::pieces::{Piece, Pieces};
use crate::visitor::Person;

/// Notices on the page.
const MOST: i64 = 50;
/// Characters of what is said.
const EXCERPT: usize = 200;

/// Something that has come.
pub struct Line {
    /// The code of its kind.
    pub kind: &'static str,
    /// What it is, in words.
    pub label: &'static str,
    /// Who says it.
    pub byline: Option<Byline>,
    /// Its first words.
    pub said: String,
    /// The title of what it is about.
    pub about: String,
    /// Where it can be read.
    pub address: String,
    /// When it came.
    pub created: Time,
    /// Whether it was not seen yet.
    pub is_new: bool,
    /// Its id on this node, by which it is seen.
    pub id: String,
}

/// What has come for this person, newest first. What can no longer be read is left out.
///
/// # Errors
/// When the memory fails.
pub async fn lines(
    pieces: &mut Pieces,
    person: &Person,
    speech: &Speech,
    host: &str,
) -> Result<Vec<Line>, Failure> {
    let rows = pieces.reading().notices().of_person(&person.row.id, MOST).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        if !memberships(person).any(|iri| *iri == row.organisation) {
            continue;
        }
        let reader = Reader::of(row.organisation.clone());
        let entry = row.about.as_ref().unwrap_or(&row.entry);
        let Some(piece) = pieces.by_iri(entry, &reader).await? else { continue };
        match verb_of(row.kind) {
            None if row.kind == NoticeKind::Convoy => {
                lines.extend(convoyed(pieces, &piece, &row, &reader, speech, host).await?);
            }
            None => lines.push(line(pieces, &piece, &row, &reader, speech, host).await?),
            Some(verb) => lines.extend(marked(pieces, &piece, &row, verb, speech, host).await?),
        }
    }
    Ok(lines)
}

async fn line(
    pieces: &mut Pieces,
    piece: &Piece,
    row: &NoticeRow,
    reader: &Reader,
    speech: &Speech,
    host: &str,
) -> Result<Line, Failure> {
    let top = match about(&piece.entry) {
        Some(iri) => pieces.by_iri(iri, reader).await?,
        None => None,
    };
    let is_comment = matches!(piece.entry.content, Content::Comment(_));
    // A comment is read where it stands, if that is here.
    let address = match &top {
        Some(top) if is_comment => format!("/eintraege/{}#k-{}", top.id, piece.id),
        _ => format!("/eintraege/{}", piece.id),
    };
    Ok(Line {
        kind: row.kind.code(),
        label: row.kind.label(speech.language()),
        byline: piece.byline(speech, host),
        said: said(&piece.entry, speech),
        about: top.map(|top| top.entry.title).unwrap_or_default(),
        address,
        created: row.created,
        is_new: row.seen.is_none(),
        id: piece.id.clone(),
    })
}

/// That somebody else plans the same: whom to ask, and which plan of one's own it fits. None where that is no longer there.
async fn convoyed(
    pieces: &mut Pieces,
    piece: &Piece,
    row: &NoticeRow,
    reader: &Reader,
    speech: &Speech,
    host: &str,
) -> Result<Option<Line>, Failure> {
    let own = convoy::own_plan(&row.entry).and_then(|id| EntryId::parse(id).ok());
    let Some(own) = own else { return Ok(None) };
    let Found::Readable(own) = pieces.reading().entries().readable(&own, reader).await? else {
        return Ok(None);
    };
    let mut said = speech.tell("convoy-said", &[("own", &text::line(&own.entry()?.title))]);
    let of_author = piece.author.as_ref().and_then(|author| author.contact.as_deref());
    if let Some(contact) = piece.entry.contact.as_deref().or(of_author).filter(|contact| !contact.is_empty())
    {
        said = format!("{said} {}", speech.tell("convoy-contact", &[("contact", &text::line(contact))]));
    }
    Ok(Some(Line {
        kind: row.kind.code(),
        label: row.kind.label(speech.language()),
        byline: piece.byline(speech, host),
        said: text::cut(&said, 2 * EXCERPT),
        about: piece.entry.title.clone(),
        address: format!("/eintraege/{}", piece.id),
        created: row.created,
        is_new: row.seen.is_none(),
        id: piece.id.clone(),
    }))
}

fn verb_of(kind: NoticeKind) -> Option<MarkVerb> {
    MarkVerb::ALL.iter().copied().find(|verb| NoticeKind::from(*verb) == kind)
}

/// That somebody recommends an entry, or says that it is so with them too; none where it was taken back.
async fn marked(
    pieces: &mut Pieces,
    piece: &Piece,
    row: &NoticeRow,
    verb: MarkVerb,
    speech: &Speech,
    host: &str,
) -> Result<Option<Line>, Failure> {
    let mark = pieces.reading().marks().one(&row.author, verb, &piece.entry.iri).await?;
    let Some(mark) = mark.filter(|mark| mark.stands()) else { return Ok(None) };
    let author = pieces.organisation(&row.author).await?;
    Ok(Some(Line {
        kind: row.kind.code(),
        label: row.kind.label(speech.language()),
        byline: author.map(|author| Byline::of(&author, speech.language(), host)),
        said: text::cut(&text::line(&mark.reason), EXCERPT),
        about: piece.entry.title.clone(),
        address: format!("/eintraege/{}#empfehlungen", piece.id),
        created: row.created,
        is_new: row.seen.is_none(),
        id: piece.id.clone(),
    }))
}

fn about(entry: &Entry) -> Option<&Iri> {
    match &entry.content {
        Content::Adoption(adoption) => adoption.entry(),
        _ => entry.thread(),
    }
}

/// The first words of a comment; of an adoption how far it has come and what is said along.
fn said(entry: &Entry, speech: &Speech) -> String {
    let words = match &entry.content {
        Content::Adoption(adoption) => {
            let stage = text::capital(adoption.stage.label(speech.language()));
            let mut said = vec![stage.as_str(), &entry.summary, &adoption.reason];
            said.retain(|words| !words.is_empty());
            said.iter().map(|words| words.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
        }
        _ => entry.text.clone(),
    };
    text::cut(&text::line(&words), EXCERPT)
}
