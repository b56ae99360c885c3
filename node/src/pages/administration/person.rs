//! `/verwaltung/{handle}/personen/{person}`: one person of the organisation: role, office, way in.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{MemberRole, Refusal};
use store::people::Access;

use super::super::sign_in::refused;
use super::super::{Layout, Speech, answer, done};
use super::people::{Shown, role_question, seen};
use super::{Frame, acting};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::link::{self, Handed, Handing};
use crate::operations::staff::{self, Member, Ties};
use crate::town::Town;
use crate::visitor::SignedIn;

/// One person.
#[derive(Template)]
#[template(path = "administration/person.html")]
struct PersonPage {
    page: Layout,
    frame: Frame,
    address: String,
    mail: String,
    seen: &'static str,
    shown: Option<Shown>,
    form: Form,
    is_disabled: bool,
    /// Ways to hand over a link: the word of the form and the key of its button.
    links: Vec<(&'static str, &'static str)>,
    belongs_here_alone: bool,
}

/// `GET /verwaltung/{handle}/personen/{person}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let member = staff::member(&town, &acting, &id).await?;
    answer(&page(&town, acting, &member, Outcome::None, &speech, &here).await?, &speech)
}

/// What the page shows of what was just tried.
enum Outcome {
    None,
    Shown(Shown),
    Refused(Problems, Fields),
}

/// `POST /verwaltung/{handle}/personen/{person}`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let member = staff::member(&town, &acting, &id).await?;
    match act(&town, &acting, &id, &fields).await {
        Ok(Done::Said(act)) => Ok(done(&format!("/verwaltung/{handle}/personen"), act)),
        Ok(Done::Handed(Handed::Mailed)) => {
            Ok(done(&format!("/verwaltung/{handle}/personen/{id}"), "link-mailed"))
        }
        Ok(Done::Handed(Handed::Shown(link))) => {
            let words = speech.tell("handed-link", &[("name", &member.person.name)]);
            let outcome = Outcome::Shown(Shown::of(&link, words));
            answer(&page(&town, acting, &member, outcome, &speech, &here).await?, &speech)
        }
        Err(failure) => {
            let problems = Problems::about(&failure, failure.refusal().field().unwrap_or(""))?;
            let outcome = Outcome::Refused(problems, fields);
            let page = page(&town, acting, &member, outcome, &speech, &here).await?;
            Ok(refused(answer(&page, &speech)?, failure.refusal()))
        }
    }
}

/// What was done.
enum Done {
    Said(&'static str),
    Handed(Handed),
}

async fn act(town: &Town, acting: &Acting, id: &str, fields: &Fields) -> Result<Done, Failure> {
    match fields.text("act") {
        "appoint" => {
            let role = MemberRole::parse(fields.text("role"))?;
            staff::appoint(town, acting, id, role, fields.text("office")).await?;
            Ok(Done::Said("role-changed"))
        }
        "dismiss" => staff::dismiss(town, acting, id).await.map(|()| Done::Said("person-removed")),
        "disable" => staff::disable(town, acting, id).await.map(|()| Done::Said("person-disabled")),
        "enable" => staff::enable(town, acting, id).await.map(|()| Done::Said("person-enabled")),
        "link-by-mail" => link::hand(town, acting, id, Handing::ByMail).await.map(Done::Handed),
        "link-by-hand" => link::hand(town, acting, id, Handing::ByHand).await.map(Done::Handed),
        _ => Err(Refusal::BadParameter { name: "act" }.into()),
    }
}

async fn page(
    town: &Town,
    acting: Acting,
    member: &Member,
    outcome: Outcome,
    speech: &Speech,
    here: &Here,
) -> Result<PersonPage, Failure> {
    let (person, ties) = (&member.person, staff::ties(town, member).await?);
    let address = format!("/verwaltung/{}/personen/{}", acting.organisation.handle, person.id);
    let (page, frame) = Frame::around(acting, "personen", speech, here);
    let (form, shown) = match outcome {
        Outcome::None => (form(&address, &kept(member), speech), None),
        Outcome::Shown(shown) => (form(&address, &kept(member), speech), Some(shown)),
        Outcome::Refused(problems, fields) => {
            let fields = if fields.has("role") { fields } else { kept(member) };
            (form(&address, &fields, speech).with_problems(&problems, speech), None)
        }
    };
    Ok(PersonPage {
        page: Layout { title: person.name.clone(), ..page },
        frame: Frame { heading: person.name.clone(), ..frame },
        address,
        mail: person.mail.clone(),
        seen: seen(member, town.clock.now()),
        shown,
        form,
        is_disabled: person.access == Access::Disabled,
        links: links(town, member, ties),
        belongs_here_alone: ties == Ties::Here,
    })
}

fn kept(member: &Member) -> Fields {
    Fields::of([
        ("role".to_owned(), member.membership.role.code().to_owned()),
        ("office".to_owned(), member.membership.office.clone()),
    ])
}

fn form(address: &str, fields: &Fields, speech: &Speech) -> Form {
    let questions = vec![
        role_question(speech, "member", fields.text("role")),
        Field::line(speech, "member", "office", fields.text("office")).up_to(300),
    ];
    Form::new(address, speech.say("save"), questions).with_hidden("act", "appoint")
}

fn links(town: &Town, member: &Member, ties: Ties) -> Vec<(&'static str, &'static str)> {
    let mut links = Vec::new();
    if member.person.access == Access::Disabled {
        return links;
    }
    if town.mail_is_configured() {
        links.push(("link-by-mail", "person-link-by-mail"));
    }
    if ties == Ties::Here {
        links.push(("link-by-hand", "person-link-by-hand"));
    }
    links
}
