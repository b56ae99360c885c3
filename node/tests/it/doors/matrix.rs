//! Who may what, made from the table of routes: what comes later joins by itself.
//!
//! Two organisations live on one node and are strangers to each other's unpublished work. Three questions are asked of every route: does it
//! keep out whom the table keeps out; does an organisation's hidden work change anything that others see; can others touch it.

use std::collections::BTreeMap;

use commons::{Iri, MemberRole};
use federation::{Signer, render};
use node::routes::{self, Door, Route, Who};

use crate::harness::{Clerk, Ground, Peer, Request, Response, Town};

mod house;

use house::{House, MARK};

/// What a browser, a program, a neighbour, a feed reader and a spreadsheet ask for.
const FORMATS: [&str; 5] =
    ["text/html", "application/json", "application/activity+json", "application/atom+xml", "text/csv"];

/// Somebody who asks.
enum Asker {
    Nobody,
    Person(Clerk),
    Program(String),
    Neighbour(Peer),
}

impl Asker {
    fn asks(&self, town: &Town, method: &str, path: &str, format: &str) -> Request {
        let bare = town.http(method, path).header("Accept", format).header("Sec-Fetch-Site", "same-origin");
        match self {
            Self::Nobody => bare,
            Self::Person(clerk) => bare.header("Cookie", &format!("sitzung={}", clerk.cookie)),
            Self::Program(token) => bare.token(token),
            Self::Neighbour(peer) => signed(bare, peer, town, method, path),
        }
    }
}

/// The same, signed by a neighbour.
fn signed(request: Request, peer: &Peer, town: &Town, method: &str, path: &str) -> Request {
    let key_id = render::key_id(peer.iri());
    let signer = Signer { key: &peer.key, key_id: &key_id, now: peer.now() };
    let address = Iri::of_activity("url", &format!("http://{}{path}", town.host())).unwrap();
    let headers = signer.sign(method, &address, None).unwrap();
    let sent = headers.iter().filter(|(name, _)| *name != "host");
    sent.fold(request, |request, (name, value)| request.header(name.as_str(), value.to_str().unwrap()))
}

fn pages() -> impl Iterator<Item = Route> {
    routes::table().into_iter().filter(|route| matches!(route.door, Door::Page | Door::Both))
}

