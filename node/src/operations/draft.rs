//! What somebody wants to publish, as the API takes it: the fields of an entry without those that are not the writer's to choose.

use commons::{Content, Entry, EntryId, Iri, Organisation, Refusal, Time, text};
use federation::render;
use serde_json::{Map, Value, json};

/// Where codes stand whose misspelling must be told, since reading an entry from elsewhere forgives it. `*` is each item of a list.
const CODES: [&str; 13] = [
    "status",
    "evidence",
    "reuse",
    "outcome",
    "subject",
    "progress",
    "comment",
    "fields_of_action/*",
    "end_reasons/*",
    "analogue/ways/*",
    "inclusion/ways/*",
    "cost/basis",
    "links/*/kind",
];

/// The largest whole number that every reader of JSON holds exactly (2^53 - 1).
pub const MOST_EUROS: u64 = 9_007_199_254_740_991;
/// A share in percent at most.
pub const MOST_PERCENT: u64 = 100;
/// The KGSt size classes of towns; counties have the first three.
pub const SIZE_CLASSES: (u64, u64) = (1, 7);

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
        check_numbers(&entry)?;
        Ok(entry)
    }

    fn check_kind(&self) -> Result<(), Refusal> {
        let kind = self.0.get("kind").and_then(Value::as_str).ok_or(Refusal::Missing { field: "kind" })?;
        commons::Kind::parse(kind).map(|_| ())
    }

    fn check_codes(&self, entry: &Entry) -> Result<(), Refusal> {
        let read = serde_json::to_value(entry).unwrap_or_default();
        let written = Value::Object(self.0.clone());
        for place in CODES {
            let mut understood = words(&read, place).into_iter();
            if let Some(code) =
                words(&written, place).into_iter().find(|code| understood.next() != Some(code))
            {
                let field = place.split('/').next().unwrap_or(place);
                return Err(Refusal::UnknownCode { field, code: text::excerpt(code) });
            }
        }
        Ok(())
    }
}

/// The words that stand at a place, in their order.
fn words<'a>(within: &'a Value, place: &str) -> Vec<&'a str> {
    let (step, rest) = place.split_once('/').unwrap_or((place, ""));
    let found: Vec<&Value> = match step {
        "*" => within.as_array().into_iter().flatten().collect(),
        name => within.get(name).into_iter().collect(),
    };
    match rest {
        "" => found.into_iter().filter_map(Value::as_str).collect(),
        rest => found.into_iter().flat_map(|value| words(value, rest)).collect(),
    }
}

/// Refuses numbers that nobody can mean. What comes from elsewhere is kept as it is.
fn check_numbers(entry: &Entry) -> Result<(), Refusal> {
    match &entry.content {
        Content::Project(project) => {
            for euros in project.cost.iter().flat_map(|cost| [cost.one_off, cost.yearly]).flatten() {
                within("cost", euros, (0, MOST_EUROS))?;
            }
            let share = project.funding.as_ref().and_then(|funding| funding.share);
            share.map_or(Ok(()), |share| within("funding", u64::from(share), (0, MOST_PERCENT)))
        }
        Content::Lesson(lesson) => {
            let classes = lesson.applies_to_size_classes.iter();
            classes
                .copied()
                .try_for_each(|class| within("applies_to_size_classes", u64::from(class), SIZE_CLASSES))
        }
        _ => Ok(()),
    }
}

fn within(field: &'static str, number: u64, (least, most): (u64, u64)) -> Result<(), Refusal> {
    if (least..=most).contains(&number) { Ok(()) } else { Err(Refusal::OutOfRange { field, least, most }) }
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
