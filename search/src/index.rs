//! The index as a node sees it: opened, written, asked.

use std::fs::{self, File, TryLockError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use commons::Refusal;

use crate::asked::Reading;
use crate::built::Built;
use crate::class::Class;
use crate::collect::{Pass, Stopped};
use crate::copy::{Copy, Origin};
use crate::document::Update;
use crate::error::IndexError;
use crate::german::Analyser;
use crate::hits::{Hit, Page, Search};
use crate::lexicon::Lexicon;
use crate::query::{self, Builder};
use crate::reader::Reader;
use crate::rebuild::{self, Rebuild};
use crate::second_look::{PLACES, SecondLook};
use crate::showing::Showing;
use crate::sight::Sight;
use crate::similar::{Comparing, Like};
use crate::snapshot::Snapshot;
use crate::suggest::{Suggesting, Suggestions};
use crate::synonyms::Synonyms;

/// Most hits on a page.
const LONGEST_PAGE: usize = 100;
/// Most analysers that are kept between searches.
const KEPT_ANALYSERS: usize = 3;
/// How long a process that is just ending may keep the folder.
const PATIENCE: Duration = Duration::from_secs(2);

/// Questions worth asking at the same time: one per core, since more would only take turns, and who writes would wait for all of them. Whoever
/// has more of them lets the others wait for a place.
pub fn at_once() -> usize {
    cores().max(2)
}

/// How many threads can run at the same time. Asked once: the system reads files to answer that.
pub(crate) fn cores() -> usize {
    static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
    *CORES
}

/// What opening comes to.
pub enum Opened {
    /// The index is there; the number is the last change it has taken in.
    Ready(Index, i64),
    /// There is none, or none of use. It refuses every question until [`Index::rebuild`] has built it.
    Missing(Index),
}

/// The folder of the index, held against other processes for as long as it is open.
pub(crate) struct Place {
    pub dir: PathBuf,
    _lock: File,
}

/// The index of a node. Cheap to clone; all clones are one index.
#[derive(Clone)]
pub struct Index {
    place: Arc<Place>,
    copy: Arc<RwLock<Arc<Copy>>>,
    /// Analysers that have seen some words already, and wait for the next search.
    analysers: Arc<Mutex<Vec<Analyser>>>,
    /// The administrator's own.
    synonyms: Arc<Synonyms>,
    /// Whether something was met in the files that cannot be what was written.
    suspect: Arc<AtomicBool>,
    /// How much of it is there to be asked.
    built: Arc<Built>,
}

impl Index {
    /// Opens the index in a folder, which is made where it is missing. What is damaged is set aside: it stays until a new one is built. Blocks.
    ///
    /// # Errors
    /// Where another process has it open, or it may not be read or written. Nothing is wiped then.
    pub fn open(dir: &Path, origin: &Origin) -> Result<Opened, IndexError> {
        let io = |error| IndexError::io(dir, &error);
        fs::create_dir_all(dir).map_err(io)?;
        let place = Arc::new(Place { dir: dir.to_owned(), _lock: lock(dir)? });
        rebuild::clear_unfinished(dir).map_err(io)?;
        if let Some(newest) = rebuild::newest(dir).map_err(io)? {
            match Copy::open(&newest, origin) {
                Ok(copy) => {
                    let index = Self::with(place, copy);
                    let cursor = index.cursor();
                    return Ok(Opened::Ready(index, cursor));
                }
                Err(error) if error.is_damage() => {
                    tracing::warn!(%error, aside = %newest.display(), "the index is set aside and built anew");
                }
                Err(error) => return Err(error),
            }
        }
        let nothing = Self::with(place, Copy::empty(dir, origin)?);
        nothing.withhold();
        Ok(Opened::Missing(nothing))
    }

    fn with(place: Arc<Place>, copy: Copy) -> Self {
        Self {
            place,
            copy: Arc::new(RwLock::new(Arc::new(copy))),
            analysers: Arc::default(),
            synonyms: Arc::default(),
            suspect: Arc::default(),
            built: Arc::new(Built::whole()),
        }
    }

    /// Puts a new copy in the place of the one that all clones show, and ends all writing to that.
    pub(crate) fn put(self, copy: Copy) -> Result<Self, IndexError> {
        let older = std::mem::replace(
            &mut *self.copy.write().unwrap_or_else(PoisonError::into_inner),
            Arc::new(copy),
        );
        self.suspect.store(false, Ordering::Relaxed);
        self.built.tell_whole();
        // What is wrong with the older copy is of no account any more.
        if let Err(error) = older.settle() {
            tracing::warn!(%error, "the older copy of the index ended badly");
        }
        Ok(self)
    }

    /// The index that also knows these synonyms, beside those of the project.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Synonyms) -> Self {
        Self { synonyms: Arc::new(synonyms), ..self }
    }

    /// Whether there is nothing to be asked: what there was is damaged, or there was nothing, and nothing new is built yet.
    pub fn is_missing(&self) -> bool {
        self.being_built().is_some()
    }

    /// Shows nothing of what it holds any more: it is missing until it is built anew.
    pub fn withhold(&self) {
        self.built.tell_nothing();
    }

    /// How much of it is built, for who builds it.
    pub(crate) fn built(&self) -> &Built {
        &self.built
    }

    /// What is answered to every question while it is missing: [`Refusal::SearchBeingBuilt`], or [`Refusal::SearchWithoutRoom`] where the last try
    /// to build it has ended for want of room.
    pub fn being_built(&self) -> Option<Refusal> {
        self.built.refusal()
    }

    /// The copy that is asked.
    pub(crate) fn asked(&self) -> Result<Arc<Copy>, Refusal> {
        self.being_built().map_or_else(|| Ok(self.copy()), Err)
    }

    pub(crate) fn place(&self) -> &Path {
        &self.place.dir
    }

    pub(crate) fn copy(&self) -> Arc<Copy> {
        Arc::clone(&self.copy.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes updates in and shows them, in one commit that carries the number of change. Blocks.
    ///
    /// # Errors
    /// Whatever the file system says, and [`IndexError::Damaged`] where it is missing; nothing of it is then taken in.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "what was written need not be kept, and a caller sees that"
    )]
    pub fn write(&self, updates: Vec<Update>, cursor: i64) -> Result<(), IndexError> {
        if self.is_missing() {
            return Err(IndexError::Damaged(self.place.dir.clone(), "not built yet".to_owned()));
        }
        self.copy().write(&updates, cursor)
    }

    /// The number of the last change it has taken in.
    pub fn cursor(&self) -> i64 {
        self.copy().snapshot().cursor
    }

    /// How many entries and organisations it holds.
    pub fn count(&self) -> u64 {
        self.copy().snapshot().searcher.num_docs()
    }

    /// Iri and version of everything it holds, for comparing it with the database; an organisation's version is 0. Blocks.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn all_ids(&self) -> Result<Vec<(String, i64)>, IndexError> {
        let copy = self.copy();
        ids(&copy.snapshot()).map_err(|error| IndexError::of(copy.dir(), error))
    }

    /// Begins a new copy beside this one; [`Rebuild::finish`] gives the index that takes its place. Blocks.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn rebuild(&self) -> Result<Rebuild, IndexError> {
        Rebuild::begin(self.clone())
    }

    /// Reads all files and compares them with their checksums; a gigabyte takes a second or two. Blocks.
    ///
    /// # Errors
    /// [`IndexError::Damaged`], which names the files. [`Self::rebuild`] cures it, and searches go on meanwhile.
    pub fn check(&self) -> Result<(), IndexError> {
        let checked = self.copy().check();
        self.suspect.store(checked.as_ref().is_err_and(IndexError::is_damage), Ordering::Relaxed);
        checked
    }

    /// Whether a search has failed over the files, or a check has found them damaged. A check decides.
    pub fn is_suspect(&self) -> bool {
        self.suspect.load(Ordering::Relaxed)
    }

    /// Answers a search. Blocks, at most for as long as its deadline allows.
    ///
    /// # Errors
    /// [`Refusal::SearchBeingBuilt`] while it is missing, [`Refusal::SearchTookTooLong`] when the time was up, [`Refusal::Failed`] where the files cannot be read.
    pub fn search(&self, search: &Search) -> Result<Page, Refusal> {
        self.answered(|analyser| self.page(search, analyser))
    }

    /// What somebody may be looking for who has typed this so far. Blocks, for a few milliseconds.
    ///
    /// # Errors
    /// [`Refusal::SearchBeingBuilt`] while it is missing, [`Refusal::Failed`] where the files cannot be read.
    pub fn suggest(&self, typed: &str, sight: &Sight) -> Result<Suggestions, Refusal> {
        self.answered(|analyser| {
            let copy = self.asked()?;
            let snapshot = copy.snapshot();
            let suggesting =
                Suggesting { fields: &copy.fields, snapshot: &snapshot, class: Class::of(sight) };
            suggesting.suggest(typed, analyser).map_err(|error| refusal(error.into()))
        })
    }

    /// The entries that are most like this, best first. Blocks, for a few milliseconds.
    ///
    /// # Errors
    /// [`Refusal::SearchBeingBuilt`] while it is missing, [`Refusal::Failed`] where the files cannot be read.
    pub fn similar(&self, like: &Like, sight: &Sight) -> Result<Vec<Hit>, Refusal> {
        self.answered(|analyser| {
            let copy = self.asked()?;
            let snapshot = copy.snapshot();
            let comparing = Comparing { fields: &copy.fields, snapshot: &snapshot, sight };
            let best = comparing.best(like, analyser).map_err(refusal)?;
            let nothing = Reading::default();
            let mut showing = Showing::new(&copy, &snapshot, std::iter::empty(), &nothing, analyser);
            let hits = best.iter().map(|best| showing.hit(best.score, best.address));
            hits.collect::<tantivy::Result<Vec<_>>>().map_err(|error| refusal(error.into()))
        })
    }

    /// Answers with an analyser that may have seen some words already. Where that fails, the files are suspect.
    fn answered<T>(&self, answer: impl FnOnce(&mut Analyser) -> Result<T, Refusal>) -> Result<T, Refusal> {
        // The library may panic over files that are not what it wrote; the analyser then goes with it.
        let answer = catch_unwind(AssertUnwindSafe(|| self.with_analyser(answer)));
        let answer = answer.unwrap_or(Err(Refusal::FAILED));
        if answer.as_ref().is_err_and(|refusal| *refusal == Refusal::FAILED) {
            self.suspect.store(true, Ordering::Relaxed);
        }
        answer
    }

    fn with_analyser<T>(&self, work: impl FnOnce(&mut Analyser) -> T) -> T {
        let waiting = self.analysers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut analyser = waiting.unwrap_or_else(Analyser::new);
        let done = work(&mut analyser);
        let mut waiting = self.analysers.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < KEPT_ANALYSERS {
            waiting.push(analyser);
        }
        done
    }

    fn page(&self, search: &Search, analyser: &mut Analyser) -> Result<Page, Refusal> {
        let copy = self.asked()?;
        let snapshot = copy.snapshot();
        let lexicon = Lexicon::new(&snapshot, &copy.fields, &search.sight);
        let synonyms = [Synonyms::ours(), &self.synonyms];
        let tongues = &snapshot.tongues;
        let mut reader = Reader { analyser, lexicon: &lexicon, synonyms: &synonyms, tongues };
        let reading = reader.read(&search.question, search.last_word);
        let class = Class::of(&search.sight);
        let sees_more_than_public = class.sees_more_than_public();
        let built = Builder { fields: &copy.fields, analyser, reading: &reading, sees_more_than_public }
            .build(search);
        let offset = search.after.map_or(0, |cursor| cursor.offset);
        let limit = search.limit.min(LONGEST_PAGE);
        // Whether a hit is looked at again must not depend on the page that is asked for.
        let looked_at = if built.order == query::Order::Best && limit > 0 { PLACES } else { 0 };
        let keep = looked_at.max(offset + limit);
        let pass = Pass::new(&snapshot, &copy.fields, class, &search.filters, keep, search.deadline_ms);
        let pass = pass.near(search.kin.as_ref()).on(search.now);
        let mut found = pass.over(&built, &lexicon).map_err(refusal)?;
        let look = SecondLook::new(&search.question, &reading, &lexicon);
        let mut showing = Showing::new(&copy, &snapshot, search.question.words(), &reading, analyser);
        if offset < looked_at {
            showing.look_again(&look, &mut found.best).map_err(|error| refusal(error.into()))?;
        }
        found.best.truncate(offset + limit);
        let mut page = showing.page(found, offset).map_err(|error| refusal(error.into()))?;
        page.meant = reading.meant(&search.question, &page.hits);
        Ok(page)
    }
}

