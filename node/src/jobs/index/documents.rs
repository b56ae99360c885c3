//! What the index is told of a row that changed: the entry as it may be found, or that it may not.

use std::collections::{HashMap, HashSet};

use commons::{Audience, Content, Entry, Iri, Kind, Organisation, Reader, Standing};
use search::{EntryDocument, OrganisationDocument, Update};
use store::{ActorRow, EntryRow, Reading};

/// Rows of an author read at once.
const PAGE: i64 = 500;
/// Answers to answers that are followed up to the top.
const DEEPEST: usize = 100;

/// A page of changes, as documents.
pub struct Page {
    /// What the index is told.
    pub updates: Vec<Update>,
    /// The number of change up to which this page is complete.
    pub upto: i64,
    /// Whether a local organisation was added or changed.
    pub organisations_changed: bool,
}

/// What changed after `cursor`, at most `limit` rows of each table; complete up to `upto`.
pub async fn since(reading: &mut Reading, cursor: i64, counter: i64, limit: i64) -> anyhow::Result<Page> {
    let mut entries = reading.entries().changed_since(cursor, limit).await?;
    let mut actors = reading.actors().changed_since(cursor, limit).await?;
    // A full page says nothing of what comes after its last row.
    let full = |len: usize, last: Option<i64>| if len as i64 == limit { last } else { None };
    let upto = [
        full(entries.len(), entries.last().map(|row| row.changed)),
        full(actors.len(), actors.last().map(|row| row.changed)),
    ];
    let upto = upto.into_iter().flatten().min().unwrap_or(counter);
    entries.retain(|row| row.changed <= upto);
    actors.retain(|row| row.changed <= upto);
    let organisations_changed = actors.iter().any(|row| row.local);
    let (hidden, turned_away) = (reading.reports().hidden().await?, reading.blocks().all().await?);
    let updates = Writer::new(reading, cursor, hidden, turned_away).updates(entries, actors).await?;
    Ok(Page { updates, upto, organisations_changed })
}

struct Writer<'a> {
    reading: &'a mut Reading,
    /// What changed later comes by itself.
    cursor: i64,
    /// What was hidden after somebody reported it.
    hidden: HashSet<Iri>,
    /// Who does not want whom.
    turned_away: HashSet<(Iri, Iri)>,
    authors: HashMap<Iri, Option<Organisation>>,
    done: HashSet<Iri>,
    updates: Vec<Update>,
}

impl<'a> Writer<'a> {
    fn new(
        reading: &'a mut Reading,
        cursor: i64,
        hidden: HashSet<Iri>,
        turned_away: HashSet<(Iri, Iri)>,
    ) -> Self {
        let (authors, done, updates) = (HashMap::new(), HashSet::new(), Vec::new());
        Self { reading, cursor, hidden, turned_away, authors, done, updates }
    }

    fn is_hidden(&self, row: &EntryRow) -> bool {
        self.hidden.contains(&row.iri) || self.hidden.contains(&row.author)
    }

    async fn updates(mut self, entries: Vec<EntryRow>, actors: Vec<ActorRow>) -> anyhow::Result<Vec<Update>> {
        for actor in actors {
            self.actor(actor).await?;
        }
        for row in entries {
            let adopted = self.adopted_by(&row).await?;
            self.thread_of(row).await?;
            if let Some(adopted) = adopted {
                self.thread_of(adopted).await?;
            }
        }
        Ok(self.updates)
    }

    /// An entry and what hangs under it, since who may read that depends on it.
    async fn thread_of(&mut self, row: EntryRow) -> anyhow::Result<()> {
        let comments = self.reading.entries().hanging_under(&row.iri).await?;
        self.entry(row).await?;
        for comment in comments {
            self.entry(comment).await?;
        }
        Ok(())
    }

    /// The entry that an adoption speaks of, since its document says how many use it. Where an adoption is taken back nothing of it is left to say
    /// which that was: the memory gives that entry a new number of its own.
    async fn adopted_by(&mut self, row: &EntryRow) -> anyhow::Result<Option<EntryRow>> {
        if row.kind != Kind::Adoption || row.standing != Standing::Published {
            return Ok(None);
        }
        let Content::Adoption(adoption) = row.entry()?.content else { return Ok(None) };
        let Some(adopted) = adoption.entry() else { return Ok(None) };
        let adopted = self.reading.entries().by_iri(adopted).await?;
        Ok(adopted.filter(|adopted| adopted.changed <= self.cursor))
    }

