//! What strangers said about entries of ours and waits for a person.

use commons::{EntryId, Iri};

use super::{Cursor, Entries, EntryRow, columns};
use crate::StoreError;
use crate::session::sql;

/// The condition under which the entry `e` waits for a decision of the organisation `$1`. What blocked neighbours say waits for nobody.
macro_rules! waits {
    () => {
        "e.standing = 'held' and exists (select 1 from links l join entries t on t.iri = l.target \
         where l.source = e.iri and t.author = $1) and e.author not in \
         (select a.iri from actors a join peers p on p.origin = a.origin where p.stance = 'blocked')"
    };
}

impl<M> Entries<'_, M> {
    /// What waits for a decision of this organisation, page by page, what came last first.
    pub async fn held_before(
        &mut self,
        organisation: &Iri,
        before: &Cursor,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where ",
            waits!(),
            " and (e.received < $2 or (e.received = $2 and e.id < $3)) order by e.received desc, e.id desc limit $4"
        ));
        let (time, id) = before.parts();
        self.session.all(query.bind(organisation.as_str()).bind(time).bind(id).bind(limit)).await
    }

    /// The held entry at this address, if this organisation decides on it.
    pub async fn held_by_id(
        &mut self,
        organisation: &Iri,
        id: &EntryId,
    ) -> Result<Option<EntryRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from entries e where e.id = $2 and ", waits!()));
        self.session.first(query.bind(organisation.as_str()).bind(id.to_string())).await
    }

    /// How much waits; counted up to `most`.
    pub async fn count_held(&mut self, organisation: &Iri, most: i64) -> Result<i64, StoreError> {
        let query = sql(concat!(
            "select count(*) from (select 1 from entries e where ",
            waits!(),
            " limit $2) waiting"
        ));
        self.session.one(query.bind(organisation.as_str()).bind(most)).await
    }
}
