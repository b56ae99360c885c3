//! Coming in by mailbox and password, and everything that should not let anybody in.

use commons::{MemberRole, Time};
use store::people::Hash;

use crate::harness::{Clerk, Ground, Request, Response, Town};

const PASSWORD: &str = "Wasserwerk am Deich";

/// A town, and somebody there who has a password and is signed in.
async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.clerk(MemberRole::Editor).await;
    let hash: Hash = town.node().passwords.make(PASSWORD).await.unwrap();
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_password(&clerk.person, &hash).await.unwrap();
    change.commit().await.unwrap();
    (ground, town, clerk)
}

fn attempt(town: &Town, mail: &str, password: &str, weiter: &str) -> Request {
    let fields = [("mail", mail), ("password", password), ("weiter", weiter)];
    town.http("POST", "/anmelden").for_people().header("Sec-Fetch-Site", "same-origin").form(&fields)
}

async fn tries(town: &Town, mail: &str, password: &str) -> Response {
    attempt(town, mail, password, "").send().await
}

fn cookie(answer: &Response) -> String {
    let cookie = answer.header("Set-Cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    cookie.split(['=', ';']).nth(1).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mailbox_and_password_let_in_and_leaving_ends_it() {
    let (_ground, town, clerk) = scene().await;
    let answer = attempt(&town, &clerk.mail.to_uppercase(), PASSWORD, "/suche?q=Kita").send().await.is(303);
    assert_eq!(answer.header("Location"), Some("/suche?q=Kita"));
    let inside = Clerk { cookie: cookie(&answer), ..clerk.clone() };
    assert!(inside.opens("/").await.is(200).text().contains("editor auenstadt"));
    inside.sends("/abmelden", &[]).await.is(303);
    assert!(!inside.opens("/").await.is(200).text().contains("editor auenstadt"));
    assert!(clerk.opens("/").await.text().contains("editor auenstadt"), "the other browser stays signed in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_82_each_sign_in_has_a_secret_of_its_own() {
    let (_ground, town, clerk) = scene().await;
    let foisted = attempt(&town, &clerk.mail, PASSWORD, "").header("Cookie", "sitzung=foisted");
    let (first, second) = (cookie(&foisted.send().await.is(303)), cookie(&foisted.send().await.is(303)));
    assert!(first != "foisted" && first != second && first.len() >= 43);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_85_a_wrong_password_and_an_unknown_mailbox_are_answered_alike() {
    let (_ground, town, clerk) = scene().await;
    let wrong = tries(&town, &clerk.mail, "Klärwerk am Deich").await.is(422);
    let unknown = tries(&town, "niemand@example.de", PASSWORD).await.is(422);
    assert!(wrong.header("Set-Cookie").is_none() && unknown.header("Set-Cookie").is_none());
    let plain = |answer: &Response, mail: &str| answer.text().replace(mail, "");
    assert_eq!(plain(&wrong, &clerk.mail), plain(&unknown, "niemand@example.de"));
    assert!(!wrong.text().contains("Klärwerk"), "a password is never shown again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_84_guessing_is_slowed_down_also_when_many_guess_at_once() {
    let (ground, town, clerk) = scene().await;
    let guess = attempt(&town, &clerk.mail, "geraten und falsch", "");
    let answers = futures::future::join_all((0..20).map(|_| guess.send())).await;
    let looked_at = answers.iter().filter(|answer| answer.status == 422).count();
    assert!((1..=5).contains(&looked_at), "{looked_at} guesses were looked at");
    let late = tries(&town, &clerk.mail, PASSWORD).await.is(429);
    assert_eq!(late.header("Retry-After"), Some("60"));
    ground.passes(Time::HOUR + Time::MINUTE);
    tries(&town, &clerk.mail, PASSWORD).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_81_what_no_page_of_ours_sent_is_refused() {
    let (_ground, town, clerk) = scene().await;
    let bare = || {
        let cookie = format!("sitzung={}", clerk.cookie);
        town.http("POST", "/abmelden").for_people().header("Cookie", &cookie).form(&[])
    };
    for (what, request) in [
        ("neither header", bare()),
        ("cross-site", bare().header("Sec-Fetch-Site", "cross-site")),
        ("same-site", bare().header("Sec-Fetch-Site", "same-site")),
        ("another origin", bare().header("Origin", "https://evil.example")),
        ("null", bare().header("Origin", "null")),
    ] {
        assert_eq!(request.send().await.status, 403, "{what}");
    }
    assert!(clerk.opens("/").await.text().contains("editor auenstadt"), "still signed in");
    let fields = [("mail", clerk.mail.as_str()), ("password", PASSWORD)];
    let foreign = town.http("POST", "/anmelden").for_people().header("Sec-Fetch-Site", "cross-site");
    foreign.form(&fields).send().await.is(403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_83_a_session_of_somebody_disabled_is_dead_at_once() {
    let (_ground, town, clerk) = scene().await;
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_access(&clerk.person, store::people::Access::Disabled).await.unwrap();
    change.commit().await.unwrap();
    assert!(!clerk.opens("/").await.text().contains("editor auenstadt"));
    tries(&town, &clerk.mail, PASSWORD).await.is(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_when_the_session_ended_is_carried_through_the_sign_in() {
    let (_ground, _town, clerk) = scene().await;
    let stale = Clerk { cookie: "ended".to_owned(), ..clerk.clone() };
    let typed = [("organisation", "auenstadt"), ("notiz", "Zwei Sätze & ein <Zeichen>")];
    let page = stale.sends("/konto/fuer", &typed).await.is(401).text();
    assert!(page.contains("noch da") && page.contains("Zwei+S%C3%A4tze"), "{page}");
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish();
    let fields = [
        ("mail", clerk.mail.as_str()),
        ("password", PASSWORD),
        ("weiter", "/konto/fuer"),
        ("inhalt", body.as_str()),
    ];
    let answer = stale.sends("/anmelden", &fields).await.is(200);
    let page = answer.text();
    assert!(
        page.contains("action=\"/konto/fuer\"") && page.contains("Zwei Sätze &#38; ein &#60;Zeichen&#62;"),
        "{page}"
    );
    let inside = Clerk { cookie: cookie(&answer), ..clerk };
    inside.sends("/konto/fuer", &typed).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_to_the_sign_in_leads_nowhere_else() {
    let (_ground, town, clerk) = scene().await;
    for elsewhere in ["https://evil.example/", "//evil.example/", "/\\evil.example/"] {
        let answer = attempt(&town, &clerk.mail, PASSWORD, elsewhere).send().await.is(303);
        assert_eq!(answer.header("Location"), Some("/mein-bereich"));
    }
}
