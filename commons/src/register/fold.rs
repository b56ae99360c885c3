//! Names as they are compared while somebody types: lower case, umlauts and what is typed for them as one, no punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name or its beginning. What folds from a beginning is the beginning of what folds from the whole: whether an
/// `e` spells an umlaut is decided by what stands before it alone.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let lower = name.to_lowercase().replace('ß', "ss");
    for character in lower.nfkd().filter(|character| !is_combining_mark(*character)) {
        match character {
            'e' if closes_umlaut(&out) => {}
            character if character.is_alphanumeric() => out.push(character),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// In `Buero`, not in `Neuer`, `bauen` or `Quelle`.
fn closes_umlaut(written: &str) -> bool {
    match written.as_bytes() {
        [.., b'a' | b'o'] | [b'u'] => true,
        [.., before, b'u'] => !matches!(before, b'a' | b'e' | b'q'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_become_one() {
        assert_eq!(fold("Mühldorf a.Inn, St"), "muhldorf a inn st");
        assert_eq!(fold("MUEHLDORF  A. INN"), "muhldorf a inn");
        assert_eq!(fold("Groß-Gerau"), fold("gross gerau"));
        assert_eq!(fold("Neuenhaus"), "neuenhaus");
    }

    #[test]
    fn every_beginning_folds_to_a_beginning() {
        for name in
            ["Bürgel, Stadt", "Buergel", "Groß-Gerau", "Neuenburg am Rhein", "Bautzen / Budyšin", "Uetze"]
        {
            for (end, _) in name.char_indices() {
                assert!(fold(name).starts_with(&fold(&name[..end])), "{}", &name[..end]);
            }
        }
    }
}
