//! Whoever has signed in reads what their organisation may, clearly marked; another organisation's people on the same node see nothing of it.

use commons::MemberRole;
use serde_json::json;

use crate::harness::{Clerk, Ground, House, Town, Written, eventually};

const SECRET: &str = "Quellgeheimnis";
const MARK: &str = "nur für Ihre Organisation sichtbar";

/// Two towns on one node, what Cronfeld wrote for its own staff, and a public entry to which all of it refers.
struct Scene {
    birkenried: Town,
    cronfeld: Town,
    open: Written,
    own: Vec<Written>,
}

async fn scene(house: &std::sync::Arc<House>) -> Scene {
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let open = cronfeld.publishes("Offenes Vorhaben").await;
    let theirs = birkenried.publishes("Fremdes Vorhaben").await;
    let link = json!([{ "kind": "about", "to": open.iri }]);
    let mut own = Vec::new();
    for fields in [
        json!({ "kind": "project", "title": SECRET, "summary": SECRET, "status": "paused", "links": link, "technologies": [SECRET] }),
        json!({ "kind": "lesson", "title": SECRET, "recommendation": SECRET, "what_happened": SECRET, "outcome": "partly" }),
        json!({ "kind": "call", "title": SECRET, "text": SECRET, "direction": "seek", "progress": "in-talks" }),
        json!({ "kind": "call", "title": SECRET, "text": SECRET, "direction": "offer", "progress": "solved" }),
        json!({ "kind": "adoption", "title": SECRET, "summary": SECRET, "stage": "pilot", "target": { "entry": theirs.iri } }),
        json!({ "kind": "comment", "comment": "note", "parent": open.iri, "thread": open.iri, "text": SECRET }),
    ] {
        own.push(cronfeld.publishes_this(fields).await);
    }
    eventually("all are indexed", || async {
        let page = cronfeld.searches(SECRET).await.is(200).json();
        (page["total"] == own.len()).then_some(())
    })
    .await;
    own.push(theirs);
    Scene { birkenried, cronfeld, open, own }
}

