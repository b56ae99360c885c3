//! Rows 53, 97, 99, 102, 104, 105: who sends too much, who takes nothing, and who says yes and does nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use commons::{Iri, Time};
use node::server::{self, Limits};
use serde_json::{Value, json};
use store::Answer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::stranger;
use crate::harness::{Ground, Letter, Passed, Peer, Town, eventually, front, raw};

const ACTIVITY: &str = "application/activity+json";

/// Somebody else on the host of this peer, who shows himself too.
fn another(peer: &Peer, number: usize) -> Iri {
    let iri = peer.iri().with(&format!("users/{number}"));
    let mut actor = peer.actor_document();
    actor["id"] = json!(iri);
    actor["preferredUsername"] = json!(format!("user{number}"));
    actor["publicKey"]["id"] = json!(format!("{iri}#main-key"));
    actor["publicKey"]["owner"] = json!(iri);
    actor.as_object_mut().unwrap().remove("organisation");
    actor.as_object_mut().unwrap().remove("assertionMethod");
    peer.shows(&format!("/users/{number}"), 200, ACTIVITY, &actor.to_string());
    iri
}

/// His wish to follow.
fn follow_of(peer: &Peer, who: &Iri, whom: &Iri) -> Letter {
    let body = json!({ "id": format!("{who}#follow"), "type": "Follow", "actor": who, "object": whom });
    peer.says(&body).with(|letter| letter.key_id = format!("{who}#main-key"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_97_one_host_is_not_asked_for_ever_new_senders() {
    let scene = stranger().await;
    let (town, peer) = (&scene.town, &scene.peer);
    scene.ground.clock().stop();
    for number in 0..10 {
        let who = another(peer, number);
        follow_of(peer, &who, town.iri()).to(town).await.is(202);
        assert_eq!(town.follow(&who, town.iri()).await.unwrap().answer, Answer::Asked, "a person decides");
    }
    let (asked, memory) = (peer.asked(None), town.memory().await);
    for number in 10..30 {
        let who = another(peer, number);
        let answer = follow_of(peer, &who, town.iri()).to(town).await.is(429);
        assert!(answer.header("Retry-After").unwrap().parse::<u32>().unwrap() > 0);
    }
    assert_eq!((peer.asked(None), town.memory().await), (asked, memory));
    let other = Peer::new(&scene.ground, "andere").await;
    other.asks_to_follow(town.iri()).to(town).await.is(202);
    // Who had to wait gets through later.
    scene.ground.passes(Time::MINUTE);
    follow_of(peer, &another(peer, 10), town.iri()).to(town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_102_who_floods_is_told_to_come_again_and_nobody_else_notices() {
    let ground = Ground::sqlite();
    let house = ground.house_with("auenstadt", |config| config.http.letters_per_second = 1).await;
    let town = house.founds("auenstadt").await;
    let (peer, other) = (Peer::new(&ground, "fremd").await, Peer::new(&ground, "andere").await);
    town.befriends(&peer).await;
    town.befriends(&other).await;
    ground.passes(Time::HOUR);
    ground.clock().stop();
    let create = |peer: &Peer, number: usize| peer.creates(&peer.project(&number.to_string(), "Luftschloss"));
    // Whoever writes in the peer's name with another key takes nothing from it.
    let mut forger = peer.clone();
    forger.key = Arc::clone(&other.key);
    for number in 0..5 {
        create(&forger, number).to(&town).await.is(401);
    }
    for number in 0..60 {
        create(&peer, number).to(&town).await.is(202);
    }
    let memory = town.memory().await;
    for number in 60..65 {
        let answer = create(&peer, number).to(&town).await.is(429);
        assert_eq!(answer.problem(), "too-often");
        assert!(answer.header("Retry-After").unwrap().parse::<u32>().unwrap() > 0);
    }
    assert_eq!(town.memory().await, memory);
    create(&other, 1).to(&town).await.is(202);
    ground.passes(Time::SECOND);
    create(&peer, 60).to(&town).await.is(202);
    create(&peer, 61).to(&town).await.is(429);
}

/// Lets a peer follow that wants to have its letters delivered to this inbox.
async fn follows_with_mailbox(town: &Town, peer: &Peer, mailbox: &Iri) {
    let mut actor = peer.actor_document();
    actor["endpoints"] = json!({ "sharedInbox": mailbox });
    peer.shows("/", 200, ACTIVITY, &actor.to_string());
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    town.accepts(peer.iri()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_99_nobody_has_his_letters_sent_to_somebody_else() {
    let scene = stranger().await;
    let (town, peer) = (&scene.town, &scene.peer);
    let victim = Peer::new(&scene.ground, "opfer").await;
    follows_with_mailbox(town, peer, &victim.iri().with("inbox")).await;
    town.publishes("Radweg").await;
    eventually("it arrives where it belongs", || async { peer.delivered("Create").pop() }).await;
    assert_eq!((victim.delivered("Create").len(), victim.asked(Some("/inbox"))), (0, 0));

    // Nor by telling so afterwards, in a letter.
    town.befriends(peer).await;
    let mut actor = peer.actor_document();
    actor["endpoints"] = json!({ "sharedInbox": victim.iri().with("inbox") });
    peer.deed("Update", &actor).to(town).await.is(202);
    town.publishes("Seilbahn").await;
    eventually("the next one", || async { peer.delivered("Create").get(1).cloned() }).await;
    assert_eq!(victim.asked(Some("/inbox")), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_99_a_host_that_knows_the_follower_takes_its_letters() {
    let scene = stranger().await;
    let (town, peer) = (&scene.town, &scene.peer);
    let first = Peer::new(&scene.ground, "erster").await;
    // The other host of the same node names the follower as one of its own.
    let jrd = federation::webfinger::answer(&peer.organisation).unwrap();
    first.shows("/.well-known/webfinger", 200, "application/jrd+json", &jrd);
    follows_with_mailbox(town, peer, &first.iri().with("inbox")).await;
    town.publishes("Radweg").await;
    eventually("it arrives at the shared inbox", || async { first.delivered("Create").pop() }).await;
    assert_eq!(peer.delivered("Create").len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_99_what_cannot_be_delivered_does_not_pile_up() {
    let scene = stranger().await;
    let (town, peer) = (&scene.town, &scene.peer);
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    peer.answers_letters(500);
    let mut written = town.publishes("Radweg").await;
    for number in 0..20 {
        town.corrects(&mut written, "title", json!(format!("Radweg {number}"))).await;
    }
    let row = || async {
        let peers = town.node().store.reading().await.unwrap().peers().list().await.unwrap();
        peers.into_iter().find(|row| row.origin == peer.iri().origin() && row.failing.is_some())
    };
    assert_eq!(eventually("the peer backs off", row).await.waiting, 1, "twenty changes make one letter");
    let asked = peer.asked(Some("/inbox"));
    town.corrects(&mut written, "title", json!("Noch einmal")).await;
    crate::harness::a_while().await;
    assert_eq!(peer.asked(Some("/inbox")), asked, "it is left alone until its time has come");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_99_after_fourteen_silent_days_nothing_is_pushed_until_the_peer_speaks() {
    let scene = stranger().await;
    let (ground, town, peer) = (&scene.ground, &scene.town, &scene.peer);
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    ground.clock().stop();
    peer.answers_letters(500);
    town.publishes("Radweg").await;
    let now = || town.node().clock.now();
    let row = || async {
        let mut reading = town.node().store.reading().await.unwrap();
        let row = reading.peers().by_origin(&peer.iri().origin()).await.unwrap().unwrap();
        row.failing.filter(|_| row.next_try > now()).map(|since| (since, row.next_try))
    };
    let (since, mut next) = eventually("the peer backs off", row).await;
    while next.millis() - since.millis() < 14 * Time::DAY {
        let asked = peer.asked(Some("/inbox"));
        ground.passes(next.millis() - now().millis());
        town.node().deliver.notify_one();
        eventually("it is tried", || async { (peer.asked(Some("/inbox")) > asked).then_some(()) }).await;
        next = eventually("it backs off again", row).await.1;
    }
    let tried = peer.asked(Some("/inbox"));
    assert!((40..=140).contains(&tried), "{tried} letters in fourteen days");

    for _ in 0..3 {
        ground.passes(10 * Time::DAY);
        town.publishes("Seilbahn").await;
        town.node().deliver.notify_one();
        crate::harness::a_while().await;
    }
    assert_eq!(peer.asked(Some("/inbox")), tried, "nothing is pushed any more");
    let refused = peer.delivered("Create").len();
    peer.answers_letters(202);
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    let taken = eventually("what waited is let go", || async {
        ground.passes(Time::MINUTE / 4);
        let taken = peer.delivered("Create").split_off(refused);
        (taken.len() == 4).then_some(taken)
    })
    .await;
    let titled = |title: &str| taken.iter().filter(|create| create["object"]["name"] == title).count();
    assert_eq!((titled("Radweg"), titled("Seilbahn")), (1, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_104_what_was_taken_and_dropped_comes_with_the_daily_walk() {
    for lie in [
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\nConnection: close\r\n\r\n<p>Ja</p>",
    ] {
        let ground = Ground::sqlite();
        let (auenstadt, house) = (ground.town("auenstadt").await, ground.house("birkenried").await);
        let drops = Arc::new(AtomicBool::new(false));
        let says = Arc::clone(&drops);
        let port = front(house.port(), move |head| {
            let is_dropped = says.load(Ordering::SeqCst) && head.starts_with("POST /inbox");
            if is_dropped { Passed::Answered(lie) } else { Passed::On(head.to_owned()) }
        });
        let birkenried = house.founds_at("birkenried", port.await).await;
        birkenried.follows(&auenstadt).await;
        drops.store(true, Ordering::SeqCst);
        auenstadt.publishes("Radweg").await;
        eventually("it counts as delivered", || async {
            let backlog =
                auenstadt.node().store.reading().await.unwrap().deliveries().backlog().await.unwrap();
            (backlog.waiting == 0).then_some(())
        })
        .await;
        assert!(birkenried.finds("Radweg").await.is_empty(), "{lie}");
        ground.passes(2 * Time::DAY);
        assert_eq!(birkenried.eventually_finds("Radweg").await, ["Radweg"], "{lie}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_105_questions_for_names_cost_nothing_and_their_answers_carry_no_markup() {
    let scene = stranger().await;
    let town = &scene.town;
    let memory = town.memory().await;
    let address = format!("/.well-known/webfinger?resource=acct:{}", town.organisation.address());
    for _ in 0..200 {
        let answer = town.http("GET", &address).send().await.is(200);
        assert_eq!(answer.header("Cache-Control"), Some("public, max-age=3600"));
    }
    for odd in [
        "<script>alert(1)</script>",
        "acct:%3Cscript%3E@%3Cscript%3E",
        "acct:x@y",
        "https://%22%3E%3Cscript%3E/",
        "javascript:alert(1)",
        "",
    ] {
        let odd: String = url::form_urlencoded::byte_serialize(odd.as_bytes()).collect();
        let answer = town.http("GET", &format!("/.well-known/webfinger?resource={odd}")).send().await;
        assert!((400..500).contains(&answer.status), "{odd}: {}", answer.status);
        assert!(!answer.text().contains("<script>"), "{}", answer.text());
        assert_ne!(answer.header("Content-Type"), Some("text/html"));
    }
    for (path, kind) in [
        ("/.well-known/nodeinfo", "application/json"),
        ("/nodeinfo/2.1", "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\""),
    ] {
        let answer = town.http("GET", path).send().await.is(200);
        assert_eq!(answer.header("Content-Type"), Some(kind), "{path}");
        assert!(answer.header("Cache-Control").unwrap().contains("max-age"), "{path}");
        assert!(!answer.text().contains(&town.organisation.name), "{path} counts and names nobody");
        serde_json::from_slice::<Value>(&answer.body).unwrap();
    }
    assert!(matches!(town.http("GET", "/.well-known/host-meta").send().await.status, 404 | 410));
    assert_eq!(town.memory().await, memory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_53_who_never_takes_his_answer_is_let_go() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let router = Router::new()
        .route("/", get(|| async { "kurz" }))
        .route("/lang", get(|| async { vec![b'x'; 64 << 20] }));
    let limits = Limits { write_time: Duration::from_millis(300), ..Limits::with_connections(1) };
    tokio::spawn(server::serve(listener, router, limits, stopped));
    let mut silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    silent.write_all(b"GET /lang HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    // The only place there is becomes free only when it is let go.
    let asked = raw(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let answer = tokio::time::timeout(Duration::from_secs(20), asked).await.expect("still waited for");
    assert_eq!(answer.text(), "kurz");
    let mut got = Vec::new();
    let _ = silent.read_to_end(&mut got).await;
    assert!(got.starts_with(b"HTTP/1.1 200") && got.len() < 64 << 20, "{} bytes", got.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_53_http_2_is_not_spoken() {
    let scene = stranger().await;
    let port = scene.town.port();
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    // SETTINGS, then a stream that is opened and reset, then empty DATA, over and over.
    let mut frames = [preface.as_slice(), &[0, 0, 0, 4, 0, 0, 0, 0, 0]].concat();
    for stream in (1..2_000_u32).step_by(2) {
        let id = stream.to_be_bytes();
        frames.extend([&[0, 0, 1, 1, 4], id.as_slice(), &[0x82]].concat());
        frames.extend([&[0, 0, 4, 3, 0], id.as_slice(), &[0, 0, 0, 8]].concat());
        frames.extend([&[0, 0, 0, 0, 0], id.as_slice()].concat());
    }
    let answer = tokio::time::timeout(Duration::from_secs(20), raw(port, &frames)).await.expect("let go");
    assert!(matches!(answer.status, 0 | 400 | 505), "{}", answer.status);
    let upgrade = scene
        .town
        .http("GET", "/health")
        .header("Upgrade", "h2c")
        .header("HTTP2-Settings", "AAMAAABkAAQAAP__");
    assert_eq!(upgrade.send().await.status, 200, "answered as if nobody had asked");
}
