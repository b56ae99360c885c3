//! The own account: name, password, sessions, leaving, going for good.

use commons::{MemberRole, Time};

use crate::harness::{Clerk, Ground, Smtp, Town};

const OLD: &str = "Wasserwerk am Deich";
const NEW: &str = "Klärwerk hinterm Deich";

/// A town, and somebody there who has a password.
async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.editor().await;
    clerk.has_password(OLD).await;
    (ground, town, clerk)
}

impl Clerk {
    /// The same person at another browser.
    async fn elsewhere(&self, browser: &str) -> Self {
        let fields = [("mail", self.mail.as_str()), ("password", OLD)];
        let request = self.town.guest().http("POST", "/anmelden").header("User-Agent", browser);
        self.let_in_by(&request.form(&fields).send().await.is(303))
    }

    async fn changes_password(&self, old: &str, new: &str, repeat: &str) -> crate::harness::Response {
        self.sends("/konto/passwort", &[("old", old), ("password", new), ("repeat", repeat)]).await
    }

    /// The id of the session at this browser, as the page shows it.
    async fn session(&self) -> String {
        let page = self.opens("/konto").await.is(200).text();
        let this = page.split("<li>").find(|row| row.contains(">hier<")).unwrap().to_owned();
        this.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn name_and_language_can_be_changed() {
    let (_ground, _town, clerk) = scene().await;
    let fields = [("act", "rename"), ("name", "  Kim \u{202e} Muster "), ("language", "en")];
    let answer = clerk.sends("/konto", &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some("/konto?lang=en&getan=saved"));
    assert!(clerk.opens("/konto?lang=en").await.text().contains("value=\"Kim Muster\""));
    assert_eq!(clerk.row().await.unwrap().language, commons::Language::English);
    for name in ["", " ", &"ä".repeat(301)] {
        let page = clerk.sends("/konto", &[("act", "rename"), ("name", name)]).await.is(422).text();
        assert!(page.contains("id=\"f-name-problem\""), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_83_a_new_password_ends_every_other_session() {
    let (_ground, _town, clerk) = scene().await;
    let other = clerk.elsewhere("x").await;
    for (old, new, repeat, field) in [
        ("geraten und falsch", NEW, NEW, "old"),
        (OLD, "kurz", "kurz", "password"),
        (OLD, NEW, "anders", "repeat"),
        (OLD, "", "", "password"),
        ("", NEW, NEW, "old"),
    ] {
        let page = clerk.changes_password(old, new, repeat).await.is(422).text();
        assert!(page.contains(&format!("id=\"f-{field}-problem\"")), "{field}: {page}");
        assert!(!page.contains("Deich") && !page.contains("geraten"), "a password is never shown again");
    }
    assert!(other.is_signed_in().await);
    let answer = clerk.changes_password(OLD, NEW, NEW).await.is(303);
    assert_eq!(answer.header("Location"), Some("/konto?getan=password-changed"));
    assert!(clerk.is_signed_in().await && !other.is_signed_in().await);
    clerk.signs_in(OLD).await.is(422);
    clerk.signs_in(NEW).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_84_guessing_the_old_password_is_slowed_down() {
    let (ground, _town, clerk) = scene().await;
    for _ in 0..5 {
        clerk.changes_password("geraten und falsch", NEW, NEW).await.is(422);
    }
    let late = clerk.changes_password(OLD, NEW, NEW).await.is(429);
    assert_eq!(late.header("Retry-After"), Some("60"));
    clerk.sends("/konto/loeschen", &[("sure", "yes"), ("password", OLD)]).await.is(429);
    ground.passes(Time::HOUR);
    clerk.changes_password(OLD, NEW, NEW).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_listed_in_plain_words_and_end_one_by_one_or_all() {
    let (_ground, town, clerk) = scene().await;
    let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let (second, third) = (clerk.elsewhere(firefox).await, clerk.elsewhere("<b>x</b>").await);
    let page = clerk.opens("/konto").await.is(200).text();
    for words in ["Firefox, Windows", "Unbekanntes Gerät", "Prüfstand"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Gecko") && !page.contains("<b>x"), "no more is kept than that");

    let stranger = town.clerk(MemberRole::Administrator).await;
    let id = second.session().await;
    stranger.sends("/konto", &[("act", "end"), ("session", &id)]).await.is(303);
    assert!(second.is_signed_in().await, "nobody ends another's");
    clerk.sends("/konto", &[("act", "end"), ("session", &id)]).await.is(303);
    assert!(!second.is_signed_in().await && third.is_signed_in().await && clerk.is_signed_in().await);

    clerk.sends("/konto", &[("act", "end-others")]).await.is(303);
    assert!(!third.is_signed_in().await && clerk.is_signed_in().await);
    let fourth = clerk.elsewhere(firefox).await;
    let answer = clerk.sends("/konto", &[("act", "end-all")]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/anmelden"));
    assert!(answer.header("Set-Cookie").unwrap().contains("Max-Age=0"));
    assert!(!fourth.is_signed_in().await && !clerk.is_signed_in().await);
    assert!(stranger.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_for_several_chooses_and_can_leave_one() {
    let ground = Ground::sqlite();
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let clerk = alpha.editor().await;
    clerk.joins(&beta, MemberRole::Reader).await;
    let page = clerk.opens("/konto").await.is(200).text();
    assert!(page.contains("Stadt Alpha") && page.contains("Stadt Beta") && page.contains("liest und fragt"));
    clerk.sends("/konto/fuer", &[("organisation", "beta"), ("weiter", "/konto")]).await.is(303);
    let page = clerk.opens("/konto").await.is(200).text();
    assert!(page.contains("schreibt für</span> <b><bdi>Stadt Beta"), "{page}");

    let page = clerk.opens("/konto/verlassen/beta").await.is(200).text();
    assert!(page.contains("Stadt Beta verlassen"), "{page}");
    assert_eq!(clerk.role_in(&beta).await, Some(MemberRole::Reader), "asking changes nothing");
    clerk.sends("/konto/verlassen/beta", &[]).await.is(303);
    assert_eq!((clerk.role_in(&alpha).await, clerk.role_in(&beta).await), (Some(MemberRole::Editor), None));
    assert!(clerk.opens("/konto").await.text().contains("schreibt für</span> <b><bdi>Stadt Alpha"));
    clerk.opens("/konto/verlassen/beta").await.is(404);
    clerk.sends("/konto/verlassen/beta", &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_for_good_leaves_no_name() {
    let smtp = Smtp::start().await;
    let ground = Ground::sqlite();
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let (head, clerk) = (town.administrator().await, town.editor().await);
    clerk.has_password(OLD).await;
    let other = clerk.elsewhere("x").await;
    town.guest().sends("/anmelden/link", &[("mailbox", &clerk.mail)]).await.is(303);
    let link = smtp.eventually_receives(1).await[0].link(&town);

    for (fields, field) in [
        (&[("password", OLD)][..], "f-sure"),
        (&[("sure", "yes"), ("password", "geraten und falsch")][..], "f-password"),
    ] {
        let page = clerk.sends("/konto/loeschen", fields).await.is(422).text();
        assert!(page.contains(&format!("id=\"{field}-problem\"")), "{page}");
    }
    let answer = clerk.sends("/konto/loeschen", &[("sure", "yes"), ("password", OLD)]).await.is(303);
    assert!(answer.header("Set-Cookie").unwrap().contains("Max-Age=0"));
    assert!(clerk.row().await.is_none() && clerk.role_in(&town).await.is_none());
    assert!(!clerk.is_signed_in().await && !other.is_signed_in().await);
    clerk.signs_in(OLD).await.is(422);
    town.guest().opens(&link).await.is(410);
    assert!(!head.opens("/verwaltung/auenstadt/personen").await.text().contains("editor auenstadt"));
    let acts =
        town.node().store.reading().await.unwrap().audit().of_organisation(town.iri(), 100).await.unwrap();
    let last = acts.iter().find(|row| row.act == "erase-account").expect("what was done stays");
    assert_eq!(
        (last.who.as_str(), last.subject.as_str()),
        (format!("person {}", clerk.person).as_str(), clerk.person.as_str())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_alone_runs_the_node_stays() {
    let (_ground, town, clerk) = scene().await;
    clerk.runs_the_node().await;
    let fields = [("sure", "yes"), ("password", OLD)];
    let page = clerk.sends("/konto/loeschen", &fields).await.is(409).text();
    assert!(page.contains("diesen Knoten betreiben"), "{page}");
    town.person("Vertretung").await.runs_the_node().await;
    clerk.sends("/konto/loeschen", &fields).await.is(303);
}
