//! An invented town of a few lines on a server of its own: it shows its actor, keeps every letter it gets, and signs those it sends.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use commons::{
    Audience, Clock as _, Content, Entry, Iri, Organisation, OrganisationKind, Project, SystemClock,
};
use federation::{ChangesPage, Ed25519Key, Signer, SigningKey, render, webfinger};
use node::server::{self, Limits};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::connection::{Answer, Connection};
use super::place::{Place, eventually, free_port};

/// The invented town.
#[derive(Clone)]
pub struct Stub {
    organisation: Arc<Organisation>,
    key: Arc<SigningKey>,
    letters: Arc<Mutex<Vec<Value>>>,
    _serves: Arc<watch::Sender<bool>>,
}

impl Stub {
    /// Moves in on a port of its own.
    pub async fn start() -> Self {
        let port = free_port();
        let host = format!("stub.localhost:{port}");
        let iri = Iri::parse("id", &format!("http://{host}/")).expect("an id");
        let town = Organisation::new(iri, &host, "stub", "Stadt Stub", OrganisationKind::Municipality);
        let (key, _) = SigningKey::generate().expect("a key");
        let (serves, stop) = watch::channel(false);
        let stub = Self {
            organisation: Arc::new(town),
            key: Arc::new(key),
            letters: Arc::default(),
            _serves: Arc::new(serves),
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
        tokio::spawn(server::serve(listener, stub.router(), Limits::with_connections(100), stop));
        stub
    }

    /// `name@host`.
    pub fn address(&self) -> String {
        self.organisation.address()
    }

    fn router(&self) -> Router {
        let iri = &self.organisation.iri;
        let (ed25519, _) = Ed25519Key::generate().expect("a key");
        let keys = render::Keys::of(&self.key, &ed25519).expect("keys");
        let actor = render::actor(&self.organisation, &keys, &iri.with("inbox"));
        let finger = webfinger::answer(&self.organisation).expect("an answer");
        // It speaks by letters alone: whoever walks its changes finds none.
        let nothing = ChangesPage { epoch: "1".to_owned(), check: "0".repeat(16), ..ChangesPage::default() };
        let nothing = nothing.render(&iri.with("changes"));
        let letters = Arc::clone(&self.letters);
        Router::new()
            .route("/", get(|| says(federation::ACTIVITY_JSON, actor)))
            .route("/.well-known/webfinger", get(|| says(federation::JRD_JSON, finger)))
            .route("/changes", get(|| says(federation::ACTIVITY_JSON, nothing)))
            .route(
                "/inbox",
                post(async move |letter: String| {
                    let letter = serde_json::from_str(&letter).expect("a letter");
                    letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                    http::StatusCode::ACCEPTED
                }),
            )
    }

    /// Waits until this node asks to follow, and lets it in.
    pub async fn lets_in(&self, node: &Place) {
        let follow = eventually("the stub is asked", async || {
            let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
            letters.iter().find(|letter| letter["type"] == "Follow").cloned()
        })
        .await;
        let iri =
            |field: &str| Iri::of_activity("id", follow[field].as_str().expect("an id")).expect("an id");
        let (id, follower) = (iri("id"), iri("actor"));
        let asked = render::Asked { id: &id, follower: &follower, followed: &self.organisation.iri };
        let answer = self.send(&node.client(), &render::accept(asked, 1)).await.expect("an answer");
        assert_eq!(answer.status, 202, "{}", answer.body);
    }

    /// Signs a letter now and brings it to the node's inbox.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn send(&self, node: &Connection, letter: &str) -> io::Result<Answer> {
        let inbox = Iri::parse("inbox", &format!("http://{}/inbox", node.host)).expect("an address");
        let key_id = render::key_id(&self.organisation.iri);
        let signer = Signer { key: &self.key, key_id: &key_id, now: SystemClock.now() };
        let mut headers = signer.sign("POST", &inbox, Some(letter)).expect("a signature");
        headers.insert(CONTENT_TYPE, federation::ACTIVITY_JSON.parse().expect("a header"));
        node.ask("POST", "/inbox", &headers, Some(letter)).await
    }

    /// The Create of its entry with this number, and the entry's id.
    pub fn writes(&self, number: usize) -> (String, String) {
        let author = &self.organisation.iri;
        let iri = author.with(&format!("eintraege/{number}"));
        let content = Content::Project(Box::<Project>::default());
        let title = format!("Vorhaben {number} der Stadt Stub");
        let mut entry = Entry::new(iri.clone(), author.clone(), &title, content, SystemClock.now());
        entry.version = entry.published.millis();
        entry.audience = Audience::Public;
        (iri.to_string(), render::create(&entry, &self.organisation).expect("a letter"))
    }
}

async fn says(kind: &'static str, body: String) -> impl IntoResponse {
    ([(CONTENT_TYPE, kind)], body)
}
