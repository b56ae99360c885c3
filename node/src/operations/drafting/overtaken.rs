//! The published entry was changed while somebody corrected it in a draft: by a program, or by another way.

use commons::Iri;
use store::Reading;

use super::Desk;
use crate::failure::Failure;
use crate::writing::{Answers, Question, filled};

/// The entry as it stands now, against which a draft must be held.
#[derive(Clone, Debug)]
pub struct Overtaken {
    /// Its version.
    pub version: i64,
    /// What it says now.
    pub theirs: Answers,
    /// What it said when the draft began, if that is known.
    pub base: Option<Answers>,
}

/// Whether the entry was changed since the draft began, in a way on which somebody has to decide. That somebody confirmed it is none, and what
/// both changed alike is none.
///
/// # Errors
/// When the memory fails.
pub async fn overtaken(reading: &mut Reading, desk: &Desk) -> Result<Option<Overtaken>, Failure> {
    let Some((row, entry)) = &desk.before else { return Ok(None) };
    if row.version == desk.row.base_version {
        return Ok(None);
    }
    let theirs = filled(desk.sheet(), entry);
    let base = base(reading, desk, &row.iri).await?;
    let overtaken = Overtaken { version: row.version, theirs, base };
    let mut questions = desk.sheet().questions();
    let must_decide = questions.any(|(_, question)| overtaken.is_open(question, &desk.answers));
    Ok(must_decide.then_some(overtaken))
}

impl Overtaken {
    /// Whether this question was answered otherwise by the entry since the draft began, and otherwise than the draft answers it.
    pub fn is_open(&self, question: &Question, mine: &Answers) -> bool {
        let is_theirs = self.base.as_ref().is_none_or(|base| base.of(question) != self.theirs.of(question));
        is_theirs && self.theirs.of(question) != mine.of(question)
    }

    /// Whether the draft says to this question what the entry said when it began.
    pub fn is_untouched(&self, question: &Question, mine: &Answers) -> bool {
        self.base.as_ref().is_some_and(|base| base.of(question) == mine.of(question))
    }
}

async fn base(reading: &mut Reading, desk: &Desk, iri: &Iri) -> Result<Option<Answers>, Failure> {
    let revision = reading.revisions().at(iri, desk.row.base_version).await?;
    let entry = revision.map(|revision| revision.entry()).transpose()?;
    Ok(entry.map(|entry| filled(desk.sheet(), &entry)))
}
