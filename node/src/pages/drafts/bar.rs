//! What stands above the preview of a draft: what it is, what is still wrong, what is different, and what can be done with it.

use commons::Refusal;

use crate::forms::{Field, Input, Problem, Problems, placed};
use crate::operations::drafting::Desk;
use crate::pages::Speech;
use crate::pages::versions::Changed;
use crate::writing::{Read, filled};

/// What stands above a preview.
pub struct Bar {
    /// Where the draft is written on; none for whoever came by a link.
    pub back: Option<String>,
    /// What is missing or does not fit.
    pub problems: Vec<String>,
    /// What is different from the published entry.
    pub changes: Vec<Changed>,
    /// How it is answered, where the reader may.
    pub answer: Option<Answering>,
}

/// How somebody approves a draft or gives it back.
pub struct Answering {
    /// Where the approval is sent.
    pub approve: String,
    /// Where the note is sent.
    pub give_back: String,
    /// The edition that is shown.
    pub edition: i64,
    /// The note.
    pub note: Field,
    /// What was wrong with the answer.
    pub problems: Vec<Problem>,
}

impl Bar {
    /// What stands above this draft.
    pub fn of(desk: &Desk, read: &Read, speech: &Speech) -> Self {
        let problems = read.problems.iter().map(|(name, refusal)| problem(desk, name, refusal, speech));
        let changes = desk.before.as_ref().map(|(_, entry)| {
            Changed::between(desk.sheet(), &filled(desk.sheet(), entry), &desk.answers, speech)
        });
        Self { back: None, problems: problems.collect(), changes: changes.unwrap_or_default(), answer: None }
    }

    /// The same, for somebody who may write on.
    #[must_use]
    pub fn with_back(self, desk: &Desk) -> Self {
        Self { back: Some(format!("/entwuerfe/{}", desk.row.id)), ..self }
    }
}

impl Answering {
    /// Answered under these addresses.
    pub fn at(approve: String, give_back: String, desk: &Desk, note: &str, speech: &Speech) -> Self {
        let input = Input::Area {
            rows: 3,
            longest: commons::text::caps::SHORT,
            is_markdown: false,
            value: note.to_owned(),
        };
        let note = Field::new(speech, "approval", "note", input);
        Self { approve, give_back, edition: desk.row.edition, note, problems: Vec::new() }
    }

    /// The same, with what was wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: &Problems, speech: &Speech) -> Self {
        self.problems = placed(problems, vec![&mut self.note], speech);
        self
    }
}

/// The question and what is wrong with its answer.
fn problem(desk: &Desk, name: &str, refusal: &Refusal, speech: &Speech) -> String {
    let question = desk.sheet().question(name);
    let label =
        question.map(|question| speech.say(&crate::writing::words_of(desk.row.kind, question.name, speech)));
    let sentence = crate::forms::beside_a_field(refusal, speech);
    let after = |label: &str| if label.ends_with('?') { "" } else { ":" };
    let told = label.map(|label| format!("{label}{} {sentence}", after(&label)));
    told.unwrap_or_else(|| refusal.sentence(speech.language()))
}
