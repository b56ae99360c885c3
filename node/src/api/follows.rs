//! `/api/v1/follows`: who follows whom, asking, accepting, declining.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::Time;
use http::{Request, StatusCode};
use serde::{Deserialize, Serialize};
use store::FollowRow;
use store::tokens::Scope;

use super::token::Bearer;
use super::{answer, read};
use crate::failure::Failure;
use crate::operations::{accept, follow};
use crate::town::Town;

/// Whom to follow.
#[derive(Debug, Deserialize)]
pub struct Wish {
    from: String,
    to: String,
    #[serde(default)]
    message: String,
}

/// A connection as programs see it, over HTTP and at the command line.
#[derive(Serialize)]
pub struct Shown {
    /// By which it is accepted or declined.
    pub id: String,
    /// Who follows.
    pub follower: String,
    /// Who is followed.
    pub followed: String,
    /// Asked, accepted, declined or ended.
    pub answer: &'static str,
    /// What the follower wrote.
    pub message: String,
    /// When it was asked.
    pub asked: Time,
    /// When it was answered.
    pub answered: Option<Time>,
    /// When the followed one's changes were last walked to the end.
    pub walked: Option<Time>,
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

/// The connections of the organisation to which the token is bound, both ways.
pub async fn list(State(town): State<Town>, bearer: Bearer) -> Result<Response, Failure> {
    let acting = bearer.may(Scope::Read, None)?;
    let mut reading = town.store.reading().await?;
    let mut rows = reading.follows().followers_of(&acting.organisation.iri).await?;
    rows.extend(reading.follows().followed_by(&acting.organisation.iri).await?);
    let follows: Vec<_> = rows.into_iter().map(Shown::from).collect();
    Ok(answer(StatusCode::OK, &serde_json::json!({ "follows": follows })))
}

/// Asks to follow.
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

/// Lets a follower in.
pub async fn accept(
    State(town): State<Town>,
    bearer: Bearer,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let row = accept::accept(&town, bearer.may(Scope::Connect, None)?, &id).await?;
    Ok(answer(StatusCode::OK, &Shown::from(row)))
}

/// Turns a follower away.
pub async fn decline(
    State(town): State<Town>,
    bearer: Bearer,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let row = accept::decline(&town, bearer.may(Scope::Connect, None)?, &id).await?;
    Ok(answer(StatusCode::OK, &Shown::from(row)))
}
