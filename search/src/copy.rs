//! One copy on disk: a folder of files of the library, whose commit says whose copy it is and how far it has come.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;

use serde::{Deserialize, Serialize};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{
    IndexMeta, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
};

use crate::document::{Update, Writing, hash};
use crate::error::IndexError;
use crate::files::Files;
use crate::german::Analyser;
use crate::index::cores;
use crate::schema::{self, Fields};
use crate::snapshot::Snapshot;

/// What a writer may use before it writes a segment: the least the library takes, so that a node stays small.
const MEMORY: usize = 15_000_000;
/// The same for each thread that builds a copy anew; a small copy never uses it.
const BUILDING_MEMORY: usize = 100_000_000;
/// Most threads that build.
const MOST_BUILDERS: usize = 4;
/// Bytes that are written to see whether there is room.
const TRIAL: usize = 1 << 20;
/// The library's list of segments.
const SEGMENTS: &str = "meta.json";
/// Updates below which one thread takes in all.
const WORTH_SHARING: usize = 200;
/// Bytes of stored documents that are packed together: a few documents, since a search reads fifty that lie anywhere. Half of it would take more room and more time to
/// build, twice as much more time to search.
const BLOCK: usize = 8_192;
/// Blocks of stored documents that are kept unpacked, for each segment.
const CACHED_BLOCKS: usize = 8;
/// Share of deleted documents from which a segment is merged.
const DELETED_BEFORE_MERGE: f32 = 0.3;

/// Whose copy an index is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The id of the database.
    pub database: String,
    /// Its epoch, which changes when a backup is restored.
    pub epoch: String,
}

/// What rides along in each commit.
#[derive(Serialize, Deserialize)]
struct Payload {
    database: String,
    epoch: String,
    schema: u32,
    cursor: i64,
}

/// An open copy.
pub(crate) struct Copy {
    dir: PathBuf,
    origin: Origin,
    pub fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    writer: Mutex<Option<IndexWriter>>,
    /// Analysers that have seen some words already, and wait for the next texts.
    analysers: Mutex<Vec<Analyser>>,
}

/// How a copy is written: by and by while it is asked, or all at once before anybody asks it.
#[derive(Clone, Copy)]
enum Pace {
    ByAndBy,
    AtOnce,
}

impl Copy {
    /// Makes an empty copy in an empty folder.
    pub fn create(dir: &Path, origin: &Origin) -> Result<Self, IndexError> {
        let (_, schema) = Fields::new();
        let settings = IndexSettings {
            docstore_compress_dedicated_thread: false,
            docstore_blocksize: BLOCK,
            ..IndexSettings::default()
        };
        let made = Files::open(dir)
            .map_err(TantivyError::from)
            .and_then(|files| tantivy::Index::create(files, schema, settings));
        Self::of(dir, origin, made.map_err(|error| IndexError::of(dir, error))?, 0)
    }

    /// A copy that holds nothing and lies in no file: what is there until one is built.
    pub fn empty(dir: &Path, origin: &Origin) -> Result<Self, IndexError> {
        Self::of(dir, origin, tantivy::Index::create_in_ram(Fields::new().1), 0)
    }

    /// Opens a copy. One that is damaged, foreign or of another schema is [`IndexError::Damaged`]. All of it is read before anything is believed: a length that
    /// is not what was written can make the library ask for more memory than there is, and that ends the process.
    pub fn open(dir: &Path, origin: &Origin) -> Result<Self, IndexError> {
        let damaged = |why: &str| IndexError::Damaged(dir.to_owned(), why.to_owned());
        // The library may panic over files that are not what it wrote.
        let opened = catch_unwind(AssertUnwindSafe(|| -> Result<Self, IndexError> {
            let index = Files::open(dir).map_err(TantivyError::from).and_then(tantivy::Index::open);
            let index = index.map_err(|error| IndexError::of(dir, error))?;
            let metas = index.load_metas().map_err(|error| IndexError::of(dir, error))?;
            if !is_as_written(dir, &metas).map_err(|error| IndexError::of(dir, error))? {
                return Err(damaged("its list of segments is not what was written"));
            }
            let payload = metas.payload.and_then(|payload| serde_json::from_str::<Payload>(&payload).ok());
            let payload = payload.ok_or_else(|| damaged("no payload"))?;
            if payload.database != origin.database || payload.epoch != origin.epoch {
                return Err(damaged("copy of another database or epoch"));
            }
            if payload.schema != schema::VERSION || index.schema() != Fields::new().1 {
                return Err(damaged("written by another version"));
            }
            check(dir, &index)?;
            let copy = Self::of(dir, origin, index, payload.cursor)?;
            copy.probe().map_err(|error| IndexError::of(dir, error))?;
            Ok(copy)
        }));
        opened.unwrap_or_else(|_| Err(damaged("unreadable files")))
    }

