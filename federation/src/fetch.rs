//! Fetching: one guarded client, which believes a document only if it came, unredirected, from the address that is its id.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Refusal, Time};
use reqwest::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use reqwest::{Response, StatusCode};
use serde_json::{Map, Value};
use url::Url;

use crate::guard::{Guard, GuardError};
use crate::knock::Unsigned;
use crate::media::{ACTIVITY_JSON, is_activity_json};
use crate::objects::actor::RemoteActor;
use crate::objects::changes::ChangesPage;
use crate::objects::conversation::{self, Conversation, Pages};
use crate::objects::members::MembersPage;
use crate::objects::object::Object;
use crate::signatures::keys::SigningKey;
use crate::signatures::{Dialect, Dialects, Request, sign};
use crate::wire::{Failed, ProxyTrouble, Wire};
use crate::{LONGEST_BODY, json};

/// How long and how much a neighbour may keep us.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until there is a connection.
    pub connect: Duration,
    /// From the first byte asked to the last byte read.
    pub total: Duration,
    /// Longest answer that is read, in bytes.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(15), body: LONGEST_BODY }
    }
}

/// Who signs what goes out, and when.
#[derive(Clone, Copy)]
pub struct Signer<'a> {
    /// The private key.
    pub key: &'a SigningKey,
    /// The id under which its public half can be found.
    pub key_id: &'a str,
    /// The present instant.
    pub now: Time,
}

impl Signer<'_> {
    /// The headers that sign a request to this address in cavage, which everyone reads.
    pub fn sign(&self, method: &str, url: &Iri, body: Option<&str>) -> Result<HeaderMap, Refusal> {
        self.sign_in(Dialect::Cavage, method, url, body)
    }

    /// The same in this dialect.
    pub fn sign_in(
        &self,
        dialect: Dialect,
        method: &str,
        url: &Iri,
        body: Option<&str>,
    ) -> Result<HeaderMap, Refusal> {
        let url = Url::parse(url.as_str()).map_err(|_| Refusal::BadId { field: "url" })?;
        signed(&url, method, body, dialect, self)
    }
}

/// Calls neighbours. Cheap to clone; keep one for the whole node.
#[derive(Clone)]
pub struct Client {
    pub(crate) http: Wire,
    pub(crate) guard: Arc<Guard>,
    limits: Limits,
    dialects: Arc<Dialects>,
}

impl Client {
    /// A client that follows no redirect, uses no proxy but the guard's, and connects where the guard lets it.
    /// The process needs a rustls crypto provider before.
    ///
    /// # Errors
    /// [`Refusal::NotACertificate`] when an authority of the network cannot be read.
    pub fn new(guard: Guard, limits: Limits) -> Result<Self, Refusal> {
        let guard = Arc::new(guard);
        Ok(Self { http: Wire::new(Arc::clone(&guard), limits)?, guard, limits, dialects: Arc::default() })
    }

    /// The same client with what is known already of the dialects that neighbours read.
    pub fn with_dialects(self, dialects: Arc<Dialects>) -> Self {
        Self { dialects, ..self }
    }

    pub(crate) fn dialects(&self) -> &Dialects {
        &self.dialects
    }

    /// Fetches an actor by its id. Its shared inbox is told only if its host knows the actor as one of its own.
    pub async fn fetch_actor(&self, iri: &Iri, signer: &Signer<'_>) -> Result<RemoteActor, Refusal> {
        let actor = RemoteActor::read(&self.document(iri, signer).await?, iri)?;
        if let Some(dialect) = actor.reads {
            self.dialects.announced(&iri.origin(), dialect);
        }
        Ok(self.with_proven_mailbox(actor).await)
    }

    /// Fetches an object by its id; its author is whom it names, on its own origin.
    pub async fn fetch_object(&self, iri: &Iri, signer: &Signer<'_>) -> Result<Object, Refusal> {
        let map = self.document(iri, signer).await?;
        let author = json::many(map.get("attributedTo")).iter().find_map(json::id_of);
        let author = Iri::parse("attributedTo", author.unwrap_or(iri.as_str()))?;
        Object::read(Value::Object(map), &author, signer.now)
    }

