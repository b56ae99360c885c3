//! `/anmelden`, `/abmelden`: coming in and leaving.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{Layout, Listing, Speech, answer, door};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::session;
use crate::town::Town;
use crate::visitor::SignedIn;

/// How long a browser keeps the cookie, in seconds; the session itself may end earlier.
const KEPT: i64 = 90 * 24 * 3_600;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Onward {
    weiter: String,
}

/// The page to sign in.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    page: Layout,
    form: Form,
    is_interrupted: bool,
}

/// The page that sends what was typed before the sign-in on to where it was meant to go.
#[derive(Template)]
#[template(path = "resume.html")]
pub struct ResumePage {
    page: Layout,
    action: String,
    typed: Vec<(String, String)>,
}

impl SignInPage {
    fn of(fields: &Fields, problems: &Problems, speech: &Speech, here: &Here) -> Self {
        let page = Layout::new(speech.clone(), here, speech.say("sign-in"));
        let questions = vec![
            Field::typed(speech, "sign-in", "mail", "email", "username", fields.text("mail")),
            Field::typed(speech, "sign-in", "password", "password", "current-password", ""),
        ];
        let form = Form::new("/anmelden", speech.say("sign-in"), questions)
            .with_hidden("weiter", fields.text("weiter"))
            .with_hidden("inhalt", fields.raw("inhalt"))
            .with_problems(problems, speech);
        let is_interrupted = !fields.raw("inhalt").is_empty();
        Self {
            page: Layout { listing: Listing::Unlisted, section: "/anmelden", ..page },
            form,
            is_interrupted,
        }
    }
}

/// The address of the sign-in that leads back here afterwards.
pub fn address(back: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("/anmelden?{}", query.append_pair("weiter", back).finish())
}

/// A path of this node, whatever was asked for: a link to the sign-in must not lead elsewhere.
pub fn local(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/mein-bereich" }
}

/// `GET /anmelden`
pub async fn show(speech: Speech, here: Here, Query(onward): Query<Onward>) -> Result<Response, Failure> {
    if here.visitor.person().is_some() {
        return Ok(Redirect::to(local(&onward.weiter)).into_response());
    }
    let fields = Fields::of([("weiter".to_owned(), onward.weiter)]);
    answer(&SignInPage::of(&fields, &Problems::default(), &speech, &here), &speech)
}

/// `POST /anmelden`
pub async fn sign_in(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    door::Source { source, device }: door::Source,
    fields: Fields,
) -> Result<Response, Failure> {
    let at = here.organisation.as_ref().map(|organisation| organisation.iri.clone());
    let (mail, password) = (fields.text("mail"), fields.raw("password"));
    match session::sign_in(&town, mail, password, &device, &source, at.as_ref()).await {
        Ok(begun) => Ok(welcome(&begun.secret, &fields, &speech, &here)?),
        Err(failure) => again(failure, &fields, &speech, &here),
    }
}

/// The form again, with what was wrong, and never with the password.
fn again(failure: Failure, fields: &Fields, speech: &Speech, here: &Here) -> Result<Response, Failure> {
    let refusal = failure.refusal().clone();
    if refusal.status() >= 500 {
        return Err(failure);
    }
    let mut problems = Problems::default();
    problems.add("", refusal.clone());
    let mut response = answer(&SignInPage::of(fields, &problems, speech, here), speech)?;
    *response.status_mut() =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// Onward, with the cookie; over a page that holds what was typed before, if something was.
pub fn welcome(secret: &str, fields: &Fields, speech: &Speech, here: &Here) -> Result<Response, Failure> {
    let onward = local(fields.text("weiter"));
    let mut response = if fields.raw("inhalt").is_empty() {
        Redirect::to(onward).into_response()
    } else {
        let typed = Fields::parse(fields.raw("inhalt").as_bytes())?;
        let typed = typed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let page = Layout::new(speech.clone(), here, speech.say("resume"));
        answer(&ResumePage { page, action: onward.to_owned(), typed }, speech)?
    };
    response.headers_mut().append(header::SET_COOKIE, baked(secret, KEPT, here)?);
    Ok(response)
}

fn baked(secret: &str, seconds: i64, here: &Here) -> Result<HeaderValue, Refusal> {
    let is_secure = here.organisation.as_ref().is_some_and(|one| one.iri.as_str().starts_with("https:"));
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie =
        format!("{}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", door::COOKIE);
    HeaderValue::try_from(cookie).map_err(|_| Refusal::FAILED)
}

/// The sign-in in the middle of something: what was typed rides along.
pub fn interrupted(speech: &Speech, here: &Here, back: &str, typed: &str) -> Response {
    let fields =
        Fields::of([("weiter".to_owned(), back.to_owned()), ("inhalt".to_owned(), typed.to_owned())]);
    let page = answer(&SignInPage::of(&fields, &Problems::default(), speech, here), speech);
    let mut response = page.unwrap_or_else(IntoResponse::into_response);
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response
}

/// `POST /abmelden`
pub async fn sign_out(
    State(town): State<Town>,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    session::end(&town, &person, &person.session.id).await?;
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().append(header::SET_COOKIE, baked("", 0, &here)?);
    Ok(response)
}

/// `POST /konto/fuer`: from now on for another organisation.
pub async fn turn(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    session::turn_to(&town, &person, fields.text("organisation")).await?;
    Ok(Redirect::to(local(fields.text("weiter"))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere_by_a_link_to_the_sign_in() {
        for elsewhere in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/\tx",
            "",
            "javascript:alert(1)",
            "evil",
        ] {
            assert_eq!(local(elsewhere), "/mein-bereich", "{elsewhere}");
        }
        assert_eq!(local("/entwuerfe/1?a=b"), "/entwuerfe/1?a=b");
    }
}
