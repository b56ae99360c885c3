//! Words, as often as in real text: those of statutes by their counts, those of towns by rank, and ever new compounds of both.

use std::io::Read;

use crate::Failure;
use crate::chance::Chance;

/// Places in the table from which a word is drawn; a word has as many as its count allows, and at the least one.
const PLACES: usize = 1 << 19;
/// How many topics there are: what one entry is about is not what the next is about.
const TOPICS: usize = 600;
/// Words of a topic.
const OF_A_TOPIC: usize = 40;

/// All words.
pub struct Vocabulary {
    common: Vec<String>,
    /// Places of `common`, each as often as its word.
    drawn: Vec<u32>,
    municipal: Vec<String>,
    topics: Vec<Vec<String>>,
}

impl Vocabulary {
    /// Reads the lists that the crate ships.
    pub fn new() -> Result<Self, Failure> {
        let mut text = String::new();
        flate2::read::GzDecoder::new(&include_bytes!("../../data/word-frequencies.tsv.gz")[..])
            .read_to_string(&mut text)?;
        let counted: Vec<(&str, f64)> = text
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(word, count)| Some((word, count.parse().ok()?)))
            .collect();
        let all: f64 = counted.iter().map(|(_, count)| count).sum();
        let mut drawn = Vec::with_capacity(PLACES + counted.len());
        for (place, (_, count)) in counted.iter().enumerate() {
            let times = (count / all * PLACES as f64) as usize;
            drawn.extend(std::iter::repeat_n(place as u32, times.max(1)));
        }
        let common: Vec<String> = counted.iter().map(|(word, _)| (*word).to_owned()).collect();
        let municipal: Vec<String> = include_str!("../../data/municipal-words.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && line.chars().count() > 2)
            .map(str::to_owned)
            .collect();
        let topics = (0..TOPICS).map(|number| topic(number, &municipal, &common)).collect();
        Ok(Self { common, drawn, municipal, topics })
    }

    /// A topic: common ones come often.
    pub fn topic(&self, chance: &mut Chance) -> &[String] {
        let topic: &Vec<String> = chance.early(&self.topics);
        topic
    }

    /// A word of running text about a topic.
    pub fn word(&self, topic: &[String], chance: &mut Chance, out: &mut String) {
        match chance.below(100) {
            0..24 => out.push_str(chance.early::<String>(topic)),
            24..27 => out.push_str(chance.early::<String>(&self.municipal)),
            // What nobody has written before.
            27..29 => {
                out.push_str(chance.one::<String>(&self.municipal));
                out.push_str(self.common(chance));
            }
            _ => out.push_str(self.common(chance)),
        }
    }

    fn common(&self, chance: &mut Chance) -> &str {
        &self.common[*chance.one(&self.drawn) as usize]
    }
}

/// Words that belong together: simple ones, and compounds of them.
fn topic(number: usize, municipal: &[String], common: &[String]) -> Vec<String> {
    let mut chance = Chance::of(number as u64 + 7_000);
    let telling = &common[common.len().min(400)..common.len().min(12_000)];
    let words = (0..OF_A_TOPIC).map(|_| {
        if chance.percent(50) && !telling.is_empty() {
            return capitalised(chance.one::<String>(telling));
        }
        let first = chance.one::<String>(municipal).clone();
        if chance.percent(45) {
            return first;
        }
        let joint = if first.ends_with("ung") { "s" } else { "" };
        format!("{first}{joint}{}", chance.one::<String>(municipal).to_lowercase())
    });
    words.collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
