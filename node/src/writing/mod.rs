//! What is asked of somebody who writes an entry: one table per kind, from which the form is drawn, what was typed is read, and an entry
//! is put back into a form.
//!
//! The table is data. A question's name is its path in the entry's JSON, so that nothing else has to know of it; a test proves that no
//! field of an entry is forgotten.

mod answers;
mod difference;
mod filling;
mod reading;
mod sheets;
mod words;

#[cfg(test)]
mod tests;

use commons::{CodeList, Kind, Language};

use crate::pages::Speech;

pub use self::answers::Answers;
pub use self::difference::{Difference, Part, audience, differences, said};
pub use self::filling::filled;
pub use self::reading::{Read, read};
pub use self::sheets::sheet;

/// All that is asked of an entry of one kind.
#[derive(Debug)]
pub struct Sheet {
    /// The kind.
    pub kind: Kind,
    /// The question whose answer decides what else is asked.
    pub steering: Option<&'static str>,
    /// The questions, in the order of the form.
    pub groups: &'static [Group],
}

/// Questions that belong together.
#[derive(Debug)]
pub struct Group {
    /// Its name, for its heading.
    pub name: &'static str,
    /// How it lies there at first.
    pub shape: Shape,
    /// When it is asked.
    pub asked: Asked,
    /// The questions.
    pub questions: &'static [Question],
}

/// How a group lies there at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All seen at once.
    Open,
    /// Folded, with a line that says how many are answered.
    Folded,
}

/// When a group is asked. Whatever has an answer is shown in any case: nobody publishes what they cannot see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// From the first moment.
    Always,
    /// When the steering question has one of these answers.
    At(&'static [&'static str]),
    /// When a published entry is corrected.
    Correcting,
    /// Only where it has an answer already.
    Answered,
    /// Never: the entry keeps what it says.
    Never,
}

/// One question.
#[derive(Debug)]
pub struct Question {
    /// Its path in the entry's JSON, with dots.
    pub name: &'static str,
    /// How it is answered.
    pub answer: Answer,
    /// Whether it must be.
    pub must: Must,
}

/// Whether a question must be answered before publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// It need not.
    No,
    /// It must.
    Yes,
    /// It must where its siblings (the same path but the last step) say something.
    BesideOthers,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines, so many of them shown, of at most so many characters.
    Area(u8, usize),
    /// A long text in Markdown.
    Markdown,
    /// Several short texts: one on each line, or with commas between them.
    Items,
    /// One of several, all seen at once.
    Pick(Codes),
    /// One of many, in a list that opens.
    Choose(Codes),
    /// The same, but what is not in the list stays as it is.
    ChooseOrKeep(Codes),
    /// At most so many of several.
    Tick(Codes, usize),
    /// Any of the size classes, which are numbers.
    SizeClasses,
    /// A whole number between these.
    Number(u64, u64),
    /// A year, a month or a day.
    Day,
    /// Who may read it.
    Audience,
    /// Any number of things that say several things each.
    Rows(&'static [Column]),
    /// Not asked: the entry keeps what it says.
    Kept,
}

/// What each of several things says.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// How it is answered.
    pub cell: Cell,
    /// Whether the others say nothing without it.
    pub is_key: bool,
}

/// How a column is answered.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    /// One line of at most so many characters.
    Line(usize),
    /// An address that begins with https://.
    Address,
    /// One of these; the first where nothing was chosen.
    Choose(Codes),
    /// Not asked, but kept.
    Unseen,
}

/// A code list: its codes, and what people read.
pub type Codes = fn(Language) -> Vec<(&'static str, &'static str)>;

/// Most rows of one question.
pub const MOST_ROWS: usize = 100;

/// Every code of a list.
pub fn codes<T: CodeList>(language: Language) -> Vec<(&'static str, &'static str)> {
    T::CODES.iter().map(|code| (code.word(), code.words(language))).collect()
}

/// The key of the words for a question or a group: those of its kind, or those of every kind.
pub fn words_of(kind: Kind, name: &str, speech: &Speech) -> String {
    let name = name.replace(['_', '.'], "-");
    let own = format!("write-{}-{name}", kind.code());
    if speech.find(&own).is_some() { own } else { format!("write-{name}") }
}

impl Sheet {
    /// Every question with its group, in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = (&'static Group, &'static Question)> {
        self.groups.iter().flat_map(|group| group.questions.iter().map(move |question| (group, question)))
    }

    /// The question of this name, or of which this is the name of a row or the first step.
    pub fn question(&self, name: &str) -> Option<&'static Question> {
        let is_it = |question: &&Question| {
            question.name == name
                || name.strip_prefix(question.name).is_some_and(|rest| rest.starts_with('.'))
                || question.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
        };
        let mut questions = self.questions().map(|(_, question)| question);
        questions.find(is_it)
    }
}

impl Group {
    /// Whether it is asked of somebody who has answered this.
    pub fn is_asked(&self, sheet: &Sheet, answers: &Answers, is_correcting: bool) -> bool {
        let steering = sheet.steering.map_or("", |name| answers.text(name));
        match self.asked {
            Asked::Always => true,
            Asked::At(codes) => codes.contains(&steering),
            Asked::Correcting => is_correcting,
            Asked::Answered | Asked::Never => false,
        }
    }

    /// How many of its questions are answered.
    pub fn answered(&self, answers: &Answers) -> usize {
        self.questions.iter().filter(|question| answers.has(question)).count()
    }
}

impl Question {
    const fn new(name: &'static str, answer: Answer) -> Self {
        Self { name, answer, must: Must::No }
    }

    const fn must(self) -> Self {
        Self { must: Must::Yes, ..self }
    }

    const fn beside_others(self) -> Self {
        Self { must: Must::BesideOthers, ..self }
    }
}
