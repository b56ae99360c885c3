//! `/verwaltung/{handle}/mitglieder`: whom the organisation counts among its members, and who asks to be one.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Ags, EntryId, Refusal};
use serde::Deserialize;
use store::list_members::ListMember;
use store::{Mode, Reading};

use super::connections::asking::in_plain_words;
use super::party::Party;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems, Sheet};
use crate::here::Here;
use crate::operations::lists::import::{self, Imported};
use crate::operations::lists::members::{self, Wish};
use crate::operations::lists::subscribe;
use crate::pages::plain::trouble;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "mitglieder";
/// Members on a page.
const LINES: i64 = 50;
/// Who waits, on a page.
const WAITING: i64 = 20;
/// Wrong lines of a table that are shown one by one.
const ODD: usize = 100;

/// From which member on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Onward {
    nach: String,
}

/// The page of the members.
#[derive(Template)]
#[template(path = "administration/members.html")]
struct MembersPage {
    page: Layout,
    frame: Frame,
    base: String,
    waiting: Vec<Claim>,
    members: Vec<Line>,
    total: Option<String>,
    more: Option<String>,
    is_part: bool,
    /// Where following one's own members stands, once it has begun.
    own: Option<String>,
    form: Form,
}

/// Somebody waits for an answer.
struct Claim {
    id: String,
    party: Party,
    /// Whom on the list they say to be; nobody: they only ask to be on it.
    says: Option<String>,
    since: String,
}

/// A member.
struct Line {
    id: String,
    name: String,
    detail: String,
    /// Why its organisation was not found.
    trouble: Option<String>,
}

impl Line {
    fn of(row: ListMember, speech: &Speech) -> Self {
        let known = row.actor.as_ref().map(|actor| actor.origin().authority().to_owned());
        let looked_for = || {
            (!row.address.is_empty()).then(|| speech.tell("members-looked-for", &[("said", &row.address)]))
        };
        let website = (!row.website.is_empty()).then(|| row.website.clone());
        let lives = known.or_else(looked_for).unwrap_or_else(|| speech.say("members-unclaimed"));
        let ags = row.ags.as_ref().map(Ags::as_str).map(str::to_owned);
        let detail: Vec<_> = [ags, Some(lives), website].into_iter().flatten().collect();
        Self {
            trouble: row.error.map(|word| trouble(&word, speech)),
            detail: detail.join(" · "),
            name: row.name,
            id: row.id,
        }
    }
}

impl MembersPage {
    async fn of(
        town: &Town,
        acting: Acting,
        after: &str,
        (fields, problems): (&Fields, &Problems),
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let after = if after.is_empty() { String::new() } else { after_of(after)? };
        let (list, base, mut reading) =
            (&acting.organisation.iri, address(&acting, PART), town.store.reading().await?);
        let rows = reading.list_members().page(list, &after, LINES).await?;
        let last = rows.last().filter(|_| rows.len() as i64 == LINES);
        let more = last.map(|last| format!("{base}?nach={}", last.id));
        let total = reading.list_members().count(list).await?;
        let total = u64::try_from(total).ok().filter(|total| *total > 0).map(|total| speech.number(total));
        let own = reading.subscriptions().between(list, list).await?;
        let own = own.map(|own| format!("{}/{}", address(&acting, "listen"), own.id));
        let waiting = claims(&mut reading, &acting, town.clock.now(), speech).await?;
        drop(reading);
        let form = form(&base, fields, speech).with_problems(problems, speech);
        let (page, frame) = Frame::around(acting, PART, speech, here);
        let members = rows.into_iter().map(|row| Line::of(row, speech)).collect();
        Ok(Self { page, frame, base, waiting, members, total, more, is_part: !after.is_empty(), own, form })
    }
}

fn after_of(text: &str) -> Result<String, Refusal> {
    EntryId::parse(text).map(|id| id.to_string()).map_err(|_| Refusal::BadCursor {})
}

async fn claims(
    reading: &mut Reading,
    acting: &Acting,
    now: commons::Time,
    speech: &Speech,
) -> Result<Vec<Claim>, Failure> {
    let mut claims = Vec::new();
    for row in reading.list_members().waiting(&acting.organisation.iri, WAITING).await? {
        let Some(claimant) = &row.claimant else { continue };
        let actor = reading.actors().by_iri(claimant).await?;
        claims.push(Claim {
            party: actor.map_or_else(|| Party::unknown(claimant), |actor| Party::of_actor(&actor, speech)),
            since: speech.since(row.claimed.unwrap_or(now), now),
            says: row.listed.then_some(row.name),
            id: row.id,
        });
    }
    Ok(claims)
}

fn form(base: &str, fields: &Fields, speech: &Speech) -> Form {
    let line = |name: &str| Field::line(speech, "members", name, fields.text(name)).up_to(300);
    let questions = vec![line("address"), line("ags"), line("name"), line("website")];
    Form::new(base, speech.say("members-add"), questions).with_hidden("act", "add")
}

