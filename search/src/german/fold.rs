//! Folding: one form for what people type in several. ä, ae and a become a; ß becomes ss; accents go.
//!
//! Everything is folded by this one function, word lists included, so a collision costs a little precision and never a hit.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word or a whole text in lower case, without umlauts and accents. Letter by letter, so that a text is folded as its words are.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'e' | 'E' if closes_umlaut(&out) => {}
            ascii if ascii.is_ascii() => out.push(ascii.to_ascii_lowercase()),
            'ä' | 'Ä' => out.push('a'),
            'ö' | 'Ö' => out.push('o'),
            'ü' | 'Ü' => out.push('u'),
            'ß' | 'ẞ' => out.push_str("ss"),
            // Within a word and at its end.
            'ς' => out.push('σ'),
            other => {
                out.extend(other.to_lowercase().nfkd().filter(|character| !is_combining_mark(*character)))
            }
        }
    }
    out
}

/// Whether an e that follows what is written so far spells an umlaut: in Buero, not in Feuer, bauen or Quelle.
fn closes_umlaut(written: &str) -> bool {
    match written.as_bytes() {
        [.., b'a' | b'o'] => true,
        [.., before, b'u'] => !matches!(before, b'a' | b'e' | b'q'),
        [b'u'] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn three_spellings_become_one() {
        for (a, b) in [
            ("Bürgerbüro", "Buergerbuero"),
            ("Straße", "STRASSE"),
            ("Gebäude", "Gebaeude"),
            ("Öl", "oel"),
            ("Café", "cafe"),
            ("ΔΉΜΟΣ", "Δήμος"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(fold("Räume"), "raume");
    }

    #[test]
    fn a_text_is_folded_as_its_words_are() {
        for word in [
            "Bürgerbüro",
            "UEBUNG",
            "Straße",
            "STRAẞE",
            "Café",
            "Ålesund",
            "Feuer",
            "Quelle",
            "u\u{308}ber",
            "ﬁnden",
            "İzmir",
            "Δήμος",
            "١٢",
        ] {
            assert_eq!(fold(&format!("{word}, {word}")), format!("{0}, {0}", fold(word)));
        }
    }

    #[test]
    fn an_e_that_is_an_e_stays() {
        for word in ["neue", "feuer", "bauen", "quelle", "steuer", "frauen"] {
            assert_eq!(fold(word), word);
        }
    }
}
