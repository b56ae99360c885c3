//! Ask, do not refuse: what an entry does not say yet, in the order in which it is asked for.

use crate::{Content, Entry};

/// What has been said and what is still asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// How many of the questions have an answer.
    pub answered: usize,
    /// How many questions there are for this kind.
    pub asked: usize,
    /// The names of the fields without an answer, most wanted first.
    pub missing: Vec<&'static str>,
}

impl Completeness {
    /// Looks at an entry. "Not yet thought of" is an answer.
    pub fn of(entry: &Entry) -> Self {
        let questions = questions(entry);
        let missing: Vec<_> =
            questions.iter().filter(|(_, answered)| !answered).map(|(field, _)| *field).collect();
        Self { answered: questions.len() - missing.len(), asked: questions.len(), missing }
    }
}

/// Each question of the entry's kind and whether it is answered: impact, analogue, inclusion and relief first.
fn questions(entry: &Entry) -> Vec<(&'static str, bool)> {
    let said = |text: &str| !text.is_empty();
    let mut questions = match &entry.content {
        Content::Project(project) => vec![
            ("impact", said(&project.impact)),
            ("analogue", !project.analogue.is_empty()),
            ("inclusion", !project.inclusion.is_empty()),
            ("relief", said(&project.relief)),
            ("title", said(&entry.title)),
            ("summary", said(&entry.summary)),
            ("status", project.status != crate::Status::Unknown),
            ("cost", project.cost.is_some()),
            ("reuse", project.reuse.is_some()),
            ("technologies", !project.technologies.is_empty()),
        ],
        Content::Lesson(lesson) => vec![
            ("recommendation", said(&lesson.recommendation)),
            ("what_happened", said(&lesson.what_happened)),
            ("would_do_differently", said(&lesson.would_do_differently)),
            ("outcome", lesson.outcome.is_some()),
            ("title", said(&entry.title)),
            ("summary", said(&entry.summary)),
        ],
        Content::Call(call) => vec![
            ("title", said(&entry.title)),
            ("text", said(&entry.text)),
            ("subject", call.subject.is_some()),
            ("wanted", said(&call.wanted)),
            ("deadline", call.deadline.is_some()),
        ],
        Content::Adoption(adoption) => {
            vec![
                ("reason", said(&adoption.reason) || adoption.stage.counts_as_use()),
                ("summary", said(&entry.summary)),
            ]
        }
        Content::Comment(comment) => vec![("text", said(&entry.text)), ("office", said(&comment.office))],
    };
    if !matches!(entry.content, Content::Comment(_)) {
        questions.push(("fields_of_action", !entry.fields_of_action.is_empty()));
    }
    questions
}

#[cfg(test)]
mod tests {
    use super::Completeness;
    use crate::{Content, Entry, Iri, Project, Time};

    #[test]
    fn what_is_missing_is_asked_for_impact_first() {
        let iri = |text| Iri::parse("id", text).expect("an id");
        let content = Content::Project(Box::default());
        let mut entry =
            Entry::new(iri("https://a.de/1"), iri("https://a.de/"), "Idee", content, Time::default());
        let found = Completeness::of(&entry);
        assert_eq!(found.missing[..4], ["impact", "analogue", "inclusion", "relief"]);
        assert_eq!((found.answered, found.asked), (1, 11));
        let impact = Project { impact: "Weniger Wege für Eltern".to_owned(), ..Project::default() };
        entry.content = Content::Project(Box::new(impact));
        assert_eq!(Completeness::of(&entry).missing[0], "analogue");
    }
}
