//! Facets: by what hits can be narrowed down, and which values an entry has.

use std::collections::BTreeMap;

use commons::{Adoption, Content, Entry, Organisation, Project, Refusal};

/// Filters: several values of one facet widen, several facets narrow.
pub type Filters = BTreeMap<Facet, Vec<String>>;

macro_rules! facets {
    ( $( $variant:ident = $name:literal, $about:literal; )+ ) => {
        /// By what hits can be narrowed down and counted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Facet {
            $( #[doc = $about] $variant, )+
        }

        impl Facet {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The name in URLs and in the API.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// What it narrows by, in a sentence for programmers.
            pub fn about(self) -> &'static str {
                match self { $( Self::$variant => $about, )+ }
            }

            /// Reads a name, exactly as [`Self::name`] writes it.
            pub fn parse(name: &str) -> Result<Self, Refusal> {
                match name {
                    $( $name => Ok(Self::$variant), )+
                    _ => Err(Refusal::UnknownFacet { facet: commons::text::excerpt(name) }),
                }
            }
        }
    };
}

facets! {
    Kind = "kind", "The kind of entry, or `organisation`.";
    Field = "field", "The field of action.";
    Status = "status", "The status of a project, the stage of an adoption, the progress of a call.";
    State = "state", "The Land of the author.";
    Size = "size", "The KGSt size class of the author.";
    Organisation = "organisation", "The author, by its id.";
    Technology = "technology", "Technologies and software.";
    Licence = "licence", "The licence by name.";
    Language = "language", "The language of the entry.";
    Year = "year", "The year in which it started, else was published.";
    Reuse = "reuse", "Whether others can take it over.";
    Outcome = "outcome", "Whether what is told of worked.";
    Target = "target", "The target group.";
    Analogue = "analogue", "Which analogue ways stay open.";
    Direction = "direction", "Whether a call seeks or offers.";
}

impl Facet {
    /// The letter with which its values begin in the index.
    fn letter(self) -> char {
        char::from(b'a' + self as u8)
    }

    /// One bit of 32, another for each facet.
    pub(crate) fn bit(self) -> u32 {
        1 << self as u8
    }

    /// A value as it stands in the index.
    pub(crate) fn term(self, value: &str) -> String {
        format!("{}{value}", self.letter())
    }

    /// Facet and value of what stands in the index.
    pub(crate) fn read(term: &str) -> Option<(Self, &str)> {
        let index = term.bytes().next()?.checked_sub(b'a')?;
        Some((*Self::ALL.get(usize::from(index))?, &term[1..]))
    }
}

/// Longest value, in bytes, that is counted: the index takes no longer terms than 65,530.
const LONGEST_VALUE: usize = 2_048;

/// Collects the values of a document.
#[derive(Default)]
pub(crate) struct Values(pub Vec<(Facet, String)>);

impl Values {
    /// Those of an entry by this author.
    pub fn of_entry(entry: &Entry, author: &Organisation) -> Self {
        let mut values = Self::default();
        values.add(Facet::Kind, entry.kind().code());
        for field in &entry.fields_of_action {
            values.add(Facet::Field, field.code());
        }
        values.add(Facet::Licence, entry.licence.name());
        values.add(Facet::Language, &entry.language);
        values.author(author);
        let started = match &entry.content {
            Content::Project(project) => project.started.as_deref().and_then(year),
            _ => None,
        };
        values.add(Facet::Year, &started.unwrap_or_else(|| entry.published.year().to_string()));
        values.content(&entry.content);
        values
    }

    /// Those of an organisation.
    pub fn of_organisation(organisation: &Organisation) -> Self {
        let mut values = Self::default();
        values.add(Facet::Kind, "organisation");
        values.author(organisation);
        values
    }

    fn author(&mut self, author: &Organisation) {
        self.add(Facet::Organisation, author.iri.as_str());
        if let Some(state) = author.state {
            self.add(Facet::State, state.code());
        }
        if let Some(size) = author.size_class() {
            self.add(Facet::Size, &size.number().to_string());
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Project(project) => self.project(project),
            Content::Lesson(lesson) => {
                self.add(Facet::Outcome, lesson.outcome.map_or("", |outcome| outcome.code()))
            }
            Content::Call(call) => {
                self.add(Facet::Status, call.progress.code());
                self.add(Facet::Direction, call.direction.code());
            }
            Content::Adoption(adoption) => self.adoption(adoption),
            Content::Comment(_) => {}
        }
    }

    fn project(&mut self, project: &Project) {
        self.add(Facet::Status, project.status.code());
        self.add(Facet::Reuse, project.reuse.map_or("", |reuse| reuse.code()));
        for technology in
            project.technologies.iter().chain(project.software.iter().map(|software| &software.name))
        {
            self.add(Facet::Technology, technology);
        }
        for group in &project.target_groups {
            self.add(Facet::Target, group);
        }
        for way in &project.analogue.ways {
            self.add(Facet::Analogue, way.code());
        }
    }

    fn adoption(&mut self, adoption: &Adoption) {
        self.add(Facet::Status, adoption.stage.code());
        if let commons::Target::Software(name) = &adoption.target {
            self.add(Facet::Technology, name);
        }
    }

    /// Adds a value once; nothing for an empty one.
    fn add(&mut self, facet: Facet, value: &str) {
        let value = value.trim();
        let known = self.0.iter().any(|(one, other)| *one == facet && other == value);
        if !value.is_empty() && value.len() <= LONGEST_VALUE && !known {
            self.0.push((facet, value.to_owned()));
        }
    }
}

/// The year of a year, a month or a day.
fn year(text: &str) -> Option<String> {
    let year = text.trim().get(..4)?;
    year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Facet;

    #[test]
    fn every_facet_is_read_as_it_is_written() {
        for facet in Facet::ALL {
            assert_eq!(Facet::parse(facet.name()).as_ref(), Ok(facet));
            assert_eq!(Facet::read(&facet.term("x")), Some((*facet, "x")));
        }
        assert!(Facet::parse("colour").is_err());
        assert_eq!(Facet::read(""), None);
    }
}
