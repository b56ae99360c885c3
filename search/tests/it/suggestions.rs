//! What is suggested while somebody types, and that it betrays nothing.

use commons::{Audience, Entry, Iri, Organisation, Reader};
use search::{Index, Sight, Suggestions};
use tempfile::TempDir;

use crate::town::{index_of, iri, known, project, town, written};

fn anyone() -> Sight {
    Sight::default()
}

fn of(organisation: &Organisation, circles: &[Iri]) -> Sight {
    Sight { reader: Reader::of(organisation.iri.clone()), circles: circles.to_vec(), ..Sight::default() }
}

fn suggested(index: &Index, typed: &str) -> Suggestions {
    index.suggest(typed, &anyone()).expect("an answer")
}

fn entries(found: &Suggestions) -> Vec<&str> {
    found.entries.iter().map(|one| one.title.as_str()).collect()
}

fn with_topics(entry: Entry, topics: &[&str]) -> Entry {
    Entry { topics: topics.iter().map(|topic| (*topic).to_owned()).collect(), ..entry }
}

fn a_town() -> (Index, TempDir) {
    let auenstadt = town("Auenstadt");
    let kita =
        with_topics(project(&auenstadt, 1, "Kita-Plätze online vergeben", ""), &["Kita", "Freie Plätze"]);
    let app = with_topics(project(&auenstadt, 2, "Kitaplatz-Finder", ""), &["kita", "Bürger-App"]);
    let sensors = with_topics(project(&auenstadt, 3, "Sensoren für den Straßenbaum", ""), &["LoRaWAN"]);
    let updates = [kita, app, sensors].map(|entry| written(&auenstadt, entry));
    index_of(updates.into_iter().chain([known(&auenstadt), known(&town("Birkenried"))]).collect())
}

#[test]
fn topics_organisations_and_entries_are_suggested_by_how_they_begin() {
    let (index, _dir) = a_town();
    let found = suggested(&index, "kit");
    assert_eq!(entries(&found), ["Kitaplatz-Finder", "Kita-Plätze online vergeben"], "the newest first");
    assert_eq!(found.topics, ["Kita"], "two spellings of one topic are one");
    assert!(found.organisations.is_empty());
    let found = suggested(&index, "auen");
    let names: Vec<_> =
        found.organisations.iter().map(|one| (one.title.as_str(), one.kind.as_str())).collect();
    assert_eq!(names, [("Stadt Auenstadt", "organisation")]);
    assert_eq!(suggested(&index, "plä").topics, ["Freie Plätze"], "from each of its words on");
}

#[test]
fn a_word_in_full_comes_before_one_that_only_begins_so() {
    let (index, _dir) = a_town();
    assert_eq!(entries(&suggested(&index, "kita"))[0], "Kita-Plätze online vergeben");
}

#[test]
fn all_words_count_however_umlauts_are_typed_and_in_any_order() {
    let (index, _dir) = a_town();
    for typed in ["online pla", "plaetze onl", "PLÄTZE  kita", "kita-plätze", "die kita pl"] {
        assert_eq!(entries(&suggested(&index, typed)), ["Kita-Plätze online vergeben"], "{typed}");
    }
    assert_eq!(entries(&suggested(&index, "strassen")), ["Sensoren für den Straßenbaum"]);
    assert!(suggested(&index, "kita zeppelin").is_empty());
}

#[test]
fn nothing_is_suggested_for_next_to_nothing() {
    let (index, _dir) = a_town();
    for typed in ["", "k", " ", "!!", "\u{202e}", "\u{1f}", "\"", &"🏛".repeat(300)] {
        assert!(suggested(&index, typed).is_empty(), "{typed:?}");
    }
    let _ = suggested(&index, &"kita ".repeat(500));
    for start in (0..0x0011_0000u32).step_by(997) {
        let typed: String = (start..start + 30).filter_map(char::from_u32).collect();
        let _ = suggested(&index, &typed);
    }
}

#[test]
fn what_somebody_may_not_read_is_suggested_to_nobody_else_not_even_as_a_topic() {
    let (auenstadt, birkenried) = (town("Auenstadt"), town("Birkenried"));
    let circle = iri("https://auenstadt.de/kreise/1");
    let secret = |number, title, audience| Entry {
        audience,
        ..with_topics(project(&auenstadt, number, title, ""), &["Geheimprojekt"])
    };
    let (index, _dir) = index_of(vec![
        written(&auenstadt, secret(1, "Geheimes im Haus", Audience::Own)),
        written(&auenstadt, secret(2, "Geheimes im Kreis", Audience::Circles(vec![circle.clone()]))),
    ]);
    let seen = |sight: &Sight| index.suggest("geheim", sight).expect("an answer");
    assert!(seen(&anyone()).is_empty() && seen(&of(&birkenried, &[])).is_empty());
    let member = seen(&of(&birkenried, std::slice::from_ref(&circle)));
    assert_eq!(
        (entries(&member), member.topics.as_slice()),
        (vec!["Geheimes im Kreis"], &["Geheimprojekt".to_owned()][..])
    );
    assert_eq!(seen(&of(&auenstadt, &[])).entries.len(), 2);
    let kept_away = Sight {
        blocked: vec!["https://auenstadt.de".to_owned()],
        ..of(&birkenried, std::slice::from_ref(&circle))
    };
    assert!(seen(&kept_away).is_empty());
    let unwanted = Sight { unwanted: vec![auenstadt.iri.to_string()], ..of(&birkenried, &[circle]) };
    assert!(seen(&unwanted).is_empty());
}

#[test]
fn a_topic_that_was_withdrawn_is_suggested_no_more() {
    let auenstadt = town("Auenstadt");
    let entry = with_topics(project(&auenstadt, 1, "Bodenfeuchte messen", ""), &["Bodenfeuchte"]);
    let iri = entry.iri.to_string();
    let (index, _dir) = index_of(vec![written(&auenstadt, entry)]);
    assert_eq!(suggested(&index, "boden").topics, ["Bodenfeuchte"]);
    index.write(vec![search::Update::Remove(iri)], 2).expect("it is written");
    assert!(suggested(&index, "boden").is_empty());
}
