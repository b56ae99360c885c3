//! `/eintraege/{id}/empfehlung`, `/eintraege/{id}/bei-uns-auch`: an organisation recommends an entry, or says that it is so there too; and takes it
//! back.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::{EntryId, Kind, MarkVerb, MemberRole, text};

use super::commenting::organisations;
use super::entry::Marks;
use super::form_page::FormPage;
use super::pieces::Piece;
use super::{Speech, done};
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form};
use crate::here::Here;
use crate::operations::mark::{mark, take_back};
use crate::town::Town;
use crate::visitor::{Membership, Person, SignedIn};

/// What one's own organisation says of an entry, and the ways to say it and to take it back.
pub struct Marking {
    /// The entry's address on this node.
    pub address: String,
    /// The handle of the organisation that speaks.
    pub organisation: String,
    /// Recommending, with a reason.
    pub recommending: Form,
    /// Whether it is recommended already.
    pub is_recommended: bool,
    /// Whether "with us too" was said already.
    pub is_with_us_too: bool,
    /// Who says "with us too", where somebody acts for several.
    pub speakers: Option<Field>,
}

impl Marking {
    /// What this person can say of this entry; none of what nobody recommends, or where they may not write.
    pub fn of(piece: &Piece, marks: &Marks, person: &Person, speech: &Speech) -> Option<Self> {
        let Piece { entry, id, .. } = piece;
        if matches!(entry.kind(), Kind::Adoption | Kind::Comment) || !entry.audience.is_public() {
            return None;
        }
        let mut able = person.with_role(MemberRole::Editor).into_iter();
        let Membership { organisation, .. } = able.find(|one| one.organisation.iri != entry.author)?;
        let reason = marks.reason_of(&organisation.iri);
        let typed = [("organisation", organisation.handle.as_str()), ("reason", reason.unwrap_or_default())];
        let typed = Fields::of(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let address = format!("/eintraege/{id}");
        Some(Self {
            recommending: form(&address, person, &typed, speech).within("empfehlung"),
            is_recommended: reason.is_some(),
            is_with_us_too: marks.is_with_us_too(&organisation.iri),
            speakers: organisations(person, MemberRole::Editor, &typed, speech)
                .map(|field| field.within("bei-uns-auch")),
            organisation: organisation.handle.clone(),
            address,
        })
    }
}

fn form(address: &str, person: &Person, typed: &Fields, speech: &Speech) -> Form {
    let reason = Field::area(speech, "marking", "reason", 2, typed.text("reason")).up_to(text::caps::SHORT);
    let organisation = organisations(person, MemberRole::Editor, typed, speech);
    let fields = [reason].into_iter().chain(organisation).collect();
    Form::new(format!("{address}/empfehlung"), speech.say("marking-recommend"), fields)
}

/// `POST /eintraege/{id}/empfehlung`
pub async fn recommend(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let address = format!("/eintraege/{id}");
    match said(&town, &person, id, MarkVerb::Announce, &typed).await {
        Ok(()) => Ok(done(&format!("{address}#empfehlungen"), "recommended")),
        Err(failure) => {
            let form = form(&address, &person, &typed, &speech);
            let title = speech.say("marking-recommend");
            FormPage::of(title, String::new(), Some(address), form, &speech, &here).again(failure, &speech)
        }
    }
}

/// `POST /eintraege/{id}/bei-uns-auch`
pub async fn with_us_too(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    said(&town, &person, id, MarkVerb::Like, &typed).await?;
    Ok(done(&format!("/eintraege/{id}#empfehlungen"), "with-us-too"))
}

async fn said(
    town: &Town,
    person: &Person,
    id: EntryId,
    verb: MarkVerb,
    typed: &Fields,
) -> Result<(), Failure> {
    let acting = person.acting_in(typed.text("organisation"), MemberRole::Editor)?;
    mark(town, &acting, id, verb, typed.text("reason")).await.map(drop)
}

/// `POST /eintraege/{id}/empfehlung/zuruecknehmen`
pub async fn recommend_no_more(
    town: State<Town>,
    person: SignedIn,
    id: Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    taken_back(town, person, id, &typed, MarkVerb::Announce).await
}

/// `POST /eintraege/{id}/bei-uns-auch/zuruecknehmen`
pub async fn with_us_no_more(
    town: State<Town>,
    person: SignedIn,
    id: Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    taken_back(town, person, id, &typed, MarkVerb::Like).await
}

async fn taken_back(
    State(town): State<Town>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: &Fields,
    verb: MarkVerb,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    let acting = person.acting_in(typed.text("organisation"), MemberRole::Editor)?;
    take_back(&town, &acting, id, verb).await?;
    Ok(done(&format!("/eintraege/{id}#empfehlungen"), "taken-back"))
}
