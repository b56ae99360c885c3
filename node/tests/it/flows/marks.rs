//! Recommendations and "with us too": who hears of them, who is named, and that they can be taken back.

use commons::{Iri, MarkVerb, MemberRole};
use serde_json::{Value, json};
use store::{MarkCounts, MarkRow};

use crate::harness::{Peer, Town, Written, eventually};

const REASON: &str = "Drei Kommunen im Kreis arbeiten gut damit.";

impl Town {
    /// Says it of the entry that its node knows by this id.
    pub async fn marks(&self, iri: &Iri, verb: MarkVerb, reason: &str) -> Value {
        let row = eventually("the entry", || self.row(iri)).await;
        let wish = json!({ "verb": verb.code(), "reason": reason });
        self.api("POST", &format!("/api/v1/entries/{}/marks", row.id)).json(&wish).send().await.is(200).json()
    }

    /// Takes it back.
    pub async fn unmarks(&self, iri: &Iri, verb: MarkVerb) {
        let id = self.row(iri).await.unwrap().id;
        let target = format!("/api/v1/entries/{id}/marks?verb={}", verb.code());
        self.api("DELETE", &target).send().await.is(204);
    }

    /// What this actor says of this entry, as far as its node knows.
    pub async fn mark(&self, actor: &Iri, verb: MarkVerb, object: &Iri) -> Option<MarkRow> {
        let mut reading = self.node().store.reading().await.unwrap();
        reading.marks().one(actor, verb, object).await.unwrap().filter(MarkRow::stands)
    }

    /// How many say something of this entry.
    pub async fn mark_counts(&self, object: &Iri) -> MarkCounts {
        self.node().store.reading().await.unwrap().marks().counts(object).await.unwrap()
    }

    /// The page of an entry on its node, as anybody sees it.
    pub async fn page_of(&self, iri: &Iri) -> String {
        let id = self.row(iri).await.unwrap().id;
        self.http("GET", &format!("/eintraege/{id}")).for_people().send().await.is(200).text()
    }

    /// Waits until its node knows what this actor says of this entry.
    pub async fn hears_mark(&self, actor: &Iri, verb: MarkVerb, object: &Iri) -> MarkRow {
        eventually("a mark", || self.mark(actor, verb, object)).await
    }

    /// Waits until its node knows that this actor took it back.
    pub async fn hears_no_mark(&self, actor: &Iri, verb: MarkVerb, object: &Iri) {
        eventually("no mark", || async { self.mark(actor, verb, object).await.is_none().then_some(()) })
            .await;
    }
}

/// Auenstadt writes, Birkenried follows it and recommends, Cronfeld follows Birkenried and has never heard of Auenstadt.
async fn three(ground: &crate::harness::Ground) -> (Town, Town, Town, Written) {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    birkenried.follows(&auenstadt).await;
    cronfeld.follows(&birkenried).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    (auenstadt, birkenried, cronfeld, written)
}

both_engines!(
    a_recommendation_brings_the_entry_to_those_who_have_never_heard_of_its_author,
    |ground| async move {
        let (auenstadt, birkenried, cronfeld, written) = three(&ground).await;
        let said = birkenried.marks(&written.iri, MarkVerb::Announce, &format!("{REASON}\u{202e}")).await;
        assert_eq!((&said["verb"], &said["reason"]), (&json!("announce"), &json!(REASON)));

        assert_eq!(cronfeld.eventually_finds("Mängelmelder").await, ["Mängelmelder"]);
        let there = cronfeld.row(&written.iri).await.unwrap();
        assert_eq!((there.author.clone(), there.local), (auenstadt.iri().clone(), false));
        let page = cronfeld.page_of(&written.iri).await;
        assert!(page.contains("Empfohlen von") && page.contains("Stadt Birkenried") && page.contains(REASON));
        assert!(page.contains("Stadt Auenstadt"), "its author is known by name");

        // The owner hears of it too; Auenstadt does not follow Birkenried, so it is counted and not named.
        eventually("a count", || async {
            (auenstadt.mark_counts(&written.iri).await.recommended == 1).then_some(())
        })
        .await;
        let page = auenstadt.page_of(&written.iri).await;
        assert!(page.contains("Außerdem empfiehlt ihn ein Konto von anderswo.") && !page.contains(REASON));

        birkenried.unmarks(&written.iri, MarkVerb::Announce).await;
        cronfeld.hears_no_mark(birkenried.iri(), MarkVerb::Announce, &written.iri).await;
        auenstadt.hears_no_mark(birkenried.iri(), MarkVerb::Announce, &written.iri).await;
        assert!(!cronfeld.page_of(&written.iri).await.contains(REASON));
    }
);