/// With a form that has nothing in it, which no operation takes for an order.
fn with_body(request: Request, method: &str) -> Request {
    if method == "POST" { request.form(&[]) } else { request }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_keeps_out_whom_the_table_keeps_out() {
    let ground = Ground::sqlite();
    let house = House::of(&ground).await;
    let mut asked = 0;
    for route in pages() {
        for method in route.methods {
            for path in house.paths(route.path) {
                let answer = |asker: Asker| {
                    let request = with_body(asker.asks(&house.alpha, method, &path, "text/html"), method);
                    async move { request.send().await.status }
                };
                let shown = format!("{method} {path} for {:?}", route.who);
                let nobody = answer(Asker::Nobody).await;
                // Always a new person: one of these routes ends sessions.
                let somebody = answer(Asker::Person(house.alpha.person("ohne Rolle").await)).await;
                match route.who {
                    Who::Everyone | Who::Bearer => {
                        assert!(![401, 403].contains(&nobody), "{shown}: {nobody}")
                    }
                    Who::Person => {
                        assert_eq!(nobody, if *method == "GET" { 303 } else { 401 }, "{shown}");
                        assert!(![401, 403].contains(&somebody), "{shown}: {somebody}");
                    }
                    Who::Member(least) => {
                        assert_eq!(nobody, if *method == "GET" { 303 } else { 401 }, "{shown}");
                        assert!([403, 404].contains(&somebody), "{shown}: {somebody}");
                        for role in MemberRole::ALL.iter().filter(|role| **role < least) {
                            let status = answer(Asker::Person(house.alpha.clerk(*role).await)).await;
                            assert_eq!(status, 403, "{shown} as {role:?}");
                        }
                    }
                    Who::Operator => {
                        assert_eq!(nobody, if *method == "GET" { 303 } else { 401 }, "{shown}");
                        assert_eq!(somebody, 403, "{shown}");
                        let head = answer(Asker::Person(house.alpha.administrator().await)).await;
                        assert_eq!(head, 403, "{shown}: administering is not running the node");
                    }
                    // The node is set up: these pages are there for nobody.
                    Who::SettingUp => assert_eq!([nobody, somebody], [404, 404], "{shown}"),
                    Who::Neighbour | Who::Program(_) => panic!("{shown}: a page is for people"),
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 10, "{asked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_lets_in_whom_the_table_lets_in() {
    let ground = Ground::sqlite();
    let house = House::of(&ground).await;
    house.hides_something().await;
    for route in pages().filter(|route| route.methods.contains(&"GET")) {
        let person = match route.who {
            Who::Member(role) => house.staff[&role].clone(),
            Who::Operator => house.operator.clone(),
            _ => house.staff[&MemberRole::Reader].clone(),
        };
        for path in house.paths(route.path) {
            let answer = person.opens(&path).await;
            let shown = format!("{path} for {:?}: {} {}", route.who, answer.status, answer.text());
            assert!(![401, 403].contains(&answer.status) && answer.status < 500, "{shown}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_89_hidden_work_changes_nothing_that_others_see() {
    let ground = Ground::sqlite();
    let house = House::of(&ground).await;
    house.publishes_something().await;
    let askers = house.strangers().await;
    ground.clock().stop();
    let before = house.seen_by(&askers).await;
    house.hides_something().await;
    let after = house.seen_by(&askers).await;
    for (what, body) in &after {
        assert!(!body.contains(MARK), "{what} shows what is hidden: {body}");
        assert_eq!(before.get(what), Some(body), "{what} has changed");
    }
    assert!(after.len() > 200, "{}", after.len());
    assert!(!house.alpha.finds(MARK).await.is_empty(), "its own people see it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_89_nobody_else_can_reach_or_touch_hidden_work() {
    let ground = Ground::sqlite();
    let house = House::of(&ground).await;
    house.hides_something().await;
    let before = house.hidden_state().await;
    for (name, asker) in house.strangers().await {
        for route in routes::table().into_iter().filter(|route| route.path.contains('{')) {
            for method in route.methods {
                for path in house.hidden_paths(route.path).await {
                    for (format, town) in
                        FORMATS.iter().flat_map(|format| house.hosts(&route).map(move |town| (*format, town)))
                    {
                        let answer = asked(&asker, town, method, &path, format).await;
                        let shown = format!(
                            "{name}: {method} {}{path} as {format}: {} {}",
                            town.host(),
                            answer.status,
                            answer.text()
                        );
                        // As if there were nothing: whoever may not know of it cannot tell it from what never was.
                        let nothing = asked(&asker, town, method, &house.nowhere(route.path), format).await;
                        assert_eq!(answer.status, nothing.status, "{shown}");
                        assert!(!(200..300).contains(&answer.status), "{shown}");
                        assert!(!answer.text().contains(MARK), "{shown}");
                    }
                }
            }
        }
    }
    assert_eq!(house.hidden_state().await, before, "somebody else has changed something");
}

async fn asked(asker: &Asker, town: &Town, method: &str, path: &str, format: &str) -> Response {
    with_body(asker.asks(town, method, path, format), method).send().await
}

/// How long a search took says nothing about what it found.
fn without_time(body: &str) -> String {
    match body.split_once("\"took_ms\":") {
        Some((before, after)) => format!("{before}{}", after.split_once(',').map_or("", |(_, rest)| rest)),
        None => body.to_owned(),
    }
}

impl House {
    /// At whose host a route is asked for: pages are the same at each, neighbours ask the one who wrote.
    fn hosts(&self, route: &Route) -> impl Iterator<Item = &Town> {
        let asks_the_author = matches!(route.door, Door::Fediverse | Door::Both);
        std::iter::once(&self.beta).chain(asks_the_author.then_some(&self.alpha))
    }

    /// Everything that these see: each route in each format, by what was asked.
    async fn seen_by(&self, askers: &[(&'static str, Asker)]) -> BTreeMap<String, String> {
        let mut seen = BTreeMap::new();
        for route in routes::table().into_iter().filter(|route| route.methods.contains(&"GET")) {
            for path in self.paths(route.path) {
                for (name, asker) in askers {
                    for (format, town) in
                        FORMATS.iter().flat_map(|format| self.hosts(&route).map(move |town| (*format, town)))
                    {
                        let answer = asker.asks(town, "GET", &path, format).send().await;
                        let body = format!("{} {}", answer.status, without_time(&answer.text()));
                        seen.insert(format!("{name}: {}{path} as {format}", town.host()), body);
                    }
                }
            }
        }
        seen
    }
}
