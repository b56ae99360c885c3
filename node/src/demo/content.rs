//! What the towns of the demonstration have published, read from `node/demo/entries.json`.

use std::collections::HashMap;

use anyhow::Context;
use commons::{EntryId, Iri, Time};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::nodes::Nodes;
use crate::acting::Acting;
use crate::operations::draft::{Draft, address};
use crate::operations::publish::record;

/// An entry whose references are keys of other entries.
#[derive(Clone, Debug, Deserialize)]
struct Sketch {
    organisation: String,
    key: String,
    published: Time,
    entry: Map<String, Value>,
    #[serde(default)]
    references: References,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct References {
    parent: Option<String>,
    target: Option<String>,
    links: Vec<Link>,
}

#[derive(Clone, Debug, Deserialize)]
struct Link {
    kind: String,
    to: String,
}

/// What is known of the entries before: their ids, and the entry at the top of their thread.
#[derive(Default)]
struct Known {
    ids: HashMap<String, Iri>,
    threads: HashMap<String, Iri>,
}

/// Publishes every entry in its town, unless the towns have entries already. Gives how many there are.
pub async fn publish(nodes: &Nodes) -> anyhow::Result<usize> {
    let sketches: Vec<Sketch> = serde_json::from_str(include_str!("../../demo/entries.json"))?;
    if !is_fresh(nodes).await? {
        return Ok(sketches.len());
    }
    let mut known = Known::default();
    for sketch in &sketches {
        one(nodes, sketch, &mut known).await.with_context(|| format!("the entry {}", sketch.key))?;
    }
    Ok(sketches.len())
}

async fn is_fresh(nodes: &Nodes) -> anyhow::Result<bool> {
    let (town, organisation) = nodes.organisation("auenstadt")?;
    Ok(town.store.reading().await?.entries().outbox_count(&organisation.iri).await? == 0)
}

async fn one(nodes: &Nodes, sketch: &Sketch, known: &mut Known) -> anyhow::Result<()> {
    let (town, organisation) = nodes.organisation(&sketch.organisation)?;
    let id = EntryId::new(sketch.published);
    let iri = address(&organisation, &id);
    let draft = Draft::new(fields(sketch, known)?);
    let entry = draft.entry(&iri, &organisation, sketch.published.millis(), sketch.published)?;
    let thread = entry.thread().unwrap_or(&iri).clone();
    let acting = Acting::by_command(organisation);
    town.store
        .write(move |change| {
            let (acting, entry) = (acting.clone(), entry.clone());
            Box::pin(async move { record(change, &acting, &entry, &id, "publish").await })
        })
        .await
        .map_err(anyhow::Error::from)?;
    known.ids.insert(sketch.key.clone(), iri);
    known.threads.insert(sketch.key.clone(), thread);
    Ok(())
}

/// The fields of the draft, with ids in the place of keys.
fn fields(sketch: &Sketch, known: &Known) -> anyhow::Result<Map<String, Value>> {
    let id = |key: &String| known.ids.get(key).with_context(|| format!("nothing before it is called {key}"));
    let mut fields = sketch.entry.clone();
    fields.entry("audience").or_insert_with(|| json!("public"));
    if let Some(parent) = &sketch.references.parent {
        fields.insert("parent".to_owned(), json!(id(parent)?));
        fields.insert("thread".to_owned(), json!(known.threads.get(parent)));
    }
    if let Some(target) = &sketch.references.target {
        fields.insert("target".to_owned(), json!({ "entry": id(target)? }));
    }
    let links: Result<Vec<_>, _> = sketch
        .references
        .links
        .iter()
        .map(|link| anyhow::Ok(json!({ "kind": link.kind, "to": id(&link.to)? })))
        .collect();
    let links = links?;
    if !links.is_empty() {
        fields.insert("links".to_owned(), Value::Array(links));
    }
    Ok(fields)
}
