//! Who recommends an entry and why, and with whom it is so too.

use commons::{Iri, MarkVerb, Organisation, Time};
use store::{MarkCounts, MarkRow, StoreError};

use crate::pages::Speech;
use crate::pages::byline::Byline;
use crate::pages::pieces::Pieces;

/// Organisations that are named; of more the number is told.
const NAMED: i64 = 100;

/// What is said of an entry.
#[derive(Default)]
pub struct Marks {
    /// By organisations that are named, newest first.
    pub named: Vec<(MarkRow, Organisation)>,
    /// How many say something, named or not.
    pub counts: MarkCounts,
}

impl Marks {
    /// Reads what is said of this entry.
    ///
    /// # Errors
    /// When the memory fails.
    pub async fn read(pieces: &mut Pieces, object: &Iri) -> Result<Self, StoreError> {
        let counts = pieces.reading().marks().counts(object).await?;
        let mut named = Vec::new();
        if counts != MarkCounts::default() {
            for row in pieces.reading().marks().named(object, NAMED).await? {
                let organisation = pieces.organisation(&row.actor).await?;
                named.extend(organisation.map(|organisation| (row, organisation)));
            }
        }
        Ok(Self { named, counts })
    }

    /// Why this organisation recommends it, if it does.
    pub fn reason_of(&self, organisation: &Iri) -> Option<&str> {
        self.by(organisation, MarkVerb::Announce).map(|row| row.reason.as_str())
    }

    /// Whether this organisation says that it is so there too.
    pub fn is_with_us_too(&self, organisation: &Iri) -> bool {
        self.by(organisation, MarkVerb::Like).is_some()
    }

    fn by(&self, organisation: &Iri, verb: MarkVerb) -> Option<&MarkRow> {
        let mut rows = self.named.iter().map(|(row, _)| row);
        rows.find(|row| row.actor == *organisation && row.verb == verb)
    }
}

/// A recommendation as it is shown.
pub struct Recommendation {
    /// Who recommends it.
    pub byline: Byline,
    /// Why.
    pub reason: String,
    /// When.
    pub said: Time,
}

/// What is said of an entry, as it is shown.
pub struct Shown {
    /// Who recommends it, and why.
    pub recommendations: Vec<Recommendation>,
    /// How many recommend it without being named here.
    pub unnamed: u64,
    /// With whom it is so too.
    pub with_us_too: Vec<Byline>,
    /// With how many it is so who are not named here.
    pub with_unnamed: u64,
}

impl Shown {
    /// What is said, for somebody who reads this language and asked this host.
    pub fn of(marks: &Marks, speech: &Speech, host: &str) -> Self {
        let mut shown =
            Self { recommendations: Vec::new(), unnamed: 0, with_us_too: Vec::new(), with_unnamed: 0 };
        for (row, organisation) in &marks.named {
            let byline = Byline::of(organisation, speech.language(), host);
            match row.verb {
                MarkVerb::Announce => {
                    let (reason, said) = (row.reason.clone(), row.said);
                    shown.recommendations.push(Recommendation { byline, reason, said });
                }
                MarkVerb::Like => shown.with_us_too.push(byline),
            }
        }
        shown.unnamed = rest(marks.counts.recommended, shown.recommendations.len());
        shown.with_unnamed = rest(marks.counts.with_us_too, shown.with_us_too.len());
        shown
    }

    /// How many recommend it.
    pub fn recommended(&self) -> u64 {
        self.recommendations.len() as u64 + self.unnamed
    }

    /// With how many it is so too.
    pub fn echoed(&self) -> u64 {
        self.with_us_too.len() as u64 + self.with_unnamed
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.recommended() + self.echoed() == 0
    }
}

fn rest(all: i64, named: usize) -> u64 {
    u64::try_from(all).unwrap_or_default().saturating_sub(named as u64)
}
