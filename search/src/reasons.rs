//! Why a hit matched, where that is not plain to see: which word of the question met which other word of the hit.

use std::collections::HashMap;

use crate::asked::{Asked, Reading, Way, What};
use crate::german::Terms;
use crate::hits::{How, Matched};
use crate::sifted::{Part, Sifted, Word};

/// Most reasons that are given for one hit.
const MOST: usize = 5;

/// Finds reasons for the hits of one question.
pub(crate) struct Reasons<'a> {
    reading: &'a Reading,
    /// What each term would say, for which of the things that were asked for.
    sought: HashMap<&'a str, Vec<(usize, Meeting)>>,
    /// Names of several words, in the same sense.
    rows: Vec<(usize, &'a [String], How)>,
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
        let mut reasons = Self { reading, sought: HashMap::new(), rows: Vec::new() };
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
    pub fn of(&self, hit: &mut Sifted<'_, '_>) -> Vec<Matched> {
        let mut found: Vec<Found> = vec![None; self.reading.asked.len()];
        for part in [Part::Title, Part::Summary, Part::Recommendation, Part::Text] {
            if found.iter().all(|found| matches!(found, Some((Meeting::Plain, _)))) {
                break;
            }
            let (text, words) = hit.text(part);
            self.look_through(text, words, &mut found);
        }
        let reasons = self.reading.asked.iter().zip(found).filter_map(|(asked, found)| match found {
            Some((Meeting::Other(how), found)) => Some(Matched { asked: asked.text(), found, how }),
            _ => None,
        });
        reasons.take(MOST).collect()
    }

    fn look_through(&self, text: &str, words: &[Word], found: &mut [Found]) {
        for word in words {
            if let Some((terms, end)) = &word.bound {
                self.meet(terms, &text[word.from..*end], found);
            }
            if let Some(terms) = &word.terms {
                self.meet(terms, &text[word.from..word.to], found);
            }
        }
        let is =
            |(word, term): (&Word, &String)| word.terms.as_ref().is_some_and(|terms| terms.whole == *term);
        for (place, row, how) in &self.rows {
            let found_at = words.windows(row.len()).find(|window| window.iter().zip(*row).all(is));
            if let Some((first, last)) = found_at.and_then(|window| window.first().zip(window.last())) {
                note(&mut found[*place], Meeting::Other(*how), &text[first.from..last.to]);
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
