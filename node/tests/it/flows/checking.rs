//! `federation check`: every fault that can lie between two nodes is told apart, with what to do.

use commons::Time;
use node::operations::check::{Checked, check};
use serde_json::json;
use tokio::net::TcpListener;

use crate::harness::{Ground, Passed, Peer, Town, front};

const ACTIVITY: &str = "application/activity+json";

async fn checks(town: &Town, address: &str) -> Checked {
    check(&town.node(), &town.acting(), address).await.unwrap()
}

/// What is wrong on the other side, in a word for each step.
async fn faults(town: &Town, address: &str) -> Vec<String> {
    let checked = checks(town, address).await;
    let faults = checked.there.iter().filter(|step| !matches!(step.outcome, "good"));
    faults.map(|step| format!("{} {}", step.aspect.code(), step.outcome)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn between_two_towns_all_is_well() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.publishes("Radweg").await;
    let before = birkenried.memory().await;
    for address in [birkenried.organisation.address(), birkenried.host().to_owned()] {
        let checked = checks(&auenstadt, &address).await;
        assert!(checked.is_well(), "{checked:?}");
        let last = checked.there.last().unwrap();
        assert_eq!((last.key().as_str(), last.said.as_str()), ("check-signature-good", "1"));
        assert_eq!(checked.here.len(), 6);
    }
    assert_eq!(birkenried.memory().await, before, "a check leaves nothing behind");
    let own = checks(&auenstadt, &auenstadt.organisation.address()).await;
    assert_eq!((own.there.len(), own.is_well()), (0, true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_answers_oddly_is_told_so() {
    let ground = Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    assert_eq!(faults(&town, &peer.address()).await, Vec::<String>::new());
    let webfinger = "/.well-known/webfinger";
    for (path, status, kind, fault) in [
        ("/.well-known/nodeinfo", 301, "", "connection redirect"),
        (webfinger, 404, "", "webfinger nobody"),
        (webfinger, 500, "", "webfinger status"),
        (webfinger, 421, "", "webfinger host-lost"),
        (webfinger, 302, "", "webfinger redirect"),
        (webfinger, 200, "text/html", "webfinger unreadable"),
        ("/", 401, "", "actor turned-away"),
        ("/", 404, "", "actor nobody"),
        ("/", 410, "", "actor gone"),
        ("/", 421, "", "actor host-lost"),
        ("/", 503, "", "actor status"),
        ("/", 200, "text/html", "actor unreadable"),
        ("/changes", 401, "", "signature refused"),
        ("/changes", 404, "", "signature hidden"),
        ("/changes", 500, "", "signature status"),
        ("/changes", 200, ACTIVITY, "signature unreadable"),
    ] {
        peer.shows(path, status, kind, "{}");
        assert_eq!(faults(&town, &peer.address()).await, [fault], "{path} {status} {kind}");
        peer.shows("/.well-known/nodeinfo", 404, "", "");
        peer.shows_itself(&peer.key);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_a_name_and_changes_that_are_missing() {
    let ground = Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    let whole = peer.actor_document();
    let shows = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut actor = whole.clone();
        change(&mut actor);
        peer.shows("/", 200, ACTIVITY, &actor.to_string());
    };
    shows(&|actor| actor["publicKey"]["owner"] = json!("https://jemand.example/"));
    assert_eq!(faults(&town, &peer.address()).await, ["key unusable"]);
    shows(&|actor| {
        actor.as_object_mut().unwrap().remove("changes");
    });
    let checked = checks(&town, &peer.address()).await;
    assert_eq!(checked.there.last().unwrap().outcome, "none");
    assert!(checked.is_well(), "other software is no fault");
    shows(&|_| {});
    peer.shows("/.well-known/webfinger", 404, "", "");
    assert_eq!(faults(&town, peer.iri().as_str()).await, ["back nobody"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_there_and_no_such_name_and_a_clock_that_is_wrong() {
    let ground = Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    assert_eq!(faults(&town, "x@gibt-es-nicht.invalid").await, ["name nowhere"]);
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert_eq!(faults(&town, &format!("x@weg.localhost:{free}")).await, ["connection closed"]);
    ground.passes(3 * Time::HOUR);
    let checked = checks(&town, &peer.address()).await;
    let wrong = checked.steps().filter(|step| step.outcome == "wrong").map(|step| step.aspect.code());
    assert_eq!(wrong.collect::<Vec<_>>(), ["clock", "own-clock"]);
    node::operations::block::block(&town.node(), peer.iri().origin(), "test").await.unwrap();
    let blocked = check(&town.node(), &town.acting(), &peer.address()).await.unwrap_err();
    assert_eq!(*blocked.refusal(), commons::Refusal::PeerBlocked {});
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_web_server_in_front_that_forgets_the_host_is_noticed() {
    let ground = Ground::sqlite();
    let house = ground.house("auenstadt").await;
    let inner = house.port();
    let forgets_the_host = move |head: &str| {
        let kept = head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("host:"));
        Passed::On(format!("{}\r\nHost: 127.0.0.1:{inner}", kept.collect::<Vec<_>>().join("\r\n")))
    };
    let port = front(inner, forgets_the_host).await;
    let town = house.founds_at("auenstadt", port).await;
    let checked = checks(&town, &town.organisation.address()).await;
    let seen: Vec<_> =
        checked.here.iter().map(|step| format!("{} {}", step.aspect.code(), step.outcome)).collect();
    assert!(!checked.is_well());
    assert_eq!(seen[1], "own-answer good", "this node does answer");
    assert_eq!(seen[4..], ["own-actor host-lost", "own-signature changed"]);
    // Whoever wants to connect is told that it is not his fault.
    let birkenried = ground.town("birkenried").await;
    assert_eq!(faults(&birkenried, &town.organisation.address()).await, ["webfinger host-lost"]);
}