both_engines!(with_us_too_is_said_to_the_owner_and_to_nobody_else, |ground| async move {
    let (auenstadt, birkenried, cronfeld, written) = three(&ground).await;
    auenstadt.follows(&birkenried).await;
    let editor = auenstadt.editor().await;
    birkenried.marks(&written.iri, MarkVerb::Like, "bleibt ungesagt").await;
    let heard = auenstadt.hears_mark(birkenried.iri(), MarkVerb::Like, &written.iri).await;
    assert_eq!(heard.reason, "");
    let page = auenstadt.page_of(&written.iri).await;
    assert!(page.contains("Bei uns auch") && page.contains("Stadt Birkenried"), "{page}");
    let desk = editor.opens("/mein-bereich").await.is(200).text();
    assert!(desk.contains("Bei anderen auch") && desk.contains("Mängelmelder"), "{desk}");

    crate::harness::a_while().await;
    assert!(cronfeld.mark(birkenried.iri(), MarkVerb::Like, &written.iri).await.is_none());
    assert!(cronfeld.row(&written.iri).await.is_none(), "nor is the entry fetched for it");
    birkenried.unmarks(&written.iri, MarkVerb::Like).await;
    auenstadt.hears_no_mark(birkenried.iri(), MarkVerb::Like, &written.iri).await;
    assert!(!editor.opens("/mein-bereich").await.is(200).text().contains("Bei anderen auch"));
});

both_engines!(who_follows_later_hears_what_was_recommended_before, |ground| async move {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    birkenried.follows(&auenstadt).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    birkenried.marks(&written.iri, MarkVerb::Announce, REASON).await;
    cronfeld.follows(&birkenried).await;
    cronfeld.eventually_finds("Mängelmelder").await;
    assert!(cronfeld.page_of(&written.iri).await.contains(REASON));
    let start = birkenried.http("GET", "/").for_people().send().await.is(200).text();
    assert!(start.contains("Von uns empfohlen") && start.contains(REASON), "{start}");
    let address = format!("/organisationen/{}", birkenried.organisation.address());
    let shown = cronfeld.http("GET", &address).for_people().send().await.is(200).text();
    assert!(shown.contains("Was diese Organisation empfiehlt") && shown.contains(REASON), "{shown}");
});

both_engines!(organisations_on_one_node_tell_each_other_without_a_letter, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = birkenried.publishes("Radverkehrsplan").await;
    let editor = birkenried.editor().await;
    cronfeld.marks(&written.iri, MarkVerb::Announce, REASON).await;
    let page = birkenried.page_of(&written.iri).await;
    assert!(page.contains("Stadt Cronfeld") && page.contains(REASON), "{page}");
    let desk = editor.opens("/mein-bereich").await.is(200).text();
    assert!(desk.contains("Neue Empfehlung") && desk.contains(REASON), "{desk}");
    cronfeld.unmarks(&written.iri, MarkVerb::Announce).await;
    assert!(!birkenried.page_of(&written.iri).await.contains(REASON));
});

both_engines!(one_click_says_it_and_another_takes_it_back, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = birkenried.publishes("Radverkehrsplan").await;
    let editor = cronfeld.editor().await;
    let address = format!("/eintraege/{}", written.id);
    let page = editor.opens(&address).await.is(200).text();
    assert!(
        page.contains(&format!("{address}/bei-uns-auch\""))
            && page.contains(&format!("{address}/empfehlung\""))
    );
    editor.sends(&format!("{address}/bei-uns-auch"), &[]).await.is(303);
    editor.sends(&format!("{address}/empfehlung"), &[("reason", REASON)]).await.is(303);
    editor.sends(&format!("{address}/empfehlung"), &[("reason", &"x".repeat(1_001))]).await.is(422);
    let page = editor.opens(&address).await.is(200).text();
    assert!(
        page.contains("Bei uns doch nicht") && page.contains("Empfehlung ändern") && page.contains(REASON)
    );
    editor.sends(&format!("{address}/bei-uns-auch/zuruecknehmen"), &[]).await.is(303);
    editor.sends(&format!("{address}/empfehlung/zuruecknehmen"), &[]).await.is(303);
    assert_eq!(birkenried.mark_counts(&written.iri).await, MarkCounts::default());
    // Twice is once too often; and nobody recommends what is their own.
    editor.sends(&format!("{address}/empfehlung/zuruecknehmen"), &[]).await.is(404);
    birkenried.editor().await.sends(&format!("{address}/empfehlung"), &[]).await.is(422);
    let reader = cronfeld.clerk(MemberRole::Reader).await;
    reader.sends(&format!("{address}/bei-uns-auch"), &[]).await.is(403);
});