    /// Fetches a page of what `author` changed since `cursor`; without one, from the beginning.
    pub async fn fetch_changes(
        &self,
        url: &Iri,
        author: &Iri,
        cursor: Option<&str>,
        signer: &Signer<'_>,
    ) -> Result<ChangesPage, Refusal> {
        self.changes(url, author, cursor, None, signer).await
    }

    /// The same of what is addressed to circles alone: for who shares one with the author and does not follow him.
    pub async fn fetch_closed_changes(
        &self,
        url: &Iri,
        author: &Iri,
        cursor: Option<&str>,
        signer: &Signer<'_>,
    ) -> Result<ChangesPage, Refusal> {
        self.changes(url, author, cursor, Some("circles"), signer).await
    }

    async fn changes(
        &self,
        url: &Iri,
        author: &Iri,
        cursor: Option<&str>,
        only: Option<&str>,
        signer: &Signer<'_>,
    ) -> Result<ChangesPage, Refusal> {
        if url.origin() != author.origin() {
            return Err(Refusal::OriginsDiffer {});
        }
        let mut address = self.guard.check(url)?;
        for (name, value) in [("since", cursor), ("only", only)] {
            if let Some(value) = value {
                address.query_pairs_mut().append_pair(name, value);
            }
        }
        let map = self.json(&address, ACTIVITY_JSON, is_activity_json, Some(signer)).await?;
        let stem = |text: &str| text.split('?').next().unwrap_or("").to_owned();
        if json::text(&map, "id").map(stem) != Some(stem(url.as_str())) {
            return Err(Refusal::PeerAnswerUnreadable {});
        }
        ChangesPage::read(map, author)
    }

    /// Fetches a list of members, or a page of one, which lies on the host of whoever keeps it.
    pub async fn fetch_members(&self, url: &Iri, signer: &Signer<'_>) -> Result<MembersPage, Refusal> {
        MembersPage::read(self.document(url, signer).await?, url)
    }

    /// Fetches what is said below an entry, as its home serves it: at most 20 pages and 1,000 comments. Of an entry that names no conversation: nothing.
    pub async fn fetch_conversation(&self, top: &Iri, signer: &Signer<'_>) -> Result<Conversation, Refusal> {
        let mut conversation = Conversation::default();
        let Some(address) = conversation::told(&self.document(top, signer).await?, top) else {
            return Ok(conversation);
        };
        let mut pages = Pages::default();
        let mut collection = self.document(&address, signer).await?;
        let mut next = match collection.remove("first") {
            // The first page may stand in the collection itself.
            Some(Value::Object(mut first))
                if first.contains_key("orderedItems") || first.contains_key("items") =>
            {
                conversation.take(&mut first, top, signer.now);
                pages.next(&first, "next", top)
            }
            Some(first) => {
                collection.insert("first".to_owned(), first);
                pages.next(&collection, "first", top)
            }
            None => None,
        };
        let mut has_room = conversation.take(&mut collection, top, signer.now);
        while let Some(address) = next.filter(|_| has_room) {
            // What stood before a page that cannot be read counts all the same.
            let Ok(mut page) = self.document(&address, signer).await else { break };
            has_room = conversation.take(&mut page, top, signer.now);
            next = pages.next(&page, "next", top);
        }
        Ok(conversation)
    }

    /// A document whose id is the address it was fetched from: a copy or an upload elsewhere is not the thing itself.
    async fn document(&self, iri: &Iri, signer: &Signer<'_>) -> Result<Map<String, Value>, Refusal> {
        let url = self.guard.check(iri)?;
        let map = self.json(&url, ACTIVITY_JSON, is_activity_json, Some(signer)).await?;
        match json::text(&map, "id") == Some(iri.as_str()) {
            true if json::kind(&map) == "Tombstone" => Err(Refusal::SenderGone {}),
            true => Ok(map),
            false => Err(Refusal::PeerAnswerUnreadable {}),
        }
    }

