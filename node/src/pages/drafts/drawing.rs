//! From a sheet and what was answered to the form that people see.

use commons::Language;
use commons::text::caps;

use crate::forms::{self, Choice, Field, Input, Problem, Problems, Row, placed};
use crate::pages::Speech;
use crate::writing::{
    Answer, Answers, Asked, Cell, Column, Group, MOST_ROWS, Must, Question, Shape, Sheet, audience, words_of,
};

/// Rows of which at least one is empty.
const ROWS: usize = 3;

/// The form of a draft.
pub struct DraftForm {
    /// Its groups in order.
    pub groups: Vec<Drawn>,
    /// What is wrong, for the summary above it.
    pub problems: Vec<Problem>,
}

/// A group of questions as it is drawn.
pub struct Drawn {
    /// Its name.
    pub name: &'static str,
    /// Its heading.
    pub heading: String,
    /// Whether it is folded at first.
    pub is_folded: bool,
    /// Whether it is not asked now, and nothing in it is answered.
    pub is_hidden: bool,
    /// Whether something in it is wrong, so that it has to be unfolded.
    pub is_wrong: bool,
    /// At which answers to the steering question it is asked, with blanks between them; empty: at all.
    pub at: String,
    /// How many of its questions are answered.
    pub answered: u64,
    /// The questions.
    pub fields: Vec<Field>,
}

impl DraftForm {
    /// The form with these answers in it.
    pub fn of(sheet: &Sheet, answers: &Answers, is_correcting: bool, speech: &Speech) -> Self {
        let asked = sheet.groups.iter().filter(|group| group.asked != Asked::Never);
        let groups = asked.map(|group| drawn(sheet, group, answers, is_correcting, speech)).collect();
        Self { groups, problems: Vec::new() }
    }

    /// The same, with these circles among those for whom it can be: what is answered, and in which words.
    #[must_use]
    pub fn offering(mut self, circles: &[(String, String)], answers: &Answers) -> Self {
        let fields = self.groups.iter_mut().flat_map(|group| &mut group.fields);
        for field in fields.filter(|field| field.name == "audience") {
            let Input::One(offered) = &mut field.input else { continue };
            offered.retain(|choice| circles.iter().all(|(code, _)| *code != choice.code));
            let place = offered.iter().position(|choice| choice.code == "own").unwrap_or(offered.len());
            drop(offered.splice(place..place, choices(circles.iter().cloned(), answers.all("audience"))));
        }
        self
    }

    /// The same, with what is wrong beside its fields and in the summary.
    #[must_use]
    pub fn with_problems(mut self, problems: &Problems, speech: &Speech) -> Self {
        let fields = self.groups.iter_mut().flat_map(|group| &mut group.fields).collect();
        self.problems = placed(problems, fields, speech);
        for group in &mut self.groups {
            group.is_wrong = group.fields.iter().any(Field::is_wrong);
            group.is_hidden &= !group.is_wrong;
        }
        self
    }
}

fn drawn(sheet: &Sheet, group: &Group, answers: &Answers, is_correcting: bool, speech: &Speech) -> Drawn {
    let answered = group.answered(answers);
    let at = if let Asked::At(at) = group.asked { at.join(" ") } else { String::new() };
    Drawn {
        name: group.name,
        heading: speech.say(&words_of(sheet.kind, &format!("group-{}", group.name), speech)),
        is_folded: group.shape == Shape::Folded,
        is_hidden: answered == 0 && !group.is_asked(sheet, answers, is_correcting),
        is_wrong: false,
        at,
        answered: answered as u64,
        fields: group.questions.iter().map(|question| field(sheet, question, answers, speech)).collect(),
    }
}

fn field(sheet: &Sheet, question: &Question, answers: &Answers, speech: &Speech) -> Field {
    let key = words_of(sheet.kind, question.name, speech);
    let input = input(sheet, question, answers, speech);
    let is_required = question.must == Must::Yes;
    Field { is_required, ..Field::worded(speech, &key, question.name, input) }
}