both_engines!(only_what_everyone_may_read_is_recommended, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let open = birkenried.publishes("Radverkehrsplan").await;
    let own = json!({ "kind": "project", "title": "Intern", "summary": "Nur für uns.", "status": "idea" });
    let own = birkenried.publishes_this(own).await;
    let question = json!({ "kind": "comment", "comment": "question", "parent": open.iri, "text": "Wie?", "audience": "public" });
    let question = birkenried.publishes_this(question).await;
    for (id, town, status, code) in [
        (&own.id, &cronfeld, 404, "no-such-entry"),
        (&own.id, &birkenried, 422, "own-mark"),
        (&question.id, &cronfeld, 422, "not-markable"),
    ] {
        let wish = json!({ "verb": "announce" });
        let answer = town.api("POST", &format!("/api/v1/entries/{id}/marks")).json(&wish).send().await;
        assert_eq!(answer.is(status).problem(), code);
    }
    let wish = json!({ "verb": "admire" });
    let answer = cronfeld.api("POST", &format!("/api/v1/entries/{}/marks", open.id)).json(&wish).send().await;
    assert_eq!(answer.is(422).problem(), "unknown-code");
});

both_engines!(strangers_are_counted_and_not_named, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let editor = auenstadt.editor().await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    peer.deed("Like", &json!(written.iri)).to(&auenstadt).await.is(202);
    peer.deed("Announce", &json!(written.iri)).to(&auenstadt).await.is(202);
    let counts = MarkCounts { recommended: 1, with_us_too: 1 };
    assert_eq!(auenstadt.mark_counts(&written.iri).await, counts);
    let page = auenstadt.page_of(&written.iri).await;
    assert!(page.contains("ein Konto von anderswo") && !page.contains("Stadt Fremd"), "{page}");
    assert!(editor.opens("/mein-bereich").await.is(200).text().contains("Nichts Neues"));

    // Who is blocked is not even counted; who is gone is forgotten.
    let node = auenstadt.node();
    node::operations::block::block(&node, peer.iri().origin(), "command").await.unwrap();
    assert_eq!(auenstadt.mark_counts(&written.iri).await, MarkCounts::default());
    node::operations::block::unblock(&node, peer.iri().origin(), "command").await.unwrap();
    assert_eq!(auenstadt.mark_counts(&written.iri).await, counts);
    peer.deed("Delete", &json!(peer.iri())).to(&auenstadt).await.is(202);
    assert_eq!(auenstadt.mark_counts(&written.iri).await, MarkCounts::default());
});

both_engines!(an_undo_names_what_it_takes_back_in_each_of_its_forms, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    let id = peer.iri().with("#like-1");
    let like = json!({ "id": id, "type": "Like", "actor": peer.iri(), "object": written.iri });
    let without_id = json!({ "type": "Like", "actor": peer.iri(), "object": { "id": written.iri } });
    for (round, undone) in [json!(id), like.clone(), without_id].iter().enumerate() {
        let again = json!({ "id": format!("{}#like-again-{round}", peer.iri()), "type": "Like", "actor": peer.iri(), "object": written.iri });
        // Told by its id alone, it is the last one that counts.
        let said = if round == 0 { &like } else { &again };
        peer.says(said).to(&auenstadt).await.is(202);
        assert_eq!(auenstadt.mark_counts(&written.iri).await.with_us_too, 1, "{round}");
        peer.deed("Undo", undone).to(&auenstadt).await.is(202);
        assert_eq!(auenstadt.mark_counts(&written.iri).await.with_us_too, 0, "{undone}");
    }
});
