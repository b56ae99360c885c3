//! Why a hit matched, where that is not plain to see: which word of the question met which other word of the hit.

use std::collections::HashMap;

use crate::asked::{Asked, Reading, Way, What};
use crate::german::{Analyser, Terms, Tongue, words};
use crate::hits::{How, Matched};
use crate::sieve::Sieve;
use crate::stored::Stored;

/// Most reasons that are given for one hit.
const MOST: usize = 5;

/// Finds reasons for the hits of one question.
pub(crate) struct Reasons<'a> {
    reading: &'a Reading,
    /// What each term would say, for which of the things that were asked for.
    sought: HashMap<&'a str, Vec<(usize, Meeting)>>,
    /// Names of several words, in the same sense.
    rows: Vec<(usize, &'a [String], How)>,
    sieve: Sieve,
}

/// How a term of the hit meets what was asked for; the plainer is the less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meeting {
    /// It is the word itself, in some form.
    Plain,
    /// It is another word.
    Other(How),
}

/// What was found for one thing that was asked for.
type Found = Option<(Meeting, String)>;

impl<'a> Reasons<'a> {
    /// For the hits of a question that was read so.
    pub fn new(reading: &'a Reading) -> Self {
        let sieve = Sieve::new(reading.terms());
        let mut reasons = Self { reading, sought: HashMap::new(), rows: Vec::new(), sieve };
        for (place, asked) in reading.asked.iter().enumerate() {
            reasons.seek(place, asked);
        }
        reasons
    }

    fn seek(&mut self, place: usize, asked: &'a Asked) {
        for word in asked.words.iter().filter(|word| !word.whole.is_empty()) {
            self.sought.entry(&word.whole).or_default().push((place, Meeting::Plain));
            for way in &word.ways {
                self.seek_way(place, way, way.how);
            }
            for way in word.parts.iter().flatten() {
                self.seek_way(place, way, way.how.or(Some(How::Part)));
            }
        }
        for way in &asked.ways {
            self.seek_way(place, way, way.how);
        }
    }

    fn seek_way(&mut self, place: usize, way: &'a Way, how: Option<How>) {
        match &way.what {
            What::Term(term) => {
                let meeting = how.map_or(Meeting::Plain, Meeting::Other);
                self.sought.entry(term).or_default().push((place, meeting));
            }
            What::Row(terms) => self.rows.push((place, terms, how.unwrap_or(How::Synonym))),
        }
    }

    /// The reasons for a hit.
    pub fn of(&self, stored: &Stored, analyser: &mut Analyser) -> Vec<Matched> {
        let mut found: Vec<Found> = vec![None; self.reading.asked.len()];
        let tongue = stored.tongue();
        for text in [&stored.title, &stored.summary, &stored.recommendation, &stored.text] {
            if found.iter().all(|found| matches!(found, Some((Meeting::Plain, _)))) {
                break;
            }
            self.look_through(text, tongue, analyser, &mut found);
        }
        let reasons = self.reading.asked.iter().zip(found).filter_map(|(asked, found)| match found {
            Some((Meeting::Other(how), found)) => Some(Matched { asked: asked.text(), found, how }),
            _ => None,
        });
        reasons.take(MOST).collect()
    }

    fn look_through(&self, text: &str, tongue: Tongue, analyser: &mut Analyser, found: &mut [Found]) {
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut read: Vec<String> = Vec::new();
        for group in words(text) {
            if let (Some(joined), Some(first), Some(last)) =
                (&group.joined, group.words.first(), group.words.last())
            {
                let terms = analyser.terms(joined, tongue);
                self.meet(&terms, &text[first.from..last.to], found);
            }
            for word in &group.words {
                if !self.sieve.lets_through(&word.text) {
                    // It is none of the words of a name either.
                    read.push(String::new());
                    places.push((word.from, word.to));
                    continue;
                }
                let terms = analyser.terms(&word.text, tongue);
                self.meet(&terms, &text[word.from..word.to], found);
                places.push((word.from, word.to));
                read.push(terms.whole.clone());
            }
        }
        for (place, row, how) in &self.rows {
            let at = read.windows(row.len()).position(|window| window == *row);
            if let Some(at) = at {
                let (from, to) = (places[at].0, places[at + row.len() - 1].1);
                note(&mut found[*place], Meeting::Other(*how), &text[from..to]);
            }
        }
    }

    fn meet(&self, terms: &Terms, text: &str, found: &mut [Found]) {
        for term in terms.all() {
            let is_whole = term == terms.whole;
            for (place, meeting) in self.sought.get(term).into_iter().flatten() {
                let meeting = match meeting {
                    Meeting::Plain if !is_whole => Meeting::Other(How::Part),
                    meeting => *meeting,
                };
                note(&mut found[*place], meeting, text);
            }
        }
    }
}

/// Keeps the plainer of two.
fn note(place: &mut Found, meeting: Meeting, text: &str) {
    if place.as_ref().is_none_or(|(known, _)| meeting < *known) {
        *place = Some((meeting, text.to_owned()));
    }
}
