//! Who looks for what, until it is there for those whom it is for, or gone; and never there for the others.

use std::fmt;
use std::time::{Duration, Instant};

use commons::{Iri, MarkVerb, Membership, Organisation, Reader};
use store::Subject;

use crate::asked::Asked;
use crate::asking;
use crate::town::Town;

/// How long anything may take until it is seen.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked.
pub const LOOK: Duration = Duration::from_millis(10);
/// More than an entry has of anything, in the demonstration.
const PLENTY: i64 = 100;

/// Somebody who looks at a node: whoever acts for an organisation, or anyone.
#[derive(Clone)]
pub struct Onlooker {
    name: String,
    town: Town,
    reader: Reader,
}

impl Onlooker {
    /// Whoever acts for this organisation, at its own node.
    pub fn of(town: &Town, organisation: &Organisation) -> Self {
        let (name, reader) = (organisation.handle.clone(), Reader::of(organisation.iri.clone()));
        Self { name, town: town.clone(), reader }
    }

    /// Anyone who looks at this node, without signing in.
    pub fn anyone(town: &Town) -> Self {
        let name = format!("anyone at {}", node_name(town));
        Self { name, town: town.clone(), reader: Reader::anyone() }
    }

    async fn sees(&self, sight: &Sight) -> anyhow::Result<Seen> {
        let (memory, search) = (self.remembers(sight).await?, self.finds(sight).await?);
        Ok(match (memory, search.unwrap_or(memory)) {
            (true, true) => Seen::Whole,
            (false, false) => Seen::Nothing,
            _ => Seen::Half,
        })
    }

    /// Whether it is in the node's memory, for this reader.
    async fn remembers(&self, sight: &Sight) -> anyhow::Result<bool> {
        let mut reading = self.town.store.reading().await?;
        Ok(match sight {
            Sight::Entry { iri, word } => {
                let row = reading.entries().readable_iri(iri, &self.reader).await?.readable();
                row.is_some_and(|row| row.body().contains(word))
            }
            Sight::Copy(iri) => reading.entries().by_iri(iri).await?.is_some_and(|row| !row.is_tombstone()),
            Sight::Recommendation { actor, object, reason } => {
                let named = reading.marks().named(object, PLENTY).await?;
                let is_named = named.iter().any(|mark| {
                    mark.verb == MarkVerb::Announce && mark.actor == *actor && mark.reason == *reason
                });
                let listed = reading.marks().recommended_by(actor, PLENTY).await?;
                is_named && listed.iter().any(|mark| mark.object == *object)
            }
            Sight::Comment { thread, iri } => {
                let comments = reading.entries().comments_of(thread, &self.reader).await?;
                comments.iter().any(|row| row.iri == *iri)
            }
            Sight::Use { target, iri } => {
                let uses = reading.entries().adoptions_of(target, &self.reader).await?;
                uses.iter().any(|row| row.iri == *iri)
            }
            Sight::Member { circle, member } => {
                let row = reading.circles().member(circle, member).await?;
                row.is_some_and(|row| row.answer == Membership::Accepted)
            }
            Sight::Confirmation(iri) => {
                let told = reading.deliveries().of_subject(&Subject::Entry(iri.clone())).await?;
                !told.is_empty() && told.iter().all(|row| row.gone && row.settled)
            }
        })
    }

    /// Whether the search finds it for this reader; none for what no search finds.
    async fn finds(&self, sight: &Sight) -> anyhow::Result<Option<bool>> {
        let Sight::Entry { iri, word } = sight else { return Ok(None) };
        let asked = Asked { question: word.clone(), ..Asked::default() };
        let search = asked.search(self.reader.clone(), self.town.clock.now())?;
        let page = asking::search(&self.town, search).await?;
        Ok(Some(page.hits.iter().any(|hit| {
            let passage: String = hit.snippet.iter().map(|fragment| fragment.text.as_str()).collect();
            hit.iri == iri.as_str() && (hit.title.contains(word) || passage.contains(word))
        })))
    }
}

/// What may be there to be seen.
#[derive(Clone, Debug)]
pub enum Sight {
    /// An entry that holds this word: in the memory and by searching for it.
    Entry {
        /// Its id.
        iri: Iri,
        /// The word.
        word: String,
    },
    /// The words of this entry on this node, whoever may read them there.
    Copy(Iri),
    /// That somebody recommends an entry for this reason.
    Recommendation {
        /// Who does.
        actor: Iri,
        /// Which entry.
        object: Iri,
        /// Why.
        reason: String,
    },
    /// A comment on the page of the entry at the top.
    Comment {
        /// The entry at the top.
        thread: Iri,
        /// The comment.
        iri: Iri,
    },
    /// An adoption among those who use an entry.
    Use {
        /// What is used.
        target: Iri,
        /// The adoption.
        iri: Iri,
    },
    /// That an organisation belongs to a circle.
    Member {
        /// Which circle.
        circle: Iri,
        /// Which organisation.
        member: Iri,
    },
    /// That everyone who was told of an entry has confirmed that it is gone there.
    Confirmation(Iri),
}

