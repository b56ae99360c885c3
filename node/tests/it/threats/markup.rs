//! Rows 69 to 72: what neighbours and our own people write is text on our pages, never markup that acts.

use serde_json::{Value, json};

use super::member;
use crate::harness::{Ground, Peer, Town, eventually, project};

/// Every way in which markup tries to act, each of which must leave no trace that acts.
pub const ATTEMPTS: [&str; 26] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
    "<form action=\"https://evil.example/\"><input name=x></form>",
    "<p style=\"position:fixed\">x</p>",
    "<img srcset=\"https://evil.example/x.png 2x\">",
    "<template><script>alert(1)</script></template>",
    "<iframe src=\"https://evil.example/\"></iframe>",
    "<object data=\"https://evil.example/\"></object>",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "[x](javascript:alert(1))",
    "[x](java\\script:alert(1))",
    "<javascript:alert(1)>",
    "![x](https://evil.example/track.png)",
    "![\"onerror=alert(1)](x)",
    "</title></textarea></script><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "{{7*7}}${7*7}<%= 7*7 %>",
];

/// Elements that a page of ours has nowhere.
const NOWHERE: [&str; 11] =
    ["script", "iframe", "object", "embed", "base", "svg", "math", "style", "template", "mglyph", "frame"];

/// An element as a browser would see it: its name, its attributes.
type Element = (String, Vec<(String, String)>);

/// Every element of a page.
pub fn elements(page: &str) -> Vec<Element> {
    let begins = |rest: &&str| rest.starts_with(|first: char| first.is_ascii_alphabetic());
    page.split('<').skip(1).filter(begins).map(element).collect()
}

/// Reads what stands behind a `<`. A `>` within quotes does not end it.
fn element(text: &str) -> Element {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '=')).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        if attribute.is_empty() {
            return (name.to_lowercase(), attributes);
        }
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => {
                after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len()))
            }
        };
        attributes.push((attribute.to_lowercase(), value.to_lowercase()));
        rest = after;
    }
}

/// Nothing in this page acts.
#[track_caller]
pub fn is_harmless(page: &str) {
    for (name, attributes) in elements(page) {
        assert!(!NOWHERE.contains(&&*name) || is_our_script(&name, &attributes), "<{name}> in {page}");
        for (attribute, value) in attributes {
            assert!(does_not_act(&attribute, &value), "<{name} {attribute}={value}>");
        }
    }
}

/// The script of the desk or of the search field, from a file of ours.
fn is_our_script(name: &str, attributes: &[(String, String)]) -> bool {
    let src = attributes.iter().find(|(attribute, _)| attribute == "src");
    let ours = ["/static/desk.js?v=", "/static/ask.js?v="];
    name == "script" && src.is_some_and(|(_, address)| ours.iter().any(|file| address.starts_with(file)))
}

fn does_not_act(attribute: &str, value: &str) -> bool {
    let address: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let begins = |ways: &[&str]| ways.iter().any(|begins| address.starts_with(begins));
    match attribute {
        "style" | "srcset" | "srcdoc" | "formaction" | "http-equiv" => false,
        "src" | "action" => begins(&["/"]) && !begins(&["//"]),
        "href" => begins(&["/", "?", "#", "http://", "https://", "mailto:"]),
        other => !other.starts_with("on"),
    }
}

