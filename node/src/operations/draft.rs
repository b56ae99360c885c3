//! What somebody wants to publish, as the API takes it: the fields of an entry without those that are not the writer's to choose.

use commons::{Entry, EntryId, Iri, Organisation, Refusal, Time, text};
use federation::render;
use serde_json::{Map, Value, json};

/// Code lists whose misspelling must be told, since reading an entry from elsewhere forgives it.
const CODES: [&str; 6] = ["status", "evidence", "reuse", "outcome", "subject", "progress"];

/// The fields of an entry as somebody wrote them.
#[derive(Clone, Debug)]
pub struct Draft(Map<String, Value>);

impl Draft {
    /// Takes the fields of a JSON object; what is not the writer's to choose is left out.
    pub fn new(mut fields: Map<String, Value>) -> Self {
        for not_theirs in ["id", "author", "version", "published", "updated", "organisation"] {
            fields.remove(not_theirs);
        }
        fields.entry("audience").or_insert_with(|| json!("own"));
        Self(fields)
    }

    /// The entry that this draft makes, checked and ready to be published.
    ///
    /// # Errors
    /// The refusal of what is missing, too long or misspelt.
    pub fn entry(
        &self,
        iri: &Iri,
        author: &Organisation,
        version: i64,
        published: Time,
    ) -> Result<Entry, Refusal> {
        let entry = self.sketch(iri, author, version, published)?;
        entry.ready()?;
        check_size(&entry, author)?;
        Ok(entry)
    }

    /// The entry that this draft makes as far as it has come: checked, but perhaps not ready.
    ///
    /// # Errors
    /// The refusal of what is too long or misspelt.
    pub fn sketch(
        &self,
        iri: &Iri,
        author: &Organisation,
        version: i64,
        published: Time,
    ) -> Result<Entry, Refusal> {
        let mut fields = self.0.clone();
        let now = Time::from_millis(version);
        fields.entry("licence").or_insert_with(|| json!(author.licence));
        fields.insert("id".to_owned(), json!(iri));
        fields.insert("author".to_owned(), json!(author.iri));
        fields.insert("version".to_owned(), json!(version));
        fields.insert("published".to_owned(), json!(published));
        fields.insert("updated".to_owned(), json!(now));
        self.check_kind()?;
        let entry: Entry =
            serde_json::from_value(Value::Object(fields)).map_err(|error| unreadable(&error))?;
        let entry = entry.tidy()?;
        self.check_codes(&entry)?;
        Ok(entry)
    }

    fn check_kind(&self) -> Result<(), Refusal> {
        let kind = self.0.get("kind").and_then(Value::as_str).ok_or(Refusal::Missing { field: "kind" })?;
        commons::Kind::parse(kind).map(|_| ())
    }

    fn check_codes(&self, entry: &Entry) -> Result<(), Refusal> {
        let read = serde_json::to_value(entry).unwrap_or_default();
        for field in CODES {
            if let Some(Value::String(code)) = self.0.get(field)
                && read.get(field).and_then(Value::as_str) != Some(code)
            {
                return Err(Refusal::UnknownCode { field, code: text::excerpt(code) });
            }
        }
        Ok(())
    }
}

/// Refuses what neighbours could not take in: too large when rendered, or as a letter.
///
/// # Errors
/// [`Refusal::TooLargeToShow`].
pub fn check_size(entry: &Entry, author: &Organisation) -> Result<(), Refusal> {
    let fits = render::create(entry, author)?.len() <= federation::LONGEST_BODY;
    if fits { Ok(()) } else { Err(Refusal::TooLargeToShow {}) }
}

/// The address of a new entry of this organisation.
pub fn address(author: &Organisation, id: &EntryId) -> Iri {
    author.iri.with(&format!("eintraege/{id}"))
}

/// Says which field could not be read, where serde tells.
fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::UnreadableField { reason: text::excerpt(&error.to_string()) }
}
