//! `/registrieren`: whoever has a mailbox of a listed domain becomes a reader. Where no domain is listed there is no such page.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;

use super::form_page::FormPage;
use super::sign_in::{self, refused};
use super::{Speech, done, door, newcomer};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Problems};
use crate::here::Here;
use crate::operations::enrol;
use crate::town::Town;

/// `GET /registrieren`
pub async fn show(State(town): State<Town>, speech: Speech, here: Here) -> Result<Response, Failure> {
    page(&town, &Fields::default(), &Problems::default(), &speech, &here).await
}

/// `POST /registrieren`: the answer says nothing about whether the mailbox is somebody's.
pub async fn ask(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    door::Source { source, .. }: door::Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let at = here.organisation.clone().ok_or(Refusal::NoSuchPage {})?;
    let (mail, language) = (fields.text("mailbox").to_owned(), speech.language());
    match enrol::ask(&town, enrol::Wish { mail, source, at, language }).await {
        Ok(()) => Ok(done("/registrieren", "registration-asked")),
        Err(failure) if failure.refusal().status() == 404 => Err(failure),
        Err(failure) => {
            let problems = Problems::about(&failure, "mailbox")?;
            Ok(refused(page(&town, &fields, &problems, &speech, &here).await?, failure.refusal()))
        }
    }
}

/// `GET /registrieren/{ticket}`: asks before the link is used up, since programs open links too.
pub async fn look(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    opened(&town, &ticket, &Fields::default(), &Problems::default(), &speech, &here).await
}

/// `POST /registrieren/{ticket}`
pub async fn finish(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    door::Source { device, .. }: door::Source,
    Path(ticket): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let begun = if enrol::enrolment(&town, &ticket).await?.person.is_some() {
        enrol::finish(&town, &ticket, &device).await?
    } else {
        match newcomer::parse(&town, &fields, &speech).await? {
            Ok(newcomer) => enrol::finish_anew(&town, &ticket, newcomer, &device).await?,
            Err(problems) => return opened(&town, &ticket, &fields, &problems, &speech, &here).await,
        }
    };
    sign_in::let_in(Redirect::to("/willkommen").into_response(), &begun.secret, &here)
}

async fn page(
    town: &Town,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let domains = enrol::domains(town, here.organisation.as_deref()).await?;
    if domains.is_empty() {
        return Err(Refusal::NoSuchPage {}.into());
    }
    let mailbox =
        Field::typed(speech, "register", "mailbox", "email", "email", fields.text("mailbox")).required();
    let form = Form::new("/registrieren", speech.say("register-button"), vec![mailbox])
        .with_problems(problems, speech);
    let domains = domains.iter().map(|domain| format!("@{domain}")).collect::<Vec<_>>().join(", ");
    FormPage::new(speech, here, speech.say("register"))
        .within("/anmelden")
        .saying(speech.say("register-lead"))
        .saying(speech.tell("register-domains", &[("domains", &domains)]))
        .asking(form)
        .answer()
}

async fn opened(
    town: &Town,
    ticket: &str,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let enrolment = enrol::enrolment(town, ticket).await?;
    let (action, organisation) = (format!("/registrieren/{ticket}"), enrolment.organisation.name.as_str());
    let page = FormPage::new(speech, here, speech.say("register")).within("/anmelden");
    let page = match enrolment.person {
        Some(person) => {
            let blanks = [("name", person.name.as_str()), ("organisation", organisation)];
            let form = Form::new(action, speech.say("sign-in-now"), Vec::new());
            page.saying(speech.tell("register-known", &blanks)).asking(form)
        }
        None => {
            let blanks = [("mail", enrolment.mail.as_str()), ("organisation", organisation)];
            let form = newcomer::form(&action, "register-finish", town, fields, speech);
            page.saying(speech.tell("register-new", &blanks)).asking(form.with_problems(problems, speech))
        }
    };
    page.answer()
}
