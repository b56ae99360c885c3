//! Entries of every town, and putting many of them into a memory before the clock starts.

use std::sync::Arc;

use anyhow::Context;
use commons::project::Reuse;
use commons::{
    Audience, Content, Entry, EntryId, FieldOfAction, Iri, Organisation, Project, Standing, Status, Time,
};
use node::Hall;
use node::acting::Acting;
use node::operations::publish;
use serde_json::json;
use store::entries::{Arrival, Home};

use crate::neighbours::Neighbour;
use crate::texts::{Text, Texts};

/// Bytes of the body of an entry that is searched; a real one has a little less in the median, and much more at the end.
pub const SEARCHED_BYTES: usize = 1_200;
/// Entries written in one transaction.
const CHUNK: usize = 2_000;

const STATUSES: [Status; 6] =
    [Status::Idea, Status::Planned, Status::Pilot, Status::Running, Status::Scaled, Status::Ended];
const TECHNOLOGIES: [&str; 6] = ["LoRaWAN", "Python", "QGIS", "PostgreSQL", "Drupal", "Chatbot"];
const TARGET_GROUPS: [&str; 4] = ["Familien", "Seniorinnen und Senioren", "Vereine", "Unternehmen"];

/// The entry of this number, by this author.
pub fn entry(number: usize, author: &Iri, id: &EntryId, texts: &Texts, bytes: usize, now: Time) -> Entry {
    let text = texts.varied(number, bytes);
    // As if written over five years, so that the years differ.
    let published = now.plus(-(number as i64 % 1_800) * Time::DAY);
    let content = Content::Project(Box::new(project(number)));
    let mut entry =
        Entry::new(author.with(&format!("eintraege/{id}")), author.clone(), &text.title, content, published);
    entry.summary = text.summary;
    entry.text = text.text;
    entry.audience = Audience::Public;
    entry.fields_of_action = vec![FieldOfAction::ALL[number % FieldOfAction::ALL.len()]];
    entry
}

fn project(number: usize) -> Project {
    let pick = |list: &[&str]| vec![list[number / 7 % list.len()].to_owned()];
    Project {
        status: STATUSES[number % STATUSES.len()],
        technologies: pick(&TECHNOLOGIES),
        target_groups: pick(&TARGET_GROUPS),
        reuse: number.is_multiple_of(3).then_some(Reuse::Ready),
        relief: if number.is_multiple_of(4) { "Abtippen".to_owned() } else { String::new() },
        ..Project::default()
    }
}

/// Puts so many entries of these neighbours into the memory, as if they had all arrived.
pub async fn put_foreign(hall: &Hall, from: &[Neighbour], texts: &Texts, count: usize) -> anyhow::Result<()> {
    let now = hall.clock.now();
    for first in (0..count).step_by(CHUNK) {
        let mut change = hall.store.begin().await?;
        for number in first..count.min(first + CHUNK) {
            let author = &from[number % from.len()].organisation.iri;
            let id = EntryId::new(now);
            let entry = entry(number, author, &id, texts, SEARCHED_BYTES, now);
            let arrival = Arrival {
                id,
                home: Home::Elsewhere,
                standing: Standing::Published,
                received: now,
                source: None,
            };
            change.entries().put(&entry, arrival).await.with_context(|| format!("entry {number}"))?;
        }
        change.commit().await?;
    }
    Ok(())
}

/// This organisation has published so many entries.
pub async fn publish_own(
    hall: &Hall,
    organisation: &Arc<Organisation>,
    texts: &Texts,
    count: usize,
) -> anyhow::Result<()> {
    let (acting, now) = (Acting::by_command(Arc::clone(organisation)), hall.clock.now());
    for first in (0..count).step_by(CHUNK) {
        let mut change = hall.store.begin().await?;
        for number in first..count.min(first + CHUNK) {
            let id = EntryId::new(now);
            let entry = entry(number, &organisation.iri, &id, texts, SEARCHED_BYTES, now);
            let recorded = publish::record(&mut change, &acting, &entry, &id, "publish").await;
            recorded.map_err(anyhow::Error::from).with_context(|| format!("entry {number}"))?;
        }
        change.commit().await?;
    }
    Ok(())
}

/// What a program sends to the API to publish this text.
pub fn draft(text: &Text) -> String {
    json!({
        "kind": "project",
        "title": text.title,
        "summary": text.summary,
        "text": text.text,
        "audience": "public",
        "status": "running",
    })
    .to_string()
}
