//! A town to write entries for, and an index in a folder of its own.

use std::path::Path;

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Reader, State, Time};
use search::{EntryDocument, Index, Opened, OrganisationDocument, Origin, Page, Question, Search, Update};
use tempfile::TempDir;

/// Whose copy the index of the tests is.
pub fn origin() -> Origin {
    Origin { database: "database".to_owned(), epoch: "first".to_owned() }
}

/// Parses an iri.
pub fn iri(text: &str) -> Iri {
    Iri::parse("id", text).expect("an iri")
}

/// A town in Saxony.
pub fn town(name: &str) -> Organisation {
    let host = format!("{}.de", name.to_lowercase());
    let iri = iri(&format!("https://{host}/"));
    let kind = OrganisationKind::Municipality;
    let base = Organisation::new(iri, &host, &name.to_lowercase(), &format!("Stadt {name}"), kind);
    Organisation {
        state: Some(State::Saxony),
        population: Some(12_000),
        county: Some("Auenkreis".to_owned()),
        ..base
    }
}

/// A public project of a town, published so many milliseconds after 1970.
pub fn project(town: &Organisation, number: i64, title: &str, summary: &str) -> Entry {
    let address = iri(&format!("https://{}/eintraege/{number}", town.host));
    let content = Content::Project(Box::default());
    let entry = Entry::new(address, town.iri.clone(), title, content, Time::from_millis(number));
    Entry { summary: summary.to_owned(), audience: Audience::Public, ..entry }
}

/// The update that writes an entry of a town.
pub fn written(town: &Organisation, entry: Entry) -> Update {
    let (id, changed) = (format!("id-{}", entry.version), entry.version);
    let organisation = town.clone();
    Update::Entry(Box::new(EntryDocument {
        entry,
        id,
        changed,
        organisation,
        uses: 0,
        thread_audience: None,
    }))
}

/// The update that writes a town.
pub fn known(town: &Organisation) -> Update {
    Update::Organisation(Box::new(OrganisationDocument { organisation: town.clone() }))
}

/// Opens the index, building it from nothing where it must be built.
pub fn opened(dir: &Path) -> (Index, i64) {
    match Index::open(dir, &origin()).expect("it opens") {
        Opened::Ready(index, cursor) => (index, cursor),
        Opened::Missing(index) => {
            let rebuild = index.rebuild().expect("it begins");
            (rebuild.finish(0).expect("it is built"), 0)
        }
    }
}

/// An index that holds these, and the folder it lies in.
pub fn index_of(updates: Vec<Update>) -> (Index, TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = opened(dir.path());
    index.write(updates, 1).expect("it is written");
    (index, dir)
}

/// A search by anyone.
pub fn search(question: &str) -> Search {
    Search::new(Question::parse(question).expect("a question"), Reader::anyone(), Time::default())
}

/// The answer to a search by anyone.
pub fn ask(index: &Index, question: &str) -> Page {
    index.search(&search(question)).expect("an answer")
}

/// The titles of the hits.
pub fn titles(page: &Page) -> Vec<&str> {
    page.hits.iter().map(|hit| hit.title.as_str()).collect()
}
