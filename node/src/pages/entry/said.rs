//! What an entry says by its kind, in the order of the page.

use commons::{Content, Entry};

use crate::pages::Speech;
use crate::pages::fact::{Fact, Facts, Panel, Passage};

/// What an entry says by its kind, in the order of the page.
pub struct Said {
    /// What it brings.
    pub impact: String,
    /// How well that is proved.
    pub evidence: Option<&'static str>,
    /// The analogue ways, and who is thought of.
    pub panels: Vec<Panel>,
    /// Longer answers.
    pub passages: Vec<Passage>,
    /// What else is known of it in short.
    pub facts: Vec<Fact>,
}

impl Said {
    /// What this entry says.
    pub fn of(entry: &Entry, speech: &Speech) -> Self {
        let facts = Facts::new(speech);
        let mut said = match &entry.content {
            Content::Project(project) => Self {
                impact: project.impact.clone(),
                evidence: project.evidence.map(|evidence| evidence.label(speech.language())),
                panels: [("entry-analogue", &project.analogue), ("entry-inclusion", &project.inclusion)]
                    .into_iter()
                    .filter_map(|(key, ways)| Panel::of(key, ways, speech))
                    .collect(),
                passages: Passage::all(
                    speech,
                    &[
                        ("entry-problem", &project.problem),
                        ("entry-approach", &project.approach),
                        ("entry-staff", &project.staff),
                    ],
                ),
                facts: facts.project(project).every(entry).done(),
            },
            Content::Lesson(lesson) => Self::short(facts.lesson(lesson).every(entry).done()).with(
                speech,
                &[
                    ("entry-what-happened", &lesson.what_happened),
                    ("entry-why", &lesson.why),
                    ("entry-what-helped", &lesson.what_helped),
                    ("entry-would-do-differently", &lesson.would_do_differently),
                    ("entry-context", &lesson.context),
                ],
            ),
            Content::Call(call) => Self::short(facts.call(call).every(entry).done())
                .with(speech, &[("entry-result", &call.result)]),
            Content::Adoption(adoption) => Self::short(facts.adoption(adoption).every(entry).done())
                .with(speech, &[("entry-reason", &adoption.reason)]),
            Content::Comment(_) => Self::short(Vec::new()),
        };
        said.evidence = said.evidence.filter(|_| !said.impact.is_empty());
        said
    }

    fn short(facts: Vec<Fact>) -> Self {
        Self { impact: String::new(), evidence: None, panels: Vec::new(), passages: Vec::new(), facts }
    }

    fn with(self, speech: &Speech, said: &[(&str, &str)]) -> Self {
        Self { passages: Passage::all(speech, said), ..self }
    }
}
