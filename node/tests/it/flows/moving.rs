//! An organisation moves: whoever follows it follows it to where it went, if the one who is there says so too.

use commons::Iri;
use node::operations::moving;
use serde_json::{Value, json};
use store::Answer;
use store::moves::MoveAnswer;

use crate::harness::{Ground, Peer, Town, a_while, eventually};

/// How this town's node knows that the follow between itself and another stands.
async fn answer(town: &Town, followed: &Iri) -> Option<Answer> {
    town.follow(town.iri(), followed).await.map(|row| row.answer)
}

async fn eventually_answers(town: &Town, followed: &Iri, expected: Answer) {
    eventually(&format!("{expected:?} of {followed}"), || async {
        answer(town, followed).await.filter(|answer| *answer == expected)
    })
    .await;
}

/// What came of a Move that was heard.
async fn eventually_settles(town: &Town, actor: &Iri, expected: MoveAnswer) {
    eventually(&format!("{expected:?}"), || async {
        let row = town.node().store.reading().await.unwrap().moves().by_actor(actor).await.unwrap();
        row.filter(|row| row.answer == expected)
    })
    .await;
}

/// This peer says from now on that it was these before.
fn was(peer: &Peer, before: &[&Iri]) {
    let mut actor = peer.actor_document();
    actor["alsoKnownAs"] = json!(before);
    peer.shows("/", 200, "application/activity+json", &actor.to_string());
}

fn moves(peer: &Peer, target: &Iri) -> crate::harness::Letter {
    let id = peer.iri().with(&format!("#move-{}", commons::EntryId::new(peer.now())));
    peer.says(
        &json!({ "id": id, "type": "Move", "actor": peer.iri(), "object": peer.iri(), "target": target }),
    )
}

async fn actor(town: &Town) -> Value {
    town.http("GET", "/").for_neighbours().send().await.is(200).json()
}

both_engines!(followers_follow_to_where_a_town_went_and_keep_what_it_wrote, |ground| async move {
    let [old, new, reader] = ground.towns().await;
    reader.follows(&old).await;
    old.publishes("Vor dem Umzug").await;
    reader.eventually_finds("Umzug").await;

    let refused = moving::move_to(&old.node(), &old.acting(), &new.organisation.address()).await.unwrap_err();
    assert_eq!(refused.refusal().code(), "not-known-as");
    moving::add_alias(&new.node(), &new.acting(), &old.organisation.address()).await.unwrap();
    assert_eq!(actor(&new).await["alsoKnownAs"], json!([old.iri()]));
    moving::move_to(&old.node(), &old.acting(), &new.organisation.address()).await.unwrap();
    assert_eq!(actor(&old).await["movedTo"], json!(new.iri()));
    let page = old.http("GET", "/").for_people().send().await.is(301);
    assert_eq!(page.header("Location"), Some(new.iri().as_str()));

    eventually_answers(&reader, old.iri(), Answer::Ended).await;
    new.accepts(reader.iri()).await;
    eventually_answers(&reader, new.iri(), Answer::Accepted).await;
    old.sees_answer(reader.iri(), old.iri(), Answer::Ended).await;
    new.publishes("Nach der Ankunft").await;
    reader.eventually_finds("Ankunft").await;
    assert_eq!(reader.finds("Umzug").await, ["Vor dem Umzug"]);
    let page = reader.administrator().await.opens("/verwaltung/cronfeld/verbindungen").await.is(200).text();
    assert!(page.contains("ist umgezogen nach"), "{page}");
});

