//! What an organisation does with what it has published: withdraw, confirm, and look at what it was.

use crate::harness::{Clerk, Ground, Town, eventually};

async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.editor().await;
    (ground, town, clerk)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn withdrawing_says_what_it_means_for_those_who_have_it_and_they_hear_of_it() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let clerk = auenstadt.editor().await;
    let id = clerk.publishes_an_idea("Radweg am Deich").await;
    birkenried.eventually_finds("Radweg").await;
    let path = format!("/eintraege/{id}/zurueckziehen");
    let page = eventually("it is known that the neighbour has it", || async {
        let page = clerk.opens(&path).await.is(200).text();
        page.contains("Ein anderer Server hat ihn bekommen").then_some(page)
    })
    .await;
    assert!(page.contains("Radweg am Deich") && page.contains("nicht rückgängig"), "{page}");
    let iri = clerk.reads(&id).await.iri;
    let stale = clerk.sends(&path, &[("version", "1")]).await;
    assert_eq!(stale.status, 412, "it was changed after somebody looked");
    let version = clerk.reads(&id).await.version.to_string();
    assert_eq!(clerk.sends(&path, &[("version", &version)]).await.leads(), "/schreiben?getan=withdrawn");
    assert!(clerk.opens("/schreiben?getan=withdrawn").await.text().contains("Der Eintrag ist zurückgezogen"));
    clerk.opens(&format!("/eintraege/{id}")).await.is(410);
    for rest in ["zurueckziehen", "fassungen"] {
        clerk.opens(&format!("/eintraege/{id}/{rest}")).await.is(410);
    }
    birkenried.eventually_misses("Radweg").await;
    assert!(birkenried.row(&iri).await.unwrap().is_tombstone());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_else_could_read_is_withdrawn_without_a_word_about_others() {
    let (_ground, _, clerk) = scene().await;
    let path = clerk.begins("project").await;
    let sheet =
        clerk.takes(&path).await.with("title", "Intern").with("summary", "Nur wir.").with("audience", "own");
    let id = clerk.publishes(&path, &sheet).await;
    let page = clerk.opens(&format!("/eintraege/{id}/zurueckziehen")).await.is(200).text();
    assert!(
        page.contains("Außerhalb konnte ihn niemand lesen") && page.contains("Noch hat ihn kein anderer"),
        "{page}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmed_entry_says_so_here_and_at_the_neighbours() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let clerk = auenstadt.editor().await;
    let id = clerk.publishes_an_idea("Radweg am Deich").await;
    birkenried.eventually_finds("Radweg").await;
    let before = clerk.reads(&id).await;
    clerk.sends(&format!("/eintraege/{id}/bestaetigen"), &[]).await.is(303);
    let after = clerk.reads(&id).await;
    assert!(after.version > before.version && after.confirmed.is_some());
    assert_eq!(
        (after.updated, after.published),
        (before.updated, before.published),
        "nothing else was changed"
    );
    eventually("the neighbour knows that it is confirmed", || async {
        let row = birkenried.row(&after.iri).await?;
        row.entry().unwrap().confirmed.map(drop)
    })
    .await;
    let path = clerk.corrects(&id).await;
    clerk.publishes(&path, &clerk.takes(&path).await.with("title", "Radweg im Wald")).await;
    assert_eq!(clerk.reads(&id).await.confirmed, after.confirmed, "a correction keeps it");
    let page = clerk.opens(&format!("/eintraege/{id}/fassungen")).await.is(200).text();
    assert!(page.contains("Bestätigt: stimmt noch."), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_69_and_71_versions_show_word_by_word_what_was_changed_and_nothing_of_it_runs() {
    let (_ground, _, clerk) = scene().await;
    let id = clerk.publishes_an_idea("Ein Radweg am Deich").await;
    let evil = "Ein Radweg <script>alert(1)</script><img src=x onerror=alert(1)> im Wald";
    let path = clerk.corrects(&id).await;
    let sheet = clerk.takes(&path).await.with("title", evil).with("status", "running");
    let sheet =
        sheet.ticking("analogue.ways", &["counter"]).with("text", "[x](javascript:alert(1)) <iframe src=y>");
    clerk.presses(&path, &sheet, "save").await.is(303);
    let preview = clerk.opens(&format!("{path}/vorschau")).await.is(200).text();
    clerk.publishes(&path, &clerk.takes(&path).await).await;
    let versions = clerk.opens(&format!("/eintraege/{id}/fassungen")).await.is(200).text();
    for page in [&preview, &versions, &clerk.opens("/schreiben").await.text()] {
        let body = page.split_once("<main").unwrap().1;
        for live in ["<script", "<img src=x", "<iframe", "href=\"javascript:"] {
            assert!(!body.contains(live), "{live}: {body}");
        }
    }
    assert!(
        versions.contains("<del>am Deich</del>") && versions.contains("<ins>&#60;script&#62;"),
        "{versions}"
    );
    assert!(
        versions.contains("<ins>am Schalter</ins>") && versions.contains("<del>Idee</del>"),
        "{versions}"
    );
    assert!(versions.contains("So wurde es zuerst veröffentlicht") && versions.contains("editor auenstadt"));
    assert!(preview.contains("4 Angaben sind anders als bisher"), "{preview}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_versions_come_page_by_page() {
    let (_ground, town, clerk) = scene().await;
    let mut written = town.publishes("Radweg 0").await;
    for number in 1..=12 {
        town.corrects(&mut written, "title", serde_json::json!(format!("Radweg {number}"))).await;
    }
    let path = format!("/eintraege/{}/fassungen", written.id);
    let first = clerk.opens(&path).await.is(200).text();
    assert_eq!(first.matches("<ins>").count(), 10, "{first}");
    let (_, older) = first.split_once(&format!("{path}?vor=")).unwrap();
    let older = clerk.opens(&format!("{path}?vor={}", older.split('"').next().unwrap())).await.is(200).text();
    assert_eq!(
        (older.matches("<ins>").count(), older.contains("zuerst veröffentlicht")),
        (2, true),
        "{older}"
    );
    clerk.opens(&format!("{path}?vor=x")).await.is(400);
}
