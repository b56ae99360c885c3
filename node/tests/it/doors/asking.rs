//! Questions, answers and notes: asked at one's own node, read at the neighbour's, answered, and told to whom it concerns.

use commons::{MemberRole, Time};
use serde_json::json;

use crate::harness::{Clerk, Ground, Peer, Response, eventually};
use crate::threats::markup::{ATTEMPTS, elements, is_harmless};

async fn says(clerk: &Clerk, below: &str, kind: &str, text: &str) -> Response {
    let fields = [("comment", kind), ("text", text), ("office", "Stabsstelle Digitales")];
    clerk.sends(&format!("/eintraege/{below}/kommentare"), &fields).await
}

/// Looks into somebody's own area until these words are there.
async fn is_told(clerk: &Clerk, words: &str) -> String {
    eventually(&format!("{} is told {words}", clerk.mail), || async {
        let page = clerk.opens("/mein-bereich").await.is(200).text();
        page.contains(words).then_some(page)
    })
    .await
}

both_engines!(a_question_from_the_neighbour_is_answered_and_who_asked_is_told, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    let copy = eventually("the copy", || birkenried.row(&written.iri)).await.id.to_string();
    let (asker, colleague) = (birkenried.clerk(MemberRole::Reader).await, birkenried.editor().await);
    let (editor, reader) = (auenstadt.editor().await, auenstadt.clerk(MemberRole::Reader).await);

    let page = asker.opens(&format!("/eintraege/{copy}")).await.is(200).text();
    assert!(page.contains("value=\"Stabsstelle\""), "the office signs: {page}");
    let answer = says(&asker, &copy, "question", "Was kostet der *Betrieb*?").await.is(303);
    let onward = answer.header("Location").unwrap();
    assert!(onward.starts_with(&format!("/eintraege/{copy}?getan=comment-question#k-")), "{onward}");
    assert!(asker.opens("/mein-bereich").await.text().contains("noch keine Antwort"));

    let told = is_told(&editor, "Neue Frage").await;
    assert!(told.contains("Stadt Birkenried") && told.contains("Was kostet der *Betrieb*?"), "{told}");
    assert!(told.contains("Mängelmelder"), "{told}");
    assert!(editor.opens("/").await.text().contains("<span class=\"news\">1"), "it is seen from everywhere");
    assert!(!reader.opens("/mein-bereich").await.text().contains("Neue Frage"), "who only reads is not told");

    let page = auenstadt.http("GET", &format!("/eintraege/{}", written.id)).for_people().send().await.text();
    assert!(page.contains("<em>Betrieb</em>") && page.contains("Stabsstelle Digitales"), "{page}");
    assert!(!page.contains("reader birkenried"), "no name goes over the wire: {page}");
    let question = page.split("id=\"k-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    says(&editor, &question, "answer", "Etwa 200 Euro im Monat.").await.is(303);

    let told = is_told(&asker, "Neue Antwort").await;
    assert!(told.contains("Etwa 200 Euro im Monat.") && told.contains("eine Antwort"), "{told}");
    assert!(
        !colleague.opens("/mein-bereich").await.text().contains("Neue Antwort"),
        "who asked is told, and nobody else"
    );
    let page = asker.opens(&format!("/eintraege/{copy}")).await.text();
    assert!(page.contains("remark depth-1 remark-answer"), "the answer stands below the question: {page}");
    assert!(
        editor.opens("/mein-bereich").await.text().matches("class=\"notice ").count() == 1,
        "not of the own answer"
    );
});

