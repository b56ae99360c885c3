//! Families of words: Verteidigung, verteidigen, Verteidiger.

const ENDINGS: [&str; 37] = [
    "ungen", "ung", "heiten", "heit", "keiten", "keit", "lichen", "licher", "liches", "liche", "lich", "ischen", "ische",
    "isch", "igen", "ige", "ig", "ationen", "ation", "ieren", "iert", "ier", "ender", "enden", "ende", "end",
    "er", "ern", "en", "em", "es", "te", "ten", "t", "e", "n", "s",
];

static MODE: std::sync::LazyLock<u32> =
    std::sync::LazyLock::new(|| std::env::var("ROOTMODE").ok().and_then(|mode| mode.parse().ok()).unwrap_or(3));

pub(crate) fn root(word: &str) -> Option<String> {
    if word.len() < 5 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) { return None; }
    match *MODE {
        1 => Some(format!("~{}", &word[..5])),
        2 => (word.len() >= 6).then(|| format!("~{}", &word[..6])),
        3 | 4 => {
            let mut rest = if *MODE == 4 && word.len() >= 7 { word.strip_prefix("ge").unwrap_or(word) } else { word };
            while let Some(shorter) = ENDINGS.iter().filter_map(|ending| rest.strip_suffix(ending)).filter(|rest| rest.len() >= 4).min_by_key(|rest| rest.len()) {
                rest = shorter;
            }
            Some(format!("~{rest}"))
        }
        _ => None,
    }
}
