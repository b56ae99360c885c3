//! What speaks for an entry, whatever is asked: that towns use it, that somebody said lately that it is still true, and that it
//! tells what others want to know first. What has ended loses nothing by that.
//!
//! It decides among equals and lifts a few percent; how much each of the three is worth stands in [`crate::ranking`]. Nothing that is
//! not public goes into it, or an order of hits would tell of it.

use commons::project::Evidence;
use commons::{Content, Entry, Time};
use tantivy::columnar::Column;
use tantivy::{DocId, Score};

use crate::ranking;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// Most towns that are counted: whether fifteen or fifty use it makes no better match.
const MOST_USES: u32 = 15;
/// How many things are asked of an entry of each kind.
const ASKED: usize = 3;

/// What speaks for an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Favour {
    /// Towns that say in public that they use it.
    uses: u8,
    /// How many of the things are told that others ask for first.
    told: u8,
    /// The day, since 1970, on which it was last changed or said to be still true.
    day: u16,
}

impl Favour {
    /// That of an entry which so many towns use.
    pub fn of(entry: &Entry, uses: u32) -> Self {
        let said = entry.confirmed.unwrap_or_default().max(entry.updated);
        Self {
            uses: uses.min(MOST_USES) as u8,
            told: told(entry).iter().filter(|told| **told).count() as u8,
            day: day(said),
        }
    }

    /// As it stands in the index.
    pub fn packed(self) -> i64 {
        i64::from(self.day) << 16 | i64::from(self.told) << 8 | i64::from(self.uses)
    }

    fn unpacked(packed: i64) -> Self {
        Self { uses: packed as u8, told: (packed >> 8) as u8, day: (packed >> 16) as u16 }
    }
}

/// By how much entries count for more on one day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Favours {
    today: u16,
}

impl Favours {
    /// The most that an entry can count for more.
    pub const MOST: Score = 1.0 + ranking::USED * 4.0 + ranking::TOLD + ranking::STILL_TRUE;

    /// On the day of this instant.
    pub fn on(now: Time) -> Self {
        Self { today: day(now) }
    }

    /// By how much a document counts for more: from 1 to [`Self::MOST`].
    pub fn factor(self, favours: &Column<i64>, document: DocId) -> Score {
        favours.first(document).map_or(1.0, |packed| self.of(Favour::unpacked(packed)))
    }

    fn of(self, favour: Favour) -> Score {
        let used = (1.0 + f32::from(favour.uses)).log2();
        let told = f32::from(favour.told) / ASKED as f32;
        let years = f32::from(self.today.saturating_sub(favour.day)) / 365.0;
        let fresh = (1.0 - (years - 1.0) / 2.0).clamp(0.0, 1.0);
        1.0 + ranking::USED * used + ranking::TOLD * told + ranking::STILL_TRUE * fresh
    }
}

fn day(time: Time) -> u16 {
    u16::try_from(time.millis().max(0) / DAY).unwrap_or(u16::MAX)
}

/// What others ask for first, and whether it is there. A call and a comment have nothing of the kind to tell.
fn told(entry: &Entry) -> [bool; ASKED] {
    match &entry.content {
        Content::Project(project) => [
            project.cost.is_some(),
            !project.impact.is_empty(),
            project.evidence.is_some_and(|evidence| evidence == Evidence::Measured),
        ],
        Content::Lesson(lesson) => [
            !lesson.recommendation.is_empty(),
            !lesson.would_do_differently.is_empty(),
            lesson.outcome.is_some(),
        ],
        Content::Call(_) | Content::Adoption(_) | Content::Comment(_) => [false; ASKED],
    }
}

#[cfg(test)]
mod tests {
    use commons::project::{Cost, Evidence};
    use commons::{Content, Entry, Iri, Project, Time};

    use super::{DAY, Favour, Favours, MOST_USES};

    fn days(many: i64) -> Time {
        Time::from_millis(many * DAY)
    }

    fn entry(project: Project, updated: Time) -> Entry {
        let iri = |text| Iri::parse("id", text).expect("an iri");
        let content = Content::Project(Box::new(project));
        Entry::new(iri("https://a.de/1"), iri("https://a.de/"), "Mängelmelder", content, updated)
    }

    #[test]
    fn it_is_read_as_it_was_written_however_large() {
        for (uses, updated) in [(0, days(0)), (3, days(20_000)), (u32::MAX, days(9_000_000)), (1, days(-9))] {
            let favour = Favour::of(&entry(Project::default(), updated), uses);
            assert_eq!(Favour::unpacked(favour.packed()), favour);
            assert!(u32::from(favour.uses) <= MOST_USES);
        }
    }

    #[test]
    fn use_figures_and_a_late_word_each_lift_and_age_takes_only_that_away() {
        let told = Project {
            cost: Some(Cost::default()),
            impact: "Weniger Wege".to_owned(),
            evidence: Some(Evidence::Measured),
            ..Project::default()
        };
        let factor = |project: &Project, uses, updated| {
            Favours::on(days(4_000)).of(Favour::of(&entry(project.clone(), updated), uses))
        };
        let bare = factor(&Project::default(), 0, days(0));
        assert_eq!(bare.to_bits(), 1.0_f32.to_bits(), "nothing takes off");
        assert!(factor(&Project::default(), 1, days(0)) > bare);
        assert!(factor(&Project::default(), 9, days(0)) > factor(&Project::default(), 1, days(0)));
        assert!(factor(&told, 0, days(0)) > bare);
        assert!(factor(&Project::default(), 0, days(3_900)) > factor(&Project::default(), 0, days(3_300)));
        assert!(factor(&Project::default(), 0, days(3_300)) > bare);
        let most = factor(&told, 1_000, days(9_000));
        assert!(most <= Favours::MOST + 1e-6 && most > Favours::MOST - 1e-6, "{most}");
    }

    #[test]
    fn what_was_confirmed_is_as_fresh_as_what_was_changed() {
        let old = entry(Project::default(), days(10));
        let confirmed = Entry { confirmed: Some(days(900)), ..old.clone() };
        assert_eq!(Favour::of(&confirmed, 0), Favour::of(&entry(Project::default(), days(900)), 0));
        assert_ne!(Favour::of(&confirmed, 0), Favour::of(&old, 0));
    }
}
