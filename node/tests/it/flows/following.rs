//! Ask, let in, turn away, let go, end.

use store::{Answer, Stance};

use crate::harness::{Peer, a_while, eventually};

both_engines!(a_question_waits_for_a_person_and_brings_its_message, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.asks(&auenstadt.organisation.address()).await.is(201);
    auenstadt.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Asked).await;
    let asked = auenstadt.follow(birkenried.iri(), auenstadt.iri()).await.unwrap();
    assert_eq!(asked.message, "Guten Tag!");
    a_while().await;
    auenstadt.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Asked).await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Asked).await;

    auenstadt.publishes("Vorerst nur Geduld").await;
    a_while().await;
    assert!(birkenried.finds("Geduld").await.is_empty());
    auenstadt.accepts(birkenried.iri()).await;
    assert_eq!(birkenried.eventually_finds("Geduld").await, ["Vorerst nur Geduld"]);
});

both_engines!(who_is_turned_away_hears_of_it_and_gets_nothing, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.asks(&auenstadt.organisation.address()).await.is(201);
    auenstadt.declines(birkenried.iri()).await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Declined).await;
    let written = auenstadt.publishes("Nichts für Birkenried").await;
    a_while().await;
    assert!(birkenried.row(&written.iri).await.is_none());
});

both_engines!(who_was_let_in_can_be_let_go, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    auenstadt.declines(birkenried.iri()).await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Declined).await;
    let written = auenstadt.publishes("Nach dem Abschied").await;
    a_while().await;
    assert!(birkenried.row(&written.iri).await.is_none());

    birkenried.follows(&auenstadt).await;
    assert_eq!(birkenried.eventually_finds("Abschied").await, ["Nach dem Abschied"]);
});

both_engines!(who_no_longer_follows_says_so_and_gets_nothing, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let (node, acting) = (birkenried.node(), birkenried.acting());
    node::operations::follow::unfollow(&node, &acting, auenstadt.iri()).await.unwrap();
    auenstadt.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Ended).await;
    let written = auenstadt.publishes("Nach dem Ende").await;
    a_while().await;
    assert!(birkenried.row(&written.iri).await.is_none());
});

both_engines!(a_reject_after_the_accept_ends_what_comes_in, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let entry = peer.project("1", "Solange wir verbunden sind");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    auenstadt.eventually_finds("verbunden").await;

    let follow = peer.delivered("Follow").pop().unwrap();
    peer.deed("Reject", &follow).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.stance(&peer).await, Stance::Unknown);
    let before = auenstadt.memory().await;
    let later = peer.project("2", "Danach");
    peer.creates(&later).to(&auenstadt).await.is(403);
    assert_eq!(auenstadt.memory().await, before);
});

both_engines!(an_answer_nobody_asked_for_is_refused, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let before = auenstadt.memory().await;
    let invented = serde_json::json!({
        "id": auenstadt.iri().with("#follow-1"), "type": "Follow", "actor": auenstadt.iri(), "object": peer.iri(),
    });
    let answer = peer.accepts(&invented).to(&auenstadt).await.is(403);
    assert_eq!(answer.problem(), "not-asked");
    assert_eq!(
        (auenstadt.memory().await, peer.asked(None)),
        (before, 0),
        "nothing was kept and nobody was asked"
    );
});

both_engines!(an_undo_ends_a_follow_and_the_letters, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let follow = peer.asks_to_follow(auenstadt.iri());
    follow.to(&auenstadt).await.is(202);
    auenstadt.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    let asked: serde_json::Value = serde_json::from_slice(&follow.body).unwrap();
    peer.deed("Undo", &asked).to(&auenstadt).await.is(202);
    auenstadt.sees_answer(peer.iri(), auenstadt.iri(), Answer::Ended).await;
    auenstadt.publishes("Für die, die noch da sind").await;
    a_while().await;
    assert!(peer.delivered("Create").is_empty());
});

both_engines!(an_undo_may_name_the_follow_by_its_id_alone, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let follow = peer.asks_to_follow(auenstadt.iri());
    follow.to(&auenstadt).await.is(202);
    auenstadt.accepts(peer.iri()).await;
    let asked: serde_json::Value = serde_json::from_slice(&follow.body).unwrap();
    peer.deed("Undo", &asked["id"]).to(&auenstadt).await.is(202);
    auenstadt.sees_answer(peer.iri(), auenstadt.iri(), Answer::Ended).await;
});

both_engines!(who_asks_for_nobody_is_not_looked_at, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let before = auenstadt.memory().await;
    peer.asks_to_follow(&auenstadt.iri().with("niemand")).to(&auenstadt).await.is(404);
    assert_eq!((auenstadt.memory().await, peer.asked(None)), (before, 0));
});

both_engines!(towns_on_one_node_follow_each_other_without_the_net, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    birkenried.asks(&cronfeld.organisation.address()).await.is(201);
    cronfeld.accepts(birkenried.iri()).await;
    birkenried.sees_answer(birkenried.iri(), cronfeld.iri(), Answer::Accepted).await;
    cronfeld.publishes("Gemeinsames Bürgerbüro").await;
    assert_eq!(birkenried.eventually_finds("Bürgerbüros").await, ["Gemeinsames Bürgerbüro"]);
});

both_engines!(nobody_becomes_known_to_all_by_asking_to_follow, |ground| async move {
    let town = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "aufdringlich").await;
    let listed = async || {
        let page = town.http("GET", "/organisationen").for_people().send().await.is(200).text();
        let found = town.http("GET", "/api/v1/search?q=&kind=organisation").send().await.is(200).text();
        (page.contains("aufdringlich"), found.contains("aufdringlich"))
    };
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    a_while().await;
    assert_eq!(listed().await, (false, false));
    // Whom the town follows it shows.
    town.befriends(&peer).await;
    eventually("it is shown", || async { (listed().await == (true, true)).then_some(()) }).await;
});
