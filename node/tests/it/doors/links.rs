//! Coming in by a link that was asked for by mail.
//!
//! That unknown mailboxes take as long to answer as known ones is not measured here: the same is looked up, counted and written down for
//! both, which is what `row_85` looks at.

use commons::{MemberRole, Time};
use node::jobs::tidy;
use store::people::Access;

use crate::harness::{Clerk, Ground, Request, Response, Smtp, Town, a_while};

const PASSWORD: &str = "Wasserwerk am Deich";

/// A town that sends mail, and somebody who works there.
async fn scene() -> (Ground, Smtp, Town, Clerk) {
    on(Ground::sqlite()).await
}

async fn on(ground: Ground) -> (Ground, Smtp, Town, Clerk) {
    let smtp = Smtp::start().await;
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let clerk = town.clerk(MemberRole::Editor).await;
    (ground, smtp, town, clerk)
}

async fn asks(town: &Town, mail: &str) -> Response {
    town.guest().sends("/anmelden/link", &[("mailbox", mail)]).await
}

/// The link in the mail that comes after so many others.
async fn link(town: &Town, smtp: &Smtp, clerk: &Clerk, before: usize) -> String {
    asks(town, &clerk.mail).await.is(303);
    let received = smtp.eventually_receives(before + 1).await;
    assert_eq!(received[before].to, [format!("<{}>", clerk.mail)]);
    received[before].link(town)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_by_mail_lets_in_once_and_looking_does_not_use_it_up() {
    let (_ground, smtp, town, clerk) = scene().await;
    let link = link(&town, &smtp, &clerk, 0).await;
    assert!(link.starts_with("/anmelden/") && link.len() > 50, "{link}");
    for _ in 0..3 {
        // As a program would that looks for viruses.
        let page = town.guest().opens(&link).await.is(200);
        assert!(page.text().contains("editor auenstadt") && page.header("Set-Cookie").is_none());
    }
    let answer = town.guest().sends(&link, &[]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/mein-bereich?getan=came-without-password"));
    let inside = clerk.let_in_by(&answer);
    assert!(inside.is_signed_in().await);
    assert!(inside.cookie.len() >= 43 && inside.cookie != town.guest().cookie, "row 82: a secret of its own");
    for again in [town.guest().sends(&link, &[]).await, town.guest().opens(&link).await] {
        assert!(again.is(410).header("Set-Cookie").is_none(), "row 86: reuse");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_86_a_link_ends_after_an_hour_and_when_a_newer_one_comes() {
    let (ground, smtp, town, clerk) = scene().await;
    let first = link(&town, &smtp, &clerk, 0).await;
    let second = link(&town, &smtp, &clerk, 1).await;
    town.guest().sends(&first, &[]).await.is(410);
    ground.passes(Time::HOUR - Time::MINUTE);
    town.guest().opens(&second).await.is(200);
    ground.passes(Time::MINUTE);
    town.guest().opens(&second).await.is(410);
    town.guest().sends(&second, &[]).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_86_a_link_leads_to_the_organisation_whatever_host_was_asked() {
    let (_ground, smtp, town, clerk) = scene().await;
    for (number, host) in ["evil.example", "auenstadt.localhost.evil.example:80", ""].iter().enumerate() {
        let request = Request::new(town.port(), host, "POST", "/anmelden/link").for_people();
        let request =
            request.header("Sec-Fetch-Site", "same-origin").header("X-Forwarded-Host", "evil.example");
        request.form(&[("mailbox", &clerk.mail)]).send().await.is(303);
        let received = smtp.eventually_receives(number + 1).await.remove(number);
        assert!(!received.text().contains("evil"), "{}", received.text());
        town.guest().opens(&received.link(&town)).await.is(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_86_the_address_of_a_link_is_told_to_nobody() {
    let (_ground, smtp, town, clerk) = scene().await;
    let link = link(&town, &smtp, &clerk, 0).await;
    for path in [link.as_str(), "/anmelden/spent", "/einladung/spent", &format!("{link}/cut-badly")] {
        let answer = town.guest().opens(path).await;
        assert_eq!(answer.header("Referrer-Policy"), Some("strict-origin"), "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("private, no-store"), "{path}");
        assert_eq!(answer.header("X-Robots-Tag"), Some("noindex"), "{path}");
    }
    assert_eq!(town.guest().opens("/anmelden").await.header("Referrer-Policy"), Some("same-origin"));
    // So a browser sends the form of such a page, also one that is too old to say whether it is the same site.
    let origin = town.iri().origin();
    let request = town.http("POST", &link).for_people().header("Origin", origin.as_str());
    request.header("Referer", town.iri().as_str()).form(&[]).send().await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_81_no_other_site_can_use_a_link_up() {
    let (_ground, smtp, town, clerk) = scene().await;
    let link = link(&town, &smtp, &clerk, 0).await;
    let bare = town.http("POST", &link).for_people().form(&[]);
    bare.clone().send().await.is(403);
    bare.header("Sec-Fetch-Site", "cross-site").send().await.is(403);
    town.guest().sends(&link, &[]).await.is(303);
}

both_engines!(row_85_whether_a_mailbox_is_somebodys_is_not_told, |ground| async move {
    let (_ground, smtp, town, clerk) = on(ground).await;
    let closed = town.clerk(MemberRole::Reader).await;
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_access(&closed.person, Access::Disabled).await.unwrap();
    change.commit().await.unwrap();

    let mut answers = Vec::new();
    for mail in [clerk.mail.as_str(), &clerk.mail.to_uppercase(), "niemand@example.de", &closed.mail] {
        let answer = asks(&town, mail).await.is(303);
        answers.push((answer.header("Location").map(str::to_owned), answer.text()));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(smtp.eventually_receives(2).await.len(), 2);
    a_while().await;
    assert_eq!(smtp.received().len(), 2, "nobody else gets a mail");
    // For everybody the same was written down; what is for nobody had run out before it could be sent.
    let mut reading = town.node().store.reading().await.unwrap();
    let waiting = reading.mails().list(10).await.unwrap();
    let mut waiting: Vec<_> = waiting.iter().map(|mail| mail.recipient.as_str()).collect();
    waiting.sort_unstable();
    let mut nobodys = [closed.mail.as_str(), "niemand@example.de"];
    nobodys.sort_unstable();
    assert_eq!(waiting, nobodys);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_mailbox_is_said_beside_the_field() {
    let (_ground, smtp, town, _) = scene().await;
    for wrong in ["", "kim", "kim@auenstadt", "kim@auenstadt.de, ada@auenstadt.de"] {
        let page = asks(&town, wrong).await.is(422).text();
        assert!(page.contains("id=\"f-mailbox-problem\"") && page.contains("keine Mailadresse"), "{page}");
    }
    assert!(smtp.received().is_empty());
}

both_engines!(row_84_mails_to_a_mailbox_are_few_also_when_many_ask_at_once, |ground| async move {
    let (ground, smtp, town, clerk) = on(ground).await;
    for mail in [clerk.mail.as_str(), "niemand@example.de"] {
        let answers = futures::future::join_all((0..20).map(|_| asks(&town, mail))).await;
        let taken = answers.iter().filter(|answer| answer.status == 303).count();
        assert!((1..=5).contains(&taken), "{taken} of 20 for {mail}");
        assert!(answers.iter().all(|answer| [303, 429].contains(&answer.status)), "{mail}");
        let late = asks(&town, mail).await.is(429);
        assert_eq!(late.header("Retry-After"), Some("60"));
        assert!(late.text().contains("Vielleicht ist die Mail schon da"), "{}", late.text());
    }
    a_while().await;
    assert!(smtp.received().len() <= 5);
    ground.passes(Time::HOUR + Time::MINUTE);
    asks(&town, &clerk.mail).await.is(303);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_84_one_address_does_not_have_mails_sent_to_many() {
    let (_ground, _smtp, town, _) = scene().await;
    let mut statuses = Vec::new();
    for number in 0..32 {
        statuses.push(asks(&town, &format!("niemand{number}@example.de")).await.status);
    }
    assert_eq!((statuses[29], statuses[30], statuses[31]), (303, 429, 429));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_84_who_guesses_passwords_does_not_close_the_way_by_mail() {
    let (_ground, smtp, town, clerk) = scene().await;
    clerk.has_password(PASSWORD).await;
    for _ in 0..6 {
        clerk.signs_in("geraten und falsch").await;
    }
    clerk.signs_in(PASSWORD).await.is(429);
    let link = link(&town, &smtp, &clerk, 0).await;
    town.guest().sends(&link, &[]).await.is(303);
}

both_engines!(of_many_who_use_a_link_at_once_one_gets_in, |ground| async move {
    let (_ground, smtp, town, clerk) = on(ground).await;
    let link = link(&town, &smtp, &clerk, 0).await;
    let guest = town.guest();
    let answers = futures::future::join_all((0..12).map(|_| guest.sends(&link, &[]))).await;
    let in_and_out = [303, 410].map(|status| answers.iter().filter(|answer| answer.status == status).count());
    assert_eq!(in_and_out, [1, 11]);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_83_a_link_lets_nobody_in_who_was_disabled_meanwhile() {
    let (_ground, smtp, town, clerk) = scene().await;
    let link = link(&town, &smtp, &clerk, 0).await;
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_access(&clerk.person, Access::Disabled).await.unwrap();
    change.commit().await.unwrap();
    town.guest().opens(&link).await.is(410);
    town.guest().sends(&link, &[]).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_proves_first_that_a_mailbox_is_theirs_finds_nobody_else_in_the_account() {
    let (_ground, smtp, town, clerk) = scene().await;
    // Somebody was handed the invitation of another person, chose a password and is signed in.
    clerk.has_password(PASSWORD).await;
    let foisted = clerk.let_in_by(&clerk.signs_in(PASSWORD).await);
    let answer = town.guest().sends(&link(&town, &smtp, &clerk, 0).await, &[]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/konto?getan=mailbox-proven"));
    let owner = clerk.let_in_by(&answer);
    assert!(owner.is_signed_in().await && !foisted.is_signed_in().await && !clerk.is_signed_in().await);
    clerk.signs_in(PASSWORD).await.is(422);

    // From then on it is the owner's own password, and a link leaves it alone.
    owner.has_password("Klärwerk am Deich").await;
    let answer = town.guest().sends(&link(&town, &smtp, &clerk, 1).await, &[]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/konto?getan=came-by-link"));
    assert!(owner.is_signed_in().await, "only what was there before the proof ended");
    clerk.signs_in("Klärwerk am Deich").await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_came_by_a_link_may_set_a_password_without_the_old_one_for_an_hour() {
    let (ground, smtp, town, clerk) = scene().await;
    let first = town.guest().sends(&link(&town, &smtp, &clerk, 0).await, &[]).await;
    clerk.let_in_by(&first).has_password(PASSWORD).await;
    let answer = town.guest().sends(&link(&town, &smtp, &clerk, 1).await, &[]).await.is(303);
    let owner = clerk.let_in_by(&answer);
    let fields = [("password", "Klärwerk am Deich"), ("repeat", "Klärwerk am Deich")];
    let without_old = !owner.opens("/konto/passwort").await.is(200).text().contains("f-old");
    assert!(without_old);
    owner.sends("/konto/passwort", &fields).await.is(303);
    ground.passes(Time::HOUR);
    assert!(owner.opens("/konto/passwort").await.is(200).text().contains("f-old"));
    owner.sends("/konto/passwort", &fields).await.is(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_leads_on_to_where_somebody_wanted_to_go_and_nowhere_else() {
    let (_ground, smtp, town, clerk) = scene().await;
    for (number, (wanted, led)) in [
        ("/suche?q=Kita", "/suche?q=Kita&getan=came-without-password"),
        ("https://evil.example/", "/mein-bereich?getan=came-without-password"),
        ("//evil.example/", "/mein-bereich?getan=came-without-password"),
    ]
    .into_iter()
    .enumerate()
    {
        let fields = [("mailbox", clerk.mail.as_str()), ("weiter", wanted)];
        town.guest().sends("/anmelden/link", &fields).await.is(303);
        let link = smtp.eventually_receives(number + 1).await[number].link(&town);
        let answer = town.guest().sends(&link, &[]).await.is(303);
        assert_eq!(answer.header("Location"), Some(led));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_when_the_session_ended_waits_while_the_mail_is_fetched() {
    let (_ground, smtp, town, clerk) = scene().await;
    let typed = [("organisation", "auenstadt"), ("notiz", "Zwei Sätze & mehr"), ("password", "geheim genug")];
    let page = town.guest().sends("/konto/fuer", &typed).await.is(401).text();
    assert!(page.contains("action=\"/anmelden/link\"") && page.contains("Zwei+S%C3%A4tze"), "{page}");
    assert!(!page.contains("geheim"), "a password lies in no page");
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&typed[..2]).finish();
    let fields = [("mailbox", clerk.mail.as_str()), ("weiter", "/konto/fuer"), ("inhalt", body.as_str())];
    let page = town.guest().sends("/anmelden/link", &fields).await.is(200).text();
    assert!(page.contains("action=\"/konto/fuer\"") && page.contains("Zwei Sätze &#38; mehr"), "{page}");
    let link = smtp.eventually_receives(1).await[0].link(&town);
    let inside = clerk.let_in_by(&town.guest().sends(&link, &[]).await.is(303));
    inside.sends("/konto/fuer", &typed[..2]).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_the_page_says_who_can_give_a_link() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.clerk(MemberRole::Editor).await;
    for page in ["/anmelden", "/anmelden/link"] {
        let page = town.guest().opens(page).await.is(200).text();
        assert!(page.contains("tempomacher staff link") && !page.contains("f-mailbox"), "{page}");
    }
    for mail in [clerk.mail.as_str(), "niemand@example.de"] {
        assert_eq!(asks(&town, mail).await.is(303).header("Location"), Some("/anmelden/link"));
    }
    assert!(town.node().store.reading().await.unwrap().mails().list(10).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_run_out_is_forgotten() {
    let (ground, smtp, town, clerk) = scene().await;
    let link = link(&town, &smtp, &clerk, 0).await;
    clerk.signs_in("geraten und falsch").await;
    ground.passes(Time::HOUR);
    tidy::tidy(&town.node()).await.unwrap();
    town.guest().opens(&link).await.is(410);
    assert!(clerk.is_signed_in().await, "sessions last longer");
    ground.passes(15 * Time::DAY);
    tidy::tidy(&town.node()).await.unwrap();
    let now = town.node().clock.now();
    let mut reading = town.node().store.reading().await.unwrap();
    assert!(reading.sessions().of_person(&clerk.person, Time::from_millis(0)).await.unwrap().is_empty());
    let closed = reading.attempts().closed_until(&format!("account {}", clerk.mail)).await.unwrap();
    assert!(closed < now);
}
