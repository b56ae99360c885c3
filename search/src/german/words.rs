//! From text to words: runs of letters and digits, read through hyphens and gender marks.

use std::borrow::Cow;

/// Longest chain of hyphens whose words are also joined: E-Akte, Smart-City-Plattform.
const LONGEST_CHAIN: usize = 3;

/// A word as it stands in the text, without gender marks, and where it stands (in bytes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub text: Cow<'a, str>,
    pub from: usize,
    pub to: usize,
}

/// Words that belong together by hyphens (mostly just one), and how they read when joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group<'a> {
    pub words: Vec<Word<'a>>,
    pub joined: Option<String>,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Group<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = next_word(text, at)?;
        at = first.to;
        let mut words = vec![first];
        while let Some(next) = linked(text, at, &words[0]) {
            at = next.to;
            words.push(next);
        }
        let joined = (2..=LONGEST_CHAIN)
            .contains(&words.len())
            .then(|| words.iter().map(|word| word.text.as_ref()).collect())
            .or_else(|| paragraph(text, &words[0]));
        Some(Group { words, joined })
    })
}

/// "§ 12" reads as one word beside the number, which says little alone; "Paragraf 12" reads the same.
fn paragraph(text: &str, number: &Word<'_>) -> Option<String> {
    if !number.text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let before = text[..number.from].trim_end();
    let named = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let is_named = ["Paragraf", "Paragraph", "paragraf", "paragraph"].contains(&named);
    (before.ends_with('§') || is_named).then(|| format!("§{}", number.text))
}

/// The word that a hyphen binds to the one ending at `at`; or a single blank, between abbreviations such as LoRa WAN.
fn linked<'a>(text: &'a str, at: usize, first: &Word<'_>) -> Option<Word<'a>> {
    let rest = &text[at..];
    let separator = rest.chars().next()?;
    let next = || next_word(text, at).filter(|next| next.from == at + separator.len_utf8());
    match separator {
        '-' | '\u{2010}' | '\u{2011}' => next(),
        ' ' if is_abbreviation(&first.text) => next().filter(|next| is_abbreviation(&next.text)),
        _ => None,
    }
}

/// Short, with a capital beyond its first letter: LoRa, WAN, OZG.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 5 && word.chars().skip(1).any(char::is_uppercase)
}

fn next_word(text: &str, at: usize) -> Option<Word<'_>> {
    let (from, to) = next_run(text, at)?;
    let word = &text[from..to];
    Some(match feminine_mark(text, word, to) {
        Some((mark, end)) => {
            Word { text: Cow::Owned(format!("{word}{}", &text[to + mark..end])), from, to: end }
        }
        None => Word { text: Cow::Borrowed(word), from, to },
    })
}

/// Where the next run of letters and digits begins and ends.
fn next_run(text: &str, at: usize) -> Option<(usize, usize)> {
    let from = at + text[at..].find(char::is_alphanumeric)?;
    let length =
        text[from..].find(|character: char| !character.is_alphanumeric()).unwrap_or(text.len() - from);
    Some((from, from + length))
}

/// After a word: the length of `:innen`, `*in` and the like, and where the run behind it ends.
fn feminine_mark(text: &str, word: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &text[at..];
    let separator =
        ["/-", ":", "*", "/", "_", "·"].into_iter().find(|separator| rest.starts_with(separator))?;
    if word.len() < 4 || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let (from, end) =
        next_run(text, at + separator.len()).filter(|(from, _)| *from == at + separator.len())?;
    let ending = if text[from..end].starts_with("innen") { "innen" } else { "in" };
    let fits = text[from..end].starts_with(ending) && (ending == "innen" || end == from + ending.len());
    fits.then_some((separator.len() + ending.len(), end))
}

/// BürgerInnen reads as Bürger.
pub(crate) fn without_inner_gender(word: &str) -> Cow<'_, str> {
    match word.find("Innen") {
        Some(at) if word[..at].ends_with(char::is_lowercase) => {
            Cow::Owned(format!("{}{}", &word[..at], &word[at + "Innen".len()..]))
        }
        _ => Cow::Borrowed(word),
    }
}

/// The parts that inner capitals show, as in BayernAtlas or eAkte; none shorter than three letters.
pub(crate) fn camel_parts(word: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut lower = false;
    for (at, character) in word.char_indices() {
        if lower && character.is_uppercase() {
            cuts.push(at);
        }
        lower = character.is_lowercase();
    }
    if cuts.len() == 1 {
        cuts.clear();
    }
    let ends = cuts.iter().skip(1).copied().chain([word.len()]).collect::<Vec<_>>();
    cuts.into_iter().zip(ends).map(|(from, to)| &word[from..to]).filter(|part| part.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::{camel_parts, words};

    fn read(text: &str) -> Vec<(String, Option<String>)> {
        let of = |words: Vec<super::Word<'_>>| {
            words.iter().map(|word| word.text.to_string()).collect::<Vec<_>>().join("|")
        };
        words(text).map(|group| (of(group.words), group.joined)).collect()
    }

    #[test]
    fn hyphens_bind_and_abbreviations_too() {
        assert_eq!(read("Die E-Akte."), [("Die".into(), None), ("E|Akte".into(), Some("EAkte".into()))]);
        assert_eq!(read("LoRa WAN"), [("LoRa|WAN".into(), Some("LoRaWAN".into()))]);
        assert_eq!(read("Kinder- und Jugendhilfe").len(), 3);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "für Bürger*innen da";
        let word = words(text).nth(1).expect("a word").words.remove(0);
        assert_eq!((&text[word.from..word.to], word.text.as_ref()), ("Bürger*innen", "Bürger"));
    }

    #[test]
    fn a_paragraph_is_read_with_its_sign() {
        for text in ["§ 12", "§12", "§§ 12", "Paragraf 12"] {
            let read = read(text).pop().expect("a number");
            assert_eq!(read, ("12".to_owned(), Some("§12".to_owned())), "{text}");
        }
        assert_eq!(read("12"), [("12".to_owned(), None)]);
    }

    #[test]
    fn inner_capitals_show_parts() {
        assert_eq!(camel_parts("BayernAtlas").collect::<Vec<_>>(), ["Bayern", "Atlas"]);
        assert_eq!(camel_parts("eAkte").collect::<Vec<_>>(), ["Akte"]);
        assert_eq!(camel_parts("Akte").count(), 0);
    }
}
