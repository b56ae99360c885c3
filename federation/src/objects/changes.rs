//! A page of an organisation's changes: the newest state of each entry, or its tombstone, in order of change.
//!
//! One walk serves the first fill, a long absence, a restored backup and the daily check.

use std::fmt;

use commons::{Entry, Iri, Refusal};
use serde_json::{Map, Value, json};

use super::object::{self, Object};
use super::{context, tombstone};
use crate::json;
use crate::signatures::short_hash;

const LONGEST_CURSOR: usize = 1_000;
const MOST_ITEMS: usize = 1_000;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangedItem {
    /// The newest state of an entry.
    Entry(Box<Entry>),
    /// It is gone, or may no longer be seen.
    Tombstone {
        /// Its id.
        iri: Iri,
        /// The version at which it went.
        version: i64,
    },
}

impl ChangedItem {
    /// Its id and version: what [`Check`] sums up.
    pub fn mark(&self) -> (&Iri, i64) {
        match self {
            Self::Entry(entry) => (&entry.iri, entry.version),
            Self::Tombstone { iri, version } => (iri, *version),
        }
    }

    /// As it stands on the page: without the HTML, so that a hundred of them fit into one answer.
    pub fn render(&self) -> Value {
        match self {
            Self::Entry(entry) => json!({
                "id": entry.iri,
                "type": if entry.parent().is_some() { "Note" } else { "Article" },
                "attributedTo": entry.author,
                "published": entry.published,
                "updated": entry.updated,
                "entry": entry,
            }),
            Self::Tombstone { iri, version } => json!({ "id": iri, "type": "Tombstone", "version": version }),
        }
    }
}

/// A page of changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangesPage {
    /// Changes when the author's backup was restored: the walk begins again.
    pub epoch: String,
    /// In order of change.
    pub items: Vec<ChangedItem>,
    /// The cursor of the next page; `None` at the end.
    pub next: Option<String>,
    /// How many entries the one who asks may see in all.
    pub count: u64,
    /// [`Check`] of all of these.
    pub check: String,
    /// How many items could not be read and were left out. Always 0 in what we write.
    pub skipped: usize,
}

impl ChangesPage {
    /// The page as JSON. `id` is the address at which it was asked for.
    pub fn render(&self, id: &Iri) -> String {
        let mut page = json!({
            "@context": context(),
            "id": id,
            "type": "tempomacher:Changes",
            "epoch": self.epoch,
            "count": self.count,
            "check": self.check,
            "items": self.items.iter().map(ChangedItem::render).collect::<Vec<_>>(),
        });
        if let (Some(next), Some(map)) = (&self.next, page.as_object_mut()) {
            map.insert("next".to_owned(), json!(next));
        }
        page.to_string()
    }

    /// Reads a page of what `author` changed from its bytes.
    ///
    /// # Errors
    /// When it is none, or holds what belongs to anybody else.
    pub fn parse(bytes: &[u8], author: &Iri) -> Result<Self, Refusal> {
        Self::read(json::object(bytes)?, author)
    }

    /// Reads a page of what `author` changed. What belongs to anybody else makes the whole page refused.
    pub(crate) fn read(mut map: Map<String, Value>, author: &Iri) -> Result<Self, Refusal> {
        let unreadable = || Refusal::PeerAnswerUnreadable {};
        if !matches!(json::kind(&map), "tempomacher:Changes" | "Changes") {
            return Err(unreadable());
        }
        let short =
            |key| json::text(&map, key).filter(|text| text.len() <= LONGEST_CURSOR).map(str::to_owned);
        let mut page = Self {
            epoch: short("epoch").ok_or_else(unreadable)?,
            next: short("next"),
            count: map.get("count").and_then(Value::as_u64).ok_or_else(unreadable)?,
            check: short("check").unwrap_or_default(),
            ..Self::default()
        };
        if map.get("next").is_some_and(|next| !next.is_null()) && page.next.is_none() {
            return Err(unreadable());
        }
        let Some(Value::Array(items)) = map.remove("items") else { return Err(unreadable()) };
        if items.len() > MOST_ITEMS {
            return Err(Refusal::TooMany { field: "items", limit: MOST_ITEMS });
        }
        for item in items {
            match self::item(item, author)? {
                Some(item) => page.items.push(item),
                None => page.skipped += 1,
            }
        }
        Ok(page)
    }
}

/// `None`: valid perhaps, but not readable here. One such item must not stop the walk for ever.
fn item(value: Value, author: &Iri) -> Result<Option<ChangedItem>, Refusal> {
    let Value::Object(mut map) = value else { return Ok(None) };
    let Ok(iri) = Iri::parse("items", json::text(&map, "id").unwrap_or("")) else { return Ok(None) };
    if iri.origin() != author.origin() {
        return Err(Refusal::OriginsDiffer {});
    }
    if json::kind(&map) == "Tombstone" {
        return Ok(tombstone::version(&map).map(|version| ChangedItem::Tombstone { iri, version }));
    }
    let Some(Value::Object(entry)) = map.remove("entry") else { return Ok(None) };
    match object::structured(entry, &iri, author) {
        Ok(Object::Entry(entry)) => Ok(Some(ChangedItem::Entry(entry))),
        Err(Refusal::AuthorDiffers {}) => Err(Refusal::AuthorDiffers {}),
        _ => Ok(None),
    }
}

/// The sum of what somebody holds: XOR of the first eight bytes of SHA-256 over id, line feed and version of each entry.
///
/// Two holders agree if and, as good as, only if their sums are equal. Adding an entry twice takes it out again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Check(u64);

impl Check {
    /// Adds an entry, or takes it out again.
    pub fn toggle(&mut self, iri: &Iri, version: i64) {
        self.0 ^= short_hash(format!("{iri}\n{version}").as_bytes());
    }
}

impl<'a> FromIterator<(&'a Iri, i64)> for Check {
    fn from_iter<T: IntoIterator<Item = (&'a Iri, i64)>>(all: T) -> Self {
        all.into_iter().fold(Self::default(), |mut check, (iri, version)| {
            check.toggle(iri, version);
            check
        })
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use commons::Iri;

    use super::Check;

    #[test]
    fn the_check_does_not_depend_on_order_and_notices_a_version() {
        let iri = |text: &str| Iri::parse("id", text).expect("an id");
        let (a, b) = (iri("https://a.de/1"), iri("https://a.de/2"));
        let sum = |all: &[(&Iri, i64)]| all.iter().copied().collect::<Check>();
        assert_eq!(sum(&[(&a, 1), (&b, 2)]), sum(&[(&b, 2), (&a, 1)]));
        assert_ne!(sum(&[(&a, 1), (&b, 2)]), sum(&[(&a, 1), (&b, 3)]));
        assert_eq!(sum(&[(&a, 1), (&a, 1)]), Check::default());
        assert_eq!(Check::default().to_string(), "0000000000000000");
    }
}
