//! One question of a form: its label, what helps to answer it, and what was answered.
//!
//! Label, hint and example stand in the locales as `{form}-{name}`, `..-hint` and `..-example`; a hint and an example need not be there.

use crate::pages::Speech;

/// A question.
pub struct Field {
    /// Its name in the form, a word of the code.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// What helps to answer.
    pub hint: Option<String>,
    /// An answer somebody else might give.
    pub example: Option<String>,
    /// What is wrong with the answer.
    pub problem: Option<String>,
    /// Whether it must be answered.
    pub is_required: bool,
    /// How it is answered.
    pub input: Input,
    /// What its id begins with, where several forms stand on one page.
    pub scope: String,
}

/// How a question is answered.
pub enum Input {
    /// One line: the type and `autocomplete` of HTML, the longest answer in characters.
    Line {
        /// `text`, `email`, `password`, `url`, `date`, `number`.
        kind: &'static str,
        /// `email`, `current-password`, `off`, ...
        autocomplete: &'static str,
        /// Characters at most.
        longest: usize,
        /// What was answered.
        value: String,
    },
    /// Several lines.
    Area {
        /// Lines shown at first.
        rows: u8,
        /// Characters at most.
        longest: usize,
        /// Whether Markdown may be written.
        is_markdown: bool,
        /// What was answered.
        value: String,
    },
    /// One of several, all seen at once.
    One(Vec<Choice>),
    /// One of many, in a list that opens.
    Select(Vec<Choice>),
    /// Any number of several.
    Many(Vec<Choice>),
    /// Several things that each say several things.
    Rows(Vec<Row>),
    /// A file, of these types.
    File(&'static str),
}

/// One of several things.
pub struct Row {
    /// Its place, from 1.
    pub number: usize,
    /// What it says.
    pub cells: Vec<Cell>,
}

/// One of the things a row says.
pub struct Cell {
    /// Its name in the form.
    pub name: String,
    /// What is asked; empty: nothing, it is only kept.
    pub label: String,
    /// What was answered.
    pub value: String,
    /// Characters at most.
    pub longest: usize,
    /// What can be chosen; empty: it is written.
    pub choices: Vec<Choice>,
    /// What is wrong with the answer.
    pub problem: Option<String>,
}

/// Something that can be chosen.
pub struct Choice {
    /// The word of the code.
    pub code: String,
    /// The words a person reads.
    pub label: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

impl Field {
    /// The question of this name in this form, answered in this way.
    pub fn new(speech: &Speech, form: &str, name: &str, input: Input) -> Self {
        Self::worded(speech, &format!("{form}-{}", name.replace('_', "-")), name, input)
    }

    /// The question of this name, with the words under this key.
    pub fn worded(speech: &Speech, key: &str, name: &str, input: Input) -> Self {
        Self {
            name: name.to_owned(),
            label: speech.say(key),
            hint: speech.find(&format!("{key}-hint")),
            example: speech.find(&format!("{key}-example")),
            problem: None,
            is_required: false,
            input,
            scope: String::new(),
        }
    }

    /// A line of text.
    pub fn line(speech: &Speech, form: &str, name: &str, value: &str) -> Self {
        let input =
            Input::Line { kind: "text", autocomplete: "off", longest: 1_000, value: value.to_owned() };
        Self::new(speech, form, name, input)
    }

    /// A line with a type of HTML, and what a browser may fill in.
    pub fn typed(
        speech: &Speech,
        form: &str,
        name: &str,
        kind: &'static str,
        autocomplete: &'static str,
        value: &str,
    ) -> Self {
        let input = Input::Line { kind, autocomplete, longest: 300, value: value.to_owned() };
        Self::new(speech, form, name, input)
    }

    /// Several lines of text.
    pub fn area(speech: &Speech, form: &str, name: &str, rows: u8, value: &str) -> Self {
        let input = Input::Area { rows, longest: 1_000, is_markdown: false, value: value.to_owned() };
        Self::new(speech, form, name, input)
    }

    /// One thing that is ticked or not.
    pub fn tick(speech: &Speech, form: &str, name: &str, is_ticked: bool) -> Self {
        let label = speech.say(&format!("{form}-{}-tick", name.replace('_', "-")));
        let choice = Choice { code: "yes".to_owned(), label, is_chosen: is_ticked };
        Self::new(speech, form, name, Input::Many(vec![choice]))
    }

    /// It must be answered.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Its longest answer, in characters.
    #[must_use]
    pub fn up_to(mut self, characters: usize) -> Self {
        match &mut self.input {
            Input::Line { longest, .. } | Input::Area { longest, .. } => *longest = characters,
            _ => {}
        }
        self
    }

    /// Several forms stand on its page: its id begins with this.
    #[must_use]
    pub fn within(mut self, scope: &str) -> Self {
        self.scope = format!("{scope}-");
        self
    }

    /// The id of its element.
    pub fn id(&self) -> String {
        format!("f-{}{}", self.scope, self.name)
    }

    /// What describes it, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let parts = [
            ("hint", self.hint.is_some()),
            ("example", self.example.is_some()),
            ("problem", self.problem.is_some()),
        ];
        let ids: Vec<_> = parts
            .iter()
            .filter(|(_, there)| *there)
            .map(|(part, _)| format!("{}-{part}", self.id()))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// Whether it is a group of several inputs, which takes a fieldset.
    pub fn is_group(&self) -> bool {
        matches!(self.input, Input::One(_) | Input::Many(_) | Input::Rows(_))
    }

    /// Notes what is wrong, where it is wrong: with the question, or with one of the things it asks for. Gives the id of what is wrong, if it is
    /// about this.
    pub fn note(&mut self, name: &str, sentence: &str) -> Option<String> {
        if self.name == name {
            self.problem = Some(sentence.to_owned());
            return Some(self.id());
        }
        let Input::Rows(rows) = &mut self.input else { return None };
        let cell = rows.iter_mut().flat_map(|row| &mut row.cells).find(|cell| cell.name == name)?;
        cell.problem = Some(sentence.to_owned());
        Some(cell.id())
    }

    /// Whether something is wrong with it, or with one of the things it asks for.
    pub fn is_wrong(&self) -> bool {
        let in_a_row =
            |rows: &[Row]| rows.iter().flat_map(|row| &row.cells).any(|cell| cell.problem.is_some());
        self.problem.is_some() || matches!(&self.input, Input::Rows(rows) if in_a_row(rows))
    }
}

impl Cell {
    /// The id of its element.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }
}

impl Choice {
    /// Something that can be chosen, and is if it is among these.
    pub fn new(code: &str, label: impl Into<String>, chosen: &[&str]) -> Self {
        Self { code: code.to_owned(), label: label.into(), is_chosen: chosen.contains(&code) }
    }
}
