//! How quickly a database alone would answer what `scripts/bench search --entries` asks: PostgreSQL, `german`, with a GIN index.
//!
//! `cargo run --release -p store --example full_text POSTGRES [FIGURES]` reads from standard input what the bench `million` of the crate
//! `search` prints with `--rows`: lines of `?`, kind and question, then a row per entry. Each question gets what a page of hits needs in
//! one statement: the best twenty, the count of all, and the counts of six facets. From the file of figures it takes what our own index
//! needed, and prints the ratio.

use std::collections::BTreeMap;
use std::io::{BufRead, stdin};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::{Connection, PgConnection};

type Failure = Box<dyn std::error::Error>;

/// Questions of each kind: fewer than ours, since they take so long.
const OF_EACH: usize = 12;
/// Bytes that are handed over at once.
const PIECE: usize = 1 << 20;

const TABLE: &str = "create unlogged table documents (number bigint, title text, text text, kind text, field text, status text, \
    state text, year text, organisation text, public bigint, words tsvector generated always as \
    (setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', text), 'D')) stored)";
const COPY: &str =
    "copy documents (number, title, text, kind, field, status, state, year, organisation, public) from stdin";
const WORDS: &str = "create index documents_words on documents using gin (words)";
/// Any of the words; the hits once, then what is shown of them.
const PAGE: &str = "with question as (select replace(plainto_tsquery('german', $1)::text, '&', '|')::tsquery as words), \
    hits as materialized (select number, kind, field, status, state, year, organisation, \
      ts_rank(array[0.667, 0.667, 0.667, 1.0]::real[], documents.words, question.words) as rank \
      from documents, question where documents.words @@ question.words and public = 1), \
    best as (select number, rank from hits order by rank desc, number limit 20) \
    select 'total' as facet, null as value, count(*) as count from hits \
    union all select 'hit', ts_headline('german', documents.text, question.words), 0 \
      from best join documents using (number), question \
    union all select 'facet', coalesce(kind, field, status, state, year, organisation), count(*) from hits \
      group by grouping sets ((kind), (field), (status), (state), (year), (organisation))";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut server = PgConnection::connect(&arguments.next().ok_or("which PostgreSQL?")?).await?;
    let ours = arguments.next().map(|file| figures(Path::new(&file))).transpose()?.unwrap_or_default();
    let questions = fill(&mut server).await?;
    println!(
        "\n{:<16}{:>12}{:>12}{:>14}{:>14}",
        "PostgreSQL", "p50 ms", "p95 ms", "ours, p95 ms", "times faster"
    );
    for (kind, texts) in &questions {
        let times = asked(&mut server, texts).await?;
        let p95 = percentile(&times, 95);
        let (ours, ratio) = ours
            .get(kind)
            .map_or_else(Default::default, |ours| (format!("{ours:.2}"), format!("{:.0}", p95 / ours)));
        println!("{kind:<16}{:>12.1}{p95:>12.1}{ours:>14}{ratio:>14}", percentile(&times, 50));
    }
    Ok(())
}

/// Takes the entries in, and gives back the questions.
async fn fill(server: &mut PgConnection) -> Result<BTreeMap<String, Vec<String>>, Failure> {
    let began = Instant::now();
    sqlx::query("drop table if exists documents").execute(&mut *server).await?;
    sqlx::query(TABLE).execute(&mut *server).await?;
    let mut questions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut copying = server.copy_in_raw(COPY).await?;
    let mut piece = String::with_capacity(PIECE + 10_000);
    for line in stdin().lock().lines() {
        let line = line?;
        if let Some((kind, text)) = line.strip_prefix("?\t").and_then(|asked| asked.split_once('\t')) {
            questions.entry(kind.to_owned()).or_default().push(text.to_owned());
            continue;
        }
        piece.push_str(&line);
        piece.push('\n');
        if piece.len() > PIECE {
            copying.send(piece.as_bytes()).await?;
            piece.clear();
        }
    }
    copying.send(piece.as_bytes()).await?;
    let rows = copying.finish().await?;
    sqlx::query(WORDS).execute(&mut *server).await?;
    sqlx::query("analyze documents").execute(&mut *server).await?;
    println!("PostgreSQL: {rows} entries taken in and indexed in {:.0?}", began.elapsed());
    Ok(questions)
}

async fn asked(server: &mut PgConnection, texts: &[String]) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    for text in texts.iter().take(OF_EACH) {
        let began = Instant::now();
        sqlx::query(PAGE).bind(text).fetch_all(&mut *server).await?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times)
}

/// The time that so many of a hundred stay below, in milliseconds.
fn percentile(times: &[Duration], of_a_hundred: usize) -> f64 {
    let place = times.len().saturating_sub(1) * of_a_hundred / 100;
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}

/// The p95 of each kind of question, as the bench wrote it.
fn figures(file: &Path) -> Result<BTreeMap<String, f64>, Failure> {
    let text = std::fs::read_to_string(file)?;
    let each = text.lines().map(|line| {
        let value: Value = serde_json::from_str(line)?;
        let kind = value["kind"].as_str().unwrap_or_default().to_owned();
        Ok((kind, value["p95"].as_f64().unwrap_or_default()))
    });
    each.collect()
}
