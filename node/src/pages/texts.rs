//! Every text in every language, and no text that nobody asks for by a name that does not exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use commons::Language;

use super::Speech;
use crate::mail::MailFailure;

/// What else than a number may be blank in a text.
const BLANKS: [&str; 26] = [
    "host",
    "server",
    "recipient",
    "said",
    "name",
    "writer",
    "organisation",
    "title",
    "inviter",
    "role",
    "message",
    "mail",
    "link",
    "domains",
    "since",
    "ago",
    "next",
    "time",
    "date",
    "day",
    "language",
    "colour",
    "reference",
    "decision",
    "grounds",
    "used",
];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(directory: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(here(directory)).expect("a directory").map(|entry| entry.expect("an entry")) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&format!("{directory}/{}", entry.file_name().to_string_lossy())));
        } else {
            found.push((path.clone(), fs::read_to_string(&path).expect("text")));
        }
    }
    found
}

fn keys(language: Language) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (path, text) in files(&format!("locales/{}", language.tag())) {
        for line in text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase())) {
            let key = line.split_once(" =").expect("a key and its text").0.to_owned();
            assert!(keys.insert(key), "{}: twice: {line}", path.display());
        }
    }
    keys
}

#[test]
fn every_text_is_there_in_every_language_and_says_something() {
    let [german, english] = Language::ALL.map(keys);
    assert_eq!(german, english);
    assert!(german.len() > 100);
    for speech in Language::ALL.map(Speech::in_language) {
        for key in &german {
            let texts = [speech.count(key, 2_u64), speech.tell(key, &BLANKS.map(|blank| (blank, "so")))];
            let is_whole = |text: &String| !text.trim().is_empty() && !text.contains('{');
            assert!(texts.iter().any(is_whole), "{key} in {}: {texts:?}", speech.tag());
        }
    }
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let keys = keys(Language::German);
    let mut asked = 0;
    let mut texts = files("templates");
    // A text of an office program has marks of its own, which are counted there.
    texts.extend(files("src").into_iter().filter(|(path, _)| !path.starts_with(here("src/odt"))));
    for (path, text) in texts {
        for start in ["say(\"", "count(\"", "tell(\""] {
            for rest in text.split(start).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(keys.contains(key), "{}: no text {key:?}", path.display());
                asked += 1;
            }
        }
    }
    assert!(asked > 60, "only {asked} texts are asked for");
}

/// The words in quotation marks that stand in a source text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

#[test]
fn every_mail_has_a_subject_and_a_text() {
    let keys = keys(Language::German);
    let mut mails = 0;
    for (path, text) in files("src/operations") {
        for key in words(&text).filter(|word| word.ends_with("-mail")) {
            for part in ["subject", "text"] {
                assert!(keys.contains(&format!("{key}-{part}")), "{}: no {part} of {key:?}", path.display());
            }
            mails += 1;
        }
    }
    assert!(mails > 3, "only {mails} mails");
}

#[test]
fn every_question_has_a_label() {
    let keys = keys(Language::German);
    let mut questions = 0;
    for (path, text) in files("src/pages") {
        for start in ["Field::typed(speech, ", "Field::line(speech, ", "Field::area(speech, "] {
            for rest in text.split(start).skip(1) {
                let mut words = words(rest);
                let (Some(form), Some(name)) = (words.next(), words.next()) else { continue };
                // A name that is no literal is none of ours to check.
                if !rest.starts_with(&format!("\"{form}\", \"{name}\"")) {
                    continue;
                }
                let key = format!("{form}-{}", name.replace('_', "-"));
                assert!(keys.contains(&key), "{}: no label {key:?}", path.display());
                questions += 1;
            }
        }
    }
    assert!(questions > 8, "only {questions} questions");
}

#[test]
fn every_code_that_becomes_a_key_has_a_text() {
    let speech = Speech::default();
    let known = keys(Language::German);
    for kind in commons::LinkKind::ALL {
        for key in ["link", "link-back"] {
            assert!(known.contains(&format!("{key}-{}", kind.code())));
        }
    }
    for role in commons::MemberRole::ALL {
        assert!(known.contains(&format!("may-{}", role.code())));
    }
    for failure in MailFailure::one_of_each() {
        for end in ["", "-hint"] {
            assert!(known.contains(&format!("mail-failure-{}{end}", failure.code())));
        }
    }
    for stage in commons::Stage::ALL {
        assert!(known.contains(&format!("adopting-{}", stage.code())));
    }
    for kind in commons::CommentKind::ALL {
        assert!(known.contains(&format!("done-comment-{}", kind.code())));
    }
    for facet in search::Facet::ALL {
        assert_ne!(speech.say(&format!("facet-{}", facet.name())), "");
        assert!(known.contains(&format!("facet-{}", facet.name())));
    }
}
