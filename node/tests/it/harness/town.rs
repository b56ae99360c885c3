//! A town on a node, and what its people do: mostly over the API, as a program of theirs would.

use std::sync::Arc;

use commons::{Iri, Organisation, Time};
use node::acting::Acting;
use node::operations::token;
use serde_json::{Map, Value, json};
use store::tokens::Scope;
use store::{Answer, FollowRow, Stance, WalkRow};

use super::{House, Memory, Peer, Request, Response, eventually};

/// A town, with a token that may do everything.
#[derive(Clone)]
pub struct Town {
    pub house: Arc<House>,
    pub organisation: Arc<Organisation>,
    pub token: String,
}

/// Something a town has published.
#[derive(Clone, Debug)]
pub struct Written {
    pub id: String,
    pub iri: Iri,
    pub version: i64,
    pub fields: Value,
}

/// The fields of a public project.
pub fn project(title: &str) -> Value {
    json!({
        "kind": "project", "title": title, "summary": "In zwei Sätzen gesagt.", "status": "running", "audience": "public",
    })
}

impl Town {
    pub async fn new(house: &Arc<House>, organisation: Arc<Organisation>) -> Self {
        let mut town = Self { house: Arc::clone(house), organisation, token: String::new() };
        town.token = town.token_for(Scope::Connect).await;
        town
    }

    /// A token of this scope.
    pub async fn token_for(&self, scope: Scope) -> String {
        token::create(&self.node(), &self.acting(), scope, "test").await.unwrap()
    }

    /// Somebody of this town at the command line.
    pub fn acting(&self) -> Acting {
        Acting::by_command(Arc::clone(&self.organisation))
    }

    pub fn node(&self) -> node::Town {
        self.house.node()
    }

    pub fn iri(&self) -> &Iri {
        &self.organisation.iri
    }

    pub fn host(&self) -> &str {
        &self.organisation.host
    }

    pub fn port(&self) -> u16 {
        self.house.port()
    }

    /// A request to this town's host, by nobody in particular.
    pub fn http(&self, method: &str, target: &str) -> Request {
        Request::new(self.port(), self.host(), method, target)
    }

    /// A request with the town's own token.
    pub fn api(&self, method: &str, target: &str) -> Request {
        self.http(method, target).token(&self.token)
    }

    /// Publishes a public project with this title.
    pub async fn publishes(&self, title: &str) -> Written {
        self.publishes_this(project(title)).await
    }

    /// Publishes an entry with these fields.
    pub async fn publishes_this(&self, fields: Value) -> Written {
        let answer = self.api("POST", "/api/v1/entries").json(&fields).send().await.is(201).json();
        Written {
            id: answer["id"].as_str().unwrap().to_owned(),
            iri: Iri::parse("id", answer["iri"].as_str().unwrap()).unwrap(),
            version: answer["version"].as_i64().unwrap(),
            fields,
        }
    }

    /// Changes one field of what it published.
    pub async fn corrects(&self, written: &mut Written, field: &str, value: Value) {
        written.fields[field] = value;
        let answer = self
            .api("PUT", &format!("/api/v1/entries/{}", written.id))
            .header("If-Match", &format!("\"{}\"", written.version))
            .json(&written.fields)
            .send()
            .await
            .is(200);
        written.version = answer.json()["version"].as_i64().unwrap();
    }

    /// Withdraws what it published.
    pub async fn withdraws(&self, written: &Written) {
        self.api("DELETE", &format!("/api/v1/entries/{}", written.id)).send().await.is(204);
    }

