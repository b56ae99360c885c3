//! A report goes to the home of what it is about, as the word of a node and of no person.

use commons::{Decision, Time};
use node::operations::report::{self, Decider, NewReport, Thing, Verdict, decide};
use serde_json::{Value, json};
use store::reports::ReportRow;

use crate::harness::{Peer, Town, eventually};

/// What waits for this town.
async fn reports(town: &Town) -> Vec<ReportRow> {
    town.node().store.reading().await.unwrap().reports().of_decider(Some(town.iri())).await.unwrap()
}

/// A reader of this town's pages reports what its node has under this id.
async fn reported(town: &Town, iri: &commons::Iri) -> ReportRow {
    let thing = Thing::of_entry(&town.row(iri).await.unwrap()).unwrap();
    let told = NewReport {
        reason: "misleading".to_owned(),
        body: "Kim Muster hat sich verrechnet.".to_owned(),
        mail: String::new(),
        language: commons::Language::German,
    };
    report::tell(&town.node(), &thing, "test", &told).await.unwrap();
    reports(town).await.remove(0)
}

both_engines!(a_flag_reaches_the_town_whose_entry_it_is_and_can_be_taken_back, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.follows(&birkenried).await;
    let written = birkenried.publishes("Luftschloss").await;
    auenstadt.eventually_finds("Luftschloss").await;
    let here = reported(&auenstadt, &written.iri).await;
    let by = Decider::from(auenstadt.acting());
    decide::pass_on(&auenstadt.node(), &by, &here.id, "Die Summe im zweiten Satz stimmt nicht.")
        .await
        .unwrap();
    assert!(
        decide::pass_on(&auenstadt.node(), &by, &here.id, "Noch einmal.").await.is_err(),
        "once is enough"
    );
    let there = eventually("the report arrives", || async { reports(&birkenried).await.pop() }).await;
    assert_eq!(
        (&there.subject, there.body.as_str()),
        (&written.iri, "Die Summe im zweiten Satz stimmt nicht.")
    );
    assert_eq!(there.reporter.unwrap(), auenstadt.iri().with("knoten"), "a node speaks, not a person");
    assert_eq!(there.due, there.told.plus(14 * Time::DAY));

    decide::take_back(&auenstadt.node(), &by, &here.id).await.unwrap();
    eventually("it is taken back", || async {
        reports(&birkenried).await.pop().filter(|row| row.decision == Some(Decision::TakenBack))
    })
    .await;
    assert_eq!(reports(&auenstadt).await[0].decision, None, "here it still has to be decided");
});

both_engines!(what_is_hidden_at_home_disappears_elsewhere_and_comes_back, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.follows(&birkenried).await;
    let written = birkenried.publishes("Luftschloss").await;
    auenstadt.eventually_finds("Luftschloss").await;
    let row = reported(&birkenried, &written.iri).await;
    let by = Decider::from(birkenried.acting());
    let verdict = Verdict { decision: Decision::Hidden, grounds: "Das stimmt.".to_owned() };
    decide::decide(&birkenried.node(), &by, &row.id, &verdict).await.unwrap();
    auenstadt.eventually_misses("Luftschloss").await;
    decide::show_again(&birkenried.node(), &by, &row.id).await.unwrap();
    auenstadt.eventually_finds("Luftschloss").await;
});

both_engines!(what_is_hidden_stays_hidden_when_its_author_changes_it, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    auenstadt.befriends(&peer).await;
    let mut entry = peer.project("1", "Luftschloss");
    peer.creates(&entry).to(&auenstadt).await.is(202);
    let row = reported(&auenstadt, &entry.iri).await;
    let by = Decider::from(auenstadt.acting());
    let verdict = Verdict { decision: Decision::Hidden, grounds: "Nur Werbung.".to_owned() };
    decide::decide(&auenstadt.node(), &by, &row.id, &verdict).await.unwrap();
    auenstadt.eventually_misses("Luftschloss").await;
    entry.version += 1_000;
    "Wolkenkuckucksheim".clone_into(&mut entry.title);
    peer.updates(&entry).to(&auenstadt).await.is(202);
    peer.creates(&peer.project("2", "Marktbrunnen")).to(&auenstadt).await.is(202);
    auenstadt.eventually_finds("Marktbrunnen").await;
    assert!(auenstadt.finds("Wolkenkuckucksheim").await.is_empty());
    decide::show_again(&auenstadt.node(), &by, &row.id).await.unwrap();
    auenstadt.eventually_finds("Wolkenkuckucksheim").await;
});

both_engines!(strangers_may_flag_what_is_ours_and_public_and_not_without_end, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let stranger = Peer::new(&ground, "fremd").await;
    let written = auenstadt.publishes("Radweg").await;
    let mut hidden = crate::harness::project("Nur für uns");
    hidden["audience"] = json!("own");
    let own = auenstadt.publishes_this(hidden).await;
    let flag = |objects: Value| stranger.deed("Flag", &objects);

    flag(json!("https://anderswo.example/1")).to(&auenstadt).await.is(403);
    flag(json!([own.iri, "https://anderswo.example/1"])).to(&auenstadt).await.is(202);
    assert!(reports(&auenstadt).await.is_empty(), "of what it may not read nobody learns that it is there");
    flag(json!([auenstadt.iri(), written.iri, written.iri])).to(&auenstadt).await.is(202);
    assert_eq!(reports(&auenstadt).await.len(), 2, "an organisation and an entry, once each");
    flag(json!([{ "id": written.iri, "type": "Article" }])).to(&auenstadt).await.is(202);
    assert_eq!(reports(&auenstadt).await.len(), 2, "it waits already");
    flag(json!(vec![written.iri.as_str(); 51])).to(&auenstadt).await.is(422);

    let mut many = Vec::new();
    for number in 0..19 {
        many.push(auenstadt.publishes(&format!("Radweg {number}")).await.iri);
    }
    let before = auenstadt.memory().await;
    let answer = flag(json!(many)).to(&auenstadt).await.is(429);
    assert!(answer.header("Retry-After").is_some());
    assert_eq!(auenstadt.memory().await, before);
    ground.passes(Time::HOUR + Time::MINUTE);
    flag(json!(many)).to(&auenstadt).await.is(202);
    assert_eq!(reports(&auenstadt).await.len(), 21);
});
