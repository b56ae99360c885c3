//! One pass over all that match: counts them, counts their facets, keeps the best; and stops when its time is up. Where there is much to go
//! through, several go through it at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use commons::Time;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::class::Class;
use crate::demands::Demands;
use crate::facets::{Facet, Filters};
use crate::favour::Favours;
use crate::index::cores;
use crate::kin::Kin;
use crate::lexicon::Lexicon;
use crate::query::{Built, Order};
use crate::schema::Fields;
use crate::snapshot::Snapshot;
use crate::walk::{Best, Segment, Walk};
use crate::worth::{Asking, WINDOW, Weighed};

/// Documents that one walks through before the next share is taken: below twice as many one walks alone.
const SHARE: usize = if cfg!(test) { WINDOW } else { 32 * WINDOW };
/// Most that walk at once.
const MOST_WALKS: usize = 4;
/// Most values of a facet that are listed beside those that were chosen.
const MOST_VALUES: usize = 100;

/// What a pass found.
pub(crate) struct Found {
    pub total: usize,
    /// The best, best first.
    pub best: Vec<Best>,
    pub facets: BTreeMap<Facet, Vec<(String, u64)>>,
}

/// Why a pass came to no end.
pub(crate) enum Stopped {
    /// The time was up.
    Late,
    /// The index could not be read.
    Failed(TantivyError),
}

impl From<TantivyError> for Stopped {
    fn from(error: TantivyError) -> Self {
        Self::Failed(error)
    }
}

/// What a pass looks for, and how.
pub(crate) struct Pass<'a> {
    pub snapshot: &'a Snapshot,
    fields: &'a Fields,
    filters: &'a Filters,
    pub class: Class,
    pub keep: usize,
    pub kin: Option<&'a Kin>,
    /// What speaks for each counts for more only where the best come first.
    pub favours: Option<Favours>,
    pub order: Order,
    until: Instant,
}

impl<'a> Pass<'a> {
    /// A pass for this class of readers that keeps the best so many, and gives up after so many milliseconds.
    pub fn new(
        snapshot: &'a Snapshot,
        fields: &'a Fields,
        class: Class,
        filters: &'a Filters,
        keep: usize,
        deadline_ms: u64,
    ) -> Self {
        Self {
            snapshot,
            fields,
            filters,
            class,
            keep,
            kin: None,
            favours: None,
            order: Order::Best,
            until: Instant::now() + Duration::from_millis(deadline_ms.min(60_000)),
        }
    }

    /// The same, where what towns like this one wrote counts for more.
    #[must_use]
    pub fn near(self, kin: Option<&'a Kin>) -> Self {
        Self { kin, ..self }
    }

    /// The same, where what speaks for an entry on the day of this instant counts for a little more.
    #[must_use]
    pub fn on(self, now: Time) -> Self {
        Self { favours: Some(Favours::on(now)), ..self }
    }

    /// Goes over all segments.
    pub fn over(mut self, built: &Built, lexicon: &Lexicon<'_>) -> Result<Found, Stopped> {
        self.order = built.order;
        self.favours = self.favours.filter(|_| built.order == Order::Best);
        let Asking { words, strict } = &built.asking;
        let is_everything = words.is_none() && strict.is_empty() && built.order == Order::Newest;
        let segments = self.segments()?;
        let walk = if is_everything && self.kin.is_none() {
            let mut walk = Walk::new(&self);
            segments.iter().try_for_each(|segment| walk.everything(segment))?;
            walk
        } else {
            let weighed = Weighed::new(&built.asking, built.order, lexicon)?;
            lexicon.readable()?;
            self.shared(&segments, &weighed)?
        };
        Ok(self.found(walk))
    }

