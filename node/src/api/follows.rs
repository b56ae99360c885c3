//! `/api/v1/follows`: who follows whom, asking, accepting, declining.

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use commons::Time;
use http::{Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::tokens::Scope;
use store::{Answer, FollowRow};
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, Type};

use super::openapi::problems::refusals;
use super::token::Bearer;
use super::{Id, answer, read};
use crate::failure::Failure;
use crate::operations::{accept, follow};
use crate::town::Town;

/// Whom to follow.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = FollowWish)]
pub struct Wish {
    /// The handle of the organisation that wants to follow: that of the token.
    #[schema(example = "auenstadt")]
    from: String,
    /// Whom to follow, as `handle@host`.
    #[schema(example = "birkenried@birkenried.de")]
    to: String,
    /// A word to its people. What is longer than 1,000 characters is cut.
    #[serde(default)]
    message: String,
}

/// The connections of an organisation, both ways.
#[derive(Serialize, ToSchema)]
struct Follows {
    /// The connections.
    follows: Vec<Shown>,
}

/// A connection as programs see it, over HTTP and at the command line.
#[derive(Serialize, ToSchema)]
#[schema(as = Follow, description = "A connection: who follows whom.")]
pub struct Shown {
    /// By which it is accepted or declined.
    #[schema(format = "uuid")]
    pub id: String,
    /// Who follows.
    #[schema(format = "uri")]
    pub follower: String,
    /// Who is followed.
    #[schema(format = "uri")]
    pub followed: String,
    /// Asked, accepted, declined or ended.
    #[schema(schema_with = answers)]
    pub answer: &'static str,
    /// What the follower wrote.
    pub message: String,
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    pub asked: Time,
    /// When it was answered.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    pub answered: Option<Time>,
    /// When the followed one's changes were last walked to the end.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    pub walked: Option<Time>,
}

/// The answers are those of the code.
fn answers() -> ObjectBuilder {
    let about = "What the followed organisation says: nothing yet (`asked`), yes (`accepted`) or no (`declined`). The follower itself may have `ended` it.";
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(Answer::ALL.map(Answer::code)))
        .description(Some(about))
}

/// Which connection it is about.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it describes what `Id` reads")]
struct FollowPath {
    /// The id of the connection, from the list.
    #[param(format = "uuid", example = "019a2f60-0000-7000-8000-000000000003")]
    id: String,
}

/// A connection to be shown, with this answer.
fn example(answer: Answer) -> Value {
    let answered = (answer != Answer::Asked).then_some("2026-05-05T07:12:40Z");
    json!({
        "id": "019a2f60-0000-7000-8000-000000000003", "follower": "https://auenstadt.de/", "followed": "https://birkenried.de/",
        "answer": answer.code(), "message": "Guten Tag!", "asked": "2026-05-04T09:30:00Z", "answered": answered, "walked": null,
    })
}

refusals! {
    /// What the list may refuse.
    RefusedToList: always bearer
}
refusals! {
    /// What asking may refuse.
    RefusedToAsk: always bearer body asking_there, OtherOrganisation, BadParameter, NotWanted
}
refusals! {
    /// What an answer may refuse.
    RefusedToAnswer: always bearer, BadParameter, NoSuchFollow, AlreadyAnswered
}

impl From<FollowRow> for Shown {
    fn from(row: FollowRow) -> Self {
        Self {
            id: row.id,
            follower: row.follower.to_string(),
            followed: row.followed.to_string(),
            answer: row.answer.code(),
            message: row.message,
            asked: row.asked,
            answered: row.answered,
            walked: row.walked,
        }
    }
}

/// List connections
///
/// Whom the organisation of the token follows, and who follows it.
#[utoipa::path(
    get, path = "/api/v1/follows", operation_id = "list_follows", tag = "follows",
    security(("token" = ["read"])),
    responses(
        (status = 200, description = "The connections.", body = Follows, example = json!({ "follows": [example(Answer::Accepted)] })),
        RefusedToList,
    ),
)]
pub async fn list(State(town): State<Town>, bearer: Bearer) -> Result<Response, Failure> {
    let acting = bearer.may(Scope::Read, None)?;
    let mut reading = town.store.reading().await?;
    let mut rows = reading.follows().followers_of(&acting.organisation.iri).await?;
    rows.extend(reading.follows().followed_by(&acting.organisation.iri).await?);
    let follows = rows.into_iter().map(Shown::from).collect();
    Ok(answer(StatusCode::OK, &Follows { follows }))
}

/// Ask to follow
///
/// The other organisation decides. As soon as it accepts, what it has published and what it will publish comes in.
#[utoipa::path(
    post, path = "/api/v1/follows", operation_id = "ask_to_follow", tag = "follows",
    security(("token" = ["connect"])),
    request_body(
        content = Wish, description = "Who wants to follow whom.",
        example = json!({ "from": "auenstadt", "to": "birkenried@birkenried.de", "message": "Guten Tag!" }),
    ),
    responses(
        (status = 201, description = "It is asked.", body = Shown, example = json!(example(Answer::Asked))),
        RefusedToAsk,
    ),
)]
pub async fn ask(
    State(town): State<Town>,
    bearer: Bearer,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let wish: Wish = read(request).await?;
    let acting = bearer.may(Scope::Connect, Some(&wish.from))?;
    let row = follow::follow(&town, acting, &wish.to, &wish.message).await?;
    Ok(answer(StatusCode::CREATED, &Shown::from(row)))
}

/// Accept a follower
///
/// From now on what the organisation publishes is sent to the follower.
#[utoipa::path(
    post, path = "/api/v1/follows/{id}/accept", operation_id = "accept_follow", tag = "follows",
    security(("token" = ["connect"])),
    params(FollowPath),
    responses(
        (status = 200, description = "It is accepted.", body = Shown, example = json!(example(Answer::Accepted))),
        RefusedToAnswer,
    ),
)]
pub async fn accept(State(town): State<Town>, bearer: Bearer, Id(id): Id) -> Result<Response, Failure> {
    let row = accept::accept(&town, bearer.may(Scope::Connect, None)?, &id).await?;
    Ok(answer(StatusCode::OK, &Shown::from(row)))
}

/// Decline a follower
///
/// Also one that was accepted before. Nothing more is sent to it.
#[utoipa::path(
    post, path = "/api/v1/follows/{id}/decline", operation_id = "decline_follow", tag = "follows",
    security(("token" = ["connect"])),
    params(FollowPath),
    responses(
        (status = 200, description = "It is declined.", body = Shown, example = json!(example(Answer::Declined))),
        RefusedToAnswer,
    ),
)]
pub async fn decline(State(town): State<Town>, bearer: Bearer, Id(id): Id) -> Result<Response, Failure> {
    let row = accept::decline(&town, bearer.may(Scope::Connect, None)?, &id).await?;
    Ok(answer(StatusCode::OK, &Shown::from(row)))
}
