//! `/einladung/{ticket}`: somebody is asked to act for an organisation.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::form_page::FormPage;
use super::sign_in::{self, Ways};
use super::{Speech, door, newcomer};
use crate::failure::Failure;
use crate::forms::{Fields, Form, Problems};
use crate::here::Here;
use crate::operations::invite::{self, Invitation, Invitee};
use crate::town::Town;
use crate::visitor::Person;

/// `GET /einladung/{ticket}`: asks before the link is used up, since programs open links too.
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    page(&town, &ticket, &Fields::default(), &Problems::default(), &speech, &here).await
}

/// `POST /einladung/{ticket}`
pub async fn accept(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    door::Source { device, .. }: door::Source,
    Path(ticket): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Some(person) = here.visitor.person() {
        invite::accept(&town, person, &ticket).await?;
        return Ok(Redirect::to("/willkommen").into_response());
    }
    // Known before a password is hashed, which costs: whoever has no invitation is sent away, whoever has an account is asked to sign in.
    let invitation = invite::invitation(&town, &ticket).await?;
    if invitation.invitee == Invitee::Known {
        return page(&town, &ticket, &fields, &Problems::default(), &speech, &here).await;
    }
    match newcomer::parse(&town, &fields, &speech).await? {
        Ok(newcomer) => {
            let begun = invite::accept_anew(&town, &ticket, newcomer, &device).await?;
            sign_in::let_in(Redirect::to("/willkommen").into_response(), &begun.secret, &here)
        }
        Err(problems) => page(&town, &ticket, &fields, &problems, &speech, &here).await,
    }
}

async fn page(
    town: &Town,
    ticket: &str,
    fields: &Fields,
    problems: &Problems,
    speech: &Speech,
    here: &Here,
) -> Result<Response, Failure> {
    let invitation = invite::invitation(town, ticket).await?;
    let address = format!("/einladung/{ticket}");
    let page = said(&invitation, speech, here);
    let page = match (here.visitor.person(), invitation.invitee) {
        (Some(person), _) => to_visitor(page, person, &invitation, &address, speech),
        (None, Invitee::Known) => {
            // Both forms lead back here.
            let fields = Fields::of([
                ("mail".to_owned(), invitation.mail.clone()),
                ("mailbox".to_owned(), invitation.mail.clone()),
                ("weiter".to_owned(), address),
            ]);
            let page = page.saying(speech.say("invitation-known")).asking(sign_in::form(&fields, speech));
            match Ways::of(town, &fields, speech, here).await?.link {
                Some(form) => page.or_asking(speech.say("sign-in-link-lead"), form),
                None => page,
            }
        }
        (None, Invitee::New) => {
            let form = newcomer::form(&address, "invitation-accept", town, fields, speech);
            page.saying(speech.tell("invitation-new", &[("mail", &invitation.mail)]))
                .asking(form.with_problems(problems, speech))
        }
    };
    page.answer()
}

/// Who invites to what.
fn said(invitation: &Invitation, speech: &Speech, here: &Here) -> FormPage {
    let organisation = invitation.organisation.name.as_str();
    let title = speech.tell("invitation", &[("organisation", organisation)]);
    let role = speech.say(&format!("may-{}", invitation.said.role.code()));
    let lead = match &invitation.inviter {
        Some(name) => {
            let blanks = [("inviter", name.as_str()), ("organisation", organisation), ("role", &role)];
            speech.tell("invitation-by", &blanks)
        }
        None => speech.tell("invitation-lead", &[("organisation", organisation), ("role", &role)]),
    };
    FormPage::new(speech, here, title).saying(lead).quoting(&invitation.said.message)
}

/// To somebody who has signed in: one button, if it is for them.
fn to_visitor(
    page: FormPage,
    person: &Person,
    invitation: &Invitation,
    address: &str,
    speech: &Speech,
) -> FormPage {
    if person.row.mail == invitation.mail {
        return page.asking(Form::new(address, speech.say("invitation-accept"), Vec::new()));
    }
    let blanks = [("mail", invitation.mail.as_str()), ("name", person.row.name.as_str())];
    let form = Form::new("/abmelden", speech.say("sign-out"), Vec::new()).with_hidden("weiter", address);
    page.saying(speech.tell("invitation-for-another", &blanks)).asking(form)
}
