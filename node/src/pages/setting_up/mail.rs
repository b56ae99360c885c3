//! `/einrichten/mail`: a mail is tried, where a mail server is configured.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{Frame, onward, reached};
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::setting_up::Step;
use crate::pages::operator::mail::{MailPart, Tried, try_out};
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page of the mail.
#[derive(Template)]
#[template(path = "setting_up/mail.html")]
struct MailPage {
    page: Layout,
    frame: Frame,
    part: MailPart,
}

/// `GET /einrichten/mail`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let reached = match reached(&town, Step::Mail).await? {
        Ok(reached) => reached,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (page, frame) = Frame::around(Some(Step::Mail), Some(reached), &speech, &here);
    let part = MailPart::of(&town, &person.row.mail, None);
    answer(&MailPage { page, frame, part }, &speech)
}

/// `POST /einrichten/mail`: sends a test where that was asked for, else goes on.
pub async fn send(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    let reached = match reached(&town, Step::Mail).await? {
        Ok(reached) => reached,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if !fields.has("try") {
        return onward(&town, Step::Connect).await;
    }
    let (page, frame) = Frame::around(Some(Step::Mail), Some(reached), &speech, &here);
    let tried = try_out(&town, &person.row.mail, &speech).await;
    let part = MailPart::of(&town, &person.row.mail, Some(tried));
    answer(&MailPage { page, frame, part }, &speech)
}
