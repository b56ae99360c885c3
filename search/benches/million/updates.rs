//! The same questions while ten entries a second are written, and how soon those are found.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use search::Index;

use crate::Failure;
use crate::entries::Entries;
use crate::measure::{self, Times};
use crate::options::Options;
use crate::questions::{self, Kind};

/// From one entry to the next.
const PAUSE: Duration = Duration::from_millis(100);

/// Measures it.
pub fn measure(index: &Index, entries: &Entries, kinds: &[Kind], options: &Options) -> Result<(), Failure> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| written(index, entries, options.entries, &done));
        let asked = measure::all(index, kinds, options, "1, updates", 1)
            .and_then(|_| measure::all(index, kinds, options, "8, updates", 8));
        done.store(true, Ordering::Relaxed);
        let (found, count) = writing.join().map_err(|_| "the writer died")??;
        println!(
            "\n{count} entries written meanwhile, ten a second: found after p50 {:.0} ms, p95 {:.0} ms, p99 {:.0} ms",
            found.percentile(50),
            found.percentile(95),
            found.percentile(99)
        );
        asked.map(drop)
    })
}

/// Writes until it is done: from when each was due until it was found.
fn written(
    index: &Index,
    entries: &Entries,
    count: usize,
    done: &AtomicBool,
) -> Result<(Times, usize), Failure> {
    let (mut times, began, mut number) = (Vec::new(), Instant::now(), 0);
    let mut cursor = index.cursor();
    while !done.load(Ordering::Relaxed) {
        // What came meanwhile is written together, as a node does it.
        let due = (began.elapsed().as_millis() / PAUSE.as_millis()) as usize + 1;
        if number == due {
            sleep(PAUSE / 10);
            continue;
        }
        let batch = (number..due).map(|number| questions::novelty(entries, count, number));
        let (updates, searches): (Vec<_>, Vec<_>) = batch.unzip();
        cursor += 1;
        index.write(updates, cursor)?;
        for (place, search) in searches.iter().enumerate() {
            let page = index.search(search).map_err(|refusal| format!("{refusal:?}"))?;
            if page.total != 1 {
                return Err(format!("entry {} was found {} times", number + place, page.total).into());
            }
            times.push(began.elapsed().saturating_sub(PAUSE * (number + place) as u32));
        }
        number = due;
    }
    Ok((Times::of(times), number))
}
