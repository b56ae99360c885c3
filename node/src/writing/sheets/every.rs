//! What every kind of entry is asked, in the words of one place.

use commons::text::caps;
use commons::{FieldOfAction, Language, Licence, LinkKind};

use crate::writing::{Answer, Asked, Cell, Codes, Column, Group, Question, Shape, codes};

pub const TITLE: Question = Question::new("title", Answer::Line(caps::TITLE));
pub const SUMMARY: Question = Question::new("summary", Answer::Area(3, caps::SUMMARY));
pub const TEXT: Question = Question::new("text", Answer::Markdown);
pub const FIELDS_OF_ACTION: Question =
    Question::new("fields_of_action", Answer::Tick(codes::<FieldOfAction>, caps::FIELDS_OF_ACTION));
pub const TOPICS: Question = Question::new("topics", Answer::Items);
pub const LANGUAGE: Question = Question::new("language", Answer::ChooseOrKeep(languages));
pub const LICENCE: Question = Question::new("licence", Answer::ChooseOrKeep(licences));
pub const CONTACT: Question = Question::new("contact", Answer::Line(caps::SHORT));
pub const DOCUMENTS: Question = Question::new(
    "documents",
    Answer::Rows(&[
        Column::new("title", Cell::Line(caps::TITLE)),
        Column::key("url", Cell::Address),
        Column::new("licence", Cell::Unseen),
        Column::new("media_type", Cell::Unseen),
    ]),
);
pub const LINKS: Question = Question::new(
    "links",
    Answer::Rows(&[
        Column::new("kind", Cell::Choose(codes::<LinkKind>)),
        Column::key("to", Cell::Address),
        Column::new("name", Cell::Line(caps::TITLE)),
    ]),
);

/// Documents and links.
pub const PAPERS: Group = folded("papers", Asked::Always, &[DOCUMENTS, LINKS]);
/// Whom to ask, under which terms, in which language.
pub const RECORD: Group = folded("record", Asked::Always, &[CONTACT, LICENCE, LANGUAGE]);
/// Who may read it: the last question before the buttons.
pub const REACH: Group = open("reach", Asked::Always, &[Question::new("audience", Answer::Audience)]);
/// What everything keeps that nobody is asked for.
pub const KEPT: Group = Group {
    name: "kept",
    shape: Shape::Folded,
    asked: Asked::Never,
    questions: &[Question::new("source", Answer::Kept), Question::new("confirmed", Answer::Kept)],
};

/// Questions all seen at once.
pub const fn open(name: &'static str, asked: Asked, questions: &'static [Question]) -> Group {
    Group { name, shape: Shape::Open, asked, questions }
}

/// Questions folded at first.
pub const fn folded(name: &'static str, asked: Asked, questions: &'static [Question]) -> Group {
    Group { name, shape: Shape::Folded, asked, questions }
}

/// Several lines of the usual length.
pub const fn area(name: &'static str) -> Question {
    Question::new(name, Answer::Area(3, caps::SHORT))
}

/// One line of the usual length.
pub const fn line(name: &'static str) -> Question {
    Question::new(name, Answer::Line(caps::SHORT))
}

/// One of many, in a list that opens.
pub const fn choose(name: &'static str, codes: Codes) -> Question {
    Question::new(name, Answer::Choose(codes))
}

/// Any number of several.
pub const fn tick(name: &'static str, codes: Codes) -> Question {
    Question::new(name, Answer::Tick(codes, caps::LIST))
}

fn languages(language: Language) -> Vec<(&'static str, &'static str)> {
    match language {
        Language::German => vec![("de", "Deutsch"), ("en", "Englisch")],
        Language::English => vec![("de", "German"), ("en", "English")],
    }
}

fn licences(language: Language) -> Vec<(&'static str, &'static str)> {
    let words = match language {
        Language::German => [
            "CC BY 4.0: weiterverwenden, mit Namen der Organisation",
            "CC0: weiterverwenden, ohne Bedingung",
            "Datenlizenz Deutschland, Namensnennung 2.0",
        ],
        Language::English => [
            "CC BY 4.0: use again, naming the organisation",
            "CC0: use again, without conditions",
            "Data licence Germany, attribution 2.0",
        ],
    };
    let [by, zero, german] = words;
    let codes = ["CC-BY-4.0", "CC0-1.0", "DL-DE-BY-2.0"];
    debug_assert!(codes.iter().all(|code| !matches!(Licence::from((*code).to_owned()), Licence::Other(_))));
    codes.into_iter().zip([by, zero, german]).collect()
}
