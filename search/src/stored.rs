//! What the index keeps of a document for the hit list, as compact JSON.

use commons::text::{caps, cut};
use commons::{Audience, Content, Entry, Organisation, Time};
use serde::{Deserialize, Serialize};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument};

use crate::german::Tongue;
use crate::hits::HitOrganisation;

/// Characters of the text in which passages are looked for: most of what a search costs is reading twenty of them.
const TEXT_KEPT: usize = 2_500;

/// A document as the hit list needs it; names are short since they are repeated in each.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Stored {
    #[serde(rename = "i")]
    pub iri: String,
    #[serde(rename = "d", default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(rename = "k")]
    pub kind: String,
    #[serde(rename = "t", default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(rename = "s", default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(rename = "x", default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(rename = "r", default, skip_serializing_if = "String::is_empty")]
    pub recommendation: String,
    #[serde(rename = "f", default, skip_serializing_if = "String::is_empty")]
    pub relief: String,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(rename = "l", default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(rename = "a", default, skip_serializing_if = "String::is_empty")]
    pub audience: String,
    #[serde(rename = "o")]
    pub organisation: HitOrganisation,
    #[serde(rename = "p", default)]
    pub published: i64,
    #[serde(rename = "c", default)]
    pub updated: i64,
}

impl Stored {
    /// Reads that of a document.
    pub fn read(searcher: &Searcher, field: Field, address: DocAddress) -> tantivy::Result<Self> {
        let document: TantivyDocument = searcher.doc(address)?;
        let bytes = document.get_first(field).and_then(|value| value.as_bytes()).unwrap_or_default();
        Ok(serde_json::from_slice(bytes)?)
    }

    /// Of an entry by this author, at this address on the node; `text` is its whole text.
    pub fn of_entry(entry: &Entry, id: &str, author: &Organisation, text: &str) -> Self {
        let (recommendation, relief, status) = match &entry.content {
            Content::Project(project) => ("", project.relief.as_str(), Some(project.status.code())),
            Content::Lesson(lesson) => {
                (lesson.recommendation.as_str(), "", lesson.outcome.map(|outcome| outcome.code()))
            }
            Content::Call(call) => ("", "", Some(call.progress.code())),
            Content::Adoption(adoption) => ("", "", Some(adoption.stage.code())),
            Content::Comment(comment) => ("", "", Some(comment.comment.code())),
        };
        Self {
            iri: entry.iri.to_string(),
            id: id.to_owned(),
            kind: entry.kind().code().to_owned(),
            title: entry.title.clone(),
            summary: cut(&entry.summary, caps::SUMMARY),
            text: cut(text, TEXT_KEPT),
            recommendation: cut(recommendation, caps::TITLE),
            relief: cut(relief, caps::TITLE),
            status: status.map(str::to_owned),
            language: entry.language.clone(),
            organisation: HitOrganisation::of(author),
            published: entry.published.millis(),
            updated: entry.updated.millis(),
            audience: entry.audience.code().to_owned(),
        }
    }

    /// Of an organisation.
    pub fn of_organisation(organisation: &Organisation) -> Self {
        Self {
            iri: organisation.iri.to_string(),
            kind: "organisation".to_owned(),
            title: organisation.name.clone(),
            audience: Audience::Public.code().to_owned(),
            organisation: HitOrganisation::of(organisation),
            ..Self::default()
        }
    }

    /// The language in which it is read.
    pub fn tongue(&self) -> Tongue {
        Tongue::spoken(&self.language, &[&self.title, &self.summary, &self.text])
    }

    /// When it was published.
    pub fn published(&self) -> Time {
        Time::from_millis(self.published)
    }
}
