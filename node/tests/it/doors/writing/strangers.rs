//! A draft is there for those who write for its organisation, and for nobody else.

use commons::{Approval, MemberRole, Settings, Time};

use crate::harness::{Clerk, Ground, Town};

const SECRET: &str = "Quellgeheimnis";

/// Every route to a draft, with a method.
const ROUTES: [(&str, &str); 8] = [
    ("GET", ""),
    ("POST", ""),
    ("GET", "/vorschau"),
    ("GET", "/verwerfen"),
    ("POST", "/verwerfen"),
    ("POST", "/freigeben"),
    ("POST", "/zurueckgeben"),
    ("GET", "/nichts"),
];

/// Two towns on one node, and a draft of the first.
async fn neighbours() -> (Ground, Town, Town, Clerk, String) {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let writer = birkenried.editor().await;
    let path = writer.begins("project").await;
    let sheet = writer.takes(&path).await.with("title", SECRET).with("summary", SECRET);
    writer.presses(&path, &sheet, "save").await.is(303);
    (ground, birkenried, cronfeld, writer, path)
}

async fn tries(clerk: &Clerk, method: &str, path: &str) -> (u16, String) {
    let request = clerk.http(method, path);
    let fields = [("title", "Geraubt"), ("edition", "2"), ("note", "x"), ("act", "publish")];
    let answer = if method == "POST" { request.form(&fields) } else { request }.send().await;
    (answer.status, answer.text())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_89_people_of_another_organisation_on_the_node_find_no_draft_on_any_route() {
    let (_ground, birkenried, cronfeld, writer, path) = neighbours().await;
    let stranger = cronfeld.administrator().await;
    // Also somebody who only reads there, and writes elsewhere.
    let both = cronfeld.administrator().await;
    both.joins(&birkenried, MemberRole::Reader).await;
    let gone = writer.begins("project").await;
    writer.sends(&format!("{gone}/verwerfen"), &[]).await.is(303);
    for (method, rest) in ROUTES {
        let (_, nothing) = tries(&writer, method, &format!("{gone}{rest}")).await;
        for clerk in [&stranger, &both] {
            let (status, text) = tries(clerk, method, &format!("{path}{rest}")).await;
            assert_eq!(status, 404, "{method} {rest}: {text}");
            assert!(!text.contains(SECRET));
            let bare = |text: &str, clerk: &Clerk| text.replace(&clerk.town.organisation.name, "").len();
            if rest != "/nichts" && method == "GET" {
                assert!(
                    bare(&text, clerk).abs_diff(bare(&nothing, &writer)) < 400,
                    "as if it were not there"
                );
            }
        }
    }
    for clerk in [&stranger, &both] {
        for page in ["/schreiben", "/mein-bereich", "/"] {
            assert!(!clerk.opens(page).await.is(200).text().contains(SECRET), "{page}");
        }
    }
    assert_eq!(writer.takes(&path).await.value("title"), SECRET, "untouched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_only_reads_writes_nothing_and_who_runs_the_node_sees_no_draft() {
    let (_ground, birkenried, _, writer, path) = neighbours().await;
    let (reader, operator) = (birkenried.clerk(MemberRole::Reader).await, birkenried.person("Betrieb").await);
    operator.runs_the_node().await;
    let id = writer.publishes_an_idea("Radweg").await;
    for clerk in [&reader, &operator] {
        for (method, rest) in ROUTES.iter().filter(|(_, rest)| *rest != "/nichts") {
            assert_eq!(tries(clerk, method, &format!("{path}{rest}")).await.0, 403, "{method} {rest}");
        }
        for (method, page) in [
            ("GET", "/schreiben".to_owned()),
            ("POST", "/schreiben/project".to_owned()),
            ("POST", format!("/eintraege/{id}/bearbeiten")),
            ("POST", format!("/eintraege/{id}/bestaetigen")),
            ("GET", format!("/eintraege/{id}/zurueckziehen")),
            ("POST", format!("/eintraege/{id}/zurueckziehen")),
            ("GET", format!("/eintraege/{id}/fassungen")),
        ] {
            assert_eq!(tries(clerk, method, &page).await.0, 403, "{method} {page}");
        }
    }
    let editor = birkenried.editor().await;
    assert_eq!(
        tries(&editor, "POST", &format!("{path}/freigeben")).await.0,
        403,
        "an editor does not approve"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_handles_what_another_organisation_has_published() {
    let (_ground, _, cronfeld, writer, _) = neighbours().await;
    let id = writer.publishes_an_idea("Radweg").await;
    let stranger = cronfeld.administrator().await;
    for (method, rest) in [
        ("POST", "bearbeiten"),
        ("POST", "bestaetigen"),
        ("GET", "zurueckziehen"),
        ("POST", "zurueckziehen"),
        ("GET", "fassungen"),
    ] {
        assert_eq!(
            tries(&stranger, method, &format!("/eintraege/{id}/{rest}")).await.0,
            404,
            "{method} {rest}"
        );
    }
    assert_eq!(writer.reads(&id).await.title, "Radweg");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_for_several_chooses_and_the_draft_belongs_to_the_one_that_was_chosen() {
    let (_ground, birkenried, cronfeld, _, _) = neighbours().await;
    let both = birkenried.editor().await;
    both.joins(&cronfeld, MemberRole::Editor).await;
    cronfeld.decides(Settings { approval: Some(Approval::None), ..Settings::default() }).await;
    let page = both.opens("/schreiben").await.is(200).text();
    assert!(
        page.contains("Für welche Organisation schreiben Sie?") && page.contains("Stadt Cronfeld"),
        "{page}"
    );
    let path = both.sends("/schreiben/project", &[("organisation", "cronfeld")]).await.leads();
    cronfeld.editor().await.opens(&path).await.is(200);
    birkenried.editor().await.opens(&path).await.is(404);
    assert!(
        both.opens("/").await.text().contains("<b><bdi>Stadt Cronfeld</bdi></b>"),
        "writes for Cronfeld now"
    );
    let sheet = both.takes(&path).await.with("title", "Moor").with("summary", "Nass.");
    let id = both.publishes(&path, &sheet).await;
    assert_eq!(both.reads(&id).await.author, *cronfeld.iri());
    for organisation in ["auenstadt", "birkenried "] {
        let status = both.sends("/schreiben/project", &[("organisation", organisation)]).await.status;
        assert_eq!(status, if organisation == "auenstadt" { 404 } else { 303 });
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_into_a_draft_survives_the_end_of_the_session() {
    let (ground, _, _, writer, path) = neighbours().await;
    let sheet = writer.takes(&path).await.with("impact", "Zwei Sätze & ein <Zeichen>");
    ground.passes(30 * Time::DAY);
    let page = writer.presses(&path, &sheet, "save").await.is(401).text();
    assert!(page.contains("Zwei+S%C3%A4tze") && page.contains(&format!("value=\"{path}\"")), "{page}");
}
