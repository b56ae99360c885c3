//! Putting actors in, and noting that they are gone.

use commons::{Iri, Organisation, Time};

use super::{Actors, FollowersSetting, RemoteActor, Role, body};
use crate::StoreError;
use crate::keys::Keys;
use crate::session::{Sql, sql};
use crate::table::Writes;

/// One of ours.
#[derive(Clone, Debug)]
pub struct LocalActor {
    /// Its id.
    pub iri: Iri,
    /// Organisation, or the application that signs the host's fetches.
    pub role: Role,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub handle: String,
    /// Host and port under which it lives.
    pub host: String,
    /// The organisation; `None` for an application.
    pub organisation: Option<Organisation>,
    /// Where it is written to.
    pub inbox: Iri,
    /// Where all on this node are written to.
    pub shared_inbox: Iri,
    /// What it has said.
    pub outbox: Option<Iri>,
    /// Who follows it.
    pub followers: Option<Iri>,
    /// Where its changes are walked.
    pub changes: Option<Iri>,
    /// Who decides about those who ask to follow.
    pub followers_setting: FollowersSetting,
    /// Its version; only a higher one wins.
    pub version: i64,
    /// When it came, or was changed.
    pub at: Time,
}

/// What came of putting one of ours in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutLocal {
    /// It was not here before.
    New,
    /// It replaced what was here.
    Changed,
    /// What is here is newer.
    Stale,
    /// The host belongs to another of ours.
    Taken,
}

const VALUES: &str = "insert into actors (iri, origin, host, handle, local, role, name, body, inbox, shared_inbox, outbox, \
     followers, changes, indexable, standing, followers_setting, version, changed, fetched) \
     values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, 1, 'published', $13, $14, $15, $16) \
     on conflict do nothing returning 1";

const REPLACE_LOCAL: &str = "update actors set origin = $2, host = $3, handle = $4, role = $5, name = $6, body = $7, inbox = $8, \
     shared_inbox = $9, outbox = $10, followers = $11, changes = $12, followers_setting = $13, version = $14, changed = $15 \
     where iri = $1 and local = 1 and version < $14 and fetched <= $16 returning 1";

const PUT_REMOTE: &str = "insert into actors (iri, origin, host, handle, local, role, name, body, inbox, shared_inbox, outbox, \
     followers, changes, indexable, standing, followers_setting, version, changed, fetched) \
     values ($1, $2, $3, $4, 0, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'published', 'ask', $14, $15, $14) \
     on conflict (iri) do update set host = excluded.host, handle = excluded.handle, role = excluded.role, \
     name = excluded.name, body = excluded.body, inbox = excluded.inbox, shared_inbox = excluded.shared_inbox, \
     outbox = excluded.outbox, followers = excluded.followers, changes = excluded.changes, \
     indexable = excluded.indexable, standing = 'published', version = excluded.version, \
     changed = case when actors.standing = 'published' and actors.host = excluded.host and actors.handle = excluded.handle \
       and actors.role = excluded.role and actors.name = excluded.name and actors.body = excluded.body \
       and actors.indexable = excluded.indexable then actors.changed else excluded.changed end, \
     fetched = excluded.fetched where actors.local = 0";

