//! One transaction: everything in it happens together, or nothing does.

use std::future::Future;
use std::pin::Pin;

use commons::Time;

use crate::session::{Session, sql};
use crate::store::on_its_own;
use crate::{Store, StoreError};

/// What [`Store::write`] runs: `|change| Box::pin(async move { .. })`.
pub type Work<'c, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

/// One transaction that writes.
pub struct Change {
    pub(crate) session: Session,
    store: Store,
}

impl Change {
    pub(crate) fn over(session: Session, store: Store) -> Self {
        Self { session, store }
    }

    /// The present instant of the clock the store was opened with.
    pub fn now(&self) -> Time {
        self.store.now()
    }

    /// Makes everything lasting, and gives the last number of change, if anything changed that has one.
    ///
    /// Errors: where a statement failed before, nothing is committed, whatever was made of that failure.
    pub async fn commit(mut self) -> Result<Option<i64>, StoreError> {
        on_its_own(async move { self.finish().await }).await?
    }

    /// Undoes everything at once. Dropping does the same a little later.
    pub async fn roll_back(mut self) {
        self.session.roll_back().await;
    }

    pub(crate) async fn finish(&mut self) -> Result<Option<i64>, StoreError> {
        if self.session.has_failed() {
            self.session.roll_back().await;
            return Err(StoreError::failed(
                "a statement of this transaction failed, so nothing of it was kept",
            ));
        }
        let last = self.number().await?;
        self.session.commit().await?;
        if let Some(last) = last {
            self.store.announce(last);
        }
        if self.session.has_mail() {
            self.store.announce_mail();
        }
        Ok(last)
    }

    /// Gives the numbers of change: last of all, so that whoever gets the lower numbers has also committed first.
    async fn number(&mut self) -> Result<Option<i64>, StoreError> {
        let count = self.session.numbers();
        if count == 0 {
            return Ok(None);
        }
        let last: i64 = self
            .session
            .one(sql("update node set changed = changed + $1 where id = 1 returning changed").bind(count))
            .await?;
        if self.session.has_open_numbers() {
            self.close_numbers(last - count).await?;
        }
        Ok(Some(last))
    }

    async fn close_numbers(&mut self, base: i64) -> Result<(), StoreError> {
        for statement in [
            "update entries set changed = $1 - changed where changed < 0",
            "update actors set changed = $1 - changed where changed < 0",
        ] {
            self.session.execute(sql(statement).bind(base)).await?;
        }
        Ok(())
    }
}
