//! `/verwaltung/{handle}/verbindungen/neu`: asking to follow somebody. Before it is asked, it is shown who that is.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Refusal, text};
use serde::Deserialize;
use tokio::time::timeout;

use super::super::party::Party;
use super::super::{Frame, acting, address};
use super::{PART, back};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::look::{Found, look};
use crate::operations::{check, follow};
use crate::pages::operator::findings::Seen;
use crate::pages::plain::{self, Condition};
use crate::pages::{Layout, Speech, again, answer};
use crate::town::Town;
use crate::visitor::SignedIn;

/// How long somebody waits for every step of a check.
const PATIENCE: Duration = Duration::from_secs(25);

/// Whom a link on another page means.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Meant {
    an: String,
}

/// The question: whom, and with which message.
#[derive(Template)]
#[template(path = "administration/asking.html")]
struct AskingPage {
    page: Layout,
    frame: Frame,
    form: Form,
    /// An address where nobody was found: why, can be looked into.
    doubtful: Option<String>,
    /// What was seen when that was done.
    findings: Vec<Seen>,
}

/// Who that is.
#[derive(Template)]
#[template(path = "administration/preview.html")]
struct PreviewPage {
    page: Layout,
    frame: Frame,
    party: Party,
    /// How it stands with them already.
    standing: Option<Condition>,
    is_somebody_else: bool,
    message: String,
    hidden: Vec<(&'static str, String)>,
    action: String,
}

/// `GET /verwaltung/{handle}/verbindungen/neu`
pub async fn show(
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let fields = Fields::of([("address".to_owned(), text::cut(&meant.an, text::caps::TITLE))]);
    answer(&question(acting, &fields, &Problems::default(), &speech, &here), &speech)
}

/// `POST /verwaltung/{handle}/verbindungen/neu`: shows who that is, and asks if that was seen.
pub async fn ask(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    if fields.has("change") {
        return answer(&question(acting, &fields, &Problems::default(), &speech, &here), &speech);
    }
    let problems = problems_of(&fields);
    if !problems.is_empty() {
        return again(&question(acting, &fields, &problems, &speech, &here), &speech);
    }
    if fields.has("check") {
        return checked(&town, acting, &fields, &speech, &here).await;
    }
    let found = match look(&town, &acting, fields.text("address")).await {
        Ok(found) => found,
        Err(failure) => return not_found(failure, acting, &fields, &speech, &here),
    };
    if fields.text("seen") != found.iri().as_str() {
        return preview(&town, acting, &found, &fields, &speech, &here).await;
    }
    follow::follow_found(&town, &acting, found, fields.text("message")).await?;
    Ok(back(&acting, "asked"))
}

fn problems_of(fields: &Fields) -> Problems {
    let mut problems = Problems::default();
    if fields.text("address").is_empty() {
        problems.add("address", Refusal::Missing { field: "address" });
    }
    problems.check("message", text::check("message", fields.text("message"), text::caps::SHORT));
    problems
}

fn question(
    acting: Acting,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> AskingPage {
    let questions = vec![
        Field::line(speech, "asking", "address", fields.text("address")).up_to(text::caps::TITLE).required(),
        Field::area(speech, "asking", "message", 4, fields.text("message")).up_to(text::caps::SHORT),
    ];
    let action = format!("{}/neu", address(&acting, PART));
    let form = Form::new(action, speech.say("asking-look"), questions).with_problems(problems, speech);
    let (page, frame) = Frame::within(acting, PART, speech.say("asking"), speech, here);
    AskingPage { page, frame, form, doubtful: None, findings: Vec::new() }
}

/// The question again, with every step of the connection below it.
async fn checked(
    town: &Town,
    acting: Acting,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let checking = timeout(PATIENCE, check::check(town, &acting, fields.text("address"))).await;
    let checked = match checking.unwrap_or_else(|_| Err(Refusal::PeerTooSlow {}.into())) {
        Ok(checked) => checked,
        Err(failure) => return not_found(failure, acting, fields, speech, here),
    };
    let mut page = question(acting, fields, &Problems::default(), speech, here);
    page.findings = checked.steps().map(|step| Seen::of_step(step, speech)).collect();
    answer(&page, speech)
}

/// The question again, with what kept us from finding anybody beside the address.
fn not_found(
    failure: Failure,
    acting: Acting,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let Some(refusal) = in_plain_words(failure.refusal()) else { return Err(failure) };
    let mut problems = Problems::default();
    problems.add("address", refusal);
    let mut page = question(acting, fields, &problems, speech, here);
    page.doubtful = Some(fields.text("address").to_owned());
    again(&page, speech)
}

/// What a person can make something of; nothing where it was our own fault.
pub fn in_plain_words(refusal: &Refusal) -> Option<Refusal> {
    Some(match refusal {
        Refusal::Failed {} | Refusal::StorageFull {} | Refusal::Busy {} => return None,
        Refusal::PeerAnswered { status: 404 | 410 } | Refusal::SenderGone {} => Refusal::NobodyThere {},
        Refusal::PeerAnswered { status: 401 | 403 } => Refusal::TurnedAway {},
        Refusal::PeerAnswered { .. }
        | Refusal::NotAnAddress {}
        | Refusal::OurOwnAddress {}
        | Refusal::Missing { .. }
        | Refusal::KeepsNoList {}
        | Refusal::AlreadyListed {}
        | Refusal::AlreadySubscribed {}
        | Refusal::PeerBlocked {}
        | Refusal::AddressForbidden {}
        | Refusal::PeerNameUnknown {}
        | Refusal::PeerInsecure {}
        | Refusal::PeerTooSlow {}
        | Refusal::PeerUnreachable {}
        | Refusal::ProxyUnreachable {}
        | Refusal::ProxyWantsLogin {}
        | Refusal::ProxyDeclines {} => refusal.clone(),
        // It answers, and nothing that could be an actor.
        _ => Refusal::NotTempomacher {},
    })
}

async fn preview(
    town: &Town,
    acting: Acting,
    found: &Found,
    fields: &Fields,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let party = Party::of_found(found, speech);
    let mut reading = town.store.reading().await?;
    let known = reading.follows().between(&acting.organisation.iri, found.iri()).await?;
    let stance = reading.peers().stance(&found.iri().origin()).await?;
    drop(reading);
    let now = town.clock.now();
    let standing = known.map(|row| plain::following(&row, party.lives, stance, now, speech));
    let hidden = vec![
        ("address", fields.text("address").to_owned()),
        ("message", fields.text("message").to_owned()),
        ("seen", found.iri().to_string()),
    ];
    let action = format!("{}/neu", address(&acting, PART));
    let (page, frame) = Frame::within(acting, PART, speech.say("connection-preview"), speech, here);
    let preview = PreviewPage {
        page,
        frame,
        party,
        standing,
        is_somebody_else: !fields.text("seen").is_empty(),
        message: text::line(fields.text("message")),
        hidden,
        action,
    };
    answer(&preview, speech)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_helped_by_another_address_is_not_shown_beside_it() {
        assert_eq!(in_plain_words(&Refusal::FAILED), None);
        let said = |refusal| in_plain_words(&refusal).expect("a sentence");
        assert_eq!(said(Refusal::PeerAnswered { status: 404 }), Refusal::NobodyThere {});
        assert_eq!(said(Refusal::PeerAnswered { status: 403 }), Refusal::TurnedAway {});
        assert_eq!(said(Refusal::PeerAnswered { status: 500 }), Refusal::PeerAnswered { status: 500 });
        assert_eq!(said(Refusal::PeerNameUnknown {}), Refusal::PeerNameUnknown {});
        for odd in
            [Refusal::PeerAnswerUnreadable {}, Refusal::RedirectRefused {}, Refusal::BadId { field: "id" }]
        {
            assert_eq!(said(odd), Refusal::NotTempomacher {});
        }
    }
}