    /// Gets JSON of one content type from an address that was checked.
    pub(crate) async fn json(
        &self,
        url: &Url,
        accept: &str,
        is_wanted: fn(&str) -> bool,
        signer: Option<&Signer<'_>>,
    ) -> Result<Map<String, Value>, Refusal> {
        let call = self.http.get(url.clone()).header(ACCEPT, accept);
        let response = match signer {
            Some(signer) => self.knock(&Unsigned { call, method: "GET", url, body: None }, signer).await?,
            None => call.send().await.map_err(unreachable)?,
        };
        refuse_status(response.status())?;
        refuse_other_types(response.headers(), is_wanted)?;
        let body = self.body(response).await?;
        json::object(&body).map_err(|_| Refusal::PeerAnswerUnreadable {})
    }

    /// The body, up to the limit: what comes after it is not waited for.
    pub(crate) async fn body(&self, mut response: Response) -> Result<Vec<u8>, Refusal> {
        let too_large = || Refusal::PeerAnswerTooLarge {};
        let announced = response.content_length().unwrap_or(0);
        if announced > self.limits.body as u64 {
            return Err(too_large());
        }
        let mut body = Vec::with_capacity(announced as usize);
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            if body.len() + chunk.len() > self.limits.body {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// The headers that sign a request to this address.
pub(crate) fn signed(
    url: &Url,
    method: &str,
    body: Option<&str>,
    dialect: Dialect,
    by: &Signer<'_>,
) -> Result<HeaderMap, Refusal> {
    let path_and_query = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let request = Request { method, scheme: url.scheme(), host, path_and_query: &path_and_query, body };
    let mut headers = HeaderMap::new();
    for (name, value) in sign(&request, dialect, by.key, by.key_id, by.now)? {
        headers.insert(name, value.parse().map_err(|_| Refusal::FAILED)?);
    }
    Ok(headers)
}

fn refuse_status(status: StatusCode) -> Result<(), Refusal> {
    match status {
        status if status.is_success() => Ok(()),
        status if status.is_redirection() => Err(Refusal::RedirectRefused {}),
        StatusCode::GONE => Err(Refusal::SenderGone {}),
        status => Err(Refusal::PeerAnswered { status: status.as_u16() }),
    }
}

/// We send no Accept-Encoding: what comes compressed all the same is not unpacked.
fn refuse_other_types(headers: &HeaderMap, is_wanted: fn(&str) -> bool) -> Result<(), Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let plain = headers.get(CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
    let single = headers.get_all(CONTENT_TYPE).iter().count() == 1;
    if plain && single && is_wanted(kind) { Ok(()) } else { Err(Refusal::PeerAnswerUnreadable {}) }
}

/// What a failed call means: forbidden by our guard, or why the other side was not reached.
pub(crate) fn unreachable(error: impl Into<Failed>) -> Refusal {
    let failed = error.into();
    let mut cause = Some(failed.cause());
    while let Some(one) = cause {
        if let Some(trouble) = ProxyTrouble::of(one) {
            return trouble.into();
        }
        match one.downcast_ref::<GuardError>() {
            Some(GuardError::Forbidden) => return Refusal::AddressForbidden {},
            Some(GuardError::Unresolved(_)) => return Refusal::PeerNameUnknown {},
            None if failed.is_connect() && is_about_security(one) => return Refusal::PeerInsecure {},
            None => cause = one.source(),
        }
    }
    if failed.is_timeout() { Refusal::PeerTooSlow {} } else { Refusal::PeerUnreachable {} }
}

/// While connecting only TLS has data to find fault with. An error of the system does not name the one within as its source.
fn is_about_security(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        error.kind() == io::ErrorKind::InvalidData
            || error.get_ref().is_some_and(|within| is_about_security(within))
    })
}
