//! Rows 106 and 107: questions that want to exhaust.

use crate::harness::{Ground, Town};

/// A town with something to find.
async fn town() -> (Ground, Town) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.publishes_many((0..20).map(|number| format!("Radweg und Bürgerbüro Nummer {number}"))).await;
    town.eventually_finds("Radweg").await;
    (ground, town)
}

/// Asks at both doors; never an error of ours, and the node lives.
async fn asks(town: &Town, question: &str) -> u16 {
    let encoded: String = url::form_urlencoded::byte_serialize(question.as_bytes()).collect();
    let answer = town.http("GET", &format!("/api/v1/search?q={encoded}")).send().await;
    let page = town.http("GET", &format!("/suche?q={encoded}")).for_people().send().await;
    let shown: String = question.chars().take(60).collect();
    for status in [answer.status, page.status] {
        assert!(matches!(status, 200 | 400 | 414 | 431 | 503), "{shown}: {status}");
    }
    answer.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_106_parentheses_without_end() {
    let (_ground, town) = town().await;
    for question in [
        "(".repeat(512),
        "(".repeat(1_000),
        format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000)),
        "((a)".repeat(100),
    ] {
        assert_eq!(asks(&town, &question).await, 400);
    }
    assert!(!town.finds("Radweg").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_107_questions_that_want_to_exhaust() {
    let (_ground, town) = town().await;
    let or = (0..10_000).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" OR ");
    let question_marks = vec!["a*"; 50].join(" ");
    let many = (0..33).map(|number| format!("wort{number}")).collect::<Vec<_>>().join(" ");
    let long = "x".repeat(513);
    for (question, refused) in [
        (&*or, true),
        (&*many, true),
        (&*long, true),
        ("*", true),
        (&*question_marks, true),
        ("/.*.*.*x/", false),
        ("x~2", false),
        ("\"rad weg\"~1000000000", false),
        ("[* TO *]", false),
        ("title:[a TO *}", false),
        ("_all:x", false),
        ("kind:gedicht", false),
        ("-", true),
        ("-Radweg", false),
        ("\"", true),
        ("\"Radweg", false),
        ("Radweg\" \"", false),
        ("AND OR NOT", false),
        ("\u{0}", true),
        ("\u{202e}\u{200b}", true),
        ("👩‍👩‍👧‍👦 🏳️‍🌈", false),
        ("𝕽𝖆𝖉𝖜𝖊𝖌 ﷽ ꧅", false),
    ] {
        let status = asks(&town, question).await;
        assert!(!refused || matches!(status, 400 | 414 | 431 | 200), "{question}: {status}");
    }
    assert_eq!(asks(&town, &or).await / 100, 4);
    assert_eq!(asks(&town, &many).await, 400);
    assert_eq!(asks(&town, &long).await, 400);
    assert!(matches!(asks(&town, &"x".repeat(1_000_000)).await, 400 | 414 | 431));
    assert!(!town.finds("Radweg").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_107_every_plane_of_unicode() {
    let (_ground, town) = town().await;
    for plane in 0..17_u32 {
        let characters: String =
            (0..0x1_0000).step_by(257).filter_map(|code| char::from_u32(plane * 0x1_0000 + code)).collect();
        let words: String =
            characters.chars().flat_map(|character| [character, character, ' ']).take(500).collect();
        asks(&town, &words).await;
        asks(&town, &characters.chars().take(500).collect::<String>()).await;
    }
    assert!(!town.finds("Radweg").await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_107_places_that_are_too_far_or_none() {
    let (_ground, town) = town().await;
    for query in [
        "cursor=1000000000",
        "cursor=-1",
        "cursor=x",
        "cursor=",
        "cursor=99999999999999999999999999",
        "limit=0",
        "limit=101",
        "limit=1000000000",
        "limit=-1",
        "limit=x",
    ] {
        town.http("GET", &format!("/api/v1/search?q=Radweg&{query}")).send().await.is(400);
        let page = town.http("GET", &format!("/suche?q=Radweg&{query}")).for_people().send().await;
        assert!(page.status < 500, "{query}: {}", page.status);
    }
    // A facet nobody knows is another's parameter and left alone; a value nobody has finds nothing.
    let answer = town.http("GET", "/api/v1/search?q=Radweg&utm_source=x&kind=gedicht").send().await;
    assert!(matches!(answer.status, 200 | 400), "{}", answer.status);
    let many = vec!["kind=project"; 1_000].join("&");
    let answer = town.http("GET", &format!("/api/v1/search?q=Radweg&{many}")).send().await;
    assert!(answer.status < 500, "{}", answer.status);
}
