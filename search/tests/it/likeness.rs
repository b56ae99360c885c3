//! How alike two plans are by what they are about.

use search::{Index, Topic};

use crate::town::{index_of, project, town, written};

fn library() -> (Index, tempfile::TempDir) {
    let auenstadt = town("Auenstadt");
    let titles = [
        "Digitaler Bauantrag",
        "Kita-Platz online vergeben",
        "Online-Terminvergabe",
        "Digitale Akte",
        "LoRaWAN am Deich",
    ];
    index_of(
        titles
            .iter()
            .zip(1..)
            .map(|(title, number)| written(&auenstadt, project(&auenstadt, number, title, "")))
            .collect(),
    )
}

fn topic(name: &str, said: &str) -> Topic {
    Topic { name: name.to_owned(), said: said.to_owned() }
}

#[test]
fn the_same_plan_in_other_words_is_alike_and_another_plan_is_not() {
    let (index, _dir) = library();
    let ours = topic("Digitaler Bauantrag", "Anträge auf Baugenehmigung sollen online gestellt werden.");
    let others = [
        topic("Bauanträge digital annehmen", "Vom Antrag bis zum Bescheid."),
        topic("Digitaler Hundesteuerbescheid", "Anmeldung von Hunden."),
        topic("Bürgerbus", "Ein Bus mit Ehrenamtlichen."),
        topic("", ""),
    ];
    let likeness = index.likeness(&ours, &others).expect("an answer");
    assert!(likeness[0] > 0.7, "{likeness:?}");
    assert!(likeness[1] < 0.4 && likeness[2] == 0.0 && likeness[3] == 0.0, "{likeness:?}");
}

#[test]
fn it_is_the_same_both_ways_and_a_compound_is_its_parts() {
    let (index, _dir) = library();
    let (one, other) = (topic("Kitaplatzvergabe", ""), topic("Vergabe von Plätzen in der Kita", ""));
    let [there, back] = [(&one, &other), (&other, &one)]
        .map(|(one, other)| index.likeness(one, std::slice::from_ref(other)).expect("an answer")[0]);
    assert!(there > 0.9 && (there - back).abs() < 1e-9, "{there} {back}");
}
