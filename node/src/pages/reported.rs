//! What was reported, as those see it who decide: `/verwaltung/{handle}/inhalte` and `/betrieb/inhalte` show the same list.

use commons::{Decision, Iri, Language, Reader, Refusal, Time};
use store::reports::ReportRow;
use store::{Reading, StoreError};

use super::Speech;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::operations::report::{self, Decider, Verdict, decide};
use crate::operations::told;
use crate::town::Town;

/// What can be decided about a report.
const DECISIONS: [Decision; 3] = [Decision::Hidden, Decision::Remedied, Decision::Declined];

/// What was reported: what is open, and what was decided.
pub struct Reported {
    /// What waits for a decision, what is due soonest first.
    pub open: Vec<Row>,
    /// What was decided, the latest first.
    pub decided: Vec<Row>,
}

/// A report.
pub struct Row {
    /// Its number.
    pub number: String,
    /// What it is about: its name, and its page as long as it is shown.
    pub title: String,
    /// That page.
    pub address: Option<String>,
    /// Why it was reported, in words.
    pub reason: &'static str,
    /// Who told of it and when, and what becomes of the answer.
    pub facts: Vec<String>,
    /// That it should have been decided by now.
    pub overdue: Option<String>,
    /// What was said.
    pub body: String,
    /// Where the answer goes if no mails are sent from here.
    pub mail: Option<String>,
    /// What its home was told, and when.
    pub passed_on: Option<(String, String)>,
    /// Whether that can be taken back.
    pub can_be_taken_back: bool,
    /// How it is decided.
    pub deciding: Option<Form>,
    /// How its home is told.
    pub passing: Option<Form>,
    /// What was decided, and why.
    pub decision: Option<(&'static str, String)>,
    /// Whether it can be shown again.
    pub is_hidden: bool,
    /// Where everything about it is sent.
    pub action: String,
}

/// What was typed into a form that did not fit: for which report, into which form.
pub struct Typed<'a> {
    id: &'a str,
    fields: &'a Fields,
    problems: Problems,
}

impl<'a> Typed<'a> {
    /// What was typed for this report, and why it was refused.
    ///
    /// # Errors
    /// The failure itself, when no correction cures it.
    pub fn of(id: &'a str, fields: &'a Fields, failure: Failure) -> Result<Self, Failure> {
        match failure.refusal() {
            refusal if refusal.status() == 422 => {
                Ok(Self { id, fields, problems: Problems::of(refusal.clone()) })
            }
            _ => Err(failure),
        }
    }
}

impl Reported {
    /// What this decider has to do with; `base` is the address of the list.
    pub async fn of(
        town: &Town,
        decider: Option<&Iri>,
        base: &str,
        typed: Option<Typed<'_>>,
        speech: &Speech,
    ) -> Result<Self, Failure> {
        let mut reading = town.store.reading().await?;
        let reports = reading.reports().of_decider(decider).await?;
        let (mut open, mut decided) = (Vec::new(), Vec::new());
        let mut desk = Desk { town, reading, base, typed, now: town.clock.now(), speech };
        for report in &reports {
            let row = desk.row(report).await?;
            if report.decision.is_none() { open.push(row) } else { decided.push(row) }
        }
        Ok(Self { open, decided })
    }
}

/// What is done with a report: `tat` names it. Gives the word by which the list says that it was done.
///
/// # Errors
/// As the operation says.
pub async fn act(town: &Town, by: &Decider, id: &str, fields: &Fields) -> Result<&'static str, Failure> {
    match fields.text("tat") {
        "weitergeben" => {
            decide::pass_on(town, by, id, fields.text("words")).await.map(|()| "report-passed-on")
        }
        "zuruecknehmen" => decide::take_back(town, by, id).await.map(|()| "flag-taken-back"),
        "wieder-zeigen" => decide::show_again(town, by, id).await.map(|()| "shown-again"),
        _ => {
            let decision = match fields.text("decision") {
                "" => return Err(Refusal::Missing { field: "decision" }.into()),
                code => Decision::parse(code)?,
            };
            let verdict = Verdict { decision, grounds: fields.text("grounds").to_owned() };
            decide::decide(town, by, id, &verdict).await.map(|()| "report-decided")
        }
    }
}

/// Makes rows of reports.
struct Desk<'a> {
    town: &'a Town,
    reading: Reading,
    base: &'a str,
    typed: Option<Typed<'a>>,
    now: Time,
    speech: &'a Speech,
}

