//! Who saved a search is told by mail what is new to it, and of nothing that they may not read.

use commons::{MemberRole, Time};
use node::jobs::digest::tell_next;
use serde_json::json;

use crate::harness::{Clerk, Ground, Received, Smtp, Town, eventually, project};

/// Two organisations on a node that sends mails through this server, and somebody who reads for the first.
async fn office(ground: &Ground, smtp: &Smtp) -> (Town, Town, Clerk) {
    let house = ground.house_with_mail("kreis", smtp.config()).await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let clerk = auenstadt.clerk(MemberRole::Reader).await;
    (auenstadt, birkenried, clerk)
}

impl Clerk {
    async fn wants_mails(&self, question: &str, name: &str, digest: &str) {
        let query = format!("q={question}");
        let fields = [("query", query.as_str()), ("name", name), ("digest", digest)];
        self.sends("/meine-suchen", &fields).await.is(303);
    }
}

/// So much time passes, and everybody is told whose time has come by then. Gives all mails until now.
async fn after(ground: &Ground, town: &Town, time: i64, smtp: &Smtp, mails: usize) -> Vec<Received> {
    let node = town.node();
    let counter = node.store.changed().await.unwrap();
    eventually("the index has it all", || async { (node.index.cursor() >= counter).then_some(()) }).await;
    ground.passes(time);
    while tell_next(&node).await.unwrap() {}
    let received = smtp.eventually_receives(mails).await;
    assert_eq!(received.len(), mails);
    received
}

