//! The own area, and the start page for somebody who comes back.

use commons::{MemberRole, Time};
use serde_json::json;

use crate::harness::{Ground, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_for_those_who_have_signed_in_and_shows_the_ways_onward() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    for target in ["/mein-bereich", "/merkliste", "/merkliste.odt", "/nutzung"] {
        let answer = town.http("GET", target).for_people().send().await.is(303);
        let expected = format!("/anmelden?weiter={}", target.replace('/', "%2F"));
        assert_eq!(answer.header("Location"), Some(expected.as_str()));
    }
    let ways = async |role: MemberRole| {
        let page = town.clerk(role).await.opens("/mein-bereich").await.is(200).text();
        ["/schreiben", "/verwaltung", "/konto"].map(|path| page.contains(&format!("<a href=\"{path}\">")))
    };
    assert_eq!(ways(MemberRole::Reader).await, [false, false, true]);
    assert_eq!(ways(MemberRole::Editor).await, [true, false, true]);
    assert_eq!(ways(MemberRole::Administrator).await, [true, true, true]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_for_several_changes_here() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let clerk = birkenried.editor().await;
    assert!(!clerk.opens("/mein-bereich").await.text().contains("action=\"/konto/fuer\""));
    clerk.joins(&cronfeld, MemberRole::Reader).await;
    let page = clerk.opens("/mein-bereich").await.is(200).text();
    assert!(page.contains("<option value=\"birkenried\" selected>"), "{page}");
    let fields = [("organisation", "cronfeld"), ("weiter", "/mein-bereich")];
    let answer = clerk.sends("/konto/fuer", &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some("/mein-bereich"));
    assert!(clerk.opens("/mein-bereich").await.text().contains("<option value=\"cronfeld\" selected>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_start_page_tells_what_is_new_since_the_last_visit() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let old = cronfeld.publishes("Altbekanntes").await;
    ground.passes(Time::HOUR);
    let clerk = birkenried.clerk(MemberRole::Reader).await;
    let first = clerk.opens("/").await.is(200).text();
    assert!(
        first.contains("Schön, dass Sie da sind.") && !first.contains("seit Ihrem letzten Besuch"),
        "{first}"
    );
    let fields = [("comment", "question"), ("text", "Wie ging es aus?")];
    clerk.sends(&format!("/eintraege/{}/kommentare", old.id), &fields).await.is(303);

    ground.passes(Time::DAY);
    cronfeld.publishes("Ganz Neues").await;
    cronfeld
        .publishes_this(
            json!({ "kind": "project", "title": "Nur für Cronfeld", "summary": "x", "status": "idea" }),
        )
        .await;
    eventually("it is indexed", || async { (cronfeld.finds("Neues").await.len() == 1).then_some(()) }).await;
    let page = clerk.opens("/").await.is(200).text();
    let back = page.split("id=\"zurueck\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(back.contains("Ein neuer Eintrag seit Ihrem letzten Besuch am"), "{back}");
    let (news, open) = back.split_once("Ihre offenen Fragen").unwrap();
    assert!(
        news.contains("Ganz Neues") && !news.contains("Altbekanntes") && !news.contains("Nur für"),
        "{news}"
    );
    assert!(open.contains("Wie ging es aus?") && open.contains("Altbekanntes"), "{open}");
    let nobody = birkenried.http("GET", "/").for_people().send().await.is(200).text();
    assert!(!nobody.contains("Willkommen zurück"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_what_has_come_for_somebody_else() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = cronfeld.publishes("Vorhaben").await;
    let (asker, stranger) = (birkenried.editor().await, birkenried.administrator().await);
    let (first, second) = (cronfeld.editor().await, cronfeld.administrator().await);
    let fields = [("comment", "question"), ("text", "Was kostet es?")];
    asker.sends(&format!("/eintraege/{}/kommentare", written.id), &fields).await.is(303);
    let told = async |clerk: &crate::harness::Clerk| {
        clerk.opens("/mein-bereich").await.is(200).text().matches("fresh-notice").count()
    };
    assert_eq!((told(&first).await, told(&second).await), (1, 1));
    assert_eq!((told(&asker).await, told(&stranger).await), (0, 0));
    let page = first.opens("/mein-bereich").await.text();
    let id = page.split("name=\"entry\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    stranger.sends("/mein-bereich/hinweise", &[("entry", &id)]).await.is(303);
    first.sends("/mein-bereich/hinweise", &[("entry", &id)]).await.is(303);
    assert_eq!((told(&first).await, told(&second).await), (0, 1), "each for themselves");
    assert!(
        !stranger
            .opens("/mein-bereich")
            .await
            .text()
            .contains("Meine Fragen</h2>\n<ul class=\"connections\"><li>")
    );
}
