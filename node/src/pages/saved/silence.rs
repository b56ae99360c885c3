//! `/abbestellen/{ticket}`: the end of all mails about saved searches, for whoever got the address in one of them: people, and mail programs with
//! one press (RFC 8058).

use axum::extract::{Path, State};
use axum::response::Response;

use super::super::Speech;
use super::super::form_page::FormPage;
use crate::failure::Failure;
use crate::forms::Form;
use crate::here::Here;
use crate::operations::saved;
use crate::town::Town;

/// `GET /abbestellen/{ticket}`: asks first, since programs that look for viruses open every link in a mail.
pub async fn ask(speech: Speech, here: Here, Path(ticket): Path<String>) -> Result<Response, Failure> {
    let form = Form::new(format!("/abbestellen/{ticket}"), speech.say("silence-button"), Vec::new());
    let page = FormPage::new(&speech, &here, speech.say("silence")).within("/mein-bereich");
    page.saying(speech.say("silence-lead")).asking(form).answer()
}

/// `POST /abbestellen/{ticket}`
pub async fn end(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    saved::silence(&town, &ticket).await?;
    let page = FormPage::new(&speech, &here, speech.say("silence-done")).within("/mein-bereich");
    page.saying(speech.say("silence-done-lead")).answer()
}
