//! Two who write at once: both texts stand side by side, somebody decides, and nothing of either is lost.

use serde_json::json;

use super::Sheet;
use crate::harness::{Clerk, Ground, Town};

async fn two() -> (Ground, Town, Clerk, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (ada, eva) = (town.editor().await, town.editor().await);
    let nothing = commons::Settings { approval: Some(commons::Approval::None), ..Default::default() };
    town.decides(nothing).await;
    (ground, town, ada, eva)
}

impl Town {
    /// Decides this about itself.
    pub async fn decides(&self, settings: commons::Settings) {
        let mut change = self.node().store.begin().await.unwrap();
        change.settings().put(self.iri(), &settings).await.unwrap();
        change.commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_editors_of_one_draft_see_both_texts_and_choose() {
    let (_ground, _town, ada, eva) = two().await;
    let path = ada.begins("project").await;
    let first = ada.takes(&path).await.with("title", "Radweg").with("summary", "Ein Weg am Deich entlang.");
    ada.presses(&path, &first, "save").await.is(303);
    let (hers, mine) = (ada.takes(&path).await, eva.takes(&path).await);
    ada.presses(&path, &hers.with("summary", "Ein Weg am Deich, ohne Autos.").with("topics", "Rad"), "save")
        .await
        .is(303);

    let mine = mine.with("summary", "Ein Weg im Wald entlang.").with("title", "Waldweg");
    let page = eva.presses(&path, &mine, "publish").await.is(409).text();
    assert!(
        page.contains("Hier haben zwei zugleich geschrieben") && page.contains("editor auenstadt"),
        "{page}"
    );
    assert!(
        page.contains("<ins>am Deich, ohne Autos.</ins>") && page.contains("<ins>im Wald entlang.</ins>"),
        "{page}"
    );
    let sheet = Sheet::of(&page);
    assert_eq!(sheet.value("summary"), "Ein Weg im Wald entlang.", "what was typed is still there");
    assert_eq!(
        ada.takes(&path).await.value("summary"),
        "Ein Weg am Deich, ohne Autos.",
        "nothing was overwritten"
    );

    let chosen = sheet.with("keep.summary", "theirs").with("keep.topics", "theirs");
    eva.presses(&path, &chosen, "save").await.is(303);
    let merged = ada.takes(&path).await;
    let values = ["title", "summary", "topics"].map(|name| merged.value(name));
    assert_eq!(values, ["Waldweg", "Ein Weg am Deich, ohne Autos.", "Rad"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_form_sent_twice_is_no_conflict_and_what_is_saved_by_itself_says_so() {
    let (_ground, _town, ada, eva) = two().await;
    let path = ada.begins("project").await;
    let sheet = ada.takes(&path).await.with("title", "Radweg");
    let answer = ada.saves_by_itself(&path, &sheet).await.is(200).json();
    assert_eq!((&answer["edition"], &answer["base"]), (&json!(2), &json!(0)));
    assert_eq!(ada.saves_by_itself(&path, &sheet).await.is(200).json()["edition"], 2, "nothing is new");
    let late = sheet.clone().with("title", "Zu spät");
    assert_eq!(eva.saves_by_itself(&path, &late).await.is(409).problem(), "draft-changed");
    assert_eq!(ada.takes(&path).await.value("title"), "Radweg");
    let ended = Clerk { cookie: "ended".to_owned(), ..ada.clone() };
    ended.saves_by_itself(&path, &sheet).await.is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_changed_by_a_program_stands_beside_the_draft() {
    let (_ground, town, ada, _) = two().await;
    let mut written = town.publishes("Radweg").await;
    let path = ada.corrects(&written.id).await;
    let mine = ada.takes(&path).await.with("summary", "Von Hand geändert.").with("topics", "Rad");
    ada.presses(&path, &mine, "save").await.is(303);
    town.corrects(&mut written, "summary", json!("Vom Programm geändert.")).await;
    town.corrects(&mut written, "title", json!("Radweg am Deich")).await;

    let page = ada.presses(&path, &ada.takes(&path).await, "publish").await.is(409).text();
    assert!(page.contains("im veröffentlichten Eintrag") && page.contains("Vom Programm"), "{page}");
    assert!(!page.contains("keep.topics"), "that is nobody's business but hers");
    let sheet = Sheet::of(&page);
    assert_eq!(sheet.value("keep.title"), "theirs", "she did not touch it");
    assert_eq!(sheet.value("keep.summary"), "mine");
    ada.publishes(&path, &sheet).await;
    let entry = ada.reads(&written.id).await;
    let said = (entry.title.as_str(), entry.summary.as_str(), entry.topics.len());
    assert_eq!(said, ("Radweg am Deich", "Von Hand geändert.", 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_or_the_same_change_meanwhile_is_no_conflict() {
    let (_ground, town, ada, eva) = two().await;
    let mut written = town.publishes("Radweg").await;
    let path = ada.corrects(&written.id).await;
    ada.presses(&path, &ada.takes(&path).await.with("title", "Radweg am Deich"), "save").await.is(303);
    eva.sends(&format!("/eintraege/{}/bestaetigen", written.id), &[]).await.is(303);
    let confirmed = ada.reads(&written.id).await;
    written.version = confirmed.version;
    town.corrects(&mut written, "title", json!("Radweg am Deich")).await;
    ada.publishes(&path, &ada.takes(&path).await.with("topics", "Rad")).await;
    let entry = ada.reads(&written.id).await;
    assert_eq!((entry.title.as_str(), entry.topics.len()), ("Radweg am Deich", 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_has_one_draft_and_one_that_nobody_touched_follows_the_entry() {
    let (_ground, town, ada, eva) = two().await;
    let mut written = town.publishes("Radweg").await;
    let path = ada.corrects(&written.id).await;
    assert_eq!(eva.corrects(&written.id).await, path);
    town.corrects(&mut written, "title", json!("Radweg am Deich")).await;
    assert_eq!(eva.corrects(&written.id).await, path);
    assert_eq!(eva.takes(&path).await.value("title"), "Radweg am Deich");
    let page = ada.opens(&format!("{path}/verwerfen")).await.is(200).text();
    assert!(page.contains("lässt sich nicht wiederherstellen") && page.contains("Eintrag bleibt"), "{page}");
    ada.sends(&format!("{path}/verwerfen"), &[]).await.is(303);
    eva.opens(&path).await.is(404);
    assert_eq!(ada.reads(&written.id).await.title, "Radweg am Deich");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_withdrawn_meanwhile_is_not_published_again() {
    let (_ground, town, ada, _) = two().await;
    let written = town.publishes("Radweg").await;
    let path = ada.corrects(&written.id).await;
    let sheet = ada.takes(&path).await.with("title", "Neu");
    town.withdraws(&written).await;
    ada.presses(&path, &sheet, "publish").await.is(410);
    assert_eq!(ada.takes(&path).await.value("title"), "Neu", "the text is still there");
    ada.sends(&format!("/eintraege/{}/bearbeiten", written.id), &[]).await.is(410);
}
