//! Every route of the table, walked: it answers for its methods, whatever it is given, and refuses the others.

use node::routes;
use serde_json::json;

use crate::harness::{Ground, Request, Town};

const METHODS: [&str; 6] = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/// What may stand where a path has a blank.
const GARBAGE: [&str; 12] = [
    "0",
    "..",
    "%00",
    "%ff",
    "%2e%2e%2f",
    "00000000-0000-0000-0000-000000000000",
    "018f0000-0000-7000-8000-00000000000g",
    "-1",
    "%F0%9F%8F%B3",
    "'%20or%201=1--",
    "%3Cscript%3E",
    "99999999999999999999999999",
];

/// What may stand behind the question mark.
const QUERIES: [&str; 18] = [
    "",
    "?",
    "?q=%00",
    "?q=%ff",
    "?q=%",
    "?cursor=99999999999999999999999999",
    "?cursor=-1",
    "?cursor=9223372036854775807_x",
    "?since=x",
    "?since=.9223372036854775808",
    "?since=1.-1",
    "?before=9223372036854775807_0",
    "?page=true&before=%00",
    "?limit=99999999999999999999",
    "?resource=acct:%00@%ff",
    "?organisation='%20or%201=1--&kind=%00",
    "?lang=%00",
    "?v=%ff",
];

/// The path with something in its blanks.
fn filled(path: &str, with: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { with } else { part }).collect::<Vec<_>>().join("/")
}

async fn town() -> (Ground, Town) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.publishes("Radweg").await;
    (ground, town)
}

/// The request in all its dresses: by nobody, with a token, as a browser, as a neighbour, with bodies that are none.
fn dressed(town: &Town, method: &str, target: &str) -> Vec<Request> {
    let bare = town.http(method, target);
    let mut all = vec![
        bare.clone(),
        bare.clone().for_people(),
        bare.clone().for_neighbours(),
        bare.clone().token(&town.token),
    ];
    if matches!(method, "POST" | "PUT") {
        for body in [json!(null), json!([]), json!({}), json!({ "from": 5, "kind": {} })] {
            all.push(bare.clone().token(&town.token).header("If-Match", "\"1\"").json(&body));
        }
        all.push(bare.token(&town.token).header("Content-Type", "application/json").body(&b"\xff\0{"[..]));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_whatever_it_is_given() {
    let (_ground, town) = town().await;
    let before = town.memory().await;
    let mut asked = 0;
    for route in routes::table() {
        let blanks: &[&str] = if route.path.contains('{') { &GARBAGE } else { &GARBAGE[..1] };
        for method in route.methods {
            for (blank, query) in blanks.iter().flat_map(|blank| QUERIES.map(|query| (blank, query))) {
                // Each blank with one query, and each query with one blank, is enough.
                if *blank != blanks[0] && !query.is_empty() {
                    continue;
                }
                let target = format!("{}{query}", filled(route.path, blank));
                for request in dressed(&town, method, &target) {
                    let answer = request.send().await;
                    let shown = format!("{method} {target}: {} {}", answer.status, answer.text());
                    assert!((200..500).contains(&answer.status), "{shown}");
                    assert_ne!(answer.status, 405, "{shown}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
    assert_eq!(town.memory().await, before, "garbage leaves nothing behind");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_refuses_the_methods_it_does_not_declare() {
    let (_ground, town) = town().await;
    for route in routes::table() {
        for method in METHODS.iter().filter(|method| !route.methods.contains(method)) {
            let target = filled(route.path, "00000000-0000-0000-0000-000000000000");
            for request in dressed(&town, method, &target) {
                let answer = request.send().await;
                assert_eq!(answer.status, 405, "{method} {target}: {}", answer.text());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn head_is_answered_like_get_and_without_a_body() {
    let (_ground, town) = town().await;
    for target in ["/", "/suche", "/health", "/api/v1/entries", "/outbox"] {
        let answer = town.http("HEAD", target).send().await.is(200);
        assert!(answer.body.is_empty(), "{target}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_shows_a_refusal_as_a_page() {
    let (_ground, town) = town().await;
    for target in ["/gibt-es-nicht", "/eintraege/0", "/organisationen/niemand", "/static/keine.css"] {
        let answer = town.http("GET", target).for_people().send().await;
        assert!((400..500).contains(&answer.status), "{target}: {}", answer.status);
        assert!(answer.header("Content-Type").unwrap().starts_with("text/html"), "{target}");
        assert!(answer.text().starts_with("<!doctype html>"), "{target}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neighbours_must_name_a_host_of_ours() {
    let (_ground, town) = town().await;
    for route in routes::table().into_iter().filter(|route| route.door == routes::Door::Fediverse) {
        for host in ["anderswo.de", "", "auenstadt.localhost", "127.0.0.1"] {
            let request = Request::new(
                town.port(),
                host,
                route.methods[0],
                &format!("{}?resource=acct:a@b.de", route.path),
            );
            let answer = request.header("Content-Type", "application/activity+json").send().await;
            assert_eq!(answer.status, 421, "{} at {host}: {}", route.path, answer.text());
        }
    }
}