    fn segments(&self) -> Result<Vec<Segment<'a>>, Stopped> {
        let readers = self.snapshot.searcher.segment_readers().iter().enumerate();
        readers.map(|(ordinal, reader)| self.segment(ordinal, reader)).collect()
    }

    fn segment(&self, ordinal: usize, reader: &'a SegmentReader) -> Result<Segment<'a>, Stopped> {
        let snapshot = self.snapshot;
        let columns = snapshot.columns[ordinal].as_ref();
        Ok(Segment {
            ordinal: ordinal as u32,
            reader,
            columns,
            sight: self.class.sees(reader, columns, self.fields)?,
            demands: Demands::new(self.filters, reader, columns, self.fields, &snapshot.names)?,
        })
    }

    /// Goes through all there is, with as many at once as are worth it.
    fn shared(&self, segments: &[Segment<'a>], weighed: &Weighed) -> Result<Walk<'_>, Stopped> {
        let shares: Vec<Share<'_, 'a>> = segments.iter().flat_map(shares).collect();
        let next = AtomicUsize::new(0);
        let walk = || -> Result<Walk<'_>, Stopped> {
            let mut walk = Walk::new(self);
            while let Some((segment, documents)) = shares.get(next.fetch_add(1, Ordering::Relaxed)) {
                // Whoever goes through a share also opens it: with many words that is 7 % of all there is to do.
                let opened = weighed.open(self.snapshot, segment.ordinal as usize, documents.clone())?;
                walk.matching(segment, opened)?;
            }
            Ok(walk)
        };
        let others = cores().min(MOST_WALKS).min(shares.len() / 2).saturating_sub(1);
        thread::scope(|scope| {
            // Where no thread is to be had, one walks alone.
            let spawned = (0..others).map_while(|_| thread::Builder::new().spawn_scoped(scope, walk).ok());
            let others: Vec<_> = spawned.collect();
            let others = others.into_iter().map(|other| {
                // The library may panic over files that are not what it wrote.
                other
                    .join()
                    .unwrap_or_else(|_| Err(TantivyError::SystemError("a walk broke off".to_owned()).into()))
            });
            let own = walk();
            others.fold(own, |all, other| Ok(all?.with(other?)))
        })
    }

    /// Whether there is time left.
    ///
    /// # Errors
    /// [`Stopped::Late`], if there is none.
    pub fn clock(&self) -> Result<(), Stopped> {
        if Instant::now() > self.until { Err(Stopped::Late) } else { Ok(()) }
    }

    fn found(&self, walk: Walk<'_>) -> Found {
        let (total, counting, best) = walk.gathered();
        let mut facets: BTreeMap<Facet, Vec<(&str, u32)>> = BTreeMap::new();
        for (facet, value, count) in counting.named() {
            facets.entry(facet).or_default().push((value, count));
        }
        let facets = facets.into_iter().map(|(facet, values)| {
            let chosen = self.filters.get(&facet).map_or(&[][..], Vec::as_slice);
            (facet, listed(values, chosen))
        });
        Found { total, best, facets: facets.collect() }
    }
}

/// A part of a segment: these documents.
type Share<'s, 'a> = (&'s Segment<'a>, Range<DocId>);

/// All of a segment, in shares that anybody can take.
fn shares<'s, 'a>(segment: &'s Segment<'a>) -> impl Iterator<Item = Share<'s, 'a>> {
    let documents = segment.reader.max_doc();
    (0..documents)
        .step_by(SHARE)
        .map(move |from| (segment, from..documents.min(from.saturating_add(SHARE as DocId))))
}

/// The most frequent values, most first; and what was chosen, however rare it is.
fn listed(mut values: Vec<(&str, u32)>, chosen: &[String]) -> Vec<(String, u64)> {
    let order = |one: &(&str, u32), other: &(&str, u32)| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0));
    if values.len() > MOST_VALUES {
        values.select_nth_unstable_by(MOST_VALUES, order);
        let mut rare = values.split_off(MOST_VALUES);
        rare.retain(|(value, _)| chosen.iter().any(|chosen| chosen == value));
        values.append(&mut rare);
    }
    values.sort_unstable_by(order);
    values.into_iter().map(|(value, count)| (value.to_owned(), u64::from(count))).collect()
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use commons::{Iri, Organisation, OrganisationKind, Reader, State, Time};

    use super::SHARE;
    use crate::document::hash;
    use crate::{Facet, Index, Opened, OrganisationDocument, Origin, Question, Search, Update};

    /// Enough for several shares, the last of them short.
    const TOWNS: usize = 4 * SHARE + 1_234;

    fn name(number: usize) -> &'static str {
        if number.is_multiple_of(3) { "Markt" } else { "Gemeinde" }
    }

    fn state(number: usize) -> State {
        if number.is_multiple_of(2) { State::Bavaria } else { State::Hesse }
    }

    fn iri(number: usize) -> String {
        format!("https://town-{number}.de/")
    }

    fn town(number: usize) -> Update {
        let iri = Iri::parse("id", &iri(number)).expect("an id");
        let organisation = Organisation::new(iri, "a.de", "a", name(number), OrganisationKind::Municipality);
        let organisation = Organisation { state: Some(state(number)), ..organisation };
        Update::Organisation(Box::new(OrganisationDocument { organisation }))
    }

    fn opened(dir: &std::path::Path) -> Index {
        let origin = Origin { database: "d".into(), epoch: "1".into() };
        let Ok(Opened::Missing(index)) = Index::open(dir, &origin) else {
            panic!("nothing lay there");
        };
        let mut rebuild = index.rebuild().expect("room");
        rebuild.write((0..TOWNS).map(town).collect()).expect("room");
        rebuild.finish(1).expect("room")
    }

    #[test]
    fn several_who_walk_find_what_is_there_once_and_in_order() {
        let dir = tempfile::tempdir().expect("a folder");
        let index = opened(dir.path());
        let question = Question::parse("Markt").expect("a question");
        let mut search = Search::new(question, Reader::anyone(), Time::default());
        search.filters.insert(Facet::State, vec![State::Bavaria.code().to_owned()]);
        search.deadline_ms = 60_000;
        let page = index.search(&search).expect("a page");

        let markets = || (0..TOWNS).filter(|number| name(*number) == "Markt");
        let mut bavarian: Vec<_> = markets().filter(|number| state(*number) == State::Bavaria).collect();
        assert_eq!(page.total, bavarian.len());
        let of = |state: State| {
            (state.code().to_owned(), markets().filter(|number| self::state(*number) == state).count() as u64)
        };
        let mut counted = page.facets[&Facet::State].clone();
        counted.sort();
        let mut expected = vec![of(State::Bavaria), of(State::Hesse)];
        expected.sort();
        assert_eq!(counted, expected, "a facet's own filter does not narrow it");
        assert_eq!(page.facets[&Facet::Kind], [("organisation".to_owned(), page.total as u64)]);

        bavarian.sort_by_key(|number| Reverse(hash(&iri(*number))));
        let best: Vec<_> = page.hits.iter().map(|hit| hit.iri.clone()).collect();
        assert_eq!(best, bavarian.into_iter().take(20).map(iri).collect::<Vec<_>>());
    }
}
