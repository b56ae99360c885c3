//! Somebody reports what should not stay as it is, without signing in; whoever is responsible decides, and the one who told of it hears that.

use commons::{MemberRole, Time};
use serde_json::json;

use crate::harness::{Clerk, Ground, Peer, Response, Smtp, Town, project};

const LIST: &str = "/verwaltung/auenstadt/inhalte";

/// What a reader without an account sends.
async fn tells(town: &Town, page: &str, fields: &[(&str, &str)]) -> Response {
    town.guest().sends(&format!("{page}/melden"), fields).await
}

async fn told(town: &Town, page: &str, body: &str) -> Response {
    tells(town, page, &[("reason", "personal-data"), ("body", body), ("mail", "")]).await
}

/// Where the first report of the list is decided.
async fn report(clerk: &Clerk, list: &str) -> String {
    let page = clerk.opens(list).await.is(200).text();
    let forms = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let part = format!("{}/", list);
    forms.map(str::to_owned).find(|path| path.starts_with(&part)).unwrap_or_else(|| panic!("no form: {page}"))
}

async fn decides(clerk: &Clerk, report: &str, decision: &str) -> Response {
    let fields = [("tat", "entscheiden"), ("decision", decision), ("grounds", "Da stand ein Name.")];
    clerk.sends(report, &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_reports_an_entry_and_gets_a_number() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let page = format!("/eintraege/{}", town.publishes("Radweg am Deich").await.id);
    let shown = town.guest().opens(&page).await.is(200).text();
    assert!(shown.contains(&format!("href=\"{page}/melden\"")), "{shown}");
    let form = town.guest().opens(&format!("{page}/melden")).await.is(200).text();
    assert!(form.contains("Radweg am Deich") && form.contains("Personenbezogene Daten"), "{form}");
    let answer = told(&town, &page, "Im dritten Satz steht <b>ein Name</b>.").await.is(303);
    let thanks = answer.header("Location").expect("a page").to_owned();
    let number = thanks.rsplit_once("nummer=").expect("a number").1.to_owned();
    assert!(town.guest().opens(&thanks).await.is(200).text().contains(&number));

    let head = town.administrator().await;
    let list = head.opens(LIST).await.is(200).text();
    assert!(
        list.contains(&number) && list.contains("&#60;b&#62;ein Name") && !list.contains("überfällig"),
        "{list}"
    );
    assert!(list.contains("Zu entscheiden bis zum"), "{list}");
    ground.passes(15 * Time::DAY);
    let head = town.administrator().await;
    assert!(head.opens(LIST).await.text().contains("überfällig"), "nobody is signed in for so long");
    town.clerk(MemberRole::Approver).await.opens(LIST).await.is(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_hidden_is_nowhere_until_it_is_shown_again() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radweg am Deich").await;
    let page = format!("/eintraege/{}", written.id);
    town.eventually_finds("Radweg").await;
    told(&town, &page, "Da steht ein Name.").await.is(303);
    let head = town.administrator().await;
    let report = report(&head, LIST).await;
    decides(&head, &report, "hidden").await.is(303);
    town.eventually_misses("Radweg").await;
    for path in [page.clone(), format!("{page}/melden"), format!("/api/v1/entries/{}", written.id)] {
        town.guest().opens(&path).await.is(404);
    }
    let counted = town.http("GET", "/outbox").for_neighbours().send().await.is(200).json();
    assert_eq!(counted["totalItems"], json!(0));
    let list = head.opens(LIST).await.text();
    assert!(list.contains("Hier nicht mehr gezeigt") && list.contains("Da stand ein Name."), "{list}");

    decides(&head, &report, "declined").await.is(404);
    head.sends(&report, &[("tat", "wieder-zeigen")]).await.is(303);
    town.eventually_finds("Radweg").await;
    head.sends(&report, &[("tat", "wieder-zeigen")]).await.is(404);
    decides(&head, &report, "declined").await.is(303);
    town.guest().opens(&page).await.is(200);
    assert!(head.opens(LIST).await.text().contains("Der Inhalt bleibt"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_reported_must_say_something_and_not_too_often() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let page = format!("/eintraege/{}", town.publishes("Radweg am Deich").await.id);
    for (fields, field) in [
        ([("reason", ""), ("body", "Ein Name"), ("mail", "")], "reason"),
        ([("reason", "gossip"), ("body", "Ein Name"), ("mail", "")], "reason"),
        ([("reason", "illegal"), ("body", "  "), ("mail", "")], "body"),
        ([("reason", "illegal"), ("body", "Ein Name"), ("mail", "kein Postfach")], "mail"),
        ([("reason", "illegal"), ("body", "Ein Name"), ("mail", "a@b.de\r\nBcc: c@d.de")], "mail"),
    ] {
        let again = tells(&town, &page, &fields).await.is(422).text();
        assert!(again.contains(&format!("#f-{field}")), "{field}: {again}");
    }
    told(&town, &page, &"ä".repeat(5_001)).await.is(422);
    for number in 1..=5 {
        told(&town, &page, &format!("Hinweis {number}")).await.is(303);
    }
    let answer = told(&town, &page, "Hinweis 6").await.is(429);
    assert!(answer.text().contains("Hinweis 6</textarea>"), "what was typed stays: {}", answer.text());
    assert!(answer.header("Retry-After").is_some());
    ground.passes(Time::HOUR + Time::MINUTE);
    told(&town, &page, "Hinweis 7").await.is(303);
    let bare = town
        .http("POST", &format!("{page}/melden"))
        .for_people()
        .form(&[("reason", "other"), ("body", "von anderswo")]);
    bare.header("Origin", "https://evil.example").send().await.is(403);
    told(&town, "/eintraege/01900000-0000-7000-8000-000000000000", "Nichts").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_needs_reasons_and_what_was_typed_stays() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    told(&town, "/organisationen/auenstadt", "Das Wappen ist falsch.").await.is(303);
    let head = town.administrator().await;
    let report = report(&head, LIST).await;
    let page =
        head.sends(&report, &[("tat", "entscheiden"), ("grounds", "Weil das so ist")]).await.is(422).text();
    assert!(page.contains("Weil das so ist</textarea>"), "{page}");
    let fields = [("tat", "entscheiden"), ("decision", "declined"), ("grounds", " ")];
    assert!(head.sends(&report, &fields).await.is(422).text().contains("value=\"declined\" checked"));
    // Nobody hides the own organisation from its own node, or passes a report on to themselves.
    decides(&head, &report, "hidden").await.is(422);
    decides(&head, &report, "taken-back").await.is(422);
    head.sends(&report, &[("tat", "weitergeben"), ("words", "Bitte prüfen.")]).await.is(422);
    decides(&head, &report, "remedied").await.is(303);
    let audit =
        town.node().store.reading().await.unwrap().audit().of_organisation(town.iri(), 10).await.unwrap();
    let acts: Vec<_> = audit.iter().map(|row| row.act.as_str()).collect();
    assert_eq!(acts[..2], ["remedy-reported", "report"], "newest first");
    assert!(audit[0].who.starts_with("person ") && audit[1].who == "visitor");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_shared_node_each_decides_about_the_own_and_the_operator_about_what_comes_from_elsewhere() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let operator = beta.person("Betrieb").await;
    operator.runs_the_node().await;
    let peer = Peer::new(&ground, "fremd").await;
    alpha.befriends(&peer).await;
    let theirs = peer.project("1", "Luftschloss");
    peer.creates(&theirs).to(&alpha).await.is(202);
    let theirs = format!("/eintraege/{}", alpha.row(&theirs.iri).await.unwrap().id);
    let own = format!("/eintraege/{}", alpha.publishes("Radweg am Deich").await.id);
    told(&beta, &own, "Nur für Alpha").await.is(303);
    told(&alpha, &theirs, "Nur für den Betrieb").await.is(303);

    let (head, other) = (alpha.administrator().await, beta.administrator().await);
    let (alphas, betas) = ("/verwaltung/alpha/inhalte", "/verwaltung/beta/inhalte");
    let page = head.opens(alphas).await.is(200).text();
    assert!(page.contains("Nur für Alpha") && !page.contains("Nur für den Betrieb"), "{page}");
    assert!(other.opens(betas).await.is(200).text().contains("Zurzeit ist kein Inhalt gemeldet"));
    let page = operator.opens("/betrieb/inhalte").await.is(200).text();
    assert!(page.contains("Nur für den Betrieb") && !page.contains("Nur für Alpha"), "{page}");
    head.opens("/betrieb/inhalte").await.is(403);

    let of_alpha = report(&head, alphas).await;
    decides(&other, &of_alpha.replace("/alpha/", "/beta/"), "hidden").await.is(404);
    decides(&operator, &of_alpha.replace("/verwaltung/alpha/", "/betrieb/"), "hidden").await.is(404);
    let of_operator = report(&operator, "/betrieb/inhalte").await;
    decides(&operator, &of_operator, "hidden").await.is(303);
    alpha.guest().opens(&theirs).await.is(404);
    alpha.guest().opens(&own).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_wants_an_answer_gets_a_receipt_and_the_decision_by_mail() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let page = format!("/eintraege/{}", town.publishes("Radweg am Deich").await.id);
    let fields =
        [("reason", "copyright"), ("body", "Kauft hier: https://evil.example"), ("mail", "kim@example.org")];
    tells(&town, &page, &fields).await.is(303);
    let receipt = smtp.eventually_receives(1).await.pop().unwrap();
    assert!(receipt.text().contains("Radweg am Deich"), "{}", receipt.text());
    assert!(!receipt.text().contains("evil.example"), "the mailbox may be somebody else's");
    let head = town.administrator().await;
    let report = report(&head, LIST).await;
    assert!(!head.opens(LIST).await.text().contains("kim@example.org"), "the answer goes by itself");
    decides(&head, &report, "declined").await.is(303);
    let decision = smtp.eventually_receives(2).await.pop().unwrap();
    assert!(decision.text().contains("Der Inhalt bleibt") && decision.text().contains("Da stand ein Name."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_may_not_read_one_cannot_report() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let mut fields = project("Nur für uns");
    fields["audience"] = json!("own");
    let page = format!("/eintraege/{}", town.publishes_this(fields).await.id);
    town.guest().opens(&format!("{page}/melden")).await.is(404);
    told(&town, &page, "Ich rate nur").await.is(404);
    let editor = town.editor().await;
    editor
        .sends(&format!("{page}/melden"), &[("reason", "other"), ("body", "Doppelt"), ("mail", "")])
        .await
        .is(303);
}
