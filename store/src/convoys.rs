//! Which plans of different organisations have been brought together. A pair stays remembered, so that nobody is told of it twice.

use commons::{Iri, Time};

use crate::StoreError;
use crate::session::sql;
use crate::table::{Writes, table};

table! {
    /// Which plans have been brought together.
    Convoys
}

impl Convoys<'_, Writes> {
    /// Remembers that these two belong together, whichever is named first. Tells whether that is new.
    pub async fn join(&mut self, one: &Iri, other: &Iri, now: Time) -> Result<bool, StoreError> {
        let (first, second) = if one.as_str() < other.as_str() { (one, other) } else { (other, one) };
        let query = sql(
            "insert into convoys (one, other, told) values ($1, $2, $3) on conflict (one, other) do nothing",
        );
        let query = query.bind(first.as_str()).bind(second.as_str()).bind(now.millis());
        Ok(self.session.execute(query).await? > 0)
    }
}