both_engines!(what_has_come_is_told_once_and_can_be_seen, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "freund").await;
    auenstadt.befriends(&peer).await;
    let editor = auenstadt.editor().await;
    let mut first = peer.question("frage-1", &written.iri, "Wie lange hat es gedauert?");
    peer.creates(&first).to(&auenstadt).await.is(202);
    first.version += 1_000;
    "Wie lange hat es wirklich gedauert?".clone_into(&mut first.text);
    peer.updates(&first).to(&auenstadt).await.is(202);
    peer.creates(&peer.question("frage-2", &written.iri, "Und was kam danach?")).to(&auenstadt).await.is(202);
    peer.creates(&peer.project("eigenes", "Nichts für euch")).to(&auenstadt).await.is(202);

    let page = editor.opens("/mein-bereich").await.is(200).text();
    assert_eq!(page.matches("fresh-notice").count(), 2, "{page}");
    assert!(page.contains("wirklich gedauert"), "{page}");
    let id = auenstadt.row(&first.iri).await.unwrap().id.to_string();
    editor.sends("/mein-bereich/hinweise", &[("entry", &id)]).await.is(303);
    let page = editor.opens("/mein-bereich").await.text();
    assert_eq!((page.matches("fresh-notice").count(), page.matches("class=\"notice ").count()), (1, 2));
    let until = page.find("name=\"until\"").is_none();
    assert!(until, "one alone needs no button for all");
    let now = auenstadt.node().clock.now().millis().to_string();
    editor.sends("/mein-bereich/hinweise", &[("until", &now)]).await.is(303);
    assert!(!editor.opens("/mein-bereich").await.text().contains("fresh-notice"));
    for bad in [&[("until", "x")][..], &[("entry", "0")], &[]] {
        let answer = editor.sends("/mein-bereich/hinweise", bad).await;
        assert!((400..500).contains(&answer.status), "{bad:?}: {}", answer.status);
    }
});

