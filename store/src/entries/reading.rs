//! Finding entries: by name, by what they hang under, by what they point at.

use commons::{EntryId, Iri, Reader, Standing};

use super::visibility::{self, readable};
use super::{Cursor, Entries, EntryRow, Found, columns};
use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::{Sql, sql};

impl<M> Entries<'_, M> {
    /// The row by this id, whoever may read it.
    pub async fn by_iri(&mut self, iri: &Iri) -> Result<Option<EntryRow>, StoreError> {
        self.session
            .first(sql(concat!("select ", columns!(), " from entries e where e.iri = $1")).bind(iri.as_str()))
            .await
    }

    /// The row at this address, whoever may read it.
    pub async fn by_id(&mut self, id: &EntryId) -> Result<Option<EntryRow>, StoreError> {
        self.session
            .first(
                sql(concat!("select ", columns!(), " from entries e where e.id = $1")).bind(id.to_string()),
            )
            .await
    }

    /// What this reader finds at this address.
    pub async fn readable(&mut self, id: &EntryId, reader: &Reader) -> Result<Found, StoreError> {
        let query = sql(concat!("select ", columns!(), " from entries e where e.id = $2 and ", readable!()));
        let query = query.bind(visibility::name(reader).to_owned()).bind(id.to_string());
        match self.session.first(query).await? {
            Some(row) => Ok(Found::Readable(Box::new(row))),
            None => Ok(withdrawn(self.by_id(id).await?, reader)),
        }
    }

    /// What this reader finds by this id.
    pub async fn readable_iri(&mut self, iri: &Iri, reader: &Reader) -> Result<Found, StoreError> {
        let query = sql(concat!("select ", columns!(), " from entries e where e.iri = $2 and ", readable!()));
        match self.session.first(query.bind(visibility::name(reader)).bind(iri.as_str())).await? {
            Some(row) => Ok(Found::Readable(Box::new(row))),
            None => Ok(withdrawn(self.by_iri(iri).await?, reader)),
        }
    }

    /// The entry, if somebody may read it to whom this inbox belongs: everyone, or an organisation that is written to there.
    pub async fn readable_at(&mut self, iri: &Iri, inbox: &Iri) -> Result<Option<EntryRow>, StoreError> {
        if let Found::Readable(row) = self.readable_iri(iri, &Reader::anyone()).await? {
            return Ok(Some(*row));
        }
        let query = sql(concat!(
            "select ",
            columns!(),
            " from actors r, entries e where e.iri = $2 and (r.inbox = $1 or r.shared_inbox = $1) \
             and r.local = 0 and r.standing = 'published' and r.role = 'organisation' and ",
            readable!("r.iri"),
            " limit 1"
        ));
        self.session.first(query.bind(inbox.as_str()).bind(iri.as_str())).await
    }

    /// Whether an organisation of ours may read this entry.
    pub async fn is_readable_here(&mut self, iri: &Iri) -> Result<bool, StoreError> {
        let query = sql(concat!(
            "select 1 from actors r, entries e where e.iri = $1 and r.local = 1 and r.role = 'organisation' and ",
            readable!("r.iri"),
            " limit 1"
        ));
        Ok(self.session.first::<i64>(query.bind(iri.as_str())).await?.is_some())
    }

    /// What others addressed to this circle and no organisation of ours may read any more, with its version.
    pub async fn unreadable_here(&mut self, circle: &Iri) -> Result<Vec<(Iri, i64)>, StoreError> {
        let query = sql(concat!(
            "select e.iri, e.version from audiences c join entries e on e.iri = c.entry \
             where c.circle = $1 and e.local = 0 and e.standing = 'published' and not exists (\
             select 1 from actors r where r.local = 1 and r.role = 'organisation' and ",
            readable!("r.iri"),
            ")"
        ));
        self.session.all(query.bind(circle.as_str())).await
    }

    /// What of this author was addressed to circles or to its own people, and was told to somebody before, newest change first: for who
    /// wants to see who has confirmed.
    pub async fn narrowed_of(&mut self, author: &Iri, limit: i64) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.author = $1 and e.local = 1 and exists (\
             select 1 from deliveries d where d.subject = 'entry ' || e.iri and d.tried > 0 \
             and (e.standing = 'withdrawn' or e.audience <> 'public' or d.gone = 1)) order by e.changed desc limit $2"
        ));
        self.session.all(query.bind(author.as_str()).bind(limit)).await
    }

    /// The comments in the thread of this entry, oldest first.
    pub async fn comments_of(&mut self, thread: &Iri, reader: &Reader) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.thread = $2 and e.kind = 'comment' and ",
            readable!(),
            " order by e.published, e.id limit 1000"
        ));
        self.session.all(query.bind(visibility::name(reader)).bind(thread.as_str())).await
    }

    /// The comments in the thread of this entry page by page, oldest first; the first page begins after time 0.
    pub async fn comments_after(
        &mut self,
        thread: &Iri,
        reader: &Reader,
        after: &Cursor,
        limit: i64,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.thread = $2 and e.kind = 'comment' and ",
            readable!(),
            " and (e.published > $3 or (e.published = $3 and e.id > $4)) order by e.published, e.id limit $5"
        ));
        let (time, id) = after.parts();
        let query = query.bind(visibility::name(reader).to_owned()).bind(thread.as_str()).bind(time);
        self.session.all(query.bind(id).bind(limit)).await
    }

    /// How many comments this reader finds in the thread of this entry.
    pub async fn count_comments(&mut self, thread: &Iri, reader: &Reader) -> Result<i64, StoreError> {
        let query = sql(concat!(
            "select count(*) from entries e where e.thread = $2 and e.kind = 'comment' and ",
            readable!()
        ));
        self.session.one(query.bind(visibility::name(reader).to_owned()).bind(thread.as_str())).await
    }

    /// Everything that hangs under this entry, however it stands and whoever asks: for the index, whose documents depend on it.
    pub async fn hanging_under(&mut self, thread: &Iri) -> Result<Vec<EntryRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from entries e where e.thread = $1 order by e.changed"));
        self.session.all(query.bind(thread.as_str())).await
    }

    /// Who says that he uses or examined this entry, newest first.
    pub async fn adoptions_of(&mut self, iri: &Iri, reader: &Reader) -> Result<Vec<EntryRow>, StoreError> {
        self.pointing_at(iri, "adopts", reader).await
    }

    /// What this author says of the own use of this entry: the first statement that stands.
    pub async fn adoption_by(&mut self, author: &Iri, iri: &Iri) -> Result<Option<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from links l join entries e on e.iri = l.source where l.target = $2 and l.kind = 'adopts' \
             and e.author = $1 and e.kind = 'adoption' and e.standing = 'published' order by e.published, e.id limit 1"
        ));
        self.session.first(query.bind(author.as_str()).bind(iri.as_str())).await
    }

    /// What this author says of the own use of anything, oldest first.
    pub async fn adoptions_by(&mut self, author: &Iri) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            " from entries e where e.author = $1 and e.kind = 'adoption' and e.standing = 'published' \
             order by e.published, e.id limit 10000"
        ));
        self.session.all(query.bind(author.as_str())).await
    }

    /// The comments that somebody (`person ID`) wrote for this organisation, newest first, and how many of others answer each.
    pub async fn comments_by(
        &mut self,
        who: &str,
        organisation: &Iri,
        limit: i64,
    ) -> Result<Vec<(EntryRow, i64)>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            ", (select count(*) from links l join entries a on a.iri = l.source where l.target = e.iri \
             and l.kind = 'parent' and a.author <> $1 and a.standing = 'published' and a.audience = 'public') \
             from entries e where e.kind = 'comment' and e.author = $1 \
             and e.iri in (select r.iri from revisions r where r.by = $2) and ",
            readable!(),
            " order by e.published desc, e.id desc limit $3"
        ));
        self.session.all(query.bind(organisation.as_str()).bind(who).bind(limit)).await
    }

    /// The entries that refer to this one by this word (`became`, `about`, `adopts`, `parent` ...; an empty one: by any),
    /// newest first.
    pub async fn pointing_at(
        &mut self,
        iri: &Iri,
        kind: &str,
        reader: &Reader,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let query = sql(concat!(
            "select ",
            columns!(),
            // From the few links to the entries: asked the other way round, every entry would be looked at.
            " from (select distinct source from links where target = $2 and ($3 = '' or kind = $3)) l \
             join entries e on e.iri = l.source where ",
            readable!(),
            " order by e.published desc, e.id desc limit 1000"
        ));
        self.session.all(query.bind(visibility::name(reader)).bind(iri.as_str()).bind(kind)).await
    }

    /// The entry this author imported under this id of the source.
    pub async fn by_source(&mut self, author: &Iri, source: &str) -> Result<Option<EntryRow>, StoreError> {
        let query =
            sql(concat!("select ", columns!(), " from entries e where e.author = $1 and e.source = $2"));
        self.session.first(query.bind(author.as_str()).bind(source)).await
    }

    /// How many entries of this author everyone may read, without the comments. It is answered from an index alone; the few that are hidden are
    /// taken off. The cross join goes from these to the entries, and not through all of the author's.
    pub async fn count_by_author(&mut self, author: &Iri) -> Result<i64, StoreError> {
        let query = sql("select (select count(*) from entries \
             where author = $1 and standing = 'published' and audience = 'public' and kind <> 'comment') \
             - (select count(*) from (select distinct subject from reports where decision = 'hidden') r \
             cross join entries e where e.iri = r.subject \
             and e.author = $1 and e.standing = 'published' and e.audience = 'public' and e.kind <> 'comment')");
        self.session.one(query.bind(author.as_str())).await
    }

    /// How many comments of this author everyone may read.
    pub async fn count_comments_by(&mut self, author: &Iri) -> Result<i64, StoreError> {
        let query = sql(concat!(
            "select count(*) from entries e where e.author = $2 and e.kind = 'comment' and ",
            readable!()
        ));
        let query = query.bind(visibility::name(&Reader::anyone()).to_owned()).bind(author.as_str());
        self.session.one(query).await
    }

    /// How many entries the node keeps, by how they stand.
    pub async fn count_by_standing(&mut self, standing: Standing) -> Result<i64, StoreError> {
        self.session.one(count_standing(standing)).await
    }
}

/// A row beside a number, where a statement asks for both.
impl Row for (EntryRow, i64) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((EntryRow::read(row)?, row.number()?))
    }
}

/// An id beside a version.
impl Row for (Iri, i64) {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        Ok((row.iri()?, row.number()?))
    }
}

fn count_standing(standing: Standing) -> Sql {
    sql("select count(*) from entries where standing = $1").bind(standing.code())
}

/// A tombstone is shown to those who could read it: everyone, if it was public, and its author.
fn withdrawn(row: Option<EntryRow>, reader: &Reader) -> Found {
    match row {
        Some(row) if row.is_tombstone() && (row.was_public || reader.organisation() == Some(&row.author)) => {
            Found::Withdrawn(Box::new(row))
        }
        _ => Found::Absent,
    }
}
