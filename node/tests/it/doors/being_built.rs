//! While the index is being built everything else is there, and the search says so in the reader's language.

use std::fmt::Write as _;
use std::sync::Arc;

use commons::Audience;
use node::operations::import::import;
use node::routes;
use node::server::{self, Limits};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::harness::{Ground, House, Town, eventually, project};

/// More than is built before a node serves.
const MANY: usize = 600;
const GERMAN: &str = "Die Suche wird gerade neu aufgebaut";
const ENGLISH: &str = "The search is being rebuilt";

impl Town {
    async fn imports_many(&self) {
        let mut lines = String::new();
        for number in 0..MANY {
            writeln!(lines, "{{\"id\":\"x:{number}\",\"title\":\"Radweg {number}\"}}").unwrap();
        }
        import(&self.node(), &self.acting(), &Audience::Public, &lines, &mut |_| {}).await.unwrap();
    }

    /// A page, for somebody who reads this language.
    async fn shows(&self, path: &str, language: &str) -> (u16, String) {
        let answer = self.http("GET", path).for_people().header("Accept-Language", language).send().await;
        (answer.status, answer.text())
    }
}

/// The doors of a stopped node, and nobody who builds its index. They close when `true` is sent, and have closed when the task has ended.
async fn doors(house: &House) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (town, _queue) = node::Town::open(Arc::new(house.opens().await)).await.unwrap();
    assert!(town.index.is_missing());
    let listener = TcpListener::bind(("127.0.0.1", house.port())).await.unwrap();
    let (stop, stopped) = watch::channel(false);
    let serving = server::serve(listener, routes::router(&town), Limits::with_connections(50), stopped);
    (stop, tokio::spawn(serving))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_but_the_search_is_there_and_the_search_says_when() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.imports_many().await;
    let entry = town.publishes("Bürgerbus").await;
    let call = json!({ "kind": "call", "title": "Wer misst Pegel?", "text": "Wer macht mit?", "direction": "seek", "audience": "public" });
    town.publishes_this(call).await;
    town.house.stops().await;
    std::fs::remove_dir_all(ground.dir().join("auenstadt/index")).unwrap();

    let (stop, serving) = doors(&town.house).await;
    for (path, status, says) in [
        ("/", 200, true),
        ("/organisationen/auenstadt", 200, true),
        (&*format!("/eintraege/{}", entry.id), 200, false),
        ("/suche/vorschlaege?q=rad", 200, false),
        ("/suche?q=Radweg", 503, true),
        ("/organisationen", 200, true),
        ("/kooperationen", 200, true),
    ] {
        for (language, sentence) in [("de", GERMAN), ("en", ENGLISH)] {
            let (answered, page) = town.shows(path, language).await;
            assert_eq!((answered, page.contains(sentence)), (status, says), "{path} in {language}: {page}");
        }
    }
    let listed = town.shows("/organisationen", "de").await.1;
    assert!(listed.contains("auenstadt") && !listed.contains("0 Einträge"), "{listed}");
    for (address, is_there) in [
        ("/kooperationen?direction=seek", true),
        ("/kooperationen?direction=offer", false),
        ("/kooperationen?progress=closed", false),
    ] {
        let calls = town.shows(address, "de").await.1;
        assert_eq!(calls.contains("Wer misst Pegel?"), is_there, "{address}: {calls}");
    }
    let refused = town.searches("Radweg").await.is(503);
    assert_eq!(
        (refused.problem(), refused.header("retry-after")),
        ("search-being-built".to_owned(), Some("10"))
    );
    assert_eq!(town.http("GET", "/health").send().await.is(200).json()["behind"], serde_json::Value::Null);
    town.api("GET", &format!("/api/v1/entries/{}", entry.id)).send().await.is(200);
    town.publishes_this(project("Bürgerbus im Süden")).await;
    stop.send(true).unwrap();
    serving.await.unwrap();

    town.house.starts_again().await;
    eventually("the search is whole", || async {
        let answer = town.searches("").await;
        (answer.status == 200)
            .then(|| assert_eq!(answer.json()["total"], MANY + 4, "all at once, and the town"))
    })
    .await;
    assert_eq!(town.finds("Bürgerbus").await.len(), 2);
}
