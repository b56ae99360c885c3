//! Takes in a collection of descriptions made elsewhere: one JSON object a line. Idempotent by the source's own id; nothing is refused for what is
//! missing; source, licence and attribution are kept and shown.

mod record;
mod statuses;

use commons::{Audience, Entry, EntryId, Organisation, Time, text};
use store::Change;

pub use record::Record;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{address, check_size};
use crate::operations::publish;

/// Lines written in one transaction.
const CHUNK: usize = 100;

/// What became of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entries that are new.
    pub new: usize,
    /// Entries that changed since the last import.
    pub changed: usize,
    /// Entries that were there as they are.
    pub unchanged: usize,
    /// Odd rows: the line's number, from 1, and what is odd about it. The row is imported all the same unless nothing could be read.
    pub odd: Vec<(usize, String)>,
    /// Rows of which nothing could be read.
    pub unreadable: usize,
}

/// Imports a text of JSON lines for the organisation that acts. `progress` is told how many lines are done.
///
/// # Errors
/// When the memory fails; the lines before stay imported.
pub async fn import(
    hall: &Hall,
    acting: &Acting,
    audience: &Audience,
    lines: &str,
    progress: &mut (dyn FnMut(usize) + Send),
) -> Result<Imported, Failure> {
    let mut imported = Imported::default();
    let rows: Vec<_> = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    for (done, chunk) in rows.chunks(CHUNK).enumerate() {
        let mut records = Vec::with_capacity(chunk.len());
        for (number, line) in chunk {
            match Record::parse(line) {
                Ok(record) => {
                    imported.odd.extend(record.odd.iter().map(|odd| (number + 1, odd.clone())));
                    records.push(record);
                }
                Err(reason) => {
                    imported.unreadable += 1;
                    imported.odd.push((number + 1, reason));
                }
            }
        }
        let (new, changed) = write(hall, acting, audience, &records).await?;
        imported.new += new;
        imported.changed += changed;
        imported.unchanged += records.len() - new - changed;
        progress(done * CHUNK + chunk.len());
    }
    Ok(imported)
}

async fn write(
    hall: &Hall,
    acting: &Acting,
    audience: &Audience,
    records: &[Record],
) -> Result<(usize, usize), Failure> {
    let (acting, audience, records) = (acting.clone(), audience.clone(), records.to_vec());
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, audience, records) = (acting.clone(), audience.clone(), records.clone());
            Box::pin(async move {
                let (mut new, mut changed) = (0, 0);
                for record in &records {
                    match write_one(change, &acting, &audience, record, now).await? {
                        Written::New => new += 1,
                        Written::Changed => changed += 1,
                        Written::Unchanged => {}
                    }
                }
                Ok((new, changed))
            })
        })
        .await
}

/// Nothing is refused for being too much: the text is cut until neighbours can take the entry in.
fn cut_to_fit(mut entry: Entry, author: &Organisation) -> Entry {
    while check_size(&entry, author).is_err() && !entry.text.is_empty() {
        entry.text = text::cut(&entry.text, entry.text.chars().count() / 2);
    }
    entry
}

enum Written {
    New,
    Changed,
    Unchanged,
}

async fn write_one(
    change: &mut Change,
    acting: &Acting,
    audience: &Audience,
    record: &Record,
    now: Time,
) -> Result<Written, Failure> {
    let author = &acting.organisation;
    let Some(row) = change.entries().by_source(&author.iri, &record.source_id).await? else {
        let id = EntryId::new(now);
        let entry = cut_to_fit(record.entry(&address(author, &id), author, audience, now), author);
        publish::record(change, acting, &entry, &id, "import").await?;
        return Ok(Written::New);
    };
    // Withdrawn by a person: an import does not bring it back.
    if row.is_tombstone() {
        return Ok(Written::Unchanged);
    }
    let before = row.entry()?;
    let entry = cut_to_fit(record.entry(&row.iri, author, audience, now), author);
    let same = Entry {
        version: before.version,
        updated: before.updated,
        published: before.published,
        ..entry.clone()
    };
    if same == before {
        return Ok(Written::Unchanged);
    }
    let entry = Entry { version: now.millis().max(before.version + 1), ..entry };
    publish::record(change, acting, &entry, &row.id, "import").await?;
    Ok(Written::Changed)
}
