//! What is new since somebody last asked: by number of change, and the latest change first.

use search::{Index, Order, Search};

use crate::town::{index_of, project, search, titles, town, written};

/// Four entries of one town whose numbers of change are 1 to 4, though the first was published last.
fn four() -> (Index, tempfile::TempDir) {
    let auenstadt = town("Auenstadt");
    let entry = |number, title| {
        let mut entry = project(&auenstadt, number, title, "Kita");
        entry.published = commons::Time::from_millis(10 - number);
        written(&auenstadt, entry)
    };
    index_of(vec![
        entry(1, "Erste Kita"),
        entry(2, "Zweite"),
        entry(3, "Dritte Kita"),
        entry(4, "Radweg ohne"),
        crate::town::known(&auenstadt),
    ])
}

fn asked(index: &Index, question: &str, changed: std::ops::RangeInclusive<i64>) -> Vec<String> {
    let search = Search { changed: Some(changed), order: Order::Changed, ..search(question) };
    let page = index.search(&search).expect("an answer");
    assert_eq!(page.total, page.hits.len());
    titles(&page).into_iter().map(str::to_owned).collect()
}

#[test]
fn only_what_changed_within_the_numbers_is_found_the_latest_first() {
    let (index, _dir) = four();
    assert_eq!(asked(&index, "kita", 1..=4), ["Radweg ohne", "Dritte Kita", "Zweite", "Erste Kita"]);
    assert_eq!(asked(&index, "", 2..=3), ["Dritte Kita", "Zweite"], "both ends count");
    assert_eq!(asked(&index, "Radweg", 1..=3), [""; 0]);
    assert_eq!(asked(&index, "", 5..=i64::MAX), [""; 0]);
    assert_eq!(asked(&index, "kind:organisation", 1..=i64::MAX), [""; 0], "an organisation is no news");
}

#[test]
fn without_numbers_and_order_a_search_is_what_it_was() {
    let (index, _dir) = four();
    let page = index.search(&search("")).expect("an answer");
    assert_eq!(titles(&page)[..2], ["Erste Kita", "Zweite"], "published last comes first");
}

#[test]
fn where_the_latest_come_first_one_word_of_several_is_too_little() {
    let auenstadt = town("Auenstadt");
    let titles = [
        "Platz für den Markt",
        "Kita-Plätze vergeben",
        "Vergabe von Plätzen in der Kita",
        "LoRa WAN",
        "Die Wahl",
    ];
    let written = titles
        .iter()
        .zip(1..)
        .map(|(title, number)| written(&auenstadt, project(&auenstadt, number, title, "")));
    let (index, _dir) = index_of(written.collect());
    let both = ["Vergabe von Plätzen in der Kita", "Kita-Plätze vergeben"];
    for question in ["Kitaplatz", "Kita-Platz", "kita platz", "Kita Platz Zeppelin", "wie Kita und Platz"] {
        assert_eq!(asked(&index, question, 1..=9), both, "{question}");
    }
    assert_eq!(asked(&index, "LoRaWAN", 1..=9), ["LoRa WAN"]);
    assert_eq!(asked(&index, "Markt Zeppelin", 1..=9), [""; 0]);
    assert_eq!(asked(&index, "die und der", 1..=9), [""; 0], "no word but stop words finds nothing, as ever");
}
