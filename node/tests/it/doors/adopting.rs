//! "Wir nutzen das": two clicks below any entry, and a form for what nobody has written about.

use commons::MemberRole;
use serde_json::{Value, json};

use crate::harness::{Clerk, Ground, Response, Town, eventually};
use crate::threats::markup::{ATTEMPTS, is_harmless};

/// What a town has said of its use.
async fn adoptions(town: &Town) -> Vec<Value> {
    let target = format!("/api/v1/entries?kind=adoption&organisation={}", town.organisation.handle);
    town.api("GET", &target).send().await.is(200).json()["entries"].as_array().unwrap().clone()
}

async fn says(clerk: &Clerk, id: &str, fields: &[(&str, &str)]) -> Response {
    clerk.sends(&format!("/eintraege/{id}/nutzung"), fields).await
}

both_engines!(two_clicks_say_it_and_two_more_change_it, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    let copy = eventually("the copy", || birkenried.row(&written.iri)).await.id.to_string();
    let clerk = birkenried.editor().await;
    let page = clerk.opens(&format!("/eintraege/{copy}")).await.is(200).text();
    assert!(
        page.contains("<button name=\"stage\" value=\"productive\" type=\"submit\">Wir nutzen das</button>")
    );

    let answer = says(&clerk, &copy, &[("stage", "productive"), ("summary", "Seit Mai.")]).await.is(303);
    let onward = answer.header("Location").unwrap().to_owned();
    assert_eq!(onward, format!("/eintraege/{copy}?getan=adopted#nutzung"));
    let page = clerk.opens(onward.split('#').next().unwrap()).await.is(200).text();
    for words in ["Danke.", "Stadt Birkenried", "im Einsatz", "Seit Mai.", "Bisher haben Sie gesagt:"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let first = adoptions(&birkenried).await.remove(0);
    assert_eq!(first["entry"]["title"], "Im Einsatz: Mängelmelder");
    assert_eq!(
        (&first["entry"]["audience"], &first["entry"]["stage"]),
        (&json!("public"), &json!("productive"))
    );

    let fields = [("stage", "dropped"), ("reason", "Unsere Bürger rufen lieber an."), ("summary", "")];
    says(&clerk, &copy, &fields).await.is(303);
    let all = adoptions(&birkenried).await;
    assert_eq!((all.len(), &all[0]["iri"]), (1, &first["iri"]), "the same statement, changed");
    assert_eq!(all[0]["entry"]["title"], "Verworfen: Mängelmelder");
    assert!(all[0]["entry"]["version"].as_i64() > first["entry"]["version"].as_i64());
    eventually("its owner hears of both", || async {
        let page =
            auenstadt.http("GET", &format!("/eintraege/{}", written.id)).for_people().send().await.text();
        page.contains("Unsere Bürger rufen lieber an.").then_some(())
    })
    .await;
});

