//! What no browser of a colleague sends: it is refused by name, and what was there stays.

use crate::harness::{Clerk, Ground};

async fn scene() -> (Ground, Clerk, String) {
    let ground = Ground::sqlite();
    let clerk = ground.town("auenstadt").await.editor().await;
    let path = clerk.begins("project").await;
    let sheet = clerk.takes(&path).await.with("title", "Radweg").with("summary", "Zwei Sätze.");
    clerk.presses(&path, &sheet, "save").await.is(303);
    (ground, clerk, path)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nul_too_much_text_and_too_many_fields_are_refused_and_change_nothing() {
    let (_ground, clerk, path) = scene().await;
    let before = clerk.takes(&path).await;
    let many: Vec<_> = (0..2_001).map(|_| ("title", "x")).collect();
    let long = "x".repeat(1024 * 1024);
    for (what, fields, status) in [
        ("a NUL", vec![("title", "a\0b")], 400),
        ("1 MB of text", vec![("text", long.as_str())], 413),
        ("2,001 fields", many, 413),
    ] {
        assert_eq!(clerk.sends(&path, &fields).await.status, status, "{what}");
        assert_eq!(clerk.sends("/schreiben/project", &fields).await.status, status, "{what}");
    }
    assert_eq!(clerk.takes(&path).await.fields(), before.fields());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_62_and_63_what_is_too_long_is_kept_in_the_draft_and_not_published() {
    let (_ground, clerk, path) = scene().await;
    let title = "ü".repeat(301);
    let sheet =
        clerk.takes(&path).await.with("title", &title).with("summary", "Rat\u{202e}haus \u{200b}neu.");
    let page = clerk.presses(&path, &sheet, "publish").await.is(422).text();
    assert!(page.contains("Bitte auf 300 Zeichen kürzen.") && page.contains(&title), "{page}");
    let id = clerk.publishes(&path, &super::Sheet::of(&page).with("title", "Radweg")).await;
    assert_eq!(clerk.reads(&id).await.summary, "Rathaus neu.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_numbers_and_unknown_fields_do_no_harm() {
    let (_ground, clerk, path) = scene().await;
    let sheet = clerk.takes(&path).await;
    let mut fields = sheet.fields();
    for forged in [
        ("author", "https://evil.example/"),
        ("id", "https://evil.example/1"),
        ("version", "9223372036854775807"),
        ("kind", "comment"),
        ("source.id", "1"),
        ("documents.99999999999999999999.url", "https://a.de/"),
        ("documents.-1.url", "https://a.de/"),
        ("keep.title", "theirs"),
        ("keep.nichts", "theirs"),
        ("act", "publish"),
    ] {
        fields.push(forged);
    }
    // Nobody's text was sent along, so that of “theirs” there is none: the title is missing, and it is said.
    let page = clerk.sends(&path, &fields).await.is(422).text();
    let sheet = super::Sheet::of(&page).with("title", "Radweg");
    let id = clerk.publishes(&path, &sheet).await;
    let entry = clerk.reads(&id).await;
    assert_eq!((entry.author.as_str(), entry.documents.len()), (clerk.town.iri().as_str(), 0));
    for edition in ["-1", "x", "9223372036854775807", "99999999999999999999"] {
        let path = clerk.begins("project").await;
        let sheet = clerk.takes(&path).await.with("title", "Neu").with("edition", edition);
        let page = clerk.presses(&path, &sheet, "save").await;
        assert_eq!(page.status, 409, "{edition}: {}", page.text());
        assert!(page.text().contains("Neu"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_of_writing_is_heavy() {
    let (_ground, clerk, path) = scene().await;
    let sheet = clerk.takes(&path).await.with("status", "ended");
    clerk.presses(&path, &sheet, "save").await.is(303);
    for page in [path.clone(), "/schreiben".to_owned(), format!("{path}/vorschau")] {
        let size = clerk.opens(&page).await.is(200).body.len();
        assert!(size < 100_000, "{page}: {size} bytes");
    }
}
