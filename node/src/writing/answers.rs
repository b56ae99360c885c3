//! What was typed, by question, as it was typed: the body of a draft. Nothing is refused here and nothing is lost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Cell, Column, MOST_ROWS, Question, Sheet};
use crate::forms::Fields;

/// Answers by the names of their inputs; a row's are called `documents.0.title`. What is blank is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Vec<String>>);

impl Answers {
    /// What a form brought, as far as this sheet asks for it.
    pub fn typed(sheet: &Sheet, fields: &Fields) -> Self {
        let mut answers = Self::default();
        for (_, question) in sheet.questions() {
            match question.answer {
                Answer::Kept => {}
                Answer::Rows(columns) => answers.take_rows(question.name, columns, fields),
                _ => answers.put(question.name, fields.every(question.name).into_iter().map(plain).collect()),
            }
        }
        answers
    }

    /// Takes the rows in which something was written, and closes the gaps between them.
    fn take_rows(&mut self, name: &str, columns: &[Column], fields: &Fields) {
        let cell = |row: usize, column: &Column| plain(fields.raw(&format!("{name}.{row}.{}", column.name)));
        let is_said = |row: &usize| {
            let said = |column: &&Column| !matches!(column.cell, Cell::Choose(_) | Cell::Unseen);
            columns.iter().filter(said).any(|column| !cell(*row, column).trim().is_empty())
        };
        for (place, row) in (0..MOST_ROWS).filter(is_said).enumerate() {
            for column in columns {
                self.put(&format!("{name}.{place}.{}", column.name), vec![cell(row, column)]);
            }
        }
    }

    /// Reads what [`Self::to_json`] wrote; what cannot be read was never written by us.
    pub fn of_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// As they are kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Answers a question; blank values are left out.
    pub fn put(&mut self, name: &str, values: Vec<String>) {
        let values: Vec<_> = values.into_iter().filter(|value| !value.trim().is_empty()).collect();
        if values.is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), values);
        }
    }

    /// What was typed into this input, without blanks around it.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// What was typed into this input, as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Every value of this input.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// How many rows of this question are answered.
    pub fn rows(&self, name: &str) -> usize {
        let row_of = |key: &String| {
            let (row, _) = key.strip_prefix(name)?.strip_prefix('.')?.split_once('.')?;
            row.parse::<usize>().ok()
        };
        self.0.keys().filter_map(row_of).max().map_or(0, |last| last + 1)
    }

    /// Whether this question has an answer.
    pub fn has(&self, question: &Question) -> bool {
        match question.answer {
            Answer::Rows(_) => self.rows(question.name) > 0,
            _ => self.0.contains_key(question.name),
        }
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that was typed in answer to this question, to be compared.
    pub fn of(&self, question: &Question) -> Vec<(&str, &[String])> {
        let is_its = |key: &str| {
            key == question.name
                || matches!(question.answer, Answer::Rows(_))
                    && key.strip_prefix(question.name).is_some_and(|rest| rest.starts_with('.'))
        };
        let its = self.0.iter().filter(|(key, _)| is_its(key));
        its.map(|(key, values)| (key.as_str(), values.as_slice())).collect()
    }

    /// The answers to this question become those that somebody else gave.
    pub fn take(&mut self, question: &Question, from: &Self) {
        let mine: Vec<_> = self.of(question).into_iter().map(|(key, _)| key.to_owned()).collect();
        for key in mine {
            self.0.remove(&key);
        }
        for (key, values) in from.of(question) {
            self.0.insert(key.to_owned(), values.to_vec());
        }
    }
}

/// Browsers send line breaks as CR LF; they are kept as LF.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::sheet;

    fn typed(fields: &[(&str, &str)]) -> Answers {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Answers::typed(sheet(commons::Kind::Project), &Fields::of(fields))
    }

    #[test]
    fn what_was_typed_is_kept_as_it_was_typed_and_what_nobody_asked_is_not() {
        let answers =
            typed(&[("title", " Kita "), ("problem", "eins\r\nzwei"), ("author", "x"), ("summary", " ")]);
        assert_eq!((answers.raw("title"), answers.text("title")), (" Kita ", "Kita"));
        assert_eq!(answers.raw("problem"), "eins\nzwei");
        assert_eq!(answers.to_json(), r#"{"problem":["eins\nzwei"],"title":[" Kita "]}"#);
        assert_eq!(Answers::of_json(&answers.to_json()), answers);
    }

    #[test]
    fn rows_close_their_gaps_and_a_choice_alone_is_no_row() {
        let answers = typed(&[
            ("links.0.kind", "about"),
            ("documents.2.url", "https://a.de/x"),
            ("documents.7.title", "Satzung"),
            ("documents.0.title", " "),
        ]);
        assert_eq!((answers.rows("documents"), answers.rows("links")), (2, 0));
        assert_eq!(answers.text("documents.1.title"), "Satzung");
    }

    #[test]
    fn somebody_elses_answer_replaces_a_whole_list() {
        let question = sheet(commons::Kind::Project).question("documents").expect("a question");
        let mut mine = typed(&[("documents.0.title", "A"), ("documents.1.title", "B"), ("title", "Mein")]);
        mine.take(question, &typed(&[("documents.0.title", "C"), ("title", "Dein")]));
        assert_eq!(
            (mine.rows("documents"), mine.text("documents.0.title"), mine.text("title")),
            (1, "C", "Mein")
        );
    }
}
