//! A table of members, as an umbrella body has one: key, name and address, in whatever order its first line says.

use crate::register::fold;
use crate::{Ags, Refusal, table, text};

/// Lines that are read; there are about 11,000 municipalities.
const MOST_LINES: usize = 20_000;

/// A line that could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its number in the file.
    pub line: usize,
    /// The key, as it was written.
    pub ags: String,
    /// The name.
    pub name: String,
    /// `name@host`; empty where there is none.
    pub address: String,
    /// The website; empty where there is none.
    pub website: String,
}

/// What stands in which column. Names are compared folded, so an umlaut has lost its dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Ags,
    Name,
    /// An address or a website.
    Address,
    Other,
}

/// Without a line that says otherwise.
const USUAL: [Column; 3] = [Column::Ags, Column::Name, Column::Address];

/// Reads a file: AGS;Name;Adresse, or as its first line says.
///
/// Errors: [`Refusal::NotATable`] where there is nothing to read, [`Refusal::TableTooLong`].
pub fn gather(file: &[u8]) -> Result<Vec<Named>, Refusal> {
    let lines = table::lines(&table::decoded(file), MOST_LINES + 1)?;
    let heads: Option<Vec<Column>> = lines.first().and_then(|(_, cells)| heads(cells));
    let (columns, skipped) = match heads {
        Some(heads) => (heads, 1),
        None => (USUAL.to_vec(), 0),
    };
    let named: Vec<_> =
        lines.iter().skip(skipped).map(|(line, cells)| named(*line, cells, &columns)).collect();
    match named.len() {
        0 => Err(Refusal::NotATable {}),
        many if many > MOST_LINES => Err(Refusal::TableTooLong { limit: MOST_LINES }),
        _ => Ok(named),
    }
}

/// The columns, where the first line names at least one of them.
fn heads(cells: &[String]) -> Option<Vec<Column>> {
    let columns: Vec<_> = cells.iter().map(|cell| head(cell)).collect();
    columns.iter().any(|column| *column != Column::Other).then_some(columns)
}

fn head(cell: &str) -> Column {
    match fold(cell).as_str() {
        "ags" | "ars" | "gemeindeschlussel" | "amtlicher gemeindeschlussel" | "schlussel" | "key" => {
            Column::Ags
        }
        "name" | "gemeinde" | "gemeindename" | "kommune" | "organisation" | "mitglied" => Column::Name,
        "adresse" | "address" | "website" | "webseite" | "internet" | "internetadresse" | "homepage"
        | "domain" => Column::Address,
        _ => Column::Other,
    }
}

fn named(line: usize, cells: &[String], columns: &[Column]) -> Named {
    let mut named = Named { line, ..Named::default() };
    for (cell, column) in cells.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
        match column {
            Column::Ags => named.ags.clone_from(cell),
            Column::Name => named.name.clone_from(cell),
            Column::Address if cell.contains('@') => named.address.clone_from(cell),
            Column::Address => named.website.clone_from(cell),
            Column::Other => {}
        }
    }
    named
}

/// A key as it is found in tables: with blanks or strokes in it, without the zero at its beginning that a spreadsheet took for nothing, or as the
/// twelve digits of the Regionalschlüssel.
pub fn key(text: &str) -> Result<Ags, Refusal> {
    let digits: String =
        text.chars().filter(|character| !matches!(character, ' ' | '-' | '/' | '.' | '\'')).collect();
    let digits = match digits.len() {
        4 | 7 | 11 => format!("0{digits}"),
        _ => digits,
    };
    match digits.is_ascii().then_some(digits.len()) {
        // Between county and municipality the Regionalschlüssel names the association.
        Some(12) => Ags::parse(&format!("{}{}", &digits[..5], &digits[9..])),
        _ => Ags::parse(&digits),
    }
}

/// The host of a website, however it was written: `https://www.auenstadt.de/rathaus` is `auenstadt.de`.
pub fn website(typed: &str) -> Result<String, Refusal> {
    let rest = typed.split_once("://").map_or(typed, |(_, rest)| rest).to_lowercase();
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || character == '-')
    };
    let is_host =
        host.contains('.') && host.split('.').all(is_label) && host.chars().any(char::is_alphabetic);
    text::check("website", host, 253)?;
    if is_host { Ok(host.to_owned()) } else { Err(Refusal::NotAWebsite {}) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_in_the_order_its_first_line_says() {
        let usual =
            gather("01001000;Auenstadt;auenstadt@auenstadt.de\n;Birkenried;www.birkenried.de".as_bytes());
        let said = gather("Internet;Gemeindeschlüssel;Einwohner;Gemeinde\nauenstadt@auenstadt.de;01001000;9;Auenstadt\nwww.birkenried.de;;8;Birkenried".as_bytes());
        for (first, read) in [(1, usual), (2, said)] {
            let read = read.expect("a table");
            let auenstadt = Named {
                line: first,
                ags: "01001000".to_owned(),
                name: "Auenstadt".to_owned(),
                address: "auenstadt@auenstadt.de".to_owned(),
                website: String::new(),
            };
            assert_eq!(read[0], auenstadt);
            assert_eq!(
                (read[1].name.as_str(), read[1].website.as_str()),
                ("Birkenried", "www.birkenried.de")
            );
        }
    }

    #[test]
    fn what_holds_no_member_is_refused() {
        for nothing in ["", "\n\n", "AGS;Name;Adresse\n"] {
            assert_eq!(gather(nothing.as_bytes()), Err(Refusal::NotATable {}), "{nothing:?}");
        }
    }

    #[test]
    fn a_key_is_known_in_all_its_spellings() {
        for (written, ags) in [
            ("01001000", "01001000"),
            ("1001000", "01001000"),
            ("01 001 000", "01001000"),
            ("010010000000", "01001000"),
            ("10010000000", "01001000"),
            ("5515", "05515"),
            ("'05515", "05515"),
            ("010515163", "010515163"),
        ] {
            assert_eq!(key(written).map(|ags| ags.as_str().to_owned()), Ok(ags.to_owned()), "{written}");
        }
        for bad in ["", "12", "0100100a", "1.001E+06", "٠١٠٠١٠٠٠", "äöüäöü"] {
            assert_eq!(key(bad), Err(Refusal::NotAnAgs {}), "{bad}");
        }
    }

    #[test]
    fn a_website_is_its_host() {
        for written in
            ["auenstadt.de", "www.auenstadt.de", "HTTPS://www.Auenstadt.de/rathaus?x", "auenstadt.de:443"]
        {
            assert_eq!(website(written).as_deref(), Ok("auenstadt.de"), "{written}");
        }
        assert_eq!(website("köln.de").as_deref(), Ok("köln.de"));
        for bad in ["", "de", "a b.de", "..", "10.0.0.1", "javascript:alert(1)", "auenstadt..de"] {
            assert_eq!(website(bad), Err(Refusal::NotAWebsite {}), "{bad}");
        }
    }
}
