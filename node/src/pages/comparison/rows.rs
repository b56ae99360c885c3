//! The rows of a comparison: one question, and what each entry answers.

use commons::project::{Cost, Evidence, Funding};
use commons::{Content, Lesson, Project};

use super::Compared;
use crate::pages::Speech;
use crate::pages::card::Card;

/// A question and the answers, one for each entry; an empty one was not given.
pub struct Row {
    /// The question.
    pub label: String,
    /// The answers, each in lines.
    pub cells: Vec<Vec<String>>,
}

/// What an entry answers to each question, in the order of [`QUESTIONS`].
type Answers = Vec<Vec<String>>;

/// The questions: first what decides, then what it takes, then what came of it.
const QUESTIONS: [&str; 16] = [
    "comparison-status",
    "comparison-inhabitants",
    "fact-cost",
    "comparison-per-inhabitant",
    "fact-effort",
    "fact-funding",
    "fact-procurement",
    "comparison-systems",
    "fact-vendors",
    "entry-impact",
    "comparison-relief",
    "comparison-wrong",
    "comparison-advice",
    "fact-reuse",
    "comparison-users",
    "entry-contact",
];

/// The rows to which at least one of them has an answer.
pub fn rows(compared: &[Compared], speech: &Speech) -> Vec<Row> {
    let mut columns: Vec<Answers> = compared.iter().map(|one| answers(one, speech)).collect();
    let mut rows = Vec::new();
    for (place, question) in QUESTIONS.into_iter().enumerate() {
        let cells: Vec<_> = columns.iter_mut().map(|column| std::mem::take(&mut column[place])).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { label: speech.say(question), cells });
        }
    }
    rows
}

fn answers(one: &Compared, speech: &Speech) -> Answers {
    let (entry, author) = (&one.piece.entry, one.piece.author.as_ref());
    let inhabitants = author.and_then(|author| author.population);
    let status = Card::of_entry(entry, &one.piece.id, author, speech, "").status;
    let contact = entry.contact.clone().or_else(|| author.and_then(|author| author.contact.clone()));
    let (nobody, nothing) = (Project::default(), Lesson::default());
    let (project, lesson) = match &entry.content {
        Content::Project(project) => (&**project, &nothing),
        Content::Lesson(lesson) => (&nobody, &**lesson),
        _ => (&nobody, &nothing),
    };
    let language = speech.language();
    let cost = project.cost.as_ref();
    let users = (one.users > 0).then(|| speech.count("comparison-used-by", one.users));
    vec![
        status.into_iter().collect(),
        inhabitants.map(|number| speech.number(number)).into_iter().collect(),
        cost.map(|cost| sums(cost, speech)).unwrap_or_default(),
        cost.zip(inhabitants).map(|(cost, number)| shares(cost, number, speech)).unwrap_or_default(),
        said(&[&project.effort]),
        project.funding.as_ref().map(|funding| vec![funded(funding)]).unwrap_or_default(),
        said(&[&project.procurement]),
        project
            .software
            .iter()
            .map(|one| one.name.clone())
            .chain(project.technologies.iter().cloned())
            .collect(),
        project.vendors.clone(),
        impact(project, lesson, speech),
        said(&[&project.relief]),
        went_wrong(project, lesson, speech),
        advice(one, lesson),
        project.reuse.map(|reuse| reuse.label(language).to_owned()).into_iter().collect(),
        users.into_iter().collect(),
        contact.into_iter().collect(),
    ]
}

/// What was said of these.
fn said(texts: &[&str]) -> Vec<String> {
    texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect()
}

/// `einmalig 12.000 €`, `jährlich 2.400 €`, or the band.
fn sums(cost: &Cost, speech: &Speech) -> Vec<String> {
    let sum =
        |key: &str, sum: Option<u64>| sum.map(|sum| format!("{} {}", speech.say(key), speech.euros(sum)));
    [sum("cost-once", cost.one_off), sum("cost-yearly", cost.yearly), cost.band.clone()]
        .into_iter()
        .flatten()
        .collect()
}

/// The same by inhabitants: `einmalig 1,43 €`.
fn shares(cost: &Cost, inhabitants: u64, speech: &Speech) -> Vec<String> {
    let share = |key: &str, sum: Option<u64>| {
        let cents = sum?.saturating_mul(100).checked_add(inhabitants / 2)?.checked_div(inhabitants)?;
        Some(format!("{} {}", speech.say(key), speech.cents(cents)))
    };
    [share("cost-once", cost.one_off), share("cost-yearly", cost.yearly)].into_iter().flatten().collect()
}

/// `Modellvorhaben des Landes, 65 %`.
fn funded(funding: &Funding) -> String {
    let share = funding.share.map(|percent| format!(", {percent}\u{a0}%")).unwrap_or_default();
    format!("{}{share}", funding.programme)
}

/// What it brought, and how well that is known; of a lesson whether it worked.
fn impact(project: &Project, lesson: &Lesson, speech: &Speech) -> Vec<String> {
    let known = project.evidence.filter(|evidence| *evidence != Evidence::None && !project.impact.is_empty());
    let known = known
        .map(|evidence| format!("{} {}", speech.say("entry-evidence"), evidence.label(speech.language())));
    let outcome = lesson.outcome.map(|outcome| outcome.label(speech.language()).to_owned());
    said(&[&project.impact]).into_iter().chain(known).chain(outcome).collect()
}

/// Why it ended, and what would be done differently.
fn went_wrong(project: &Project, lesson: &Lesson, speech: &Speech) -> Vec<String> {
    let reasons = project.end_reasons.iter().map(|reason| reason.label(speech.language()).to_owned());
    reasons.chain(said(&[&lesson.what_happened, &lesson.would_do_differently])).collect()
}

/// What is recommended by itself, and by the lessons about it.
fn advice(one: &Compared, lesson: &Lesson) -> Vec<String> {
    let others = one.lessons.iter().filter_map(|piece| match &piece.entry.content {
        Content::Lesson(lesson) => Some(lesson.recommendation.clone()),
        _ => None,
    });
    said(&[&lesson.recommendation]).into_iter().chain(others.filter(|said| !said.is_empty())).collect()
}
