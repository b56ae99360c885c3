//! Comparing what a node says it has: over its API while it runs, and in its files once it has ended.

use std::collections::BTreeSet;
use std::sync::Arc;

use commons::{Standing, SystemClock};
use search::{Index, Opened};
use store::Store;

use super::connection::Connection;
use super::place::Place;

/// Id and version.
type Mark = (String, i64);

/// Rows read at once.
const PAGE: i64 = 500;

/// Id and version of every public entry, page by page, as they come. `query` narrows the list, `&organisation=...`.
pub async fn listed(client: &Connection, query: &str) -> Vec<Mark> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.json(&format!("/api/v1/entries?limit=100{query}{cursor}")).await;
        for one in page["entries"].as_array().expect("entries") {
            let iri = one["iri"].as_str().expect("an id").to_owned();
            all.push((iri, one["entry"]["version"].as_i64().expect("a version")));
        }
        let Some(next) = page["next"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

/// Ids of every hit of a search for nothing in particular, organisations left out.
pub async fn found(client: &Connection) -> Vec<String> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.json(&format!("/api/v1/search?q=&limit=100{cursor}")).await;
        let hits = page["hits"].as_array().expect("hits");
        let entries = hits.iter().filter(|hit| hit["id"] != "");
        all.extend(entries.map(|hit| hit["iri"].as_str().expect("an id").to_owned()));
        let Some(next) = page["next"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

/// Asserts that nothing stands in it twice, and gives it in order.
pub fn each_once<T: Ord + std::fmt::Debug + Clone>(all: Vec<T>) -> BTreeSet<T> {
    let set: BTreeSet<_> = all.iter().cloned().collect();
    let mut twice = all;
    twice.sort();
    let twice: Vec<_> = twice.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "twice: {twice:?}");
    set
}

/// Opens database and index of a node that has ended, and asserts that they hold the same, each thing once, up to the same change. Gives the entries.
pub async fn audited(place: &Place) -> BTreeSet<Mark> {
    let store = Store::open(place.location(), Arc::new(SystemClock)).await.expect("the database");
    let store::Identity { database, epoch } = store.identity().await.expect("an identity");
    let opened = Index::open(&place.data().join("index"), &search::Origin { database, epoch });
    let Ok(Opened::Ready(index, cursor)) = opened else { panic!("the index must not need to be built anew") };
    assert_eq!(cursor, store.changed().await.expect("a number"), "the index is where the database is");
    let shown = published(&store).await;
    let indexed = index.all_ids().expect("ids").into_iter().filter(|(_, version)| *version > 0).collect();
    assert_eq!(each_once(indexed), shown, "the index holds what the database holds");
    store.close().await;
    shown
}

/// Id and version of all that the database shows.
async fn published(store: &Store) -> BTreeSet<Mark> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let mut reading = store.reading().await.expect("a connection");
        let rows = reading.entries().changed_since(after, PAGE).await.expect("rows");
        let Some(last) = rows.last() else { return each_once(all) };
        after = last.changed;
        let shown = rows.iter().filter(|row| row.standing == Standing::Published);
        all.extend(shown.map(|row| (row.iri.to_string(), row.version)));
    }
}
