//! What is written is found, in German first, until it is removed.

use commons::{Comment, CommentKind, Content, Entry, Lesson};
use search::{Cursor, Index, Opened, Search, Sight, Update};

use crate::town::{ask, index_of, iri, known, opened, origin, project, search, titles, town, written};

/// Asserts for each question whether it finds an entry with this title.
fn found(title: &str, by: &[&str], not_by: &[&str]) {
    let auenstadt = town("Auenstadt");
    let (index, _dir) = index_of(vec![written(&auenstadt, project(&auenstadt, 1, title, ""))]);
    for question in by {
        assert_eq!(ask(&index, question).total, 1, "{question} finds {title}");
    }
    for question in not_by {
        assert_eq!(ask(&index, question).total, 0, "{question} does not find {title}");
    }
}

#[test]
fn compounds_are_found_by_their_parts_and_the_other_way_round() {
    found(
        "Freie Kitaplätze",
        &["Kita", "Plätze", "Platz", "kitaplaetze", "KITAPLATZ"],
        &["Kit", "Kit Kat", "Latz"],
    );
    found("Kita-Plätze online", &["Kitaplatz", "Kita", "Kita-Platz", "\"Kita Plätze\""], &["Kit"]);
    found("Mülltonnen mit Sensor", &["Müll", "Tonne", "Muelltonne", "Sensoren"], &["Onne"]);
    found("Straßenbeleuchtung", &["Strasse", "Straße", "Strassenbeleuchtung"], &["Rasse"]);
}

#[test]
fn joined_hyphenated_and_apart_are_the_same() {
    for title in ["LoRaWAN im Wald", "LoRa WAN im Wald", "LoRa-WAN im Wald"] {
        found(title, &["LoRaWAN", "lorawan", "LoRa WAN", "lora wan", "LoRa-WAN"], &["LoRa2"]);
    }
    for title in ["Die E-Akte", "Die eAkte"] {
        found(title, &["eAkte", "E-Akte", "e-akte", "Akten"], &["Rakete"]);
    }
}

#[test]
fn all_genders_are_found_by_all_forms() {
    for title in [
        "Bürger:innen fragen",
        "Bürger*innen fragen",
        "Bürger/-innen fragen",
        "BürgerInnen fragen",
        "Bürgerinnen fragen",
    ] {
        found(title, &["Bürger", "Bürgerinnen", "Bürger:innen", "buerger"], &["Burg", "innen"]);
    }
}

#[test]
fn an_english_entry_is_found_by_english_and_by_german_words() {
    let auenstadt = town("Auenstadt");
    let entry =
        Entry { language: "en".to_owned(), ..project(&auenstadt, 1, "Smart cities measure Radverkehr", "") };
    let (index, _dir) = index_of(vec![written(&auenstadt, entry)]);
    for question in ["city", "cities", "measuring", "Radverkehr"] {
        assert_eq!(ask(&index, question).total, 1, "{question}");
    }
}

#[test]
fn the_title_counts_more_than_the_text_and_more_words_more_than_one() {
    let auenstadt = town("Auenstadt");
    let in_text = Entry {
        text: "Es geht auch um Parkraum.".to_owned(),
        ..project(&auenstadt, 1, "Im Text", "Ein Projekt.")
    };
    let (index, _dir) = index_of(vec![
        written(&auenstadt, in_text),
        written(&auenstadt, project(&auenstadt, 2, "Parkraum", "Ein Projekt.")),
        written(&auenstadt, project(&auenstadt, 3, "Parkraum mit Sensor", "Ein Projekt.")),
    ]);
    assert_eq!(titles(&ask(&index, "Parkraum Sensor"))[0], "Parkraum mit Sensor");
    assert_eq!(titles(&ask(&index, "Parkraum"))[2], "Im Text");
}

