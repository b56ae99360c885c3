//! Tables as offices save them, and as they can be given to offices: CSV with semicolons or commas, in UTF-8 or the character set of Windows.

use crate::Refusal;

/// What Windows-1252 has where Latin-1 has controls, from 0x80 on; five places are empty.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// What may stand between two cells.
const SEPARATORS: [char; 3] = [';', '\t', ','];

/// A line of a table: its number in the file, from 1, and its cells.
pub type Line = (usize, Vec<String>);

/// The text of a file: UTF-8, with a mark at its beginning or without, else Windows-1252.
pub fn decoded(file: &[u8]) -> String {
    let plain = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    match std::str::from_utf8(plain) {
        Ok(text) => text.to_owned(),
        Err(_) => plain.iter().map(|byte| of_windows(*byte)).collect(),
    }
}

fn of_windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

/// The lines of a table that hold anything. Which of semicolon, tab and comma separates its cells, its first line tells.
///
/// Errors: [`Refusal::NotATable`] for what is no text, [`Refusal::TableTooLong`] beyond `most` lines.
pub fn lines(text: &str, most: usize) -> Result<Vec<Line>, Refusal> {
    if text.contains('\0') {
        return Err(Refusal::NotATable {});
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: char| first.matches(separator).count();
    let separator = SEPARATORS.into_iter().rev().max_by_key(|one| count(*one)).unwrap_or(';');
    let mut lines = Vec::new();
    for (number, cells) in (Reader { rest: text, separator, number: 1 }) {
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if lines.len() == most {
            return Err(Refusal::TableTooLong { limit: most });
        }
        lines.push((number, cells));
    }
    Ok(lines)
}

/// Takes a text apart. Between quotation marks everything is part of a cell, and two of them are one.
struct Reader<'a> {
    rest: &'a str,
    separator: char,
    number: usize,
}

impl Iterator for Reader<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.rest.is_empty() {
            return None;
        }
        let (number, mut cells, mut cell, mut is_quoted) = (self.number, Vec::new(), String::new(), false);
        let mut characters = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((place, character)) = characters.next() {
            if character == '\n' {
                self.number += 1;
            }
            match character {
                '"' if is_quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                    characters.next();
                    cell.push('"');
                }
                '"' if is_quoted => is_quoted = false,
                '"' if cell.trim().is_empty() => is_quoted = true,
                '\n' if !is_quoted => {
                    end = place + 1;
                    break;
                }
                other if other == self.separator && !is_quoted => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        cells.push(cell);
        self.rest = &self.rest[end..];
        Some((number, cells.iter().map(|cell| crate::text::line(cell)).collect()))
    }
}

/// A line of a table that leaves the house: quoted, and so that no spreadsheet takes a cell for a formula.
pub fn written(cells: &[&str]) -> String {
    let cells: Vec<_> =
        cells.iter().map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\""))).collect();
    cells.join(";") + "\r\n"
}

fn harmless(cell: &str) -> String {
    let begins_a_formula =
        cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    if begins_a_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Line> {
        lines(text, 100).expect("a table")
    }

    #[test]
    fn every_character_set_of_an_office_gives_the_same_text() {
        let windows = b"M\xfcnchen \x96 \x84Amt\x93 5 \x80";
        let text = "München – „Amt“ 5 €";
        assert_eq!(decoded(windows), text);
        assert_eq!(decoded(text.as_bytes()), text);
        assert_eq!(decoded(format!("\u{feff}{text}").as_bytes()), text);
    }

    #[test]
    fn the_separator_is_what_the_first_line_uses() {
        for text in ["AGS;Name\n01;Au, Stadt", "AGS\tName\n01\tAu, Stadt", "AGS,Name\n01,\"Au, Stadt\""] {
            assert_eq!(cells(text)[1].1, ["01", "Au, Stadt"], "{text}");
        }
        assert_eq!(cells("Auenstadt\n")[0].1, ["Auenstadt"]);
    }

    #[test]
    fn quotes_hold_a_cell_together_and_lines_keep_their_numbers() {
        let read = cells("a;\"b \"\"c\"\"; d\ne\"\r\n\r\n ; \n\"f\";g");
        assert_eq!(read[0], (1, vec!["a".to_owned(), "b \"c\"; d e".to_owned()]));
        assert_eq!(read[1], (5, vec!["f".to_owned(), "g".to_owned()]));
        assert_eq!(cells("\"never closed;x\ny").len(), 1);
    }

    #[test]
    fn what_is_too_long_or_no_text_is_refused() {
        assert_eq!(lines(&"a;b\n".repeat(11), 10), Err(Refusal::TableTooLong { limit: 10 }));
        assert_eq!(lines("PK\u{3}\u{4}\0", 10), Err(Refusal::NotATable {}));
    }

    #[test]
    fn row_74_no_cell_that_leaves_is_a_formula() {
        for bad in ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"] {
            let line = written(&["01001000", bad]);
            assert!(line.starts_with("\"01001000\";\"'"), "{line:?}");
        }
        assert_eq!(written(&["Bad \"X\"; Y", "a-b"]), "\"Bad \"\"X\"\"; Y\";\"a-b\"\r\n");
    }
}