impl Desk<'_> {
    async fn row(&mut self, report: &ReportRow) -> Result<Row, StoreError> {
        let (speech, language) = (self.speech, self.speech.language());
        let is_open = report.decision.is_none();
        let comes_from_elsewhere = self.comes_from_elsewhere(report).await?;
        let passed = report.passed_on.map(|when| (speech.date(when), report.passed_as.clone()));
        let answers = !report.mail.is_empty();
        Ok(Row {
            number: report::number(&report.id),
            title: if report.title.is_empty() { report.subject.to_string() } else { report.title.clone() },
            address: self.address(report).await?,
            reason: report.reason.label(language),
            facts: self.facts(report),
            overdue: report.is_overdue(self.now).then(|| speech.say("reported-overdue")),
            body: report.body.clone(),
            mail: (answers && !self.town.mail_is_configured()).then(|| report.mail.clone()),
            can_be_taken_back: passed.is_some(),
            passed_on: passed,
            deciding: is_open.then(|| self.deciding(report, language)),
            passing: (is_open && comes_from_elsewhere && report.version == 0).then(|| self.passing(report)),
            decision: report.decision.map(|decision| (decision.label(language), report.grounds.clone())),
            is_hidden: report.decision == Some(Decision::Hidden),
            action: format!("{}/{}", self.base, report.id),
        })
    }

    fn facts(&self, report: &ReportRow) -> Vec<String> {
        let speech = self.speech;
        let teller = match &report.reporter {
            Some(neighbour) => {
                speech.tell("reported-by-neighbour", &[("host", neighbour.origin().authority())])
            }
            None => speech.say("reported-by-reader"),
        };
        let told = speech.tell("reported-on", &[("day", speech.date(report.told).as_str())]);
        let due = speech.tell("reported-due", &[("day", speech.date(report.due).as_str())]);
        let is_mailed = !report.mail.is_empty() && self.town.mail_is_configured();
        let answer = if is_mailed { "reported-answer-by-mail" } else { "reported-answer-nowhere" };
        let answer = (is_mailed || report.mail.is_empty()).then(|| speech.say(answer));
        let due = report.decision.is_none().then_some(due);
        [Some(teller), Some(told), due, answer].into_iter().flatten().collect()
    }

    async fn comes_from_elsewhere(&mut self, report: &ReportRow) -> Result<bool, StoreError> {
        let entry = self.reading.entries().by_iri(&report.subject).await?;
        let owner = entry.map_or_else(|| report.subject.clone(), |row| row.author);
        Ok(self.reading.actors().by_iri(&owner).await?.is_some_and(|actor| !actor.local))
    }

    /// Its page on this node, as far as the decider may read it.
    async fn address(&mut self, report: &ReportRow) -> Result<Option<String>, StoreError> {
        let reader = report.decider.clone().map_or_else(Reader::anyone, Reader::of);
        let found = self.reading.entries().readable_iri(&report.subject, &reader).await?;
        if let Some(row) = found.readable() {
            return Ok(Some(format!("/eintraege/{}", row.id)));
        }
        if !self.reading.actors().is_shown(&report.subject).await? {
            return Ok(None);
        }
        let actor = self.reading.actors().by_iri(&report.subject).await?;
        Ok(actor.map(|actor| format!("/organisationen/{}@{}", actor.handle, actor.host)))
    }

    fn deciding(&self, report: &ReportRow, language: Language) -> Form {
        let (fields, problems) = self.typed(report, "entscheiden");
        let chosen = [fields.text("decision")];
        // One's own organisation cannot be hidden from its own node.
        let is_ours = self.town.hosts.by_iri(&report.subject).is_some();
        let possible = DECISIONS.iter().filter(|decision| **decision != Decision::Hidden || !is_ours);
        let choices = possible.map(|one| Choice::new(one.code(), one.label(language), &chosen)).collect();
        let questions = vec![
            Field::new(self.speech, "deciding", "decision", Input::One(choices)).required(),
            Field::area(self.speech, "deciding", "grounds", 3, fields.text("grounds"))
                .up_to(told::LONGEST)
                .required(),
        ];
        self.form(report, "entscheiden", "deciding-button", questions, &problems)
    }

    fn passing(&self, report: &ReportRow) -> Form {
        let (fields, problems) = self.typed(report, "weitergeben");
        let words = Field::area(self.speech, "passing", "words", 3, fields.text("words"));
        let questions = vec![words.up_to(told::LONGEST).required()];
        self.form(report, "weitergeben", "passing-button", questions, &problems)
    }

    fn form(
        &self,
        report: &ReportRow,
        act: &str,
        button: &str,
        questions: Vec<Field>,
        problems: &Problems,
    ) -> Form {
        let form = Form::new(format!("{}/{}", self.base, report.id), self.speech.say(button), questions);
        form.within(&format!("{act}-{}", report::number(&report.id)))
            .with_hidden("tat", act)
            .with_problems(problems, self.speech)
    }

    /// What was typed into this form of this report.
    fn typed(&self, report: &ReportRow, act: &str) -> (Fields, Problems) {
        match &self.typed {
            Some(typed) if typed.id == report.id && typed.fields.text("tat") == act => {
                let problems = typed.problems.iter().map(|(field, refusal)| match (act, field) {
                    // The operation calls both the same: why.
                    ("weitergeben", "grounds") => ("words", refusal),
                    other => (other.1, refusal),
                });
                let mut placed = Problems::default();
                problems.for_each(|(field, refusal)| placed.add(field, refusal.clone()));
                (typed.fields.clone(), placed)
            }
            _ => (Fields::default(), Problems::default()),
        }
    }
}
