//! `/verwaltung/{handle}/listen/{id}`: a list that is subscribed to: how far it is read, whom it proposes, and how far following them has come.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use commons::{Iri, Refusal, Time};
use http::{HeaderValue, header};
use serde::Deserialize;
use store::lists::ListRow;
use store::subscriptions::Filling;
use store::{Mode, Reading, StoreError, Subscription};

use super::lists::PART;
use super::party::Party;
use super::{Frame, acting, address};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::Fields;
use crate::here::Here;
use crate::operations::lists::subscribe;
use crate::pages::plain::{Condition, Mood, trouble};
use crate::pages::{Layout, Speech, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// Proposals on a page; all others follow once these are decided.
const PROPOSALS: i64 = 100;
/// Whatever waits or has gone, on a page.
const LINES: i64 = 20;
/// Seconds after which a page that is watched is loaded again.
const AGAIN: HeaderValue = HeaderValue::from_static("5");

/// Whether the page is to load itself again while something goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Watching {
    laufend: String,
}

impl Watching {
    fn is_on(&self) -> bool {
        !self.laufend.is_empty()
    }
}

/// The page of a list.
#[derive(Template)]
#[template(path = "administration/filling.html")]
struct FillingPage {
    page: Layout,
    frame: Frame,
    base: String,
    party: Party,
    condition: Condition,
    filling: Filling,
    numbers: Vec<String>,
    /// Of a hundred, how many are done: declined is done, too.
    percent: i64,
    waits: Vec<Waiting>,
    proposals: Vec<Proposal>,
    more: Option<String>,
    gone: Vec<Gone>,
    follows_all: bool,
    own: Own,
    is_watched: bool,
}

/// How the subscriber itself stands to the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It keeps it.
    Keeper,
    /// It stands on it.
    Member,
    /// It asked to.
    Asked,
    /// It could ask.
    Stranger,
}

/// Something that does not go on just now.
struct Waiting {
    name: String,
    reason: String,
    next: String,
}

/// Somebody who could be followed.
struct Proposal {
    actor: Iri,
    name: String,
    host: String,
}

/// Somebody who is followed and no longer on the list.
struct Gone {
    name: String,
    address: String,
}

impl FillingPage {
    async fn of(
        town: &Town,
        acting: Acting,
        subscription: &Subscription,
        watching: &Watching,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let (mut reading, now) = (town.store.reading().await?, town.clock.now());
        let (subscriber, list) = (&subscription.subscriber, &subscription.list);
        let row = reading.lists().of_keeper(list).await?;
        let filling = reading.subscriptions().filling(subscriber, list).await?;
        let proposals = proposals(&mut reading, subscription).await?;
        let left = filling.proposed() - i64::try_from(proposals.len()).unwrap_or_default();
        let waits = waits(&mut reading, subscription, now, speech).await?;
        let gone = gone(&mut reading, subscription, &acting).await?;
        let own = own(&mut reading, subscription).await?;
        let keeper = reading.actors().by_iri(list).await?;
        drop(reading);
        let party = keeper.map_or_else(|| Party::unknown(list), |keeper| Party::of_actor(&keeper, speech));
        let base = format!("{}/{}", address(&acting, PART), subscription.id);
        let heading = speech.tell("list-of", &[("said", &party.name)]);
        let (page, frame) = Frame::within(acting, PART, heading, speech, here);
        Ok(Self {
            page,
            frame,
            base,
            party,
            condition: condition(row.as_ref(), now, speech),
            numbers: lines(&filling, speech),
            percent: percent(&filling),
            filling,
            waits,
            proposals,
            more: u64::try_from(left)
                .ok()
                .filter(|left| *left > 0)
                .map(|left| speech.count("list-more", left)),
            gone,
            follows_all: subscription.mode == Mode::Follow,
            own,
            is_watched: watching.is_on(),
        })
    }
}

fn percent(filling: &Filling) -> i64 {
    (filling.walked + filling.declined) * 100 / filling.organisations.max(1)
}

/// How reading the list stands.
pub(super) fn condition(row: Option<&ListRow>, now: Time, speech: &Speech) -> Condition {
    let told = |mood, sentence| Condition { mood, sentence, reason: None };
    match row.map(|row| (&row.error, row.read, row)) {
        Some((Some(word), _, row)) => {
            let sentence = speech.tell("list-trouble", &[("next", &speech.until(row.due, now))]);
            Condition { reason: Some(trouble(word, speech)), ..told(Mood::Trouble, sentence) }
        }
        Some((None, Some(read), row)) if row.next.is_none() => {
            told(Mood::Well, speech.tell("list-well", &[("ago", &speech.ago(read, now))]))
        }
        _ => told(Mood::Waiting, speech.say("list-first")),
    }
}

/// The numbers that say anything, as sentences.
pub fn lines(filling: &Filling, speech: &Speech) -> Vec<String> {
    let numbers = [
        ("list-organisations", filling.organisations),
        ("list-to-ask", filling.to_ask),
        ("list-asked", filling.asked),
        ("list-accepted", filling.accepted),
        ("list-declined", filling.declined),
        ("list-walked", filling.walked),
        ("list-entries", filling.entries),
        ("list-without", filling.without),
    ];
    let said = |(key, number): (&str, i64)| {
        let number = u64::try_from(number).ok().filter(|number| *number > 0)?;
        Some(speech.count(key, number))
    };
    numbers.into_iter().filter_map(said).collect()
}

