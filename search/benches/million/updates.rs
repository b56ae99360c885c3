//! The same questions while ten entries a second are written, and how soon those are found.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use search::{Search, Update};

use crate::Failure;
use crate::entries::Entries;
use crate::measure::{self, Door, Times};
use crate::options::Options;
use crate::questions::{self, Kind};

/// From one entry to the next.
const PAUSE: Duration = Duration::from_millis(100);

/// Measures it, for one who asks and for eight.
pub fn measure(door: &Door<'_>, entries: &Entries, kinds: &[Kind], options: &Options) -> Result<(), Failure> {
    let mut next = 0;
    for (title, askers) in [("1, updates", 1), ("8, updates", 8)] {
        let done = AtomicBool::new(false);
        let found = std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                written(door, |number| questions::novelty(entries, options.entries, next + number), &done)
            });
            let asked = measure::all(door, kinds, options, title, askers);
            done.store(true, Ordering::Relaxed);
            let found = writing.join().map_err(|_| "the writer died")??;
            asked.map(|_| found)
        })?;
        next += found.len();
        let (count, found) = (found.len(), Times::of(found));
        println!(
            "\n{count} entries written meanwhile, ten a second: found after p50 {:.0} ms, p95 {:.0} ms, p99 {:.0} ms",
            found.percentile(50),
            found.percentile(95),
            found.percentile(99)
        );
    }
    Ok(())
}

/// Writes until it is done: from when each was due until what was written with it is found. That each of them is found once is seen to
/// when nobody is waiting any more.
fn written(
    door: &Door<'_>,
    novelty: impl Fn(usize) -> (Update, Search),
    done: &AtomicBool,
) -> Result<Vec<Duration>, Failure> {
    let (mut times, mut written, began) = (Vec::new(), Vec::new(), Instant::now());
    let mut cursor = door.index.cursor();
    while !done.load(Ordering::Relaxed) {
        // What came meanwhile is written together, as a node does it.
        let due = (began.elapsed().as_millis() / PAUSE.as_millis()) as usize + 1;
        let from = written.len();
        if from == due {
            sleep(PAUSE / 10);
            continue;
        }
        let batch = (from..due).map(&novelty);
        let (updates, searches): (Vec<_>, Vec<_>) = batch.unzip();
        cursor += 1;
        door.index.write(updates, cursor)?;
        is_found_once(door, &searches[0])?;
        times.extend((from..due).map(|number| began.elapsed().saturating_sub(PAUSE * number as u32)));
        written.extend(searches);
    }
    written.iter().try_for_each(|search| is_found_once(door, search))?;
    Ok(times)
}

fn is_found_once(door: &Door<'_>, search: &Search) -> Result<(), Failure> {
    let page = door.ask(|index| Ok(index.search(search).map_err(|refusal| format!("{refusal:?}"))?))?;
    if page.total == 1 { Ok(()) } else { Err(format!("it was found {} times", page.total).into()) }
}
