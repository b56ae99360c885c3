//! `/konto`: what people decide about themselves.

pub mod parting;
pub mod password;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use commons::{Language, Refusal};
use store::sessions::SessionRow;

use super::{Layout, Listing, Speech, again, answer, done, sign_in};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::{account, session};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// The account.
#[derive(Template)]
#[template(path = "account/overview.html")]
struct AccountPage {
    page: Layout,
    mail: String,
    form: Form,
    password: &'static str,
    organisations: Vec<Organisation>,
    sessions: Vec<Session>,
}

/// An organisation for which this person acts.
struct Organisation {
    handle: String,
    name: String,
    role: &'static str,
    office: String,
    is_present: bool,
}

/// Where this person is signed in.
struct Session {
    id: String,
    device: String,
    since: String,
    seen: String,
    is_this: bool,
}

/// `GET /konto`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let fields = Fields::of([
        ("name".to_owned(), person.row.name.clone()),
        ("language".to_owned(), person.row.language.tag().to_owned()),
    ]);
    answer(&page(&town, &person, &fields, &Problems::default(), &speech, &here).await?, &speech)
}

/// `POST /konto`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    match fields.text("act") {
        "rename" => rename(&town, &person, &fields, &speech, &here).await,
        "end" => {
            let id = fields.text("session");
            session::end(&town, &person, id).await?;
            after_ending(if id == person.session.id { Left::Here } else { Left::Elsewhere }, &here)
        }
        "end-others" => {
            session::end_others(&town, &person).await?;
            after_ending(Left::Elsewhere, &here)
        }
        "end-all" => {
            session::end_all(&town, &person).await?;
            after_ending(Left::Here, &here)
        }
        _ => Err(Refusal::BadParameter { name: "act" }.into()),
    }
}

/// Whether the session in which somebody asks is one of those that ended.
enum Left {
    Here,
    Elsewhere,
}

fn after_ending(left: Left, here: &Here) -> Result<Response, Failure> {
    match left {
        Left::Here => sign_in::let_out(Redirect::to("/anmelden").into_response(), here),
        Left::Elsewhere => Ok(done("/konto", "session-ended")),
    }
}

async fn rename(
    town: &Town,
    person: &Person,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let language = language(fields.text("language"));
    match account::rename(town, person, fields.text("name"), language).await {
        // The page speaks the language that was chosen from now on; so does the cookie.
        Ok(()) => Ok(done(&format!("/konto?lang={}", language.tag()), "saved")),
        Err(failure) => {
            let problems = Problems::about(&failure, "name")?;
            again(&page(town, person, fields, &problems, speech, here).await?, speech)
        }
    }
}

fn language(tag: &str) -> Language {
    Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default()
}

async fn page(
    town: &Town,
    person: &Person,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<AccountPage, Failure> {
    let page = Layout::new(speech.clone(), here, speech.say("account"));
    let page = Layout { listing: Listing::Unlisted, section: "/konto", ..page };
    let rows = session::sessions(town, person).await?;
    Ok(AccountPage {
        page,
        mail: person.row.mail.clone(),
        form: name_form(fields, speech).with_problems(problems, speech),
        password: match (&person.row.password, town.mail_is_configured()) {
            (Some(_), _) => "account-password-is-set",
            (None, true) => "account-password-not-needed",
            (None, false) => "account-password-needed",
        },
        organisations: organisations(person, speech),
        sessions: rows.iter().map(|row| Session::of(row, person, speech)).collect(),
    })
}

fn name_form(fields: &Fields, speech: &Speech) -> Form {
    let chosen = [fields.text("language")];
    let languages = [(Language::German, "Deutsch"), (Language::English, "English")];
    let languages = languages.map(|(language, name)| Choice::new(language.tag(), name, &chosen)).into();
    let questions = vec![
        Field::typed(speech, "account", "name", "text", "name", fields.text("name")).required(),
        Field::new(speech, "account", "language", Input::One(languages)),
    ];
    Form::new("/konto", speech.say("save"), questions).with_hidden("act", "rename")
}

fn organisations(person: &Person, speech: &Speech) -> Vec<Organisation> {
    let present = person.present().map(|one| &one.organisation.iri);
    let organisation = |one: &crate::visitor::Membership| Organisation {
        handle: one.organisation.handle.clone(),
        name: one.organisation.name.clone(),
        role: one.role.label(speech.language()),
        office: one.office.clone(),
        is_present: present == Some(&one.organisation.iri),
    };
    person.memberships.iter().map(organisation).collect()
}

impl Session {
    fn of(row: &SessionRow, person: &Person, speech: &Speech) -> Self {
        let known = !row.device.is_empty();
        Self {
            id: row.id.clone(),
            device: if known { row.device.clone() } else { speech.say("account-device-unknown") },
            since: speech.date(row.created),
            seen: speech.date(row.seen),
            is_this: row.id == person.session.id,
        }
    }
}
