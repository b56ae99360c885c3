//! Lists of members, as people keep them and subscribe to them.

use commons::Refusal;
use serde_json::json;
use store::list_members::ListMember;

use crate::harness::{Clerk, Ground, Request, Response, Town, eventually};

const MEMBERS: &str = "/verwaltung/dach/mitglieder";
const TABLE: &str = "/verwaltung/dach/mitglieder/tabelle";
const PUBLIC: &str = "/organisationen/dach/mitglieder";

async fn keeper() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let dach = ground.town("dach").await;
    let head = dach.administrator().await;
    (ground, dach, head)
}

fn table(head: &Clerk, file: &[u8]) -> Request {
    let before = "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    let body = [before.as_bytes(), file, b"\r\n--grenze--\r\n"].concat();
    head.http("POST", TABLE).header("Content-Type", "multipart/form-data; boundary=grenze").body(body)
}

async fn rows(dach: &Town) -> Vec<ListMember> {
    let mut reading = dach.node().store.reading().await.unwrap();
    reading.list_members().page(dach.iri(), "", 100).await.unwrap()
}

fn leads_to(answer: &Response) -> String {
    answer.header("Location").unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_are_put_on_the_list_by_address_or_by_name_and_taken_off_again() {
    let (ground, dach, head) = keeper().await;
    let auenstadt = ground.town("auenstadt").await;
    dach.http("GET", PUBLIC).for_people().send().await.is(404);
    let add =
        async |fields: &[(&str, &str)]| head.sends(MEMBERS, &[&[("act", "add")][..], fields].concat()).await;
    add(&[("address", &auenstadt.organisation.address())]).await.is(303);
    add(&[("name", "Zweckverband Elbe"), ("website", "https://www.elbe.de/start")]).await.is(303);
    let wrong = add(&[]).await.is(422).text();
    assert!(wrong.contains(&Refusal::NothingToList {}.sentence(commons::Language::German)), "{wrong}");
    for (fields, refusal) in [
        (vec![("address", auenstadt.organisation.address())], Refusal::AlreadyListed {}),
        (vec![("ags", "12".to_owned())], Refusal::NotAnAgs {}),
        (vec![("ags", "01001000".to_owned())], Refusal::UnknownAgs { ags: "01001000".to_owned() }),
        (vec![("name", "X".to_owned()), ("website", "kein rechner".to_owned())], Refusal::NotAWebsite {}),
        (vec![("address", format!("niemand@{}", auenstadt.host()))], Refusal::NobodyThere {}),
    ] {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = add(&fields).await.is(422).text();
        assert!(page.contains(&refusal.sentence(commons::Language::German)), "{fields:?}: {page}");
        assert!(page.contains(fields[0].1), "what was typed is still there: {page}");
    }
    let listed = rows(&dach).await;
    assert_eq!((listed.len(), listed[1].website.as_str()), (2, "elbe.de"));
    let page = dach.http("GET", PUBLIC).for_people().send().await.is(200).text();
    assert!(page.contains("Stadt Auenstadt") && page.contains("Zweckverband Elbe"), "{page}");
    let organisation = dach.http("GET", "/organisationen/dach").for_people().send().await.is(200).text();
    assert!(organisation.contains(PUBLIC) && organisation.contains("2 Mitglieder"), "{organisation}");

    head.sends(MEMBERS, &[("act", "remove"), ("id", &listed[0].id)]).await.is(303);
    head.sends(MEMBERS, &[("act", "remove"), ("id", &listed[0].id)]).await.is(404);
    assert_eq!(rows(&dach).await.len(), 1);
    let other = auenstadt.administrator().await;
    other
        .sends("/verwaltung/auenstadt/mitglieder", &[("act", "remove"), ("id", &listed[1].id)])
        .await
        .is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_is_taken_in_line_by_line_as_an_office_saves_it() {
    let (_ground, dach, head) = keeper().await;
    head.opens(TABLE).await.is(200);
    let windows = b"AGS;Name;Adresse\r\n01001000;M\xfcnsterdorf;www.muensterdorf.de\r\n1002000;\"Elm; Stadt\";\r\n99;Kurz;\r\n;;\r\n01001000;Doppelt;\r\n";
    let page = table(&head, windows).send().await.is(200).text();
    assert!(
        page.contains("2 Mitglieder kamen neu auf die Liste.") && page.contains("Eines stand schon darauf."),
        "{page}"
    );
    assert!(page.contains("Zeile 4:") && !page.contains("Zeile 5:"), "{page}");
    let names: Vec<_> =
        rows(&dach).await.into_iter().map(|row| (row.name, row.ags.unwrap().as_str().to_owned())).collect();
    assert_eq!(
        names,
        [("Münsterdorf", "01001000"), ("Elm; Stadt", "01002000")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let large = vec![b'x'; 2_000_001];
    for (file, statuses) in [
        (&b"PK\x03\x04\0\0"[..], &[422][..]),
        (&b""[..], &[422]),
        (&b"AGS;Name\r\n"[..], &[422]),
        (&large[..], &[413, 422]),
    ] {
        let answer = table(&head, file).send().await;
        assert!(statuses.contains(&answer.status), "{}", answer.status);
    }
    assert_eq!(rows(&dach).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_74_the_list_leaves_as_a_table_without_formulas() {
    let (_ground, dach, head) = keeper().await;
    table(&head, b"Name\n=HYPERLINK(1)\n\"Bad \"\"X\"\"\"\n").send().await.is(200);
    let csv = dach.http("GET", &format!("{PUBLIC}.csv")).send().await.is(200);
    assert_eq!(csv.header("Content-Type"), Some("text/csv; charset=utf-8"));
    assert!(csv.header("Content-Disposition").unwrap().starts_with("attachment"));
    assert_eq!(
        csv.text(),
        "\u{feff}\"AGS\";\"Name\";\"Adresse\"\r\n\"\";\"'=HYPERLINK(1)\";\"\"\r\n\"\";\"Bad \"\"X\"\"\";\"\"\r\n"
    );
    // What leaves comes in again as it was, but for the mark before what would be a formula.
    let page = table(&head, csv.text().as_bytes()).send().await.is(200).text();
    assert!(page.contains("2 Mitglieder kamen neu"), "without a key names may repeat: {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_subscribed_to_and_watched_until_everything_is_there() {
    let (ground, dach, head) = keeper().await;
    let (auenstadt, new) = (ground.town("auenstadt").await, ground.town("neu").await);
    let fields = [("act", "add"), ("address", &*auenstadt.organisation.address())];
    head.sends(MEMBERS, &fields).await.is(303);
    let editor = new.administrator().await;
    let lists = "/verwaltung/neu/listen";
    for (address, code) in [("", 422), ("niemand", 422), (&*auenstadt.organisation.address(), 303)] {
        let answer = editor.sends(lists, &[("address", address), ("mode", "propose")]).await;
        assert_eq!(answer.status, code, "{address}: {}", answer.text());
    }
    let subscribed = editor.sends(lists, &[("address", &*dach.organisation.address())]).await.is(303);
    let page = leads_to(&subscribed);
    let proposal = format!("value=\"{}\"", auenstadt.iri());
    let shown = eventually("the list proposes", || async {
        Some(editor.opens(&page).await.is(200)).filter(|shown| shown.text().contains(&proposal))
    })
    .await;
    assert_eq!(shown.header("Refresh"), None, "nobody asked for that");
    assert!(
        shown.text().contains("Stadt Auenstadt") && shown.text().contains("Allen folgen"),
        "{}",
        shown.text()
    );

    editor.sends(&page, &[("act", "all")]).await.is(303);
    let waits = eventually("it is asked", || async {
        let shown = editor.opens(&format!("{page}?laufend=1")).await.is(200);
        let text = shown.text();
        let is_asked =
            text.contains("Eine hat noch nicht geantwortet.") && !text.contains("wird noch gefragt.");
        is_asked.then_some(shown)
    })
    .await;
    assert_eq!(waits.header("Refresh"), None, "a person's answer may take days");
    auenstadt.publishes("Bänke am Deich").await;
    auenstadt.accepts(new.iri()).await;
    let done = eventually("everything is there", || async {
        let text = editor.opens(&page).await.is(200).text();
        text.contains("Von einer sind alle Einträge da.").then_some(text)
    })
    .await;
    assert!(
        done.contains("Ein Eintrag von der Liste ist hier zu finden.") && done.contains("value=\"100\""),
        "{done}"
    );
    assert!(editor.opens(lists).await.is(200).text().contains("Stadt Dach"));
    editor.sends(lists, &[("address", &*dach.organisation.address())]).await.is(422);

    let stranger = auenstadt.administrator().await;
    let theirs = page.replace("/neu/", "/auenstadt/");
    stranger.opens(&theirs).await.is(404);
    editor.sends(&page, &[("act", "end")]).await.is(303);
    editor.opens(&page).await.is(404);
    assert!(new.follow(new.iri(), auenstadt.iri()).await.is_some(), "who is followed stays followed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_to_be_on_the_list_waits_for_its_people() {
    let (ground, dach, head) = keeper().await;
    let town = ground.town("auenstadt").await;
    head.sends(MEMBERS, &[("act", "add"), ("name", "Irgendwer")]).await.is(303);
    let clerk = town.administrator().await;
    let subscribed =
        clerk.sends("/verwaltung/auenstadt/listen", &[("address", &*dach.organisation.address())]).await;
    let page = leads_to(&subscribed.is(303));
    clerk.sends(&page, &[("act", "join")]).await.is(303);
    assert!(clerk.opens(&page).await.is(200).text().contains("Sie haben gefragt"));
    let waiting = eventually("somebody waits", || async {
        let mut reading = dach.node().store.reading().await.unwrap();
        reading.list_members().waiting(dach.iri(), 9).await.unwrap().pop()
    })
    .await;
    let shown = head.opens(MEMBERS).await.is(200).text();
    assert!(shown.contains("Möchte auf die Liste.") && shown.contains(town.host()), "{shown}");
    assert!(shown.contains("warten auf eine Entscheidung"), "the number beside the part");
    head.sends(MEMBERS, &[("act", "accept"), ("id", &waiting.id)]).await.is(303);
    assert_eq!(rows(&dach).await[1].actor.as_ref(), Some(town.iri()));
    let mut change = town.node().store.begin().await.unwrap();
    change.lists().hurry(dach.iri(), town.node().clock.now()).await.unwrap();
    change.commit().await.unwrap();
    eventually("the list shows it", || async {
        clerk.opens(&page).await.is(200).text().contains("Sie stehen selbst auf dieser Liste.").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lists_address_shows_people_a_page_and_neighbours_a_list() {
    let (_ground, dach, head) = keeper().await;
    for number in 0..3 {
        head.sends(MEMBERS, &[("act", "add"), ("name", &format!("Ort {number}"))]).await.is(303);
    }
    let page = dach.http("GET", "/mitglieder").for_people().send().await.is(303);
    assert_eq!(page.header("Location"), Some(PUBLIC));
    let list = dach.http("GET", "/mitglieder").for_neighbours().send().await.is(200).json();
    assert_eq!((&list["type"], &list["totalItems"]), (&json!("Collection"), &json!(3)));
    let first = list["first"].as_str().unwrap().strip_prefix(&format!("http://{}", dach.host())).unwrap();
    let items = dach.http("GET", first).for_neighbours().send().await.is(200).json();
    assert_eq!(items["items"].as_array().unwrap().len(), 3);
    assert_eq!(items["items"][0]["name"], json!("Ort 0"));
    assert!(items["next"].is_null() && items["items"][0]["id"].is_null(), "{items}");
    dach.http("GET", "/mitglieder?after=x").for_neighbours().send().await.is(400);
}
