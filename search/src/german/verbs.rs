//! Verbs whose vowel changes: fing and gefangen are found by fangen, abgegeben by abgeben.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// Every form of the list, folded, and its infinitive.
static FORMS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let lines = include_str!("../../data/strong-verbs.txt").lines().filter(|line| !line.starts_with('#'));
    let verbs = lines.filter_map(|line| line.split_once(' '));
    verbs.flat_map(|(verb, forms)| forms.split(' ').map(move |form| (fold(form), fold(verb)))).collect()
});

/// What parts from a verb, folded: behind it a participle begins with ge.
const PARTING: [&str; 22] = [
    "zusammen", "zuruck", "wieder", "weiter", "hinaus", "heraus", "fort", "nach", "teil", "statt", "fest",
    "her", "hin", "vor", "auf", "aus", "bei", "mit", "weg", "ein", "ab", "an",
];
/// What stays with it.
const STAYING: [&str; 7] = ["unter", "durch", "uber", "ent", "ver", "zer", "be"];
/// Shortest form that is looked for behind what stays: shorter ones end nouns, as in Vergaben.
const SHORTEST_BEHIND: usize = 7;

/// The infinitive of a folded form; none where it is not of the list.
pub(crate) fn infinitive(word: &str) -> Option<String> {
    if let Some(verb) = FORMS.get(word) {
        return Some(verb.clone());
    }
    let behind = |before: &&'static str| Some((*before, word.strip_prefix(before)?));
    let parted = PARTING.iter().filter_map(behind).filter(|(_, form)| form.starts_with("ge"));
    let stayed = STAYING.iter().filter_map(behind).filter(|(_, form)| form.len() >= SHORTEST_BEHIND);
    parted.chain(stayed).find_map(|(before, form)| FORMS.get(form).map(|verb| format!("{before}{verb}")))
}

#[cfg(test)]
mod tests {
    use super::infinitive;

    #[test]
    fn forms_are_brought_back_and_nouns_left_alone() {
        for (form, verb) in [
            ("fing", "fangen"),
            ("gefangen", "fangen"),
            ("abgegeben", "abgeben"),
            ("beschrieben", "beschreiben"),
            ("gab", "geben"),
            ("fand", "finden"),
            ("zusammengebracht", "zusammenbringen"),
        ] {
            assert_eq!(infinitive(form).as_deref(), Some(verb), "{form}");
        }
        for noun in [
            "band",
            "stand",
            "betrieb",
            "abfuhr",
            "angriff",
            "aufgaben",
            "vergaben",
            "anlagen",
            "sprachen",
            "verbanden",
            "fuhren",
            "angeboten",
            "aufnahmen",
            "umzug",
            "bot",
            "haus",
        ] {
            assert_eq!(infinitive(noun), None, "{noun}");
        }
    }
}
