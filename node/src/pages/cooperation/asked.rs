//! Which calls an address asks for.

use commons::{Call, Direction, Progress, Refusal};
use search::{Cursor, Facet, Filters};
use serde::Deserialize;
use url::form_urlencoded;

/// What an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    /// `seek` or `offer`.
    pub direction: String,
    /// `open`, `solved` ...
    pub progress: String,
    /// Where the list goes on.
    pub weiter: String,
}

/// What is asked for, understood.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Sought or offered; none: both.
    pub direction: Option<Direction>,
    /// How far they have come.
    pub progress: Progress,
    /// Where the list goes on.
    pub after: Option<Cursor>,
}

impl Asked {
    /// Reads an address; what is left out does not matter.
    ///
    /// # Errors
    /// 400 and 422 for words that are in no list.
    pub fn read(query: &Which) -> Result<Self, Refusal> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Self {
            direction: some(&query.direction).map(|code| Direction::parse(&code)).transpose()?,
            progress: some(&query.progress).map_or(Ok(Progress::Open), |code| Progress::parse(&code))?,
            after: some(&query.weiter).map(|cursor| Cursor::parse(&cursor)).transpose()?,
        })
    }

    /// Where this is shown.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.direction.iter().map(|direction| ("direction", direction.code())));
        if self.progress != Progress::Open {
            query.append_pair("progress", self.progress.code());
        }
        query.extend_pairs(self.after.iter().map(|cursor| ("weiter", cursor.to_string())));
        let query = query.finish();
        if query.is_empty() { "/kooperationen".to_owned() } else { format!("/kooperationen?{query}") }
    }

    /// Whether it is the page that everybody meets first.
    pub fn is_plain(&self) -> bool {
        self.direction.is_none() && self.progress == Progress::Open && self.after.is_none()
    }

    /// Whether it is for this call.
    pub fn is_for(&self, call: &Call) -> bool {
        self.progresses().contains(&call.progress) && self.direction.is_none_or(|one| one == call.direction)
    }

    /// What is in talks is open.
    fn progresses(&self) -> Vec<Progress> {
        match self.progress {
            Progress::Open => vec![Progress::Open, Progress::InTalks],
            other => vec![other],
        }
    }

    /// What the index is to let through.
    pub fn filters(&self) -> Filters {
        let progress = self.progresses().iter().map(|progress| progress.code().to_owned()).collect();
        let mut filters = Filters::from([(Facet::Kind, vec!["call".to_owned()]), (Facet::Status, progress)]);
        if let Some(direction) = self.direction {
            filters.insert(Facet::Direction, vec![direction.code().to_owned()]);
        }
        filters
    }
}