both_engines!(many_clicks_at_once_say_it_once, |ground| async move {
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let written = auenstadt.publishes("Mängelmelder").await;
    let clerk = birkenried.editor().await;
    let clicks = (0..6).map(|_| says(&clerk, &written.id, &[("stage", "examined")]));
    for answer in futures::future::join_all(clicks).await {
        answer.is(303);
    }
    assert_eq!(adoptions(&birkenried).await.len(), 1);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_drops_something_says_why_and_loses_nothing_that_was_typed() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let written = auenstadt.publishes("Mängelmelder").await;
    let clerk = birkenried.editor().await;
    let typed = [("stage", "dropped"), ("summary", "Zu groß für <uns>."), ("reason", " ")];
    let page = says(&clerk, &written.id, &typed).await.is(422).text();
    assert!(page.contains("href=\"#f-reason\"") && page.contains("Zu groß für &#60;uns&#62;."), "{page}");
    assert!(page.contains("value=\"dropped\" checked"), "{page}");
    says(&clerk, &written.id, &[]).await.is(422);
    says(&clerk, &written.id, &[("stage", "erfunden")]).await.is(422);
    says(&clerk, &written.id, &[("stage", "pilot"), ("summary", &"ä".repeat(301))]).await.is(422);
    assert!(adoptions(&birkenried).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_those_who_may_say_it_of_what_they_may_see() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let written = auenstadt.publishes("Mängelmelder").await;
    let hidden = auenstadt
        .publishes_this(
            json!({ "kind": "project", "title": "Intern", "summary": "Intern.", "status": "idea" }),
        )
        .await;
    let (reader, editor) = (birkenried.clerk(MemberRole::Reader).await, birkenried.editor().await);
    let use_it = [("stage", "productive")];
    says(&reader, &written.id, &use_it).await.is(403);
    reader.opens("/nutzung").await.is(403);
    says(&editor, &hidden.id, &use_it).await.is(404);
    for bad in ["0", "..", "%00", "00000000-0000-0000-0000-000000000000", "'%20or%201=1--"] {
        says(&editor, bad, &use_it).await.is(404);
    }
    let own = auenstadt.editor().await;
    let page = says(&own, &written.id, &use_it).await.is(422).text();
    assert!(page.contains("Eintrag Ihrer eigenen Organisation"), "{page}");
    says(&editor, &written.id, &[("stage", "productive"), ("organisation", "auenstadt")]).await.is(404);
    let comment = json!({ "kind": "comment", "comment": "note", "parent": written.iri, "text": "x", "audience": "public" });
    let comment = auenstadt.publishes_this(comment).await;
    says(&editor, &comment.id, &use_it).await.is(422);
    auenstadt.withdraws(&written).await;
    says(&editor, &written.id, &use_it).await.is(410);
    assert!(adoptions(&auenstadt).await.is_empty() && adoptions(&birkenried).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_for_several_says_for_which() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let auenstadt = house.founds("auenstadt").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = auenstadt.publishes("Mängelmelder").await;
    let clerk = birkenried.editor().await;
    clerk.joins(&cronfeld, MemberRole::Editor).await;
    let page = clerk.opens(&format!("/eintraege/{}", written.id)).await.text();
    assert!(page.contains("<option value=\"cronfeld\">Stadt Cronfeld</option>"), "{page}");
    says(&clerk, &written.id, &[("stage", "pilot"), ("organisation", "cronfeld"), ("own", "yes")])
        .await
        .is(303);
    assert!(adoptions(&birkenried).await.is_empty());
    let said = adoptions(&cronfeld).await;
    assert_eq!((said.len(), &said[0]["entry"]["audience"]), (1, &json!("own")));
    let notices = auenstadt.editor().await.opens("/mein-bereich").await.text();
    assert!(!notices.contains("Neue Nutzung"), "what is not for others is not told to them");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_or_a_software_without_an_entry_can_be_said_too() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.editor().await;
    assert!(clerk.opens("/nutzung").await.is(200).text().contains("Dienst oder Software"));
    let page =
        clerk.sends("/nutzung", &[("stage", "pilot"), ("provider", "Haus der IT")]).await.is(422).text();
    assert!(page.contains("href=\"#f-name\"") && page.contains("Haus der IT"), "{page}");
    let fields =
        [("name", "Kita-Portal"), ("provider", "Haus der IT"), ("stage", "pilot"), ("summary", "Läuft.")];
    let answer = clerk.sends("/nutzung", &fields).await.is(303);
    let page = clerk.opens(answer.header("Location").unwrap()).await.is(200).text();
    assert!(
        page.contains("Im Probebetrieb: Kita-Portal") && page.contains("Kita-Portal (Haus der IT)"),
        "{page}"
    );
    let again = [("name", "kita-portal"), ("provider", "Haus der IT"), ("stage", "productive")];
    clerk.sends("/nutzung", &again).await.is(303);
    clerk.sends("/nutzung", &[("name", "Kita-Portal"), ("stage", "examined")]).await.is(303);
    let said = adoptions(&town).await;
    assert_eq!(said.len(), 2, "the service once, the software of that name once: {said:?}");
    for attempt in ATTEMPTS {
        let fields = [("name", attempt), ("provider", attempt), ("stage", "dropped"), ("reason", attempt)];
        let answer = clerk.sends("/nutzung", &fields).await.is(303);
        is_harmless(&clerk.opens(answer.header("Location").unwrap()).await.is(200).text());
    }
}
