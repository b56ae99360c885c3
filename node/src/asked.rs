//! What a search request asks, read from its query: `q`, `limit`, `cursor`, and a parameter for each facet, which may come several times.

use commons::{Reader, Refusal, Time};
use search::{Cursor, Facet, Filters, Question, Search};

/// Hits on a page, unless told otherwise.
pub const PAGE: usize = 20;
/// Hits on a page at most.
pub const LARGEST: usize = 100;
/// How long a search may take, in milliseconds.
const DEADLINE: u64 = 1_000;

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The words, as they were typed.
    pub words: String,
    /// The words, understood.
    pub question: Question,
    /// The filters.
    pub filters: Filters,
    /// Hits on a page.
    pub limit: usize,
    /// Where to go on.
    pub cursor: Option<Cursor>,
}

impl Asked {
    /// Reads the query of a URL. Parameters that are no facet of ours are left alone, such as `lang`.
    ///
    /// # Errors
    /// 400 for words, a limit or a cursor that cannot be read.
    pub fn parse(query: &str) -> Result<Self, Refusal> {
        let mut words = String::new();
        let (mut filters, mut limit, mut cursor) = (Filters::default(), PAGE, None);
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "q" => words = value.into_owned(),
                "limit" => limit = value.parse().map_err(|_| Refusal::BadParameter { name: "limit" })?,
                "cursor" => cursor = Some(Cursor::parse(&value)?),
                other => {
                    if let Ok(facet) = Facet::parse(other)
                        && !value.is_empty()
                    {
                        filters.entry(facet).or_default().push(value.into_owned());
                    }
                }
            }
        }
        if limit == 0 || limit > LARGEST {
            return Err(Refusal::BadParameter { name: "limit" });
        }
        let question = Question::parse(&words)?;
        Ok(Self { words, question, filters, limit, cursor })
    }

    /// The search, for this reader.
    pub fn search(self, reader: Reader, now: Time) -> Search {
        Search {
            filters: self.filters,
            limit: self.limit,
            after: self.cursor,
            deadline_ms: DEADLINE,
            ..Search::new(self.question, reader, now)
        }
    }
}