/// Every page on which one might come upon it.
fn pages(scene: &Scene) -> Vec<String> {
    let adopted = scene.own.last().unwrap();
    let mut pages: Vec<_> = [
        "/",
        "/suche",
        "/suche?kind=comment",
        "/kooperationen",
        "/kooperationen?direction=seek",
        "/kooperationen?progress=solved",
        "/kooperationen?direction=offer&progress=closed",
        "/organisationen",
        "/mein-bereich",
        "/merkliste",
    ]
    .map(str::to_owned)
    .into();
    pages.push(format!("/organisationen/cronfeld@{}", scene.cronfeld.host()));
    pages.push(format!("/eintraege/{}", scene.open.id));
    pages.push(format!("/eintraege/{}", adopted.id));
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_89_people_of_another_organisation_see_nothing_of_it_on_any_page_and_in_no_count() {
    let ground = Ground::sqlite();
    let scene = scene(&ground.house("kreis").await).await;
    let stranger = scene.birkenried.administrator().await;
    let operator = scene.birkenried.person("Betrieb").await;
    operator.runs_the_node().await;
    for clerk in [&stranger, &operator] {
        for target in pages(&scene) {
            let page = clerk.opens(&target).await.is(200).text();
            assert!(!page.contains(SECRET) && !page.contains(MARK), "{target}: {page}");
        }
        let search = clerk.opens("/suche").await.is(200).text();
        for hidden in ["status=paused", "status=in-talks", "outcome=partly", "direction=seek"] {
            assert!(!search.contains(hidden), "a filter tells of {hidden}: {search}");
        }
        assert!(search.contains("4 Treffer"), "two public entries and two organisations: {search}");
        let found = clerk.opens(&format!("/suche?q={SECRET}")).await.is(200).text();
        assert!(found.contains("Kein Treffer"), "{found}");
        let calls = clerk.opens("/kooperationen").await.is(200).text();
        assert!(calls.contains("Offen <span class=\"count\">0</span>"), "{calls}");
        let cronfeld = format!("/organisationen/cronfeld@{}", scene.cronfeld.host());
        assert!(clerk.opens(&cronfeld).await.text().contains("Ein Eintrag"));
        for hidden in &scene.own[..scene.own.len() - 1] {
            clerk.opens(&format!("/eintraege/{}", hidden.id)).await.is(404);
        }
    }
    let list = stranger.opens("/organisationen").await.text();
    assert_eq!(list.matches("ein Eintrag").count(), 2, "what is not for everyone is not counted: {list}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_staff_find_it_everywhere_clearly_marked() {
    let ground = Ground::sqlite();
    let scene = scene(&ground.house("kreis").await).await;
    let reader = scene.cronfeld.clerk(MemberRole::Reader).await;
    for target in pages(&scene) {
        let page = reader.opens(&target).await.is(200).text();
        let shows = !["/organisationen", "/mein-bereich", "/merkliste"].contains(&target.as_str())
            && !target.ends_with("closed");
        assert_eq!(page.contains(SECRET), shows, "{target}: {page}");
        assert_eq!(page.contains(MARK), shows, "{target}: {page}");
    }
    for own in &scene.own[..scene.own.len() - 1] {
        assert!(reader.opens(&format!("/eintraege/{}", own.id)).await.is(200).text().contains(MARK));
    }
    let list = reader.opens("/organisationen").await.text();
    assert!(list.contains("6 Einträge") && list.contains("ein Eintrag"), "{list}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_sees_who_has_signed_in_is_kept_nowhere() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radweg").await;
    let clerk = town.editor().await;
    let entry = format!("/eintraege/{}", written.id);
    for target in ["/", "/suche", "/kooperationen", "/organisationen", "/mein-bereich", "/merkliste", &entry]
    {
        let answer = clerk.opens(target).await.is(200);
        assert_eq!(answer.header("Cache-Control"), Some("private, no-store"), "{target}");
        assert!(answer.header("Vary").unwrap().contains("Cookie"), "{target}");
    }
    let nobody = town.http("GET", &entry).for_people().send().await.is(200);
    assert_eq!(nobody.header("Cache-Control"), Some("private, no-cache"));
    let asset = clerk.opens("/static/style.css").await.is(200);
    assert_ne!(asset.header("Cache-Control"), Some("private, no-store"), "files are the same for all");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_for_two_reads_for_the_one_at_hand() {
    let ground = Ground::sqlite();
    let scene = scene(&ground.house("kreis").await).await;
    let both: Clerk = scene.cronfeld.editor().await;
    both.joins(&scene.birkenried, MemberRole::Editor).await;
    let own = format!("/eintraege/{}", scene.own[0].id);
    both.sends("/konto/fuer", &[("organisation", "cronfeld")]).await.is(303);
    both.opens(&own).await.is(200);
    both.sends("/konto/fuer", &[("organisation", "birkenried")]).await.is(303);
    both.opens(&own).await.is(404);
    assert!(!both.opens("/suche").await.text().contains(SECRET));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_are_turned_over_and_narrowed_down() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let call = |number: usize| {
        let direction = if number.is_multiple_of(2) { "seek" } else { "offer" };
        json!({ "kind": "call", "title": format!("Ruf {number:03}"), "text": "Wer macht mit?", "direction": direction, "audience": "public" })
    };
    for number in 0..104 {
        let serde_json::Value::Object(fields) = call(number) else { unreachable!() };
        let draft = node::operations::draft::Draft::new(fields);
        node::operations::publish::publish(&town.node(), &town.acting(), &draft).await.unwrap();
    }
    eventually("all are indexed", || async {
        (town.searches("kind:call").await.json()["total"] == 104).then_some(())
    })
    .await;
    let page = async |target: &str| town.http("GET", target).for_people().send().await.is(200).text();
    let first = page("/kooperationen").await;
    assert_eq!(first.matches("class=\"card kind-call\"").count(), 100);
    assert!(first.contains("Offen <span class=\"count\">104</span>"), "{first}");
    let next = first.split("href=\"").find(|rest| rest.starts_with("/kooperationen?weiter=")).unwrap();
    let next = next.split('"').next().unwrap();
    let second = page(next).await;
    assert_eq!(second.matches("class=\"card kind-call\"").count(), 4);
    assert!(second.contains("Zum Anfang"));
    let sought = page("/kooperationen?direction=seek").await;
    assert_eq!(sought.matches("class=\"card kind-call\"").count(), 52);
    assert!(page("/kooperationen?progress=solved").await.contains("Davon gibt es zurzeit nichts."));
    for odd in ["?direction=x", "?progress=x", "?weiter=x", "?direction=%00"] {
        let answer = town.http("GET", &format!("/kooperationen{odd}")).for_people().send().await;
        assert!((400..500).contains(&answer.status), "{odd}: {}", answer.status);
    }
    town.http("GET", "/organisationen?seite=x").for_people().send().await.is(400);
    town.http("GET", "/organisationen?seite=9").for_people().send().await.is(200);
}
