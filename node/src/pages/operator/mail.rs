//! `/betrieb/mail`: whether mails go out, tried with one to oneself.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::EntryId;

use super::Frame;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::here::Here;
use crate::mail::{Mail, MailFailure, Mailbox};
use crate::pages::{Layout, Speech, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// What came of a test.
pub enum Tried {
    /// The mail server took it.
    Sent {
        /// What to do now.
        words: String,
    },
    /// It did not.
    Failed {
        /// What happened.
        sentence: String,
        /// What to do about it.
        hint: String,
    },
}

/// Whether mails go out, to whom a test goes, and what came of one.
pub struct MailPart {
    /// Whether a mail server is configured.
    pub is_configured: bool,
    /// The mailbox of whoever asks.
    pub mail: String,
    /// What came of a test just now.
    pub tried: Option<Tried>,
}

impl MailPart {
    /// How it stands with mail.
    pub fn of(hall: &Hall, mail: &str, tried: Option<Tried>) -> Self {
        Self { is_configured: hall.mail_is_configured(), mail: mail.to_owned(), tried }
    }
}

/// Sends a test to this mailbox at once.
pub async fn try_out(hall: &Hall, mail: &str, speech: &Speech) -> Tried {
    let server = hall.mailer.as_ref().map(ToString::to_string).unwrap_or_default();
    match send_to(hall, mail, speech).await {
        Ok(()) => {
            let words = speech.tell("mail-test-sent", &[("server", server.as_str()), ("recipient", mail)]);
            Tried::Sent { words: format!("{words} {}", speech.say("mail-test-sent-hint")) }
        }
        Err(failure) => Tried::Failed { sentence: failure.sentence(speech), hint: failure.hint(speech) },
    }
}

async fn send_to(hall: &Hall, mail: &str, speech: &Speech) -> Result<(), MailFailure> {
    let to = Mailbox::parse(mail).map_err(|_| MailFailure::Unwritable)?;
    let first = hall.hosts.first();
    let host = first.as_ref().map_or("Tempomacher", |first| first.host.as_str());
    let blanks = [("host", host)];
    let mail = Mail::new(
        speech,
        to,
        &speech.tell("mail-test-subject", &blanks),
        &speech.tell("mail-test-text", &blanks),
    );
    let now = hall.clock.now();
    hall.send_mail(&mail, &EntryId::new(now).to_string(), now).await
}

/// The page of the mail.
#[derive(Template)]
#[template(path = "operator/mail.html")]
struct MailPage {
    page: Layout,
    frame: Frame,
    part: MailPart,
}

/// `GET /betrieb/mail`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("mail", &speech, &here);
    answer(&MailPage { page, frame, part: MailPart::of(&town, &person.row.mail, None) }, &speech)
}

/// `POST /betrieb/mail`
pub async fn send(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    let (page, frame) = Frame::around("mail", &speech, &here);
    let tried = try_out(&town, &person.row.mail, &speech).await;
    answer(&MailPage { page, frame, part: MailPart::of(&town, &person.row.mail, Some(tried)) }, &speech)
}
