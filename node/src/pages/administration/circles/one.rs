//! `/verwaltung/{handle}/kreise/{id}`: one circle, for who keeps it, belongs to it or is invited.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Acceptance, EntryId, Iri, Membership, Refusal, text};
use store::{CircleRow, MemberRow};

use super::super::party::Party;
use super::super::{Frame, acting, address};
use super::{PART, questions, words};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::circle;
use crate::operations::look::look;
use crate::pages::ask_first::AskFirst;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// An organisation of the circle.
struct Member {
    party: Party,
    iri: String,
    condition: String,
    /// Whether its owner can let it go.
    can_go: bool,
}

/// A circle.
#[derive(Template)]
#[template(path = "administration/circle.html")]
struct CirclePage {
    page: Layout,
    frame: Frame,
    base: String,
    address: String,
    purpose: String,
    agreement: String,
    edition: String,
    /// What is shown to nobody but who keeps it.
    keeping: Option<Keeping>,
    /// The form by which the agreement is accepted, where it has not been.
    joining: Option<Form>,
    is_invited: bool,
    can_leave: bool,
    members: Vec<Member>,
}

/// What its owner does with it.
struct Keeping {
    inviting: Form,
    rewording: Form,
}

/// `GET /verwaltung/{handle}/kreise/{id}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let (circle, row) = circle_of(&town, &acting, &id).await?;
    let page = page(&town, acting, circle, row, None, &speech, &here).await?;
    answer(&page, &speech)
}

/// `POST /verwaltung/{handle}/kreise/{id}`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let (circle, row) = circle_of(&town, &acting, &id).await?;
    let base = address(&acting, PART);
    if fields.text("act") == "dissolve"
        && fields.text("sure").is_empty()
        && circle.owner == acting.organisation.iri
    {
        return answer(&sure(circle, &base, &speech, &here), &speech);
    }
    match act(&town, &acting, circle.id, &fields).await {
        // Who has left or declined has no more business here, and nobody has once it is dissolved.
        Ok(word) if matches!(word, "circle-left" | "circle-declined" | "circle-dissolved") => {
            Ok(done(&base, word))
        }
        Ok(word) => Ok(done(&format!("{base}/{id}"), word)),
        Err(failure) => {
            let fallback = if fields.text("act") == "invite" { "address" } else { "office" };
            let problems = Problems::about(&failure, failure.refusal().field().unwrap_or(fallback))?;
            let page = page(&town, acting, circle, row, Some((&fields, &problems)), &speech, &here).await?;
            again(&page, &speech)
        }
    }
}

/// Dissolving cannot be undone: it is asked first.
fn sure(circle: CircleRow, base: &str, speech: &Speech, here: &Here) -> AskFirst {
    let address = format!("{base}/{}", circle.id);
    AskFirst::new(speech, here, speech.say("circle-dissolve"))
        .about(circle.name)
        .saying([speech.say("circle-dissolve-means"), speech.say("circle-dissolve-for-good")])
        .with_button(address.clone(), speech.say("circle-dissolve"))
        .with_hidden("act", "dissolve")
        .with_hidden("sure", "yes")
        .or_back(address, speech.say("circle-keep"))
}

/// Does it, and says by which word that is told.
async fn act(town: &Town, acting: &Acting, id: EntryId, fields: &Fields) -> Result<&'static str, Failure> {
    match fields.text("act") {
        "invite" => {
            if fields.text("address").is_empty() {
                return Err(Refusal::Missing { field: "address" }.into());
            }
            let found = look(town, acting, fields.text("address")).await?;
            circle::invite(town, acting, id, found).await?;
            Ok("circle-invited")
        }
        "remove" => {
            circle::remove(town, acting, id, &Iri::parse("member", fields.text("member"))?).await?;
            Ok("circle-removed")
        }
        "reword" => {
            circle::reword(town, acting, id, &words(fields)).await?;
            Ok("circle-reworded")
        }
        "dissolve" => {
            circle::dissolve(town, acting, id).await?;
            Ok("circle-dissolved")
        }
        "accept" => {
            let edition = fields.text("edition").parse().map_err(|_| Refusal::CircleChanged {})?;
            let (sha256, office) = (fields.text("hash").to_owned(), fields.text("office").to_owned());
            circle::accept(town, acting, id, Acceptance { edition, sha256, office }).await?;
            Ok("circle-joined")
        }
        "decline" => {
            circle::decline(town, acting, id).await?;
            Ok("circle-declined")
        }
        "leave" => {
            circle::leave(town, acting, id).await?;
            Ok("circle-left")
        }
        _ => Err(Refusal::BadParameter { name: "act" }.into()),
    }
}

