//! Texts as towns write them: real ones with their words in another order, so that each is new and none is strange.

use std::path::Path;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use serde::Deserialize;

/// Used where the real ones are not at hand.
const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "Kita-Plätze online finden",
        "Eltern sehen freie Plätze in allen Einrichtungen der Stadt und melden ihr Kind einmal für alle an.",
        "Früher riefen Eltern jede Einrichtung einzeln an, und die Listen lagen in sechs Tabellen. Heute pflegt jede Kita ihre \
         freien Plätze selbst, die Vergabe folgt Kriterien des Rats, und wer kein Internet hat, kommt ins Familienbüro. Die \
         Schnittstelle zum Fachverfahren war teurer als gedacht, weil der Hersteller sie gesondert berechnet.",
    ),
    (
        "Sensoren im Stadtwald",
        "Bodenfeuchte wird über LoRaWAN gemessen, damit das Grünflächenamt gezielt gießt.",
        "Zwölf Sensoren melden stündlich, die Daten stehen offen im Netz. Ehrenamtliche haben die ersten Geräte gelötet, die \
         Stadtwerke betreiben die Gateways. Im Winter fielen Batterien aus, seither wechselt der Bauhof sie im Herbst. Gespart \
         wird Wasser und manche Fahrt, und die Schule nutzt die Messwerte im Unterricht.",
    ),
    (
        "Sitzungen aus dem Ratssaal übertragen",
        "Ratssitzungen laufen im Netz, mit Untertiteln und ohne Firma von außen.",
        "Zwei Kameras, ein Rechner und eine halbe Stelle genügen. Der Personalrat war früh dabei, die Geschäftsordnung wurde \
         angepasst, und wer nicht gezeigt werden will, sagt es vorher. Die Untertitel macht ein Programm auf eigenem Server. \
         Zugeschaut wird vor allem am nächsten Tag.",
    ),
];

/// A text that nobody has written.
#[derive(Clone, Debug)]
pub struct Text {
    /// A title.
    pub title: String,
    /// Two sentences.
    pub summary: String,
    /// The rest.
    pub text: String,
}

/// The texts from which others are made.
pub struct Texts(Vec<Words>);

struct Words {
    title: Vec<String>,
    summary: Vec<String>,
    body: Vec<String>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Line {
    title: String,
    summary: String,
    body: String,
}

impl Texts {
    /// Reads the real ones, or says loudly that they are not there.
    pub fn read(data: &Path) -> Self {
        let file = data.join("projects/projects.jsonl");
        let real = std::fs::read_to_string(&file).unwrap_or_default();
        let lines = real.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let mut texts: Vec<_> = lines.map(|line| Words::of(&line.title, &line.summary, &line.body)).collect();
        texts.retain(|words| words.body.len() > 10);
        if texts.is_empty() {
            println!("LOUD: {} is not here; few built-in texts take the place of real ones", file.display());
            texts = BUILT_IN.iter().map(|(title, summary, body)| Words::of(title, summary, body)).collect();
        }
        Self(texts)
    }

    /// The text of this number, always the same, with a body of about so many bytes.
    pub fn varied(&self, number: usize, bytes: usize) -> Text {
        let mut random = StdRng::seed_from_u64(number as u64);
        let words = &self.0[number % self.0.len()];
        let title = shuffled(&words.title, 70, &mut random);
        Text {
            title: format!("{title} {number}"),
            summary: shuffled(&words.summary, 160, &mut random),
            text: shuffled(&words.body, bytes, &mut random),
        }
    }
}

impl Words {
    fn of(title: &str, summary: &str, body: &str) -> Self {
        Self { title: words(title), summary: words(summary), body: words(body) }
    }
}

/// Words without what Markdown would take for more.
fn words(text: &str) -> Vec<String> {
    let words =
        text.split_whitespace().map(|word| word.replace(['#', '*', '|', '<', '>', '[', ']', '`', '_'], ""));
    words.filter(|word| word.chars().any(char::is_alphabetic) && !word.contains("://")).collect()
}

/// A run of neighbouring words, about so many bytes, in another order.
fn shuffled(words: &[String], bytes: usize, random: &mut StdRng) -> String {
    if words.is_empty() {
        return String::new();
    }
    let first = random.random_range(0..words.len());
    let mut left = bytes;
    let mut run: Vec<&str> = Vec::new();
    for word in words[first..].iter().chain(&words[..first]) {
        let Some(rest) = left.checked_sub(word.len() + 1) else { break };
        left = rest;
        run.push(word);
    }
    run.shuffle(random);
    run.join(" ")
}
