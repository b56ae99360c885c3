//! What is addressed to circles: who is to know it, and what happens when others may read than before.

use commons::{Iri, Time};

use super::Deliveries;
use super::wanting::{insert, on_conflict};
use crate::StoreError;
use crate::session::sql;
use crate::subject::Subject;
use crate::table::Writes;

/// An organisation elsewhere to which something addressed to a circle may go, whatever it has accepted: whether it may read is asked when
/// the letter is written.
macro_rules! elsewhere {
    () => {
        "r.local = 0 and r.standing = 'published' and r.role = 'organisation'"
    };
}

/// Asks again who may read, of these subjects: in no other way would an inbox hear of it, since the version has not changed.
macro_rules! ask_again {
    () => {
        "update deliveries set turn = turn + 1, settled = 0, parked = 0, failures = 0, due = $1, \
         since = case when settled = 1 or parked = 1 then $1 else since end where subject in "
    };
}

impl Deliveries<'_, Writes> {
    /// Every node on which a member of the entry's circles lives should know this version. One row for each node, by its shared inbox: a
    /// node keeps one copy of an entry, and decides by the same rule who of its organisations reads it.
    pub async fn want_for_circles(
        &mut self,
        entry: &Iri,
        version: i64,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(concat!(
            insert!(),
            "select d.inbox, $2, d.origin, d.author, $3, null, 0, 0, 0, 0, $4, 0, $4, 0, null from (\
               select r.shared_inbox as inbox, min(r.origin) as origin, min(e.author) as author from (\
                 select m.member as member from audiences a join circle_members m on m.circle = a.circle \
                 where a.entry = $1 and m.answer = 'accepted' \
                 union select f.follower from audiences a join actors o on o.followers = a.circle \
                 join follows f on f.followed = o.iri where a.entry = $1 and f.answer = 'accepted') b \
               join actors r on r.iri = b.member, entries e where e.iri = $1 and ",
            elsewhere!(),
            " group by r.shared_inbox) d where true",
            on_conflict!()
        ));
        let subject = Subject::Entry(entry.clone()).to_string();
        let query = query.bind(entry.as_str()).bind(subject).bind(version).bind(now.millis());
        self.session.execute(query).await
    }

    /// Others belong to this circle than before: those who joined are to know what of ours is addressed to it, and whoever was told of it,
    /// or of what hangs under it, is asked again whether he may read it.
    pub async fn circle_changed(&mut self, circle: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql(concat!(
            insert!(),
            "select d.inbox, d.subject, d.origin, d.author, d.version, null, 0, 0, 0, 0, $2, 0, $2, 0, null from (\
               select r.shared_inbox as inbox, 'entry ' || e.iri as subject, min(r.origin) as origin, e.author as author, \
               e.version as version from (\
                 select m.member as member from circle_members m where m.circle = $1 and m.answer = 'accepted' \
                 union select f.follower from actors o join follows f on f.followed = o.iri \
                 where o.followers = $1 and f.answer = 'accepted') b join actors r on r.iri = b.member, \
               audiences a join entries e on e.iri = a.entry \
               where a.circle = $1 and e.local = 1 and e.standing = 'published' and ",
            elsewhere!(),
            " group by r.shared_inbox, e.iri, e.author, e.version) d where true",
            on_conflict!()
        ));
        self.session.execute(query.bind(circle.as_str()).bind(now.millis())).await?;
        let query = sql(concat!(
            ask_again!(),
            "(select 'entry ' || e.iri from audiences a join entries e on e.iri = a.entry or e.thread = a.entry \
              where a.circle = $2 and e.local = 1)"
        ));
        self.session.execute(query.bind(now.millis()).bind(circle.as_str())).await.map(drop)
    }

    /// Whoever was told of this entry of ours is asked again whether he may read it.
    pub(crate) async fn ask_again(&mut self, entry: &str, now: Time) -> Result<(), StoreError> {
        let query =
            sql(concat!(ask_again!(), "(select 'entry ' || iri from entries where iri = $2 and local = 1)"));
        self.session.execute(query.bind(now.millis()).bind(entry.to_owned())).await.map(drop)
    }
}
