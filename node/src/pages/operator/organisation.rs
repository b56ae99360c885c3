//! `/betrieb/organisationen/{handle}`: one organisation of the node: who administers it first, and how its host looks from outside.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{MemberRole, Organisation};

use super::findings::Seen;
use super::{Frame, Line};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::entrust::{entrust, is_administered};
use crate::operations::invite::{self, Wish};
use crate::operations::link::{Handed, Handing};
use crate::operations::outside;
use crate::pages::administration::people::Shown;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page of an organisation.
#[derive(Template)]
#[template(path = "operator/organisation.html")]
struct OrganisationPage {
    page: Layout,
    frame: Frame,
    organisation: Arc<Organisation>,
    line: Line,
    /// Whom it can be put into the hands of, while nobody administers it.
    form: Option<Form>,
    invited: Vec<String>,
    shown: Option<Shown>,
    findings: Vec<Seen>,
}

impl OrganisationPage {
    async fn of(
        town: &Town,
        organisation: Arc<Organisation>,
        (fields, problems): (&Fields, &Problems),
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let (page, frame) = Frame::around("organisationen", speech, here);
        let heading = organisation.name.clone();
        let (page, frame) = (Layout { title: heading.clone(), ..page }, Frame { heading, ..frame });
        let now = town.clock.now();
        let mut reading = town.store.reading().await?;
        let line = Line::of(&mut reading, &organisation, speech).await?;
        let pending = invite::pending(&mut reading, &organisation.iri, now).await?;
        drop(reading);
        let is_open = !is_administered(town, &organisation).await?;
        let form = is_open.then(|| form(town, &organisation, fields, speech).with_problems(problems, speech));
        let invited = pending.into_iter().filter(|_| is_open).map(|one| one.mail).collect();
        let findings = outside::look(town, &organisation).await?;
        let findings = findings.iter().map(|finding| Seen::of(finding, &organisation.host, speech)).collect();
        Ok(Self { page, frame, organisation, line, form, invited, shown: None, findings })
    }
}

/// Whom to invite; and how the invitation gets there, where mails go out.
fn form(town: &Town, organisation: &Organisation, fields: &Fields, speech: &Speech) -> Form {
    let mail = Field::typed(speech, "entrust", "mail", "email", "off", fields.text("mail"));
    let mut questions = vec![mail.required()];
    if town.mail_is_configured() {
        let chosen = [if fields.has("handing") { fields.text("handing") } else { "mail" }];
        let ways = [("mail", "invite-by-mail"), ("hand", "invite-by-hand")];
        let ways = ways.map(|(code, key)| Choice::new(code, speech.say(key), &chosen)).into();
        questions.push(Field::new(speech, "entrust", "handing", Input::One(ways)));
    }
    let action = format!("/betrieb/organisationen/{}", organisation.handle);
    Form::new(action, speech.say("entrust-button"), questions)
}

/// `GET /betrieb/organisationen/{handle}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let organisation = town.hosts.by_handle(&handle)?;
    let nothing = (&Fields::default(), &Problems::default());
    answer(&OrganisationPage::of(&town, organisation, nothing, &speech, &here).await?, &speech)
}

/// `POST /betrieb/organisationen/{handle}`: invites its first administrator.
pub async fn invite(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let organisation = town.hosts.by_handle(&handle)?;
    let wish = Wish {
        mail: fields.text("mail").to_owned(),
        role: MemberRole::Administrator,
        office: String::new(),
        message: String::new(),
        handing: if fields.text("handing") == "hand" { Handing::ByHand } else { Handing::ByMail },
        language: speech.language(),
        inviter: person.row.name.clone(),
    };
    match entrust(&town, Arc::clone(&organisation), person.who(), wish).await {
        Ok(Handed::Mailed) => Ok(done(&format!("/betrieb/organisationen/{handle}"), "invited")),
        Ok(Handed::Shown(link)) => {
            let words = speech.tell("handed-invitation", &[("mail", fields.text("mail"))]);
            let nothing = (&Fields::default(), &Problems::default());
            let page = OrganisationPage::of(&town, organisation, nothing, &speech, &here).await?;
            answer(&OrganisationPage { shown: Some(Shown::of(&link, words)), ..page }, &speech)
        }
        Err(failure) if failure.refusal().status() == 422 => {
            let problems = Problems::of(failure.refusal().clone());
            let typed = (&fields, &problems);
            again(&OrganisationPage::of(&town, organisation, typed, &speech, &here).await?, &speech)
        }
        Err(failure) => Err(failure),
    }
}
