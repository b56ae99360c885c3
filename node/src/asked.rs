//! What an address of results asks: the words, the filters, whose like comes first, and where the results go on.
//!
//! Each state of a search is an address that can be passed on, kept (`operations/saved.rs`) and read again years later. Programs name the page otherwise and
//! ask for the rest as people do: `api/asked.rs`.

use commons::{Organisation, Reader, Refusal, Time};
use search::{Cursor, Facet, Filters, Kin, Question, Search};
use url::form_urlencoded;

/// Hits on a page, unless told otherwise.
pub const PAGE: usize = 20;

/// What was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The words, as they were typed.
    pub question: String,
    /// The filters, in the order in which they were chosen.
    pub filters: Vec<(Facet, String)>,
    /// The organisation, by its id, whose like comes first.
    pub like: Option<String>,
    /// Where the results go on.
    pub after: Option<String>,
}

impl Asked {
    /// Reads `q`, `wie`, `weiter` and the filters; leaves aside what is none of these.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "wie" if !value.is_empty() => asked.like = Some(value),
                "weiter" => asked.after = Some(value),
                name => asked.narrow(name, value),
            }
        }
        asked
    }

    /// Reads what stands behind the question mark of an address.
    pub fn of(query: &str) -> Self {
        Self::read(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Takes the words or one value of a filter in; a parameter that is neither is left alone, such as `lang`.
    pub fn narrow(&mut self, name: &str, value: String) {
        if name == "q" {
            self.question = value;
        } else if let Ok(facet) = Facet::parse(name)
            && !value.is_empty()
            && !self.has(facet, &value)
        {
            self.filters.push((facet, value));
        }
    }

    /// What stands behind the question mark of the first page of these results.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.question);
        query.extend_pairs(self.filters.iter().map(|(facet, value)| (facet.name(), value)));
        query.extend_pairs(self.like.iter().map(|iri| ("wie", iri)));
        query.finish()
    }

    /// Where these results are shown.
    pub fn address(&self) -> String {
        let mut address = format!("/suche?{}", self.query());
        if let Some(cursor) = &self.after {
            let place = form_urlencoded::byte_serialize(cursor.as_bytes());
            address.extend(std::iter::once("&weiter=").chain(place));
        }
        address
    }

    /// Whether the results are limited to this value.
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.chosen(facet).any(|chosen| chosen == value)
    }

    /// The values chosen of a filter.
    pub fn chosen(&self, facet: Facet) -> impl Iterator<Item = &str> {
        self.filters.iter().filter(move |(of, _)| *of == facet).map(|(_, value)| value.as_str())
    }

    /// The same question with one more value, from its first page.
    pub fn with(&self, facet: Facet, value: &str) -> Self {
        let mut asked = Self { after: None, ..self.clone() };
        asked.filters.push((facet, value.to_owned()));
        asked
    }

    /// The same question with one value less, from its first page.
    pub fn without(&self, facet: Facet, value: &str) -> Self {
        let mut asked = Self { after: None, ..self.clone() };
        asked.filters.retain(|(of, chosen)| (*of, chosen.as_str()) != (facet, value));
        asked
    }

    /// What this organisation alone wrote, from its first page.
    pub fn only_by(&self, organisation: &str) -> Self {
        let mut asked = Self { after: None, ..self.clone() };
        asked.filters.retain(|(facet, _)| *facet != Facet::Organisation);
        asked.filters.push((Facet::Organisation, organisation.to_owned()));
        asked
    }

    /// What being like this organisation counts for, where its like is to come first.
    pub fn kin(&self, whose: Option<&Organisation>) -> Option<Kin> {
        whose.filter(|_| self.like.is_some()).and_then(Kin::of)
    }

    /// What the index is asked for this reader.
    ///
    /// # Errors
    /// 400 where the words or the place to go on cannot be read.
    pub fn search(&self, reader: Reader, now: Time) -> Result<Search, Refusal> {
        let mut filters = Filters::new();
        for (facet, value) in &self.filters {
            filters.entry(*facet).or_default().push(value.clone());
        }
        let after = self.after.as_deref().map(Cursor::parse).transpose()?;
        let search = Search::new(Question::parse(&self.question)?, reader, now);
        Ok(Search { filters, after, limit: PAGE, ..search })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_of_the_search_is_an_address() {
        let here = Asked::of("q=Kita+Pl%C3%A4tze&kind=project&kind=project&state=TH&utm_source=x&weiter=n14");
        assert_eq!(here.address(), "/suche?q=Kita+Pl%C3%A4tze&kind=project&state=TH&weiter=n14");
        assert_eq!(here.without(Facet::Kind, "project").address(), "/suche?q=Kita+Pl%C3%A4tze&state=TH");
        let more = here.with(Facet::Status, "ended").address();
        assert_eq!(
            more, "/suche?q=Kita+Pl%C3%A4tze&kind=project&state=TH&status=ended",
            "from the first page"
        );
    }

    #[test]
    fn what_is_kept_is_read_again_as_the_same() {
        let query = "q=%22freie+Pl%C3%A4tze%22+-Hort&state=TH&wie=https%3A%2F%2Fauenstadt.de%2F";
        assert_eq!(Asked::of(&format!("{query}&weiter=n14")).query(), query);
        let empty = Asked::of("q=&wie=&kind=&size=").query();
        assert_eq!(empty, "q=", "what is empty asks for nothing");
    }
}
