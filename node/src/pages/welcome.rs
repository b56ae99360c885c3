//! `/willkommen`: for somebody who has just come to an organisation, with what to do next.

use askama::Template;
use axum::response::Response;
use commons::MemberRole;

use super::{Layout, Listing, Speech, answer};
use crate::failure::Failure;
use crate::here::Here;
use crate::visitor::{Membership, SignedIn};

/// The welcome.
#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    page: Layout,
    lead: String,
    steps: Vec<Step>,
}

/// Something to do next.
struct Step {
    address: String,
    words: String,
    hint: String,
}

/// `GET /willkommen`
pub async fn show(speech: Speech, here: Here, SignedIn(person): SignedIn) -> Result<Response, Failure> {
    let present = person.present();
    let organisation = present.map_or("Tempomacher", |present| present.organisation.name.as_str());
    let title = speech.tell("welcome", &[("organisation", organisation)]);
    let lead = match present {
        Some(present) => {
            let role = speech.say(&format!("may-{}", present.role.code()));
            speech.tell("welcome-lead", &[("role", &role)])
        }
        None => speech.say("welcome-lead-alone"),
    };
    let page = Layout::new(speech.clone(), &here, title);
    let page = Layout { listing: Listing::Unlisted, ..page };
    answer(&WelcomePage { page, lead, steps: steps(present, &speech) }, &speech)
}

/// Three things: what everybody does first, what this role is for, and the own account.
fn steps(present: Option<&Membership>, speech: &Speech) -> Vec<Step> {
    let step = |address: &str, key: &str| Step {
        address: address.to_owned(),
        words: speech.say(&format!("welcome-{key}")),
        hint: speech.say(&format!("welcome-{key}-hint")),
    };
    let own = match present {
        Some(one) if one.role == MemberRole::Administrator => {
            step(&format!("/verwaltung/{}/personen", one.organisation.handle), "people")
        }
        Some(one) if one.role >= MemberRole::Editor => step("/mein-bereich", "write"),
        _ => step("/kooperationen", "cooperation"),
    };
    vec![step("/suche", "search"), own, step("/konto", "account")]
}
