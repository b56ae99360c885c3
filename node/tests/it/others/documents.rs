//! Every document of other software goes through the real inbox. What came of each stands in a table, so that a change is seen.

use std::sync::Arc;

use commons::{Audience, Content, Entry, Iri, Reader, Standing};
use federation::SigningKey;
use store::keys::{Algorithm, PublicKey};
use store::{Answer, RemoteActor, Role, Stance};

use super::fixture::{self, Fixture};
use crate::harness::{Letter, Town};

both_engines!(every_document_gets_an_answer_and_what_is_understood_is_shown, |ground| async move {
    let fixtures = fixture::all();
    if fixtures.is_empty() {
        return;
    }
    let town = ground.town("auenstadt").await;
    let key = Arc::new(SigningKey::generate().unwrap().0);
    let mut lines = Vec::new();
    for fixture in &fixtures {
        lines.push(outcome(&town, &key, fixture).await);
    }
    assert_eq!(town.node().store.reading().await.unwrap().parked().count().await.unwrap(), 0);
    insta::assert_snapshot!("documents", lines.join("\n"));
});

/// What the inbox answers, and what is to be seen afterwards.
async fn outcome(town: &Town, key: &Arc<SigningKey>, fixture: &Fixture) -> String {
    let sender = fixture.sender().and_then(|sender| Iri::parse("id", sender).ok());
    if let Some(sender) = &sender {
        is_followed(town, sender, key).await;
    }
    let key_id =
        sender.map_or_else(|| "https://nobody.example/#main-key".to_owned(), |id| format!("{id}#main-key"));
    let answer = Letter::new(fixture.letter(), &key_id, key).to(town).await;
    assert!(answer.status < 500, "{}: {} {}", fixture.name, answer.status, answer.text());
    let effect = match answer.status {
        202 => effect(town, fixture).await,
        _ => answer.problem(),
    };
    format!("{} {} {effect}", fixture.name, answer.status)
}

/// Its sender is known, agrees to be found, has this key and is followed by the town.
async fn is_followed(town: &Town, sender: &Iri, key: &SigningKey) {
    let now = town.node().clock.now();
    let mut change = town.node().store.begin().await.unwrap();
    change.actors().put_remote(&account(town, sender, key)).await.unwrap();
    let follow = town.iri().with(&format!("#follow-{}", now.millis()));
    change.follows().ask(town.iri(), sender, &follow, "", now).await.unwrap();
    change.follows().answer(town.iri(), sender, Answer::Accepted, now).await.unwrap();
    change.peers().set_stance(&sender.origin(), Stance::Member, now).await.unwrap();
    change.commit().await.unwrap();
    town.node().acquaintance.forget();
}

fn account(town: &Town, sender: &Iri, key: &SigningKey) -> RemoteActor {
    let public = key.public_pem().unwrap();
    RemoteActor {
        iri: sender.clone(),
        role: Role::Other,
        name: "Ada".to_owned(),
        handle: "ada".to_owned(),
        host: sender.origin().authority().to_owned(),
        inbox: sender.with("/inbox"),
        shared_inbox: None,
        outbox: None,
        followers: None,
        changes: None,
        indexable: true,
        organisation: None,
        keys: vec![PublicKey { id: sender.with("#main-key"), algorithm: Algorithm::Rsa, public }],
        fetched: town.node().clock.now(),
    }
}

async fn effect(town: &Town, fixture: &Fixture) -> String {
    let Some(object) = fixture.object().and_then(|id| Iri::parse("id", id).ok()) else {
        return "dropped".to_owned();
    };
    if fixture.is_actor() {
        let actor =
            town.node().store.reading().await.unwrap().actors().by_iri(&object).await.unwrap().unwrap();
        let consent = if actor.indexable { "may be found" } else { "may not be found" };
        return format!("{} that {consent}", actor.role.code());
    }
    if !fixture.says_something() {
        return "nothing to see".to_owned();
    }
    let Some(row) = town.row(&object).await else { return "dropped".to_owned() };
    if row.standing != Standing::Published {
        return row.standing.code().to_owned();
    }
    let entry = row.entry().unwrap();
    let mut reading = town.node().store.reading().await.unwrap();
    let readable = reading.entries().readable_iri(&object, &Reader::anyone()).await.unwrap().readable();
    drop(reading);
    let seen = match (&entry.audience, readable) {
        (Audience::Public, Some(_)) => {
            is_shown(town, &row.id.to_string(), &entry).await;
            is_found(town, &entry).await;
            "shown and found"
        }
        (Audience::Public, None) => "hidden as what it answers is",
        _ => "for nobody here",
    };
    format!("{}, {seen}", measure(&entry))
}

/// What is kept of it, in numbers: the words themselves belong to whoever wrote them.
fn measure(entry: &Entry) -> String {
    let kind = match entry.content {
        Content::Comment(_) => "comment",
        _ => "entry",
    };
    let count = |text: &str| text.chars().count();
    format!(
        "{kind} in {}: title {}, summary {}, text {}, topics {}, documents {}",
        entry.language,
        count(&entry.title),
        count(&entry.summary),
        count(&entry.text),
        entry.topics.len(),
        entry.documents.len()
    )
}

async fn is_shown(town: &Town, id: &str, entry: &Entry) {
    let page = town.http("GET", &format!("/eintraege/{id}")).for_people().send().await.is(200).text();
    let text = federation::html::from_markdown(&entry.text);
    assert!(page.contains(&text), "{}: {text} in {page}", entry.iri);
    assert!(page.contains("andere Software"), "{}: {page}", entry.iri);
}

/// By a long word of its own.
async fn is_found(town: &Town, entry: &Entry) {
    let text = [entry.title.as_str(), &entry.summary, &entry.text].join(" ");
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| word.is_ascii());
    let Some(word) = words.max_by_key(|word| word.len()).filter(|word| word.len() > 3) else { return };
    crate::harness::eventually(&format!("{word} is found"), || async {
        let page = town.searches(word).await.is(200).json();
        let mut hits = page["hits"].as_array().unwrap().iter();
        hits.any(|hit| hit["iri"] == entry.iri.as_str()).then_some(())
    })
    .await;
}
