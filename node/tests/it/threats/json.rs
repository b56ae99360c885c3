//! Rows 54 to 65: what is not JSON as it is expected, too deep, too much, too long.

use commons::Iri;
use serde_json::{Value, json};

use super::{Scene, member};
use crate::harness::Letter;

/// The good letter, as JSON.
fn parsed(scene: &Scene) -> Value {
    serde_json::from_slice(&scene.good().body).unwrap()
}

/// The good letter with this text in place of its title.
fn titled(scene: &Scene, title: &str) -> Letter {
    let mut entry = scene.peer.project("titel", title);
    entry.version += 1;
    scene.peer.creates(&entry)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_54_nesting_has_an_end() {
    let scene = member().await;
    for levels in [65, 129, 100_000] {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        scene.refuses(400, [("arrays", scene.peer.writes(deep))]).await;
        let deep = format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        scene.refuses(400, [("objects", scene.peer.writes(deep))]).await;
    }
    scene.refuses(400, [("never closed", scene.peer.writes("[".repeat(100_000)))]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_54_a_key_stands_once() {
    let scene = member().await;
    let twice = String::from_utf8(scene.good().body).unwrap().replacen('{', "{\"type\":\"Follow\",", 1);
    scene.refuses(400, [("twice", scene.peer.writes(twice))]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_57_more_recipients_tags_or_attachments_than_anybody_needs() {
    let scene = member().await;
    for (field, count) in [("to", 1_001), ("cc", 1_001), ("tag", 51), ("attachment", 21)] {
        let many: Vec<_> = (0..count).map(|number| format!("https://a.de/{number}")).collect();
        let (mut outside, mut inside) = (parsed(&scene), parsed(&scene));
        outside[field] = json!(many);
        inside["object"][field] = json!(many);
        let letter = |body: &Value| scene.good().saying(body);
        scene.refuses(422, [("of the activity", letter(&outside)), ("of the object", letter(&inside))]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_59_numbers_and_dates_that_are_none() {
    let scene = member().await;
    let (version, title) = ("\"version\":", "\"title\":\"Luftschloss\"");
    let body = String::from_utf8(scene.good().body).unwrap();
    let at = body.rfind(version).unwrap() + version.len();
    let end = at + body[at..].find(',').unwrap();
    for number in ["NaN", "Infinity", "1e999", "18446744073709551616", "1.5", "\"5\"", "null", "01"] {
        let odd = format!("{}{number}{}", &body[..at], &body[end..]);
        scene.refuses(400, [(number, scene.peer.writes(odd))]).await;
    }
    let odd = body.replace(title, "\"title\":1e999");
    scene.refuses(400, [("a title", scene.peer.writes(odd))]).await;
    for date in ["99999-01-01T00:00:00Z", "gestern", "2026-13-45T00:00:00Z"] {
        let mut dated = parsed(&scene);
        dated["object"]["entry"]["published"] = json!(date);
        scene.refuses(400, [(date, scene.good().saying(&dated))]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_60_only_utf_8_without_nul() {
    let scene = member().await;
    let body = scene.good().body;
    let text = String::from_utf8(body.clone()).unwrap();
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bad_byte = text
        .replace("Luftschloss", "\u{1}")
        .into_bytes()
        .iter()
        .map(|byte| if *byte == 1 { 0xff } else { *byte })
        .collect::<Vec<_>>();
    scene
        .refuses(
            400,
            [
                ("invalid UTF-8", scene.peer.writes(bad_byte)),
                ("a byte order mark", scene.peer.writes([b"\xef\xbb\xbf", body.as_slice()].concat())),
                ("UTF-16", scene.peer.writes(utf_16)),
                ("an escaped NUL", scene.peer.writes(text.replace("Luftschloss", "Luft\\u0000schloss"))),
                ("half a surrogate", scene.peer.writes(text.replace("Luftschloss", "Luft\\ud800schloss"))),
                ("nothing", scene.peer.writes("")),
                ("more after the end", scene.peer.writes(format!("{text}{{}}"))),
                ("a list", scene.peer.writes(format!("[{text}]"))),
            ],
        )
        .await;
}

both_engines!(row_62_what_turns_or_hides_text_is_not_kept, |ground| async move {
    let town = ground.town("auenstadt").await;
    let peer = crate::harness::Peer::new(&ground, "fremd").await;
    town.befriends(&peer).await;
    for (path, title, kept) in [
        ("1", "Rat\u{202e}haus\u{200b}\u{7}neu".to_owned(), "Rathausneu".to_owned()),
        ("2", "Bu\u{308}rgerbu\u{308}ro".to_owned(), "Bürgerbüro".to_owned()),
        ("3", format!("a{}", "\u{301}".repeat(10_000)), format!("á{}", "\u{301}".repeat(7))),
    ] {
        let entry = peer.project(path, &title);
        peer.creates(&entry).to(&town).await.is(202);
        let row = town.row(&entry.iri).await.unwrap();
        let found = row.entry().unwrap().title;
        assert!(found.chars().count() <= 20 && (found == kept || path == "3"), "{found}");
        let page =
            town.http("GET", &format!("/eintraege/{}", row.id)).for_people().send().await.is(200).text();
        assert!(page.contains(&found) && page.contains("<bdi"), "the title stands isolated in its direction");
        assert!(!page.contains('\u{202e}') && !page.contains('\u{200b}'));
    }
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_62_no_short_text_turns_either() {
    let scene = member().await;
    let odd = "Bau\u{202e}amt\u{200b}\u{1b}[31m";
    let mut create = parsed(&scene);
    create["object"]["entry"]["contact"] = json!(odd);
    create["object"]["entry"]["problem"] = json!(odd);
    create["object"]["entry"]["vendors"] = json!([odd]);
    create["object"]["entry"]["documents"] = json!([{ "title": odd, "url": "https://fremd.de/a.pdf" }]);
    create["object"]["entry"]["source"] = json!({ "name": odd, "id": odd });
    scene.good().saying(&create).to(&scene.town).await.is(202);
    let iri = Iri::parse("id", create["object"]["id"].as_str().unwrap()).unwrap();
    let kept = scene.town.row(&iri).await.unwrap().entry().unwrap().canonical_json();
    assert!(kept.contains("Bauamt") && !kept.contains(['\u{202e}', '\u{200b}', '\u{1b}']), "{kept}");
    let mut actor = scene.peer.actor_document();
    actor["organisation"]["contact"] = json!(odd);
    actor["organisation"]["serves"] = json!([{ "ags": "01001000", "valid_on": odd }]);
    scene.peer.deed("Update", &actor).to(&scene.town).await.is(202);
    let mut reading = scene.town.node().store.reading().await.unwrap();
    let known = reading.actors().by_iri(scene.peer.iri()).await.unwrap().unwrap().organisation.unwrap();
    let known = serde_json::to_string(&known).unwrap();
    assert!(known.contains("Bauamt") && !known.contains(['\u{202e}', '\u{200b}', '\u{1b}']), "{known}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_63_names_of_a_megabyte() {
    let scene = member().await;
    for length in [301, 900_000] {
        let mut create = parsed(&scene);
        create["object"]["entry"]["title"] = json!("x".repeat(length));
        scene.refuses(422, [("a title", scene.good().saying(&create))]).await;
        let mut actor = scene.peer.actor_document();
        actor["name"] = json!("x".repeat(length));
        scene.refuses(422, [("a name", scene.peer.deed("Update", &actor))]).await;
    }
    titled(&scene, &"x".repeat(300)).to(&scene.town).await.is(202);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_64_a_foreign_context_is_never_fetched() {
    let scene = member().await;
    let asked = scene.peer.asked(None);
    for context in [
        json!(scene.peer.iri().with("context")),
        json!([{ "x": scene.peer.iri().with("c") }, "https://unknown.de/"]),
        json!(5),
    ] {
        let mut create: Value = serde_json::from_slice(&scene.good().body).unwrap();
        create["@context"] = context;
        scene.good().saying(&create).to(&scene.town).await.is(202);
    }
    assert_eq!(scene.peer.asked(None), asked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_65_ids_are_plain_and_short() {
    let scene = member().await;
    let home = scene.peer.iri().as_str();
    let authority = scene.peer.iri().origin().authority().to_owned();
    for bad in [
        format!("{home}{}", "x".repeat(100_000)),
        format!("{home}{}", "x".repeat(2_049)),
        format!("http://user:pass@{authority}/1"),
        format!("{home}a/../1"),
        format!("{home}a/%2e%2e/1"),
        format!("{home}\u{7}1"),
        format!("{home}a b"),
        "javascript:alert(1)".to_owned(),
        "1".to_owned(),
        String::new(),
    ] {
        let (mut activity, mut object) = (parsed(&scene), parsed(&scene));
        activity["id"] = json!(bad);
        object["object"]["id"] = json!(bad);
        let letter = |body: &Value| scene.good().saying(body);
        scene.refuses(422, [("an activity", letter(&activity)), ("an object", letter(&object))]).await;
    }
    let mut fragment = parsed(&scene);
    fragment["object"]["id"] = json!(format!("{home}1#teil"));
    scene.refuses(422, [("an object with a fragment", scene.good().saying(&fragment))]).await;
    // WordPress's objects have a query.
    scene.peer.creates(&scene.peer.project("?p=17", "Mit Anfrage")).to(&scene.town).await.is(202);
}