#[test]
fn phrases_and_exclusions_are_strict() {
    let auenstadt = town("Auenstadt");
    let (index, _dir) = index_of(vec![
        written(&auenstadt, project(&auenstadt, 1, "Offene Daten für alle", "")),
        written(&auenstadt, project(&auenstadt, 2, "Daten offen halten", "")),
    ]);
    assert_eq!(ask(&index, "offene daten").total, 2);
    assert_eq!(titles(&ask(&index, "\"offene Daten\"")), ["Offene Daten für alle"]);
    assert_eq!(titles(&ask(&index, "\"halten für Daten\"")), [""; 0]);
    assert_eq!(titles(&ask(&index, "daten -offen")), [""; 0]);
    assert_eq!(titles(&ask(&index, "daten -halten")), ["Offene Daten für alle"]);
    assert_eq!(titles(&ask(&index, "-halten")), ["Offene Daten für alle"]);
}

#[test]
fn a_lesson_shows_its_recommendation_and_a_comment_is_found() {
    let auenstadt = town("Auenstadt");
    let lesson = Lesson { recommendation: "Sprecht früh mit dem Kreis".to_owned(), ..Lesson::default() };
    let lesson = Entry { content: Content::Lesson(Box::new(lesson)), ..project(&auenstadt, 1, "Radweg", "") };
    let comment = Comment {
        comment: CommentKind::Question,
        parent: lesson.iri.clone(),
        thread: None,
        office: "Tiefbauamt".to_owned(),
    };
    let comment = Entry {
        content: Content::Comment(comment),
        text: "Wer zahlt das?".to_owned(),
        ..project(&auenstadt, 2, "", "")
    };
    let (index, _dir) = index_of(vec![written(&auenstadt, lesson), written(&auenstadt, comment)]);
    assert_eq!(ask(&index, "früh sprechen").hits[0].recommendation, "Sprecht früh mit dem Kreis");
    let page = ask(&index, "zahlt");
    assert_eq!((page.hits[0].kind.as_str(), page.hits[0].id.as_str()), ("comment", "id-2"));
    assert!(
        page.hits[0].snippet.iter().any(|part| part.marked && part.text == "zahlt"),
        "{:?}",
        page.hits[0].snippet
    );
}

#[test]
fn an_organisation_is_found_by_name_and_county() {
    let (index, _dir) = index_of(vec![known(&town("Auenstadt")), known(&town("Birkenried"))]);
    let page = ask(&index, "Birkenried");
    assert!(page.total == 1 && page.hits[0].is_organisation());
    assert_eq!(page.hits[0].organisation.state.as_deref(), Some("SN"));
    assert_eq!(ask(&index, "Auenkreis").total, 2);
}

#[test]
fn an_empty_question_shows_everything_newest_first_page_by_page() {
    let auenstadt = town("Auenstadt");
    let entries = (1..=25)
        .map(|number| written(&auenstadt, project(&auenstadt, number, &format!("Projekt {number}"), "")));
    let (index, _dir) = index_of(entries.collect());
    let first = index.search(&Search { limit: 10, ..search("") }).expect("a page");
    assert_eq!((first.total, titles(&first)[0], titles(&first)[9]), (25, "Projekt 25", "Projekt 16"));
    let after = first.next.map(|next| Cursor::parse(&next.to_string()).expect("a cursor"));
    let last = index.search(&Search { limit: 20, after, ..search("") }).expect("a page");
    assert_eq!((titles(&last)[0], last.hits.len(), last.next), ("Projekt 15", 15, None));
    let none = index.search(&Search { limit: 0, ..search("") }).expect("a page");
    assert_eq!((none.total, none.hits.len()), (25, 0));
}

#[test]
fn an_update_takes_the_place_of_the_older_version_and_a_removal_ends_it() {
    let auenstadt = town("Auenstadt");
    let old = project(&auenstadt, 1, "Alter Titel", "");
    let new = Entry { version: 7, title: "Neuer Titel".to_owned(), ..old.clone() };
    let address = old.iri.to_string();
    let (index, _dir) = index_of(vec![written(&auenstadt, old)]);
    index.write(vec![written(&auenstadt, new)], 2).expect("it is written");
    assert_eq!((ask(&index, "Titel").total, index.count(), index.cursor()), (1, 1, 2));
    assert_eq!(index.all_ids().expect("ids"), [(address.clone(), 7)]);
    index.write(vec![Update::Remove(address)], 3).expect("it is written");
    assert_eq!((ask(&index, "").total, index.count(), index.cursor()), (0, 0, 3));
}

