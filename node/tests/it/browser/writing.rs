//! The script of the desk in a real browser, and that everything works without it.

use std::time::Duration;

use commons::EntryId;

use crate::harness::browser::{Key, Scripts};
use crate::harness::{Browser, Clerk, Ground, Options, Town, eventually};
use store::DraftRow;

async fn scene(scripts: Scripts) -> (Ground, Town, Clerk, Browser) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.editor().await;
    let browser = Browser::new(Options { scripts, ..Options::default() }).await;
    browser.with_cookie(town.iri().as_str(), "sitzung", &clerk.cookie).await;
    browser.goes_to(&format!("{}schreiben", town.iri())).await;
    browser.clicks("Anfangen Projekt oder Lösung").await;
    browser.sees("Projekt beschreiben").await;
    (ground, town, clerk, browser)
}

/// Nobody is kept out of this page, on a telephone or at a desk.
async fn is_fine_at_every_width(browser: &Browser) {
    for width in [320, 1280] {
        browser.resizes(width, 900).await;
        let findings: Vec<_> = browser.axe().await.iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "at {width} px: {findings:#?}");
        assert!(browser.too_wide().await.is_empty(), "at {width} px: {:?}", browser.too_wide().await);
    }
}

/// The draft in the window.
async fn draft(town: &Town, browser: &Browser) -> DraftRow {
    let path = browser.path().await;
    let id = EntryId::parse(path.trim_start_matches("/entwuerfe/").split('?').next().unwrap()).unwrap();
    town.node().store.reading().await.unwrap().drafts().by_id(&id).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_saves_itself_its_questions_follow_its_status_and_markdown_has_buttons() {
    let (_ground, town, _, browser) = scene(Scripts::On).await;
    browser.does_not_see("Wessen Leben wird dadurch besser").await;
    browser.fills("Titel (bitte ausfüllen)", "Radweg am Deich").await;
    browser.fills("Wo steht es? (bitte ausfüllen)", "läuft").await;
    browser.sees("Wessen Leben wird dadurch besser").await;
    browser.fills("In zwei Sätzen (bitte ausfüllen)", &"Weit. ".repeat(300)).await;
    browser.sees("Noch 200 Zeichen").await;
    browser.clicks("Wie es gemacht ist 0 von 8 beantwortet").await;
    browser.fills("Ausführlich", "wichtig").await;
    browser.answers("document.getElementById('f-text').select()").await;
    browser.clicks("Fett").await;
    assert_eq!(browser.value_of("Ausführlich").await, "**wichtig**");
    browser.sees("Wie es gemacht ist 1 von 8 beantwortet").await;
    browser.sees("Gespeichert um").await;
    let row = eventually("the draft has saved itself", || async {
        Some(draft(&town, &browser).await).filter(|row| row.body.contains("**wichtig**"))
    })
    .await;
    assert!(row.body.contains("Radweg am Deich") && row.edition > 1);
    // A word more, and the button at once: the form and the script do not meet.
    browser.fills("Titel (bitte ausfüllen)", "Radweg im Wald").await;
    browser.presses(Key::Enter).await;
    browser.sees("Gespeichert.").await;
    assert_eq!(browser.value_of("Titel (bitte ausfüllen)").await, "Radweg im Wald");
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_saved_stays_on_the_device_and_is_offered_again() {
    let (_ground, town, _, browser) = scene(Scripts::On).await;
    let address = format!("http://{}{}", town.host(), browser.path().await);
    browser.is_offline(true).await;
    browser.fills("Titel (bitte ausfüllen)", "Ohne Netz geschrieben").await;
    browser.sees("Keine Verbindung. Was Sie schreiben, bleibt auf diesem Gerät").await;
    assert!(!draft(&town, &browser).await.body.contains("Ohne Netz"));
    browser.clicks("Veröffentlichen").await;
    assert_eq!(browser.value_of("Titel (bitte ausfüllen)").await, "Ohne Netz geschrieben", "the page stays");
    let kept = browser.answers("return Object.entries(localStorage)[0]").await;
    assert!(kept[1].as_str().unwrap().contains("Ohne+Netz"), "{kept}");
    browser.is_offline(false).await;
    eventually("it is saved as soon as there is a net", || async {
        draft(&town, &browser).await.body.contains("Ohne Netz geschrieben").then_some(())
    })
    .await;
    browser.sees("Gespeichert um").await;
    assert_eq!(browser.answers("return localStorage.length").await, 0);

    // The window was closed before the net came back: what was kept is still there.
    let typed = kept[1].as_str().unwrap().replace("Ohne+Netz", "Ganz+ohne+Netz");
    browser.answers(&format!("localStorage.setItem('{}', '{typed}')", kept[0].as_str().unwrap())).await;
    browser.goes_to(&address).await;
    browser.sees("Auf diesem Gerät liegt noch Text").await;
    browser.clicks("Text übernehmen").await;
    assert_eq!(browser.value_of("Titel (bitte ausfüllen)").await, "Ganz ohne Netz geschrieben");
    eventually("it is saved after all", || async {
        draft(&town, &browser).await.body.contains("Ganz ohne Netz geschrieben").then_some(())
    })
    .await;
    let _ = browser.noticed().await;
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_else_who_saves_meanwhile_is_noticed_and_both_texts_stand_side_by_side() {
    let (_ground, town, clerk, browser) = scene(Scripts::On).await;
    let path = browser.path().await;
    clerk.sends(&path, &[("edition", "1"), ("title", "Von Eva"), ("audience", "public")]).await.is(303);
    browser.fills("Titel (bitte ausfüllen)", "Von Ada").await;
    browser.sees("Inzwischen hat jemand anderes gespeichert").await;
    let _ = browser.noticed().await;
    browser.clicks("Entwurf speichern").await;
    browser.sees("Hier haben zwei zugleich geschrieben").await;
    is_fine_at_every_width(&browser).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(draft(&town, &browser).await.body.contains("Von Eva"), "here a person decides");
    browser.clicks("Entwurf speichern").await;
    browser.sees("Gespeichert.").await;
    assert!(draft(&town, &browser).await.body.contains("Von Ada"));
    let _ = browser.noticed().await;
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_an_idea_is_written_grown_and_published() {
    let (_ground, town, clerk, browser) = scene(Scripts::Off).await;
    browser.fills("Titel (bitte ausfüllen)", "Radweg am Deich").await;
    browser.fills("In zwei Sätzen (bitte ausfüllen)", "Ein Weg am Wasser. Ohne Autos.").await;
    browser.fills("Wo steht es? (bitte ausfüllen)", "läuft").await;
    browser.clicks("Entwurf speichern").await;
    browser.sees("Wessen Leben wird dadurch besser").await;
    browser.fills("Titel (bitte ausfüllen)", "").await;
    browser.clicks("Veröffentlichen").await;
    browser.sees("Eine Angabe fehlt noch").await;
    browser.fills("Titel (bitte ausfüllen)", "Radweg am Deich").await;
    browser.clicks("noch nicht bedacht").await;
    browser.clicks("Vorschau").await;
    browser.sees("So wird der Eintrag aussehen").await;
    browser.clicks("Weiterschreiben").await;
    browser.clicks("Veröffentlichen").await;
    browser.sees("Veröffentlicht.").await;
    assert_eq!(town.eventually_finds("Radweg").await, ["Radweg am Deich"]);
    assert!(clerk.opens("/schreiben").await.text().contains("nichts in Arbeit"));
    browser.closes().await;
}
