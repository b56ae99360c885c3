//! Lists of entries, page by page.

use commons::{Iri, Kind, Reader, Refusal, Time};

use super::visibility::{self, readable};
use super::{Entries, EntryRow, columns};
use crate::StoreError;
use crate::session::sql;

/// A place in a list that goes from new to old. As text it is opaque to whoever carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    time: i64,
    id: String,
}

impl Cursor {
    /// The place before the newest.
    pub fn start() -> Self {
        Self { time: i64::MAX, id: String::new() }
    }

    /// The place after this row.
    pub fn after(row: &EntryRow) -> Self {
        Self::at(row.published, &row.id.to_string())
    }

    /// The place after what is of this time and has this id, in lists that go by another time.
    pub fn at(time: Time, id: &str) -> Self {
        Self { time: time.millis(), id: id.to_owned() }
    }

    /// The time and the id, to be bound.
    pub(crate) fn parts(&self) -> (i64, String) {
        (self.time, self.id.clone())
    }

    /// Reads what [`std::fmt::Display`] wrote.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let (time, id) = text.split_once('_').ok_or(Refusal::BadCursor {})?;
        let time = time.parse().map_err(|_| Refusal::BadCursor {})?;
        let id = commons::EntryId::parse(id).map_err(|_| Refusal::BadCursor {})?.to_string();
        Ok(Self { time, id })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.time, self.id)
    }
}

/// Which entries are listed; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of this organisation.
    pub organisation: Option<Iri>,
    /// Only those of this kind.
    pub kind: Option<Kind>,
}

impl<M> Entries<'_, M> {
    /// What this reader may read, newest first.
    pub async fn list(
        &mut self,
        reader: &Reader,
        filter: &Filter,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where ",
            readable!(),
            " and (e.published < $2 or (e.published = $2 and e.id < $3)) and ($4 = '' or e.author = $4) \
             and ($5 = '' or e.kind = $5) order by e.published desc, e.id desc limit $6"
        ));
        let organisation = filter.organisation.as_ref().map_or("", Iri::as_str);
        let query = query.bind(visibility::name(reader)).bind(before.time).bind(before.id.as_str());
        let query = query.bind(organisation).bind(filter.kind.map_or("", Kind::code)).bind(limit);
        self.session.all(query).await
    }

    /// What an organisation has said to everyone, newest first.
    pub async fn outbox(
        &mut self,
        author: &Iri,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let filter = Filter { organisation: Some(author.clone()), kind: None };
        self.list(&Reader::anyone(), &filter, before, limit).await
    }

    /// How much an organisation has said to everyone.
    pub async fn outbox_count(&mut self, author: &Iri) -> Result<i64, StoreError> {
        let query = sql(concat!("select count(*) from entries e where e.author = $2 and ", readable!()));
        self.session.one(query.bind("").bind(author.as_str())).await
    }

    /// What has changed after this number, in the order of the changes, however it stands: what the index asks for.
    pub async fn changed_since(&mut self, number: i64, limit: i64) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.changed > $1 order by e.changed limit $2"
        ));
        self.session.all(query.bind(number).bind(limit)).await
    }

    /// The published entries of an author that everyone may read, in the order of their changes: the first page after 0.
    pub async fn all_public_of(
        &mut self,
        author: &Iri,
        after: i64,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.author = $2 and e.changed > $3 and ",
            readable!(),
            " order by e.changed limit $4"
        ));
        self.session.all(query.bind("").bind(author.as_str()).bind(after).bind(limit)).await
    }

    /// Whatever is kept of an author, however it stands, in the order of the changes: to compare nodes.
    pub async fn set_of(
        &mut self,
        author: &Iri,
        after: i64,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.author = $1 and e.changed > $2 order by e.changed limit $3"
        ));
        self.session.all(query.bind(author.as_str()).bind(after).bind(limit)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let text = "1777887000000_019a2f60-0000-7000-8000-000000000001";
        assert_eq!(Cursor::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn anything_else_is_no_cursor() {
        for text in ["", "_", "1", "x_y", "1_y", "1_019a2f60-0000-7000-8000-00000000000'"] {
            assert_eq!(Cursor::parse(text), Err(Refusal::BadCursor {}), "{text}");
        }
    }
}