#[test]
fn the_cursor_and_the_entries_outlive_the_process() {
    let auenstadt = town("Auenstadt");
    let (index, dir) = index_of(vec![written(&auenstadt, project(&auenstadt, 1, "Bleibt", ""))]);
    index.write(Vec::new(), 4711).expect("it is written");
    drop(index);
    let (index, cursor) = opened(dir.path());
    assert_eq!((cursor, index.cursor(), titles(&ask(&index, "bleibt"))), (4711, 4711, vec!["Bleibt"]));
}

#[test]
fn a_rebuild_beside_the_index_takes_its_place_for_everyone_who_has_it() {
    let auenstadt = town("Auenstadt");
    let (index, dir) = index_of(vec![written(&auenstadt, project(&auenstadt, 1, "Vorher", ""))]);
    let same = index.clone();
    let mut rebuild = index.rebuild().expect("it begins");
    rebuild.write(vec![written(&auenstadt, project(&auenstadt, 2, "Nachher", ""))]).expect("it is written");
    assert_eq!(titles(&ask(&same, "")), ["Vorher"], "until it is finished, nothing changes");
    rebuild.finish(9).expect("it is finished");
    assert_eq!((titles(&ask(&same, "")), same.cursor()), (vec!["Nachher"], 9));
    same.write(vec![written(&auenstadt, project(&auenstadt, 3, "Danach", ""))], 10).expect("it is written");
    assert_eq!(ask(&index, "").total, 2);
    let folders = std::fs::read_dir(dir.path()).expect("a folder").count();
    assert_eq!(folders, 2, "one copy and the lock are left");
}

#[test]
fn a_rebuild_that_was_killed_begins_again() {
    let dir = tempfile::tempdir().expect("a folder");
    // What one leaves that is killed; one that is only given up leaves nothing.
    let left = dir.path().join("next-1");
    std::fs::create_dir(&left).expect("a folder");
    std::fs::write(left.join("meta.json"), "half").expect("a file");
    let Opened::Missing(index) = Index::open(dir.path(), &origin()).expect("it opens") else {
        panic!("nothing is there")
    };
    let mut rebuild = index.rebuild().expect("it begins");
    let auenstadt = town("Auenstadt");
    rebuild.write(vec![written(&auenstadt, project(&auenstadt, 1, "Halb", ""))]).expect("it is written");
    drop(rebuild);
    assert!(!left.exists() && index.is_missing());
    drop(index);
    assert!(matches!(Index::open(dir.path(), &origin()), Ok(Opened::Missing(_))));
}

#[test]
fn a_blocked_origin_is_not_shown() {
    let (auenstadt, birkenried) = (town("Auenstadt"), town("Birkenried"));
    let (index, _dir) = index_of(vec![
        written(&auenstadt, project(&auenstadt, 1, "Projekt hier", "")),
        written(&birkenried, project(&birkenried, 2, "Projekt dort", "")),
        known(&birkenried),
    ]);
    let blocked = vec![iri("https://birkenried.de/").origin().to_string()];
    let sight = Sight { blocked, ..Sight::default() };
    let page = index.search(&Search { sight, ..search("") }).expect("a page");
    assert_eq!((page.total, titles(&page)), (1, vec!["Projekt hier"]));
}

#[test]
fn equals_keep_their_places_when_one_of_them_is_written_again() {
    let towns: Vec<_> = ["Auenstadt", "Birkenried", "Cronfeld"].map(town).into();
    let (index, _dir) = index_of(towns.iter().map(known).collect());
    let before = ask(&index, "Stadt");
    for (number, town) in towns.iter().enumerate() {
        index.write(vec![known(town)], number as i64 + 2).expect("it is written");
        assert_eq!(titles(&ask(&index, "Stadt")), titles(&before), "after {}", town.name);
    }
    assert_eq!(before.total, 3);
}
