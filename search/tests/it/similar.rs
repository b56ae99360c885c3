//! More like this, and towns like one's own.

use commons::{Audience, Entry, Organisation, Reader, State};
use search::{Index, Kin, Like, Search, Sight};
use tempfile::TempDir;

use crate::town::{ask, index_of, project, search, titles, town, written};

const TEXTS: [(&str, &str); 6] = [
    ("Hundesteuer online anmelden", "Wer einen Hund hält, meldet ihn mit einem Formular zur Hundesteuer an."),
    ("Formular für die Hundesteuer", "Anmeldung und Abmeldung von Hunden ohne Gang ins Rathaus."),
    ("Kita-Plätze vergeben", "Eltern sehen freie Plätze und melden ihr Kind an."),
    ("Sensoren im Wald", "Bodenfeuchte wird über LoRaWAN gemessen."),
    ("Straßenlaternen melden", "Bürger melden, welche Laterne nicht leuchtet."),
    ("Wärmeplanung", "Ein Plan, wo welche Wärme herkommt."),
];

fn entries(author: &Organisation) -> Vec<Entry> {
    (1..).zip(TEXTS).map(|(number, (title, summary))| project(author, number, title, summary)).collect()
}

fn a_town() -> (Index, TempDir, Vec<Entry>) {
    let auenstadt = town("Auenstadt");
    let all = entries(&auenstadt);
    let (index, dir) = index_of(all.iter().map(|entry| written(&auenstadt, entry.clone())).collect());
    (index, dir, all)
}

fn like(index: &Index, like: &Like, sight: &Sight) -> Vec<String> {
    index.similar(like, sight).expect("an answer").into_iter().map(|hit| hit.title).collect()
}

#[test]
fn what_is_about_the_same_is_similar_and_nothing_is_similar_to_itself() {
    let (index, _dir, all) = a_town();
    let anyone = Sight::default();
    assert_eq!(like(&index, &Like::of(&all[0], 5), &anyone), ["Formular für die Hundesteuer"]);
    assert!(like(&index, &Like::of(&all[5], 5), &anyone).is_empty(), "nothing is like the plan for heat");
    assert!(like(&index, &Like::of(&all[0], 0), &anyone).is_empty());
}

#[test]
fn what_is_only_being_written_has_its_like_too() {
    let (index, _dir, _) = a_town();
    let draft = Like { title: "Anmeldung zur Hundesteuer".to_owned(), limit: 5, ..Like::default() };
    let found = like(&index, &draft, &Sight::default());
    assert_eq!(found.len(), 2, "{found:?}");
    for nothing in ["", "Hund", "und für mit", "Zeppelin über dem Rathaus"] {
        let draft = Like { title: nothing.to_owned(), limit: 5, ..Like::default() };
        assert!(like(&index, &draft, &Sight::default()).is_empty(), "{nothing}");
    }
}

#[test]
fn what_may_not_be_read_is_similar_to_nothing() {
    let auenstadt = town("Auenstadt");
    let mut all = entries(&auenstadt);
    all[1].audience = Audience::Own;
    let (index, _dir) = index_of(all.iter().map(|entry| written(&auenstadt, entry.clone())).collect());
    let wanted = Like::of(&all[0], 5);
    let sight = |reader| Sight { reader, ..Sight::default() };
    assert!(like(&index, &wanted, &Sight::default()).is_empty());
    assert!(like(&index, &wanted, &sight(Reader::of(town("Birkenried").iri))).is_empty());
    assert_eq!(like(&index, &wanted, &sight(Reader::of(auenstadt.iri))).len(), 1);
}

#[test]
fn of_equals_the_one_of_a_town_like_ours_comes_first() {
    let ours = Organisation { population: Some(9_000), ..town("Auenstadt") };
    let large = Organisation { population: Some(600_000), state: Some(State::Bavaria), ..town("Großstadt") };
    let like_ours = Organisation { population: Some(8_000), ..town("Birkenried") };
    let (index, _dir) = index_of(vec![
        written(&like_ours, project(&like_ours, 1, "Hundesteuer online", "")),
        written(&large, project(&large, 2, "Hundesteuer online", "")),
    ]);
    let order = |question: &str| {
        let asked = Search { kin: Kin::of(&ours), ..search(question) };
        index
            .search(&asked)
            .expect("an answer")
            .hits
            .into_iter()
            .map(|hit| hit.organisation.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(order("Hundesteuer"), ["Stadt Birkenried", "Stadt Großstadt"]);
    assert_eq!(order(""), ["Stadt Birkenried", "Stadt Großstadt"], "also where no word was asked for");
    let plain = ask(&index, "");
    assert_eq!(plain.hits[0].organisation.name, "Stadt Großstadt", "otherwise the newest comes first");
    assert_eq!(titles(&plain).len(), 2);
}
