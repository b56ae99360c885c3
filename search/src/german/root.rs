//! Families of words: Verteidigung, verteidigt and Verteidiger begin alike. What a stemmer leaves apart is brought together by the
//! first letters, which is crude, and counts accordingly little. Nothing of it is written into the index: what begins so stands together in
//! its dictionaries.

/// What marks a root: it stands for all terms that begin as it goes on. No word begins so.
pub(crate) const FAMILY: char = '~';
/// Letters that a family has in common.
const LETTERS: usize = 6;

/// The root of a folded word: its first letters, where it has so many.
pub(crate) fn root(word: &str) -> Option<String> {
    let is_word = word.len() >= LETTERS && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word.then(|| format!("{FAMILY}{}", &word[..LETTERS]))
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_family_has_its_first_letters_in_common() {
        assert_eq!(root("verteidigung"), root("verteidigt"));
        assert_eq!(root("haus"), None);
        assert_eq!(root("2024er"), None);
    }
}