both_engines!(a_mail_tells_once_what_is_new_and_what_has_changed, |ground| async move {
    let smtp = Smtp::start().await;
    let (auenstadt, birkenried, clerk) = office(&ground, &smtp).await;
    let mut old = birkenried.publishes("Kita-Platz online vergeben").await;
    clerk.wants_mails("Kita", "Betreuung", "daily").await;
    clerk.wants_mails("Radweg", "Wege", "weekly").await;
    after(&ground, &auenstadt, Time::DAY, &smtp, 0).await;

    birkenried.publishes("Kita-Portal für alle Träger").await;
    birkenried.publishes("Deich im Winter").await;
    birkenried.corrects(&mut old, "summary", json!("Seit Mai im Betrieb.")).await;
    let mut own = project("Kita, nur für Birkenried");
    own["audience"] = json!("own");
    birkenried.publishes_this(own).await;
    let [mail] = &after(&ground, &auenstadt, Time::DAY, &smtp, 1).await[..] else { panic!("one mail") };
    assert_eq!(mail.to, [format!("<{}>", clerk.mail)]);
    assert_eq!(mail.subject(), "Neu zu Ihren Suchen: 2 Einträge");
    let text = mail.text();
    assert!(text.contains("Betreuung\n\nGeändert: Kita-Platz online vergeben\n"), "{text}");
    assert!(
        text.contains("Neu: Kita-Portal für alle Träger\nStadt Birkenried\n")
            || text.contains("Neu: Kita-Portal"),
        "{text}"
    );
    assert!(text.contains(&format!("{}eintraege/{}\n", auenstadt.iri(), old.id)), "{text}");
    assert!(!text.contains("nur für") && !text.contains("Deich") && !text.contains("Wege"), "{text}");

    // Told is told; and a week's mail tells of the week.
    birkenried.publishes("Radweg am Fluss").await;
    let mails = after(&ground, &auenstadt, 7 * Time::DAY, &smtp, 2).await;
    let text = mails[1].text();
    assert!(text.contains("Wege\n\nNeu: Radweg am Fluss") && !text.contains("Kita"), "{text}");
    after(&ground, &auenstadt, 14 * Time::DAY, &smtp, 2).await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_press_ends_all_mails() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let (auenstadt, birkenried, clerk) = office(&ground, &smtp).await;
    clerk.wants_mails("Kita", "Betreuung", "daily").await;
    clerk.wants_mails("Platz", "Plätze", "weekly").await;
    birkenried.publishes("Kita-Platz online vergeben").await;
    let mails = after(&ground, &auenstadt, 7 * Time::DAY, &smtp, 1).await;
    let link = mails[0].header("List-Unsubscribe");
    assert_eq!(mails[0].header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let link = link.strip_prefix('<').and_then(|link| link.strip_suffix('>')).unwrap();
    assert!(mails[0].text().contains(link), "{}", mails[0].text());
    let path = format!("/{}", link.strip_prefix(auenstadt.iri().as_str()).unwrap());

    let looked = auenstadt.http("GET", &path).for_people().send().await.is(200).text();
    assert!(looked.contains("Keine Mails mehr"), "{looked}");
    let wrong = format!("{}A", &path[..path.len() - 1]);
    let press = async |path: &str| {
        auenstadt.http("POST", path).form(&[("List-Unsubscribe", "One-Click")]).send().await
    };
    for wrong in [wrong.as_str(), "/abbestellen/x", &path.replace(&clerk.person, "018f")] {
        press(wrong).await.is(410);
    }
    // A mail program names no source, and has no cookie.
    press(&path).await.is(200);
    press(&path).await.is(200);
    birkenried.publishes("Kita-Portal").await;
    after(&ground, &auenstadt, 2 * Time::DAY, &smtp, 1).await;
    let page = clerk.opens("/mein-bereich").await.text();
    assert_eq!(page.matches("Mail: nie").count(), 2, "the searches are still there: {page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_no_longer_be_read_is_in_no_mail() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let (auenstadt, birkenried, clerk) = office(&ground, &smtp).await;
    clerk.wants_mails("Kita", "Betreuung", "daily").await;
    let gone = birkenried.publishes("Kita zurückgezogen").await;
    let mut narrowed = birkenried.publishes("Kita verengt").await;
    birkenried.withdraws(&gone).await;
    birkenried.corrects(&mut narrowed, "audience", json!("own")).await;
    after(&ground, &auenstadt, Time::DAY, &smtp, 0).await;

    // Nor does anybody get mails who may no longer sign in, or no longer acts for whom they searched.
    let (shut, left) = (auenstadt.editor().await, auenstadt.editor().await);
    shut.wants_mails("Deich", "Deiche", "daily").await;
    left.wants_mails("Deich", "Deiche", "daily").await;
    let mut change = auenstadt.node().store.begin().await.unwrap();
    change.people().set_access(&shut.person, store::people::Access::Disabled).await.unwrap();
    change.people().leave(&left.person, auenstadt.iri()).await.unwrap();
    change.commit().await.unwrap();
    birkenried.publishes("Deich im Winter").await;
    after(&ground, &auenstadt, Time::DAY, &smtp, 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_73_hostile_titles_stay_titles() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let (auenstadt, birkenried, clerk) = office(&ground, &smtp).await;
    clerk.wants_mails("Kita", "Suche\r\nBcc: alle@example.org", "daily").await;
    for number in 0..14 {
        let mut fields = project(&format!(
            "Kita {number}\r\n\r\n-- \r\nBcc: alle@example.org \u{202e}{}",
            "x".repeat(250)
        ));
        fields["summary"] = json!("=?utf-8?q?=0AX?=");
        birkenried.publishes_this(fields).await;
    }
    let mails = after(&ground, &auenstadt, Time::DAY, &smtp, 1).await;
    assert_eq!(mails[0].headers().len(), 11, "{:?}", mails[0].headers());
    assert_eq!(mails[0].to, [format!("<{}>", clerk.mail)]);
    let text = mails[0].text();
    assert!(!text.lines().any(|line| line.starts_with("Bcc")) && !text.contains('\u{202e}'), "{text}");
    assert_eq!(text.matches("\n-- \n").count(), 1, "there is one closing: {text}");
    assert!(text.contains("… und 4 weitere Einträge:") && text.contains("/abbestellen/"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_searches_that_all_find_much_make_one_mail_that_ends_well() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let (auenstadt, birkenried, clerk) = office(&ground, &smtp).await;
    for number in 0..100 {
        clerk.wants_mails("Kita", &format!("Suche {number}"), "daily").await;
    }
    birkenried.publishes_many((0..12).map(|number| format!("Kita {number} {}", "y".repeat(100)))).await;
    let text = after(&ground, &auenstadt, Time::DAY, &smtp, 1).await[0].text();
    assert!(text.contains("weiteren Suchen gibt es auch Neues") && text.contains("/abbestellen/"), "{text}");
    assert!(text.chars().count() < 20_000);
}

/// Prints what ten thousand saved searches cost, of a hundred people whose mails are all due at once, while others write and search:
/// `cargo nextest run -p node --run-ignored only --no-capture -E 'test(ten_thousand_saved)'`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints a figure, and takes a minute"]
async fn ten_thousand_saved_searches_are_told_of_in_portions() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let (auenstadt, birkenried, _) = office(&ground, &smtp).await;
    let words = [
        "Kita",
        "Radweg",
        "Hundesteuer",
        "Bauantrag",
        "Sensoren",
        "Bürgerbüro",
        "E-Akte",
        "Deich",
        "Schule",
        "Wahl",
    ];
    let title = |number: usize| {
        let word = |step: usize| words[(number / step) % words.len()];
        format!("{} und {} in Ortsteil {number}", word(1), word(7))
    };
    birkenried.publishes_many((0..2_000).map(title)).await;
    let node = auenstadt.node();
    for person in 0..100 {
        let clerk = auenstadt.person(&format!("Person {person}")).await;
        clerk.joins(&auenstadt, MemberRole::Reader).await;
        let mut change = node.store.begin().await.unwrap();
        for number in 0..100 {
            let question = format!("{} {}", words[number % 10], words[(person + number / 10) % 10]);
            let new = store::saved_searches::NewSearch {
                person: clerk.person.clone(),
                organisation: Some(auenstadt.iri().clone()),
                name: question.clone(),
                query: format!("q={}", question.replace(' ', "+")),
                digest: commons::Digest::Daily,
                due: Some(node.clock.now().plus(Time::HOUR)),
            };
            change.saved_searches().add(&new, node.clock.now()).await.unwrap();
        }
        change.commit().await.unwrap();
    }
    birkenried.publishes_many((2_000..2_200).map(title)).await;
    let counter = node.store.changed().await.unwrap();
    eventually("the index has it all", || async { (node.index.cursor() >= counter).then_some(()) }).await;
    ground.passes(2 * Time::HOUR);
    let began = std::time::Instant::now();
    let telling = async { while tell_next(&node).await.unwrap() {} };
    let writing = async {
        let mut slowest = std::time::Duration::ZERO;
        for number in 0..20 {
            let asked = std::time::Instant::now();
            birkenried.publishes(&format!("Zwischendurch {number}")).await;
            birkenried.eventually_finds(&format!("\"Zwischendurch {number}\"")).await;
            slowest = slowest.max(asked.elapsed());
        }
        slowest
    };
    let ((), slowest) = tokio::join!(telling, writing);
    let took = began.elapsed();
    println!(
        "10,000 saved searches over 2,200 entries, 200 of them new: {took:.1?}; slowest from writing to found meanwhile: {slowest:.1?}"
    );
    // The job of the town may have told some of them.
    assert_eq!(smtp.eventually_receives(100).await.len(), 100);
}
