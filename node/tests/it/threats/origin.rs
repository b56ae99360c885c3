//! Rows 26 to 40: what is whose.

use commons::{Iri, MarkVerb, Standing};
use federation::render;
use serde_json::{Value, json};

use super::{member, stranger};
use crate::harness::{Peer, a_while, eventually};

const ELSEWHERE: &str = "http://anderswo.localhost:1/eintraege/1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_26_an_object_of_another_origin_is_dropped() {
    let scene = member().await;
    let mut create: Value = serde_json::from_slice(&scene.good().body).unwrap();
    create["object"]["id"] = json!(ELSEWHERE);
    create["object"]["entry"]["id"] = json!(ELSEWHERE);
    scene
        .drops([
            ("embedded", scene.good().saying(&create)),
            ("by id", scene.peer.deed("Create", &json!(ELSEWHERE))),
        ])
        .await;
    assert!(scene.town.row(&Iri::parse("id", ELSEWHERE).unwrap()).await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_27_an_author_who_is_not_the_sender() {
    let scene = member().await;
    let other = scene.peer.iri().with("andere/");
    let create: Value = serde_json::from_slice(&scene.good().body).unwrap();
    let (mut outside, mut inside) = (create.clone(), create);
    outside["object"]["attributedTo"] = json!(other);
    inside["object"]["entry"]["author"] = json!(other);
    scene
        .refuses(
            422,
            [
                ("attributedTo", scene.good().saying(&outside)),
                ("the entry's author", scene.good().saying(&inside)),
            ],
        )
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_28_nobody_updates_what_is_anothers() {
    let scene = member().await;
    let ours = scene.town.publishes("Unser Radweg").await;
    let friend = Peer::new(&scene.ground, "freund").await;
    scene.town.befriends(&friend).await;
    let theirs = friend.project("1", "Ihr Radweg");
    friend.creates(&theirs).to(&scene.town).await.is(202);

    for iri in [&ours.iri, &theirs.iri] {
        let mut update: Value = serde_json::from_slice(&scene.good().body).unwrap();
        update["type"] = json!("Update");
        update["object"]["id"] = json!(iri);
        update["object"]["entry"]["id"] = json!(iri);
        let before = scene.town.memory().await;
        let status = scene.good().saying(&update).to(&scene.town).await.status;
        // Told of another origin it does not count at all; either way nothing changes.
        assert!(status == 403 || status == 202, "{status}");
        assert_eq!(scene.town.memory().await, before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_28_nor_on_the_same_host() {
    let scene = member().await;
    let entry = scene.peer.project("1", "Luftschloss");
    scene.peer.creates(&entry).to(&scene.town).await.is(202);
    // Another actor of the same server, with a key of its own that the server vouches for.
    let other = scene.peer.iri().with("andere");
    let mut actor = scene.peer.actor_document();
    actor["id"] = json!(other);
    actor["publicKey"] = json!({ "id": format!("{other}#main-key"), "owner": other, "publicKeyPem": scene.peer.key.public_pem().unwrap() });
    actor["organisation"] = Value::Null;
    scene.peer.shows("/andere", 200, "application/activity+json", &actor.to_string());
    let mut update: Value = serde_json::from_slice(&scene.peer.updates(&entry).body).unwrap();
    update["id"] = json!(format!("{}#update-9", entry.iri));
    update["actor"] = json!(other);
    update["object"]["attributedTo"] = json!(other);
    update["object"]["entry"]["author"] = json!(other);
    update["object"]["entry"]["version"] = json!(entry.version + 5);
    update["object"]["entry"]["title"] = json!("Gekapert");
    let by_other = scene.good().saying(&update).with(|letter| letter.key_id = format!("{other}#main-key"));
    let status = by_other.to(&scene.town).await.status;
    assert!(status == 403 || status == 202, "{status}");
    let row = scene.town.row(&entry.iri).await.unwrap();
    assert_eq!((row.version, row.entry().unwrap().title.as_str()), (entry.version, "Luftschloss"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_29_nobody_deletes_or_undoes_what_is_anothers() {
    let scene = member().await;
    let ours = scene.town.publishes("Unser Radweg").await;
    let friend = Peer::new(&scene.ground, "freund").await;
    scene.town.befriends(&friend).await;
    friend.asks_to_follow(scene.town.iri()).to(&scene.town).await.is(202);
    let theirs = friend.project("1", "Ihr Radweg");
    friend.creates(&theirs).to(&scene.town).await.is(202);
    let their_follow = json!({
        "id": friend.iri().with("#follow"), "type": "Follow", "actor": friend.iri(), "object": scene.town.iri(),
    });
    scene
        .refuses(
            403,
            [
                ("our entry", scene.peer.deed("Delete", &json!(ours.iri))),
                ("their entry", scene.peer.deed("Delete", &json!(theirs.iri))),
                ("their actor", scene.peer.deed("Delete", &json!(friend.iri()))),
                ("their follow", scene.peer.deed("Undo", &their_follow)),
            ],
        )
        .await;
    assert_eq!(scene.town.row(&theirs.iri).await.unwrap().standing, Standing::Published);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_30_what_an_announce_brings_along_is_not_believed() {
    let scene = member().await;
    let victim = Peer::new(&scene.ground, "opfer").await;
    let (truth, hidden) = (victim.project("1", "Die Wahrheit"), victim.project("2", "Gibt es nicht"));
    let shown = |entry| render::object(entry, &victim.organisation).unwrap();
    victim.shows("/1", 200, "application/activity+json", &shown(&truth));
    for entry in [&truth, &hidden] {
        let mut forged: Value = serde_json::from_str(&shown(entry)).unwrap();
        forged["name"] = json!("Gefälscht");
        forged["entry"]["title"] = json!("Gefälscht");
        scene.peer.deed("Announce", &forged).to(&scene.town).await.is(202);
    }
    let row = eventually("the truth", || scene.town.row(&truth.iri)).await;
    assert_eq!(row.entry().unwrap().title, "Die Wahrheit");
    eventually("it was asked for", || async { (victim.asked(Some("/2")) > 0).then_some(()) }).await;
    a_while().await;
    assert!(scene.town.row(&hidden.iri).await.is_none());
    let unread = scene.town.mark(scene.peer.iri(), MarkVerb::Announce, &hidden.iri).await;
    assert!(unread.is_none(), "what was said of what does not exist is forgotten");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_30_only_whom_we_follow_makes_us_fetch() {
    let scene = stranger().await;
    let elsewhere = json!(ELSEWHERE);
    scene
        .refuses(
            403,
            [
                ("a stranger's Announce", scene.peer.deed("Announce", &elsewhere)),
                ("a stranger's Like", scene.peer.deed("Like", &elsewhere)),
            ],
        )
        .await;
    let friend = member().await;
    friend
        .drops([
            ("a Like of what is not ours", friend.peer.deed("Like", &elsewhere)),
            (
                "of what should be here",
                friend.peer.deed("Announce", &json!(friend.town.iri().with("eintraege/1"))),
            ),
        ])
        .await;
    // A neighbour that names more than anybody can fetch has to wait.
    let (node, now) = (friend.town.node(), friend.peer.now());
    let mut change = node.store.begin().await.unwrap();
    for number in 0..1_000 {
        let iri = Iri::parse("id", &format!("http://anderswo.localhost:1/{number}")).unwrap();
        let (kind, why) = (store::FetchKind::Entry, store::Why::Recommended);
        let wanted = store::NewFetch { iri: &iri, kind, asker: friend.peer.iri(), why, depth: 0 };
        change.fetches().want(wanted, now.plus(commons::Time::DAY)).await.unwrap();
    }
    change.commit().await.unwrap();
    let answer = friend.peer.deed("Announce", &elsewhere).to(&friend.town).await.is(429);
    assert!(answer.header("Retry-After").is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_29_nobody_takes_back_what_another_said() {
    let scene = member().await;
    let ours = scene.town.publishes("Unser Radweg").await;
    let friend = Peer::new(&scene.ground, "freund").await;
    let like = json!({
        "id": friend.iri().with("#like-1"), "type": "Like", "actor": friend.iri(), "object": ours.iri,
    });
    friend.says(&like).to(&scene.town).await.is(202);
    scene
        .refuses(
            403,
            [
                ("embedded", scene.peer.deed("Undo", &like)),
                ("by its id", scene.peer.deed("Undo", &like["id"])),
            ],
        )
        .await;
    assert!(scene.town.mark(friend.iri(), MarkVerb::Like, &ours.iri).await.is_some());
    // Who never said it takes nothing back.
    let never = json!({ "type": "Like", "object": ours.iri });
    scene.drops([("what was never said", scene.peer.deed("Undo", &never))]).await;
    assert!(scene.town.mark(friend.iri(), MarkVerb::Like, &ours.iri).await.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_11_what_was_taken_back_does_not_come_again_by_replay() {
    let scene = member().await;
    let ours = scene.town.publishes("Unser Radweg").await;
    let said = scene.peer.deed("Like", &json!(ours.iri));
    said.to(&scene.town).await.is(202);
    let like: Value = serde_json::from_slice(&said.body).unwrap();
    let undo = scene.peer.deed("Undo", &like);
    undo.to(&scene.town).await.is(202);
    said.to(&scene.town).await.is(202);
    assert!(scene.town.mark(scene.peer.iri(), MarkVerb::Like, &ours.iri).await.is_none());
    scene.peer.deed("Like", &json!(ours.iri)).to(&scene.town).await.is(202);
    undo.to(&scene.town).await.is(202);
    assert!(
        scene.town.mark(scene.peer.iri(), MarkVerb::Like, &ours.iri).await.is_some(),
        "nor does the Undo"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_63_a_reason_is_short_and_plain_text() {
    let scene = member().await;
    let ours = scene.town.publishes("Unser Radweg").await;
    let said = |content: &str| {
        let letter = scene.peer.deed("Announce", &json!(ours.iri));
        let mut body: Value = serde_json::from_slice(&letter.body).unwrap();
        body["content"] = json!(content);
        letter.saying(&body)
    };
    scene.refuses(422, [("a megabyte", said(&"x".repeat(900_000)))]).await;
    said("<p>Gut.<script>alert(1)</script><img src=x onerror=alert(2)></p>").to(&scene.town).await.is(202);
    let mark = scene.town.mark(scene.peer.iri(), MarkVerb::Announce, &ours.iri).await.unwrap();
    assert!(!mark.reason.contains('<') && mark.reason.starts_with("Gut."), "{}", mark.reason);
    let page = scene.town.page_of(&ours.iri).await;
    assert!(page.contains("Gut.") && !page.contains("onerror"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_35_what_is_told_by_its_id_alone_counts_as_its_origin_shows_it() {
    let scene = member().await;
    let shows = |path: &str, entry: &commons::Entry| {
        let object = render::object(entry, &scene.peer.organisation).unwrap();
        scene.peer.shows(path, 200, "application/activity+json", &object);
    };
    let entry = scene.peer.project("1", "Luftschloss");
    shows("/1", &entry);
    scene.peer.deed("Create", &json!(entry.iri)).to(&scene.town).await.is(202);
    let row = eventually("the entry", || scene.town.row(&entry.iri)).await;
    assert_eq!(row.entry().unwrap().title, "Luftschloss");

    // The same path, shown as somebody else's, and a document whose id is not its address.
    let other = scene.peer.iri().with("andere/");
    let foreign = commons::Entry { author: other, ..scene.peer.project("2", "Eines anderen") };
    shows("/2", &foreign);
    shows("/3", &entry);
    for path in ["2", "3"] {
        scene.peer.deed("Update", &json!(scene.peer.iri().with(path))).to(&scene.town).await.is(202);
        eventually("it was asked for", || async {
            (scene.peer.asked(Some(&format!("/{path}"))) > 0).then_some(())
        })
        .await;
    }
    a_while().await;
    for path in ["2", "3"] {
        assert!(scene.town.row(&scene.peer.iri().with(path)).await.is_none(), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_36_nobody_writes_in_our_name() {
    let scene = member().await;
    let town = scene.town.iri();
    let body =
        json!({ "id": town.with("#follow-1"), "type": "Follow", "actor": town, "object": scene.peer.iri() });
    let forged = scene.peer.says(&body);
    let with_our_key_id = forged.clone().with(|letter| letter.key_id = format!("{town}#main-key"));
    scene.refuses(403, [("with his key", forged), ("with our key's name", with_our_key_id)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_38_nobody_forwards_what_another_wrote() {
    let scene = member().await;
    let third = Peer::new(&scene.ground, "dritter").await;
    let asked = third.asked(None);
    let forwarded = scene.good().with(|letter| {
        letter.key_id = format!("{}#main-key", third.iri());
        letter.key = std::sync::Arc::clone(&third.key);
    });
    scene.refuses(401, [("signed by a third", forwarded)]).await;
    assert_eq!(third.asked(None), asked, "nobody is asked for the key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_40_nobody_moves_to_where_others_follow_him() {
    let scene = member().await;
    let body = json!({
        "id": scene.peer.iri().with("#move-1"), "type": "Move", "actor": scene.peer.iri(), "object": scene.peer.iri(),
        "target": ELSEWHERE,
    });
    scene.drops([("a Move", scene.peer.says(&body))]).await;

    let mut actor = scene.peer.actor_document();
    actor["alsoKnownAs"] =
        json!((0..10_000).map(|number| format!("https://a{number}.de/")).collect::<Vec<_>>());
    scene.refuses(422, [("10,000 aliases", scene.peer.deed("Update", &actor))]).await;

    let other = stranger().await;
    actor = other.peer.actor_document();
    actor["alsoKnownAs"] = json!((0..21).map(|number| format!("https://a{number}.de/")).collect::<Vec<_>>());
    other.peer.shows("/", 200, "application/activity+json", &actor.to_string());
    let before = other.town.memory().await;
    let status = other.peer.asks_to_follow(other.town.iri()).to(&other.town).await.status;
    assert!(status >= 400, "{status}");
    assert_eq!(other.town.memory().await, before);
}
