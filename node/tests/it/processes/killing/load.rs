//! What a node has to do when it is killed: programs publish, a neighbour's letters arrive. Whatever is acknowledged is written down.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use tokio::task::JoinSet;

use crate::processes::connection::Connection;
use crate::processes::place::{Place, eventually};
use crate::processes::stub::Stub;

/// Programs that publish at once.
const PROGRAMS: usize = 8;
/// Letters of the neighbour that are on their way at once.
const LETTERS: usize = 4;

/// Programs, a neighbour, and the book of what was acknowledged.
pub struct Load {
    client: Connection,
    token: String,
    stub: Stub,
    book: Arc<Book>,
}

#[derive(Default)]
struct Book {
    acknowledged: Mutex<Vec<String>>,
    /// Letters without an answer, by the id of their entry: they are sent again, as every sender does.
    unanswered: Mutex<BTreeMap<String, String>>,
    letters: AtomicUsize,
    sent_again: AtomicUsize,
}

impl Book {
    fn acknowledge(&self, iri: &str) {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).push(iri.to_owned());
    }

    fn acknowledged(&self) -> Vec<String> {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take_unanswered(&self) -> Option<(String, String)> {
        let letter = self.unanswered.lock().unwrap_or_else(PoisonError::into_inner).pop_first();
        self.sent_again.fetch_add(usize::from(letter.is_some()), Ordering::Relaxed);
        letter
    }

    fn leave_unanswered(&self, iri: String, letter: String) {
        self.unanswered.lock().unwrap_or_else(PoisonError::into_inner).insert(iri, letter);
    }
}

impl Load {
    /// A load on this node.
    pub async fn new(node: &Place, stub: Stub) -> Self {
        Self { client: node.client(), token: node.token("write").await, stub, book: Arc::default() }
    }

    /// Begins; it goes on until the node is gone.
    pub fn begin(&self) -> JoinSet<()> {
        let mut under_way = JoinSet::new();
        for _ in 0..PROGRAMS {
            under_way.spawn(publish(self.client.clone(), self.token.clone(), Arc::clone(&self.book)));
        }
        for _ in 0..LETTERS {
            under_way.spawn(write(self.client.clone(), self.stub.clone(), Arc::clone(&self.book)));
        }
        under_way
    }

    /// Waits until one more is acknowledged.
    pub async fn is_answered(&self) {
        let before = self.book.acknowledged().len();
        eventually("something is acknowledged", async || {
            (self.book.acknowledged().len() > before).then_some(())
        })
        .await;
    }

    /// Waits until everybody has noticed that the node is gone.
    pub async fn end(&self, mut under_way: JoinSet<()>) {
        while let Some(ended) = under_way.join_next().await {
            ended.expect("a load that saw nothing but what was to be expected");
        }
    }

    /// Sends again what was not answered, so that in the end everything is acknowledged.
    pub async fn finish(&self) {
        assert!(!self.book.acknowledged().is_empty(), "there was no load");
        while let Some((iri, letter)) = self.book.take_unanswered() {
            let answer = self.stub.send(&self.client, &letter).await.expect("an answer");
            assert_eq!(answer.status, 202, "{}", answer.body);
            self.book.acknowledge(&iri);
        }
    }

    /// Asserts that what was acknowledged is listed exactly once.
    pub fn is_there(&self, listed: &[(String, i64)]) {
        let mut times = BTreeMap::<&str, usize>::new();
        for (iri, _) in listed {
            *times.entry(iri).or_default() += 1;
        }
        assert!(times.values().all(|times| *times == 1), "something is listed twice");
        let acknowledged = self.book.acknowledged();
        let lost: Vec<_> = acknowledged.iter().filter(|iri| !times.contains_key(iri.as_str())).collect();
        assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acknowledged = self.book.acknowledged().len();
        let (letters, again) = (&self.book.letters, &self.book.sent_again);
        let (letters, again) = (letters.load(Ordering::Relaxed), again.load(Ordering::Relaxed));
        write!(f, "{acknowledged} acknowledged, {letters} of them letters, {again} letters sent again")
    }
}

/// A program publishes one entry after another.
async fn publish(client: Connection, token: String, book: Arc<Book>) {
    let entry = json!({
        "kind": "project", "title": "Unter Last", "summary": "Was bestätigt ist, bleibt.", "status": "idea", "audience": "public",
    });
    while let Ok(answer) = client.post("/api/v1/entries", &token, &entry).await {
        assert_eq!(answer.status, 201, "{}", answer.body);
        book.acknowledge(answer.json()["iri"].as_str().expect("an id"));
    }
}

/// The neighbour sends one letter after another, those without an answer first.
async fn write(client: Connection, stub: Stub, book: Arc<Book>) {
    loop {
        let (iri, letter) = book
            .take_unanswered()
            .unwrap_or_else(|| stub.writes(book.letters.fetch_add(1, Ordering::Relaxed)));
        match stub.send(&client, &letter).await {
            Ok(answer) if answer.status == 202 => book.acknowledge(&iri),
            // Too busy: the next try.
            Ok(answer) if answer.status == 503 => book.leave_unanswered(iri, letter),
            Ok(answer) => panic!("{}: {}", answer.status, answer.body),
            Err(_) => return book.leave_unanswered(iri, letter),
        }
    }
}
