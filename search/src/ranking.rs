//! What makes one hit better than another: every weight stands here.

use tantivy::Score;
use tantivy::query::{ScoreCombiner, Scorer};
use tantivy::schema::Field;

use crate::schema::Fields;

fn knob(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}
macro_rules! knobs { ($($name:ident = $value:literal;)+) => { $( #[allow(non_upper_case_globals)] pub(crate) static $name: Knob = Knob(std::sync::LazyLock::new(|| knob(stringify!($name), $value))); )+ } }
pub(crate) struct Knob(std::sync::LazyLock<f32>);
impl std::ops::Deref for Knob { type Target = f32; fn deref(&self) -> &f32 { &self.0 } }
knobs! {
  WHOLE = 1.0; PART = 0.7; JOINED = 1.2; FOREIGN = 0.8; OTHER_FIELDS = 0.5; OTHER_WAYS = 0.3;
  WEAK = 0.2; ONE_SLIP = 0.8; TWO_SLIPS = 0.6; SYNONYM = 0.6; SYNONYM_OF_PART = 0.5; BEGUN = 0.7;
  COORDINATION = 0.0; NEIGHBOURS = 0.0; SLOP = 1.0; PARTTIE = 1.0; ROOT = 0.3; ROOT_MOST = 5000.0; EXACT = 0.2;
  TITLE = 2.0; SUMMARY = 1.3; RECOMMENDATION = 1.2; TEXT = 1.0; EXTRA = 0.8;
}

/// The fields that are searched, and what a word in each of them is worth.
pub(crate) fn fields(fields: &Fields) -> [(Field, f32); 5] {
    [
        (fields.title, *TITLE),
        (fields.summary, *SUMMARY),
        (fields.recommendation, *RECOMMENDATION),
        (fields.text, *TEXT),
        (fields.extra, *EXTRA),
    ]
}

/// Adds up what the words are worth, and takes off for words that are missing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Together {
    sum: Score,
    met: u32,
    asked: u32,
}

impl Together {
    /// For so many words.
    pub fn of(asked: usize) -> Self {
        Self { asked: asked as u32, ..Self::default() }
    }
}

impl ScoreCombiner for Together {
    fn update<S: Scorer>(&mut self, scorer: &mut S) {
        self.sum += scorer.score();
        self.met += 1;
    }

    fn clear(&mut self) {
        (self.sum, self.met) = (0.0, 0);
    }

    fn score(&self) -> Score {
        self.sum * (self.met as f32 / self.asked.max(1) as f32).powf(*COORDINATION)
    }
}
