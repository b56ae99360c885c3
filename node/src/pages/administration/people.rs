//! `/verwaltung/{handle}/personen`: who acts for the organisation, and who is invited to.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{MemberRole, Refusal, Time};
use http::StatusCode;
use store::people::Access;

use super::super::{Layout, Speech, answer, done};
use super::{Frame, acting};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::invite::{self, Wish};
use crate::operations::link::{Handed, Handing};
use crate::operations::staff;
use crate::operations::ticket::Link;
use crate::town::Town;
use crate::visitor::SignedIn;

/// For how long somebody counts as having been here lately.
const LATELY: i64 = 30 * Time::DAY;

/// The list of people.
#[derive(Template)]
#[template(path = "administration/people.html")]
struct PeoplePage {
    page: Layout,
    frame: Frame,
    shown: Option<Shown>,
    members: Vec<Member>,
    invitations: Vec<Invitation>,
    form: Form,
}

/// A link that is shown this once.
pub struct Shown {
    /// Its address.
    pub link: String,
    /// What it is for, and how long it opens.
    pub words: String,
}

/// Somebody who acts for the organisation.
struct Member {
    address: String,
    name: String,
    mail: String,
    role: &'static str,
    office: String,
    seen: &'static str,
    is_disabled: bool,
}

/// Somebody who is invited.
struct Invitation {
    id: String,
    mail: String,
    role: &'static str,
    office: String,
    until: String,
}

/// `GET /verwaltung/{handle}/personen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let form = invite_form(&town, &acting, &Fields::default(), &speech);
    answer(&page(&town, acting, form, None, &speech, &here).await?, &speech)
}

/// `POST /verwaltung/{handle}/personen`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match fields.text("act") {
        "invite" => invite(&town, acting, &person, &fields, &speech, &here).await,
        "take-back" => {
            invite::take_back(&town, &acting, fields.text("invitation")).await?;
            Ok(done(&format!("/verwaltung/{handle}/personen"), "invitation-taken-back"))
        }
        _ => Err(Refusal::BadParameter { name: "act" }.into()),
    }
}

async fn invite(
    town: &Town,
    acting: Acting,
    person: &SignedIn,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let invited = match wish(person, fields, speech) {
        Ok(wish) => invite::invite(town, &acting, wish).await,
        Err(refusal) => Err(refusal.into()),
    };
    match invited {
        Ok(Handed::Mailed) => {
            Ok(done(&format!("/verwaltung/{}/personen", acting.organisation.handle), "invited"))
        }
        Ok(Handed::Shown(link)) => {
            let shown = Shown::of(&link, speech.tell("handed-invitation", &[("mail", fields.text("mail"))]));
            let form = invite_form(town, &acting, &Fields::default(), speech);
            answer(&page(town, acting, form, Some(shown), speech, here).await?, speech)
        }
        Err(failure) => {
            let problems = Problems::about(&failure, failure.refusal().field().unwrap_or(""))?;
            let form = invite_form(town, &acting, fields, speech).with_problems(&problems, speech);
            let mut response = answer(&page(town, acting, form, None, speech, here).await?, speech)?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

fn wish(person: &SignedIn, fields: &Fields, speech: &Speech) -> Result<Wish, Refusal> {
    Ok(Wish {
        mail: fields.text("mail").to_owned(),
        role: MemberRole::parse(fields.text("role"))?,
        office: fields.text("office").to_owned(),
        message: fields.text("message").to_owned(),
        handing: if fields.text("handing") == "hand" { Handing::ByHand } else { Handing::ByMail },
        language: speech.language(),
        inviter: person.0.row.name.clone(),
    })
}

/// The role somebody has or shall have.
pub fn role_question(speech: &Speech, form: &str, chosen: &str) -> Field {
    let choice = |role: &MemberRole| Choice::new(role.code(), role.label(speech.language()), &[chosen]);
    Field::new(speech, form, "role", Input::One(MemberRole::ALL.iter().map(choice).collect()))
}

impl Shown {
    /// This link with these words.
    pub fn of(link: &Link, words: String) -> Self {
        Self { link: link.to_string(), words }
    }
}

async fn page(
    town: &Town,
    acting: Acting,
    form: Form,
    shown: Option<Shown>,
    speech: &Speech,
    here: &Here,
) -> Result<PeoplePage, Failure> {
    let now = town.clock.now();
    let members = staff::members(town, &acting).await?;
    let organisation = &acting.organisation;
    let pending =
        invite::pending(&mut town.store.reading().await?, &organisation.iri, now).await?.into_iter();
    let members = members.iter().map(|member| Member::of(member, &organisation.handle, now, speech));
    let invitations = pending.map(|one| Invitation {
        id: one.id,
        mail: one.mail,
        role: one.said.role.label(speech.language()),
        office: one.said.office,
        until: speech.date(one.until),
    });
    let (members, invitations) = (members.collect(), invitations.collect());
    let (page, frame) = Frame::around(acting, "personen", speech, here);
    Ok(PeoplePage { page, frame, shown, members, invitations, form })
}

fn invite_form(town: &Town, acting: &Acting, fields: &Fields, speech: &Speech) -> Form {
    let role = if fields.has("role") { fields.text("role") } else { MemberRole::Editor.code() };
    let mut questions = vec![
        Field::typed(speech, "invite", "mail", "email", "off", fields.text("mail")).required(),
        role_question(speech, "invite", role),
        Field::line(speech, "invite", "office", fields.text("office")).up_to(300),
    ];
    if town.mail_is_configured() {
        questions.push(Field::area(speech, "invite", "message", 3, fields.text("message")));
        let chosen = [if fields.has("handing") { fields.text("handing") } else { "mail" }];
        let ways = [("mail", "invite-by-mail"), ("hand", "invite-by-hand")];
        let ways = ways.map(|(code, key)| Choice::new(code, speech.say(key), &chosen)).into();
        questions.push(Field::new(speech, "invite", "handing", Input::One(ways)));
    }
    let action = format!("/verwaltung/{}/personen", acting.organisation.handle);
    Form::new(action, speech.say("invite-button"), questions).with_hidden("act", "invite")
}

impl Member {
    fn of(member: &staff::Member, handle: &str, now: Time, speech: &Speech) -> Self {
        let staff::Member { person, membership, .. } = member;
        Self {
            address: format!("/verwaltung/{handle}/personen/{}", person.id),
            name: person.name.clone(),
            mail: person.mail.clone(),
            role: membership.role.label(speech.language()),
            office: membership.office.clone(),
            seen: seen(member, now),
            is_disabled: person.access == Access::Disabled,
        }
    }
}

/// Whether somebody was here lately: enough to find accounts that nobody uses, and no record of anybody's hours.
pub fn seen(member: &staff::Member, now: Time) -> &'static str {
    match member.seen {
        Some(seen) if now.millis() - seen.millis() < LATELY => "people-seen-lately",
        Some(_) => "people-seen-long-ago",
        None => "people-seen-never",
    }
}
