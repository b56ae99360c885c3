//! Registering oneself as a reader: off by default, by listed domains, and only by a mail.

use commons::{MemberRole, Settings, Time};
use store::people::Access;

use crate::harness::{Clerk, Ground, Request, Response, Smtp, Town, a_while};

const PASSWORD: &str = "Wasserwerk am Deich";
const NEW: &str = "kim.muster@auenstadt.de";

/// A town that sends mail and lets whoever has a mailbox of its domain register.
async fn scene() -> (Ground, Smtp, Town) {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    town.lists(&["auenstadt.de"]).await;
    (ground, smtp, town)
}

impl Town {
    async fn lists(&self, domains: &[&str]) {
        let reader_domains = domains.iter().map(|domain| (*domain).to_owned()).collect();
        let settings = Settings { reader_domains, ..Settings::default() };
        let mut change = self.node().store.begin().await.unwrap();
        change.settings().put(self.iri(), &settings).await.unwrap();
        change.commit().await.unwrap();
    }

    async fn is_asked_by(&self, mail: &str) -> Response {
        self.guest().sends("/registrieren", &[("mailbox", mail)]).await
    }

    async fn known(&self, mail: &str) -> Option<Clerk> {
        let row = self.node().store.reading().await.unwrap().people().by_mail(mail).await.unwrap()?;
        Some(Clerk { person: row.id, mail: mail.to_owned(), ..self.guest() })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_a_mailbox_of_a_listed_domain_becomes_a_reader() {
    let (_ground, smtp, town) = scene().await;
    assert!(town.guest().opens("/anmelden").await.is(200).text().contains("href=\"/registrieren\""));
    assert!(town.guest().opens("/registrieren").await.is(200).text().contains("@auenstadt.de"));
    let answer = town.is_asked_by("Kim.Muster@Auenstadt.de").await.is(303);
    assert_eq!(answer.header("Location"), Some("/registrieren?getan=registration-asked"));
    let mail = smtp.eventually_receives(1).await.remove(0);
    assert_eq!(
        (mail.to.as_slice(), mail.subject().as_str()),
        ([format!("<{NEW}>")].as_slice(), "Ihr Konto bei Stadt Auenstadt")
    );
    let link = mail.link(&town);
    for _ in 0..2 {
        let page = town.guest().opens(&link).await.is(200);
        assert!(page.text().contains(NEW) && page.header("Referrer-Policy") == Some("strict-origin"));
    }
    let page = town.guest().sends(&link, &[("name", ""), ("password", "kurz")]).await.is(422).text();
    assert!(page.contains("f-name-problem") && page.contains("f-password-problem"), "{page}");
    let fields = [("name", "Kim Muster"), ("password", PASSWORD), ("repeat", PASSWORD)];
    let answer = town.guest().sends(&link, &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some("/willkommen"));
    let kim = town.known(NEW).await.unwrap().let_in_by(&answer);
    assert!(kim.is_signed_in().await);
    assert_eq!(kim.role_in(&town).await, Some(MemberRole::Reader));
    assert!(kim.row().await.unwrap().proven.is_some());
    kim.signs_in(PASSWORD).await.is(303);
    town.guest().sends(&link, &fields).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_domain_is_listed_or_no_mail_goes_out_there_is_no_such_page() {
    let smtp = Smtp::start().await;
    let ground = Ground::sqlite();
    let unlisted = ground.town_with_mail("auenstadt", smtp.config()).await;
    let mailless = ground.town("birkenried").await;
    mailless.lists(&["auenstadt.de"]).await;
    for town in [unlisted, mailless] {
        assert!(!town.guest().opens("/anmelden").await.text().contains("href=\"/registrieren\""));
        town.guest().opens("/registrieren").await.is(404);
        town.is_asked_by(NEW).await.is(404);
    }
    assert!(smtp.received().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_organisation_lists_its_own_domains() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let house = ground.house_with_mail("haus", smtp.config()).await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    alpha.lists(&["auenstadt.de"]).await;
    beta.guest().opens("/registrieren").await.is(404);
    beta.is_asked_by(NEW).await.is(404);
    alpha.is_asked_by(NEW).await.is(303);
    let link = smtp.eventually_receives(1).await[0].link(&alpha);
    // The link counts for the organisation that gave it, at whichever host it is opened.
    beta.guest().sends(&link, &[("name", "Kim")]).await.is(303);
    let kim = alpha.known(NEW).await.unwrap();
    assert_eq!((kim.role_in(&alpha).await, kim.role_in(&beta).await), (Some(MemberRole::Reader), None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_mailboxes_are_turned_away_beside_the_field() {
    let (_ground, smtp, town) = scene().await;
    for other in [
        "kim@birkenried.de",
        "kim@sub.auenstadt.de",
        "kim@auenstadt.de.evil.example",
        "kim@evil-auenstadt.de",
        "kim",
        "",
        "kim@auenstadt.de\r\nBcc: x@evil.example",
    ] {
        let page = town.is_asked_by(other).await.is(422).text();
        assert!(page.contains("id=\"f-mailbox-problem\""), "{other}: {page}");
    }
    a_while().await;
    assert!(smtp.received().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_85_who_is_known_is_answered_like_who_is_not_and_gets_a_link_to_sign_in() {
    let (_ground, smtp, town) = scene().await;
    let mut known = town.person("Kim").await;
    let mut closed = town.person("Zu").await;
    for (clerk, mail) in [(&mut known, NEW), (&mut closed, "zu@auenstadt.de")] {
        // As if invited there before.
        let mut change = town.node().store.begin().await.unwrap();
        change.people().erase(&clerk.person).await.unwrap();
        let row = change.people().add("Kim", mail, town.node().clock.now()).await.unwrap().unwrap();
        (clerk.person, clerk.mail) = (row.id, mail.to_owned());
        change.commit().await.unwrap();
    }
    known.joins(&town, MemberRole::Approver).await;
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_access(&closed.person, Access::Disabled).await.unwrap();
    change.commit().await.unwrap();

    let mut answers = Vec::new();
    for mail in [NEW, "niemand@auenstadt.de", "zu@auenstadt.de"] {
        let answer = town.is_asked_by(mail).await.is(303);
        answers.push((answer.header("Location").map(str::to_owned), answer.text()));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let mails = smtp.eventually_receives(2).await;
    a_while().await;
    assert_eq!(smtp.received().len(), 2, "who is shut out gets none");
    let mail = mails.iter().find(|mail| mail.to == [format!("<{NEW}>")]).unwrap();
    assert!(mail.text().contains("Sie haben schon eines"), "{}", mail.text());
    let link = mail.link(&town);
    let page = town.guest().opens(&link).await.is(200).text();
    assert!(page.contains("schon ein Konto, Kim") && !page.contains("f-name"), "{page}");
    let inside = known.let_in_by(&town.guest().sends(&link, &[]).await.is(303));
    assert!(inside.is_signed_in().await);
    assert_eq!(known.role_in(&town).await, Some(MemberRole::Approver), "no role is taken away");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_to_register_ends_after_a_day_with_a_newer_one_and_with_its_domain() {
    let (ground, smtp, town) = scene().await;
    let mut links = Vec::new();
    for number in 0..3 {
        town.is_asked_by(NEW).await.is(303);
        links.push(smtp.eventually_receives(number + 1).await[number].link(&town));
    }
    town.guest().opens(&links[1]).await.is(410);
    town.lists(&["birkenried.de"]).await;
    town.guest().opens(&links[2]).await.is(410);
    town.guest().sends(&links[2], &[("name", "Kim")]).await.is(410);
    town.lists(&["auenstadt.de"]).await;
    town.guest().opens(&links[2]).await.is(200);
    ground.passes(Time::DAY);
    town.guest().sends(&links[2], &[("name", "Kim")]).await.is(410);
    assert!(town.known(NEW).await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_84_registering_is_slowed_down_like_asking_for_a_link() {
    let (_ground, smtp, town) = scene().await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(town.is_asked_by(NEW).await.status);
    }
    // Both pages send mails to the same mailbox: they count together.
    for _ in 0..2 {
        statuses.push(town.guest().sends("/anmelden/link", &[("mailbox", NEW)]).await.status);
    }
    statuses.push(town.is_asked_by(NEW).await.status);
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429, 429]);
    a_while().await;
    assert_eq!(smtp.received().len(), 4, "the link for nobody is no mail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_86_the_link_in_the_mail_leads_to_the_organisation_whatever_host_was_asked() {
    let (_ground, smtp, town) = scene().await;
    let request = Request::new(town.port(), "evil.example", "POST", "/registrieren").for_people();
    request.header("Sec-Fetch-Site", "same-origin").form(&[("mailbox", NEW)]).send().await.is(303);
    let mail = smtp.eventually_receives(1).await.remove(0);
    assert!(!mail.text().contains("evil"));
    town.guest().opens(&mail.link(&town)).await.is(200);
}
