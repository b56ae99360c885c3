//! Which organisation a request speaks to: the one whose host it names.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use commons::{Organisation, Refusal};
use http::header;
use http::request::Parts;

use crate::failure::Failure;
use crate::hosts::Look;
use crate::pages::administration::Waiting;
use crate::town::Town;
use crate::visitor::Visitor;

/// The host that was asked, the local organisation whose page is shown (that of the host, or the node's first), and who asks.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// The Host header, with its port where it has one.
    pub host: String,
    /// The organisation that is spoken to; none on a node without organisations.
    pub organisation: Option<Arc<Organisation>>,
    /// Who asks.
    pub visitor: Visitor,
    /// What waits for a decision of the organisation whose administration is asked for.
    pub waiting: Waiting,
    /// How the pages of that organisation look.
    pub look: Look,
    /// Where the source of this software can be read; empty: nobody said.
    pub source: String,
}

impl FromRequestParts<Town> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Self, Infallible> {
        let host = host_of(parts);
        let organisation = town.hosts.by_host(&host).or_else(|| town.hosts.first());
        let Ok(visitor) = Visitor::from_request_parts(parts, town).await;
        let waiting = parts.extensions.get::<Waiting>().copied().unwrap_or_default();
        let look = organisation.as_ref().map(|one| town.hosts.look(&one.iri)).unwrap_or_default();
        let source = town.config.source.url.clone();
        Ok(Self { host, organisation, visitor, waiting, look, source })
    }
}

/// The local organisation that a neighbour speaks to. Neighbours must name a host of ours (421).
#[derive(Clone, Debug)]
pub struct Ours(pub Arc<Organisation>);

impl FromRequestParts<Town> for Ours {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Self, Failure> {
        let host = host_of(parts);
        town.hosts.by_host(&host).map(Self).ok_or_else(|| Refusal::NotOurHost {}.into())
    }
}

fn host_of(parts: &Parts) -> String {
    let header = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = header.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
    host.unwrap_or_default().to_ascii_lowercase()
}
