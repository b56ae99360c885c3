//! `/anmelden`, `/abmelden`: coming in and leaving.

mod ways;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;
use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

pub use self::ways::Ways;
use super::{Layout, Listing, Speech, answer, door};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::session;
use crate::town::Town;
use crate::visitor::SignedIn;

/// How long a browser keeps the cookie, in seconds; the session itself may end earlier.
const KEPT: i64 = 90 * 24 * 3_600;

/// What must not lie in a page, not even in a hidden field.
const SECRETS: [&str; 3] = ["password", "old", "repeat"];

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Onward {
    /// A path of this node.
    pub weiter: String,
}

/// The page to sign in.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    page: Layout,
    form: Form,
    ways: Ways,
    is_interrupted: bool,
}

/// The page that sends what was typed before the sign-in on to where it was meant to go.
#[derive(Template)]
#[template(path = "resume.html")]
pub struct ResumePage {
    page: Layout,
    lead: String,
    button: String,
    action: String,
    typed: Vec<(String, String)>,
}

impl SignInPage {
    fn of(fields: &Fields, problems: &Problems, speech: &Speech, here: &Here, ways: Ways) -> Self {
        let page = Layout::new(speech.clone(), here, speech.say("sign-in"));
        let form = form(fields, speech).with_problems(problems, speech);
        let is_interrupted = !fields.raw("inhalt").is_empty();
        Self {
            page: Layout { listing: Listing::Unlisted, section: "/anmelden", ..page },
            form,
            ways,
            is_interrupted,
        }
    }
}

impl ResumePage {
    /// With what was typed, and the words under this key: `{key}`, `..-lead`, `..-button`.
    pub fn of(key: &str, fields: &Fields, speech: &Speech, here: &Here) -> Result<Self, Refusal> {
        let typed = Fields::parse(fields.raw("inhalt").as_bytes())?;
        let typed = typed.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Self {
            page: Layout::new(speech.clone(), here, speech.say(key)),
            lead: speech.say(&format!("{key}-lead")),
            button: speech.say(&format!("{key}-button")),
            action: local(fields.text("weiter")).to_owned(),
            typed,
        })
    }
}

/// Mailbox and password, and what rides along to be done afterwards.
pub fn form(fields: &Fields, speech: &Speech) -> Form {
    let questions = vec![
        Field::typed(speech, "sign-in", "mail", "email", "username", fields.text("mail")),
        Field::typed(speech, "sign-in", "password", "password", "current-password", ""),
    ];
    Form::new("/anmelden", speech.say("sign-in"), questions)
        .with_hidden("weiter", fields.text("weiter"))
        .with_hidden("inhalt", fields.raw("inhalt"))
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
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Query(onward): Query<Onward>,
) -> Result<Response, Failure> {
    if here.visitor.person().is_some() {
        return Ok(Redirect::to(local(&onward.weiter)).into_response());
    }
    let fields = Fields::of([("weiter".to_owned(), onward.weiter)]);
    let ways = Ways::of(&town, &fields, &speech, &here).await?;
    answer(&SignInPage::of(&fields, &Problems::default(), &speech, &here, ways), &speech)
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
        Ok(begun) => welcome(&begun.secret, &fields, &speech, &here),
        Err(failure) => again(&town, failure, &fields, &speech, &here).await,
    }
}

/// The form again, with what was wrong, and never with the password.
async fn again(
    town: &Town,
    failure: Failure,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let refusal = failure.refusal().clone();
    if refusal.status() >= 500 {
        return Err(failure);
    }
    let mut problems = Problems::default();
    problems.add("", refusal.clone());
    let ways = Ways::of(town, fields, speech, here).await?;
    let response = answer(&SignInPage::of(fields, &problems, speech, here, ways), speech)?;
    Ok(refused(response, &refusal))
}

/// A page with the status of a refusal, and with the time to wait where waiting can cure it.
pub fn refused(mut response: Response, refusal: &Refusal) -> Response {
    *response.status_mut() =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Onward, with the cookie; over a page that holds what was typed before, if something was.
pub fn welcome(secret: &str, fields: &Fields, speech: &Speech, here: &Here) -> Result<Response, Failure> {
    let response = if fields.raw("inhalt").is_empty() {
        Redirect::to(local(fields.text("weiter"))).into_response()
    } else {
        answer(&ResumePage::of("resume", fields, speech, here)?, speech)?
    };
    let_in(response, secret, here)
}

/// An answer with the cookie of a session that has just begun.
pub fn let_in(mut response: Response, secret: &str, here: &Here) -> Result<Response, Failure> {
    response.headers_mut().append(header::SET_COOKIE, baked(secret, KEPT, here)?);
    Ok(response)
}

/// An answer that takes the cookie back.
pub fn let_out(mut response: Response, here: &Here) -> Result<Response, Failure> {
    response.headers_mut().append(header::SET_COOKIE, baked("", 0, here)?);
    Ok(response)
}

fn baked(secret: &str, seconds: i64, here: &Here) -> Result<HeaderValue, Refusal> {
    let is_secure = here.organisation.as_ref().is_some_and(|one| one.iri.as_str().starts_with("https:"));
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie =
        format!("{}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", door::COOKIE);
    HeaderValue::try_from(cookie).map_err(|_| Refusal::FAILED)
}

/// The sign-in in the middle of something: what was typed rides along, but for passwords.
pub async fn interrupted(town: &Town, speech: &Speech, here: &Here, back: &str, typed: &str) -> Response {
    let pairs = url::form_urlencoded::parse(typed.as_bytes());
    let kept = pairs.filter(|(name, _)| !SECRETS.contains(&name.as_ref()));
    let typed = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    let fields = Fields::of([("weiter".to_owned(), back.to_owned()), ("inhalt".to_owned(), typed)]);
    let page = match Ways::of(town, &fields, speech, here).await {
        Ok(ways) => answer(&SignInPage::of(&fields, &Problems::default(), speech, here, ways), speech),
        Err(failure) => Err(failure),
    };
    let mut response = page.unwrap_or_else(IntoResponse::into_response);
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response
}

/// `POST /abmelden`
pub async fn sign_out(
    State(town): State<Town>,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    session::end(&town, &person, &person.session.id).await?;
    let onward = if fields.has("weiter") { local(fields.text("weiter")) } else { "/" };
    let_out(Redirect::to(onward).into_response(), &here)
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
