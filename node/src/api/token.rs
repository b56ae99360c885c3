//! Who calls: the bearer of a token acts for its one organisation, within its scope.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use commons::{Reader, Refusal};
use http::header;
use http::request::Parts;
use store::tokens::Scope;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::operations::token;
use crate::town::Town;

/// The bearer of a token.
pub struct Bearer {
    acting: Acting,
    scope: Scope,
}

impl Bearer {
    /// For whom this program acts, if its scope allows what it wants. `named` is the handle the request names, if it names one.
    ///
    /// # Errors
    /// 403 when the scope is too small or the named organisation is another.
    pub fn may(&self, scope: Scope, named: Option<&str>) -> Result<&Acting, Refusal> {
        if self.scope < scope {
            return Err(Refusal::ScopeTooSmall { scope: scope.code() });
        }
        if named.is_some_and(|named| named != self.acting.organisation.handle) {
            return Err(Refusal::OtherOrganisation {});
        }
        Ok(&self.acting)
    }
}

/// What somebody may read who shows a token, or none.
pub fn reader(bearer: Option<&Bearer>) -> Reader {
    bearer.map_or_else(Reader::anyone, |bearer| bearer.acting.reader())
}

impl FromRequestParts<Town> for Bearer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Self, Failure> {
        bearer(parts, town).await?.ok_or_else(|| Refusal::NoToken {}.into())
    }
}

impl OptionalFromRequestParts<Town> for Bearer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Option<Self>, Failure> {
        bearer(parts, town).await
    }
}

/// None without an Authorization header; a token that does not hold is refused, never taken for none.
async fn bearer(parts: &Parts, town: &Town) -> Result<Option<Bearer>, Failure> {
    let Some(header) = parts.headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let shown = header.to_str().ok().and_then(|value| value.split_once(' '));
    let Some((scheme, secret)) = shown else { return Err(Refusal::BadToken {}.into()) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::BadToken {}.into());
    }
    let row = token::find(&mut town.store.reading().await?, secret.trim()).await?;
    let organisation = town.hosts.by_iri(&row.organisation).ok_or(Refusal::BadToken {})?;
    let acting = Acting { organisation, who: format!("token {}", row.id) };
    Ok(Some(Bearer { acting, scope: row.scope }))
}
