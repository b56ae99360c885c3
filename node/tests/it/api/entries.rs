//! Publishing, reading, correcting, withdrawing: statuses, headers, problems.

use serde_json::{Value, json};

use crate::harness::{Ground, Town, project};

async fn town() -> (Ground, Town) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    (ground, town)
}

both_engines!(publishing_answers_with_the_address_and_the_version, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let made = auenstadt.api("POST", "/api/v1/entries").json(&project("Radweg")).send().await.is(201);
    let body = made.json();
    let (id, version) = (body["id"].as_str().unwrap(), body["version"].as_i64().unwrap());
    assert_eq!(made.header("Location"), Some(format!("/api/v1/entries/{id}").as_str()));
    assert_eq!(made.header("ETag"), Some(format!("\"{version}\"").as_str()));
    assert_eq!(body["iri"], format!("{}eintraege/{id}", auenstadt.iri()));

    let shown = auenstadt.http("GET", made.header("Location").unwrap()).send().await.is(200);
    assert_eq!(shown.header("ETag"), made.header("ETag"));
    assert_eq!(shown.json()["entry"]["title"], "Radweg");
    assert_eq!(shown.json()["entry"]["author"], json!(auenstadt.iri()));
});

both_engines!(a_correction_names_the_version_it_has_seen, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    let target = format!("/api/v1/entries/{}", written.id);
    let put = || auenstadt.api("PUT", &target).json(&project("Radschnellweg"));
    let before = auenstadt.memory().await;
    assert_eq!(put().send().await.is(428).problem(), "version-required");
    for stale in ["\"1\"", "*", "\"\"", "W/\"1\"", "\"9223372036854775807\"", "\"99999999999999999999\""] {
        assert_eq!(
            put().header("If-Match", stale).send().await.is(412).problem(),
            "version-stale",
            "{stale}"
        );
    }
    assert_eq!(auenstadt.memory().await, before);

    let tag = format!("\"{}\"", written.version);
    let revised = put().header("If-Match", &tag).send().await.is(200);
    assert!(revised.json()["version"].as_i64().unwrap() > written.version);
    put().header("If-Match", &tag).send().await.is(412);
    let shown = auenstadt.http("GET", &target).send().await.is(200);
    assert_eq!(
        (shown.header("ETag"), &shown.json()["entry"]["title"]),
        (revised.header("ETag"), &json!("Radschnellweg"))
    );
});

both_engines!(of_two_corrections_at_once_one_wins, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    let put = |title: &str| {
        let request = auenstadt.api("PUT", &format!("/api/v1/entries/{}", written.id));
        let request = request.header("If-Match", &format!("\"{}\"", written.version)).json(&project(title));
        async move { request.send().await.status }
    };
    let mut statuses: Vec<u16> = futures::future::join_all(["A", "B", "C", "D"].map(put)).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412, 412, 412]);
});

