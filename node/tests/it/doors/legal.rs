//! The pages a law asks for, in the words of each organisation; and barriers that somebody meets.

use commons::{MemberRole, Time};

use crate::harness::{Clerk, Ground, Request, Response, Town};

const PAGES: [&str; 4] = ["/impressum", "/datenschutz", "/barrierefreiheit", "/leichte-sprache"];

async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let head = town.administrator().await;
    (ground, town, head)
}

fn visits(town: &Town, path: &str) -> Request {
    town.http("GET", path).for_people()
}

async fn reads(town: &Town, path: &str) -> String {
    visits(town, path).send().await.is(200).text()
}

fn tells(town: &Town, fields: &[(&str, &str)]) -> Request {
    town.http("POST", "/barrierefreiheit").for_people().header("Sec-Fetch-Site", "same-origin").form(fields)
}

async fn told(town: &Town, body: &str) -> Response {
    tells(town, &[("body", body), ("place", "/suche"), ("mail", "")]).send().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_not_filled_in_says_so_and_every_foot_leads_there() {
    let (_ground, town, _) = scene().await;
    for path in ["/", "/suche", "/anmelden", "/gibt-es-nicht"] {
        let page = visits(&town, path).send().await.text();
        for legal in PAGES {
            assert!(page.contains(&format!("href=\"{legal}\"")), "{path}: {legal}");
        }
        assert!(page.contains("href=\"/barrierefreiheit#melden\""), "{path}");
    }
    assert!(reads(&town, "/impressum").await.contains("das Impressum hier noch nicht ausgefüllt"));
    let privacy = reads(&town, "/datenschutz").await;
    assert!(privacy.contains("noch nicht ergänzt") && privacy.contains("<code>sitzung</code>"), "{privacy}");
    assert!(!privacy.contains("[bitte"), "gaps are for administrators: {privacy}");
    assert!(reads(&town, "/barrierefreiheit").await.contains("steht noch aus"));
    let easy = reads(&town, "/leichte-sprache").await;
    assert!(easy.contains("Diese Seite ist von: Stadt Auenstadt") && !easy.contains("noch nicht"), "{easy}");
    assert!(reads(&town, "/impressum?lang=en").await.contains("has not filled in the legal notice"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_fills_a_page_in_german_and_english() {
    let (_ground, town, head) = scene().await;
    let editor = "/verwaltung/auenstadt/seiten/impressum";
    let page = head.opens(editor).await.is(200).text();
    assert!(page.contains("Das ist ein Entwurf") && page.contains("[bitte ergänzen: Straße"), "{page}");
    let german = "## Wer wir sind\r\n\r\n**Stadt Auenstadt**, Markt 1 <script>alert(1)</script> [x](javascript:alert(1))";
    head.sends(editor, &[("de", german), ("en", "")]).await.is(303);
    let page = reads(&town, "/impressum").await;
    assert!(
        page.contains("<h2>Wer wir sind</h2>") && page.contains("<strong>Stadt Auenstadt</strong>"),
        "{page}"
    );
    assert!(
        !page.contains("<script") && !page.contains("href=\"javascript") && !page.contains("noch nicht"),
        "{page}"
    );
    let page = reads(&town, "/impressum?lang=en").await;
    assert!(
        page.contains("not available in English yet") && page.contains("<div class=\"prose\" lang=\"de\">"),
        "{page}"
    );
    let list = head.opens("/verwaltung/auenstadt/seiten").await.is(200).text();
    assert!(
        list.contains("nur in einer Sprache (de)") && list.matches("noch nicht ausgefüllt").count() == 3,
        "{list}"
    );

    head.sends(editor, &[("de", german), ("en", "## Who we are")]).await.is(303);
    assert!(reads(&town, "/impressum?lang=en").await.contains("<h2>Who we are</h2>"));
    let page = head.opens(editor).await.is(200).text();
    assert!(page.contains("&#60;script&#62;") && !page.contains("Das ist ein Entwurf"), "{page}");
    head.sends(editor, &[("de", ""), ("en", "")]).await.is(303);
    assert!(reads(&town, "/impressum").await.contains("noch nicht ausgefüllt"));

    let long = "ä".repeat(30_001);
    let page = head.sends(editor, &[("de", "kurz"), ("en", &long)]).await.is(422).text();
    assert!(page.contains("#f-en") && page.contains("kurz</textarea>"), "nothing typed is lost");
    for nowhere in ["imprint", "..", "%2e%2e%2fx", "IMPRESSUM"] {
        head.opens(&format!("/verwaltung/auenstadt/seiten/{nowhere}")).await.is(404);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_host_shows_its_own_words() {
    let ground = Ground::sqlite();
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let head = alpha.administrator().await;
    head.sends("/verwaltung/alpha/seiten/impressum", &[("de", "Nur von Alpha"), ("en", "")]).await.is(303);
    assert!(reads(&alpha, "/impressum").await.contains("Nur von Alpha"));
    assert!(!reads(&beta, "/impressum").await.contains("Nur von Alpha"));
    told(&beta, "Nur für Beta").await.is(303);
    assert!(!head.opens("/verwaltung/alpha/meldungen").await.is(200).text().contains("Nur für Beta"));
    let other = beta.administrator().await;
    let page = other.opens("/verwaltung/beta/meldungen").await.is(200).text();
    let settle = page
        .split("action=\"")
        .find_map(|rest| rest.split('"').next().filter(|path| path.contains("/meldungen/")));
    let settle = settle.expect("a form").to_owned();
    head.sends(&settle, &[]).await.is(404);
    head.sends(&settle.replace("/beta/", "/alpha/"), &[]).await.is(404);
    assert!(other.opens("/verwaltung/beta/meldungen").await.text().contains("Nur für Beta"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_barrier_is_told_without_signing_in_and_settled_by_an_administrator() {
    let (ground, town, head) = scene().await;
    let page = reads(&town, "/barrierefreiheit?seite=%2Fsuche%22%3E%3Cb%3E").await;
    assert!(page.contains("value=\"/suche&#34;&#62;&#60;b&#62;\""), "{page}");
    let fields = [
        ("body", "Der Vorleser <b>schweigt</b>\r\nbei den Filtern"),
        ("place", "/suche"),
        ("mail", "ada@example.org"),
    ];
    let answer = tells(&town, &fields).send().await.is(303);
    assert_eq!(answer.header("Location"), Some("/barrierefreiheit?getan=told"));
    assert!(reads(&town, "/barrierefreiheit?getan=told").await.contains("Ihre Meldung ist angekommen"));

    assert!(head.opens("/verwaltung/auenstadt").await.text().contains("Jemand hat eine Barriere gemeldet"));
    let page = head.opens("/verwaltung/auenstadt/meldungen").await.is(200).text();
    assert!(page.contains("&#60;b&#62;schweigt") && page.contains("mailto:ada@example.org"), "{page}");
    town.clerk(MemberRole::Approver).await.opens("/verwaltung/auenstadt/meldungen").await.is(403);
    let settle = page
        .split("action=\"")
        .find_map(|rest| rest.split('"').next().filter(|path| path.contains("/meldungen/")));
    let settle = settle.expect("a form").to_owned();
    head.sends(&settle, &[]).await.is(303);
    head.sends(&settle, &[]).await.is(404);
    let page = head.opens("/verwaltung/auenstadt/meldungen").await.text();
    assert!(page.contains("Zurzeit ist keine Meldung offen") && !page.contains("mailto:"), "{page}");
    ground.passes(181 * Time::DAY);
    let node = town.node();
    let before = node::operations::barrier::kept_since(node.clock.now());
    let forgotten =
        node.store.write(move |change| Box::pin(async move { change.barriers().forget(before).await }));
    assert_eq!(forgotten.await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_must_say_something_and_not_too_often() {
    let (ground, town, head) = scene().await;
    for (fields, field) in [
        ([("body", "  "), ("place", "/suche"), ("mail", "")], "body"),
        ([("body", "Zu blass"), ("place", "/suche"), ("mail", "kein Postfach")], "mail"),
        ([("body", "Zu blass"), ("place", "/suche"), ("mail", "a@b.de\r\nBcc: c@d.de")], "mail"),
    ] {
        let page = tells(&town, &fields).send().await.is(422).text();
        assert!(page.contains(&format!("#f-{field}")) && page.contains("value=\"/suche\""), "{page}");
    }
    let long = "ä".repeat(5_001);
    tells(&town, &[("body", &long)]).send().await.is(422);
    for number in 1..=5 {
        told(&town, &format!("Barriere {number}")).await.is(303);
    }
    let page = told(&town, "Barriere 6").await.is(429).text();
    assert!(page.contains("Barriere 6</textarea>"), "what was typed stays: {page}");
    let page = head.opens("/verwaltung/auenstadt/meldungen").await.text();
    assert!(page.contains("Barriere 5") && !page.contains("Barriere 6"));
    ground.passes(Time::HOUR + Time::MINUTE);
    told(&town, "Barriere 7").await.is(303);
    let bare = town.http("POST", "/barrierefreiheit").for_people().form(&[("body", "von anderswo")]);
    bare.clone().send().await.is(403);
    bare.header("Origin", "https://evil.example").send().await.is(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_overview_lists_what_is_missing_until_it_is_there() {
    let (ground, town, head) = scene().await;
    let page = head.opens("/verwaltung/auenstadt").await.is(200).text();
    let (missing, there) = page.split_once("Schon da").expect("both lists");
    for words in [
        "Impressum",
        "Datenschutz",
        "Ansprechstelle",
        "Eine zweite Person",
        "Die erste verbundene Organisation",
        "Der erste Eintrag",
        "Logo",
    ] {
        assert!(missing.contains(words), "{words}: {page}");
    }
    assert!(there.contains("Sicherung"), "{there}");
    head.sends(
        "/verwaltung/auenstadt/seiten/impressum",
        &[("de", "Auenstadt, [bitte ergänzen: Straße]"), ("en", "")],
    )
    .await
    .is(303);
    let page = head.opens("/verwaltung/auenstadt").await.text();
    assert!(
        page.split_once("Schon da").unwrap().0.contains("Impressum"),
        "a page with gaps is not filled in"
    );
    head.sends("/verwaltung/auenstadt/seiten/impressum", &[("de", "Auenstadt, Markt 1"), ("en", "")])
        .await
        .is(303);
    town.clerk(MemberRole::Editor).await;
    town.publishes("Radweg").await;
    let neighbour = ground.town("birkenried").await;
    town.asks(&neighbour.organisation.address()).await.is(201);
    let page = head.opens("/verwaltung/auenstadt").await.text();
    let (missing, there) = page.split_once("Schon da").expect("both lists");
    for words in [
        "Impressum</a>",
        "Eine zweite Person",
        "Die erste verbundene Organisation</a>",
        "Der erste Eintrag</a>",
    ] {
        assert!(there.contains(words) && !missing.contains(&format!("<b>{words}")), "{words}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_without_organisations_has_no_legal_pages() {
    let ground = Ground::sqlite();
    let house = ground.house("leer").await;
    for path in PAGES {
        let page =
            Request::new(house.port(), "127.0.0.1", "GET", path).for_people().send().await.is(404).text();
        assert!(!page.contains("href=\"/impressum\""), "{path}");
    }
}
