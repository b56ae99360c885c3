//! What an entry says beside its text: short facts for a list of definitions, and longer answers under headings of their own.

use commons::project::{Cost, Funding, Ways};
use commons::{Adoption, Call, Entry, Iri, Lesson, Project, Target};
use search::Facet;

use super::Speech;
use super::usage;
use crate::asked::Asked;

/// A question and its answers, as they stand in a list of definitions.
pub struct Fact {
    /// The question.
    pub label: String,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// One answer, perhaps with a page of its own.
pub struct Answer {
    /// The words.
    pub text: String,
    /// Where it leads: always http or https, or a path of ours.
    pub address: Option<String>,
}

/// A service or a software, with the way to who uses it.
fn used(name: &str, words: &str) -> Answer {
    Answer { text: words.to_owned(), address: Some(usage::address(name)) }
}

/// An answer of several sentences.
pub struct Passage {
    /// Its heading.
    pub label: String,
    /// The words; line breaks count.
    pub text: String,
}

/// Ways that stay open, or people who are thought of.
pub struct Panel {
    /// Its heading.
    pub label: String,
    /// The ticks, in words.
    pub ways: Vec<String>,
    /// The sentence.
    pub sentence: String,
}

impl Panel {
    /// The panel for these ways; none where nothing was said.
    pub fn of(key: &str, ways: &Ways, speech: &Speech) -> Option<Self> {
        let ticks = ways.ways.iter().map(|way| way.label(speech.language()).to_owned()).collect();
        (!ways.is_empty()).then(|| Self {
            label: speech.say(key),
            ways: ticks,
            sentence: ways.sentence.clone(),
        })
    }
}

impl Passage {
    /// The passages of which something was said.
    pub fn all(speech: &Speech, said: &[(&str, &str)]) -> Vec<Self> {
        let said = said.iter().filter(|(_, text)| !text.is_empty());
        said.map(|(key, text)| Self { label: speech.say(key), text: (*text).to_owned() }).collect()
    }
}

/// Collects facts, leaving out what nobody said.
pub struct Facts<'a> {
    speech: &'a Speech,
    facts: Vec<Fact>,
}

impl<'a> Facts<'a> {
    /// None yet.
    pub fn new(speech: &'a Speech) -> Self {
        Self { speech, facts: Vec::new() }
    }

    /// The facts in the order in which they were added.
    pub fn done(self) -> Vec<Fact> {
        self.facts
    }

    fn text(&mut self, key: &str, text: &str) {
        self.list(key, std::slice::from_ref(&text));
    }

    fn list(&mut self, key: &str, list: &[impl AsRef<str>]) {
        let said = list.iter().map(AsRef::as_ref).filter(|text| !text.is_empty());
        self.answers(key, said.map(|text| Answer { text: text.to_owned(), address: None }).collect());
    }

    fn answers(&mut self, key: &str, answers: Vec<Answer>) {
        if !answers.is_empty() {
            self.facts.push(Fact { label: self.speech.say(key), answers });
        }
    }

    /// What a project says in short.
    pub fn project(mut self, project: &Project) -> Self {
        let (speech, language) = (self.speech, self.speech.language());
        self.list("fact-end-reasons", &labels(&project.end_reasons, |reason| reason.label(language)));
        self.text("fact-started", &speech.day(project.started.as_deref().unwrap_or("")));
        self.text("fact-ended", &speech.day(project.ended.as_deref().unwrap_or("")));
        self.list("fact-target-groups", &project.target_groups);
        self.list("fact-cost", &project.cost.as_ref().map(|cost| sums(cost, speech)).unwrap_or_default());
        self.text(
            "fact-funding",
            &project.funding.as_ref().map(|from| share(from, speech)).unwrap_or_default(),
        );
        self.text("fact-effort", &project.effort);
        self.text("fact-procurement", &project.procurement);
        self.text("fact-reuse", project.reuse.map_or("", |reuse| reuse.label(language)));
        self.text("fact-hand-over", &project.hand_over);
        self.text("fact-legal", &project.legal);
        self.text("fact-privacy", &project.privacy_assessment);
        self.list("fact-partners", &project.partners);
        self.answers("fact-services", project.services.iter().map(|name| used(name, name)).collect());
        let technologies = project.technologies.iter().map(|name| Answer {
            text: name.clone(),
            address: Some(Asked::default().with(Facet::Technology, name).address()),
        });
        self.answers("fact-technologies", technologies.collect());
        let software = project.software.iter().map(|software| Answer {
            text: with_note(&software.name, software.licence.as_deref()),
            address: software.url.as_ref().map(Iri::to_string),
        });
        self.answers("fact-software", software.collect());
        let software = project.software.iter().map(|software| used(&software.name, &software.name));
        self.answers("fact-used-by", software.collect());
        self.list("fact-vendors", &project.vendors);
        self.text("fact-open-data", &project.open_data);
        self
    }

