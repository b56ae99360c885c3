//! `tempomacher register import`, and organisations that are completed from it: the real file, again, and what is none.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use commons::register::Place as Town;
use commons::{Ags, SystemClock};
use serde_json::Value;
use store::Store;

use super::place::Place;

/// A file of the official register, if it is here; says loudly when it is not.
fn official(name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/register").join(name);
    if !file.exists() {
        eprintln!("LOUD SKIP: {} is not here; nothing was tested", file.display());
        return None;
    }
    Some(file)
}

/// The municipalities as somebody else has read them: rows of a CSV file, by the names of its columns.
fn rows(file: &Path) -> Vec<HashMap<String, String>> {
    let text = std::fs::read_to_string(file).expect("a table");
    let mut lines = text.lines().map(fields);
    let heads = lines.next().expect("heads");
    lines.map(|fields| heads.iter().cloned().zip(fields).collect()).collect()
}

/// The fields of a line; commas within quotes part nothing.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("a field").push(other),
        }
    }
    fields
}

async fn register(place: &Place, keys: &[&str]) -> Vec<Option<Town>> {
    let store = Store::open(place.location(), Arc::new(SystemClock)).await.expect("the database");
    let mut reading = store.reading().await.expect("a connection");
    let mut towns = Vec::new();
    for key in keys {
        towns.push(reading.register().by_key(&Ags::parse(key).expect("a key")).await.expect("a row"));
    }
    drop(reading);
    store.close().await;
    towns
}

/// Adds an organisation of which only the key is said, and gives it as it is listed.
async fn added(place: &Place, handle: &str, more: &[&str]) -> Value {
    let host = format!("{handle}.localhost:{}", place.port);
    let add = ["organisation", "add", "--host", &host, "--handle", handle];
    place.does(&[&add[..], more].concat()).await;
    let mut rows = place.lists(&["organisation", "list"]).await;
    rows.retain(|row| row["handle"] == handle);
    rows.swap_remove(0)
}

/// A line of our own in the layout of the official file.
fn line(record: &str, key: &str, association: &str, name: &str, class: &str, population: &str) -> String {
    format!("{record}20260228{key:<8}{association:<4}{name:<100}{class:<2}{:<15}{population:<11}\n", "")
}

/// A county, an association and a town that are nowhere.
fn invented() -> String {
    [
        line("40", "16999", "", "Auental", "44", ""),
        line("50", "16999", "5001", "Obere Aue (VGem)", "54", ""),
        line("60", "16999001", "5001", "Auenstadt, Stadt", "63", "00000008400"),
    ]
    .concat()
}

both_engines!(the_official_file_says_of_each_town_what_others_have_read_there, |engine| async move {
    let Some(file) = official("GV100AD_28022026.txt.gz") else { return };
    let Some(table) = official("gemeinden_de_2026-02-28.csv") else { return };
    let rows = rows(&table);
    let place = Place::empty(&engine, "auenstadt").await;
    let file = file.display().to_string();

    let first = place.does(&["register", "import", &file]).await;
    assert!(first.starts_with(&format!("{} municipalities, ", rows.len())), "{first}");
    assert!(first.contains("as of 2026-02-28; 0 lines could not be read"), "{first}");
    assert_eq!(place.does(&["register", "import", &file]).await, first, "importing again replaces");

    let some: Vec<_> = rows.iter().step_by(rows.len() / 50).collect();
    assert!(some.len() >= 50);
    let keys: Vec<_> = some.iter().map(|row| row["ags"].as_str()).collect();
    for (row, town) in some.iter().zip(register(&place, &keys).await) {
        let town = town.unwrap_or_else(|| panic!("{} is missing", row["ags"]));
        assert_eq!(town.key.as_str(), row["ags"]);
        assert_eq!(town.official, row["name_amtlich"]);
        assert!(town.name.ends_with(&row["name"]), "{} is called {}", row["name"], town.name);
        assert_eq!(town.population.to_string(), row["einwohner"], "{}", town.name);
        assert_eq!(town.state.code(), row["land_kuerzel"], "{}", town.name);
        match row["kreis_typ"].as_str() {
            "Kreisfreie Stadt" | "Stadtkreis" => assert_eq!(town.county, None, "{}", town.name),
            _ => assert!(
                town.county.is_some_and(|county| county.ends_with(&row["kreis_name"])),
                "{}",
                town.name
            ),
        }
    }
});

