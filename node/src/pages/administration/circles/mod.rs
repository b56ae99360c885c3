//! `/verwaltung/{handle}/kreise`: the circles an organisation keeps, those to which it belongs, and those to which it is invited.

pub mod one;
pub mod readers;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::circle::LONGEST_AGREEMENT;
use commons::{Membership, text};
use store::{CircleRow, MemberRow, Reading, StoreError};

use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::circle::{self, Words};
use crate::pages::{Layout, Speech, again, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
const PART: &str = "kreise";

/// A circle in a list.
struct Line {
    name: String,
    address: String,
    /// Who keeps it.
    owner: String,
    /// What is to be done, or how many belong to it.
    note: String,
}

/// The circles of an organisation.
#[derive(Template)]
#[template(path = "administration/circles.html")]
struct CirclesPage {
    page: Layout,
    frame: Frame,
    readers: String,
    invitations: Vec<Line>,
    kept: Vec<Line>,
    joined: Vec<Line>,
    /// Those that were dissolved, and those to which it no longer belongs.
    former: Vec<Line>,
    form: Form,
}

/// `GET /verwaltung/{handle}/kreise`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let page = page(&town, acting, &Fields::default(), &Problems::default(), &speech, &here).await?;
    answer(&page, &speech)
}

/// `POST /verwaltung/{handle}/kreise`: makes a circle.
pub async fn found(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match circle::found(&town, &acting, &words(&fields)).await {
        Ok(circle) => {
            let address = format!("{}/{}", address(&acting, PART), circle.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(failure) => {
            let problems = Problems::about(&failure, failure.refusal().field().unwrap_or(""))?;
            again(&page(&town, acting, &fields, &problems, &speech, &here).await?, &speech)
        }
    }
}

/// What was typed of a circle.
fn words(fields: &Fields) -> Words {
    let typed = |name: &str| fields.text(name).to_owned();
    Words { name: typed("name"), purpose: typed("purpose"), agreement: typed("agreement") }
}

/// What is asked of a circle.
fn questions(fields: &Fields, speech: &Speech) -> Vec<Field> {
    vec![
        Field::line(speech, "circle", "name", fields.text("name")).up_to(text::caps::TITLE).required(),
        Field::area(speech, "circle", "purpose", 2, fields.text("purpose")).up_to(text::caps::SUMMARY),
        Field::area(speech, "circle", "agreement", 8, fields.text("agreement"))
            .up_to(LONGEST_AGREEMENT)
            .required(),
    ]
}

async fn page(
    town: &Town,
    acting: Acting,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<CirclesPage, Failure> {
    let mut reading = town.store.reading().await?;
    let base = address(&acting, PART);
    let ours = &acting.organisation.iri;
    let (mut invitations, mut kept, mut joined) = (Vec::new(), Vec::new(), Vec::new());
    for (circle, row) in reading.circles().of_member(ours, Membership::Invited).await? {
        invitations.push(line(&mut reading, circle, &row, &base, speech).await?);
    }
    for (circle, row) in reading.circles().of_member(ours, Membership::Accepted).await? {
        let is_own = circle.owner == *ours;
        let line = line(&mut reading, circle, &row, &base, speech).await?;
        if is_own { kept.push(line) } else { joined.push(line) }
    }
    let former = former(&mut reading, &acting, &base, speech).await?;
    let form = Form::new(base.clone(), speech.say("circle-found"), questions(fields, speech));
    let form = form.with_problems(problems, speech);
    let readers = address(&acting, "leser");
    let (page, frame) = Frame::around(acting, PART, speech, here);
    Ok(CirclesPage { page, frame, readers, invitations, kept, joined, former, form })
}

/// The circles to which it once belonged, with how and when that ended.
async fn former(
    reading: &mut Reading,
    acting: &Acting,
    base: &str,
    speech: &Speech,
) -> Result<Vec<Line>, StoreError> {
    let mut former = Vec::new();
    for answer in [Membership::Left, Membership::Removed] {
        for (circle, row) in reading.circles().of_member(&acting.organisation.iri, answer).await? {
            former.push(line(reading, circle, &row, base, speech).await?);
        }
    }
    Ok(former)
}

async fn line(
    reading: &mut Reading,
    circle: CircleRow,
    row: &MemberRow,
    base: &str,
    speech: &Speech,
) -> Result<Line, StoreError> {
    let members = reading.circles().members_of(&circle.iri).await?;
    let count = members.iter().filter(|member| member.answer == Membership::Accepted).count() as u64;
    let note = match row.answer {
        Membership::Invited => speech.say("circle-read-and-answer"),
        Membership::Left | Membership::Removed if reading.circles().is_dissolved(&circle).await? => {
            speech.tell("circle-dissolved-on", &[("day", speech.date(row.since).as_str())])
        }
        Membership::Left | Membership::Removed => speech.tell(
            "circle-since",
            &[("how", row.answer.label(speech.language())), ("day", speech.date(row.since).as_str())],
        ),
        _ if !row.belongs() => speech.say("circle-agreement-is-new"),
        _ => speech.count("circle-members", count),
    };
    let owner = reading.actors().by_iri(&circle.owner).await?;
    Ok(Line {
        owner: owner.map_or_else(|| circle.owner.origin().authority().to_owned(), |owner| owner.name),
        address: format!("{base}/{}", circle.id),
        name: circle.name,
        note,
    })
}