fn input(sheet: &Sheet, question: &Question, answers: &Answers, speech: &Speech) -> Input {
    let (raw, all) = (answers.raw(question.name), answers.all(question.name));
    let language = speech.language();
    let line = |longest| Input::Line { kind: "text", autocomplete: "off", longest, value: raw.to_owned() };
    let area = |rows, longest, is_markdown| Input::Area { rows, longest, is_markdown, value: raw.to_owned() };
    match question.answer {
        Answer::Line(longest) => line(longest),
        Answer::Number(..) | Answer::Day => line(40),
        Answer::Area(rows, longest) => area(rows, longest, false),
        Answer::Items => area(2, caps::SHORT * 10, false),
        Answer::Markdown => area(8, caps::TEXT, true),
        Answer::Pick(codes) => Input::One(choices(codes(language), all)),
        Answer::Tick(codes, _) => Input::Many(choices(codes(language), all)),
        Answer::SizeClasses => Input::Many(choices(size_classes(speech), all)),
        Answer::Audience => Input::One(audiences(all, speech)),
        Answer::Choose(_) if question.must == Must::Yes && !all.is_empty() => {
            Input::Select(listed(question, all, language))
        }
        Answer::Choose(_) | Answer::ChooseOrKeep(_) => {
            let nothing = Choice {
                code: String::new(),
                label: speech.say("write-no-choice"),
                is_chosen: all.is_empty(),
            };
            Input::Select(std::iter::once(nothing).chain(listed(question, all, language)).collect())
        }
        Answer::Rows(columns) => Input::Rows(rows(sheet, question, columns, answers, speech)),
        Answer::Kept => Input::Many(Vec::new()),
    }
}

fn choices<L: Into<String>>(
    offered: impl IntoIterator<Item = (impl Into<String>, L)>,
    chosen: &[String],
) -> Vec<Choice> {
    let choice = |(code, label): (_, L)| {
        let code: String = Into::into(code);
        Choice { is_chosen: chosen.contains(&code), label: label.into(), code }
    };
    offered.into_iter().map(choice).collect()
}

/// What can be chosen from a list, and what was chosen though it is not in it.
fn listed(question: &Question, chosen: &[String], language: Language) -> Vec<Choice> {
    let (Answer::Choose(codes) | Answer::ChooseOrKeep(codes)) = question.answer else { return Vec::new() };
    let mut listed = choices(codes(language), chosen);
    let others = chosen.iter().filter(|code| listed.iter().all(|choice| choice.code != **code));
    let others: Vec<_> = others.map(|code| (code.clone(), code.clone())).collect();
    listed.extend(choices(others, chosen));
    listed
}

fn size_classes(speech: &Speech) -> Vec<(String, String)> {
    (1..=7).map(|class| (class.to_string(), speech.say(&format!("size-{class}")))).collect()
}

/// Everyone, or the own organisation; and the circles it had before. Those to which its writers belong are offered beside them.
fn audiences(chosen: &[String], speech: &Speech) -> Vec<Choice> {
    let circles = chosen.iter().filter(|code| code.starts_with("circles "));
    let codes = ["public", "own"].into_iter().map(str::to_owned).chain(circles.cloned());
    choices(codes.map(|code| (code.clone(), audience(&code, speech))), chosen)
}

fn rows(
    sheet: &Sheet,
    question: &Question,
    columns: &[Column],
    answers: &Answers,
    speech: &Speech,
) -> Vec<Row> {
    let count = (answers.rows(question.name) + 1).clamp(ROWS, MOST_ROWS);
    let cell = |row: usize, column: &Column| {
        let key = words_of(sheet.kind, &format!("{}.{}", question.name, column.name), speech);
        let name = format!("{}.{row}.{}", question.name, column.name);
        cell(name, speech.find(&key).unwrap_or_default(), column, answers, speech)
    };
    let row = |row: usize| {
        let cells = columns.iter().map(|column| cell(row, column)).collect();
        Row { number: row + 1, cells }
    };
    (0..count).map(row).collect()
}

fn cell(name: String, label: String, column: &Column, answers: &Answers, speech: &Speech) -> forms::Cell {
    let value = answers.raw(&name).to_owned();
    let (longest, choices) = match column.cell {
        Cell::Line(longest) => (longest, Vec::new()),
        Cell::Address => (commons::iri::LONGEST, Vec::new()),
        Cell::Choose(codes) => (0, choices(codes(speech.language()), std::slice::from_ref(&value))),
        // Without a label it is not asked, only kept.
        Cell::Unseen => (caps::SHORT, Vec::new()),
    };
    forms::Cell { name, label, value, longest, choices, problem: None }
}
