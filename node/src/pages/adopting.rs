//! `/eintraege/{id}/nutzung`, `/nutzung`: an organisation says that it uses something, examined it, or gave it up.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::{Adoption, Audience, Content, EntryId, Kind, MemberRole, Refusal, Stage, Target, text};

use super::commenting::{only_for_us, organisations};
use super::form_page::FormPage;
use super::pieces::Piece;
use super::{Speech, answer, done};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input};
use crate::here::Here;
use crate::operations::adopt::{Statement, adopt, adopt_elsewhere};
use crate::operations::publish::Published;
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// Characters of the sentence that may be said along.
const SENTENCE: usize = 300;

/// The stages that one click says, in the order of the buttons.
const AT_ONCE: [Stage; 2] = [Stage::Productive, Stage::Examined];
/// The stages behind a fold.
const OTHERS: [Stage; 4] = [Stage::Planned, Stage::Pilot, Stage::Variant, Stage::Ended];

/// Two clicks below an entry: what one's own organisation says of it, and the buttons that say something else.
pub struct Adopting {
    /// Where it is sent.
    pub action: String,
    /// What was said before: the stage in words.
    pub said: Option<&'static str>,
    /// The buttons that stand there at once: code and words.
    pub at_once: Vec<(&'static str, String)>,
    /// The buttons behind a fold.
    pub others: Vec<(&'static str, String)>,
    /// The one that wants a reason.
    pub dropped: (&'static str, String),
    /// Sentence, organisation, and for whom it is said.
    pub fields: Vec<Field>,
    /// Why it was given up.
    pub reason: Field,
}

impl Adopting {
    /// What this person can say of this entry; none of what nobody uses, or where they may not write.
    pub fn of(piece: &Piece, adoptions: &[Piece], person: &Person, speech: &Speech) -> Option<Self> {
        if matches!(piece.entry.kind(), Kind::Adoption | Kind::Comment) {
            return None;
        }
        let mut able = person.with_role(MemberRole::Editor).into_iter();
        let speaks = able.find(|one| one.organisation.iri != piece.entry.author)?;
        let own = adoptions.iter().find(|said| said.entry.author == speaks.organisation.iri);
        let before = own.and_then(|said| match &said.entry.content {
            Content::Adoption(adoption) => Some((said.entry.summary.clone(), adoption.clone())),
            _ => None,
        });
        let typed = typed(&speaks.organisation.handle, before.as_ref());
        let button = |stage: Stage| (stage.code(), speech.say(&format!("adopting-{}", stage.code())));
        let sentence = Field::area(speech, "adopting", "summary", 2, typed.text("summary")).up_to(SENTENCE);
        let organisation = organisations(person, MemberRole::Editor, &typed, speech);
        let fields = [sentence].into_iter().chain(organisation).chain([only_for_us(&typed, speech)]);
        Some(Self {
            action: format!("/eintraege/{}/nutzung", piece.id),
            said: before.as_ref().map(|(_, adoption)| adoption.stage.label(speech.language())),
            at_once: AT_ONCE.map(button).into(),
            others: OTHERS.map(button).into(),
            dropped: button(Stage::Dropped),
            fields: fields.map(|field| field.within("nutzung")).collect(),
            reason: Field::area(speech, "adopting", "reason", 2, typed.text("reason")).within("nutzung"),
        })
    }
}

/// What was said before, as it would have been typed.
fn typed(handle: &str, before: Option<&(String, Adoption)>) -> Fields {
    let mut fields = vec![("organisation", handle)];
    if let Some((sentence, adoption)) = before {
        fields.extend([("summary", sentence.as_str()), ("reason", adoption.reason.as_str())]);
    }
    Fields::of(fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// `POST /eintraege/{id}/nutzung`
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
        Ok(_) => Ok(done(&format!("/eintraege/{id}#nutzung"), "adopted")),
        Err(failure) => {
            let form = form(format!("/eintraege/{id}/nutzung"), Vec::new(), &person, &typed, &speech);
            let back = Some(format!("/eintraege/{id}"));
            let (title, lead) = (speech.say("adopting"), String::new());
            FormPage::of(title, lead, back, form, &speech, &here).again(failure, &speech)
        }
    }
}

async fn said(
    town: &Town,
    person: &Person,
    id: EntryId,
    typed: &Fields,
    speech: &Speech,
) -> Result<Published, Failure> {
    let acting = person.acting_in(typed.text("organisation"), MemberRole::Editor)?;
    adopt(town, &acting, id, statement(typed, speech)?).await
}

/// `GET /nutzung`
pub async fn begin(speech: Speech, here: Here, SignedIn(person): SignedIn) -> Result<Response, Failure> {
    answer(&page(&person, &Fields::default(), &speech, &here), &speech)
}

/// `POST /nutzung`
pub async fn say_elsewhere(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    typed: Fields,
) -> Result<Response, Failure> {
    match said_elsewhere(&town, &person, &typed, &speech).await {
        Ok(published) => Ok(done(&format!("/eintraege/{}", published.id), "adopted")),
        Err(failure) => page(&person, &typed, &speech, &here).again(failure, &speech),
    }
}

async fn said_elsewhere(
    town: &Town,
    person: &Person,
    typed: &Fields,
    speech: &Speech,
) -> Result<Published, Failure> {
    let acting = person.acting_in(typed.text("organisation"), MemberRole::Editor)?;
    let [name, provider] = ["name", "provider"].map(|field| text::line(typed.text(field)));
    text::check("name", &name, text::caps::TITLE)?;
    text::check("provider", &provider, text::caps::TITLE)?;
    let target =
        if provider.is_empty() { Target::Software(name) } else { Target::Service { name, provider } };
    adopt_elsewhere(town, &acting, target, statement(typed, speech)?).await
}

fn page(person: &Person, typed: &Fields, speech: &Speech, here: &Here) -> FormPage {
    let line = |name: &str| Field::line(speech, "adopting", name, typed.text(name)).up_to(text::caps::TITLE);
    let first = vec![line("name").required(), line("provider")];
    let form = form("/nutzung".to_owned(), first, person, typed, speech);
    FormPage::of(speech.say("adopting-elsewhere"), speech.say("adopting-lead"), None, form, speech, here)
}

fn form(action: String, first: Vec<Field>, person: &Person, typed: &Fields, speech: &Speech) -> Form {
    let stages = Stage::ALL.iter().map(|stage| {
        let words = speech.say(&format!("adopting-{}", stage.code()));
        Choice::new(stage.code(), words, &[typed.text("stage")])
    });
    let mut fields = first;
    fields.push(Field::new(speech, "adopting", "stage", Input::One(stages.collect())).required());
    fields.push(Field::area(speech, "adopting", "reason", 2, typed.text("reason")));
    fields.push(Field::area(speech, "adopting", "summary", 2, typed.text("summary")).up_to(SENTENCE));
    fields.extend(organisations(person, MemberRole::Editor, typed, speech));
    fields.push(only_for_us(typed, speech));
    Form::new(action, speech.say("adopting-send"), fields)
}

fn statement(typed: &Fields, speech: &Speech) -> Result<Statement, Refusal> {
    if typed.text("stage").is_empty() {
        return Err(Refusal::Missing { field: "stage" });
    }
    text::check("summary", typed.text("summary"), SENTENCE)?;
    Ok(Statement {
        stage: Stage::parse(typed.text("stage"))?,
        reason: typed.text("reason").to_owned(),
        sentence: typed.text("summary").to_owned(),
        audience: if typed.has("own") { Audience::Own } else { Audience::Public },
        language: speech.language(),
    })
}
