//! `GET /entwuerfe/{id}`: the form of a draft.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::completeness::Completeness;
use commons::{Kind, Membership, Time};
use store::drafts::Needs;
use store::{DraftState, Reading, StoreError};

use super::Names;
use super::already::{Already, already};
use super::clash::Clash;
use super::drawing::DraftForm;
use crate::failure::Failure;
use crate::forms::{Field, Input, Problems};
use crate::here::Here;
use crate::operations::drafting::{self, Desk};
use crate::pages::{Layout, Listing, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;
use crate::writing::Part;

/// How many of the missing answers are named.
const NAMED: usize = 3;

/// The form of a draft, and what is said around it.
#[derive(Template)]
#[template(path = "draft/form.html")]
pub struct DraftPage {
    page: Layout,
    id: String,
    kind: &'static str,
    organisation: String,
    edition: i64,
    base: i64,
    steering: &'static str,
    state: DraftState,
    note: String,
    by: Option<String>,
    updated: Time,
    /// The published entry that it corrects.
    entry: Option<String>,
    needs_approval: bool,
    may_approve: bool,
    /// What would help most; none where what must be said is missing.
    missing: Option<Vec<String>>,
    /// Who has described it already.
    already: Option<Already>,
    form: DraftForm,
    clashes: Vec<Clash>,
    /// Who wrote the other text, or how it came about.
    clash_with: String,
}

impl DraftPage {
    /// The page for this desk.
    pub async fn of(
        reading: &mut Reading,
        desk: &Desk,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let is_correcting = desk.row.entry.is_some();
        let key = if is_correcting { "draft-correct" } else { "draft-write" };
        let title = speech.say(&format!("{key}-{}", desk.row.kind.code()));
        let page = Layout::new(speech.clone(), here, title);
        let form = DraftForm::of(desk.sheet(), &desk.answers, is_correcting, speech);
        let form = form.offering(&circles(reading, desk, speech).await?, &desk.answers);
        let now = desk.row.updated;
        Ok(Self {
            page: Layout { listing: Listing::Unlisted, section: "/schreiben", ..page },
            id: desk.row.id.to_string(),
            kind: Kind::code(desk.row.kind),
            organisation: desk.writer.acting.organisation.name.clone(),
            edition: desk.row.edition,
            base: desk.row.base_version,
            steering: desk.sheet().steering.unwrap_or_default(),
            state: desk.row.state,
            note: desk.row.note.clone(),
            by: Names::default().of(reading, &desk.row.by).await?,
            updated: desk.row.updated,
            entry: desk.before.as_ref().map(|(row, _)| format!("/eintraege/{}", row.id)),
            needs_approval: desk.needs() == Needs::Approval,
            may_approve: desk.may_approve(),
            missing: missing(desk, &form, now, speech),
            already: None,
            form,
            clashes: Vec::new(),
            clash_with: String::new(),
        })
    }

    /// The same, with what is wrong.
    #[must_use]
    pub fn with_problems(self, problems: &Problems, speech: &Speech) -> Self {
        Self { form: self.form.with_problems(problems, speech), ..self }
    }

    /// The same, with two texts side by side; sent again, it knows of the other one.
    #[must_use]
    pub fn with_clashes(self, clashes: Vec<Clash>, clash_with: String, base: i64) -> Self {
        Self { clashes, clash_with, base, ..self }
    }

    fn is_submitted(&self) -> bool {
        self.state == DraftState::Submitted
    }

    fn is_returned(&self) -> bool {
        self.state == DraftState::Returned
    }
}

/// The circles that can be written to: those connected with the organisation, and those to which it belongs. The words that are said to a
/// circle alone need its agreement as it stands now.
async fn circles(
    reading: &mut Reading,
    desk: &Desk,
    speech: &Speech,
) -> Result<Vec<(String, String)>, StoreError> {
    let ours = &desk.writer.acting.organisation.iri;
    let connected = format!("circles {}", ours.with("followers"));
    let mut all = vec![(connected, speech.say("write-audience-connected"))];
    for (circle, row) in reading.circles().of_member(ours, Membership::Accepted).await? {
        if row.belongs() {
            let words = speech.tell("write-audience-circle", &[("name", circle.name.as_str())]);
            all.push((format!("circles {}", circle.iri), words));
        }
    }
    Ok(all)
}

/// What would help most, of what is asked now and need not be answered. What must be answered says so itself.
fn missing(desk: &Desk, form: &DraftForm, now: Time, speech: &Speech) -> Option<Vec<String>> {
    let entry = desk.sketch(now)?;
    let shown = form.groups.iter().filter(|group| !group.is_hidden).flat_map(|group| &group.fields);
    let shown: Vec<_> = shown.collect();
    let is_about = |field: &Field, name: &str| {
        field.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let field = |name: &str| shown.iter().find(|field| is_about(field, name));
    let missing = Completeness::of(&entry).missing.into_iter();
    let missing: Vec<_> = missing.filter_map(|name| field(name).map(|field| (name, field))).collect();
    if missing.iter().any(|(_, field)| field.is_required) {
        return None;
    }
    let words = missing.iter().take(NAMED).map(|(name, _)| format!("missing-{}", name.replace('_', "-")));
    Some(words.map(|key| speech.say(&key)).collect())
}

/// `GET /entwuerfe/{id}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let desk = drafting::desk(&town, &person, &id).await?;
    let mut reading = town.store.reading().await?;
    let page = DraftPage::of(&mut reading, &desk, &speech, &here).await?;
    drop(reading);
    answer(&DraftPage { already: already(&town, &desk, &speech, &here).await?, ..page }, &speech)
}
