//! `/eintraege/{id}/melden` and `/organisationen/{handle}/melden`: somebody thinks that something should not be shown as it is, and says so without
//! signing in.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use commons::{EntryId, Refusal, ReportReason};
use serde::Deserialize;
use store::Found;

use super::door::Source;
use super::form_page::FormPage;
use super::{Speech, organisation};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::report::{self, NewReport, Thing};
use crate::operations::told;
use crate::town::Town;

/// The number under which a report was kept just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Kept {
    nummer: String,
}

/// What is to be reported, and its page on this node.
struct Matter {
    thing: Thing,
    address: String,
    /// Where one comes from, where that is an entry.
    back: Option<String>,
}

impl Matter {
    /// The entry at this address, as far as who asks may read it.
    async fn of_entry(town: &Town, id: &str, here: &Here) -> Result<Self, Failure> {
        let id = EntryId::parse(id)?;
        let row = match town.store.reading().await?.entries().readable(&id, &here.visitor.reader()).await? {
            Found::Readable(row) => row,
            Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
            Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
        };
        let address = format!("/eintraege/{id}");
        Ok(Self { thing: Thing::of_entry(&row)?, back: Some(address.clone()), address })
    }

    async fn of_organisation(town: &Town, handle: &str) -> Result<Self, Failure> {
        let (organisation, _) = organisation::find(town, handle).await?;
        let thing = Thing::of_organisation(&organisation.iri, &organisation.name);
        Ok(Self { thing, address: format!("/organisationen/{handle}"), back: None })
    }

    /// The page that asks what is wrong.
    fn page(&self, fields: &Fields, speech: &Speech, here: &Here) -> FormPage {
        let form = form(format!("{}/melden", self.address), fields, speech);
        let (title, lead) = (speech.say("report"), speech.say("report-lead"));
        FormPage::of(title, lead, self.back.clone(), form, speech, here)
            .quoting(&self.thing.title)
            .saying(speech.say("report-what-happens"))
    }

    /// The page that says that it has come, and under which number.
    fn thanks(&self, number: &str, speech: &Speech, here: &Here) -> FormPage {
        FormPage::new(speech, here, speech.say("report-received"))
            .saying(speech.tell("report-number", &[("reference", number)]))
            .quoting(&self.thing.title)
            .saying(speech.say("report-what-happens"))
    }

    async fn tell(
        self,
        town: &Town,
        source: &str,
        fields: &Fields,
        speech: &Speech,
        here: &Here,
    ) -> Result<Response, Failure> {
        let text = |name: &str| fields.text(name).to_owned();
        let (reason, body, mail) = (text("reason"), text("body"), text("mail"));
        let told = NewReport { reason, body, mail, language: speech.language() };
        match report::tell(town, &self.thing, source, &told).await {
            Ok(number) => {
                Ok(Redirect::to(&format!("{}/melden?nummer={number}", self.address)).into_response())
            }
            Err(failure) => self.page(fields, speech, here).refused(failure, speech),
        }
    }

    fn show(&self, kept: &Kept, speech: &Speech, here: &Here) -> Result<Response, Failure> {
        if is_number(&kept.nummer) {
            return self.thanks(&kept.nummer, speech, here).answer();
        }
        self.page(&Fields::default(), speech, here).answer()
    }
}

fn form(action: String, fields: &Fields, speech: &Speech) -> Form {
    let chosen = [fields.text("reason")];
    let label = |reason: &ReportReason| reason.label(speech.language());
    let reasons = ReportReason::ALL.iter().map(|reason| Choice::new(reason.code(), label(reason), &chosen));
    let questions = vec![
        Field::new(speech, "report", "reason", Input::One(reasons.collect())).required(),
        Field::area(speech, "report", "body", 6, fields.text("body")).up_to(told::LONGEST).required(),
        Field::typed(speech, "report", "mail", "email", "email", fields.text("mail")),
    ];
    Form::new(action, speech.say("report-button"), questions)
}

/// The address may have been made up: what looks like no number of ours is not shown.
fn is_number(text: &str) -> bool {
    text.len() == 9 && text.chars().all(|letter| letter.is_ascii_hexdigit() || letter == '-')
}

/// `GET /eintraege/{id}/melden`
pub async fn entry(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(id): Path<String>,
    Query(kept): Query<Kept>,
) -> Result<Response, Failure> {
    Matter::of_entry(&town, &id, &here).await?.show(&kept, &speech, &here)
}

/// `POST /eintraege/{id}/melden`
pub async fn tell_of_entry(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Source { source, .. }: Source,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    Matter::of_entry(&town, &id, &here).await?.tell(&town, &source, &fields, &speech, &here).await
}

/// `GET /organisationen/{handle}/melden`
pub async fn organisation(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(handle): Path<String>,
    Query(kept): Query<Kept>,
) -> Result<Response, Failure> {
    Matter::of_organisation(&town, &handle).await?.show(&kept, &speech, &here)
}

/// `POST /organisationen/{handle}/melden`
pub async fn tell_of_organisation(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Source { source, .. }: Source,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    Matter::of_organisation(&town, &handle).await?.tell(&town, &source, &fields, &speech, &here).await
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn only_a_number_of_ours_is_shown() {
        assert!(is_number("5A0B-9D21"));
        for other in ["", "5A0B", "<script>!", "5A0B-9D21-", "Auenstadt"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