    /// The titles that a search by its own staff finds.
    pub async fn finds(&self, question: &str) -> Vec<String> {
        let page = self.searches(question).await.is(200).json();
        let titles =
            page["hits"].as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap().to_owned());
        titles.collect()
    }

    /// What the search answers to its own staff.
    pub async fn searches(&self, question: &str) -> Response {
        let question: String = url::form_urlencoded::byte_serialize(question.as_bytes()).collect();
        self.api("GET", &format!("/api/v1/search?limit=100&q={question}")).send().await
    }

    /// Searches until something is found.
    pub async fn eventually_finds(&self, question: &str) -> Vec<String> {
        eventually(&format!("{} finds {question}", self.host()), || async {
            Some(self.finds(question).await).filter(|titles| !titles.is_empty())
        })
        .await
    }

    /// Searches until nothing is found any more.
    pub async fn eventually_misses(&self, question: &str) {
        eventually(&format!("{} no longer finds {question}", self.host()), || async {
            self.finds(question).await.is_empty().then_some(())
        })
        .await;
    }

    /// Asks to follow, is let in, and has read everything there is.
    pub async fn follows(&self, other: &Self) {
        self.asks(&other.organisation.address()).await.is(201);
        other.accepts(self.iri()).await;
        self.has_walked(other.iri()).await;
    }

    /// Asks to follow an organisation of the same node, and is let in: there is nothing to walk.
    pub async fn follows_here(&self, other: &Self) {
        self.asks(&other.organisation.address()).await.is(201);
        other.accepts(self.iri()).await;
    }

    /// Asks to follow whoever has this address.
    pub async fn asks(&self, address: &str) -> Response {
        let wish = json!({ "from": self.organisation.handle, "to": address, "message": "Guten Tag!" });
        self.api("POST", "/api/v1/follows").json(&wish).send().await
    }

    /// Lets in who asked, as soon as the question has arrived.
    pub async fn accepts(&self, follower: &Iri) {
        // Whoever was turned away or has ended it asks once more; the old row is no question.
        eventually("a question to follow", || async {
            let row = self.follow(follower, self.iri()).await;
            row.filter(|row| matches!(row.answer, Answer::Asked | Answer::Accepted))
        })
        .await;
        self.answers(follower, "accept").await;
    }

    /// Turns away who asked, as soon as the question has arrived, or who was let in before.
    pub async fn declines(&self, follower: &Iri) {
        self.answers(follower, "decline").await;
    }

    async fn answers(&self, follower: &Iri, word: &str) {
        let row = eventually("a question to follow", || self.follow(follower, self.iri())).await;
        self.api("POST", &format!("/api/v1/follows/{}/{word}", row.id)).send().await.is(200);
    }

    /// The follow between these two, as this town's node knows it.
    pub async fn follow(&self, follower: &Iri, followed: &Iri) -> Option<FollowRow> {
        self.node().store.reading().await.unwrap().follows().between(follower, followed).await.unwrap()
    }

    /// Waits until its node knows of this answer.
    pub async fn sees_answer(&self, follower: &Iri, followed: &Iri, answer: Answer) {
        eventually(&format!("{} sees {answer:?}", self.host()), || async {
            self.follow(follower, followed).await.filter(|row| row.answer == answer)
        })
        .await;
    }

    /// Waits until the walk of what this organisation changed has reached its end.
    pub async fn has_walked(&self, followed: &Iri) {
        eventually(&format!("{} has walked {followed}", self.host()), || async {
            self.follow(self.iri(), followed).await.filter(|row| row.walked.is_some())
        })
        .await;
    }

    /// Follows an invented neighbour, which lets it in: from now on its entries come in.
    pub async fn befriends(&self, peer: &Peer) {
        self.asks(&peer.address()).await.is(201);
        let follow = eventually("the peer is asked", || async { peer.delivered("Follow").pop() }).await;
        peer.accepts(&follow).to(self).await.is(202);
        assert_eq!(self.stance(peer).await, Stance::Member);
        self.has_walked(&peer.organisation.iri).await;
    }

    /// The walk of what this organisation changed, as its node knows it.
    pub async fn walk(&self, followed: &Iri) -> WalkRow {
        self.node().store.reading().await.unwrap().walks().between(self.iri(), followed).await.unwrap()
    }

    /// Waits until nobody walks the changes of this organisation any more.
    pub async fn rests_from_walking(&self, followed: &Iri) {
        eventually("nobody walks", || async {
            let walk = self.walk(followed).await;
            (walk.lease == Time::default() && walk.sweep.is_none()).then_some(())
        })
        .await;
    }

    /// How its node stands with this neighbour.
    pub async fn stance(&self, peer: &Peer) -> Stance {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.peers().stance(&peer.organisation.iri.origin()).await.unwrap()
    }

    /// The entry as its node keeps it, whoever may read it.
    pub async fn row(&self, iri: &Iri) -> Option<store::EntryRow> {
        self.node().store.reading().await.unwrap().entries().by_iri(iri).await.unwrap()
    }

    /// What its node holds, counted.
    pub async fn memory(&self) -> Memory {
        Memory::of(&self.node()).await
    }

    /// Publishes through the operation and not over the wire: quicker where many are needed.
    pub async fn publishes_many(&self, titles: impl Iterator<Item = String>) {
        let (node, acting) = (self.node(), self.acting());
        for title in titles {
            let Value::Object(fields) = project(&title) else { unreachable!() };
            let draft = node::operations::draft::Draft::new(Map::clone(&fields));
            node::operations::publish::publish(&node, &acting, &draft).await.unwrap();
        }
    }
}
