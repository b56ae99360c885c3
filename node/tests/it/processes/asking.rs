//! Searching a node that holds the real collection, and questions that mean it ill.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::collection;
use super::connection::Connection;
use super::engine::Engine;
use super::place::Place;

/// Titles and all words of the collection.
fn texts(collection: &str) -> BTreeMap<String, String> {
    let text = |line: &str| {
        let record: Value = serde_json::from_str(line).expect("a record");
        let words = [&record["summary"], &record["body"], &record["tags"]].map(ToString::to_string).join(" ");
        let title = record["title"].as_str().unwrap_or_default().trim().to_owned();
        (title.clone(), format!("{title} {words}").to_lowercase())
    };
    collection.lines().map(text).collect()
}

async fn titles(client: &Connection, query: &str) -> BTreeSet<String> {
    let found = client.json(&format!("/api/v1/search?limit=100&q={query}")).await;
    assert!(found["total"].as_u64() <= Some(100), "one page holds them all");
    let hits = found["hits"].as_array().expect("hits").clone();
    hits.iter().map(|hit| hit["title"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn compounds_are_found_by_their_parts_and_no_further() {
    let Some(collection) = collection() else { return };
    let texts = texts(&collection);
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    place.does(&["import", &place.file("projects.jsonl", &collection)]).await;
    let _serving = place.serve().await;
    let token = place.token("write").await;
    let own = json!({
        "kind": "project", "title": "Freie Kita-Plätze auf einen Blick", "summary": "Wer wo noch unterkommt.",
        "status": "running", "audience": "public",
    });
    let published = place.client().post("/api/v1/entries", &token, &own).await.expect("an answer");
    assert_eq!(published.status, 201, "{}", published.body);
    place.indexed().await;

    let places = titles(&place.client(), "Kitaplatz").await;
    let say_so: Vec<_> = texts.iter().filter(|(_, text)| text.contains("kitapl")).collect();
    assert!(say_so.len() >= 4, "the collection has changed: {}", say_so.len());
    for (title, _) in say_so {
        assert!(places.contains(title), "{title} is not among {places:?}");
    }
    assert!(places.contains("Freie Kita-Plätze auf einen Blick"), "{places:?}");

    for title in titles(&place.client(), "kit").await {
        let text = texts.get(&title).unwrap_or_else(|| panic!("{title} does not say kit"));
        assert!(text.replace("kita", "").contains("kit"), "{title} was found because of its Kita");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_question_brings_the_node_down() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    place.does(&["import", &place.file("one.jsonl", r#"{"id":"x:1","title":"Radweg (neu)"}"#)]).await;
    let _serving = place.serve().await;
    place.indexed().await;
    let client = place.client();
    let questions = [
        "(".repeat(500),
        "(".repeat(5_000),
        "()".repeat(250),
        format!("{}a{}", "(".repeat(250), ")".repeat(250)),
        "%22".repeat(32),
        "%22a%22".repeat(16),
        "-".repeat(500),
        "-a+".repeat(150),
        "a+AND+".repeat(80),
        "*".repeat(500),
        "titel:".repeat(80),
        "%F0%9F%9A%B2".repeat(120),
        "%00".to_owned(),
        "%FF%FE".to_owned(),
        "a+".repeat(256),
    ];
    for question in &questions {
        for path in ["/api/v1/search", "/suche"] {
            let answer = client.get(&format!("{path}?q={question}")).await;
            assert!([200, 400].contains(&answer.status), "{}: {path}?q={question:.60}", answer.status);
        }
    }
    assert_eq!(
        client.get(&format!("/api/v1/search?q={}", questions[1])).await.status,
        400,
        "longer than 512"
    );
    assert_eq!(client.json("/api/v1/search?q=Radweg").await["total"], 1, "it lives, and answers");
    let monstrous = client.get(&format!("/api/v1/search?q={}", "(".repeat(100_000))).await;
    assert!((400..500).contains(&monstrous.status), "{}", monstrous.status);
    assert_eq!(place.run(&["healthcheck"]).await.code, Some(0));
}

#[tokio::test]
async fn an_administrators_words_are_read_and_a_line_that_says_nothing_is_passed_over() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let entry = r#"{"id":"x:1","title":"Moorschnuckenbahn","summary":"Eine Bahn."}"#;
    place.does(&["import", &place.file("one.jsonl", entry)]).await;
    place.file("tempomacher.toml", "[search]\nsynonyms = \"worte.txt\"\n");
    let missing = place.run(&["serve"]).await;
    assert!(missing.code == Some(1) && missing.err.contains("worte.txt cannot be read"), "{missing:?}");

    place.file("worte.txt", "allein\nWollzug > Moorschnuckenbahn\n");
    let _serving = place.serve().await;
    place.indexed().await;
    assert_eq!(titles(&place.client(), "Wollzug").await, BTreeSet::from(["Moorschnuckenbahn".to_owned()]));
    assert!(titles(&place.client(), "allein").await.is_empty());
}