    /// What a lesson says in short.
    pub fn lesson(mut self, lesson: &Lesson) -> Self {
        let (speech, language) = (self.speech, self.speech.language());
        self.text("fact-outcome", lesson.outcome.map_or("", |outcome| outcome.label(language)));
        self.text("fact-phase", &lesson.phase);
        self.list("fact-aspects", &lesson.aspects);
        self.list("fact-applies-to", &labels(&lesson.applies_to_states, |state| state.label(language)));
        let classes = lesson.applies_to_size_classes.iter().filter(|class| (1..=7).contains(*class));
        let classes: Vec<_> = classes.map(|class| speech.say(&format!("size-{class}"))).collect();
        self.list("fact-size-classes", &classes);
        self
    }

    /// What a call says in short.
    pub fn call(mut self, call: &Call) -> Self {
        let (speech, language) = (self.speech, self.speech.language());
        self.text("fact-subject", call.subject.map_or("", |subject| subject.label(language)));
        self.text("fact-wanted", &call.wanted);
        self.text("fact-deadline", &speech.day(call.deadline.as_deref().unwrap_or("")));
        self.text("fact-progress", call.progress.label(language));
        self
    }

    /// What an adoption says in short; the entry it adopts stands among the links.
    pub fn adoption(mut self, adoption: &Adoption) -> Self {
        self.text("fact-stage", adoption.stage.label(self.speech.language()));
        match &adoption.target {
            Target::Entry(_) => {}
            Target::Service { name, provider } => {
                self.answers("fact-adopted", vec![used(name, &with_note(name, Some(provider)))]);
            }
            Target::Software(name) => self.answers("fact-adopted", vec![used(name, name)]),
        }
        self
    }

    /// What every entry says in short.
    pub fn every(mut self, entry: &Entry) -> Self {
        let language = self.speech.language();
        let fields = entry.fields_of_action.iter().map(|field| Answer {
            text: field.label(language).to_owned(),
            address: Some(format!("/suche?field={}", field.code())),
        });
        self.answers("fact-fields", fields.collect());
        let topics = entry.topics.iter().map(|topic| Answer {
            text: topic.clone(),
            address: Some(Asked { question: topic.clone(), ..Asked::default() }.address()),
        });
        self.answers("fact-topics", topics.collect());
        self
    }
}

fn labels<T: Copy>(codes: &[T], label: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    codes.iter().map(|code| label(*code)).collect()
}

fn with_note(text: &str, note: Option<&str>) -> String {
    match note.filter(|note| !note.is_empty()) {
        Some(note) => format!("{text} ({note})"),
        None => text.to_owned(),
    }
}

/// `einmalig 12.000 €`, `jährlich 900 €`, `Preise von 2024`.
fn sums(cost: &Cost, speech: &Speech) -> Vec<String> {
    let basis = cost.basis.map(|basis| basis.label(speech.language()));
    let sum = |key: &str, sum: u64| with_note(&format!("{} {}", speech.say(key), speech.euros(sum)), basis);
    [
        cost.one_off.map(|once| sum("cost-once", once)),
        cost.yearly.map(|yearly| sum("cost-yearly", yearly)),
        cost.band.clone(),
        cost.year.map(|year| format!("{} {year}", speech.say("cost-year"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `Modellprojekte Smart Cities, 65 %, bis 31. Dezember 2027`.
fn share(funding: &Funding, speech: &Speech) -> String {
    let mut words = vec![funding.programme.clone()];
    words.extend(funding.share.map(|percent| format!("{percent}\u{a0}%")));
    words.extend(funding.ends.as_ref().map(|day| format!("{} {}", speech.say("until"), speech.day(day))));
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_says_how_firm_it_is_and_a_funding_when_it_ends() {
        let speech = Speech::default();
        let cost = Cost {
            one_off: Some(12_000),
            basis: Some(commons::project::CostBasis::Settled),
            ..Cost::default()
        };
        assert_eq!(sums(&cost, &speech), ["einmalig 12.000\u{a0}€ (abgerechnet)"]);
        let ends = Some("2027-12-31".to_owned());
        let funding = Funding { programme: "Smart Cities".to_owned(), share: Some(65), ends };
        assert_eq!(share(&funding, &speech), "Smart Cities, 65\u{a0}%, bis 31. Dezember 2027");
    }

    #[test]
    fn what_nobody_said_is_no_fact() {
        let speech = Speech::default();
        assert!(Facts::new(&speech).project(&Project::default()).done().is_empty());
    }
}