both_engines!(what_was_held_is_told_when_a_person_shows_it, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radverkehrsplan").await;
    let (editor, boss) = (auenstadt.editor().await, auenstadt.administrator().await);
    let peer = Peer::new(&ground, "fremd").await;
    let question = peer.question("frage-1", &written.iri, "Wie lange?");
    peer.creates(&question).to(&auenstadt).await.is(202);
    assert!(
        !editor.opens("/mein-bereich").await.text().contains("Neue Frage"),
        "strangers reach nobody's desk"
    );
    assert!(boss.opens("/mein-bereich").await.text().contains("Ein Beitrag wartet auf eine Entscheidung."));
    let id = auenstadt.row(&question.iri).await.unwrap().id;
    node::operations::held::accept(&auenstadt.node(), &auenstadt.acting(), id).await.unwrap();
    assert!(editor.opens("/mein-bereich").await.text().contains("Neue Frage"));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_comment_reaches_no_further_than_what_it_stands_under() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let mut open = cronfeld.publishes("Offenes Vorhaben").await;
    let own = cronfeld
        .publishes_this(
            json!({ "kind": "project", "title": "Intern", "summary": "Intern.", "status": "idea" }),
        )
        .await;
    let (ours, theirs) = (cronfeld.editor().await, birkenried.editor().await);
    says(&theirs, &own.id, "question", "Was habt ihr da?").await.is(404);
    says(&ours, &own.id, "note", "Nur unter uns.").await.is(303);
    let fields = [("comment", "note"), ("text", "Dazu intern mehr."), ("own", "yes")];
    ours.sends(&format!("/eintraege/{}/kommentare", open.id), &fields).await.is(303);
    theirs.sends(&format!("/eintraege/{}/kommentare", open.id), &fields).await.is(303);
    let page = ours.opens(&format!("/eintraege/{}", open.id)).await.text();
    assert_eq!(page.matches("Dazu intern mehr.").count(), 1, "each sees the own one alone: {page}");
    assert!(page.contains("nur für Ihre Organisation sichtbar"));
    let notices =
        async |clerk: &Clerk| clerk.opens("/mein-bereich").await.text().matches("class=\"notice ").count();
    assert_eq!((notices(&ours).await, notices(&theirs).await), (0, 0), "nobody is told of it");

    says(&theirs, &open.id, "question", "Und was kostet es?").await.is(303);
    assert_eq!(notices(&ours).await, 1);
    let page = ours.opens(&format!("/eintraege/{}", open.id)).await.text();
    let question =
        page.split("remark-question\" id=\"k-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // Meanwhile the entry became narrower: what is said below the question must not be wider.
    cronfeld.corrects(&mut open, "audience", json!("own")).await;
    says(&theirs, &question, "answer", "Wir fragen nur.").await.is(404);
    says(&ours, &question, "answer", "Das bleibt unter uns.").await.is(303);
    assert_eq!(notices(&theirs).await, 0);
    assert!(!theirs.opens("/suche?q=unter").await.text().contains("Das bleibt unter uns."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost_and_nothing_wrong_is_kept() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radweg").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    let target = format!("/eintraege/{}/kommentare", written.id);
    let before = town.memory().await;
    let page =
        clerk.sends(&target, &[("comment", "note"), ("text", " "), ("office", "Bau & <Verkehr>")]).await;
    let page = page.is(422).text();
    assert!(
        page.contains("value=\"Bau &#38; &#60;Verkehr&#62;\"") && page.contains("href=\"#f-text\""),
        "{page}"
    );
    let long = "ä".repeat(20_001);
    let page = clerk.sends(&target, &[("comment", "note"), ("text", &long)]).await.is(422).text();
    assert!(page.contains("Bitte auf 20.000 Zeichen kürzen.") && page.contains(&long[..200]));
    for (fields, status) in [
        (&[("comment", "poem"), ("text", "x")][..], 422),
        (&[("text", "x")], 422),
        (&[("comment", "note"), ("text", "x"), ("organisation", "fremd")], 404),
        (&[("comment", "note"), ("text", "x\0y")], 400),
        (&[("comment", "note"), ("text", "x"), ("office", &"y".repeat(1_001))], 422),
    ] {
        clerk.sends(&target, fields).await.is(status);
    }
    for bad in ["0", "..", "%00", "00000000-0000-0000-0000-000000000000", "'%20or%201=1--"] {
        says(&clerk, bad, "note", "x").await.is(404);
    }
    let stale = Clerk { cookie: "ended".to_owned(), ..clerk.clone() };
    let page = says(&stale, &written.id, "question", "Mühsam getippt").await.is(401).text();
    assert!(page.contains("M%C3%BChsam+getippt") && page.contains("noch da"), "{page}");
    assert_eq!(town.memory().await, before);
    let outside = town.person("ohne Stelle").await;
    says(&outside, &written.id, "question", "x").await.is(403);
    town.withdraws(&written).await;
    let page = says(&clerk, &written.id, "question", "Noch eine Frage").await.is(410).text();
    assert!(page.contains("Noch eine Frage"), "what was typed can still be taken along: {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_69_to_72_what_people_type_does_not_act() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radweg").await;
    let clerk = town.editor().await;
    let asker = town.clerk(MemberRole::Reader).await;
    let target = format!("/eintraege/{}/kommentare", written.id);
    for attempt in ATTEMPTS {
        let fields = [("comment", "question"), ("text", attempt), ("office", attempt)];
        asker.sends(&target, &fields).await.is(303);
    }
    let link = "Siehe [auenstadt.de](https://evil.example/) und ![Bild](https://evil.example/x.png).";
    asker.sends(&target, &[("comment", "question"), ("text", link)]).await.is(303);
    eventually("they are found", || async {
        (town.searches("kind:comment").await.json()["total"] == ATTEMPTS.len() + 1).then_some(())
    })
    .await;
    let page = clerk.opens(&format!("/eintraege/{}", written.id)).await.is(200).text();
    assert_eq!(page.matches("class=\"remark ").count(), ATTEMPTS.len() + 1);
    for (name, attributes) in elements(&page) {
        let leads_away =
            attributes.iter().any(|(name, value)| name == "href" && value.contains("evil.example"));
        let rel = attributes.iter().find(|(name, _)| name == "rel").map_or("", |(_, value)| value);
        assert!(
            !leads_away || ["nofollow", "noopener", "ugc"].iter().all(|word| rel.contains(word)),
            "<{name}>"
        );
        assert!(!attributes.iter().any(|(name, value)| name == "src" && value.contains("evil.example")));
    }
    for target in ["/", "/mein-bereich", "/suche", "/suche?kind=comment", "/suche?q=alert"] {
        is_harmless(&clerk.opens(target).await.is(200).text());
        is_harmless(&asker.opens(target).await.is(200).text());
    }
    is_harmless(&page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_notices_and_those_of_another_office_are_gone() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = cronfeld.publishes("Offenes Vorhaben").await;
    let (editor, asker) = (cronfeld.editor().await, birkenried.clerk(MemberRole::Reader).await);
    says(&asker, &written.id, "question", "Was kostet es?").await.is(303);
    assert!(editor.opens("/mein-bereich").await.text().contains("Was kostet es?"));
    let mut change = cronfeld.node().store.begin().await.unwrap();
    change.people().leave(&editor.person, cronfeld.iri()).await.unwrap();
    change.commit().await.unwrap();
    assert!(!editor.opens("/mein-bereich").await.is(200).text().contains("Was kostet es?"));
    ground.passes(Time::DAY);
    assert!(asker.opens("/mein-bereich").await.text().contains("Was kostet es?"), "one's own question stays");
}
