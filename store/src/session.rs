//! One connection in use, for reading or within a transaction, and what must be remembered until the commit.

use sqlx::any::AnyArguments;
use sqlx::pool::PoolConnection;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Transaction};

use crate::StoreError;
use crate::db::{self, Begun};
use crate::row::{Columns, Row};

pub(crate) type Sql = Query<'static, Any, AnyArguments>;

/// A statement; only constant text, so that nothing from outside becomes SQL.
pub(crate) fn sql(text: &'static str) -> Sql {
    sqlx::query(text)
}

/// A connection in use.
pub(crate) struct Session {
    line: Line,
    /// How many numbers of change have been handed out in this transaction.
    ordinal: i64,
    /// The counter from which they are taken, where nobody else can move it.
    counter: Option<i64>,
    /// A statement has failed: PostgreSQL would answer a commit now with a silent rollback.
    failed: bool,
    /// It failed because two transactions stood in each other's way.
    conflict: bool,
    /// A mail was written down: who sends them is to be woken.
    mail: bool,
    lock_of_claims: Option<&'static str>,
}

enum Line {
    Reading(PoolConnection<Any>),
    Writing(Transaction<'static, Any>),
    Over,
}

impl Session {
    pub(crate) fn reading(connection: PoolConnection<Any>) -> Self {
        let line = Line::Reading(connection);
        Self {
            line,
            ordinal: 0,
            counter: None,
            failed: false,
            conflict: false,
            mail: false,
            lock_of_claims: None,
        }
    }

    pub(crate) fn writing(begun: Begun) -> Self {
        let Begun { transaction, counter, lock_of_claims } = begun;
        Self {
            line: Line::Writing(transaction),
            ordinal: 0,
            counter,
            failed: false,
            conflict: false,
            mail: false,
            lock_of_claims,
        }
    }

    fn connection(&mut self) -> Result<&mut AnyConnection, sqlx::Error> {
        match &mut self.line {
            Line::Reading(connection) => Ok(connection),
            Line::Writing(transaction) => Ok(transaction),
            Line::Over => Err(sqlx::Error::InvalidArgument("this transaction is over".into())),
        }
    }

    /// The next number of change: at once where the counter is ours, else negative until the commit.
    pub(crate) fn number(&mut self) -> i64 {
        self.ordinal += 1;
        self.counter.map_or(-self.ordinal, |counter| counter + self.ordinal)
    }

    /// Whether rows still bear negative numbers.
    pub(crate) fn has_open_numbers(&self) -> bool {
        self.counter.is_none()
    }

    /// How many numbers of change have been handed out.
    pub(crate) fn numbers(&self) -> i64 {
        self.ordinal
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn met_a_conflict(&self) -> bool {
        self.conflict
    }

    /// A mail was written down in this transaction.
    pub(crate) fn note_mail(&mut self) {
        self.mail = true;
    }

    pub(crate) fn has_mail(&self) -> bool {
        self.mail
    }

    /// Waits until no other transaction claims.
    pub(crate) async fn claim_alone(&mut self) -> Result<(), StoreError> {
        match self.lock_of_claims {
            Some(lock) => self.first::<i64>(sql(lock)).await.map(drop),
            None => Ok(()),
        }
    }

    /// Runs a statement and tells how many rows it changed.
    pub(crate) async fn execute(&mut self, query: Sql) -> Result<u64, StoreError> {
        let done = query.execute(self.connection()?).await;
        Ok(self.noted(done)?.rows_affected())
    }

    /// The first row, if there is one.
    pub(crate) async fn first<T: Row>(&mut self, query: Sql) -> Result<Option<T>, StoreError> {
        let row = query.fetch_optional(self.connection()?).await;
        self.noted(row)?.as_ref().map(|row| T::read(&Columns::of(row))).transpose()
    }

    /// The one row there must be.
    pub(crate) async fn one<T: Row>(&mut self, query: Sql) -> Result<T, StoreError> {
        self.first(query).await?.ok_or_else(|| StoreError::failed("a row that must be there is missing"))
    }

    /// Every row.
    pub(crate) async fn all<T: Row>(&mut self, query: Sql) -> Result<Vec<T>, StoreError> {
        let rows = query.fetch_all(self.connection()?).await;
        self.noted(rows)?.iter().map(|row| T::read(&Columns::of(row))).collect()
    }

    fn noted<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.failed = true;
            self.conflict |= db::is_conflict(&error);
            error.into()
        })
    }

    /// Makes everything so far lasting.
    pub(crate) async fn commit(&mut self) -> Result<(), StoreError> {
        let done = match std::mem::replace(&mut self.line, Line::Over) {
            Line::Writing(transaction) => transaction.commit().await,
            Line::Reading(_) | Line::Over => Ok(()),
        };
        self.noted(done)
    }

    /// Undoes everything so far, at once.
    pub(crate) async fn roll_back(&mut self) {
        if let Line::Writing(transaction) = std::mem::replace(&mut self.line, Line::Over) {
            roll_back(transaction).await;
        }
    }
}

impl Drop for Session {
    /// Whoever is dropped in the middle of a transaction (a client went away) leaves a connection behind that must be
    /// rolled back before anybody else gets it; that takes a task of its own.
    fn drop(&mut self) {
        let Line::Writing(transaction) = std::mem::replace(&mut self.line, Line::Over) else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(roll_back(transaction));
        }
    }
}

async fn roll_back(transaction: Transaction<'static, Any>) {
    if let Err(error) = transaction.rollback().await {
        tracing::warn!(%error, "a transaction could not be rolled back; its connection is given up");
    }
}
