//! What is different between two ways of answering, word by word: between two versions of an entry, or between two who wrote at once.

use std::time::Duration;

use commons::text;
use similar::{ChangeTag, TextDiff};

use super::{Answer, Answers, Cell, Question, Sheet};
use crate::pages::Speech;

/// Beyond this a text is compared by its beginning.
const COMPARED: usize = 20_000;
/// What is the same is shortened to so many characters before and after what is not.
const AROUND: usize = 90;
/// After this the comparison is as good as it has become.
const PATIENCE: Duration = Duration::from_millis(40);

/// A question that is answered differently.
#[derive(Debug)]
pub struct Difference {
    /// The question.
    pub question: &'static Question,
    /// Both answers, in the words people read.
    pub parts: Vec<Part>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Same(String),
    /// In the first alone.
    Gone(String),
    /// In the second alone.
    New(String),
}

/// The questions that are answered differently, in the order of the form.
pub fn differences(sheet: &Sheet, first: &Answers, second: &Answers, speech: &Speech) -> Vec<Difference> {
    let differing = sheet.questions().filter(|(_, question)| first.of(question) != second.of(question));
    let compared = differing.map(|(_, question)| {
        let parts = compare(&said(question, first, speech), &said(question, second, speech));
        Difference { question, parts }
    });
    compared.collect()
}

/// An answer in the words people read.
pub fn said(question: &Question, answers: &Answers, speech: &Speech) -> String {
    let language = speech.language();
    let typed = answers.all(question.name);
    let label = |code: &String, codes: super::Codes| {
        let known = codes(language).into_iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.clone(), |(_, label)| label.to_owned())
    };
    match question.answer {
        Answer::Pick(codes)
        | Answer::Choose(codes)
        | Answer::ChooseOrKeep(codes)
        | Answer::Tick(codes, _) => {
            typed.iter().map(|code| label(code, codes)).collect::<Vec<_>>().join(", ")
        }
        Answer::SizeClasses => {
            let classes = typed.iter().map(|class| speech.find(&format!("size-{class}")));
            classes.flatten().collect::<Vec<_>>().join(", ")
        }
        Answer::Audience => typed.iter().map(|code| audience(code, speech)).collect(),
        Answer::Rows(columns) => {
            let cell = |row: usize, column: &super::Column| {
                let typed = answers.text(&format!("{}.{row}.{}", question.name, column.name)).to_owned();
                if let Cell::Choose(codes) = column.cell { label(&typed, codes) } else { typed }
            };
            let rows = (0..answers.rows(question.name)).map(|row| {
                let cells = columns.iter().map(|column| cell(row, column));
                cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ")
            });
            rows.collect::<Vec<_>>().join("\n")
        }
        _ => typed.concat().trim().to_owned(),
    }
}

/// Who may read it, in words.
pub fn audience(code: &str, speech: &Speech) -> String {
    let code = code.split(' ').next().unwrap_or_default();
    speech.find(&format!("write-audience-{code}")).unwrap_or_default()
}

/// Two texts, word by word.
fn compare(first: &str, second: &str) -> Vec<Part> {
    let (first, second) = (text::cut(first, COMPARED), text::cut(second, COMPARED));
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(first.as_str(), second.as_str());
    let mut told = Told::default();
    for change in diff.iter_all_changes() {
        told.hear(change.tag(), change.value());
    }
    told.settle();
    told.parts.push(Part::Same(std::mem::take(&mut told.same)));
    shortened(told.parts)
}

/// Gathers words into stretches: white space between two changed words belongs to both, so that a changed sentence reads as one.
#[derive(Default)]
struct Told {
    parts: Vec<Part>,
    same: String,
    gone: String,
    new: String,
    /// White space after a changed word, of which it is not known yet to what it belongs.
    gap: String,
}

impl Told {
    fn hear(&mut self, tag: ChangeTag, word: &str) {
        let is_changing = !self.gone.is_empty() || !self.new.is_empty();
        match tag {
            ChangeTag::Equal if is_changing && word.trim().is_empty() => self.gap.push_str(word),
            ChangeTag::Equal => {
                self.settle();
                self.same.push_str(word);
            }
            ChangeTag::Delete => self.begin().gone.push_str(word),
            ChangeTag::Insert => self.begin().new.push_str(word),
        }
    }