impl fmt::Display for Sight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry { iri, .. } => write!(f, "the entry {iri}"),
            Self::Copy(iri) => write!(f, "a copy of {iri}"),
            Self::Recommendation { object, .. } => write!(f, "the recommendation of {object}"),
            Self::Comment { iri, .. } => write!(f, "the comment {iri}"),
            Self::Use { iri, .. } => write!(f, "the adoption {iri}"),
            Self::Member { circle, member } => write!(f, "{member} in {circle}"),
            Self::Confirmation(iri) => write!(f, "the confirmation that {iri} is gone"),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Whole,
    /// In the memory and not by the search, or the other way round.
    Half,
    Nothing,
}

/// What should be seen after an act, and by whom.
pub struct Step {
    name: &'static str,
    awaited: Vec<(Onlooker, Sight, Seen)>,
    hidden: Vec<(Onlooker, Sight)>,
}

impl Step {
    /// After this act.
    pub fn after(name: &'static str) -> Self {
        Self { name, awaited: Vec::new(), hidden: Vec::new() }
    }

    /// All of these see it.
    #[must_use]
    pub fn seen(self, onlookers: &[Onlooker], sight: &Sight) -> Self {
        self.awaiting(onlookers, sight, Seen::Whole)
    }

    /// None of these sees it any more.
    #[must_use]
    pub fn gone(self, onlookers: &[Onlooker], sight: &Sight) -> Self {
        self.awaiting(onlookers, sight, Seen::Nothing)
    }

    /// None of these sees it now, nor after anything that is done later.
    #[must_use]
    pub fn hidden(mut self, onlookers: &[Onlooker], sight: &Sight) -> Self {
        self.hidden.extend(onlookers.iter().map(|onlooker| (onlooker.clone(), sight.clone())));
        self
    }

    fn awaiting(mut self, onlookers: &[Onlooker], sight: &Sight, expected: Seen) -> Self {
        self.awaited.extend(onlookers.iter().map(|onlooker| (onlooker.clone(), sight.clone(), expected)));
        self
    }
}

/// Waits for each step, and remembers what must stay hidden and whether all was as it should be.
pub struct Watch {
    patience: Duration,
    hidden: Vec<(Onlooker, Sight)>,
    looks: usize,
    faults: usize,
}

impl Watch {
    /// Nothing was seen yet. `patience` is how long each step may take.
    pub fn new(patience: Duration) -> Self {
        Self { patience, hidden: Vec::new(), looks: 0, faults: 0 }
    }

    /// How often somebody looked for what is not for him.
    pub fn looks(&self) -> usize {
        self.looks
    }

    /// Whether everything was seen by whom it was for, and by nobody else.
    pub fn was_right(&self) -> bool {
        self.faults == 0
    }

    /// Waits until all is as the step says, and prints how long each onlooker took. Then nobody may see what is hidden, now or since before.
    ///
    /// # Errors
    /// When a node's memory or search fails.
    pub async fn sees(&mut self, step: Step) -> anyhow::Result<()> {
        let started = Instant::now();
        let mut times: Vec<(String, String)> = Vec::new();
        for (onlooker, sight, expected) in &step.awaited {
            let took = self.waits(onlooker, sight, *expected, started).await?;
            times.retain(|(name, took)| *name != onlooker.name || took.starts_with("NOT"));
            times.push((onlooker.name.clone(), took));
        }
        let took = millis(started.elapsed());
        let times: Vec<_> = times.into_iter().map(|(name, took)| format!("{name} {took}")).collect();
        println!("{:<9} seen {took:>8.0} ms   {}", step.name, times.join(", "));
        self.hidden.extend(step.hidden);
        self.nobody_else().await
    }

    async fn waits(
        &mut self,
        onlooker: &Onlooker,
        sight: &Sight,
        expected: Seen,
        started: Instant,
    ) -> anyhow::Result<String> {
        while onlooker.sees(sight).await? != expected {
            if started.elapsed() > self.patience {
                self.faults += 1;
                let what = if expected == Seen::Nothing { "NOT GONE" } else { "NOT SEEN" };
                return Ok(format!("{what}: {sight}"));
            }
            tokio::time::sleep(LOOK).await;
        }
        Ok(format!("{:.0} ms", millis(started.elapsed())))
    }

    async fn nobody_else(&mut self) -> anyhow::Result<()> {
        for (onlooker, sight) in &self.hidden {
            self.looks += 1;
            if onlooker.sees(sight).await? != Seen::Nothing {
                self.faults += 1;
                println!("WRONG         {} sees {sight}", onlooker.name);
            }
        }
        Ok(())
    }
}

/// What a node is called here: as the first organisation on it.
pub fn node_name(town: &Town) -> String {
    town.hosts.first().map(|first| first.handle.clone()).unwrap_or_default()
}

/// A time in milliseconds.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
