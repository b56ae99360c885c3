//! Words that say nothing by themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold;

static STOP_WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| include_str!("../../data/stop-words.txt").lines().map(fold).collect());

/// Whether a folded word is one of them.
pub(crate) fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(folded)
}