async fn proposals(reading: &mut Reading, subscription: &Subscription) -> Result<Vec<Proposal>, StoreError> {
    let (subscriber, list) = (&subscription.subscriber, &subscription.list);
    let rows = reading.subscriptions().proposed(subscriber, list, PROPOSALS).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let host = row.actor.origin().authority().to_owned();
            Proposal {
                name: if row.name.is_empty() { host.clone() } else { row.name },
                host,
                actor: row.actor,
            }
        })
        .collect())
}

/// Who could not be asked, and whose entries cannot be read, each with the reason.
async fn waits(
    reading: &mut Reading,
    subscription: &Subscription,
    now: Time,
    speech: &Speech,
) -> Result<Vec<Waiting>, StoreError> {
    let (subscriber, list) = (&subscription.subscriber, &subscription.list);
    let asked = reading.askings().in_trouble(subscriber, list, LINES).await?;
    let asked = asked.into_iter().map(|row| (row.actor, row.error, row.due));
    let walked = reading.subscriptions().not_walked(subscriber, list, LINES).await?;
    let walked = walked.into_iter().map(|row| (row.followed, row.walk_error, row.walk_due));
    let mut waits = Vec::new();
    for (actor, error, due) in asked.chain(walked).collect::<Vec<_>>() {
        let known = reading.actors().by_iri(&actor).await?;
        waits.push(Waiting {
            name: known.map_or_else(|| actor.origin().authority().to_owned(), |actor| actor.name),
            reason: error.map_or_else(|| speech.say("list-silent"), |word| trouble(&word, speech)),
            next: speech.until(due, now),
        });
    }
    Ok(waits)
}

async fn gone(
    reading: &mut Reading,
    subscription: &Subscription,
    acting: &Acting,
) -> Result<Vec<Gone>, StoreError> {
    let mut gone = Vec::new();
    for row in reading.subscriptions().gone(&subscription.subscriber, &subscription.list, LINES).await? {
        let known = reading.actors().by_iri(&row.followed).await?;
        gone.push(Gone {
            name: known.map_or_else(|| row.followed.origin().authority().to_owned(), |actor| actor.name),
            address: format!("{}/{}/beenden", address(acting, "verbindungen"), row.id),
        });
    }
    Ok(gone)
}

async fn own(reading: &mut Reading, subscription: &Subscription) -> Result<Own, StoreError> {
    let (subscriber, list) = (&subscription.subscriber, &subscription.list);
    Ok(if subscriber == list {
        Own::Keeper
    } else if reading.lists().holds(list, subscriber).await? {
        Own::Member
    } else if subscription.joined.is_some() {
        Own::Asked
    } else {
        Own::Stranger
    })
}

/// `GET /verwaltung/{handle}/listen/{id}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
    Query(watching): Query<Watching>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let subscription = subscription(&town, &acting, &id).await?;
    let page = FillingPage::of(&town, acting, &subscription, &watching, &speech, &here).await?;
    let goes_on = page.filling.goes_on() || page.condition.mood == Mood::Waiting;
    let mut response = answer(&page, &speech)?;
    // Only where somebody asked for it: a page that loads itself is a trouble to those who read slowly.
    if watching.is_on() && goes_on {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

/// `POST /verwaltung/{handle}/listen/{id}`: `act` says what.
pub async fn change(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let subscription = subscription(&town, &acting, &id).await?;
    let base = format!("{}/{}", address(&acting, PART), subscription.id);
    match fields.text("act") {
        "all" => {
            subscribe::follow_all(&town, &acting, &id).await?;
            Ok(done(&format!("{base}?laufend=1"), "list-followed"))
        }
        "stop" => {
            subscribe::propose_only(&town, &acting, &id).await?;
            Ok(done(&base, "list-stopped"))
        }
        "some" => {
            let some = fields.all("actor").into_iter().map(|actor| Iri::parse("actor", actor));
            subscribe::follow_some(&town, &acting, &id, some.collect::<Result<_, _>>()?).await?;
            Ok(done(&format!("{base}?laufend=1"), "list-followed"))
        }
        "join" => {
            subscribe::join(&town, &acting, &id).await?;
            Ok(done(&base, "list-joined"))
        }
        "end" => {
            subscribe::end(&town, &acting, &id).await?;
            Ok(done(&address(&acting, PART), "list-ended"))
        }
        _ => Err(Refusal::BadParameter { name: "act" }.into()),
    }
}

/// The subscription of this organisation.
async fn subscription(town: &Town, acting: &Acting, id: &str) -> Result<Subscription, Failure> {
    let row = town.store.reading().await?.subscriptions().by_id(id).await?;
    let own = row.filter(|row| row.subscriber == acting.organisation.iri);
    Ok(own.ok_or(Refusal::NoSuchSubscription {})?)
}
