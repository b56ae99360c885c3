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
    /// A file, of these types.
    File(&'static str),
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
        let key = format!("{form}-{}", name.replace('_', "-"));
        Self {
            name: name.to_owned(),
            label: speech.say(&key),
            hint: speech.find(&format!("{key}-hint")),
            example: speech.find(&format!("{key}-example")),
            problem: None,
            is_required: false,
            input,
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

    /// The id of its element.
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
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
        matches!(self.input, Input::One(_) | Input::Many(_))
    }
}

impl Choice {
    /// Something that can be chosen, and is if it is among these.
    pub fn new(code: &str, label: impl Into<String>, chosen: &[&str]) -> Self {
        Self { code: code.to_owned(), label: label.into(), is_chosen: chosen.contains(&code) }
    }
}
