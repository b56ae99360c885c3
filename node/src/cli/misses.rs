//! `tempomacher misses`: what was searched for on this node and not found.

use commons::Time;
use serde::Serialize;

use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::misses::KEPT;

/// How much is listed.
const MOST: i64 = 1_000;

#[derive(Serialize)]
struct Line {
    words: String,
    count: i64,
    last: Time,
}

/// Lists it, most often first.
pub async fn run(hall: &Hall, how: As) -> anyhow::Result<()> {
    let since = hall.clock.now().plus(-KEPT);
    let rows = hall.store.reading().await?.misses().most(since, MOST).await?;
    let line = |miss: store::misses::Miss| Line { words: miss.words, count: miss.count, last: miss.last };
    let rows: Vec<_> = rows.into_iter().map(line).collect();
    how.print(&["WORDS", "COUNT", "LAST"], &rows, |row| {
        vec![row.words.clone(), row.count.to_string(), day(Some(row.last))]
    })
}
