//! What people type: reading it, saying beside the field what is wrong with it, and showing it again so that nothing typed is lost.

mod field;
mod fields;
mod problems;
mod upload;

pub use self::field::{Cell, Choice, Field, Input, Row};
pub use self::fields::{Fields, body};
pub use self::problems::Problems;
pub use self::upload::{Sheet, Upload, has_a_file};

use commons::Refusal;

use crate::pages::Speech;

/// A form as a page shows it.
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// What is asked, in order.
    pub fields: Vec<Field>,
    /// What is sent along unseen.
    pub hidden: Vec<(String, String)>,
    /// The words on its button.
    pub button: String,
    /// What is wrong, for the summary above it.
    pub problems: Vec<Problem>,
}

/// A line of the summary above a form.
pub struct Problem {
    /// The id of the field it is about; empty: the form as a whole.
    pub field: String,
    /// The field's label.
    pub label: String,
    /// What is wrong.
    pub sentence: String,
}

impl Form {
    /// A form without problems yet.
    pub fn new(action: impl Into<String>, button: impl Into<String>, fields: Vec<Field>) -> Self {
        Self {
            action: action.into(),
            button: button.into(),
            fields,
            hidden: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The same, beside other forms on its page: the ids of its fields begin with this.
    #[must_use]
    pub fn within(mut self, scope: &str) -> Self {
        self.fields = self.fields.into_iter().map(|field| field.within(scope)).collect();
        self
    }

    /// The same, with this sent along unseen.
    #[must_use]
    pub fn with_hidden(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push((name.to_owned(), value.into()));
        self
    }

    /// Whether a file goes along, which takes another way of sending.
    pub fn has_a_file(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.input, Input::File(_)))
    }

    /// The same, with what was wrong beside its fields and in the summary.
    #[must_use]
    pub fn with_problems(mut self, problems: &Problems, speech: &Speech) -> Self {
        self.problems.extend(placed(problems, self.fields.iter_mut().collect(), speech));
        self
    }
}

/// Notes what was wrong beside these fields, and gives the lines of the summary.
pub fn placed(problems: &Problems, mut fields: Vec<&mut Field>, speech: &Speech) -> Vec<Problem> {
    let mut lines = Vec::new();
    for (name, refusal) in problems.iter() {
        let sentence = beside_a_field(refusal, speech);
        let noted = |field: &mut &mut Field| Some((field.note(name, &sentence)?, field.label.clone()));
        let line = match fields.iter_mut().find_map(noted) {
            Some((field, label)) => Problem { field, label, sentence },
            // Without a field beside it, it has to say what it is about.
            None => Problem {
                field: String::new(),
                label: String::new(),
                sentence: refusal.sentence(speech.language()),
            },
        };
        lines.push(line);
    }
    lines
}

/// What is said beside a field need not name it.
pub fn beside_a_field(refusal: &Refusal, speech: &Speech) -> String {
    match refusal {
        Refusal::Missing { .. } => speech.say("form-missing"),
        Refusal::TooLong { limit, .. } => speech.count("form-too-long", *limit as u64),
        Refusal::TooMany { limit, .. } => speech.count("form-too-many", *limit as u64),
        Refusal::NotADate { .. } => speech.say("form-not-a-date"),
        Refusal::NotANumber { .. } => speech.say("form-not-a-number"),
        Refusal::NotAnIri { .. } => speech.say("form-not-an-address"),
        Refusal::UnknownCode { .. } => speech.say("form-unknown-code"),
        other => other.sentence(speech.language()),
    }
}