    fn of(dir: &Path, origin: &Origin, index: tantivy::Index, cursor: i64) -> Result<Self, IndexError> {
        schema::register(&index);
        let (fields, _) = Fields::new();
        let build = || -> tantivy::Result<(IndexReader, Snapshot)> {
            let reader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .doc_store_cache_num_blocks(CACHED_BLOCKS)
                .try_into()?;
            let snapshot = Snapshot::new(reader.searcher(), &fields, cursor, None)?;
            Ok((reader, snapshot))
        };
        let (reader, snapshot) = build().map_err(|error| IndexError::of(dir, error))?;
        let snapshot = RwLock::new(Arc::new(snapshot));
        Ok(Self {
            dir: dir.to_owned(),
            origin: origin.clone(),
            fields,
            index,
            reader,
            snapshot,
            writer: Mutex::new(None),
            analysers: Mutex::default(),
        })
    }

    /// Touches every part of every segment, so that what is missing, and has no checksum to be compared, shows now and not under a search.
    fn probe(&self) -> tantivy::Result<()> {
        let snapshot = self.snapshot();
        for reader in snapshot.searcher.segment_readers() {
            for (field, entry) in self.index.schema().fields() {
                if entry.is_indexed() {
                    reader.inverted_index(field)?.terms().stream()?.advance();
                }
            }
            if let Some(document) = reader.doc_ids_alive().next() {
                reader.get_store_reader(1)?.get::<TantivyDocument>(document)?;
            }
            reader.fast_fields().i64("version")?;
            reader.fast_fields().str("iri")?;
        }
        Ok(())
    }

    /// Reads every file and compares it with the checksum at its end. A file that a merge has just done away with is no damage.
    pub fn check(&self) -> Result<(), IndexError> {
        let segments =
            || self.index.searchable_segment_ids().map_err(|error| IndexError::of(&self.dir, error));
        loop {
            let before = segments()?;
            let checked = check(&self.dir, &self.index);
            if segments()? == before {
                return checked;
            }
        }
    }

