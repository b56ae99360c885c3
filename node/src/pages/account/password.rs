//! `/konto/passwort`: a new password.

use axum::extract::State;
use axum::response::Response;

use super::super::form_page::FormPage;
use super::super::newcomer::check_passwords;
use super::super::sign_in::refused;
use super::super::{Speech, done, door};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Problems};
use crate::here::Here;
use crate::operations::account;
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// `GET /konto/passwort`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    page(&town, &person, &Problems::default(), &speech, &here).answer()
}

/// `POST /konto/passwort`
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    door::Source { source, .. }: door::Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let (old, new) = (fields.raw("old"), fields.raw("password"));
    let mut problems = Problems::default();
    if new.is_empty() {
        problems.add("password", commons::Refusal::Missing { field: "password" });
    }
    check_passwords(&mut problems, new, fields.raw("repeat"));
    if !problems.is_empty() {
        return page(&town, &person, &problems, &speech, &here).answer();
    }
    match account::change_password(&town, &person, old, new, &source).await {
        Ok(()) => Ok(done("/konto", "password-changed")),
        Err(failure) => {
            let problems = Problems::about(&failure, "old")?;
            Ok(refused(page(&town, &person, &problems, &speech, &here).answer()?, failure.refusal()))
        }
    }
}

fn page(town: &Town, person: &Person, problems: &Problems, speech: &Speech, here: &Here) -> FormPage {
    let question = |name: &str, autocomplete: &'static str| {
        Field::typed(speech, "password", name, "password", autocomplete, "").required()
    };
    let mut questions = Vec::new();
    if account::is_asked_for_the_old(person, town.clock.now()) {
        questions.push(question("old", "current-password"));
    }
    questions.extend([question("password", "new-password"), question("repeat", "new-password")]);
    let form = Form::new("/konto/passwort", speech.say("save"), questions).with_problems(problems, speech);
    FormPage::new(speech, here, speech.say("password")).saying(speech.say("password-lead")).asking(form)
}
