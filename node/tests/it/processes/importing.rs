//! `tempomacher import`: the real collection, again, changed, and odd.

use super::books::{audited, each_once, listed};
use super::collection;
use super::place::Place;

both_engines!(the_collection_is_imported_once_however_often, |engine| async move {
    let Some(text) = collection() else { return };
    let lines = text.lines().count();
    assert_eq!(lines, 926);
    let place = Place::settled(&engine, "auenstadt").await;
    let file = place.file("projects.jsonl", &text);

    let first = place.does(&["import", &file]).await;
    assert!(
        first.contains("926 imported: 926 new, 0 changed, 0 as they were; 0 rows could not be read"),
        "{first}"
    );
    let again = place.does(&["import", &file]).await;
    assert!(again.contains("926 imported: 0 new, 0 changed, 926 as they were"), "{again}");

    let edited = text.replacen("\"title\": \"Access Map\"", "\"title\": \"Access Map, überarbeitet\"", 1);
    let changed = place.does(&["import", &place.file("edited.jsonl", &edited)]).await;
    assert!(changed.contains("926 imported: 0 new, 1 changed, 925 as they were"), "{changed}");

    let serving = place.serve().await;
    place.indexed().await;
    assert_eq!(each_once(listed(&place.client(), "").await).len(), lines);
    let found = place.client().json("/api/v1/search?q=%22Access%20Map%22%20%C3%BCberarbeitet").await;
    assert_eq!(found["hits"][0]["title"], "Access Map, überarbeitet");
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), lines);
});

both_engines!(odd_rows_are_told_with_their_line, |engine| async move {
    let place = Place::settled(&engine, "auenstadt").await;
    let lines = [
        r#"{"id":"x:1","title":"Gut"}"#,
        "",
        "{kaputt",
        r#"{"title":"ohne Nummer"}"#,
        r#"{"id":"x:5","date":"gestern","links":["nirgends"],"title":"Seltsam"}"#,
        r#"["keine", "Zeile"]"#,
        "{\"id\":\"x:7\",\"title\":\"\"}",
    ];
    let out = place.does(&["import", &place.file("odd.jsonl", &lines.join("\n"))]).await;
    let says = |line: &str, what: &str| out.lines().any(|said| said.starts_with(line) && said.contains(what));
    assert!(says("line 3:", ""), "{out}");
    assert!(says("line 4:", "no id"), "{out}");
    assert!(says("line 5:", "gestern") && says("line 5:", "nirgends"), "{out}");
    assert!(says("line 6:", ""), "{out}");
    assert!(says("line 7:", "no title"), "{out}");
    assert!(!says("line 1:", "") && !says("line 2:", ""), "{out}");
    assert!(out.contains("3 imported: 3 new, 0 changed, 0 as they were; 3 rows could not be read"), "{out}");

    let absent = place.run(&["import", "nowhere.jsonl"]).await;
    assert!(absent.code == Some(1) && absent.err.contains("nowhere.jsonl"), "{absent:?}");
});
