//! Plain words for how we stand with neighbours: a row becomes a sentence that says how it is, why, and what comes next.

mod absence;
pub mod check;
mod following;
mod letter;
mod neighbour;
mod trouble;

pub use absence::{absent, comparison, pushed_only, silent_since};
pub use following::following;
pub use letter::letter;
pub use neighbour::{neighbour, relations};
pub use trouble::trouble;

/// How something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How it is to be looked at.
    pub mood: Mood,
    /// What is, and what comes next.
    pub sentence: String,
    /// What went wrong, where something did.
    pub reason: Option<String>,
}

/// How something is to be looked at; the words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// All is as it should be.
    Well,
    /// Somebody's answer, or the next step, is waited for.
    Waiting,
    /// A person should look.
    Trouble,
    /// It is over, or was shut by a person.
    Over,
}

impl Mood {
    /// The word by which the stylesheet knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Waiting => "waiting",
            Self::Trouble => "trouble",
            Self::Over => "over",
        }
    }
}

impl Condition {
    fn new(mood: Mood, sentence: String) -> Self {
        Self { mood, sentence, reason: None }
    }

    /// The same, because of this.
    fn because(self, reason: Option<String>) -> Self {
        Self { reason, ..self }
    }
}
