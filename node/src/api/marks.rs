//! `/api/v1/entries/{id}/marks`: who recommends an entry, and with whom it is so too; saying it, and taking it back.

use std::borrow::Cow;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use commons::{EntryId, Iri, MarkVerb, Reader, Refusal, Time};
use http::{Request, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::tokens::Scope;
use store::{EntryRow, Found, MarkRow, Reading, Stance};
use utoipa::ToSchema;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

use super::entries::EntryPath;
use super::openapi::problems::refusals;
use super::token::{Bearer, reader};
use super::{Id, answer, read};
use crate::failure::Failure;
use crate::operations::mark::{mark, take_back};
use crate::town::Town;

/// Marks that are named at most.
const NAMED: i64 = 100;

/// What is said of an entry.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MarkWish)]
pub struct Wish {
    /// What is said.
    #[schema(schema_with = verbs)]
    verb: String,
    /// Why it is recommended; of a `like` it is not kept.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// What is taken back.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// What was said.
    #[param(inline, value_type = VerbCode, example = "announce")]
    verb: String,
}

/// What is said of an entry, and by how many.
#[derive(Serialize, ToSchema)]
struct Marks {
    /// Those of organisations that are named: of this node, and of nodes whose entries come in; newest first.
    marks: Vec<Shown>,
    /// How many recommend it, named or not.
    recommended: i64,
    /// With how many it is so too, named or not.
    with_us_too: i64,
}

/// Something that an organisation says of an entry.
#[derive(Serialize, ToSchema)]
#[schema(as = Mark)]
struct Shown {
    /// Who says it.
    #[schema(value_type = String, format = "uri")]
    actor: Iri,
    /// What is said.
    #[schema(schema_with = verbs)]
    verb: &'static str,
    /// Why it is recommended.
    reason: String,
    /// When it was last said.
    #[schema(value_type = String, format = DateTime)]
    said: Time,
}

impl From<MarkRow> for Shown {
    fn from(row: MarkRow) -> Self {
        let MarkRow { actor, verb, reason, said, .. } = row;
        Self { actor, verb: verb.code(), reason, said }
    }
}

/// What is said, as a parameter.
struct VerbCode;

impl utoipa::PartialSchema for VerbCode {
    fn schema() -> RefOr<Schema> {
        verbs().into()
    }
}

impl ToSchema for VerbCode {
    fn name() -> Cow<'static, str> {
        "MarkVerb".into()
    }
}

fn verbs() -> ObjectBuilder {
    let about = "`announce`: recommended, to all who follow. `like`: with us too, for the entry's owner.";
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(MarkVerb::ALL.iter().map(|verb| verb.code())))
        .description(Some(about))
}

fn example() -> Value {
    json!({
        "actor": "https://landkreis-auental.de/", "verb": "announce", "reason": "Drei Kommunen arbeiten gut damit.",
        "said": "2026-05-04T09:30:00Z",
    })
}

refusals! {
    /// What the list may refuse.
    RefusedToList: always visitor, BadParameter, NoSuchEntry, Withdrawn
}
refusals! {
    /// What saying it may refuse.
    RefusedToSay: always bearer body, BadParameter, UnknownCode, TooLong, NoSuchEntry, Withdrawn, OwnMark, NotMarkable, NotForEveryone
}
refusals! {
    /// What taking it back may refuse.
    RefusedToTakeBack: always bearer, BadParameter, UnknownCode, NoSuchEntry
}

/// List what is said of an entry
///
/// Who recommends it and why, and with whom it is so too.
#[utoipa::path(
    get, path = "/api/v1/entries/{id}/marks", operation_id = "list_marks", tag = "entries",
    security((), ("token" = ["read"])),
    params(EntryPath),
    responses(
        (status = 200, description = "What is said of it.", body = Marks,
            example = json!({ "marks": [example()], "recommended": 1, "with_us_too": 4 })),
        RefusedToList,
    ),
)]
pub async fn list(State(town): State<Town>, bearer: Option<Bearer>, Id(id): Id) -> Result<Response, Failure> {
    let mut reading = town.store.reading().await?;
    let row = readable(&mut reading, &EntryId::parse(&id)?, &reader(bearer.as_ref())).await?;
    let counts = reading.marks().counts(&row.iri).await?;
    let marks = reading.marks().named(&row.iri, NAMED).await?.into_iter().map(Shown::from).collect();
    let (recommended, with_us_too) = (counts.recommended, counts.with_us_too);
    Ok(answer(StatusCode::OK, &Marks { marks, recommended, with_us_too }))
}

/// The entry, if it is here for whoever asks.
async fn readable(reading: &mut Reading, id: &EntryId, reader: &Reader) -> Result<EntryRow, Failure> {
    match reading.entries().readable(id, reader).await? {
        Found::Readable(row)
            if !row.local && reading.peers().stance(&row.iri.origin()).await? == Stance::Blocked =>
        {
            Err(Refusal::NoSuchEntry {}.into())
        }
        Found::Readable(row) => Ok(*row),
        Found::Withdrawn(_) => Err(Refusal::Withdrawn {}.into()),
        Found::Absent => Err(Refusal::NoSuchEntry {}.into()),
    }
}

/// Recommend an entry, or say that it is so too
///
/// Of somebody else's public project, lesson or call. A recommendation is sent to all who follow, `like` to the entry's owner alone. Said again, it replaces what was said before.
#[utoipa::path(
    post, path = "/api/v1/entries/{id}/marks", operation_id = "mark_entry", tag = "entries",
    security(("token" = ["write"])),
    params(EntryPath),
    request_body(
        content = Wish, description = "What is said.",
        example = json!({ "verb": "announce", "reason": "Drei Kommunen arbeiten gut damit." }),
    ),
    responses(
        (status = 200, description = "It is said.", body = Shown, example = json!(example())),
        RefusedToSay,
    ),
)]
pub async fn say(
    State(town): State<Town>,
    bearer: Bearer,
    Id(id): Id,
    request: Request<Body>,
) -> Result<Response, Failure> {
    let acting = bearer.may(Scope::Write, None)?;
    let id = EntryId::parse(&id)?;
    readable(&mut town.store.reading().await?, &id, &acting.reader()).await?;
    let wish: Wish = read(request).await?;
    let row = mark(&town, acting, id, MarkVerb::parse(&wish.verb)?, &wish.reason).await?;
    Ok(answer(StatusCode::OK, &Shown::from(row)))
}

/// Take back what was said
///
/// Whoever was told of it is told that it no longer holds.
#[utoipa::path(
    delete, path = "/api/v1/entries/{id}/marks", operation_id = "unmark_entry", tag = "entries",
    security(("token" = ["write"])),
    params(EntryPath, Which),
    responses((status = 204, description = "It is taken back."), RefusedToTakeBack),
)]
pub async fn unsay(
    State(town): State<Town>,
    bearer: Bearer,
    Id(id): Id,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, Failure> {
    let acting = bearer.may(Scope::Write, None)?;
    let id = EntryId::parse(&id)?;
    if town.store.reading().await?.entries().by_id(&id).await?.is_none() {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    let Query(which) = which.map_err(|_| Refusal::BadParameter { name: "verb" })?;
    take_back(&town, acting, id, MarkVerb::parse(&which.verb)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
