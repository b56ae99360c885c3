//! `/einrichten/{ticket}`: the first who comes with the link says who they are, and runs the node from then on.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;
use http::{HeaderMap, HeaderValue, header};

use super::Frame;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::mail::Mailbox;
use crate::operations::setting_up::{self, Newcomer, SetUp, Step};
use crate::pages::door::Source;
use crate::pages::{Layout, Speech, again, answer, sign_in};
use crate::passwords;
use crate::town::Town;

/// The page of the person.
#[derive(Template)]
#[template(path = "setting_up/person.html")]
struct PersonPage {
    page: Layout,
    frame: Frame,
    form: Form,
}

impl PersonPage {
    fn of(ticket: &str, fields: &Fields, problems: &Problems, speech: &Speech, here: &Here) -> Self {
        let (page, frame) = Frame::around(None, None, speech, here);
        let typed = |name, kind, autocomplete, value| {
            Field::typed(speech, "set-up-person", name, kind, autocomplete, value).required()
        };
        let questions = vec![
            typed("name", "text", "name", fields.text("name")),
            typed("mail", "email", "username", fields.text("mail")),
            typed("password", "password", "new-password", ""),
            typed("again", "password", "new-password", ""),
        ];
        let form = Form::new(format!("/einrichten/{ticket}"), speech.say("set-up-onward"), questions);
        Self { page, frame, form: form.with_problems(problems, speech) }
    }
}

/// Somebody has come already: on to where it was left, which is for that person. Nothing where the set-up is closed.
async fn elsewhere(town: &Town) -> Result<Option<Response>, Failure> {
    match setting_up::standing(town).await? {
        SetUp::Waiting => Ok(None),
        SetUp::Begun(_) => Ok(Some(Redirect::to("/einrichten").into_response())),
        SetUp::Closed => Err(Refusal::NoSuchPage {}.into()),
    }
}

/// `GET /einrichten/{ticket}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    if let Some(elsewhere) = elsewhere(&town).await? {
        return Ok(elsewhere);
    }
    setting_up::opens(&town, &ticket).await?;
    answer(&PersonPage::of(&ticket, &Fields::default(), &Problems::default(), &speech, &here), &speech)
}

/// `POST /einrichten/{ticket}`
pub async fn begin(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Source { device, .. }: Source,
    Path(ticket): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(elsewhere) = elsewhere(&town).await? {
        return Ok(elsewhere);
    }
    let newcomer = Newcomer {
        name: fields.text("name").to_owned(),
        mail: fields.text("mail").to_owned(),
        password: fields.raw("password").to_owned(),
        language: speech.language(),
        device,
    };
    let problems = checked(&newcomer, &fields);
    if !problems.is_empty() {
        // Without the link nobody is told even what is wrong.
        setting_up::opens(&town, &ticket).await?;
        return again(&PersonPage::of(&ticket, &fields, &problems, &speech, &here), &speech);
    }
    match setting_up::begin(&town, &ticket, &newcomer).await {
        Ok(begun) => {
            let onward = Fields::of([("weiter".to_owned(), Step::Organisation.path().to_owned())]);
            let welcome = sign_in::welcome(&begun.secret, &onward, &speech, &here)?;
            Ok(if came_encrypted(&headers) { kept_encrypted(welcome) } else { welcome })
        }
        Err(failure) if failure.refusal().status() == 422 => {
            let problems = Problems::of(failure.refusal().clone());
            again(&PersonPage::of(&ticket, &fields, &problems, &speech, &here), &speech)
        }
        Err(failure) => Err(failure),
    }
}

/// Whether the form was sent from a page that came over TLS. What the node itself is called, which says so elsewhere, is not known yet.
fn came_encrypted(headers: &HeaderMap) -> bool {
    headers.get(header::ORIGIN).is_some_and(|origin| origin.as_bytes().starts_with(b"https://"))
}

/// The same answer, with a cookie that never goes over the net in the open.
fn kept_encrypted(mut response: Response) -> Response {
    let cookie = response.headers().get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
    let secure = cookie.and_then(|cookie| HeaderValue::try_from(format!("{cookie}; Secure")).ok());
    if let Some(secure) = secure {
        response.headers_mut().insert(header::SET_COOKIE, secure);
    }
    response
}

/// All that is wrong at once, so that nobody has to come back for each.
fn checked(newcomer: &Newcomer, fields: &Fields) -> Problems {
    let mut problems = Problems::default();
    if newcomer.name.is_empty() {
        problems.add("name", Refusal::Missing { field: "name" });
    }
    problems.check("mail", Mailbox::parse(&newcomer.mail));
    problems.check("password", passwords::check(&newcomer.password));
    if newcomer.password != fields.raw("again") {
        problems.add("again", Refusal::PasswordsDiffer {});
    }
    problems
}
