//! Every row of the list of threats that is about neighbours has a test that bears its number.

use std::collections::BTreeSet;
use std::path::Path;

/// The parts of the list that are about neighbours.
const PARTS: [&str; 6] =
    ["Signatures", "Origin", "SSRF and hostile servers", "JSON", "Collections", "Abuse of federation"];

/// The numbers of the rows in these parts.
fn wanted(list: &str) -> BTreeSet<u32> {
    let mut part = "";
    let mut rows = BTreeSet::new();
    for line in list.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            part = heading.trim();
        }
        let number = line.strip_prefix("| ").and_then(|row| row.split(' ').next()?.parse::<u32>().ok());
        rows.extend(number.filter(|_| PARTS.contains(&part)));
    }
    rows
}

/// The numbers in the names of tests: `row_41_and_44_urls_...`.
fn tested(dir: &Path, rows: &mut BTreeSet<u32>) {
    for file in std::fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            tested(&path, rows);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for name in text.split("row_").skip(1) {
                let words = name.split('_').take_while(|word| *word == "and" || word.parse::<u32>().is_ok());
                rows.extend(words.filter_map(|word| word.parse::<u32>().ok()));
            }
        }
    }
}

#[test]
fn every_row_about_neighbours_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Ok(list) = std::fs::read_to_string(root.join("../shared/THREATS.md")) else {
        eprintln!("LOUD SKIP: the list of threats is not here; nothing was compared");
        return;
    };
    let wanted = wanted(&list);
    assert!(wanted.len() > 50, "the list reads otherwise than before: {wanted:?}");
    let mut found = BTreeSet::new();
    for dir in ["commons/src", "federation/src", "federation/tests", "node/src", "node/tests", "store/tests"]
    {
        tested(&root.join(dir), &mut found);
    }
    let missing: Vec<_> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "rows without a test: {missing:?}");
}
