//! Beginning a draft, changing it, and letting it go. Each names the edition it was shown; of two at once, one comes too late.

use commons::{EntryId, Iri, Kind, Time};

use super::{DraftRow, Drafts, columns};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

/// A draft that begins.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// Whose it is.
    pub organisation: Iri,
    /// The published entry it corrects, and the version it starts from.
    pub corrects: Option<(Iri, i64)>,
    /// What kind of entry it becomes.
    pub kind: Kind,
    /// The answers it begins with, as JSON.
    pub body: String,
    /// Who begins it.
    pub by: String,
}

/// A change of a draft.
#[derive(Clone, Debug)]
pub struct Saving {
    /// The edition that was seen.
    pub edition: i64,
    /// The answers, as JSON.
    pub body: String,
    /// The entry's version that was seen.
    pub base_version: i64,
    /// Who changes it.
    pub by: String,
}

/// Whether a draft may be published without having been approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// It may.
    Nothing,
    /// It may not.
    Approval,
}

impl Drafts<'_, Writes> {
    /// Begins a draft. `None` where the organisation has one for this entry already.
    pub async fn begin(&mut self, new: &NewDraft, now: Time) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "insert into drafts (id, organisation, entry, kind, body, base_version, edition, state, note, by, created, updated) \
             values ($1, $2, $3, $4, $5, $6, 1, 'writing', '', $7, $8, $8) on conflict do nothing returning ",
            columns!()
        ));
        let (entry, version) = new.corrects.as_ref().map_or((None, 0), |(iri, at)| (Some(iri.as_str()), *at));
        let query = query.bind(EntryId::new(now).to_string()).bind(new.organisation.as_str()).bind(entry);
        let query = query.bind(new.kind.code()).bind(new.body.as_str()).bind(version).bind(new.by.as_str());
        self.session.first(query.bind(now.millis())).await
    }

    /// Changes a draft and remembers whose hand it was. What waited for approval no longer does. `None` where the edition is another by now.
    pub async fn save(
        &mut self,
        id: &EntryId,
        saving: &Saving,
        now: Time,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "update drafts set body = $3, base_version = $4, by = $5, updated = $6, edition = edition + 1, \
             state = case when state in ('submitted', 'approved') then 'writing' else state end \
             where id = $1 and edition = $2 returning ",
            columns!()
        ));
        let query = query.bind(id.to_string()).bind(saving.edition).bind(saving.body.as_str());
        let query = query.bind(saving.base_version).bind(saving.by.as_str()).bind(now.millis());
        let row = self.session.first(query).await?;
        if row.is_some() {
            let hand = sql("insert into draft_hands (draft, person) values ($1, $2) on conflict do nothing");
            self.session.execute(hand.bind(id.to_string()).bind(saving.by.as_str())).await?;
        }
        Ok(row)
    }

    /// Lets a draft in which nobody had a hand yet start from the entry as it is now.
    pub async fn start_over(
        &mut self,
        id: &EntryId,
        body: &str,
        base_version: i64,
    ) -> Result<(), StoreError> {
        let query = sql(
            "update drafts set body = $2, base_version = $3, edition = edition + 1 where id = $1 and base_version <> $3 \
             and not exists (select 1 from draft_hands h where h.draft = $1)",
        );
        self.session.execute(query.bind(id.to_string()).bind(body).bind(base_version)).await.map(drop)
    }

    /// Gives a draft for approval. `None` where the edition is another by now, or it waits already.
    pub async fn submit(
        &mut self,
        id: &EntryId,
        edition: i64,
        now: Time,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "update drafts set state = 'submitted', note = '', updated = $3 where id = $1 and edition = $2 \
             and state in ('writing', 'returned') returning ",
            columns!()
        ));
        self.session.first(query.bind(id.to_string()).bind(edition).bind(now.millis())).await
    }

    /// Approves a draft. `None` where this person changed it, the edition is another by now, or it does not wait.
    pub async fn approve(
        &mut self,
        id: &EntryId,
        edition: i64,
        person: &str,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "update drafts set state = 'approved' where id = $1 and edition = $2 and state = 'submitted' \
             and not exists (select 1 from draft_hands h where h.draft = $1 and h.person = $3) returning ",
            columns!()
        ));
        self.session.first(query.bind(id.to_string()).bind(edition).bind(person)).await
    }

    /// Gives a draft back to those who write it. `None` where the edition is another by now, or it does not wait.
    pub async fn give_back(
        &mut self,
        id: &EntryId,
        edition: i64,
        note: &str,
        now: Time,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "update drafts set state = 'returned', note = $3, updated = $4 where id = $1 and edition = $2 \
             and state = 'submitted' returning ",
            columns!()
        ));
        self.session.first(query.bind(id.to_string()).bind(edition).bind(note).bind(now.millis())).await
    }

    /// Takes a draft away to publish it. `None` where the edition is another by now, or what it needs is not there.
    pub async fn take(
        &mut self,
        id: &EntryId,
        edition: i64,
        needs: Needs,
    ) -> Result<Option<DraftRow>, StoreError> {
        let query = sql(concat!(
            "delete from drafts where id = $1 and edition = $2 and ($3 = 0 or state = 'approved') returning ",
            columns!()
        ));
        let needs = i64::from(needs == Needs::Approval);
        let row = self.session.first(query.bind(id.to_string()).bind(edition).bind(needs)).await?;
        self.forget_hands(row.as_ref().map(|row: &DraftRow| row.id)).await?;
        Ok(row)
    }

    /// Throws a draft away. Tells whether it was there.
    pub async fn discard(&mut self, id: &EntryId) -> Result<bool, StoreError> {
        let query = sql("delete from drafts where id = $1").bind(id.to_string());
        let was_there = self.session.execute(query).await? > 0;
        self.forget_hands(was_there.then_some(*id)).await?;
        Ok(was_there)
    }

    async fn forget_hands(&mut self, draft: Option<EntryId>) -> Result<(), StoreError> {
        let Some(id) = draft else { return Ok(()) };
        let query = sql("delete from draft_hands where draft = $1").bind(id.to_string());
        self.session.execute(query).await.map(drop)
    }

    /// Forgets drafts that were begun before this instant and never written in.
    pub async fn forget_untouched(&mut self, before: Time) -> Result<u64, StoreError> {
        let query = sql("delete from drafts where created < $1 and not exists \
             (select 1 from draft_hands h where h.draft = drafts.id)");
        self.session.execute(query.bind(before.millis())).await
    }
}
