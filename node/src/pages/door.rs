//! Who may come in: the layer between the headers of a page and its handler. Who may is said by the table of routes alone.

use std::convert::Infallible;

use axum::Extension;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use commons::{MemberRole, Refusal};
use http::request::Parts;
use http::{HeaderMap, Method, Uri, header};

use super::{Speech, sign_in};
use crate::client_address;
use crate::device;
use crate::failure::Failure;
use crate::forms;
use crate::here::Here;
use crate::operations::session;
use crate::operations::setting_up::{self, SetUp};
use crate::routes::Who;
use crate::town::Town;
use crate::visitor::Visitor;

/// The name of the cookie that holds a session.
pub const COOKIE: &str = "sitzung";

/// Middleware: finds out who asks, and lets pages know.
pub async fn meet(State(town): State<Town>, mut request: Request, next: Next) -> Response {
    let visitor = match cookie(request.headers()) {
        Some(secret) => session::visitor(&town, secret).await,
        None => Ok(Visitor::default()),
    };
    match visitor {
        Ok(visitor) => request.extensions_mut().insert(visitor),
        Err(failure) => return failure.into_response(),
    };
    next.run(request).await
}

/// Middleware: refuses writes that did not come from a page of ours, and whoever the table does not let in.
pub async fn keep(
    State(town): State<Town>,
    Extension(who): Extension<Who>,
    visitor: Visitor,
    speech: Speech,
    here: Here,
    request: Request,
    next: Next,
) -> Response {
    let must_name_its_source = !is_reading(request.method()) && who != Who::Bearer;
    if must_name_its_source && !names_its_source(request.headers()) {
        return Failure::from(Refusal::FromElsewhere {}).into_response();
    }
    if who == Who::SettingUp {
        match setting_up::standing(&town).await {
            Ok(SetUp::Begun(_)) => {}
            Ok(SetUp::Waiting | SetUp::Closed) => {
                return Failure::from(Refusal::NoSuchPage {}).into_response();
            }
            Err(error) => return Failure::from(error).into_response(),
        }
    }
    match may_enter(who, &visitor, request.uri()) {
        Ok(()) => next.run(request).await,
        Err(Refusal::NotSignedIn {}) if is_reading(request.method()) => to_sign_in(request.uri()),
        Err(Refusal::NotSignedIn {}) => keep_what_was_typed(&town, &speech, &here, request).await,
        Err(refusal) => Failure::from(refusal).into_response(),
    }
}

/// Whether this visitor may enter where the table says who may.
fn may_enter(who: Who, visitor: &Visitor, uri: &Uri) -> Result<(), Refusal> {
    match who {
        Who::Everyone | Who::Bearer | Who::Neighbour | Who::Program(_) => Ok(()),
        Who::Person => visitor.signed_in().map(drop),
        Who::Member(role) => {
            let person = visitor.signed_in()?;
            let handle = handle_of(uri);
            if person.has(role, handle) {
                return Ok(());
            }
            // Of an organisation that is none of theirs people are not even told that it is here.
            let is_theirs = person.has(MemberRole::Reader, handle);
            Err(if is_theirs || handle.is_none() { Refusal::RoleTooSmall {} } else { Refusal::NoSuchPage {} })
        }
        Who::Operator | Who::SettingUp if visitor.signed_in()?.row.is_operator => Ok(()),
        Who::Operator | Who::SettingUp => Err(Refusal::NotTheOperator {}),
    }
}

/// The handle in `/verwaltung/{handle}/..`: there the role counts that the person has in that organisation.
pub(super) fn handle_of(uri: &Uri) -> Option<&str> {
    let rest = uri.path().strip_prefix("/verwaltung/")?;
    rest.split('/').next().filter(|handle| !handle.is_empty())
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Every browser names at least one of these with a form; what names neither is no form of ours.
fn names_its_source(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site")
}

fn to_sign_in(uri: &Uri) -> Response {
    let back = uri.path_and_query().map_or("/", |path| path.as_str());
    Redirect::to(&sign_in::address(back)).into_response()
}

/// A session that ended while somebody was typing must not cost what was typed: it is carried through the sign-in.
async fn keep_what_was_typed(town: &Town, speech: &Speech, here: &Here, request: Request<Body>) -> Response {
    let back = request.uri().path().to_owned();
    if forms::has_a_file(request.headers()) {
        // A file cannot be carried along; its page asks for it again.
        return sign_in::interrupted(town, speech, here, &back, "").await;
    }
    let typed = match forms::body(request).await {
        Ok(body) => String::from_utf8_lossy(&body).into_owned(),
        Err(refusal) => return Failure::from(refusal).into_response(),
    };
    sign_in::interrupted(town, speech, here, &back, &typed).await
}

/// What the cookie of this request holds.
pub fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    })
}

/// Where a request comes from, for whoever counts tries and lists sessions.
pub struct Source {
    /// By what tries from there are counted.
    pub source: String,
    /// What the browser is, in plain words.
    pub device: String,
}

impl FromRequestParts<Town> for Source {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Self, Infallible> {
        let trusted = &town.config.http.trusted_proxies;
        let address = client_address::of(&parts.headers, &parts.extensions, trusted);
        let said = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let source = address.map(client_address::prefix).unwrap_or_default();
        Ok(Self { source, device: device::name(said.unwrap_or_default()) })
    }
}
