//! From columns to words: rows are read column by column, in the order in which the SQL names them.

use std::cell::Cell;

use commons::{EntryId, Iri, Origin, Time};
use sqlx::any::AnyRow;
use sqlx::{Any, Decode, Row as _, Type};

use crate::StoreError;

/// What can be read from a row.
pub(crate) trait Row: Sized + Send {
    /// Reads itself, column by column.
    fn read(row: &Columns<'_>) -> Result<Self, StoreError>;
}

/// The columns of a row, taken one after another.
pub(crate) struct Columns<'r> {
    row: &'r AnyRow,
    next: Cell<usize>,
}

impl<'r> Columns<'r> {
    pub(crate) fn of(row: &'r AnyRow) -> Self {
        Self { row, next: Cell::new(0) }
    }

    fn take<T: Decode<'r, Any> + Type<Any>>(&self) -> Result<T, StoreError> {
        let index = self.next.replace(self.next.get() + 1);
        Ok(self.row.try_get(index)?)
    }

    pub(crate) fn text(&self) -> Result<String, StoreError> {
        self.take()
    }

    pub(crate) fn text_or_null(&self) -> Result<Option<String>, StoreError> {
        self.take()
    }

    pub(crate) fn number(&self) -> Result<i64, StoreError> {
        self.take()
    }

    pub(crate) fn number_or_null(&self) -> Result<Option<i64>, StoreError> {
        self.take()
    }

    pub(crate) fn flag(&self) -> Result<bool, StoreError> {
        Ok(self.number()? != 0)
    }

    pub(crate) fn time(&self) -> Result<Time, StoreError> {
        self.number().map(Time::from_millis)
    }

    pub(crate) fn time_or_null(&self) -> Result<Option<Time>, StoreError> {
        Ok(self.number_or_null()?.map(Time::from_millis))
    }

    pub(crate) fn iri(&self) -> Result<Iri, StoreError> {
        parsed(Iri::of_activity("id", self.take()?))
    }

    pub(crate) fn iri_or_null(&self) -> Result<Option<Iri>, StoreError> {
        self.take::<Option<&str>>()?.map(|text| parsed(Iri::of_activity("id", text))).transpose()
    }

    /// An id, in a column that is empty where there is none.
    pub(crate) fn iri_or_empty(&self) -> Result<Option<Iri>, StoreError> {
        let text: &str = self.take()?;
        if text.is_empty() { Ok(None) } else { parsed(Iri::of_activity("id", text)).map(Some) }
    }

    pub(crate) fn origin(&self) -> Result<Origin, StoreError> {
        parsed(Origin::parse(self.take()?))
    }

    pub(crate) fn entry_id(&self) -> Result<EntryId, StoreError> {
        parsed(EntryId::parse(self.take()?))
    }

    /// A word of a code list, by its parser.
    pub(crate) fn code<T>(&self, parse: fn(&str) -> Result<T, commons::Refusal>) -> Result<T, StoreError> {
        parsed(parse(self.take()?))
    }

    /// The same where there may be none.
    pub(crate) fn code_or_null<T>(
        &self,
        parse: fn(&str) -> Result<T, commons::Refusal>,
    ) -> Result<Option<T>, StoreError> {
        self.take::<Option<&str>>()?.map(|code| parsed(parse(code))).transpose()
    }
}

/// What we wrote ourselves can be read again; if not, the database was changed by other hands.
pub(crate) fn parsed<T>(result: Result<T, commons::Refusal>) -> Result<T, StoreError> {
    result.map_err(StoreError::failed)
}

impl Row for i64 {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        row.number()
    }
}

impl Row for String {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        row.text()
    }
}

impl Row for Iri {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        row.iri()
    }
}
