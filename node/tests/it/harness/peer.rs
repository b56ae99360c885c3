//! An invented neighbour on a host of its own: it shows its actor, keeps what it is sent, and writes whatever a test wants.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use commons::{Audience, Comment, CommentKind, Content, Entry, Iri, Organisation, OrganisationKind, Project};
use federation::{ChangedItem, ChangesPage, Check, Ed25519Key, SigningKey, render, webfinger};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use node::server::{self, Limits};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Ground, Letter};

/// A document as it is answered: status, content type, body.
type Document = (u16, String, String);

/// The neighbour.
#[derive(Clone)]
pub struct Peer {
    pub organisation: Arc<Organisation>,
    pub key: Arc<SigningKey>,
    pub ed25519: Arc<Ed25519Key>,
    ground: Ground,
    shared: Arc<Shared>,
    _stop: Arc<watch::Sender<bool>>,
}

#[derive(Default)]
struct Shared {
    /// What is answered, by path, or by path and query.
    documents: Mutex<HashMap<String, Document>>,
    /// Every path that was asked for.
    asked: Mutex<Vec<String>>,
    /// Every letter that was delivered, with the status it was answered.
    delivered: Mutex<Vec<Value>>,
    /// How letters are answered: 202 unless told otherwise.
    answers: Mutex<Option<u16>>,
}

const ACTIVITY: &str = "application/activity+json";

impl Peer {
    /// Moves in next to the towns, under `handle.localhost` and a port of its own.
    pub async fn new(ground: &Ground, handle: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = format!("{handle}.localhost:{}", listener.local_addr().unwrap().port());
        let iri = Iri::parse("host", &format!("http://{host}/")).unwrap();
        let organisation =
            Organisation::new(iri, &host, handle, "Stadt Fremd", OrganisationKind::Municipality);
        let (stop, stopped) = watch::channel(false);
        let peer = Self {
            organisation: Arc::new(organisation),
            key: Arc::new(SigningKey::generate().unwrap().0),
            ed25519: Arc::new(Ed25519Key::generate().unwrap().0),
            ground: ground.clone(),
            shared: Arc::default(),
            _stop: Arc::new(stop),
        };
        peer.shows_itself(&peer.key);
        let router = Router::new().fallback(answer).with_state(Arc::clone(&peer.shared));
        tokio::spawn(server::serve(listener, router, Limits::with_connections(500), stopped));
        peer
    }

    /// Shows its actor with this key, its address, and that it has changed nothing.
    pub fn shows_itself(&self, key: &SigningKey) {
        let keys = render::Keys::of(key, &self.ed25519).unwrap();
        let actor = render::actor(&self.organisation, &keys, &self.organisation.iri.with("inbox"));
        self.shows("/", 200, ACTIVITY, &actor);
        let jrd = webfinger::answer(&self.organisation).unwrap();
        self.shows("/.well-known/webfinger", 200, "application/jrd+json", &jrd);
        let nothing = ChangesPage { epoch: "1".to_owned(), check: "0".repeat(16), ..ChangesPage::default() };
        self.shows("/changes", 200, ACTIVITY, &nothing.render(&self.organisation.iri.with("changes")));
    }

    /// Shows these as all it ever changed, in this epoch of its memory.
    pub fn shows_changes(&self, epoch: &str, items: &[ChangedItem]) {
        let shown = items.iter().filter(|item| matches!(item, ChangedItem::Entry(_)));
        let check: Check = shown.clone().map(ChangedItem::mark).collect();
        let (count, check) = (shown.count() as u64, check.to_string());
        let (epoch, items) = (epoch.to_owned(), items.to_vec());
        self.shows_page(&ChangesPage { epoch, items, count, check, ..ChangesPage::default() });
    }

    /// Shows nothing that it changed, and claims to hold so many entries.
    pub fn claims_to_hold(&self, count: u64) {
        let check = "0".repeat(16);
        self.shows_page(&ChangesPage { epoch: "1".to_owned(), count, check, ..ChangesPage::default() });
    }

    /// Shows this page of its changes, whatever page is asked for.
    pub fn shows_page(&self, page: &ChangesPage) {
        self.shows("/changes", 200, ACTIVITY, &page.render(&self.iri().with("changes")));
    }

    /// Answers this from now on.
    pub fn shows(&self, path: &str, status: u16, content_type: &str, body: &str) {
        let document = (status, content_type.to_owned(), body.to_owned());
        self.shared.documents.lock().unwrap().insert(path.to_owned(), document);
    }

