//! `/einrichten/verbinden`: the first organisations to follow, one address on each line, or a list on which many stand.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use commons::{MemberRole, Refusal};
use futures::StreamExt;
use store::Mode;

use super::{Frame, reached};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::follow::follow;
use crate::operations::lists::subscribe::subscribe;
use crate::operations::setting_up::Step;
use crate::pages::administration::connections::asking::in_plain_words;
use crate::pages::administration::filling;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::{Person, SignedIn};

/// Addresses taken at once.
const MOST: usize = 20;
/// How many are asked at the same time.
const AT_ONCE: usize = 5;

/// The page of the connections.
#[derive(Template)]
#[template(path = "setting_up/connect.html")]
struct ConnectPage {
    page: Layout,
    frame: Frame,
    asked: Vec<Asked>,
    lists: Vec<List>,
    failed: Vec<Failed>,
    form: Form,
}

/// An address behind which nobody could be asked.
struct Failed {
    address: String,
    sentence: String,
}

/// A list that is subscribed to already.
struct List {
    name: String,
    address: String,
    numbers: String,
}

/// Somebody who was asked already.
struct Asked {
    name: String,
    answer: String,
}

impl ConnectPage {
    async fn of(
        town: &Town,
        acting: &Acting,
        fields: &Fields,
        problems: &Problems,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let (page, frame) = Frame::around(Some(Step::Connect), Some(Step::Connect), speech, here);
        let (asked, lists) = (asked(town, acting, speech).await?, lists(town, acting, speech).await?);
        let questions = vec![
            Field::line(speech, "set-up-connect", "list", fields.text("list")).up_to(300),
            Field::area(speech, "set-up-connect", "addresses", 4, fields.text("addresses")).up_to(5_000),
        ];
        let form = Form::new(Step::Connect.path(), speech.say("set-up-connect-button"), questions)
            .with_problems(problems, speech);
        Ok(Self { page, frame, asked, lists, failed: Vec::new(), form })
    }
}

async fn asked(town: &Town, acting: &Acting, speech: &Speech) -> Result<Vec<Asked>, Failure> {
    let mut reading = town.store.reading().await?;
    let mut asked = Vec::new();
    for row in reading.follows().followed_by(&acting.organisation.iri).await?.into_iter().take(MOST * 5) {
        let actor = reading.actors().by_iri(&row.followed).await?;
        let name = actor.map_or_else(|| row.followed.to_string(), |actor| actor.name);
        asked.push(Asked {
            name,
            answer: speech.say(&format!("set-up-connect-answer-{}", row.answer.code())),
        });
    }
    Ok(asked)
}

async fn lists(town: &Town, acting: &Acting, speech: &Speech) -> Result<Vec<List>, Failure> {
    let (mut reading, mut lists) = (town.store.reading().await?, Vec::new());
    for one in reading.subscriptions().of_organisation(&acting.organisation.iri).await? {
        let keeper = reading.actors().by_iri(&one.list).await?;
        let filling = reading.subscriptions().filling(&one.subscriber, &one.list).await?;
        lists.push(List {
            name: keeper.map_or_else(|| one.list.to_string(), |keeper| keeper.name),
            address: format!("/verwaltung/{}/listen/{}", acting.organisation.handle, one.id),
            numbers: filling::lines(&filling, speech).join(" · "),
        });
    }
    Ok(lists)
}

/// In whose name the person asks: the first organisation's.
fn acting(town: &Town, person: &Person) -> Result<Acting, Failure> {
    let first = town.hosts.first().ok_or(Refusal::NoSuchPage {})?;
    let administers = person.acting_for(&first.iri, MemberRole::Administrator);
    // Founded at the command line, and administered by somebody else: who runs the node asks all the same, until it is set up.
    Ok(administers.unwrap_or_else(|_| Acting { organisation: first, who: person.who() }))
}

/// `GET /einrichten/verbinden`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
) -> Result<Response, Failure> {
    if let Err(elsewhere) = reached(&town, Step::Connect).await? {
        return Ok(elsewhere);
    }
    let (acting, fields, nothing) = (acting(&town, &person)?, Fields::default(), Problems::default());
    answer(&ConnectPage::of(&town, &acting, &fields, &nothing, &speech, &here).await?, &speech)
}

/// `POST /einrichten/verbinden`: asks them all. Those that could not be asked stay in the form, each with its reason.
pub async fn ask(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    SignedIn(person): SignedIn,
    fields: Fields,
) -> Result<Response, Failure> {
    if let Err(elsewhere) = reached(&town, Step::Connect).await? {
        return Ok(elsewhere);
    }
    let acting = acting(&town, &person)?;
    let (addresses, problems) = match addresses(&fields) {
        Ok(addresses) => (addresses, subscribed(&town, &acting, &fields).await),
        Err(refusal) => (Vec::new(), Problems::of(refusal)),
    };
    if !problems.is_empty() {
        return again(&ConnectPage::of(&town, &acting, &fields, &problems, &speech, &here).await?, &speech);
    }
    let failed = ask_all(&town, &acting, addresses, &speech).await;
    if failed.is_empty() {
        return Ok(done(Step::Connect.path(), "asked"));
    }
    let left: Vec<_> = failed.iter().map(|one| one.address.as_str()).collect();
    let left = Fields::of([("addresses".to_owned(), left.join("\n"))]);
    let page = ConnectPage::of(&town, &acting, &left, &Problems::default(), &speech, &here).await?;
    again(&ConnectPage { failed, ..page }, &speech)
}

fn addresses(fields: &Fields) -> Result<Vec<String>, Refusal> {
    let lines = fields.text("addresses").lines().map(str::trim);
    let addresses: Vec<_> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    match addresses.len() {
        0 if fields.text("list").is_empty() => Err(Refusal::Missing { field: "addresses" }),
        many if many > MOST => Err(Refusal::TooMany { field: "addresses", limit: MOST }),
        _ => Ok(addresses),
    }
}

/// Subscribes to the list that was named, and follows all on it; gives what is wrong with it.
async fn subscribed(town: &Town, acting: &Acting, fields: &Fields) -> Problems {
    let (list, mut problems) = (fields.text("list"), Problems::default());
    if list.is_empty() {
        return problems;
    }
    match subscribe(town, acting, list, Mode::Follow).await {
        Ok(_) => {}
        // Sent a second time.
        Err(failure) if *failure.refusal() == (Refusal::AlreadySubscribed {}) => {}
        Err(failure) => {
            let refusal = in_plain_words(failure.refusal()).unwrap_or_else(|| failure.refusal().clone());
            problems.add("list", refusal);
        }
    }
    problems
}

/// Asks a few at a time; gives those that could not be asked.
async fn ask_all(town: &Town, acting: &Acting, addresses: Vec<String>, speech: &Speech) -> Vec<Failed> {
    let asked = futures::stream::iter(addresses).map(|address| ask_one(town, acting, address, speech));
    asked.buffered(AT_ONCE).filter_map(std::future::ready).collect().await
}

async fn ask_one(town: &Town, acting: &Acting, address: String, speech: &Speech) -> Option<Failed> {
    let failure = follow(town, acting, &address, "").await.err()?;
    Some(Failed { sentence: failure.refusal().sentence(speech.language()), address })
}
