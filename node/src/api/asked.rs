//! What a program asks of the search: the words and filters as people choose them, and with `limit` and `cursor` the page.

use commons::{Reader, Refusal, Time};
use search::Search;
use url::form_urlencoded;

use crate::asked::{Asked, PAGE};

/// Hits on a page at most.
pub const LARGEST: usize = 100;

/// What was asked, and how many hits at most.
#[derive(Clone, Debug)]
pub struct Wanted {
    asked: Asked,
    limit: usize,
}

impl Wanted {
    /// Reads the query of a URL. Parameters that are none of ours are left alone, such as `lang`.
    ///
    /// # Errors
    /// 400 for a limit that is no number, none at all or too large.
    pub fn parse(query: &str) -> Result<Self, Refusal> {
        let mut wanted = Self { asked: Asked::default(), limit: PAGE };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "limit" => wanted.limit = limit(&value)?,
                "cursor" => wanted.asked.after = Some(value.into_owned()),
                name => wanted.asked.narrow(name, value.into_owned()),
            }
        }
        Ok(wanted)
    }

    /// The search, for this reader.
    ///
    /// # Errors
    /// 400 for words or a cursor that cannot be read.
    pub fn search(&self, reader: Reader, now: Time) -> Result<Search, Refusal> {
        Ok(Search { limit: self.limit, ..self.asked.search(reader, now)? })
    }
}

fn limit(value: &str) -> Result<usize, Refusal> {
    let limit = value.parse().ok().filter(|limit| (1..=LARGEST).contains(limit));
    limit.ok_or(Refusal::BadParameter { name: "limit" })
}
