//! Finding circles: by name, by who keeps them, by who belongs to them.

use commons::{EntryId, Iri, Membership, Origin, Reader, Time};

use super::{CircleRow, Circles, MemberRow, columns, member_columns};
use crate::StoreError;
use crate::entries::visibility::{self, readable};
use crate::session::sql;

/// How long an actor that could not be read is left alone, in milliseconds.
const PATIENCE: i64 = Time::HOUR;

/// What hangs on the newer words `b` of a circle by this, and is not for the reader `$1`.
macro_rules! beyond {
    ($by:literal) => {
        concat!(
            "select e.iri from circle_members s join audiences b on b.circle = s.circle and b.since >= s.until join entries e on ",
            $by,
            " where s.member = $1 and s.answer = 'accepted' and s.until < $2 and e.standing = 'published' and not (",
            readable!(),
            ")"
        )
    };
}

impl<M> Circles<'_, M> {
    /// The circle by this id.
    pub async fn by_iri(&mut self, iri: &Iri) -> Result<Option<CircleRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from circles c where c.iri = $1"));
        self.session.first(query.bind(iri.as_str())).await
    }

    /// The circle at this address.
    pub async fn by_id(&mut self, id: &EntryId) -> Result<Option<CircleRow>, StoreError> {
        let query = sql(concat!("select ", columns!(), " from circles c where c.id = $1"));
        self.session.first(query.bind(id.to_string())).await
    }

    /// How this organisation stands with this circle, if it ever had to do with it.
    pub async fn member(&mut self, circle: &Iri, member: &Iri) -> Result<Option<MemberRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            member_columns!(),
            " from circle_members m where m.circle = $1 and m.member = $2"
        ));
        self.session.first(query.bind(circle.as_str()).bind(member.as_str())).await
    }

    /// Whether its owner has dissolved this circle: an owner belongs to a circle for as long as there is one.
    pub async fn is_dissolved(&mut self, circle: &CircleRow) -> Result<bool, StoreError> {
        let owner = self.member(&circle.iri, &circle.owner).await?;
        Ok(owner.is_some_and(|row| row.answer != Membership::Accepted))
    }

    /// The circles that are kept here and to which somebody on this origin belongs or is invited, with how he stands.
    pub async fn kept_with(&mut self, origin: &Origin) -> Result<Vec<(CircleRow, MemberRow)>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            ", ",
            member_columns!(),
            " from circle_members m join circles c on c.iri = m.circle where m.origin = $1 and c.local = 1 \
             and m.member <> c.owner and m.answer in ('invited', 'accepted') order by c.id, m.member limit 10000"
        ));
        self.session.all(query.bind(origin.to_string())).await
    }

    /// Everybody who has or had to do with this circle, in the order in which they answered.
    pub async fn members_of(&mut self, circle: &Iri) -> Result<Vec<MemberRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            member_columns!(),
            " from circle_members m where m.circle = $1 order by m.since, m.member limit 10000"
        ));
        self.session.all(query.bind(circle.as_str())).await
    }

    /// The circles with which this organisation stands so, and how.
    pub async fn of_member(
        &mut self,
        member: &Iri,
        answer: Membership,
    ) -> Result<Vec<(CircleRow, MemberRow)>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            ", ",
            member_columns!(),
            " from circle_members m join circles c on c.iri = m.circle where m.member = $1 and m.answer = $2 \
             order by c.id limit 1000"
        ));
        self.session.all(query.bind(member.as_str()).bind(answer.code())).await
    }

    /// Every circle to which this reader belongs, the followers of those it follows among them if anything is addressed to them. What of it came
    /// after an agreement that the reader has not accepted, [`Self::beyond`] tells.
    pub async fn read_by(&mut self, reader: &Reader) -> Result<Vec<Iri>, StoreError> {
        let Some(organisation) = reader.organisation() else { return Ok(Vec::new()) };
        let query = sql(
            "select m.circle from circle_members m where m.member = $1 and m.answer = 'accepted' \
             union select o.followers from actors o where exists (select 1 from audiences a where a.circle = o.followers) \
             and (o.iri = $1 or exists (select 1 from follows f join actors r on r.iri = f.follower \
               where f.follower = $1 and f.followed = o.iri and f.answer = 'accepted' and r.role = 'organisation'))",
        );
        self.session.all(query.bind(organisation.as_str())).await
    }

    /// What names a circle to which this reader belongs, or hangs under something that does, and is not for it all the same: it came after a new
    /// agreement that the reader has not accepted. For whoever knows an entry's circles and not since when it is addressed to them.
    pub async fn beyond(&mut self, reader: &Reader) -> Result<Vec<Iri>, StoreError> {
        if reader.organisation().is_none() {
            return Ok(Vec::new());
        }
        let query = sql(concat!(beyond!("e.iri = b.entry"), " union ", beyond!("e.thread = b.entry")));
        self.session.all(query.bind(visibility::name(reader)).bind(super::FOR_EVER)).await
    }

    /// Whether an organisation of ours belongs to this circle.
    pub async fn is_read_here(&mut self, circle: &Iri) -> Result<bool, StoreError> {
        let query = sql("select 1 from actors r where r.local = 1 and r.role = 'organisation' and (\
             exists (select 1 from circle_members m where m.circle = $1 and m.member = r.iri and m.answer = 'accepted') \
             or exists (select 1 from actors o where o.followers = $1 and (o.iri = r.iri or exists (\
               select 1 from follows f where f.followed = o.iri and f.follower = r.iri and f.answer = 'accepted')))) limit 1");
        Ok(self.session.first::<i64>(query.bind(circle.as_str())).await?.is_some())
    }

    /// Whether this organisation belongs to a circle to which one of ours belongs too.
    pub async fn shares_one_here(&mut self, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql(
            "select 1 from circle_members m join circle_members s on s.circle = m.circle join actors r on r.iri = s.member \
             where m.member = $1 and m.answer = 'accepted' and s.answer = 'accepted' and r.local = 1 and s.member <> m.member limit 1",
        );
        Ok(self.session.first::<i64>(query.bind(organisation.as_str())).await?.is_some())
    }

    /// Whether this organisation belongs to this circle, or follows or is the organisation whose followers it is.
    pub async fn may_write(&mut self, circle: &Iri, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql(
            "select 1 where exists (select 1 from circle_members m where m.circle = $1 and m.member = $2 and m.answer = 'accepted') \
             or exists (select 1 from actors o where o.followers = $1 and (o.iri = $2 or exists (\
               select 1 from follows f where f.followed = o.iri and f.follower = $2 and f.answer = 'accepted')))",
        );
        let query = query.bind(circle.as_str()).bind(organisation.as_str());
        Ok(self.session.first::<i64>(query).await?.is_some())
    }

    /// Those of ours to whom somebody on this origin may have told what is not for everyone: who share a circle with somebody there, or follow
    /// somebody there.
    pub async fn confidants_of(&mut self, origin: &Origin, limit: i64) -> Result<Vec<Iri>, StoreError> {
        let query = sql("select r.iri from actors r where r.local = 1 and r.role = 'organisation' and (\
             exists (select 1 from circle_members o join circle_members m on m.circle = o.circle \
               where o.member = r.iri and o.answer = 'accepted' and m.origin = $1 and m.answer = 'accepted') \
             or exists (select 1 from follows f join actors t on t.iri = f.followed \
               where f.follower = r.iri and f.answer = 'accepted' and t.origin = $1)) order by r.iri limit $2");
        self.session.all(query.bind(origin.as_str()).bind(limit)).await
    }

    /// The origins of all who belong to this circle or are invited.
    pub async fn origins_of(&mut self, circle: &Iri) -> Result<Vec<Origin>, StoreError> {
        let query = sql(
            "select m.member from circle_members m where m.circle = $1 and m.answer in ('invited', 'accepted')",
        );
        let members: Vec<Iri> = self.session.all(query.bind(circle.as_str())).await?;
        let mut origins: Vec<Origin> = members.iter().map(Iri::origin).collect();
        origins.sort();
        origins.dedup();
        Ok(origins)
    }

    /// Members of circles of ours who are not known here, and were not asked for in the last hour: what is written cannot reach them yet.
    pub async fn unmet(&mut self, now: Time, limit: i64) -> Result<Vec<Iri>, StoreError> {
        let query = sql(
            "select distinct m.member from circle_members m where m.answer = 'accepted' and m.looked <= $1 \
             and not exists (select 1 from actors a where a.iri = m.member) \
             and exists (select 1 from circle_members o join actors a on a.iri = o.member \
                         where o.circle = m.circle and o.answer = 'accepted' and a.local = 1) order by m.member limit $2",
        );
        self.session.all(query.bind(now.plus(-PATIENCE).millis()).bind(limit)).await
    }

    /// The circles to which this organisation belongs.
    pub async fn circles_of(&mut self, member: &Iri) -> Result<Vec<Iri>, StoreError> {
        let query =
            sql("select m.circle from circle_members m where m.member = $1 and m.answer = 'accepted'");
        self.session.all(query.bind(member.as_str())).await
    }
}
