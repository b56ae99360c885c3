//! What becomes of text from outside before it is kept: composed (NFC), without controls, within its caps.

use unicode_normalization::UnicodeNormalization;

use crate::Refusal;

/// Caps of DESIGN 2.2, in characters.
pub mod caps {
    /// Titles and names.
    pub const TITLE: usize = 300;
    /// The summary; at most 300 are asked for.
    pub const SUMMARY: usize = 2_000;
    /// Every other short field.
    pub const SHORT: usize = 1_000;
    /// The text of an entry, in Markdown.
    pub const TEXT: usize = 200_000;
    /// Items in a list.
    pub const LIST: usize = 100;
    /// Fields of action of one entry.
    pub const FIELDS_OF_ACTION: usize = 3;
    /// Bytes of an entry when rendered as HTML.
    pub const RENDERED: usize = 512 * 1024;
}

/// A run of combining marks longer than this is decoration, and cut.
const MARKS: usize = 8;

/// Tidies one line: composed, trimmed, white space folded, no control or direction-changing characters.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Tidies text of several lines: composed, trimmed, no control or direction-changing characters, line breaks kept.
pub fn paragraphs(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// The first sixty characters of a remote text, tidied: enough for a log line or a sentence.
pub fn excerpt(text: &str) -> String {
    line(&text.chars().take(60).collect::<String>())
}

/// Cuts at a character boundary, with an ellipsis where something was cut.
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(limit.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// With a capital letter at its beginning: a word of a list as a heading.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Refuses text that is longer than its cap, or that holds a NUL, which PostgreSQL cannot store.
pub fn check(field: &'static str, text: &str, limit: usize) -> Result<(), Refusal> {
    if text.contains('\0') {
        return Err(Refusal::NulInText {});
    }
    // A character has at most four bytes, so most texts are let through without being counted.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Refusal::TooLong { field, limit });
    }
    Ok(())
}

/// Refuses a list that is longer than its cap.
pub fn check_list<T>(field: &'static str, items: &[T], limit: usize) -> Result<(), Refusal> {
    if items.len() > limit { Err(Refusal::TooMany { field, limit }) } else { Ok(()) }
}

fn clean(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\n' && byte != b'\t')
    {
        return text.to_owned();
    }
    let mut marks = 0;
    // What is unwanted goes first: where it stood between a letter and its mark, these are composed, and stay so when it is tidied again.
    let wanted = text.chars().filter(|character| !is_unwanted(*character));
    wanted
        .nfc()
        .filter(|character| {
            marks = if unicode_normalization::char::is_combining_mark(*character) { marks + 1 } else { 0 };
            marks <= MARKS
        })
        .collect()
}

/// Controls, and characters that are invisible or turn the direction of what follows.
fn is_unwanted(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{capital, caps, check, cut, line, paragraphs};
    use crate::Refusal;

    #[test]
    fn row_62_what_turns_or_hides_text_is_stripped() {
        assert_eq!(line("Rat\u{202e}haus\u{200b} \u{7}neu"), "Rathaus neu");
        assert_eq!(line("Bu\u{308}rgerbu\u{308}ro"), "Bürgerbüro");
        assert_eq!(line("Bu\u{200b}\u{308}ro"), "Büro", "what was tidied once stays as it is");
        assert_eq!(line(&format!("a{}", "\u{301}".repeat(10_000))).chars().count(), 9);
    }

    #[test]
    fn line_breaks_stay_in_paragraphs_only() {
        assert_eq!(paragraphs(" eins\n\nzwei\r\n"), "eins\n\nzwei");
        assert_eq!(line(" eins\n\nzwei\r\n"), "eins zwei");
    }

    #[test]
    fn caps_count_characters_and_not_bytes() {
        assert_eq!(check("Titel", &"ä".repeat(caps::TITLE), caps::TITLE), Ok(()));
        let refused = check("Titel", &"ä".repeat(caps::TITLE + 1), caps::TITLE);
        assert_eq!(refused, Err(Refusal::TooLong { field: "Titel", limit: caps::TITLE }));
        assert_eq!(check("Titel", "a\0b", caps::TITLE), Err(Refusal::NulInText {}));
    }

    #[test]
    fn a_word_becomes_a_heading() {
        assert_eq!(
            (capital("im Einsatz"), capital("öffentlich"), capital("")),
            ("Im Einsatz".to_owned(), "Öffentlich".to_owned(), String::new())
        );
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(cut("Grünflächenamt", 6), "Grünf…");
        assert_eq!(cut("Amt", 6), "Amt");
    }
}
