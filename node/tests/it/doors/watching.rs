//! The reading list: kept by one person, printed as a page, taken along as a text.

use std::io::Read;

use commons::MemberRole;
use serde_json::json;

use crate::harness::{Clerk, Ground, Response, Town, Written, project};
use crate::threats::markup::{ATTEMPTS, is_harmless};

async fn keeps(clerk: &Clerk, written: &Written, note: &str) -> Response {
    clerk.sends(&format!("/eintraege/{}/merken", written.id), &[("note", note)]).await
}

/// The text of a part of an OpenDocument text.
fn part(odt: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(odt)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

async fn scene() -> (Ground, Town, Town) {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    (ground, birkenried, cronfeld)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_is_kept_noted_printed_and_let_go() {
    let (_ground, birkenried, cronfeld) = scene().await;
    let mut fields = project("Mängelmelder");
    fields["impact"] = json!("Schlaglöcher sind nach drei Tagen zu.");
    fields["cost"] = json!({ "one_off": 12000, "basis": "settled" });
    let written = cronfeld.publishes_this(fields).await;
    let (reader, other) =
        (birkenried.clerk(MemberRole::Reader).await, birkenried.clerk(MemberRole::Reader).await);
    assert!(
        reader.opens("/merkliste").await.is(200).text().contains("Noch steht nichts auf Ihrer Merkliste.")
    );
    let answer = keeps(&reader, &written, "Für den Rat").await.is(303);
    let page = reader.opens(answer.header("Location").unwrap()).await.is(200).text();
    assert!(page.contains("Auf Ihrer Merkliste.") && page.contains("value=\"Für den Rat\""), "{page}");
    keeps(&reader, &written, "Für den Rat am 3. Juni").await.is(303);

    let page = reader.opens("/merkliste").await.is(200).text();
    for words in [
        "Sachstand in anderen Kommunen",
        "Mängelmelder",
        "Schlaglöcher sind nach drei Tagen zu.",
        "einmalig 12.000\u{a0}€ (abgerechnet)",
        "Für den Rat am 3. Juni",
        "Stadt Cronfeld (Kreis Auenland)",
        "Fassung vom",
        "CC-BY-4.0",
        written.iri.as_str(),
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !other.opens("/merkliste").await.text().contains("Mängelmelder"),
        "everybody has a list of their own"
    );

    let answer = reader.opens("/merkliste.odt").await.is(200);
    assert_eq!(answer.header("Content-Type"), Some("application/vnd.oasis.opendocument.text"));
    assert_eq!(answer.header("Cache-Control"), Some("private, no-store"));
    assert!(answer.header("Content-Disposition").unwrap().starts_with("attachment; filename=\"sachstand-"));
    let content = part(&answer.body, "content.xml");
    for words in ["Mängelmelder", "Für den Rat am 3. Juni", "einmalig 12.000\u{a0}€", written.iri.as_str()]
    {
        assert!(content.contains(words), "{words}: {content}");
    }

    let forget = format!("/eintraege/{}/vergessen", written.id);
    other.sends(&forget, &[]).await.is(404);
    let answer = reader.sends(&forget, &[("weiter", "/merkliste")]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/merkliste?getan=bookmark-forgotten"));
    assert!(!reader.opens("/merkliste").await.text().contains("Mängelmelder"));
    reader.sends(&forget, &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_read_cannot_be_kept_and_what_is_gone_says_so() {
    let (_ground, birkenried, cronfeld) = scene().await;
    let hidden = cronfeld
        .publishes_this(
            json!({ "kind": "project", "title": "Geheim", "summary": "Intern.", "status": "idea" }),
        )
        .await;
    let (mut narrowed, withdrawn) =
        (cronfeld.publishes("Wird enger").await, cronfeld.publishes("Geht fort").await);
    let (clerk, own) = (birkenried.editor().await, cronfeld.editor().await);
    keeps(&clerk, &hidden, "").await.is(404);
    clerk.sends(&format!("/eintraege/{}/vergessen", hidden.id), &[]).await.is(404);
    for bad in ["0", "..", "%00", "00000000-0000-0000-0000-000000000000", "'%20or%201=1--"] {
        for deed in ["merken", "vergessen"] {
            clerk.sends(&format!("/eintraege/{bad}/{deed}"), &[("note", "x")]).await.is(404);
        }
    }
    keeps(&clerk, &narrowed, &"x".repeat(1_001)).await.is(422);
    keeps(&own, &hidden, "bei uns").await.is(303);
    assert!(own.opens("/merkliste").await.text().contains("nur für Ihre Organisation sichtbar"));
    keeps(&clerk, &narrowed, "").await.is(303);
    keeps(&clerk, &withdrawn, "schade").await.is(303);
    cronfeld.corrects(&mut narrowed, "audience", json!("own")).await;
    cronfeld.withdraws(&withdrawn).await;
    let page = clerk.opens("/merkliste").await.is(200).text();
    assert!(!page.contains("Wird enger") && !page.contains("Geht fort"), "{page}");
    assert!(
        page.contains("Nicht mehr zu lesen") && page.contains("zurückgezogen") && page.contains("schade"),
        "{page}"
    );
    let odt = clerk.opens("/merkliste.odt").await.is(200);
    assert!(!part(&odt.body, "content.xml").contains("Wird enger"));
    clerk.sends(&format!("/eintraege/{}/vergessen", withdrawn.id), &[]).await.is(303);
    keeps(&clerk, &withdrawn, "").await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_71_nothing_acts_in_the_list_nor_in_the_text() {
    let (_ground, birkenried, cronfeld) = scene().await;
    let clerk = birkenried.editor().await;
    let odd = ["]]><!--", "&#x0;&unbekannt;", "<text:p>", "a\u{8}b", "\u{fffe}\u{ffff}"];
    for attempt in ATTEMPTS.iter().chain(&odd) {
        let mut fields = project(&format!("Titel {attempt}"));
        fields["summary"] = json!(format!("Satz {attempt}"));
        fields["impact"] = json!(attempt);
        fields["relief"] = json!(attempt);
        fields["technologies"] = json!([attempt]);
        fields["target_groups"] = json!([attempt]);
        let written = cronfeld.publishes_this(fields).await;
        keeps(&clerk, &written, attempt).await.is(303);
    }
    is_harmless(&clerk.opens("/merkliste").await.is(200).text());
    let answer = clerk.opens("/merkliste.odt").await.is(200);
    let content = part(&answer.body, "content.xml");
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(content.chars().all(allowed), "characters that XML has no place for");
    // Only elements of OpenDocument, and as many closed as opened.
    let body = content.split_once("<office:text>").unwrap().1;
    for element in body.split('<').skip(1) {
        let name = element.trim_start_matches('/').split([' ', '>', '/']).next().unwrap();
        let known = ["text:", "table:", "office:"].iter().any(|space| name.starts_with(space));
        assert!(known, "<{name}>");
    }
    for element in ["text:p", "text:h", "text:a", "text:span", "table:table-cell"] {
        let opened =
            body.matches(&format!("<{element}>")).count() + body.matches(&format!("<{element} ")).count();
        assert_eq!(opened, body.matches(&format!("</{element}>")).count(), "{element}");
    }
    for reference in body.split('&').skip(1) {
        let name = reference.split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot", "apos"].contains(&name), "&{name};");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_bounded() {
    let (_ground, birkenried, cronfeld) = scene().await;
    let (clerk, written) = (birkenried.editor().await, cronfeld.publishes("Eins zu viel").await);
    let mut change = birkenried.node().store.begin().await.unwrap();
    for number in 0..500 {
        let entry = cronfeld.iri().with(&format!("eintraege/{number}"));
        change.bookmarks().put(&clerk.person, &entry, "", commons::Time::from_millis(1)).await.unwrap();
    }
    change.commit().await.unwrap();
    let page = keeps(&clerk, &written, "noch das").await.is(422).text();
    assert!(page.contains("Die Merkliste ist voll.") && page.contains("noch das"), "{page}");
}
