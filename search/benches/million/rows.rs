//! Entries and questions as rows, for an engine in another process: the text format of PostgreSQL's COPY.

use std::io::{self, BufWriter, Write};

use commons::Content;
use search::Update;

use crate::entries::Entries;
use crate::{BATCH, Failure, questions};

/// Prints the questions as lines of `?`, kind and text, then a row per entry: number, title, text, kind, field, status, Land, year,
/// organisation, public.
pub fn print(entries: &Entries, count: usize) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for kind in questions::all(entries, count) {
        for text in kind.texts.iter().filter(|text| !text.is_empty()) {
            writeln!(out, "?\t{}\t{text}", kind.name)?;
        }
    }
    for first in (0..count).step_by(BATCH) {
        for (place, update) in entries.range(first..count.min(first + BATCH)).iter().enumerate() {
            if let Update::Entry(document) = update {
                row(&mut out, first + place, document)?;
            }
        }
    }
    Ok(out.flush()?)
}

fn row(out: &mut impl Write, number: usize, document: &search::EntryDocument) -> io::Result<()> {
    let (entry, organisation) = (&document.entry, &document.organisation);
    let status = match &entry.content {
        Content::Project(project) => project.status.code(),
        Content::Call(call) => call.progress.code(),
        Content::Adoption(adoption) => adoption.stage.code(),
        _ => "",
    };
    let field = entry.fields_of_action.first().map_or("", |field| field.code());
    let state = organisation.state.map_or("", |state| state.code());
    let year = entry.published.year();
    writeln!(
        out,
        "{number}\t{}\t{} {}\t{}\t{field}\t{status}\t{state}\t{year}\t{}\t{}",
        entry.title,
        entry.summary,
        entry.text,
        entry.kind().code(),
        organisation.name,
        u8::from(entry.audience.is_public())
    )
}
