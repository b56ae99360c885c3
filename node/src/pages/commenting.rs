//! `/eintraege/{id}/kommentare`: a question, an answer or a note below an entry or another comment. An office signs, never a name.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::{CommentKind, EntryId, MemberRole, Refusal};

use super::form_page::FormPage;
use super::{Speech, done};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::comment::{Reach, Remark, Said, comment};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// Characters of a remark: more is an entry of its own.
const LONGEST: usize = 20_000;

/// The form below something.
pub struct Commenting<'a> {
    /// Who writes.
    pub person: &'a Person,
    /// The address of what it stands under: `/eintraege/{id}`.
    pub below: &'a str,
    /// What it is taken for at first.
    pub kind: CommentKind,
}

impl Commenting<'_> {
    /// The form, with what was typed. None for somebody who acts for nobody.
    pub fn form(&self, typed: &Fields, speech: &Speech) -> Option<Form> {
        let present = *self.person.with_role(MemberRole::Reader).first()?;
        let kind = if typed.has("comment") { typed.text("comment") } else { self.kind.code() };
        let office = if typed.has("office") { typed.text("office") } else { present.office.as_str() };
        let kinds =
            CommentKind::ALL.iter().map(|one| Choice::new(one.code(), one.label(speech.language()), &[kind]));
        let mut fields = vec![
            Field::new(speech, "commenting", "comment", Input::Select(kinds.collect())),
            Field::area(speech, "commenting", "text", 4, typed.text("text")).required().up_to(LONGEST),
            Field::line(speech, "commenting", "office", office),
        ];
        fields.extend(organisations(self.person, MemberRole::Reader, typed, speech));
        fields.push(only_for_us(typed, speech));
        Some(Form::new(format!("{}/kommentare", self.below), speech.say("commenting-send"), fields))
    }
}

/// For which organisation it is said, where there are several.
pub fn organisations(person: &Person, role: MemberRole, typed: &Fields, speech: &Speech) -> Option<Field> {
    let able = person.with_role(role);
    let chosen = match typed.text("organisation") {
        "" => able.first()?.organisation.handle.clone(),
        typed => typed.to_owned(),
    };
    let choice = |one: &&crate::visitor::Membership| {
        Choice::new(&one.organisation.handle, one.organisation.name.as_str(), &[chosen.as_str()])
    };
    let choices = able.iter().map(choice).collect();
    (able.len() > 1).then(|| Field::new(speech, "said", "organisation", Input::Select(choices)))
}

/// Whether only the own organisation reads it.
pub fn only_for_us(typed: &Fields, speech: &Speech) -> Field {
    let own = typed.text("own");
    let choice = Choice::new("yes", speech.say("said-own-yes"), &[own]);
    Field::new(speech, "said", "own", Input::Many(vec![choice]))
}

/// `POST /eintraege/{id}/kommentare`
pub async fn say(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    typed: Fields,
) -> Result<Response, Failure> {
    let id = EntryId::parse(&id)?;
    match said(&town, &person, id, &typed, &speech).await {
        Ok((said, kind)) => {
            Ok(done(&format!("/eintraege/{}#k-{}", said.page, said.id), &format!("comment-{}", kind.code())))
        }
        Err(failure) => {
            let below = format!("/eintraege/{id}");
            let commenting = Commenting { person: &person, below: &below, kind: CommentKind::Question };
            let form = commenting.form(&typed, &speech).ok_or(Refusal::RoleTooSmall {})?;
            let (title, lead) = (speech.say("commenting"), speech.say("commenting-lead"));
            FormPage::of(title, lead, Some(below), form, &speech, &here).again(failure, &speech)
        }
    }
}

async fn said(
    town: &Town,
    person: &Person,
    id: EntryId,
    typed: &Fields,
    speech: &Speech,
) -> Result<(Said, CommentKind), Failure> {
    let acting = person.acting_in(typed.text("organisation"), MemberRole::Reader)?;
    let kind = CommentKind::parse(typed.text("comment"))
        .map_err(|_| Refusal::UnknownCode { field: "comment", code: typed.text("comment").to_owned() })?;
    commons::text::check("text", typed.text("text"), LONGEST)?;
    let remark = Remark {
        kind,
        text: typed.text("text").to_owned(),
        office: typed.text("office").to_owned(),
        reach: if typed.has("own") { Reach::Own } else { Reach::AsAbove },
        language: speech.language(),
    };
    Ok((comment(town, &acting, id, remark).await?, kind))
}