fn ids(snapshot: &Snapshot) -> tantivy::Result<Vec<(String, i64)>> {
    let mut all = Vec::new();
    for reader in snapshot.searcher.segment_readers() {
        let versions = reader.fast_fields().i64("version")?;
        let Some(iris) = reader.fast_fields().str("iri")? else { continue };
        for document in reader.doc_ids_alive() {
            let mut iri = String::new();
            if let Some(place) = iris.ords().first(document) {
                iris.ord_to_str(place, &mut iri)?;
            }
            all.push((iri, versions.first(document).unwrap_or_default()));
        }
    }
    Ok(all)
}

fn refusal(stopped: Stopped) -> Refusal {
    match stopped {
        Stopped::Late => Refusal::SearchTookTooLong {},
        Stopped::Failed(error) => {
            tracing::error!(%error, "a search failed");
            Refusal::FAILED
        }
    }
}

/// Holds the folder; waits a little for a process that is ending.
fn lock(dir: &Path) -> Result<File, IndexError> {
    let io = |error| IndexError::io(dir, &error);
    let file = File::options().create(true).append(true).open(dir.join("lock")).map_err(io)?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(io(error)),
            Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => {
                return Err(IndexError::InUse(dir.to_owned()));
            }
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(20)),
        }
    }
}
