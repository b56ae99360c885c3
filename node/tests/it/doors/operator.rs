//! Whoever runs the node sees that organisations live here and how they are, and nothing of what they keep to themselves.

use commons::MemberRole;
use serde_json::json;
use store::Stance;

use crate::harness::{Clerk, Ground, Peer, Smtp, Town, project};

/// Two organisations on one node, and who runs it without belonging to either.
async fn scene() -> (Ground, Town, Town, Clerk) {
    let ground = Ground::sqlite();
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let operator = alpha.person("Betrieb").await;
    operator.runs_the_node().await;
    (ground, alpha, beta, operator)
}

const PAGES: [&str; 8] = [
    "/betrieb",
    "/betrieb/bereit",
    "/betrieb/organisationen",
    "/betrieb/organisationen?hand=1",
    "/betrieb/organisationen/alpha",
    "/betrieb/knoten",
    "/betrieb/inhalte",
    "/betrieb/mail",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operator_sees_counts_and_nothing_that_is_kept_back() {
    let (_ground, alpha, _, operator) = scene().await;
    alpha.publishes("Radweg am Deich").await;
    let mut hidden = project("Geheimfach für die Amtsleitung");
    hidden["audience"] = json!("own");
    alpha.publishes_this(hidden).await;
    alpha.eventually_finds("Geheimfach").await;
    alpha.editor().await;
    let page = operator.opens("/betrieb").await.is(200).text();
    let row = page.split("<tr>").skip(1).find(|row| row.contains("Stadt Alpha")).expect("a row");
    assert!(
        row.contains("class=\"number\">1</td><td class=\"number\">1</td>"),
        "one person, one public entry: {row}"
    );
    assert!(page.contains(env!("CARGO_PKG_VERSION")) && page.contains("SQLite"), "{page}");
    for path in PAGES {
        let page = operator.opens(path).await.is(200).text();
        assert!(!page.contains("Geheimfach"), "{path}: {page}");
    }
    operator.opens("/verwaltung/alpha").await.is(404);
    operator.opens("/verwaltung/alpha/einstellungen").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn these_pages_are_for_the_operator_alone() {
    let (_ground, alpha, _, _) = scene().await;
    let administrator = alpha.administrator().await;
    for path in PAGES {
        administrator.opens(path).await.is(403);
        let answer = alpha.http("GET", path).for_people().send().await.is(303);
        assert!(answer.header("Location").unwrap().starts_with("/anmelden?weiter=%2Fbetrieb"), "{path}");
    }
    let desk = administrator.opens("/").await.text();
    assert!(desk.contains("href=\"/verwaltung\"") && !desk.contains("href=\"/betrieb\""), "{desk}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_organisation_moves_in_and_the_operator_stays_outside() {
    let (_ground, alpha, _, operator) = scene().await;
    let host = format!("gamma.localhost:{}", alpha.port());
    let fields =
        [("name", "Stadt Gamma"), ("handle", "gamma"), ("host", host.as_str()), ("kind", "municipality")];
    let answer = operator.sends("/betrieb/organisationen", &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some("/betrieb/organisationen/gamma?getan=founded"));
    let page = operator.opens("/betrieb/organisationen/gamma?getan=founded").await.is(200).text();
    for words in
        ["Die Organisation ist angelegt", "Wer verwaltet die Organisation?", "antwortet dieser Knoten"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    operator.opens("/verwaltung/gamma").await.is(404);
    let iri = alpha.node().hosts.by_handle("gamma").unwrap().iri.clone();
    let mut reading = alpha.node().store.reading().await.unwrap();
    assert!(reading.people().members_of(&iri).await.unwrap().is_empty());
    let acts = reading.audit().of_organisation(&iri, 10).await.unwrap();
    assert_eq!(acts[0].who, format!("person {}", operator.person));
    drop(reading);

    for (field, value, sentence) in
        [("handle", "alpha", "gehört hier schon"), ("host", alpha.host(), "gehört hier schon")]
    {
        let wrong: Vec<_> = [("name", "Stadt Delta"), ("handle", "delta"), ("host", host.as_str())]
            .map(|(name, typed)| if name == field { (name, value) } else { (name, typed) })
            .into();
        let page = operator.sends("/betrieb/organisationen", &wrong).await.is(422).text();
        assert!(page.contains(sentence) && page.contains("Stadt Delta"), "{field}: {page}");
    }
    operator.opens("/betrieb/organisationen/nirgends").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_nodes_are_told_in_plain_words_and_escaped() {
    let (ground, alpha, _, operator) = scene().await;
    assert!(operator.opens("/betrieb/knoten").await.is(200).text().contains("mit keinem anderen verbunden"));
    let peer = Peer::new(&ground, "cronfeld").await;
    alpha.befriends(&peer).await;
    assert_eq!(alpha.stance(&peer).await, Stance::Member);
    let page = operator.opens("/betrieb/knoten").await.is(200).text();
    assert!(page.contains(&peer.iri().origin().to_string()) && page.contains("kommt zu uns"), "{page}");
    let now = alpha.node().clock.now();
    let mut change = alpha.node().store.begin().await.unwrap();
    change.peers().failed(&peer.iri().origin(), "502 <script>alert(1)</script>", now, 0).await.unwrap();
    change.commit().await.unwrap();
    let page = operator.opens("/betrieb/knoten").await.is(200).text();
    assert!(page.contains("kommt nichts mehr durch") && page.contains("502 &#60;script&#62;"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_is_tried_with_one_to_oneself() {
    let smtp = Smtp::start().await;
    let ground = Ground::sqlite();
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let operator = town.clerk(MemberRole::Administrator).await;
    operator.runs_the_node().await;
    assert!(operator.opens("/betrieb/mail").await.is(200).text().contains(&operator.mail));
    let page = operator.sends("/betrieb/mail", &[]).await.is(200).text();
    assert!(page.contains("hat die Probe an") && page.contains(&operator.mail), "{page}");
    let mails = smtp.received();
    assert!(mails[0].text().contains("ist eine Probe"), "{}", mails[0].text());
    smtp.answers("RCPT", "550 5.1.1 <b>unknown</b>");
    let page = operator.sends("/betrieb/mail", &[]).await.is(200).text();
    assert!(page.contains("550 5.1.1 &#60;b&#62;") && page.contains("role=\"alert\""), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_is_put_into_the_hands_of_its_first_administrator() {
    let (_ground, alpha, beta, operator) = scene().await;
    let page = "/betrieb/organisationen/beta";
    let wrong = operator.sends(page, &[("mail", "kein Postfach <b>")]).await.is(422).text();
    assert!(wrong.contains("#f-mail") && wrong.contains("kein Postfach &#60;b&#62;"), "{wrong}");
    let handed = operator.sends(page, &[("mail", "ada@beta.example")]).await.is(200).text();
    let link = handed
        .split("value=\"")
        .find_map(|rest| rest.split('"').next().filter(|link| link.contains("/einladung/")));
    let link = link.expect("a link that is shown once").to_owned();
    assert!(link.starts_with(beta.iri().as_str()), "it opens at the organisation's own host: {link}");
    let again = operator.opens(page).await.is(200).text();
    assert!(
        again.contains("Schon eingeladen")
            && again.contains("ada@beta.example")
            && !again.contains("/einladung/"),
        "{again}"
    );

    let path = format!("/{}", link.strip_prefix(beta.iri().as_str()).unwrap());
    let fields =
        [("name", "Ada Beta"), ("password", "Wasserwerk am Deich"), ("repeat", "Wasserwerk am Deich")];
    let request = beta.http("POST", &path).for_people().header("Sec-Fetch-Site", "same-origin").form(&fields);
    let answer = request.send().await;
    assert!([200, 303].contains(&answer.status), "{}: {}", answer.status, answer.text());
    let members = alpha.node().store.reading().await.unwrap().people().members_of(beta.iri()).await.unwrap();
    assert_eq!(members.iter().map(|one| one.role).collect::<Vec<_>>(), [MemberRole::Administrator]);

    let page_now = operator.opens(page).await.is(200).text();
    assert!(!page_now.contains("name=\"mail\""), "it is in their hands: {page_now}");
    operator.sends(page, &[("mail", "noch@jemand.example")]).await.is(403);
    operator.opens("/verwaltung/beta").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_goes_by_mail_where_mails_go_out() {
    let smtp = Smtp::start().await;
    let ground = Ground::sqlite();
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let operator = town.person("Betrieb").await;
    operator.runs_the_node().await;
    let page = "/betrieb/organisationen/auenstadt";
    let answer =
        operator.sends(page, &[("mail", "ada@auenstadt.example"), ("handing", "mail")]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/betrieb/organisationen/auenstadt?getan=invited"));
    let mails = smtp.eventually_receives(1).await;
    assert!(mails[0].text().contains("/einladung/"), "{}", mails[0].text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_could_not_be_applied_is_applied_again_or_thrown_away() {
    let (ground, alpha, _, operator) = scene().await;
    let peer = Peer::new(&ground, "cronfeld").await;
    alpha.befriends(&peer).await;
    let entry = peer.project("1", "Luftschloss");
    let (letter, now) = (peer.creates(&entry), alpha.node().clock.now());
    let body = String::from_utf8(letter.body).unwrap();
    let mut change = alpha.node().store.begin().await.unwrap();
    for body in [&body, "{\"type\":\"<b>\",\"actor\":\"https://anderswo.example/\"}"] {
        change.parked().put(peer.iri(), body, "disk full", now).await.unwrap();
    }
    change.commit().await.unwrap();
    let page = operator.opens("/betrieb/knoten").await.is(200).text();
    assert!(page.contains("ließ sich nicht verarbeiten") && page.contains("disk full"), "{page}");
    assert!(page.contains("<bdi>Create</bdi>") && page.contains("<bdi>&#60;b&#62;</bdi>"), "{page}");
    let parked = alpha.node().store.reading().await.unwrap().parked().list(10).await.unwrap();
    let path = |body: &str, act: &str| {
        let row = parked.iter().find(|row| row.body == body).unwrap();
        format!("/betrieb/knoten/briefe/{}/{act}", row.id)
    };
    operator.sends(&path(&body, "erneut"), &[]).await.is(303);
    assert!(alpha.row(&entry.iri).await.is_some());
    operator.sends(&path(&body, "erneut"), &[]).await.is(404);
    // What is no letter of whoever it was kept for has no effect, and stays until somebody throws it away.
    let odd = parked.iter().find(|row| row.body != body).unwrap().body.clone();
    assert!(operator.sends(&path(&odd, "erneut"), &[]).await.status >= 400);
    operator.sends(&path(&odd, "verwerfen"), &[]).await.is(303);
    operator.sends(&path(&odd, "verwerfen"), &[]).await.is(404);
    assert!(!operator.opens("/betrieb/knoten").await.text().contains("ließ sich nicht verarbeiten"));
    alpha.administrator().await.sends(&path(&odd, "verwerfen"), &[]).await.is(403);
}
