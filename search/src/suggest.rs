//! What somebody may be looking for who is still typing: topics, organisations, entries.
//!
//! Nothing is ranked over all that could be meant. The dictionary of beginnings says which words go on like that, and of the documents that
//! have them so many are looked at and no more: a suggestion need not be the best of all, it must be there before the next key is pressed.

pub(crate) mod beginnings;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use commons::register::fold;
use commons::text::cut;
use tantivy::{DocAddress, SegmentReader};

use self::beginnings::{NAME, SPELLED, TITLE, TOPIC, says_something};
use crate::bits::Bits;
use crate::class::Class;
use crate::columns::each_with;
use crate::german::Analyser;
use crate::hits::HitOrganisation;
use crate::query::Order;
use crate::schema::{Fields, NARROW, narrow_term};
use crate::snapshot::Snapshot;
use crate::stored::Stored;

/// Characters that must be there before anything is suggested.
const SHORTEST: usize = 2;
/// Characters of what was typed that are looked at.
const LONGEST: usize = 100;
/// Words that are looked at: the last ones.
const MOST_WORDS: usize = 6;
/// Topics that are suggested.
const TOPICS: usize = 4;
/// Organisations that are suggested.
const ORGANISATIONS: usize = 3;
/// Entries that are suggested.
const ENTRIES: usize = 5;
/// Words of one segment's dictionary that are looked at for one beginning.
const LOOKED_THROUGH: usize = 1_000;
/// Words that a beginning stands for: the most frequent ones.
const COMPLETIONS: usize = 40;
/// Documents that are looked at for one list.
const LOOKED_AT: usize = 2_000;
/// Topics that are counted, and how far.
const COUNTED: usize = 16;
const COUNTED_TO: usize = 50;

/// What may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Topics, technologies and software, as they were spelled; the most frequent first.
    pub topics: Vec<String>,
    /// Organisations, by name.
    pub organisations: Vec<Suggested>,
    /// Entries; those with the word in full first, the newest of them first.
    pub entries: Vec<Suggested>,
}

/// An entry or organisation that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Its UUID on this node; empty for an organisation.
    pub id: String,
    /// The kind of entry, or `organisation`.
    pub kind: String,
    /// Its title, or the organisation's name.
    pub title: String,
    /// In which language that is.
    pub language: String,
    /// Who wrote it, or the organisation itself.
    pub organisation: HitOrganisation,
}

impl Suggestions {
    /// Whether there is nothing to suggest.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.organisations.is_empty() && self.entries.is_empty()
    }
}

/// Suggests from one snapshot, to whoever has this sight.
pub(crate) struct Suggesting<'a> {
    pub fields: &'a Fields,
    pub snapshot: &'a Snapshot,
    pub class: Class,
}

/// What was typed: the words before, and the one that may go on.
struct Typed {
    before: Vec<String>,
    last: String,
    /// All of it, folded.
    whole: String,
}

impl Typed {
    fn read(text: &str, analyser: &mut Analyser) -> Option<Self> {
        let whole = fold(&cut(text, LONGEST));
        if whole.chars().count() < SHORTEST {
            return None;
        }
        let mut before: Vec<String> = whole.split(' ').map(str::to_owned).collect();
        let last = before.pop()?;
        before.drain(..before.len().saturating_sub(MOST_WORDS - 1));
        before.retain(|word| says_something(word, analyser));
        Some(Self { before, last, whole })
    }
}

