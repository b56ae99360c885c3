//! What was searched for and not found. It is counted in memory, and written down once a minute by `jobs/misses`: whoever searches writes nothing,
//! and a flood of nonsense costs one transaction a minute.
//!
//! Kept are words, and on which day. Not who asked, not from where, not at which minute. What could be a person's (an address, a number, a whole
//! sentence) is not kept at all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use commons::{Iri, Time};
use store::StoreError;

use crate::hall::Hall;

/// How long it is kept.
pub const KEPT: i64 = 365 * Time::DAY;
/// Words of a question at most: of a longer one nothing is kept, it may say more than what is looked for.
const WORDS: usize = 6;
/// Characters of all of them.
const LONGEST: usize = 80;
/// Digits in a row that may be somebody's number; years and paragraphs have fewer.
const DIGITS: usize = 5;
/// Different words that wait in memory.
const MOST: usize = 2_000;

/// Where it was asked, and the words.
type Key = (Option<Iri>, String);

/// What was not found since it was last written down.
#[derive(Default)]
pub struct Misses(Mutex<HashMap<Key, i64>>);

impl Misses {
    /// This question found nothing on the pages of this organisation.
    pub fn note(&self, organisation: Option<&Iri>, question: &str) {
        let Some(words) = words(question) else { return };
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (organisation.cloned(), words);
        if waiting.len() < MOST || waiting.contains_key(&key) {
            *waiting.entry(key).or_default() += 1;
        }
    }

    fn take(&self) -> HashMap<Key, i64> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes down what has gathered. What cannot be written now is lost: it is a hint, and no one's work.
///
/// # Errors
/// When the memory fails.
pub async fn write_down(hall: &Hall, misses: &Misses) -> Result<(), StoreError> {
    let waiting = Arc::new(misses.take());
    if waiting.is_empty() {
        return Ok(());
    }
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let waiting = Arc::clone(&waiting);
            Box::pin(async move {
                for ((organisation, words), count) in waiting.iter() {
                    change.misses().add(organisation.as_ref(), words, *count, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The words of a question as they are kept; none, where nothing of it is.
fn words(question: &str) -> Option<String> {
    let is_kept = |character: char| character.is_alphanumeric() || "-§/&.+#".contains(character);
    let tokens = question.split_whitespace().filter(|token| !token.starts_with('-') && !token.contains(':'));
    let words: Vec<String> = tokens
        .map(|token| {
            token.chars().filter(|character| is_kept(*character) || *character == '@').collect::<String>()
        })
        .map(|token| token.trim_matches(['-', '/', '.', '&']).to_lowercase())
        .filter(|token| !token.is_empty())
        .collect();
    let joined = words.join(" ");
    let is_fit = !words.is_empty() && words.len() <= WORDS && joined.chars().count() <= LONGEST;
    (is_fit && !could_be_a_persons(&joined)).then_some(joined)
}

/// An address, or a number of a telephone, a file or an account.
fn could_be_a_persons(words: &str) -> bool {
    let digits = words.split(|character: char| !character.is_ascii_digit() && !" -/.".contains(character));
    let longest = digits.map(|run| run.bytes().filter(u8::is_ascii_digit).count()).max().unwrap_or(0);
    words.contains('@') || longest >= DIGITS
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_kept_without_grammar_and_in_small_letters() {
        let kept = |question: &str| words(question).unwrap_or_default();
        assert_eq!(
            kept("  Zeppelin-Landeplatz \"mit Mast\" -alt kind:project "),
            "zeppelin-landeplatz mit mast"
        );
        assert_eq!(kept("§ 12 OZG"), "§ 12 ozg");
        assert_eq!(kept("C++ E-Akte 2025"), "c++ e-akte 2025");
        assert_eq!(kept("<script>alert(1)</script>"), "scriptalert1/script");
        assert_eq!(kept("\u{202e}exe"), "exe");
    }

    #[test]
    fn what_could_be_a_persons_is_not_kept() {
        for question in [
            "erika.muster@example.de",
            "0361 123456",
            "03 61/12-34-56",
            "IBAN DE89370400440532013000",
            "wie kann ich den Bescheid von Frau Muster ändern",
            "",
            "-hort",
            "***",
        ] {
            assert_eq!(words(question), None, "{question}");
        }
        assert_eq!(words(&"x".repeat(81)), None);
    }
}
