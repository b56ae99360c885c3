//! A register of our own making, in the layout of the official one.

use super::{Gathered, gather};
use crate::{OrganisationKind, Refusal, State};

/// A line as the layout wants it, up to its last column that is read.
fn line(record: &str, key: &str, association: &str, name: &str, class: &str, population: &str) -> String {
    format!(
        "{record}20260228{key:<8}{association:<4}{name:<50}{:<50}{class:<2}{:<15}{population:<11}",
        "", ""
    )
}

/// A county with an association of two, a town of its own, and a town that is its own county.
fn lines() -> Vec<String> {
    vec![
        line("10", "01", "", "Küstenland", "", ""),
        line("40", "01901", "", "Seestadt, Stadt", "41", ""),
        line("50", "01901", "0000", "Seestadt, Stadt", "50", ""),
        line("60", "01901000", "0000", "Seestadt, Stadt", "61", "00000100000"),
        line("40", "01977", "", "Auental", "44", ""),
        line("50", "01977", "5001", "Obere Aue", "51", ""),
        line("60", "01977001", "5001", "Wünschdorf", "64", "00000000800"),
        line("60", "01977002", "5001", "Märkelbach, M", "60", "00000001200"),
        line("50", "01977", "0003", "Auenstadt, Landeshauptstadt", "50", ""),
        line("60", "01977003", "0003", "Auenstadt, Landeshauptstadt", "63", "00000008400"),
    ]
}

fn read(lines: &[String]) -> Gathered {
    gather(&lines.join("\n")).expect("a register")
}

#[test]
fn municipalities_counties_and_associations_are_read_once() {
    let gathered = read(&lines());
    assert!(gathered.odd.is_empty());
    let said: Vec<_> = gathered
        .places
        .iter()
        .map(|place| (place.key.as_str(), place.name.as_str(), place.county.as_deref(), place.population))
        .collect();
    assert_eq!(
        said,
        [
            ("01901000", "Stadt Seestadt", None, 100_000),
            ("01977", "Landkreis Auental", None, 10_400),
            ("019775001", "Amt Obere Aue", Some("Landkreis Auental"), 2_000),
            ("01977001", "Gemeinde Wünschdorf", Some("Landkreis Auental"), 800),
            ("01977002", "Markt Märkelbach", Some("Landkreis Auental"), 1_200),
            ("01977003", "Landeshauptstadt Auenstadt", Some("Landkreis Auental"), 8_400),
        ]
    );
    assert!(gathered.places.iter().all(|place| place.state == State::SchleswigHolstein));
    assert!(gathered.places.iter().all(|place| place.valid_on == "2026-02-28"));
    assert_eq!(gathered.places[4].official, "Märkelbach, M");
    let counts =
        [OrganisationKind::Municipality, OrganisationKind::County, OrganisationKind::MunicipalAssociation];
    assert_eq!(counts.map(|kind| gathered.count(kind)), [4, 1, 1]);
}

#[test]
fn the_order_of_lines_and_their_ends_do_not_matter() {
    let mut turned = lines();
    turned.reverse();
    let mut places = gather(&format!("{}\r\n\r\n", turned.join("\r\n"))).expect("a register").places;
    places.reverse();
    assert_eq!(places, read(&lines()).places);
}

#[test]
fn wrong_lines_are_named_and_do_not_stop_the_rest() {
    let mut lines = lines();
    let good = read(&lines).places;
    lines.extend([
        line("70", "01977004", "0004", "Falsche Art", "64", "00000000001"),
        line("60", "1977004", "0004", "Ohne führende Null", "64", "00000000001"),
        line("60", "01977004", "0004", "", "64", "00000000001"),
        line("60", "01977004", "0004", "Niemand", "64", "viele"),
        line("60", "99977004", "0004", "Ohne Land", "64", "00000000001"),
        line("60", "01977001", "5001", "Noch einmal", "64", "00000000001"),
    ]);
    let gathered = read(&lines);
    assert_eq!(gathered.places, good);
    let numbers: Vec<_> = gathered.odd.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [11, 12, 13, 14, 15, 16]);
    assert_eq!(gathered.odd[1].1, Refusal::NotAnAgs {});
    assert_eq!(gathered.odd[2].1, Refusal::Missing { field: "name" });
}

#[test]
fn a_line_that_was_cut_off_or_has_no_such_day_is_named() {
    let mut lines = lines();
    let cut: String =
        line("60", "01977004", "0004", "Abgeschnitten", "64", "00000000001").chars().take(139).collect();
    lines.extend([
        cut,
        line("60", "01977005", "0005", "Nie", "64", "00000000001").replacen("0228", "0230", 1),
    ]);
    let odd = read(&lines).odd;
    assert_eq!((odd[0].0, odd[1].clone()), (11, (12, Refusal::NotADate { field: "date" })));
}

#[test]
fn what_is_no_register_is_refused() {
    for text in ["", "\n\n", "{\"id\": 1}\n", "ars,ags,name\n010010000000,01001000,Flensburg\n"] {
        assert_eq!(gather(text), Err(Refusal::NotARegister {}), "{text}");
    }
    let counties_alone = lines()[..2].join("\n");
    assert_eq!(gather(&counties_alone), Err(Refusal::NotARegister {}));
    let mostly_wrong = format!("{}\nfalsch\nfalsch", lines()[3]);
    assert_eq!(gather(&mostly_wrong), Err(Refusal::NotARegister {}));
}
