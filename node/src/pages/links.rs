//! `/anmelden/link`, `/anmelden/{ticket}`: coming in by a link.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::form_page::FormPage;
use super::sign_in::{self, Onward, ResumePage, Ways, refused};
use super::{Speech, answer, done, door};
use crate::failure::Failure;
use crate::forms::{Fields, Form, Problems};
use crate::here::Here;
use crate::operations::link::{self, CameIn, Password};
use crate::town::Town;

/// `GET /anmelden/link`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(onward): Query<Onward>,
) -> Result<Response, Failure> {
    let fields = Fields::of([("weiter".to_owned(), onward.weiter)]);
    page(&town, &fields, &Problems::default(), &speech, &here).await?.answer()
}

/// `POST /anmelden/link`: the answer says nothing about whether the mailbox is somebody's.
pub async fn ask(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    door::Source { source, .. }: door::Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let Some(at) = here.organisation.clone().filter(|_| town.mail_is_configured()) else {
        return Ok(Redirect::to("/anmelden/link").into_response());
    };
    let (mail, onward) = (fields.text("mailbox").to_owned(), onward(&fields));
    match link::ask(&town, link::Wish { mail, onward, source, at }).await {
        Ok(()) if fields.raw("inhalt").is_empty() => Ok(done("/anmelden/link", "link-asked")),
        Ok(()) => answer(&ResumePage::of("resume-by-link", &fields, &speech, &here)?, &speech),
        Err(failure) => {
            let refusal = failure.refusal().clone();
            let problems = Problems::about(&failure, "mailbox")?;
            let page = page(&town, &fields, &problems, &speech, &here).await?;
            Ok(refused(page.answer()?, &refusal))
        }
    }
}

/// `GET /anmelden/{ticket}`: asks before the link is used up, since programs open links too.
pub async fn look(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let person = link::owner(&town, &ticket).await?;
    let form = Form::new(format!("/anmelden/{ticket}"), speech.say("sign-in-now"), Vec::new());
    let page = FormPage::new(&speech, &here, speech.say("sign-in")).within("/anmelden");
    page.saying(speech.tell("sign-in-as", &[("name", &person.name)])).asking(form).answer()
}

/// `POST /anmelden/{ticket}`
pub async fn come_in(
    State(town): State<Town>,
    here: Here,
    door::Source { device, .. }: door::Source,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let at = here.organisation.as_ref().map(|organisation| &organisation.iri);
    let CameIn { begun, onward, password } = link::come_in(&town, &ticket, &device, at).await?;
    let act = match password {
        Password::Ended => "mailbox-proven",
        Password::Kept => "came-by-link",
        Password::None if town.mail_is_configured() => "came-without-password",
        Password::None => "password-needed",
    };
    let usual = if act == "came-without-password" { "/mein-bereich" } else { "/konto" };
    let onward = if onward.is_empty() { usual } else { sign_in::local(&onward) };
    sign_in::let_in(done(onward, act), &begun.secret, &here)
}

/// Where to go afterwards. What was typed rides along in the page that asked, so there the link leads nowhere in particular.
fn onward(fields: &Fields) -> String {
    let onward = fields.text("weiter");
    let is_somewhere = !onward.is_empty() && fields.raw("inhalt").is_empty();
    if is_somewhere { sign_in::local(onward).to_owned() } else { String::new() }
}

async fn page(
    town: &Town,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<FormPage, Failure> {
    let page = FormPage::new(speech, here, speech.say("sign-in-link")).within("/anmelden");
    Ok(match Ways::of(town, fields, speech, here).await?.link {
        Some(form) => {
            page.saying(speech.say("sign-in-link-lead")).asking(form.with_problems(problems, speech))
        }
        None => page.saying(speech.say("sign-in-link-by-hand")),
    })
}