impl Suggesting<'_> {
    /// What may be meant by this.
    pub fn suggest(&self, typed: &str, analyser: &mut Analyser) -> tantivy::Result<Suggestions> {
        let Some(typed) = Typed::read(typed, analyser) else { return Ok(Suggestions::default()) };
        Ok(Suggestions {
            topics: self.topics(&typed)?,
            organisations: self.documents(NAME, &typed, ORGANISATIONS)?,
            entries: self.documents(TITLE, &typed, ENTRIES)?,
        })
    }

    /// Topics that go on like this, and of which the reader may read an entry. Which are looked at first depends on their spelling alone: how many
    /// entries nobody shows the reader must not be seen by it.
    fn topics(&self, typed: &Typed) -> tantivy::Result<Vec<String>> {
        let beginnings = self.beginning_with(&format!("{TOPIC}{}", typed.whole))?;
        let mut spellings: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
        for beginning in beginnings.into_keys() {
            let Some((_, spelling)) = beginning.split_once(SPELLED) else { continue };
            let key = fold(spelling);
            spellings.entry((key.len(), key)).or_default().push(beginning);
        }
        let mut counted = Vec::new();
        for beginnings in spellings.into_values() {
            let count = self.count(&beginnings)?;
            if count > 0 {
                counted.push((Reverse(count), self.spelling_of(&beginnings)?));
            }
            if counted.len() == COUNTED {
                break;
            }
        }
        counted.sort();
        Ok(counted.into_iter().take(TOPICS).map(|(_, spelling)| spelling).collect())
    }

    /// Of several spellings of one topic the one that the reader meets most often.
    fn spelling_of(&self, beginnings: &[String]) -> tantivy::Result<String> {
        let spelling =
            |beginning: &String| beginning.split_once(SPELLED).map(|(_, spelling)| spelling.to_owned());
        let mut best = (0, String::new());
        for beginning in beginnings {
            let count = if beginnings.len() == 1 { 1 } else { self.count(std::slice::from_ref(beginning))? };
            if count > best.0 {
                best = (count, spelling(beginning).unwrap_or_default());
            }
        }
        Ok(best.1)
    }

    /// How many documents the reader may read that begin like one of these; it is not counted far.
    fn count(&self, beginnings: &[String]) -> tantivy::Result<usize> {
        Ok(self.matching(&[beginnings], COUNTED_TO)?.len())
    }

    /// Documents whose words go on like this.
    fn documents(&self, letter: char, typed: &Typed, many: usize) -> tantivy::Result<Vec<Suggested>> {
        let mut before = Vec::new();
        for word in &typed.before {
            before.push(self.going_on(&format!("{letter}{word}"))?);
        }
        let last = format!("{letter}{}", typed.last);
        let mut found = self.newest(&before, std::slice::from_ref(&last))?;
        if found.len() < many {
            found.extend(self.newest(&before, &self.going_on(&last)?)?);
        }
        self.read(&found, many)
    }

    /// The documents with any of these and all that was typed before, the newest first.
    fn newest(&self, before: &[Vec<String>], last: &[String]) -> tantivy::Result<Vec<DocAddress>> {
        let each: Vec<&[String]> = before.iter().map(Vec::as_slice).chain([last]).collect();
        let mut found = self.matching(&each, LOOKED_AT)?;
        found.sort_by_key(|address| {
            let columns = &self.snapshot.columns[address.segment_ord as usize];
            Reverse(columns.age(address.doc_id, Order::Newest))
        });
        found.truncate(2 * ENTRIES);
        Ok(found)
    }

    /// So many documents at most that the reader may read and that have, of each of these lists, a beginning: small segments first, since they are
    /// the newest.
    fn matching(&self, each: &[&[String]], most: usize) -> tantivy::Result<Vec<DocAddress>> {
        let mut segments: Vec<_> = (0..).zip(self.snapshot.searcher.segment_readers()).collect();
        segments.sort_by_key(|(_, reader)| reader.max_doc());
        let mut found = Vec::new();
        for (ordinal, reader) in segments {
            let columns = &self.snapshot.columns[ordinal as usize];
            let mut shown = self.class.sees(reader, columns, self.fields)?.as_ref().clone();
            for any in each {
                shown.intersect(&self.having(reader, any)?);
            }
            let alive = reader.alive_bitset();
            let documents =
                shown.iter().filter(|document| alive.is_none_or(|alive| alive.is_alive(*document)));
            found.extend(
                documents.take(most - found.len()).map(|document| DocAddress::new(ordinal, document)),
            );
        }
        Ok(found)
    }

    /// The documents of a segment that have any of these beginnings.
    fn having(&self, reader: &SegmentReader, any: &[String]) -> tantivy::Result<Bits> {
        let mut having = Bits::none(reader.max_doc());
        for beginning in any {
            each_with(reader, self.fields.begins, beginning, |document| having.insert(document))?;
            if self.class.sees_more_than_public() {
                let narrow = narrow_term(beginning);
                each_with(reader, self.fields.begins, &narrow, |document| having.insert(document))?;
            }
        }
        Ok(having)
    }

    /// The words that this is the beginning of, the most frequent ones.
    fn going_on(&self, beginning: &str) -> tantivy::Result<Vec<String>> {
        let mut words: Vec<_> = self.beginning_with(beginning)?.into_iter().collect();
        words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        words.truncate(COMPLETIONS);
        Ok(words.into_iter().map(|(word, _)| word).collect())
    }

    /// The dictionary's words with this beginning, and in how many documents for everyone each is.
    fn beginning_with(&self, beginning: &str) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut words = BTreeMap::new();
        self.walk(beginning, |word, documents| *words.entry(word.to_owned()).or_default() += documents)?;
        if self.class.sees_more_than_public() {
            let mut narrow = BTreeSet::new();
            self.walk(&narrow_term(beginning), |word, _| {
                narrow.insert(word.trim_start_matches(NARROW).to_owned());
            })?;
            for word in narrow {
                if !words.contains_key(&word) && self.count(std::slice::from_ref(&word))? > 0 {
                    words.insert(word, 0);
                }
            }
        }
        Ok(words)
    }

    fn walk(&self, beginning: &str, mut meet: impl FnMut(&str, u64)) -> tantivy::Result<()> {
        for reader in self.snapshot.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.fields.begins)?;
            let mut stream = inverted.terms().range().ge(beginning).into_stream()?;
            for _ in 0..LOOKED_THROUGH {
                if !stream.advance() || !stream.key().starts_with(beginning.as_bytes()) {
                    break;
                }
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    meet(word, u64::from(stream.value().doc_freq));
                }
            }
        }
        Ok(())
    }

    /// What these are; of several with one title by one author the first.
    fn read(&self, addresses: &[DocAddress], many: usize) -> tantivy::Result<Vec<Suggested>> {
        let (mut read, mut seen) = (Vec::new(), HashSet::new());
        for address in addresses {
            if read.len() == many {
                break;
            }
            if !seen.insert(*address) {
                continue;
            }
            let stored = Stored::read(&self.snapshot.searcher, self.fields.stored, *address)?;
            let Stored { id, kind, title, language, organisation, .. } = stored;
            let one = Suggested { id, kind, title, language, organisation };
            let is_known =
                |other: &Suggested| other.title == one.title && other.organisation == one.organisation;
            if !read.iter().any(is_known) {
                read.push(one);
            }
        }
        Ok(read)
    }
}
