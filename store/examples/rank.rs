//! What a database alone would find: the baselines of `scripts/evaluate`.
//!
//! `cargo run --release -p store --example rank FOLDER [POSTGRES]` reads the collections that lie in the folder as JSON lines
//! (`NAME.documents.jsonl`, `NAME.questions.jsonl`) and writes beside them what SQLite FTS5 and, where an address is given, PostgreSQL
//! put first (`NAME.rankings.jsonl`). Each as its manual has it, a word of the title worth one and a half of the text's, any of the
//! words; nothing is tuned. The crate `search` scores them.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, SqliteConnection};

type Failure = Box<dyn std::error::Error>;

/// How many documents count for a question.
const DEPTH: i64 = 10;

const FTS5: &str =
    "create virtual table documents using fts5(id unindexed, title, text, tokenize = 'unicode61')";
const INTO_FTS5: &str = "insert into documents (id, title, text) values ($1, $2, $3)";
const FROM_FTS5: &str = "select id from documents where documents match $1 order by bm25(documents, 0.0, 1.5, 1.0), rowid limit $2";

const TABLE: &str = "create table documents (number bigint primary key, id text, words tsvector)";
const INTO_POSTGRES: &str = "insert into documents values ($1, $2, \
    setweight(to_tsvector('german', $3), 'A') || setweight(to_tsvector('german', $4), 'D'))";
const WORDS: &str = "create index documents_words on documents using gin (words)";
/// `plainto_tsquery` joins the words by "and", with which a question in a sentence finds nothing: here any of them will do.
const FROM_POSTGRES: &str = "with question as (select replace(plainto_tsquery('german', $1)::text, '&', '|')::tsquery as words) \
    select id from documents, question where documents.words @@ question.words \
    order by ts_rank(array[0.667, 0.667, 0.667, 1.0]::real[], documents.words, question.words) desc, number limit $2";

struct Document {
    id: String,
    title: String,
    text: String,
}

struct Question {
    set: u64,
    id: String,
    text: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map(PathBuf::from).ok_or("which folder?")?;
    let postgres = arguments.next();
    for name in collections(&folder)? {
        let documents = documents(&folder.join(format!("{name}.documents.jsonl")))?;
        let questions = questions(&folder.join(format!("{name}.questions.jsonl")))?;
        let mut out = BufWriter::new(File::create(folder.join(format!("{name}.rankings.jsonl")))?);
        if let Some(address) = &postgres {
            let found = by_postgres(address, &documents, &questions).await?;
            write(&mut out, "PostgreSQL german", &questions, &found)?;
        }
        let found = by_fts5(&documents, &questions).await?;
        write(&mut out, "SQLite FTS5 unicode61", &questions, &found)?;
        out.flush()?;
    }
    Ok(())
}

async fn by_fts5(documents: &[Document], questions: &[Question]) -> Result<Vec<Vec<String>>, Failure> {
    let mut memory = SqliteConnection::connect("sqlite::memory:").await?;
    sqlx::query(FTS5).execute(&mut memory).await?;
    let mut filling = memory.begin().await?;
    for document in documents {
        let row = sqlx::query(INTO_FTS5).bind(&document.id).bind(&document.title).bind(&document.text);
        row.execute(&mut *filling).await?;
    }
    filling.commit().await?;
    let mut found = Vec::new();
    for question in questions {
        let any = any_word(&question.text);
        let ids = sqlx::query_scalar(FROM_FTS5).bind(any).bind(DEPTH);
        found.push(ids.fetch_all(&mut memory).await?);
    }
    Ok(found)
}

/// The words in quotation marks, so that none is an operator, joined by "or".
fn any_word(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ")
}

async fn by_postgres(
    address: &str,
    documents: &[Document],
    questions: &[Question],
) -> Result<Vec<Vec<String>>, Failure> {
    let mut server = PgConnection::connect(address).await?;
    sqlx::query("drop table if exists documents").execute(&mut server).await?;
    sqlx::query(TABLE).execute(&mut server).await?;
    let mut filling = server.begin().await?;
    for (number, document) in documents.iter().enumerate() {
        let row = sqlx::query(INTO_POSTGRES).bind(number as i64).bind(&document.id);
        row.bind(&document.title).bind(&document.text).execute(&mut *filling).await?;
    }
    filling.commit().await?;
    sqlx::query(WORDS).execute(&mut server).await?;
    sqlx::query("analyze documents").execute(&mut server).await?;
    let mut found = Vec::new();
    for question in questions {
        let ids = sqlx::query_scalar(FROM_POSTGRES).bind(&question.text).bind(DEPTH);
        found.push(ids.fetch_all(&mut server).await?);
    }
    Ok(found)
}

fn write(
    out: &mut impl Write,
    engine: &str,
    questions: &[Question],
    found: &[Vec<String>],
) -> Result<(), Failure> {
    for (question, found) in questions.iter().zip(found) {
        let line = json!({ "engine": engine, "set": question.set, "id": question.id, "found": found });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The names of the collections in the folder.
fn collections(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut names = HashSet::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        names.extend(name.strip_suffix(".documents.jsonl").map(str::to_owned));
    }
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    Ok(names)
}

fn documents(path: &Path) -> Result<Vec<Document>, Failure> {
    let read = |value: &Value| Document {
        id: text(value, "id"),
        title: text(value, "title"),
        text: text(value, "text"),
    };
    lines(path, read)
}

fn questions(path: &Path) -> Result<Vec<Question>, Failure> {
    let read = |value: &Value| Question {
        set: value["set"].as_u64().unwrap_or_default(),
        id: text(value, "id"),
        text: text(value, "text"),
    };
    lines(path, read)
}

fn lines<T>(path: &Path, read: impl Fn(&Value) -> T) -> Result<Vec<T>, Failure> {
    let text = fs::read_to_string(path)?;
    text.lines().map(|line| Ok(read(&serde_json::from_str(line)?))).collect()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
