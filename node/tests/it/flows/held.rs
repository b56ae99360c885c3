//! What a stranger says about an entry of ours waits for a person.

use commons::{EntryId, Standing};
use node::operations::held;
use serde_json::json;

use crate::harness::{Peer, Town, a_while};

/// The page of an entry, as anybody sees it.
async fn page(town: &Town, id: &str) -> String {
    town.http("GET", &format!("/eintraege/{id}")).for_people().send().await.is(200).text()
}

both_engines!(a_strangers_comment_is_held_until_a_person_shows_it, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    let question = peer.question("frage-1", &written.iri, "Wie lange hat die Abstimmung gedauert?");
    peer.creates(&question).to(&auenstadt).await.is(202);

    let row = auenstadt.row(&question.iri).await.unwrap();
    assert_eq!(row.standing, Standing::Held);
    a_while().await;
    assert!(auenstadt.finds("Abstimmung").await.is_empty(), "what is held is not indexed");
    assert!(!page(&auenstadt, &written.id).await.contains("Abstimmung"), "what is held is not shown");
    let held_id = row.id.to_string();
    for target in [format!("/api/v1/entries/{held_id}"), format!("/eintraege/{held_id}")] {
        auenstadt.api("GET", &target).send().await.is(404);
    }

    held::accept(&auenstadt.node(), &auenstadt.acting(), row.id).await.unwrap();
    auenstadt.eventually_finds("Abstimmung").await;
    assert!(page(&auenstadt, &written.id).await.contains("Wie lange hat die Abstimmung gedauert?"));
});

both_engines!(what_a_person_turned_away_is_erased_and_does_not_come_back, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    let mut question = peer.question("frage-1", &written.iri, "Kauft bei uns ein!");
    peer.creates(&question).to(&auenstadt).await.is(202);
    let id = auenstadt.row(&question.iri).await.unwrap().id;
    held::decline(&auenstadt.node(), &auenstadt.acting(), id).await.unwrap();
    let row = auenstadt.row(&question.iri).await.unwrap();
    assert_eq!((row.standing, row.body()), (Standing::Erased, ""));

    question.version += 1_000;
    "Kauft jetzt erst recht!".clone_into(&mut question.text);
    peer.updates(&question).to(&auenstadt).await.is(202);
    let row = auenstadt.row(&question.iri).await.unwrap();
    assert_eq!((row.standing, row.body()), (Standing::Erased, ""));
    assert!(held::accept(&auenstadt.node(), &auenstadt.acting(), id).await.is_err());
});

both_engines!(only_the_town_it_is_about_decides_on_what_is_held, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = birkenried.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    let question = peer.question("frage-1", &written.iri, "Wie lange?");
    peer.creates(&question).to(&birkenried).await.is(202);
    let id = birkenried.row(&question.iri).await.unwrap().id;
    assert!(held::accept(&house.node(), &cronfeld.acting(), id).await.is_err());
    assert_eq!(birkenried.row(&question.iri).await.unwrap().standing, Standing::Held);
});

both_engines!(a_member_speaks_freely_and_a_stranger_only_about_us, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let (friend, stranger) = (Peer::new(&ground, "freund").await, Peer::new(&ground, "fremd").await);
    let written = auenstadt.publishes("Radverkehrsplan").await;
    auenstadt.befriends(&friend).await;
    let question = friend.question("frage-1", &written.iri, "Wie lange?");
    friend.creates(&question).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.row(&question.iri).await.unwrap().standing, Standing::Published);

    let before = auenstadt.memory().await;
    let project = stranger.project("1", "Werbung");
    stranger.creates(&project).to(&auenstadt).await.is(403);
    let elsewhere = commons::Iri::parse("id", "http://anderswo.localhost:1/eintraege/1").unwrap();
    stranger.creates(&stranger.question("2", &elsewhere, "Und hier?")).to(&auenstadt).await.is(403);
    assert_eq!((auenstadt.memory().await, stranger.asked(None)), (before, 0));
});

both_engines!(what_is_said_about_an_entry_that_is_not_there_is_dropped, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let own = auenstadt.publishes_this(json!({
        "kind": "project", "title": "Nur für uns", "summary": "Intern.", "status": "idea",
    }));
    let (own, peer) = (own.await, Peer::new(&ground, "fremd").await);
    let nothing = auenstadt.iri().with("eintraege/gibt-es-nicht");
    let entries =
        || async { auenstadt.node().store.reading().await.unwrap().entries().changed_since(0, 100).await };
    let before = entries().await.unwrap().len();
    for (path, target) in [("1", &nothing), ("2", &own.iri)] {
        let question = peer.question(path, target, "Und das hier?");
        peer.creates(&question).to(&auenstadt).await.is(202);
        assert!(auenstadt.row(&question.iri).await.is_none(), "{target}");
    }
    assert_eq!(entries().await.unwrap().len(), before);
    let reading = auenstadt.node().store.reading().await;
    assert!(reading.unwrap().actors().by_iri(peer.iri()).await.unwrap().is_none(), "nor is he remembered");
});

/// An id that names nothing is no way in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_held_under_an_id_nobody_gave() {
    let ground = crate::harness::Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let id = EntryId::parse("00000000-0000-7000-8000-000000000000").unwrap();
    let refused = held::accept(&auenstadt.node(), &auenstadt.acting(), id).await.unwrap_err();
    assert_eq!(json!(refused.refusal().status()), 404);
}