async fn page(town: &Town, target: &str) -> String {
    let answer = town.http("GET", target).for_people().send().await;
    let policy = answer.header("Content-Security-Policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
    answer.is(200).text()
}

/// Every page on which the entry can be seen.
async fn pages(town: &Town, id: &str) -> Vec<String> {
    let mut pages = Vec::new();
    for target in [
        format!("/eintraege/{id}"),
        "/".to_owned(),
        "/suche".to_owned(),
        "/suche?q=Pruefwort".to_owned(),
        "/kooperationen".to_owned(),
        "/organisationen".to_owned(),
    ] {
        pages.push(page(town, &target).await);
    }
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_what_our_own_people_write_does_not_act() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let all = ATTEMPTS.join("\n\n");
    let mut fields = project(&format!("Pruefwort {}", ATTEMPTS[0]));
    for field in ["text", "impact", "relief", "problem", "approach", "contact"] {
        fields[field] = json!(format!("Pruefwort {}", &all[..900.min(all.len())]));
    }
    fields["text"] = json!(format!("Pruefwort\n\n{all}"));
    fields["summary"] = json!(format!("Pruefwort {}", ATTEMPTS[24]));
    fields["topics"] = json!(ATTEMPTS);
    fields["technologies"] = json!([ATTEMPTS[24]]);
    fields["analogue"] = json!({ "sentence": ATTEMPTS[1] });
    let written = auenstadt.publishes_this(fields).await;
    auenstadt.eventually_finds("Pruefwort").await;
    for page in pages(&auenstadt, &written.id).await {
        is_harmless(&page);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_what_neighbours_send_does_not_act() {
    let scene = member().await;
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        let mut ours = scene.peer.project(&format!("eigen-{number}"), &format!("Pruefwort {attempt}"));
        ours.text = format!("Pruefwort {attempt}");
        ours.summary.clone_from(&ours.text);
        scene.peer.creates(&ours).to(&scene.town).await.is(202);
        // The same from foreign software, as HTML.
        let id = scene.peer.iri().with(&format!("fremd-{number}"));
        let article = json!({
            "id": id, "type": "Article", "attributedTo": scene.peer.iri(), "name": format!("Pruefwort {attempt}"),
            "summary": attempt, "content": format!("<p>Pruefwort</p>{attempt}"), "to": "https://www.w3.org/ns/activitystreams#Public",
            "tag": [{ "type": "Hashtag", "name": format!("#{attempt}") }],
        });
        scene.peer.deed("Create", &article).to(&scene.town).await.is(202);
        for iri in [&ours.iri, &id] {
            let row = scene.town.row(iri).await.unwrap();
            is_harmless(&page(&scene.town, &format!("/eintraege/{}", row.id)).await);
        }
    }
    scene.town.eventually_finds("Pruefwort").await;
    for target in ["/", "/suche?q=Pruefwort", "/suche?q=Pruefwort&limit=100"] {
        is_harmless(&page(&scene.town, target).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_the_name_of_a_neighbour_does_not_act() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let peer = Peer::new(&ground, "fremd").await;
    let mut actor = peer.actor_document();
    for name in [ATTEMPTS[0], ATTEMPTS[24]] {
        actor["name"] = json!(name);
        actor["organisation"]["name"] = json!(name);
        actor["organisation"]["county"] = json!(name);
        actor["organisation"]["contact"] = json!(name);
        peer.shows("/", 200, "application/activity+json", &actor.to_string());
    }
    auenstadt.befriends(&peer).await;
    peer.creates(&peer.project("1", "Pruefwort")).to(&auenstadt).await.is(202);
    auenstadt.eventually_finds("Pruefwort").await;
    let copy = auenstadt.row(&peer.iri().with("1")).await.unwrap().id;
    for page in pages(&auenstadt, &copy.to_string()).await {
        is_harmless(&page);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_70_nothing_is_loaded_from_elsewhere() {
    let scene = member().await;
    let id = scene.peer.iri().with("1");
    let article = json!({
        "id": id, "type": "Article", "attributedTo": scene.peer.iri(), "name": "Bild", "to": "as:Public",
        "content": "<p>x<img src=\"https://evil.example/1.png\"></p>",
        "image": { "type": "Image", "url": "https://evil.example/2.png" },
        "icon": { "type": "Image", "url": "https://evil.example/3.png" },
        "attachment": [{ "type": "Image", "url": "https://evil.example/4.png", "name": "Plan" }],
    });
    scene.peer.deed("Create", &article).to(&scene.town).await.is(202);
    let row = scene.town.row(&id).await.unwrap();
    let page = page(&scene.town, &format!("/eintraege/{}", row.id)).await;
    is_harmless(&page);
    assert!(!page.contains("src=\"https://"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_71_a_question_comes_back_as_text() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    auenstadt.publishes("<b>Radweg</b> </script><script>alert(1)</script>").await;
    auenstadt.eventually_finds("Radweg").await;
    for attempt in ATTEMPTS.iter().chain(&["Radweg", "Radweg \"><script>", "</bdi><script>"]) {
        let question: String = url::form_urlencoded::byte_serialize(attempt.as_bytes()).collect();
        for target in [
            format!("/suche?q={question}"),
            format!("/suche?q=x&kind={question}"),
            format!("/{question}"),
            format!("/suche?lang={question}"),
        ] {
            let answer = auenstadt.http("GET", &target).for_people().send().await;
            assert!(answer.status < 500, "{target}: {}", answer.status);
            is_harmless(&answer.text());
        }
        let found = auenstadt.http("GET", &format!("/api/v1/search?q={question}")).send().await;
        assert!(
            found.header("Content-Type").unwrap().starts_with("application/"),
            "JSON is never taken for a page"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_72_links_vouch_for_nothing() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let mut fields = project("Verweise");
    fields["text"] = json!("Siehe [auenstadt.de](https://evil.example/) und <https://evil.example/2>.");
    fields["links"] = json!([{ "kind": "about", "to": "https://evil.example/3", "name": "auenstadt.de" }]);
    fields["documents"] = json!([{ "title": "auenstadt.de", "url": "https://evil.example/4" }]);
    let written = auenstadt.publishes_this(fields).await;
    let page = page(&auenstadt, &format!("/eintraege/{}", written.id)).await;
    let elsewhere =
        |(attribute, value): &(String, String)| attribute == "href" && value.contains("evil.example");
    let links: Vec<_> =
        elements(&page).into_iter().filter(|(_, attributes)| attributes.iter().any(elsewhere)).collect();
    assert!(links.len() >= 3, "{page}");
    for (name, attributes) in links {
        let rel = attributes.iter().find(|(attribute, _)| attribute == "rel").map_or("", |(_, value)| value);
        for word in ["nofollow", "noopener", "ugc"] {
            assert!(rel.contains(word), "<{name} {attributes:?}>");
        }
        assert!(attributes.iter().all(|(attribute, _)| attribute != "target"), "<{name} {attributes:?}>");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_a_held_question_that_was_shown_does_not_act() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    let peer = Peer::new(&ground, "fremd").await;
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        let question =
            peer.question(&format!("frage-{number}"), &written.iri, &format!("Pruefwort {attempt}"));
        let mut create: Value = serde_json::from_slice(&peer.creates(&question).body).unwrap();
        create["object"]["entry"]["office"] = json!(attempt);
        peer.says(&create).to(&auenstadt).await.is(202);
        let id = auenstadt.row(&question.iri).await.unwrap().id;
        node::operations::held::accept(&auenstadt.node(), &auenstadt.acting(), id).await.unwrap();
    }
    let shown = eventually("all are shown", || async {
        let page = page(&auenstadt, &format!("/eintraege/{}", written.id)).await;
        (page.matches("Pruefwort").count() >= ATTEMPTS.len()).then_some(page)
    });
    is_harmless(&shown.await);
}
