//! Keeping circles and who belongs to them.

use commons::{Iri, Time};

use super::{CircleRow, Circles, MemberRow};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

impl Circles<'_, Writes> {
    /// Keeps a circle as it is now. An older version changes nothing, nor does another owner. Tells whether anything changed.
    pub async fn put(&mut self, circle: &CircleRow) -> Result<bool, StoreError> {
        let query = sql(
            "insert into circles (iri, id, owner, local, name, purpose, agreement, hash, edition, version) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (iri) do update set name = excluded.name, \
             purpose = excluded.purpose, agreement = excluded.agreement, hash = excluded.hash, edition = excluded.edition, \
             version = excluded.version where circles.owner = excluded.owner and circles.version < excluded.version",
        );
        let query = query.bind(circle.iri.as_str()).bind(circle.id.to_string()).bind(circle.owner.as_str());
        let query =
            query.bind(i64::from(circle.local)).bind(circle.name.as_str()).bind(circle.purpose.as_str());
        let query = query.bind(circle.agreement.text.as_str()).bind(circle.agreement.sha256.as_str());
        let query = query.bind(circle.agreement.edition).bind(circle.version);
        Ok(self.session.execute(query).await? > 0)
    }

    /// Keeps how an organisation stands with a circle.
    pub async fn put_member(&mut self, member: &MemberRow) -> Result<(), StoreError> {
        let query = sql(
            "insert into circle_members (circle, member, name, answer, edition, hash, office, since, until, version, origin, looked) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0) on conflict (circle, member) do update set \
             name = excluded.name, answer = excluded.answer, edition = excluded.edition, hash = excluded.hash, \
             office = excluded.office, since = excluded.since, until = excluded.until, version = excluded.version",
        );
        let query =
            query.bind(member.circle.as_str()).bind(member.member.as_str()).bind(member.name.as_str());
        let query = query.bind(member.answer.code()).bind(member.edition).bind(member.hash.as_str());
        let query = query.bind(member.office.as_str()).bind(member.since.millis()).bind(member.until);
        let query = query.bind(member.version).bind(member.member.origin().to_string());
        self.session.execute(query).await.map(drop)
    }

    /// Takes the circle for this transaction: who comes second waits, and then reads what the first has written.
    pub async fn hold(&mut self, circle: &Iri) -> Result<(), StoreError> {
        let query = sql("update circles set version = version where iri = $1").bind(circle.as_str());
        self.session.execute(query).await.map(drop)
    }

    /// Notes that the actor of a member was asked for.
    pub async fn looked(&mut self, member: &Iri, now: Time) -> Result<(), StoreError> {
        let query = sql("update circle_members set looked = $2 where member = $1");
        self.session.execute(query.bind(member.as_str()).bind(now.millis())).await.map(drop)
    }
}
