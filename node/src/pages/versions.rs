//! `/eintraege/{id}/fassungen`: what an own entry was, and what was changed when, word by word.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Entry, Time};
use serde::Deserialize;
use store::Reading;
use store::revisions::RevisionRow;

use super::drafts::Names;
use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;
use crate::visitor::SignedIn;
use crate::writing::{Answers, Part, Sheet, differences, filled, sheet, words_of};

/// Versions on a page.
const SHOWN: usize = 10;

/// Below which version to begin.
#[derive(Debug, Default, Deserialize)]
pub struct Below {
    vor: Option<i64>,
}

/// A question that was answered anew.
pub struct Changed {
    /// The question.
    pub label: String,
    /// The old answer and the new one.
    pub parts: Vec<Part>,
}

impl Changed {
    /// What is different between two ways of answering.
    pub fn between(sheet: &Sheet, before: &Answers, after: &Answers, speech: &Speech) -> Vec<Self> {
        let differing = differences(sheet, before, after, speech).into_iter();
        let changed = differing.map(|one| Self {
            label: speech.say(&words_of(sheet.kind, one.question.name, speech)),
            parts: one.parts,
        });
        changed.collect()
    }
}

/// A version, and what it changed.
struct Version {
    at: Time,
    by: Option<String>,
    is_first: bool,
    is_confirmation: bool,
    changes: Vec<Changed>,
}

/// The page.
#[derive(Template)]
#[template(path = "versions.html")]
struct VersionsPage {
    page: Layout,
    id: String,
    title: String,
    versions: Vec<Version>,
    older: Option<String>,
}

/// `GET /eintraege/{id}/fassungen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    Query(below): Query<Below>,
) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let (row, _) = super::own_entry::own(&mut reading, &person, &id).await?;
    // One more than is shown, since each is compared with the one before.
    let below = below.vor.unwrap_or(i64::MAX);
    let rows = reading.revisions().before(&row.iri, below, SHOWN as i64 + 1).await?;
    let older = rows.get(SHOWN).map(|_| rows[SHOWN - 1].version);
    let versions = versions(&mut reading, &rows, &speech).await?;
    let page = Layout::new(speech.clone(), &here, speech.say("versions"));
    let page = VersionsPage {
        page: Layout { listing: Listing::Unlisted, ..page },
        title: super::card::title_of(&row.entry()?, &speech),
        older: older.map(|version| format!("/eintraege/{id}/fassungen?vor={version}")),
        id,
        versions,
    };
    answer(&page, &speech)
}

async fn versions(
    reading: &mut Reading,
    rows: &[RevisionRow],
    speech: &Speech,
) -> Result<Vec<Version>, Failure> {
    let (mut names, mut versions) = (Names::default(), Vec::new());
    for (place, row) in rows.iter().enumerate().take(SHOWN) {
        let before = rows.get(place + 1).map(RevisionRow::entry).transpose()?;
        let by = names.of_who(reading, &row.by).await?;
        versions.push(version(row, before.as_ref(), by, speech)?);
    }
    Ok(versions)
}

fn version(
    row: &RevisionRow,
    before: Option<&Entry>,
    by: Option<String>,
    speech: &Speech,
) -> Result<Version, Failure> {
    let entry = row.entry()?;
    let sheet = sheet(entry.kind());
    let changes =
        before.map(|before| Changed::between(sheet, &filled(sheet, before), &filled(sheet, &entry), speech));
    let is_confirmation = before.is_some_and(|before| before.confirmed != entry.confirmed);
    Ok(Version {
        at: row.at,
        by,
        is_first: before.is_none(),
        is_confirmation,
        changes: changes.unwrap_or_default(),
    })
}
