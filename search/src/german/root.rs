//! Families of words: Verteidigung, verteidigt and Verteidiger begin alike. What a stemmer leaves apart is brought together by the
//! first letters, which is crude, and counts accordingly little. Nothing of it is written into the index: what begins so stands together in
//! its dictionaries.

/// What marks a root. No word begins so.
const FAMILY: char = '~';
/// Letters that a family has in common.
const LETTERS: usize = 6;

/// The letters by which a folded word belongs to a family; none where it is too short.
pub(crate) fn beginning(word: &str) -> Option<&str> {
    let is_word = word.len() >= LETTERS && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word.then(|| &word[..LETTERS])
}

/// The root of a family: how its terms begin, and, where these letters have a shorter stem, that too. Kindergarten is of the family of Kinder,
/// whose stem is kind.
pub(crate) fn root(beginning: &str, stem: &str) -> String {
    if beginning.starts_with(stem) && stem.len() < beginning.len() {
        format!("{FAMILY}{beginning}{FAMILY}{stem}")
    } else {
        format!("{FAMILY}{beginning}")
    }
}

/// The beginning of a root, and the shorter stem, if it has one; none, if this is no root.
pub(crate) fn read(root: &str) -> Option<(&str, Option<&str>)> {
    let root = root.strip_prefix(FAMILY)?;
    Some(root.split_once(FAMILY).map_or((root, None), |(beginning, stem)| (beginning, Some(stem))))
}

#[cfg(test)]
mod tests {
    use super::{beginning, read, root};

    #[test]
    fn a_family_has_its_first_letters_in_common() {
        assert_eq!(beginning("verteidigung"), beginning("verteidigt"));
        assert_eq!((beginning("haus"), beginning("2024er")), (None, None));
        assert_eq!(read(&root("kinder", "kind")), Some(("kinder", Some("kind"))));
        assert_eq!(read(&root("anmeld", "anmeld")), Some(("anmeld", None)));
        assert_eq!(read("kind"), None);
    }
}
