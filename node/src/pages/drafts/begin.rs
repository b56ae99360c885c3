//! `/schreiben`: what to write, for whom, and what is being written.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{EntryId, Kind, MemberRole, Refusal, Time, text};
use serde::Deserialize;
use store::{DraftRow, DraftState, Found, Reading};

use super::Names;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::drafting::{self, Writer};
use crate::operations::session;
use crate::pages::{Layout, Listing, Speech, answer};
use crate::town::Town;
use crate::visitor::{Membership, Person, SignedIn};
use crate::writing::{Answers, sheet};

/// Drafts of an organisation that are shown.
const SHOWN: i64 = 100;

/// What can be begun here; adoptions and comments are begun where they belong, below an entry.
const KINDS: [Kind; 3] = [Kind::Project, Kind::Lesson, Kind::Call];

/// What the new entry is to refer to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    zu: String,
}

/// A draft in a list.
pub struct Listed {
    /// Where it goes on.
    pub address: String,
    /// Its title, or what stands for one.
    pub title: String,
    /// The code of its kind.
    pub kind: &'static str,
    /// Its kind in words.
    pub kind_label: &'static str,
    /// How far it has come, in words.
    pub state: String,
    /// Whether it waits for the approval of whoever looks.
    pub waits: bool,
    /// For whom it is written.
    pub organisation: String,
    /// Who wrote last.
    pub by: Option<String>,
    /// When.
    pub updated: Time,
}

/// The page on which somebody begins to write.
#[derive(Template)]
#[template(path = "draft/begin.html")]
struct BeginPage {
    page: Layout,
    /// Code, words, and the sentence that says when to choose it.
    kinds: Vec<(&'static str, String, String)>,
    /// Handle, name, and whether it is chosen.
    organisations: Vec<(String, String, bool)>,
    /// What it is to refer to: its title, and its id.
    about: Option<(String, String)>,
    drafts: Vec<Listed>,
}

/// The organisations for which this person writes.
fn written_for(person: &Person) -> impl Iterator<Item = &Membership> {
    person.memberships.iter().filter(|one| one.role >= MemberRole::Editor)
}

/// `GET /schreiben`
pub async fn choose(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Query(about): Query<About>,
) -> Result<Response, Failure> {
    let page = Layout::new(speech.clone(), &here, speech.say("write"));
    let mut reading = town.store.reading().await?;
    let kinds = KINDS.map(|kind| {
        let words = |end: &str| speech.say(&format!("write-kind-{}{end}", kind.code()));
        (kind.code(), words(""), words("-hint"))
    });
    let present = person.present().map(|present| &present.organisation.iri);
    let organisations = written_for(&person).map(|one| {
        let organisation = &one.organisation;
        (organisation.handle.clone(), organisation.name.clone(), Some(&organisation.iri) == present)
    });
    let page = BeginPage {
        page: Layout { listing: Listing::Unlisted, section: "/schreiben", ..page },
        kinds: kinds.into(),
        organisations: organisations.collect(),
        about: subject(&mut reading, &person, &about.zu).await?,
        drafts: drafts(&mut reading, &person, &speech).await?,
    };
    answer(&page, &speech)
}

async fn subject(
    reading: &mut Reading,
    person: &Person,
    id: &str,
) -> Result<Option<(String, String)>, Failure> {
    let Ok(id) = EntryId::parse(id) else { return Ok(None) };
    match reading.entries().readable(&id, &person.reader()).await? {
        Found::Readable(row) => Ok(Some((row.entry()?.title, row.iri.to_string()))),
        Found::Withdrawn(_) | Found::Absent => Ok(None),
    }
}

/// The drafts of all organisations for which this person writes; what waits for this person first.
///
/// # Errors
/// When the memory fails.
pub async fn drafts(reading: &mut Reading, person: &Person, speech: &Speech) -> Result<Vec<Listed>, Failure> {
    let (mut names, mut listed) = (Names::default(), Vec::new());
    for membership in written_for(person) {
        for row in reading.drafts().of_organisation(&membership.organisation.iri, SHOWN).await? {
            let waits = waits_for(reading, person, membership, &row).await?;
            let by = names.of(reading, &row.by).await?;
            listed.push(one(&row, membership, waits, by, speech));
        }
    }
    listed.sort_by_key(|draft| (!draft.waits, std::cmp::Reverse(draft.updated)));
    Ok(listed)
}

/// Whether it waits for this person's approval.
async fn waits_for(
    reading: &mut Reading,
    person: &Person,
    membership: &Membership,
    row: &DraftRow,
) -> Result<bool, Failure> {
    if row.state != DraftState::Submitted || membership.role < MemberRole::Approver {
        return Ok(false);
    }
    Ok(!reading.drafts().hands(&row.id).await?.contains(&person.row.id))
}

fn one(row: &DraftRow, membership: &Membership, waits: bool, by: Option<String>, speech: &Speech) -> Listed {
    let page = if waits { "/vorschau" } else { "" };
    Listed {
        address: format!("/entwuerfe/{}{page}", row.id),
        title: title(row, speech),
        kind: row.kind.code(),
        kind_label: row.kind.label(speech.language()),
        state: speech.say(&format!("draft-state-{}", row.state.code())),
        waits,
        organisation: membership.organisation.name.clone(),
        by,
        updated: row.updated,
    }
}

/// By what a draft is known in a list.
pub fn title(row: &DraftRow, speech: &Speech) -> String {
    let answers = Answers::of_json(&row.body);
    let said = [answers.text("title"), answers.text("text"), answers.text("summary")];
    let said = said.into_iter().find(|text| !text.is_empty());
    said.map_or_else(|| speech.say("draft-untitled"), |said| text::cut(&text::line(said), 120))
}

/// `POST /schreiben/{kind}`: begins a draft with what the form brought, and goes on there.
pub async fn begin(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(kind): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let kind = KINDS.into_iter().find(|known| known.code() == kind).ok_or(Refusal::NoSuchPage {})?;
    let chosen = match fields.text("organisation") {
        "" => person
            .present()
            .filter(|one| one.role >= MemberRole::Editor)
            .or_else(|| written_for(&person).next()),
        handle => person.memberships.iter().find(|one| one.organisation.handle == handle),
    };
    let organisation = &chosen.ok_or(Refusal::NoSuchOrganisation {})?.organisation;
    let writer = Writer::of(&person, &organisation.iri)?;
    let id = drafting::begin(&town, &writer, kind, Answers::typed(sheet(kind), &fields)).await?;
    // From now on this person writes for that organisation, and reads what it may read.
    session::turn_to(&town, &person, &organisation.handle).await?;
    Ok(Redirect::to(&format!("/entwuerfe/{id}")).into_response())
}
