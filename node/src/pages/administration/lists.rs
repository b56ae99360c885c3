//! `/verwaltung/{handle}/listen`: the lists of members to which the organisation subscribes.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::Refusal;
use store::subscriptions::Filling;
use store::{Mode, Subscription};

use super::connections::asking::in_plain_words;
use super::filling::{condition, lines};
use super::party::Party;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::lists::subscribe::subscribe;
use crate::pages::plain::Condition;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The part of the administration this is.
pub(super) const PART: &str = "listen";

/// The page of the lists.
#[derive(Template)]
#[template(path = "administration/lists.html")]
struct ListsPage {
    page: Layout,
    frame: Frame,
    lists: Vec<Line>,
    form: Form,
}

/// A list.
struct Line {
    address: String,
    party: Party,
    condition: Condition,
    numbers: String,
}

impl ListsPage {
    async fn of(
        town: &Town,
        acting: Acting,
        (fields, problems): (&Fields, &Problems),
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let own =
            town.store.reading().await?.subscriptions().of_organisation(&acting.organisation.iri).await?;
        let mut lists = Vec::with_capacity(own.len());
        for subscription in own {
            lists.push(line(town, &acting, &subscription, speech).await?);
        }
        let form = form(&address(&acting, PART), fields, speech).with_problems(problems, speech);
        let (page, frame) = Frame::around(acting, PART, speech, here);
        Ok(Self { page, frame, lists, form })
    }
}

async fn line(
    town: &Town,
    acting: &Acting,
    subscription: &Subscription,
    speech: &Speech,
) -> Result<Line, Failure> {
    let (mut reading, now) = (town.store.reading().await?, town.clock.now());
    let keeper = reading.actors().by_iri(&subscription.list).await?;
    let row = reading.lists().of_keeper(&subscription.list).await?;
    let filling: Filling =
        reading.subscriptions().filling(&subscription.subscriber, &subscription.list).await?;
    Ok(Line {
        address: format!("{}/{}", address(acting, PART), subscription.id),
        party: keeper
            .map_or_else(|| Party::unknown(&subscription.list), |keeper| Party::of_actor(&keeper, speech)),
        condition: condition(row.as_ref(), now, speech),
        numbers: lines(&filling, speech).join(" · "),
    })
}

/// The question for a list: whose, and what becomes of those on it.
fn form(action: &str, fields: &Fields, speech: &Speech) -> Form {
    let chosen = [if fields.has("mode") { fields.text("mode") } else { Mode::Propose.code() }];
    let modes = [Mode::Propose, Mode::Follow];
    let modes = modes
        .map(|mode| Choice::new(mode.code(), speech.say(&format!("lists-mode-{}", mode.code())), &chosen));
    let questions = vec![
        Field::line(speech, "lists", "address", fields.text("address")).up_to(300).required(),
        Field::new(speech, "lists", "mode", Input::One(modes.into())),
    ];
    Form::new(action, speech.say("lists-subscribe"), questions)
}

/// `GET /verwaltung/{handle}/listen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let nothing = (&Fields::default(), &Problems::default());
    answer(&ListsPage::of(&town, acting(&person, &handle)?, nothing, &speech, &here).await?, &speech)
}

/// `POST /verwaltung/{handle}/listen`: subscribes.
pub async fn add(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match subscribed(&town, &acting, &fields).await {
        Ok(subscription) => {
            Ok(done(&format!("{}/{}?laufend=1", address(&acting, PART), subscription.id), "list-subscribed"))
        }
        Err(failure) => {
            let Some(refusal) = in_plain_words(failure.refusal()) else { return Err(failure) };
            let mut problems = Problems::default();
            problems.add("address", refusal);
            again(&ListsPage::of(&town, acting, (&fields, &problems), &speech, &here).await?, &speech)
        }
    }
}

async fn subscribed(town: &Town, acting: &Acting, fields: &Fields) -> Result<Subscription, Failure> {
    if fields.text("address").is_empty() {
        return Err(Refusal::Missing { field: "address" }.into());
    }
    let mode = if fields.text("mode").is_empty() { Mode::Propose } else { Mode::parse(fields.text("mode"))? };
    subscribe(town, acting, fields.text("address"), mode).await
}