    /// How many say in public that they use it. What only some may read must not move it in anybody's list.
    async fn uses(&mut self, row: &EntryRow) -> anyhow::Result<u32> {
        if !matches!(row.kind, Kind::Project | Kind::Lesson | Kind::Call) {
            return Ok(0);
        }
        let mut users = HashSet::new();
        for adoption in self.reading.entries().adoptions_of(&row.iri, &Reader::anyone()).await? {
            let uses =
                matches!(adoption.entry()?.content, Content::Adoption(said) if said.stage.counts_as_use());
            if uses && adoption.author != row.author {
                users.insert(adoption.author);
            }
        }
        Ok(u32::try_from(users.len()).unwrap_or(u32::MAX))
    }

    async fn actor(&mut self, row: ActorRow) -> anyhow::Result<()> {
        let shown = self.reading.actors().is_shown(&row.iri).await?;
        match row.organisation {
            Some(organisation) if shown => {
                self.updates.push(Update::Organisation(Box::new(OrganisationDocument { organisation })));
            }
            Some(_) => self.updates.push(Update::Remove(row.iri.to_string())),
            None => {}
        }
        // Its name, place and size stand in the documents of its entries too; so does its consent.
        let mut after = 0;
        loop {
            let entries = self.reading.entries().set_of(&row.iri, after, PAGE).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = last.changed;
            for entry in entries {
                if entry.changed > self.cursor {
                    return Ok(());
                }
                self.thread_of(entry).await?;
            }
        }
    }

    async fn entry(&mut self, row: EntryRow) -> anyhow::Result<()> {
        if !self.done.insert(row.iri.clone()) {
            return Ok(());
        }
        let update = match (row.standing, self.author(&row.author).await?) {
            (Standing::Published, Some(organisation)) if !self.is_hidden(&row) => {
                let entry = row.entry()?;
                let uses = self.uses(&row).await?;
                let thread_audience = match self.is_narrowed_between(&entry).await? {
                    true => Thread::Gone,
                    false => self.thread(row.thread.as_ref(), &row.author).await?,
                };
                match thread_audience {
                    Thread::Gone => Update::Remove(row.iri.to_string()),
                    Thread::None => document(entry, &row, uses, organisation, None),
                    Thread::Of(audience, author) => {
                        document(entry, &row, uses, organisation, Some((audience, author)))
                    }
                }
            }
            _ => Update::Remove(row.iri.to_string()),
        };
        self.updates.push(update);
        Ok(())
    }

    async fn author(&mut self, iri: &Iri) -> anyhow::Result<Option<Organisation>> {
        if let Some(author) = self.authors.get(iri) {
            return Ok(author.clone());
        }
        let row = self.reading.actors().by_iri(iri).await?;
        let author = row.filter(|row| row.standing == Standing::Published && row.may_be_found());
        let author = author.map(ActorRow::organisation_or_stand_in);
        self.authors.insert(iri.clone(), author.clone());
        Ok(author)
    }

    /// Whether a comment between this one and the top has fewer readers than it says of itself. Two audiences are all that a document holds;
    /// what hangs on a third is read on its page, and not found.
    async fn is_narrowed_between(&mut self, entry: &Entry) -> anyhow::Result<bool> {
        let mut parent = entry.parent().cloned();
        for _ in 0..DEEPEST {
            let Some(iri) = parent else { return Ok(false) };
            let Some(row) = self.reading.entries().by_iri(&iri).await? else { return Ok(false) };
            if row.kind != Kind::Comment || row.standing != Standing::Published {
                return Ok(false);
            }
            let above = row.entry()?;
            if !entry.audience.is_within(&above.audience) {
                return Ok(true);
            }
            parent = above.parent().cloned();
        }
        Ok(true)
    }

    /// The top of the thread is the one the memory found: what a comment says of it may be wrong, or stop at its parent.
    async fn thread(&mut self, thread: Option<&Iri>, by: &Iri) -> anyhow::Result<Thread> {
        let Some(thread) = thread else { return Ok(Thread::None) };
        let Some(row) = self.reading.entries().by_iri(thread).await? else { return Ok(Thread::None) };
        let is_unwanted = self.turned_away.contains(&(row.author.clone(), by.clone()));
        if row.standing != Standing::Published || self.is_hidden(&row) || is_unwanted {
            return Ok(Thread::Gone);
        }
        let thread = row.entry()?;
        Ok(Thread::Of(thread.audience, thread.author))
    }
}

/// How the entry at the top of a comment's thread stands.
enum Thread {
    /// There is none, or it is not known here.
    None,
    /// It may be read so.
    Of(Audience, Iri),
    /// It is withdrawn, held or hidden, or its author does not want who speaks below it.
    Gone,
}

fn document(
    entry: Entry,
    row: &EntryRow,
    uses: u32,
    organisation: Organisation,
    thread_audience: Option<(Audience, Iri)>,
) -> Update {
    let (id, changed) = (row.id.to_string(), row.changed);
    Update::Entry(Box::new(EntryDocument { entry, id, changed, organisation, uses, thread_audience }))
}