    /// Its actor document, to be shown with something wrong in it.
    pub fn actor_document(&self) -> Value {
        serde_json::from_str(&self.shared.documents.lock().unwrap()["/"].2).unwrap()
    }

    /// Answers every letter with this status from now on.
    pub fn answers_letters(&self, status: u16) {
        *self.shared.answers.lock().unwrap() = Some(status);
    }

    /// How often it was asked for this path; without one, for anything at all.
    pub fn asked(&self, path: Option<&str>) -> usize {
        let asked = self.shared.asked.lock().unwrap();
        asked.iter().filter(|known| path.is_none_or(|path| *known == path)).count()
    }

    /// The letters of this type that were delivered, in the order in which they came.
    pub fn delivered(&self, kind: &str) -> Vec<Value> {
        let delivered = self.shared.delivered.lock().unwrap();
        delivered.iter().filter(|letter| letter["type"] == kind).cloned().collect()
    }

    pub fn iri(&self) -> &Iri {
        &self.organisation.iri
    }

    /// `handle@host`.
    pub fn address(&self) -> String {
        self.organisation.address()
    }

    /// The present instant, as the towns see it.
    pub fn now(&self) -> commons::Time {
        commons::Clock::now(&*self.ground.clock())
    }

    /// A letter with this body.
    pub fn writes(&self, body: impl Into<Vec<u8>>) -> Letter {
        Letter::new(body, &render::key_id(self.iri()), &self.key)
    }

    /// A letter that says this.
    pub fn says(&self, activity: &Value) -> Letter {
        self.writes(activity.to_string())
    }

    /// A letter of this type about this object, with an id of its own.
    pub fn deed(&self, kind: &str, object: &Value) -> Letter {
        let id = format!("{}#{}-{}", self.iri(), kind.to_lowercase(), commons::EntryId::new(self.now()));
        self.says(&json!({ "id": id, "type": kind, "actor": self.iri(), "object": object }))
    }

    /// Asks to follow.
    pub fn asks_to_follow(&self, followed: &Iri) -> Letter {
        self.deed("Follow", &json!(followed))
    }

    /// Lets in who asked with this Follow.
    pub fn accepts(&self, follow: &Value) -> Letter {
        self.deed("Accept", follow)
    }

    /// A public project of its own.
    pub fn project(&self, path: &str, title: &str) -> Entry {
        let content = Content::Project(Box::<Project>::default());
        self.entry(path, title, content)
    }

    /// A public question about an entry.
    pub fn question(&self, path: &str, parent: &Iri, text: &str) -> Entry {
        let content = Content::Comment(Comment {
            comment: CommentKind::Question,
            parent: parent.clone(),
            thread: None,
            office: "Bauamt".to_owned(),
        });
        let mut entry = self.entry(path, "", content);
        text.clone_into(&mut entry.text);
        entry
    }

    fn entry(&self, path: &str, title: &str, content: Content) -> Entry {
        let mut entry = Entry::new(self.iri().with(path), self.iri().clone(), title, content, self.now());
        entry.audience = Audience::Public;
        "In zwei Sätzen gesagt.".clone_into(&mut entry.summary);
        entry
    }

    /// The letter that tells of a new entry.
    pub fn creates(&self, entry: &Entry) -> Letter {
        self.writes(render::create(entry, &self.organisation).unwrap())
    }

    /// The letter that tells of a changed entry.
    pub fn updates(&self, entry: &Entry) -> Letter {
        self.writes(render::update(entry, &self.organisation).unwrap())
    }

    /// The letter that tells that an entry is gone.
    pub fn deletes(&self, entry: &Entry) -> Letter {
        self.writes(render::delete(&entry.iri, self.iri(), entry.version + 1))
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    shared.asked.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    if parts.method == http::Method::POST {
        let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let status = (*shared.answers.lock().unwrap_or_else(PoisonError::into_inner)).unwrap_or(202);
        if status < 300 {
            let letter = serde_json::from_slice(&body).unwrap_or_default();
            shared.delivered.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
        }
        return StatusCode::from_u16(status).unwrap_or_default().into_response();
    }
    let target = parts.uri.path_and_query().map_or(path.as_str(), |target| target.as_str());
    let documents = shared.documents.lock().unwrap_or_else(PoisonError::into_inner);
    let document = documents.get(target).or_else(|| documents.get(&path)).cloned();
    drop(documents);
    match document {
        Some((status, content_type, body)) => {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            let kind = (!content_type.is_empty()).then_some([(header::CONTENT_TYPE, content_type)]);
            match kind {
                Some(kind) => (status, kind, body).into_response(),
                None => (status, Body::from(body)).into_response(),
            }
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