both_engines!(a_key_alone_completes_a_new_organisation, |engine| async move {
    let place = Place::empty(&engine, "auenstadt").await;
    let imported = place.does(&["register", "import", &place.file("register.txt", &invented())]).await;
    assert!(imported.starts_with("1 municipalities, 1 counties and 1 associations imported"), "{imported}");

    let host = place.host();
    let init = ["init", "--host", &host, "--handle", "auenstadt", "--ags", "16999001"];
    let out = place.does(&[&init[..], &["--person", "Kim", "--mail", "kim@example.org"]].concat()).await;
    assert!(out.contains("Stadt Auenstadt is ready"), "{out}");
    let town = place.lists(&["organisation", "list"]).await.swap_remove(0);
    let expected = serde_json::json!({
        "kind": "municipality", "county": "Landkreis Auental", "state": "TH", "population": 8400,
        "serves": [{"ags": "16999001", "valid_on": "2026-02-28"}],
    });
    for (field, value) in expected.as_object().expect("fields") {
        assert_eq!(&town[field], value, "{field}");
    }

    let county = added(&place, "auental", &["--ags", "16999"]).await;
    assert_eq!((&county["name"], &county["kind"]), (&"Landkreis Auental".into(), &"county".into()));
    assert_eq!(county["population"], 8400);
    let association = added(&place, "obere-aue", &["--ags", "169995001", "--population", "7"]).await;
    assert_eq!(association["name"], "Verwaltungsgemeinschaft Obere Aue");
    assert_eq!(
        (&association["kind"], &association["population"]),
        (&"municipal-association".into(), &7.into())
    );

    let said =
        ["--name", "Bauhof", "--kind", "municipal-company", "--ags", "16999001", "--county", "Anderswo"];
    let company = added(&place, "bauhof", &said).await;
    assert_eq!((&company["name"], &company["county"]), (&"Bauhof".into(), &"Anderswo".into()));
    assert_eq!((&company["kind"], &company["state"]), (&"municipal-company".into(), &"TH".into()));
});

both_engines!(what_the_register_does_not_know_must_be_said, |engine| async move {
    let place = Place::empty(&engine, "auenstadt").await;
    let host = place.host();
    let add = ["organisation", "add", "--host", &host, "--handle", "auenstadt", "--ags", "16999001"];
    let unknown = place.run(&add).await;
    assert_eq!(unknown.code, Some(1));
    for part in ["16999001", "tempomacher register import FILE", "tempomacher register import DATEI"] {
        assert!(unknown.err.contains(part), "{}", unknown.err);
    }
    assert!(place.lists(&["organisation", "list"]).await.is_empty());
    let named = place.does(&[&add[..], &["--name", "Stadt Auenstadt"]].concat()).await;
    assert!(named.contains("Stadt Auenstadt is ready"), "{named}");
});

both_engines!(a_file_that_is_none_changes_nothing_and_wrong_lines_are_told, |engine| async move {
    let place = Place::empty(&engine, "auenstadt").await;
    let odd = format!("{}unlesbar\n{}", invented(), line("60", "1699902", "5001", "Zu kurz", "64", "1"));
    let out = place.does(&["register", "import", &place.file("odd.txt", &odd)]).await;
    assert!(
        out.contains("line 4:") && out.contains("line 5:") && out.contains("2 lines could not be"),
        "{out}"
    );

    for (name, text) in [("empty.txt", ""), ("table.csv", "ars,ags\n1,2\n"), ("picture.gz", "\u{1f}\u{8}")] {
        let refused = place.run(&["register", "import", &place.file(name, text)]).await;
        assert_eq!(refused.code, Some(1), "{name}");
        assert!(
            refused.err.contains("GV100AD") && refused.err.contains("Nichts wurde verändert"),
            "{}",
            refused.err
        );
    }
    let absent = place.run(&["register", "import", "nowhere.txt"]).await;
    assert!(absent.code == Some(1) && absent.err.contains("nowhere.txt"), "{absent:?}");
    assert!(register(&place, &["16999001"]).await[0].is_some(), "what was there is there");
});
