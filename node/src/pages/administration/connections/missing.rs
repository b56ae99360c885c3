//! An author no longer shows many of its entries: a person decides whether they go here too.

use axum::extract::{Path, State};
use axum::response::Response;
use commons::Iri;
use store::{Reading, StoreError};

use super::super::acting;
use super::super::party::Party;
use super::back;
use crate::failure::Failure;
use crate::operations::surplus;
use crate::pages::Speech;
use crate::town::Town;
use crate::visitor::SignedIn;

/// What is to be decided about one author.
pub struct Question {
    /// The id of the connection.
    pub id: String,
    /// Whose entries they are.
    pub party: Party,
    /// How many, and how many there are in all.
    pub sentence: String,
}

/// What this organisation is to decide.
pub async fn questions(
    reading: &mut Reading,
    ours: &Iri,
    speech: &Speech,
) -> Result<Vec<Question>, StoreError> {
    let mut questions = Vec::new();
    for author in reading.missing().asked_of(ours).await? {
        let Some(follow) = reading.follows().between(ours, &author).await? else { continue };
        let actor = reading.actors().by_iri(&author).await?;
        let party = actor.map_or_else(|| Party::unknown(&author), |actor| Party::of_actor(&actor, speech));
        let missing = reading.missing().count(ours, &author).await?;
        let all = reading.entries().count_by_author(&author).await?;
        let number = |count: i64| speech.number(u64::try_from(count).unwrap_or_default());
        let (missing, all) = (number(missing), number(all));
        let sentence = speech.tell("surplus-there", &[("missing", &missing), ("all", &all)]);
        questions.push(Question { id: follow.id, party, sentence });
    }
    Ok(questions)
}

/// `POST /verwaltung/{handle}/verbindungen/{id}/uebernehmen`
pub async fn take_over(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    surplus::take_over(&town, &acting, &id).await?;
    town.walk.notify_one();
    Ok(back(&acting, "missing-taken-over"))
}

/// `POST /verwaltung/{handle}/verbindungen/{id}/verwerfen`
pub async fn keep(
    State(town): State<Town>,
    person: SignedIn,
    Path((handle, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    surplus::keep(&town, &acting, &id).await?;
    town.walk.notify_one();
    Ok(back(&acting, "missing-kept"))
}