both_engines!(two_towns_that_merge_move_to_one, |ground| async move {
    let reader = ground.town("cronfeld").await;
    let (one, two, both) = (
        Peer::new(&ground, "eins").await,
        Peer::new(&ground, "zwei").await,
        Peer::new(&ground, "beide").await,
    );
    reader.befriends(&one).await;
    reader.befriends(&two).await;
    was(&both, &[one.iri(), two.iri()]);
    moves(&one, both.iri()).to(&reader).await.is(202);
    eventually("the new one is asked", || async { both.delivered("Follow").pop() }).await;
    moves(&two, both.iri()).to(&reader).await.is(202);
    for old in [&one, &two] {
        eventually_settles(&reader, old.iri(), MoveAnswer::Followed).await;
        eventually_answers(&reader, old.iri(), Answer::Ended).await;
        eventually("an Undo", || async { old.delivered("Undo").pop() }).await;
    }
    a_while().await;
    assert_eq!(both.delivered("Follow").len(), 1, "once is enough");
});

both_engines!(row_40_nobody_is_led_to_where_nobody_says_so, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (old, other) = (Peer::new(&ground, "alt").await, Peer::new(&ground, "fremd").await);
    town.befriends(&old).await;
    was(&other, &[town.iri()]);
    moves(&old, other.iri()).to(&town).await.is(202);
    eventually_settles(&town, old.iri(), MoveAnswer::Refused).await;
    assert_eq!(answer(&town, old.iri()).await, Some(Answer::Accepted), "everything stays as it was");
    assert!(other.delivered("Follow").is_empty());
    let page = town.administrator().await.opens("/verwaltung/auenstadt/verbindungen").await.text();
    assert!(page.contains("Dort wird das nicht bestätigt"), "{page}");

    // More names than anybody needs: the document is not read at all.
    let many: Vec<_> = (0..20).map(|number| old.iri().with(&number.to_string())).collect();
    let many: Vec<_> = many.iter().chain([old.iri()]).collect();
    was(&other, &many);
    moves(&old, other.iri()).to(&town).await.is(202);
    a_while().await;
    assert_eq!(answer(&town, old.iri()).await, Some(Answer::Accepted));
    // Now it says so.
    was(&other, &[old.iri()]);
    moves(&old, other.iri()).to(&town).await.is(202);
    eventually_settles(&town, old.iri(), MoveAnswer::Followed).await;
});

both_engines!(a_target_that_is_away_is_asked_again, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (old, new) = (Peer::new(&ground, "alt").await, Peer::new(&ground, "neu").await);
    town.befriends(&old).await;
    was(&new, &[old.iri()]);
    let shown = new.actor_document().to_string();
    new.shows("/", 503, "", "");
    moves(&old, new.iri()).to(&town).await.is(202);
    eventually("it is asked", || async { (new.asked(Some("/")) > 0).then_some(()) }).await;
    assert_eq!(answer(&town, old.iri()).await, Some(Answer::Accepted));
    new.shows("/", 200, "application/activity+json", &shown);
    ground.passes(commons::Time::HOUR);
    eventually_settles(&town, old.iri(), MoveAnswer::Followed).await;
    eventually_answers(&town, old.iri(), Answer::Ended).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_can_be_taken_back_and_strangers_move_where_they_like() {
    let ground = Ground::sqlite();
    let [town, new] = ground.two_towns().await;
    let peer = Peer::new(&ground, "fremd").await;
    let moved = moves(&peer, new.iri());
    moved.to(&town).await.is(403);

    moving::add_alias(&new.node(), &new.acting(), &town.organisation.address()).await.unwrap();
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    town.accepts(peer.iri()).await;
    moving::move_to(&town.node(), &town.acting(), &new.organisation.address()).await.unwrap();
    let told = eventually("a Move", || async { peer.delivered("Move").pop() }).await;
    assert_eq!((&told["object"], &told["target"]), (&json!(town.iri()), &json!(new.iri())));
    moving::stay(&town.node(), &town.acting()).await.unwrap();
    eventually("an Undo", || async {
        peer.delivered("Undo").into_iter().find(|letter| letter["object"]["type"] == "Move")
    })
    .await;
    assert_eq!(actor(&town).await["movedTo"], Value::Null);
    town.http("GET", "/").for_people().send().await.is(200);
    let refused = moving::stay(&town.node(), &town.acting()).await.unwrap_err();
    assert_eq!(refused.refusal().code(), "has-not-moved");
}