/// The circle, if this organisation belongs to it or is invited; its owner belongs to it.
async fn circle_of(town: &Town, acting: &Acting, id: &str) -> Result<(CircleRow, MemberRow), Failure> {
    let id = EntryId::parse(id).map_err(|_| Refusal::NoSuchCircle {})?;
    let mut reading = town.store.reading().await?;
    let circle = reading.circles().by_id(&id).await?.ok_or(Refusal::NoSuchCircle {})?;
    let row = reading.circles().member(&circle.iri, &acting.organisation.iri).await?;
    let row = row.filter(|row| matches!(row.answer, Membership::Invited | Membership::Accepted));
    Ok((circle, row.ok_or(Refusal::NoSuchCircle {})?))
}

async fn page(
    town: &Town,
    acting: Acting,
    circle: CircleRow,
    row: MemberRow,
    typed: Option<(&Fields, &Problems)>,
    speech: &Speech,
    here: &Here,
) -> Result<CirclePage, Failure> {
    let base = address(&acting, PART);
    let address = format!("{base}/{}", circle.id);
    let is_own = circle.owner == acting.organisation.iri;
    let form = |act: &str, button: &str, fields: Vec<Field>| {
        let form = Form::new(address.clone(), speech.say(button), fields).with_hidden("act", act).within(act);
        match typed.filter(|(typed, _)| typed.text("act") == act) {
            Some((_, problems)) => form.with_problems(problems, speech),
            None => form,
        }
    };
    let text = |act: &str, name: &str| match typed.filter(|(typed, _)| typed.text("act") == act) {
        Some((typed, _)) => typed.text(name).to_owned(),
        None => String::new(),
    };
    let keeping = is_own.then(|| Keeping {
        inviting: form(
            "invite",
            "circle-invite",
            vec![
                Field::line(speech, "circle", "address", &text("invite", "address"))
                    .up_to(text::caps::TITLE)
                    .required(),
            ],
        ),
        rewording: form("reword", "circle-reword", questions(&reworded(&circle, typed), speech)),
    });
    let joining = (!row.belongs()).then(|| {
        let office = Field::line(speech, "circle", "office", &text("accept", "office"));
        form("accept", "circle-accept", vec![office.up_to(text::caps::TITLE).required()])
            .with_hidden("edition", circle.agreement.edition.to_string())
            .with_hidden("hash", circle.agreement.sha256.clone())
    });
    let members = members(town, &circle, is_own, speech).await?;
    let edition = speech.number(u64::try_from(circle.agreement.edition).unwrap_or_default());
    let (page, frame) = Frame::within(acting, PART, circle.name, speech, here);
    Ok(CirclePage {
        page,
        frame,
        base,
        address,
        purpose: circle.purpose,
        agreement: circle.agreement.text,
        edition,
        keeping,
        joining,
        is_invited: row.answer == Membership::Invited,
        can_leave: row.answer == Membership::Accepted && !is_own,
        members,
    })
}

/// The circle's words, or what was typed in their place.
fn reworded(circle: &CircleRow, typed: Option<(&Fields, &Problems)>) -> Fields {
    match typed.filter(|(typed, _)| typed.text("act") == "reword") {
        Some((typed, _)) => typed.clone(),
        None => Fields::of([
            ("name".to_owned(), circle.name.clone()),
            ("purpose".to_owned(), circle.purpose.clone()),
            ("agreement".to_owned(), circle.agreement.text.clone()),
        ]),
    }
}

/// Who belongs to it. Its owner also sees who is invited, who declined and who left.
async fn members(
    town: &Town,
    circle: &CircleRow,
    is_own: bool,
    speech: &Speech,
) -> Result<Vec<Member>, Failure> {
    let mut reading = town.store.reading().await?;
    let mut members = Vec::new();
    for row in reading.circles().members_of(&circle.iri).await? {
        let is_in = matches!(row.answer, Membership::Invited | Membership::Accepted);
        if !is_in && !is_own {
            continue;
        }
        let actor = reading.actors().by_iri(&row.member).await?;
        let party = actor.map_or_else(
            || Party { name: text::cut(&row.name, 160), ..Party::unknown(&row.member) },
            |actor| Party::of_actor(&actor, speech),
        );
        let condition = condition(&row, circle, speech);
        members.push(Member {
            party,
            iri: row.member.to_string(),
            condition,
            can_go: is_own && is_in && row.member != circle.owner,
        });
    }
    Ok(members)
}

fn condition(row: &MemberRow, circle: &CircleRow, speech: &Speech) -> String {
    if row.member == circle.owner {
        return speech.say("circle-keeps-it");
    }
    let since = speech.tell(
        "circle-since",
        &[("how", row.answer.label(speech.language())), ("day", speech.date(row.since).as_str())],
    );
    match row.answer {
        Membership::Accepted if !row.belongs() => format!("{since} {}", speech.say("circle-not-yet-agreed")),
        Membership::Accepted if !row.office.is_empty() => {
            format!("{since} {}", speech.tell("circle-by-office", &[("office", row.office.as_str())]))
        }
        _ => since,
    }
}
