//! `/einrichten`: a new node is set up in the browser, step by step. Each step is a small page; each can be left and resumed.

pub mod check;
pub mod connect;
pub mod mail;
pub mod organisation;
pub mod person;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use commons::Refusal;

use super::{Layout, Listing, Speech, done};
use crate::failure::Failure;
use crate::here::Here;
use crate::operations::setting_up::{self, SetUp, Step};
use crate::town::Town;
use crate::visitor::SignedIn;

/// What every page of the set-up has beside its content.
pub struct Frame {
    /// What stands at the top.
    pub heading: String,
    /// How far it has come.
    pub steps: Vec<Mark>,
}

/// A step on the line of steps.
pub struct Mark {
    words: String,
    address: Option<&'static str>,
    is_here: bool,
    is_done: bool,
}

impl Frame {
    /// The frame of the first page, where nobody has come yet, or of a step. Steps that have been reached can be gone to.
    fn around(here_is: Option<Step>, reached: Option<Step>, speech: &Speech, here: &Here) -> (Layout, Self) {
        let code = here_is.map_or("person", Step::code);
        let heading = speech.say(&format!("set-up-{code}"));
        let page = Layout::new(speech.clone(), here, heading.clone());
        let page = Layout { listing: Listing::Unlisted, ..page };
        let mark = |step: Option<Step>, key: &str| Mark {
            words: speech.say(key),
            address: step.filter(|step| reached.is_some_and(|reached| *step <= reached)).map(Step::path),
            is_here: step == here_is,
            is_done: step.map_or(reached.is_some(), |step| reached.is_some_and(|reached| step < reached)),
        };
        let steps = Step::ALL.iter().map(|step| mark(Some(*step), &format!("set-up-{}-short", step.code())));
        let steps = std::iter::once(mark(None, "set-up-person-short")).chain(steps).collect();
        (page, Self { heading, steps })
    }
}

/// How far it has come, for the page of a step.
///
/// # Errors
/// A redirect where this step comes too early; 404 where the set-up was closed a moment ago.
async fn reached(town: &Town, step: Step) -> Result<Result<Step, Response>, Failure> {
    match setting_up::standing(town).await? {
        SetUp::Begun(reached) if step == Step::Organisation || reached > Step::Organisation => {
            Ok(Ok(reached))
        }
        SetUp::Begun(reached) => Ok(Err(Redirect::to(reached.path()).into_response())),
        SetUp::Waiting | SetUp::Closed => Err(Refusal::NoSuchPage {}.into()),
    }
}

/// Onward to this step.
async fn onward(town: &Town, step: Step) -> Result<Response, Failure> {
    setting_up::come_to(town, step).await?;
    Ok(Redirect::to(step.path()).into_response())
}

/// `GET /einrichten`: where it was left.
pub async fn start(State(town): State<Town>) -> Result<Response, Failure> {
    match setting_up::standing(&town).await? {
        SetUp::Begun(step) => Ok(Redirect::to(step.path()).into_response()),
        SetUp::Waiting | SetUp::Closed => Err(Refusal::NoSuchPage {}.into()),
    }
}

/// `POST /einrichten/fertig`: closes the set-up, and shows what it has come to.
pub async fn finish(State(town): State<Town>, SignedIn(person): SignedIn) -> Result<Response, Failure> {
    if let Err(elsewhere) = reached(&town, Step::Connect).await? {
        return Ok(elsewhere);
    }
    setting_up::finish(&town, &person.row.id).await?;
    Ok(done("/betrieb/bereit", "set-up"))
}