    /// The index as it stands now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes updates into a copy that nobody asks yet, without committing them, on all cores. `taken` remembers what was taken before.
    pub fn take(&self, updates: &[Update], taken: &mut HashSet<i64>) -> Result<(), IndexError> {
        let last = last_of_each(updates);
        self.with_writer(Pace::AtOnce, |writer| {
            // What is new need not be looked for; with a million it would cost as much as writing them.
            for update in last.iter().filter(|update| !taken.insert(hash(update.iri()))) {
                writer.delete_term(Term::from_field_text(self.fields.iri, update.iri()));
            }
            let builders = if last.len() < WORTH_SHARING { 1 } else { builders() };
            let share = last.len().div_ceil(builders).max(1);
            thread::scope(|scope| {
                let adding: Vec<_> = last
                    .chunks(share)
                    .map(|part| scope.spawn(|| self.add(writer, Pace::AtOnce, part.iter().copied())))
                    .collect();
                adding.into_iter().try_for_each(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|_| Err(TantivyError::SystemError("a builder died".to_owned())))
                })
            })
        })
    }

    /// Takes updates in, commits them with the cursor, and shows them. All or nothing.
    pub fn write(&self, updates: &[Update], cursor: i64) -> Result<(), IndexError> {
        let payload = Payload {
            database: self.origin.database.clone(),
            epoch: self.origin.epoch.clone(),
            schema: schema::VERSION,
            cursor,
        };
        self.with_writer(Pace::ByAndBy, |writer| {
            self.stage(writer, updates)?;
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&serde_json::to_string(&payload)?);
            commit.commit()?;
            self.reader.reload()?;
            let snapshot =
                Snapshot::new(self.reader.searcher(), &self.fields, cursor, Some(&self.snapshot()))?;
            *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
            Ok(())
        })
    }

    fn stage(&self, writer: &IndexWriter, updates: &[Update]) -> tantivy::Result<()> {
        let last = last_of_each(updates);
        for update in &last {
            writer.delete_term(Term::from_field_text(self.fields.iri, update.iri()));
        }
        self.add(writer, Pace::ByAndBy, last.into_iter())
    }

    fn add<'u>(
        &self,
        writer: &IndexWriter,
        pace: Pace,
        updates: impl Iterator<Item = &'u Update>,
    ) -> tantivy::Result<()> {
        let waiting = self.analysers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut analyser = waiting.unwrap_or_else(|| match pace {
            Pace::ByAndBy => Analyser::new(),
            Pace::AtOnce => Analyser::for_building(),
        });
        let mut writing = Writing { fields: &self.fields, analyser: &mut analyser };
        for document in updates.filter_map(|update| writing.document(update)) {
            writer.add_document(document)?;
        }
        self.analysers.lock().unwrap_or_else(PoisonError::into_inner).push(analyser);
        Ok(())
    }

    /// Works with the writer; one that failed is thrown away with everything it had not committed.
    fn with_writer(
        &self,
        pace: Pace,
        work: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>,
    ) -> Result<(), IndexError> {
        let mut place = self.lock_writer();
        let worked = match place.take() {
            Some(writer) => Ok(writer),
            None => self.new_writer(pace),
        };
        let worked = worked.and_then(|mut writer| work(&mut writer).map(|()| writer));
        *place = Some(worked.map_err(|error| self.told(error))?);
        Ok(())
    }

    /// What an error means. One in a thread of the library says no more than that; whether there is room then tells a trial.
    fn told(&self, error: TantivyError) -> IndexError {
        if matches!(error, TantivyError::ErrorInThread(_)) {
            let trial = self.dir.join("room");
            let tried = fs::write(&trial, vec![0; TRIAL]);
            // What could not be written need not be there.
            let _ = fs::remove_file(&trial);
            if let Err(io) = tried {
                return IndexError::io(&self.dir, &io);
            }
        }
        IndexError::of(&self.dir, error)
    }

    fn lock_writer(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_writer(&self, pace: Pace) -> tantivy::Result<IndexWriter> {
        let (threads, memory) = match pace {
            Pace::ByAndBy => (1, MEMORY),
            Pace::AtOnce => (builders(), BUILDING_MEMORY),
        };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .num_merge_threads(threads)
            .memory_budget_per_thread(memory);
        let writer: IndexWriter = self.index.writer_with_options(options.build())?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_BEFORE_MERGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Ends all writing and waits for merges under way.
    pub fn settle(&self) -> Result<(), IndexError> {
        match self.lock_writer().take() {
            Some(writer) => writer.wait_merging_threads().map_err(|error| IndexError::of(&self.dir, error)),
            None => Ok(()),
        }
    }

    /// Whose copy it is.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

/// Whether the list of segments is, byte by byte, what the library would write for what it read: it has no checksum, and a name that
/// is not known any more is passed over in reading.
fn is_as_written(dir: &Path, metas: &IndexMeta) -> tantivy::Result<bool> {
    let written = fs::read(dir.join(SEGMENTS))?;
    Ok(written.trim_ascii_end() == serde_json::to_vec_pretty(metas)?)
}

/// Compares every file of every segment with the checksum at its end. The library's own check passes over what is not in its list of files to be removed
/// some day, and that list can be lost.
fn check(dir: &Path, index: &tantivy::Index) -> Result<(), IndexError> {
    let metas = index.load_metas().map_err(|error| IndexError::of(dir, error))?;
    let mut damaged = Vec::new();
    for file in metas.list_segment_files().iter().filter(|file| dir.join(file).exists()) {
        let stands = index.directory().validate_checksum(file);
        if !stands.map_err(|error| IndexError::of(dir, error.into()))? {
            damaged.push(file.display().to_string());
        }
    }
    damaged.sort();
    if damaged.is_empty() {
        return Ok(());
    }
    Err(IndexError::Damaged(dir.to_owned(), format!("not what was written: {}", damaged.join(", "))))
}

fn builders() -> usize {
    cores().min(MOST_BUILDERS)
}

/// Of several updates of one iri, the last.
fn last_of_each(updates: &[Update]) -> Vec<&Update> {
    let places: HashMap<&str, usize> =
        updates.iter().enumerate().map(|(place, update)| (update.iri(), place)).collect();
    let is_last = |place: usize, update: &Update| places.get(update.iri()) == Some(&place);
    updates
        .iter()
        .enumerate()
        .filter(|(place, update)| is_last(*place, update))
        .map(|(_, update)| update)
        .collect()
}