    /// Something has changed: what was the same before is told, and a gap lies within the change.
    fn begin(&mut self) -> &mut Self {
        if !self.same.is_empty() {
            self.parts.push(Part::Same(std::mem::take(&mut self.same)));
        }
        self.gone.push_str(&self.gap);
        self.new.push_str(&self.gap);
        self.gap.clear();
        self
    }

    /// A change is over.
    fn settle(&mut self) {
        for (text, part) in [(&mut self.gone, Part::Gone as fn(String) -> Part), (&mut self.new, Part::New)] {
            if !text.is_empty() {
                self.parts.push(part(std::mem::take(text)));
            }
        }
        self.same.push_str(&std::mem::take(&mut self.gap));
    }
}

/// Long stretches that are the same are cut down to what stands beside a change; empty ones go.
fn shortened(parts: Vec<Part>) -> Vec<Part> {
    let last = parts.len().saturating_sub(1);
    let short = parts.into_iter().enumerate().map(|(place, part)| match part {
        Part::Same(text) => Part::Same(middle_cut(
            &text,
            if place == 0 { 0 } else { AROUND },
            if place == last { 0 } else { AROUND },
        )),
        changed => changed,
    });
    short.filter(|part| *part != Part::Same(String::new())).collect()
}

/// The beginning and the end of a text, with an ellipsis for what lies between.
fn middle_cut(text: &str, head: usize, tail: usize) -> String {
    let characters: Vec<_> = text.chars().collect();
    if characters.len() <= head.max(AROUND) + tail.max(AROUND) {
        return text.to_owned();
    }
    let (head, tail) = (&characters[..head], &characters[characters.len() - tail..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) -> Part {
        Part::Same(text.to_owned())
    }

    fn gone(text: &str) -> Part {
        Part::Gone(text.to_owned())
    }

    fn new(text: &str) -> Part {
        Part::New(text.to_owned())
    }

    #[test]
    fn changed_words_next_to_one_another_are_one_change() {
        let parts = compare("Der Radweg wird bald gebaut.", "Der Radweg ist seit Mai fertig.");
        assert_eq!(parts, [same("Der Radweg "), gone("wird bald gebaut."), new("ist seit Mai fertig.")]);
        assert_eq!(compare("", "Neu"), [new("Neu")]);
        assert_eq!(compare("a b c", "a c"), [same("a "), gone("b "), same("c")]);
    }

    #[test]
    fn nothing_of_either_text_is_lost() {
        let (first, second) = ("eins zwei\ndrei vier fünf", "null zwei drei\n\nvier sechs");
        let parts = compare(first, second);
        let read = |leave_out: fn(&Part) -> bool| {
            let words = parts.iter().filter(|part| !leave_out(part)).map(|part| match part {
                Part::Same(text) | Part::Gone(text) | Part::New(text) => text.as_str(),
            });
            words.collect::<String>()
        };
        assert_eq!(read(|part| matches!(part, Part::New(_))), first);
        assert_eq!(read(|part| matches!(part, Part::Gone(_))), second);
    }

    #[test]
    fn what_is_the_same_is_shortened() {
        let long = "Wort ".repeat(1_000);
        let parts = compare(&format!("{long}alt {long}"), &format!("{long}neu {long}"));
        assert_eq!(parts[1..3], [gone("alt"), new("neu")]);
        let shown: usize = parts.iter().map(|part| format!("{part:?}").chars().count()).sum();
        assert!(shown < 400 && format!("{parts:?}").contains('…'), "{parts:?}");
    }

    #[test]
    fn long_texts_without_a_common_word_are_compared_in_time() {
        let first: String = (0..200_000).map(|number| format!("a{number} ")).collect();
        let second: String = (0..200_000).map(|number| format!("b{number} ")).collect();
        assert_eq!(compare(&first, &second).len(), 2);
    }
}
