//! An account on Mastodon, as far as a town can tell: its actor in Mastodon's shape, a shared inbox, and letters as Mastodon writes them.

use commons::{Iri, Time};
use serde_json::{Value, json};

use crate::harness::{Ground, Letter, Peer, Town, eventually};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Somebody on a server for microblogs.
pub struct Account {
    /// The server.
    pub server: Peer,
    /// The id of the account.
    pub iri: Iri,
    name: &'static str,
}

impl Account {
    /// Ada, on a server of her own.
    pub async fn ada(ground: &Ground) -> Self {
        Self::on(Peer::new(ground, "chaos").await, "ada")
    }

    /// Somebody else on the same server.
    pub fn neighbour(&self, name: &'static str) -> Self {
        Self::on(self.server.clone(), name)
    }

    fn on(server: Peer, name: &'static str) -> Self {
        let account = Self { iri: server.iri().with(&format!("users/{name}")), server, name };
        let (path, document) = (format!("/users/{name}"), account.document().to_string());
        account.server.shows(&path, 200, "application/activity+json; charset=utf-8", &document);
        account
    }

    /// `ada@chaos.localhost:4000`.
    pub fn address(&self) -> String {
        format!("{}@{}", self.name, self.server.organisation.host)
    }

    /// Its actor. Nothing in it is ours: no entry, no organisation, no consent to be found.
    pub fn document(&self) -> Value {
        let iri = &self.iri;
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", {
                "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "toot": "http://joinmastodon.org/ns#",
                "featured": { "@id": "toot:featured", "@type": "@id" }, "indexable": "toot:indexable",
            }],
            "id": iri, "type": "Person", "preferredUsername": self.name, "name": self.shown_name(), "summary": "<p>Kommunales</p>",
            "following": iri.with("/following"), "followers": iri.with("/followers"), "inbox": iri.with("/inbox"),
            "outbox": iri.with("/outbox"), "featured": iri.with("/collections/featured"), "url": self.server.iri().with(&format!("@{}", self.name)),
            "manuallyApprovesFollowers": false, "discoverable": true, "indexable": false, "published": "2022-11-01T00:00:00Z",
            "publicKey": { "id": self.key_id(), "owner": iri, "publicKeyPem": self.server.key.public_pem().unwrap() },
            "tag": [], "attachment": [], "endpoints": { "sharedInbox": self.server.iri().with("inbox") },
        })
    }

    fn shown_name(&self) -> String {
        format!("{}{} :verified:", self.name[..1].to_uppercase(), &self.name[1..])
    }

    fn key_id(&self) -> String {
        self.iri.with("#main-key").to_string()
    }

    /// A letter that says this.
    pub fn says(&self, activity: &Value) -> Letter {
        Letter::new(activity.to_string(), &self.key_id(), &self.server.key)
    }

    /// Follows a town and is let in.
    pub async fn follows(&self, town: &Town) {
        let id = self.server.iri().with("0c2bb0a1-5a7c-4c37-9d0e-1a2b3c4d5e6f");
        let follow = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Follow", "actor": self.iri, "object": town.iri(),
        });
        self.says(&follow).to(town).await.is(202);
        town.accepts(&self.iri).await;
        eventually("the account hears that it was let in", || async {
            self.server.delivered("Accept").pop()
        })
        .await;
    }

    /// The object of the letter of this type about this entry, as soon as it comes.
    pub async fn receives(&self, kind: &str, id: &Iri) -> Value {
        let letters = || async {
            self.server.delivered(kind).into_iter().find(|letter| letter["object"]["id"] == id.as_str())
        };
        eventually("a letter comes", letters).await["object"].clone()
    }

    /// A reply below an entry, as it is written in the text field of the web client.
    pub fn reply(&self, town: &Town, parent: &Iri, words: &str) -> Value {
        let id = self.iri.with("/statuses/113000000000000001");
        let now = Time::from_millis(self.server.now().millis() / 1_000 * 1_000);
        let mention = format!(
            "<span class=\"h-card\" translate=\"no\"><a href=\"{}\" class=\"u-url mention\">@<span>{}</span></a></span>",
            town.iri(),
            town.organisation.handle
        );
        json!({
            "id": id, "type": "Note", "summary": null, "inReplyTo": parent, "published": now, "updated": now, "url": self.server.iri().with("@ada/1"),
            "attributedTo": self.iri, "to": [PUBLIC], "cc": [self.iri.with("/followers"), town.iri()], "sensitive": false,
            "atomUri": id, "inReplyToAtomUri": parent, "conversation": "tag:chaos,2026:objectId=1:objectType=Conversation",
            "content": format!("<p>{mention} {words}</p>"), "contentMap": { "de": format!("<p>{mention} {words}</p>") },
            "attachment": [], "replies": { "id": id.with("/replies"), "type": "Collection" },
            "tag": [{ "type": "Mention", "href": town.iri(), "name": format!("@{}", town.organisation.address()) }],
        })
    }

    /// The letter that tells of a post.
    pub fn posts(&self, note: &Value) -> Letter {
        self.deed("Create", "activity", note)
    }

    /// The letter that tells that a post was changed.
    pub fn edits(&self, note: &Value) -> Letter {
        self.deed("Update", "updates/1", note)
    }

    /// The letter that tells that a post is gone.
    pub fn deletes(&self, note: &Value) -> Letter {
        self.deed(
            "Delete",
            "delete",
            &json!({ "id": note["id"], "type": "Tombstone", "atomUri": note["id"] }),
        )
    }

    fn deed(&self, kind: &str, suffix: &str, object: &Value) -> Letter {
        let id = format!("{}#{suffix}", object["id"].as_str().unwrap());
        self.says(&json!({
            "@context": ["https://www.w3.org/ns/activitystreams", { "ostatus": "http://ostatus.org#", "atomUri": "ostatus:atomUri" }],
            "id": id, "type": kind, "actor": self.iri, "to": [PUBLIC], "cc": [], "object": object,
        }))
    }
}
