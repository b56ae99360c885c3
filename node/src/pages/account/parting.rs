//! `/konto/verlassen/{handle}`, `/konto/loeschen`: leaving an organisation, and going for good. Each asks once more.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;

use super::super::form_page::FormPage;
use super::super::sign_in::{let_out, refused};
use super::super::{Speech, done, door};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::{account, session};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// `GET /konto/verlassen/{handle}`
pub async fn ask_to_leave(
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    leave_page(&person, &handle, &Problems::default(), &speech, &here)?.answer()
}

/// `POST /konto/verlassen/{handle}`
pub async fn leave(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    match account::leave(&town, &person, &handle).await {
        Ok(()) => Ok(done("/konto", "left")),
        Err(failure) => {
            let problems = Problems::about(&failure, "")?;
            let page = leave_page(&person, &handle, &problems, &speech, &here)?;
            Ok(refused(page.answer()?, failure.refusal()))
        }
    }
}

/// `GET /konto/loeschen`
pub async fn ask_to_erase(
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    erase_page(&person, &Problems::default(), &speech, &here).answer()
}

/// `POST /konto/loeschen`
pub async fn erase(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    door::Source { source, .. }: door::Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let erased = if fields.has("sure") {
        erase_if_it_is_them(&town, &person, fields.raw("password"), &source).await
    } else {
        Err(Refusal::NotConfirmed {}.into())
    };
    match erased {
        Ok(()) => let_out(Redirect::to("/?getan=erased").into_response(), &here),
        Err(failure) => {
            let field = match failure.refusal() {
                Refusal::NotConfirmed {} => "sure",
                Refusal::OldPasswordWrong {} => "password",
                _ => "",
            };
            let problems = Problems::about(&failure, field)?;
            Ok(refused(erase_page(&person, &problems, &speech, &here).answer()?, failure.refusal()))
        }
    }
}

/// A desk that was left alone must not cost anybody their account.
async fn erase_if_it_is_them(
    town: &Town,
    person: &Person,
    password: &str,
    source: &str,
) -> Result<(), Failure> {
    if person.row.password.is_some() {
        session::ask_again(town, person, password, source).await?;
    }
    account::erase(town, person).await
}

fn leave_page(
    person: &Person,
    handle: &str,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<FormPage, Refusal> {
    let membership = person.memberships.iter().find(|one| one.organisation.handle == handle);
    let organisation = &membership.ok_or(Refusal::NoSuchOrganisation {})?.organisation.name;
    let form = Form::new(format!("/konto/verlassen/{handle}"), speech.say("leave-button"), Vec::new());
    let title = speech.tell("leave", &[("organisation", organisation)]);
    let page = FormPage::new(speech, here, title).saying(speech.say("leave-lead"));
    Ok(page.asking(form.with_problems(problems, speech)))
}

fn erase_page(person: &Person, problems: &Problems, speech: &Speech, here: &Here) -> FormPage {
    let yes = Choice::new("yes", speech.say("erase-yes"), &[]);
    let mut questions = vec![Field::new(speech, "erase", "sure", Input::Many(vec![yes]))];
    if person.row.password.is_some() {
        questions
            .push(Field::typed(speech, "erase", "password", "password", "current-password", "").required());
    }
    let form = Form::new("/konto/loeschen", speech.say("erase-button"), questions);
    FormPage::new(speech, here, speech.say("erase"))
        .saying(speech.say("erase-lead"))
        .saying(speech.say("erase-what-stays"))
        .asking(form.with_problems(problems, speech))
}
