//! What the best hits have in common: a text with the words that several of them share, and few others have, is about the same thing,
//! though it may call it by another name (Rocchio's feedback, taken from the best themselves).
//!
//! No text is its own example, or whatever comes first would stay there for that.

use tantivy::Score;

use super::rarity;

/// How many of the best are taken as examples, and how many texts there must be for that.
const EXAMPLES: usize = 3;
const FEWEST: usize = 3 * EXAMPLES;
/// How many of their words count.
const MOST_WORDS: usize = 20;
/// Letters of a word, and those of it that are compared: behind them are mostly endings.
const SHORTEST: usize = 5;
const COMPARED: usize = 7;

/// The words of a text, each as a number made of its first letters, in order.
pub(super) struct Words(Vec<u64>);

/// Words, and what each of them says.
struct Weighed(Vec<(f32, u64)>);

/// Adds the words of a folded text.
pub(super) fn gather(folded: &str, words: &mut Vec<u64>) {
    let runs = folded.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    let long = runs.filter(|run| run.len() >= SHORTEST && run.iter().all(u8::is_ascii_lowercase));
    words
        .extend(long.map(|run| run.iter().take(COMPARED).fold(0, |word, byte| word << 8 | u64::from(*byte))));
}

/// For each of these texts, how much of what the best have in common stands in it, from 0 to 1.
pub(super) fn shares(scores: &[Score], texts: &[&Words]) -> Vec<f32> {
    if texts.len() < FEWEST {
        return vec![0.0; texts.len()];
    }
    let mut best: Vec<usize> = (0..texts.len()).collect();
    best.sort_by(|one, other| scores[*other].total_cmp(&scores[*one]));
    best.truncate(EXAMPLES);
    let said = Said::by(best.iter().map(|place| texts[*place]), texts);
    let weighed = |examples: &[usize]| {
        let examples: Vec<_> = examples.iter().map(|place| (scores[*place], texts[*place])).collect();
        Weighed::of(&examples, &said)
    };
    let of_all = weighed(&best);
    let share = |(place, text): (usize, &&Words)| {
        if !best.contains(&place) {
            return of_all.share(text);
        }
        let others: Vec<usize> = best.iter().copied().filter(|other| *other != place).collect();
        weighed(&others).share(text)
    };
    texts.iter().enumerate().map(share).collect()
}

/// The words of some texts, and how much each tells all texts apart.
struct Said(Vec<(u64, f32)>);

impl Said {
    fn by<'w>(some: impl Iterator<Item = &'w Words>, all: &[&Words]) -> Self {
        let words = Words::of(some.flat_map(|words| &words.0).copied().collect()).0;
        let mut with = vec![0; words.len()];
        for text in all {
            // Both are in order.
            let mut theirs = text.0.iter().peekable();
            for (word, with) in words.iter().zip(&mut with) {
                while theirs.next_if(|other| *other < word).is_some() {}
                *with += usize::from(theirs.peek() == Some(&word));
            }
        }
        Self(words.into_iter().zip(with.into_iter().map(|with| rarity(with, all.len()))).collect())
    }
}

impl Words {
    /// Those that were gathered.
    pub fn of(mut words: Vec<u64>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}

impl Weighed {
    /// What most of the examples have, each counting as it scored, and fewest of all texts.
    fn of(examples: &[(Score, &Words)], said: &Said) -> Self {
        let total: Score = examples.iter().map(|(score, _)| score).sum();
        let weigh = |(word, rarity): &(u64, f32)| {
            let having: Score =
                examples.iter().filter(|(_, words)| words.has(*word)).map(|(score, _)| score).sum();
            ((having / total).powi(2) * rarity, *word)
        };
        let mut weighed: Vec<_> = said.0.iter().map(weigh).collect();
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        weighed.truncate(MOST_WORDS);
        Self(weighed)
    }

    /// How much of it stands in a text.
    fn share(&self, text: &Words) -> f32 {
        let all: f32 = self.0.iter().map(|(weight, _)| weight).sum();
        let there: f32 = self.0.iter().filter(|(_, word)| text.has(*word)).map(|(weight, _)| weight).sum();
        if there > 0.0 { there / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, gather, shares};

    fn words(text: &str) -> Words {
        let mut words = Vec::new();
        gather(text, &mut words);
        Words::of(words)
    }

    fn shares_of(texts: &[&str]) -> Vec<f32> {
        let words: Vec<Words> = texts.iter().map(|text| words(text)).collect();
        let scores: Vec<f32> = (0..texts.len()).map(|place| 9.0 - 0.1 * place as f32).collect();
        shares(&scores, &words.iter().collect::<Vec<_>>())
    }

    #[test]
    fn what_shares_words_with_the_best_is_lifted() {
        let mut texts = vec!["radweg"; 10];
        texts[0] = "radweg kreuzung ampel";
        texts[1] = "radweg kreuzung spiegel";
        texts[2] = "radweg kreuzung schilder";
        texts[8] = "kreuzung";
        let shares = shares_of(&texts);
        assert!(shares[8] > shares[7] && shares[7] >= 0.0 && shares[8] <= 1.0, "{shares:?}");
    }

    #[test]
    fn nothing_is_its_own_example() {
        let mut texts = vec!["radweg"; 10];
        texts[0] = "bienen honig imkerei";
        assert_eq!(shares_of(&texts)[0], 0.0);
    }

    #[test]
    fn few_texts_tell_nothing() {
        assert_eq!(shares_of(&["radweg kreuzung"; 8]), [0.0; 8]);
    }
}