/// `GET /verwaltung/{handle}/mitglieder`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(onward): Query<Onward>,
) -> Result<Response, Failure> {
    let nothing = (&Fields::default(), &Problems::default());
    let acting = acting(&person, &handle)?;
    answer(&MembersPage::of(&town, acting, &onward.nach, nothing, &speech, &here).await?, &speech)
}

/// `POST /verwaltung/{handle}/mitglieder`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let (base, id) = (address(&acting, PART), fields.text("id"));
    match fields.text("act") {
        "add" => return add(&town, acting, &fields, &speech, &here).await,
        "remove" => members::remove(&town, &acting, id).await?,
        "accept" => members::accept(&town, &acting, id).await?,
        "decline" => members::decline(&town, &acting, id).await?,
        "follow" => {
            let own = subscribe::subscribe_own(&town, &acting, Mode::Follow).await?;
            return Ok(done(
                &format!("{}/{}?laufend=1", address(&acting, "listen"), own.id),
                "list-followed",
            ));
        }
        _ => return Err(Refusal::BadParameter { name: "act" }.into()),
    }
    Ok(done(&base, &format!("member-{}", fields.text("act"))))
}

async fn add(
    town: &Town,
    acting: Acting,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let text = |name| fields.text(name).to_owned();
    let wish =
        Wish { address: text("address"), ags: text("ags"), name: text("name"), website: text("website") };
    match members::add(town, &acting, &wish).await {
        Ok(_) => Ok(done(&address(&acting, PART), "member-add")),
        Err(failure) => {
            // Of whom is asked over the network much can go wrong, and all of it is about the address.
            let (beside, refusal) = match wish.address.as_str() {
                "" => (failure.refusal().field().unwrap_or("name"), Some(failure.refusal().clone())),
                _ => ("address", in_plain_words(failure.refusal())),
            };
            let Some(refusal) = refusal.filter(|refusal| refusal.status() < 500 || beside == "address")
            else {
                return Err(failure);
            };
            let mut problems = Problems::default();
            problems.add(beside, refusal);
            again(&MembersPage::of(town, acting, "", (fields, &problems), speech, here).await?, speech)
        }
    }
}

/// Taking in a table, and what came of it.
#[derive(Template)]
#[template(path = "administration/table.html")]
struct TablePage {
    page: Layout,
    frame: Frame,
    form: Form,
    came: Option<Came>,
}

/// What came of a table.
struct Came {
    words: Vec<String>,
    odd: Vec<(usize, String)>,
    more_odd: Option<String>,
}

impl Came {
    fn of(imported: Imported, speech: &Speech) -> Self {
        let beyond = imported.odd.len().saturating_sub(ODD);
        let sentence = |(line, refusal): (usize, Refusal)| (line, refusal.sentence(speech.language()));
        Self {
            words: [("table-new", imported.new), ("table-known", imported.known)]
                .into_iter()
                .filter(|(key, number)| *key == "table-new" || *number > 0)
                .map(|(key, number)| speech.count(key, number as u64))
                .collect(),
            more_odd: (beyond > 0).then(|| speech.count("table-more-odd", beyond as u64)),
            odd: imported.odd.into_iter().take(ODD).map(sentence).collect(),
        }
    }
}

impl TablePage {
    fn of(acting: Acting, problems: &Problems, came: Option<Came>, speech: &Speech, here: &Here) -> Self {
        let field = Field::new(speech, "table", "file", Input::File(".csv,text/csv,text/plain"));
        let action = format!("{}/tabelle", address(&acting, PART));
        let form = Form::new(action, speech.say("table-button"), vec![field.required()])
            .with_problems(problems, speech);
        let (page, frame) = Frame::within(acting, PART, speech.say("table"), speech, here);
        Self { page, frame, form, came }
    }
}

/// `GET /verwaltung/{handle}/mitglieder/tabelle`
pub async fn ask_for_table(
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    answer(&TablePage::of(acting, &Problems::default(), None, &speech, &here), &speech)
}

/// `POST /verwaltung/{handle}/mitglieder/tabelle`
pub async fn take_table(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    sheet: Result<Sheet, Failure>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let imported = match sheet {
        Ok(Sheet(file)) => import::import(&town, &acting, &file).await,
        Err(failure) => Err(failure),
    };
    match imported {
        Ok(imported) => {
            let came = Some(Came::of(imported, &speech));
            answer(&TablePage::of(acting, &Problems::default(), came, &speech, &here), &speech)
        }
        Err(failure) if failure.refusal().status() == 422 => {
            let mut problems = Problems::default();
            problems.add("file", failure.refusal().clone());
            again(&TablePage::of(acting, &problems, None, &speech, &here), &speech)
        }
        Err(failure) => Err(failure),
    }
}
