//! Words that say nothing by themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold;

static STOP_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("../../data/stop-words.txt").lines().map(fold).collect());

static QUESTION_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("../../data/question-words.txt").lines().map(fold).collect());

/// Whether a word mostly serves to ask, and says little of what is asked: bekomme, gibt, jemand.
pub(crate) fn is_question_word(word: &str) -> bool {
    QUESTION_WORDS.contains(&fold(word))
}

/// Whether a folded word is one of them.
pub(crate) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(folded)
}
