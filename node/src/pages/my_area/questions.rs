//! What somebody has asked others, and whether anybody has answered.

use commons::{CommentKind, Content, Reader, Time, text};

use crate::failure::Failure;
use crate::pages::pieces::Pieces;
use crate::visitor::Person;

/// Comments looked through for questions.
const LOOKED_AT: i64 = 100;
/// Characters of a question.
const EXCERPT: usize = 160;

/// A question of one's own.
pub struct Asked {
    /// Its first words.
    pub question: String,
    /// The title of what it was asked about.
    pub about: String,
    /// Where it stands.
    pub address: String,
    /// When it was asked.
    pub asked: Time,
    /// How many have answered.
    pub answers: u64,
}

/// The latest questions of this person, for whichever of their organisations.
///
/// # Errors
/// When the memory fails.
pub async fn asked(pieces: &mut Pieces, person: &Person, most: usize) -> Result<Vec<Asked>, Failure> {
    let mut asked = Vec::new();
    for one in &person.memberships {
        let organisation = &one.organisation.iri;
        let rows = pieces.reading().entries().comments_by(&person.who(), organisation, LOOKED_AT).await?;
        let reader = Reader::of(organisation.clone());
        for (row, answers) in rows {
            let entry = row.entry()?;
            if !matches!(&entry.content, Content::Comment(said) if said.comment == CommentKind::Question) {
                continue;
            }
            let top = match entry.thread() {
                Some(thread) => pieces.by_iri(thread, &reader).await?,
                None => None,
            };
            let address = match &top {
                Some(top) => format!("/eintraege/{}#k-{}", top.id, row.id),
                None => format!("/eintraege/{}", row.id),
            };
            asked.push(Asked {
                question: text::cut(&text::line(&entry.text), EXCERPT),
                about: top.map(|top| top.entry.title).unwrap_or_default(),
                address,
                asked: entry.published,
                answers: u64::try_from(answers).unwrap_or_default(),
            });
        }
    }
    asked.sort_by_key(|question| std::cmp::Reverse(question.asked));
    asked.truncate(most);
    Ok(asked)
}