both_engines!(what_is_withdrawn_is_gone, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    let target = format!("/api/v1/entries/{}", written.id);
    auenstadt.api("DELETE", &target).header("If-Match", "\"1\"").send().await.is(412);
    let done = auenstadt.api("DELETE", &target).send().await.is(204);
    assert!(done.body.is_empty());
    let tag = format!("\"{}\"", written.version);
    for request in [
        auenstadt.api("DELETE", &target),
        auenstadt.http("GET", &target),
        auenstadt.api("GET", &target),
        auenstadt.api("PUT", &target).header("If-Match", &tag).json(&project("Wieder da")),
    ] {
        assert_eq!(request.send().await.is(410).problem(), "withdrawn");
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_problem_speaks_both_languages() {
    let (_ground, auenstadt) = town().await;
    let answer = auenstadt.api("GET", "/api/v1/entries/0190").send().await.is(404);
    assert_eq!(answer.header("Content-Type"), Some("application/problem+json"));
    assert_eq!(answer.header("Cache-Control"), Some("no-store"));
    let problem = answer.json();
    assert_eq!(problem["type"], "https://w3id.org/tempomacher/problems#no-such-entry");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["detail"], problem["sentences"]["en"]);
    assert_eq!(problem["sentences"]["de"], "Diesen Eintrag gibt es hier nicht.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_or_misspelt_is_named() {
    let (_ground, auenstadt) = town().await;
    let before = auenstadt.memory().await;
    let without = |field: &str| {
        let mut fields = project("Radweg");
        fields.as_object_mut().unwrap().remove(field);
        fields
    };
    let with = |field: &str, value: Value| {
        let mut fields = project("Radweg");
        fields[field] = value;
        fields
    };
    for (fields, status, problem) in [
        (without("kind"), 422, "missing"),
        (without("title"), 422, "missing"),
        (without("summary"), 422, "missing"),
        (with("kind", json!("gedicht")), 422, "unknown-code"),
        (with("status", json!("dreaming")), 422, "unknown-code"),
        (with("fields_of_action", json!(["mobility", "mobilty"])), 422, "unknown-code"),
        (with("end_reasons", json!(["boredom"])), 422, "unknown-code"),
        (with("analogue", json!({ "ways": ["counter", "pigeon"] })), 422, "unknown-code"),
        (with("cost", json!({ "one_off": 5, "basis": "guessed" })), 422, "unknown-code"),
        (with("links", json!([{ "kind": "near", "to": "https://a.de/" }])), 422, "unknown-code"),
        (with("cost", json!({ "yearly": 9_007_199_254_740_992_u64 })), 422, "out-of-range"),
        (with("funding", json!({ "programme": "x", "share": 101 })), 422, "out-of-range"),
        (with("funding", json!({ "programme": "x", "ends": "x".repeat(1_001) })), 422, "too-long"),
        (with("software", json!([{ "name": "x", "licence": "x".repeat(1_001) }])), 422, "too-long"),
        (with("title", json!("x".repeat(301))), 422, "too-long"),
        (with("summary", json!("x".repeat(2_001))), 422, "too-long"),
        (with("text", json!("x".repeat(200_001))), 422, "too-long"),
        (with("topics", json!(vec!["x"; 101])), 422, "too-many"),
        (with("fields_of_action", json!(vec!["mobility"; 4])), 422, "too-many"),
        (with("title", json!(["x"])), 422, "unreadable-field"),
        (with("audience", json!("everyone")), 422, "unreadable-field"),
        (with("links", json!([{ "kind": "about", "to": "javascript:alert(1)" }])), 422, "unreadable-field"),
    ] {
        let answer = auenstadt.api("POST", "/api/v1/entries").json(&fields).send().await.is(status);
        assert_eq!(answer.problem(), problem, "{fields}");
    }
    assert_eq!(auenstadt.memory().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_size_class_is_one_of_seven() {
    let (_ground, auenstadt) = town().await;
    for (class, status) in [(0, 422), (1, 201), (7, 201), (8, 422)] {
        let lesson = json!({
            "kind": "lesson", "title": "x", "recommendation": "Fragt.", "what_happened": "Nichts.",
            "applies_to_size_classes": [class],
        });
        auenstadt.api("POST", "/api/v1/entries").json(&lesson).send().await.is(status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_is_json_and_not_too_large() {
    let (_ground, auenstadt) = town().await;
    let before = auenstadt.memory().await;
    let post = |kind: &str, body: Vec<u8>| {
        let request = auenstadt.api("POST", "/api/v1/entries").header("Content-Type", kind).body(body);
        async move { request.send().await.status }
    };
    assert_eq!(post("text/plain", project("x").to_string().into_bytes()).await, 415);
    assert_eq!(post("application/x-www-form-urlencoded", b"title=x".to_vec()).await, 415);
    assert_eq!(post("application/json", b"{".to_vec()).await, 400);
    assert_eq!(post("application/json", b"[]".to_vec()).await, 400);
    assert_eq!(post("application/json", b"{\"title\":\"\xff\"}".to_vec()).await, 400);
    assert_eq!(post("application/json", b"{\"title\":\"\0\"}".to_vec()).await, 400);
    assert_eq!(post("application/json", "[".repeat(100_000).into_bytes()).await, 400);
    assert_eq!(post("application/json", vec![b' '; 1_100_000]).await, 413);
    assert_eq!(auenstadt.memory().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_the_writers_to_choose_is_not_taken_from_him() {
    let (_ground, auenstadt) = town().await;
    let mut fields = project("Radweg");
    fields["id"] = json!("https://anderswo.de/eintraege/1");
    fields["author"] = json!("https://anderswo.de/");
    fields["version"] = json!(9_000_000_000_000_000_i64);
    fields["published"] = json!("1999-01-01T00:00:00Z");
    let written = auenstadt.publishes_this(fields).await;
    let shown = auenstadt.http("GET", &format!("/api/v1/entries/{}", written.id)).send().await.is(200).json();
    assert_eq!(shown["entry"]["author"], json!(auenstadt.iri()));
    assert_eq!(shown["entry"]["id"], json!(written.iri));
    assert!(written.version < 9_000_000_000_000_000);
    assert!(!shown["entry"]["published"].as_str().unwrap().starts_with("1999"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_keeps_its_kind() {
    let (_ground, auenstadt) = town().await;
    let written = auenstadt.publishes("Radweg").await;
    let lesson = json!({ "kind": "lesson", "title": "x", "recommendation": "Fragt früh.", "what_happened": "Zu spät gefragt." });
    let put = auenstadt.api("PUT", &format!("/api/v1/entries/{}", written.id));
    let put = put.header("If-Match", &format!("\"{}\"", written.version)).json(&lesson);
    assert_eq!(put.send().await.is(422).problem(), "kind-changed");
}

both_engines!(an_id_of_a_source_is_used_once, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let mut fields = project("Radweg");
    fields["source"] = json!({ "name": "Sammlung", "id": "42" });
    auenstadt.publishes_this(fields.clone()).await;
    let before = auenstadt.memory().await;
    let again = auenstadt.api("POST", "/api/v1/entries").json(&fields).send().await.is(409);
    assert_eq!(again.problem(), "source-taken");
    assert_eq!(auenstadt.memory().await, before);
    let mut other = auenstadt.publishes("Anderes").await;
    other.fields["source"] = fields["source"].clone();
    let put = auenstadt.api("PUT", &format!("/api/v1/entries/{}", other.id));
    let put = put.header("If-Match", &format!("\"{}\"", other.version)).json(&other.fields);
    put.send().await.is(409);
});

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused_like_everything_else() {
    let (_ground, auenstadt) = town().await;
    let refused = auenstadt.http("GET", "/api/v1/entries?limit=many").send().await.is(400);
    assert_eq!(refused.problem(), "bad-parameter");
}

#[tokio::test]
async fn an_id_that_cannot_be_read_is_refused_like_everything_else() {
    let (_ground, auenstadt) = town().await;
    for (method, target) in [("GET", "/api/v1/entries/%ff"), ("POST", "/api/v1/follows/%ff/accept")] {
        assert_eq!(auenstadt.api(method, target).send().await.is(400).problem(), "bad-parameter");
    }
}
