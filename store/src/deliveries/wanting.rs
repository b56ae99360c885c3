//! Saying what inboxes should know.

use commons::{Iri, Origin, Reader, Time};

use super::{Deliveries, Recipient};
use crate::StoreError;
use crate::actors::ActorRow;
use crate::entries::visibility::{self, readable};
use crate::session::sql;
use crate::subject::Subject;
use crate::table::Writes;

/// What happens to a row that is there: only a higher version is news. What is claimed just now stays claimed.
macro_rules! on_conflict {
    () => {
        " on conflict (inbox, subject) do update set want = excluded.want, sender = excluded.sender, settled = 0, \
         parked = 0, failures = 0, due = excluded.due, \
         since = case when deliveries.settled = 1 or deliveries.parked = 1 then excluded.since else deliveries.since end \
         where deliveries.want < excluded.want"
    };
}
pub(super) use on_conflict;

macro_rules! insert {
    () => {
        "insert into deliveries (inbox, subject, origin, sender, want, have, tried, settled, attempt, failures, due, lease, \
         since, parked, error) "
    };
}
pub(super) use insert;

impl Deliveries<'_, Writes> {
    /// Everyone elsewhere who follows this author should know this version: one row for each shared inbox. Tells how many
    /// inboxes have something new to hear.
    pub async fn want_for_followers(
        &mut self,
        author: &Iri,
        subject: &Subject,
        version: i64,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(concat!(
            insert!(),
            "select d.inbox, $2, d.origin, $1, $3, null, 0, 0, 0, 0, $4, 0, $4, 0, null from (\
               select a.shared_inbox as inbox, min(a.origin) as origin from follows f join actors a on a.iri = f.follower \
               where f.followed = $1 and f.answer = 'accepted' and a.local = 0 and a.standing = 'published' \
               group by a.shared_inbox) d where true",
            on_conflict!()
        ));
        let query = query.bind(author.as_str()).bind(subject.to_string()).bind(version).bind(now.millis());
        self.session.execute(query).await
    }

    /// Every inbox to which this actor has ever had something to say should know this version: whoever has heard of it may
    /// keep its key. Tells how many inboxes have something new to hear.
    pub async fn want_for_acquaintances(
        &mut self,
        sender: &Iri,
        subject: &Subject,
        version: i64,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(concat!(
            insert!(),
            "select k.inbox, $2, k.origin, $1, $3, null, 0, 0, 0, 0, $4, 0, $4, 0, null from (\
               select d.inbox as inbox, min(d.origin) as origin from deliveries d where d.sender = $1 and d.tried > 0 \
               group by d.inbox) k where true",
            on_conflict!()
        ));
        let query = query.bind(sender.as_str()).bind(subject.to_string()).bind(version).bind(now.millis());
        self.session.execute(query).await
    }

    /// This inbox should know this version.
    pub async fn want(
        &mut self,
        recipient: &Recipient,
        sender: &Iri,
        subject: &Subject,
        version: i64,
        now: Time,
    ) -> Result<(), StoreError> {
        let query = sql(concat!(
            insert!(),
            "values ($1, $2, $3, $4, $5, null, 0, 0, 0, 0, $6, 0, $6, 0, null)",
            on_conflict!()
        ));
        let query =
            query.bind(recipient.inbox.as_str()).bind(subject.to_string()).bind(recipient.origin.as_str());
        self.session.execute(query.bind(sender.as_str()).bind(version).bind(now.millis())).await.map(drop)
    }

    /// Whoever was to know this subject should know this version: for a withdrawal, or when fewer may read it. Tells how
    /// many inboxes have something new to hear.
    pub async fn raise(&mut self, subject: &Subject, version: i64, now: Time) -> Result<u64, StoreError> {
        let query = sql("update deliveries set want = $2, settled = 0, parked = 0, failures = 0, due = $3, \
             since = case when settled = 1 or parked = 1 then $3 else since end where subject = $1 and want < $2");
        self.session.execute(query.bind(subject.to_string()).bind(version).bind(now.millis())).await
    }

    /// This inbox gets all that the author has said to everyone, and to its followers, in another way, by the walk: it counts as told, so
    /// that it will hear of what comes later. Tells how many rows that made.
    pub async fn know(&mut self, recipient: &Recipient, author: &Iri, now: Time) -> Result<u64, StoreError> {
        let query = sql(concat!(
            insert!(),
            "select $1, 'entry ' || e.iri, $2, e.author, e.version, e.version, 1, 1, 0, 0, $4, 0, $4, 0, null from entries e \
             where e.author = $3 and e.local = 1 and e.standing = 'published' and (e.audience = 'public' or exists (\
               select 1 from audiences a join actors o on o.followers = a.circle where a.entry = e.iri and o.iri = e.author)) \
             on conflict (inbox, subject) do update set want = excluded.want, have = excluded.have, tried = 1, gone = 0 \
             where deliveries.settled = 1 and (deliveries.want < excluded.want or deliveries.gone = 1)"
        ));
        let query =
            query.bind(recipient.inbox.as_str()).bind(recipient.origin.as_str()).bind(author.as_str());
        self.session.execute(query.bind(now.millis())).await
    }

    /// This inbox should know what the author recommends: the walk brings what it wrote, not what it says of others' entries.
    pub async fn want_recommendations(
        &mut self,
        recipient: &Recipient,
        author: &Iri,
        most: i64,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(concat!(
            insert!(),
            "select $1, 'mark ' || m.actor || ' ' || m.verb || ' ' || m.object, $2, m.actor, m.version, null, 0, 0, 0, 0, $4, \
             0, $4, 0, null from marks m where m.actor = $3 and m.verb = 'announce' and m.local = 1 \
             and m.standing = 'published' order by m.said desc, m.object limit $5",
            on_conflict!()
        ));
        let query =
            query.bind(recipient.inbox.as_str()).bind(recipient.origin.as_str()).bind(author.as_str());
        self.session.execute(query.bind(now.millis()).bind(most)).await
    }

    /// This follower has walked the author's changes up to this number: what it was shown on the way it need not be sent. What is addressed to
    /// circles may be for others who live beside it: that is sent, where the walk did not show it. Tells how many letters that saves.
    pub async fn walked(
        &mut self,
        follower: &ActorRow,
        author: &Iri,
        upto: i64,
        now: Time,
    ) -> Result<u64, StoreError> {
        let query = sql(concat!(
            "update deliveries set have = want, gone = 0, settled = 1, parked = 0, failures = 0, error = null, \
             tried = case when tried = 0 then 1 else tried end \
             where settled = 0 and origin = $3 and sender = $2 and inbox in ($4, $5) and lease <= $6 \
             and substr(subject, 1, 6) = 'entry ' and exists (select 1 from entries e \
               where e.iri = substr(deliveries.subject, 7) and e.author = $2 and e.changed <= $7 \
               and e.version >= deliveries.want and ((e.was_public = 1 and e.audience <> 'circles') or (",
            readable!(),
            ")))"
        ));
        let query = query.bind(visibility::name(&Reader::of(follower.iri.clone()))).bind(author.as_str());
        let query = query.bind(follower.origin.as_str()).bind(follower.inbox.as_str());
        let query = query.bind(follower.shared_inbox.as_str()).bind(now.millis()).bind(upto);
        self.session.execute(query).await
    }

    /// Lets what waits for a neighbour that is well again go, spread over a minute.
    pub async fn release(&mut self, origin: &Origin, now: Time) -> Result<u64, StoreError> {
        let query = sql("update deliveries set due = $2 + want % 60000 \
             where origin = $1 and settled = 0 and parked = 0 and failures = 0 and due <= $2 and lease <= $2");
        self.session.execute(query.bind(origin.as_str()).bind(now.millis())).await
    }
}