impl Actors<'_, Writes> {
    /// Puts in one of ours, new or changed.
    pub async fn put_local(&mut self, actor: &LocalActor) -> Result<PutLocal, StoreError> {
        let number = self.session.number();
        let body = body(actor.organisation.as_ref())?;
        if self.session.first::<i64>(local(VALUES, actor, &body, number)).await?.is_some() {
            return Ok(PutLocal::New);
        }
        let known = self.by_iri(&actor.iri).await?.is_some();
        if !known || self.is_taken(actor).await? {
            return Ok(PutLocal::Taken);
        }
        let replaced = self.session.first::<i64>(local(REPLACE_LOCAL, actor, &body, number)).await?;
        Ok(if replaced.is_some() { PutLocal::Changed } else { PutLocal::Stale })
    }

    async fn is_taken(&mut self, actor: &LocalActor) -> Result<bool, StoreError> {
        let query = sql("select 1 from actors where host = $1 and role = $2 and local = 1 and iri <> $3");
        let query = query.bind(actor.host.as_str()).bind(actor.role.code()).bind(actor.iri.as_str());
        Ok(self.session.first::<i64>(query).await?.is_some())
    }

    /// Puts in an actor as it was read from its origin, with its keys. One of ours is never overwritten. What is found of it
    /// and of its entries is written anew only where something that is shown has changed.
    pub async fn put_remote(&mut self, actor: &RemoteActor) -> Result<(), StoreError> {
        let number = self.session.number();
        let body = body(actor.organisation.as_ref())?;
        let query = sql(PUT_REMOTE)
            .bind(actor.iri.as_str())
            .bind(actor.iri.origin().as_str())
            .bind(actor.host.as_str())
            .bind(actor.handle.as_str())
            .bind(actor.role.code())
            .bind(actor.name.as_str())
            .bind(body)
            .bind(actor.inbox.as_str())
            .bind(actor.shared_inbox.as_ref().unwrap_or(&actor.inbox).as_str())
            .bind(actor.outbox.as_ref().map(Iri::as_str))
            .bind(actor.followers.as_ref().map(Iri::as_str))
            .bind(actor.changes.as_ref().map(Iri::as_str))
            .bind(i64::from(actor.indexable))
            .bind(actor.fetched.millis())
            .bind(number);
        if self.session.execute(query).await? > 0 {
            Keys::of(self.session).replace(&actor.iri, &actor.keys, actor.fetched).await?;
        }
        Ok(())
    }

    /// Gives one of ours another name, and the organisation that says so. Tells whether it is there.
    pub async fn rename(
        &mut self,
        iri: &Iri,
        organisation: &Organisation,
        version: i64,
    ) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql(
            "update actors set name = $2, body = $3, version = $4, changed = $5 where iri = $1 and version < $4",
        );
        let query = query.bind(iri.as_str()).bind(organisation.name.as_str()).bind(body(Some(organisation))?);
        Ok(self.session.execute(query.bind(version).bind(number)).await? > 0)
    }

    /// One of ours shows itself anew, with this version: its keys are others. Tells whether the version is news.
    pub async fn renew(&mut self, iri: &Iri, version: i64) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query =
            sql("update actors set version = $2, changed = $3 where iri = $1 and local = 1 and version < $2");
        Ok(self.session.execute(query.bind(iri.as_str()).bind(version).bind(number)).await? > 0)
    }

    /// Who decides from now on about those who ask to follow one of ours.
    pub async fn set_followers(&mut self, iri: &Iri, setting: FollowersSetting) -> Result<(), StoreError> {
        let query = sql("update actors set followers_setting = $2 where iri = $1 and local = 1");
        self.session.execute(query.bind(iri.as_str()).bind(setting.code())).await.map(drop)
    }

    /// Gives this actor a new number, after what decides whether it is shown has changed: the index looks at it again.
    pub async fn touch(&mut self, iri: &Iri) -> Result<(), StoreError> {
        let number = self.session.number();
        let query = sql("update actors set changed = $2 where iri = $1").bind(iri.as_str()).bind(number);
        self.session.execute(query).await.map(drop)
    }

    /// Notes that an actor is gone. Tells whether that is news.
    pub async fn gone(&mut self, iri: &Iri) -> Result<bool, StoreError> {
        let number = self.session.number();
        let query = sql(
            "update actors set standing = 'withdrawn', changed = $2 where iri = $1 and standing = 'published'",
        );
        Ok(self.session.execute(query.bind(iri.as_str()).bind(number)).await? > 0)
    }
}

fn local(text: &'static str, actor: &LocalActor, body: &str, number: i64) -> Sql {
    sql(text)
        .bind(actor.iri.as_str())
        .bind(actor.iri.origin().as_str())
        .bind(actor.host.as_str())
        .bind(actor.handle.as_str())
        .bind(actor.role.code())
        .bind(actor.name.as_str())
        .bind(body)
        .bind(actor.inbox.as_str())
        .bind(actor.shared_inbox.as_str())
        .bind(actor.outbox.as_ref().map(Iri::as_str))
        .bind(actor.followers.as_ref().map(Iri::as_str))
        .bind(actor.changes.as_ref().map(Iri::as_str))
        .bind(actor.followers_setting.code())
        .bind(actor.version)
        .bind(number)
        .bind(actor.at.millis())
}
