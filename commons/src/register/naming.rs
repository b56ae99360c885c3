//! From `Auenstadt, Stadt` to `Stadt Auenstadt`: names as those who bear them write them on their letters.

use super::line::{Line, Record};

/// Titles that stand before the name; all others are told by the type, or left to advertising.
const TITLES: [&str; 8] = [
    "Landeshauptstadt",
    "Freie und Hansestadt",
    "Hansestadt",
    "Hanse- und Universitätsstadt",
    "Universitäts- und Hansestadt",
    "Universitätsstadt",
    "Flecken",
    "Markt",
];

/// The full name of a place.
pub(super) fn full(line: &Line) -> String {
    match line.record {
        Record::Municipality => municipality(&line.class, &line.official),
        Record::County => county(&line.class, &line.official),
        Record::Association => association(&line.class, &line.official),
    }
}

fn municipality(class: &str, official: &str) -> String {
    let (name, titles) = official.split_once(',').unwrap_or((official, ""));
    let title = titles.split(',').map(str::trim).find(|title| TITLES.contains(title));
    let usual = match class {
        "60" => Some("Markt"),
        "61" | "62" | "63" | "67" => Some("Stadt"),
        "64" => Some("Gemeinde"),
        _ => None,
    };
    match title.or(usual) {
        Some(title) => titled(title, name.trim()),
        None => name.trim().to_owned(),
    }
}

fn county(class: &str, official: &str) -> String {
    let says_so = ["kreis", "Kreis", "Region", "region"].iter().any(|word| official.contains(word));
    match class {
        _ if says_so => official.to_owned(),
        "43" => titled("Kreis", official),
        "44" => titled("Landkreis", official),
        _ => official.to_owned(),
    }
}

fn association(class: &str, official: &str) -> String {
    let name = official.split_once(',').map_or(official, |(name, _)| name).trim();
    let name = name.strip_suffix("(VGem)").unwrap_or(name).trim();
    if let Some(rest) = name.strip_prefix("GVV ") {
        return titled("Gemeindeverwaltungsverband", rest);
    }
    if let Some(rest) = name.strip_prefix("VVG ") {
        return titled("Verwaltungsgemeinschaft", rest);
    }
    match class {
        "51" => titled("Amt", name),
        "52" => titled("Samtgemeinde", name),
        "53" => titled("Verbandsgemeinde", name),
        "54" => titled("Verwaltungsgemeinschaft", name),
        "55" => titled("Kirchspielslandgemeinde", name),
        "56" => titled("Verwaltungsverband", name),
        "58" => titled("Erfüllende Gemeinde", name),
        _ => name.to_owned(),
    }
}

fn titled(title: &str, name: &str) -> String {
    let bears_it = name.strip_prefix(title).is_some_and(|rest| rest.starts_with(' '));
    if bears_it { name.to_owned() } else { format!("{title} {name}") }
}
