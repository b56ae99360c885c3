//! `/eintraege/{id}/fortschritt`: how far a call of one's own has come.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Call, EntryId, MemberRole, Progress, Refusal};

use super::form_page::FormPage;
use super::{Speech, done};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::progress;
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// The form below a call, as it stands now.
pub fn form_of(call: &Call, address: &str, speech: &Speech) -> Form {
    let fields = [("progress", call.progress.code()), ("result", call.result.as_str())];
    let fields = Fields::of(fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
    form(address, &fields, speech).within("fortschritt")
}

fn form(address: &str, typed: &Fields, speech: &Speech) -> Form {
    let choices = Progress::ALL
        .iter()
        .map(|one| Choice::new(one.code(), one.label(speech.language()), &[typed.text("progress")]));
    let fields = vec![
        Field::new(speech, "progressing", "progress", Input::Select(choices.collect())),
        Field::area(speech, "progressing", "result", 3, typed.text("result")),
    ];
    Form::new(format!("{address}/fortschritt"), speech.say("progressing-send"), fields)
}

/// `POST /eintraege/{id}/fortschritt`
pub async fn say(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let address = format!("/eintraege/{id}");
    match said(&town, &person, id, &typed).await {
        Ok(()) => Ok(done(&address, "progress")),
        Err(failure) => {
            let form = form(&address, &typed, &speech);
            let title = speech.say("progressing");
            FormPage::of(title, String::new(), Some(address), form, &speech, &here).again(failure, &speech)
        }
    }
}

async fn said(town: &Town, person: &Person, id: EntryId, typed: &Fields) -> Result<(), Failure> {
    let acting = acting_for_author(town, person, &id).await?;
    let progress = Progress::parse(typed.text("progress"))?;
    progress::say(town, &acting, id, progress, typed.text("result")).await.map(drop)
}

/// This person, acting for whoever wrote the entry. Of what belongs to others they are not told that it is here.
async fn acting_for_author(town: &Town, person: &Person, id: &EntryId) -> Result<Acting, Failure> {
    let row = town.store.reading().await?.entries().by_id(id).await?.ok_or(Refusal::NoSuchEntry {})?;
    match person.acting_for(&row.author, MemberRole::Editor) {
        Err(Refusal::NoSuchOrganisation {}) => Err(Refusal::NoSuchEntry {}.into()),
        acting => Ok(acting?),
    }
}
