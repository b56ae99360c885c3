//! Mails, from the transaction that writes them down to the mail server, which does not always want them.

use commons::{Language, Time};
use node::mail::{Mail, Mailbox};
use node::operations::post::post;
use node::pages::Speech;
use store::mails::MailState;
use store::{NewMail, StoreError};

use crate::harness::{Ground, Smtp, Town, a_while, eventually};

const LINK: &str = "https://auenstadt.de/anmelden/3q2-7wAB";

fn mail(subject: &str, text: &str) -> Mail {
    let to = Mailbox::parse("kim.muster@birkenried.de").unwrap();
    Mail::new(&Speech::in_language(Language::German), to, subject, text)
}

/// A town that sends through this server.
async fn town(smtp: &Smtp) -> (Ground, Town) {
    let ground = Ground::sqlite();
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    (ground, town)
}

impl Town {
    /// Posts a mail that is needed for a month.
    async fn posts(&self, mail: &Mail) {
        self.posts_until(mail, 30 * Time::DAY).await;
    }

    async fn posts_until(&self, mail: &Mail, needed: i64) {
        let (node, mail) = (self.node(), mail.clone());
        let until = node.clock.now().plus(needed);
        let written = node.store.write(move |change| {
            let mail = mail.clone();
            Box::pin(async move { post(change, &mail, until).await })
        });
        written.await.unwrap();
    }

    /// The mails that are not sent.
    async fn mails(&self) -> Vec<MailState> {
        self.node().store.reading().await.unwrap().mails().list(100).await.unwrap()
    }

    /// Waits until its one mail has failed so often.
    async fn has_failed(&self, failures: i64) -> MailState {
        eventually("a mail fails", || async {
            self.mails().await.pop().filter(|mail| mail.failures == failures)
        })
        .await
    }

    /// Waits until no mail is left.
    async fn has_sent_all(&self) {
        eventually("all mails are gone", || async { self.mails().await.is_empty().then_some(()) }).await;
    }
}

both_engines!(a_mail_of_a_commit_arrives_and_one_that_was_rolled_back_does_not, |ground| async move {
    let smtp = Smtp::start().await;
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let node = town.node();
    let until = node.clock.now().plus(Time::HOUR);
    let mut change = node.store.begin().await.unwrap();
    post(&mut change, &mail("Nie geschrieben", ""), until).await.unwrap();
    change.roll_back().await;
    let mut change = node.store.begin().await.unwrap();
    post(&mut change, &mail("Ihre Anmeldung", &format!("Guten Tag,\n\n{LINK}")), until).await.unwrap();
    a_while().await;
    assert!(smtp.received().is_empty(), "nothing has happened before the commit");
    change.commit().await.unwrap();

    let received = smtp.eventually_receives(1).await;
    town.has_sent_all().await;
    a_while().await;
    assert_eq!(smtp.received().len(), 1);
    assert_eq!(received[0].subject(), "Ihre Anmeldung");
    assert!(
        received[0].text().starts_with(&format!("Guten Tag,\n\n{LINK}\n\n-- \n")),
        "{}",
        received[0].text()
    );
});

#[tokio::test]
async fn a_mail_bears_the_headers_it_should_and_no_others() {
    let smtp = Smtp::start().await;
    let (ground, town) = town(&smtp).await;
    ground.clock().stop();
    town.posts(&mail("Guten Tag", "")).await;
    let received = smtp.eventually_receives(1).await.remove(0);
    assert_eq!(received.from, "<noreply@auenstadt.de>");
    assert_eq!(received.to, ["<kim.muster@birkenried.de>"]);
    assert_eq!(received.hello, "auenstadt.localhost");
    assert_eq!(received.sender(), "Tempomacher Grünau <noreply@auenstadt.de>");
    assert_eq!(received.header("To"), "kim.muster@birkenried.de");
    assert_eq!(received.header("Auto-Submitted"), "auto-generated");
    assert_eq!(received.header("Content-Type"), "text/plain; charset=utf-8");
    let date = received.header("Date").replace("+0000", "GMT");
    assert_eq!(date, crate::harness::http_date(commons::Clock::now(&*ground.clock())));
    let id = received.header("Message-ID");
    assert!(id.starts_with('<') && id.ends_with("@auenstadt.localhost>") && id.len() == 58, "{id}");
    let mut names: Vec<_> = received.headers().into_iter().map(|(name, _)| name).collect();
    names.sort();
    let expected = [
        "Auto-Submitted",
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn umlauts_and_long_lines_survive() {
    let smtp = Smtp::start().await;
    let (_ground, town) = town(&smtp).await;
    let subject = "Rückfrage zu „Bürgerbüro ohne Wartezeit – ein Jahr danach“: Könnten Sie uns bitte die Ausschreibung geben?";
    let long = format!("Größe: {}", "äöü€🚲 ".repeat(200));
    let text = format!("Grüß Gott,\n.\n..\n.eine Zeile mit Punkt\n\n{}\nEnde = Schluß?", long.trim_end());
    for (subject, text) in [(subject, text.as_str()), ("ASCII only", "plain\n.\nlines")] {
        town.posts(&mail(subject, text)).await;
    }
    let mut received = smtp.eventually_receives(2).await;
    received.sort_by_key(|one| one.subject() == "ASCII only");
    assert!(received.iter().flat_map(|one| &one.raw).all(|line| line.is_ascii() && line.len() < 998));
    assert_eq!(received[0].subject(), subject);
    let (said, _) = received[0]
        .text()
        .split_once("\n\n-- \n")
        .map(|(text, end)| (text.to_owned(), end.to_owned()))
        .unwrap();
    assert_eq!(said, text);
    assert!(received[1].text().starts_with("plain\n.\nlines\n\n-- \n"), "{}", received[1].text());
}

#[tokio::test]
async fn row_73_what_strangers_write_becomes_no_header_and_no_command() {
    let smtp = Smtp::start().await;
    let (_ground, town) = town(&smtp).await;
    let evil = [
        "Hallo\r\nBcc: alle@example.org\r\n\r\n<h1>Text</h1>",
        "Hallo\nX-Evil: 1",
        "Hallo\0\u{b}\u{c}\u{85}\u{2028}Bcc: alle@example.org",
        "=?utf-8?b?SGFsbG8NCkJjYzogYWxsZUBleGFtcGxlLm9yZw==?=",
        "=?utf-8?q?=0D=0ABcc:_alle@example.org?= =?utf-8?q?=0AX?=",
        "Ü =?utf-8?b?QmNj?= ü",
        "\u{202e}gro.elpmaxe@ella",
    ];
    for subject in evil {
        town.posts(&mail(subject, &format!("{subject}\r\n.\r\nMAIL FROM:<x@example.org>\r\nQUIT"))).await;
    }
    // As if other hands had put it into the database, past every check of ours.
    let node = town.node();
    let until = node.clock.now().plus(Time::DAY);
    let written = node.store.write(move |change| {
        Box::pin(async move {
            let now = change.now();
            for recipient in ["kim@birkenried.de", "kim@birkenried.de>\r\nRCPT TO:<alle@example.org"] {
                let row = NewMail {
                    recipient,
                    subject: "A\r\nBcc: alle@example.org",
                    body: "B\r\n.\r\nQUIT",
                    unsubscribe: Some("https://a.de/\r\nBcc: alle@example.org"),
                    until,
                };
                change.mails().add(&row, now).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    written.await.unwrap();

    let received = smtp.eventually_receives(evil.len() + 1).await;
    let parked = town.has_failed(1).await;
    assert!(parked.parked && parked.error.unwrap().contains("cannot be made into a mail"));
    a_while().await;
    assert_eq!(smtp.received().len(), evil.len() + 1, "each became one mail");
    let mut seen: Vec<_> = received.iter().map(|one| one.subject()).collect();
    let mut meant: Vec<_> = evil.iter().map(|subject| mail(subject, "").subject().to_owned()).collect();
    meant.push("A\r\nBcc: alle@example.org".to_owned());
    seen.sort();
    meant.sort();
    assert_eq!(seen, meant, "nothing but our own encoded words was taken for one");
    for one in received {
        assert_eq!(one.headers().len(), 9, "{:?}", one.headers());
        assert!(one.to.len() == 1 && one.to[0].ends_with("@birkenried.de>"), "{:?}", one.to);
        let subject = one.header("Subject");
        assert!(subject.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{subject:?}");
        assert!(!subject.contains("=?utf-8?q?") && !subject.contains("=?utf-8?b?SGFsbG8NCkJj"), "{subject}");
        assert!(one.text().contains("\n.\n"), "the text came whole: {}", one.text());
    }
}

#[tokio::test]
async fn what_is_refused_is_parked_and_the_next_mail_goes() {
    let smtp = Smtp::start().await;
    let (ground, town) = town(&smtp).await;
    smtp.answers("RCPT", "550 5.1.1 <kim.muster@birkenried.de>: unknown");
    town.posts(&mail("Erste", "")).await;
    let parked = town.has_failed(1).await;
    assert!(parked.parked && parked.error.unwrap().contains("550 5.1.1"));
    smtp.is_well();
    town.posts(&mail("Zweite", "")).await;
    assert_eq!(smtp.eventually_receives(1).await[0].subject(), "Zweite");
    ground.clock().pass(7 * Time::DAY);
    a_while().await;
    assert_eq!(smtp.received().len(), 1, "what is parked waits for a person");

    let node = town.node();
    let now = node.clock.now();
    let released = node.store.write(move |change| Box::pin(async move { change.mails().release(now).await }));
    assert_eq!(released.await.unwrap(), 1);
    assert_eq!(smtp.eventually_receives(2).await[1].subject(), "Erste");
    town.has_sent_all().await;
}

#[tokio::test]
async fn while_the_server_is_away_a_mail_is_tried_ever_more_seldom() {
    let smtp = Smtp::start().await;
    let (ground, town) = town(&smtp).await;
    ground.clock().stop();
    smtp.goes_away().await;
    town.posts(&mail("Geduld", LINK)).await;
    for (failures, pause) in
        [(1, Time::MINUTE), (2, 5 * Time::MINUTE), (3, 30 * Time::MINUTE), (4, 2 * Time::HOUR)]
    {
        let failed = town.has_failed(failures).await;
        assert!(
            !failed.parked && failed.error.is_some_and(|error| error.contains("Nobody accepts connections"))
        );
        assert_eq!(failed.due.millis() - commons::Clock::now(&*ground.clock()).millis(), pause);
        ground.clock().pass(pause);
    }
    town.has_failed(5).await;
    smtp.comes_back().await;
    ground.clock().pass(6 * Time::HOUR);
    assert_eq!(smtp.eventually_receives(1).await[0].subject(), "Geduld");
    town.has_sent_all().await;
}

#[tokio::test]
async fn after_two_days_a_mail_is_parked() {
    let smtp = Smtp::start().await;
    let (ground, town) = town(&smtp).await;
    smtp.hangs_up_at("DATA");
    town.posts(&mail("Vergeblich", "")).await;
    for failures in 1..13 {
        town.has_failed(failures).await;
        ground.clock().pass(6 * Time::HOUR);
    }
    assert!(town.has_failed(13).await.parked);
}

#[tokio::test]
async fn what_nobody_needs_any_more_is_not_sent() {
    let smtp = Smtp::start().await;
    let (ground, town) = town(&smtp).await;
    smtp.goes_away().await;
    town.posts_until(&mail("Gilt eine Viertelstunde", LINK), 15 * Time::MINUTE).await;
    town.has_failed(1).await;
    ground.clock().pass(15 * Time::MINUTE);
    smtp.comes_back().await;
    town.posts(&mail("Danach", "")).await;
    assert_eq!(smtp.eventually_receives(1).await[0].subject(), "Danach");
    a_while().await;
    assert_eq!(smtp.received().len(), 1);
}

#[tokio::test]
async fn a_mail_that_waits_goes_when_the_password_is_right() {
    let smtp = Smtp::start().await;
    smtp.asks_for("knoten", "richtig");
    let ground = Ground::sqlite();
    let config = node::config::Mail {
        username: "knoten".to_owned(),
        password: node::config::Password::new("richtig"),
        ..smtp.config()
    };
    let town = ground.town_with_mail("auenstadt", config).await;
    smtp.answers("AUTH", "535 5.7.8 wrong");
    town.posts(&mail("Angemeldet", "")).await;
    assert!(!town.has_failed(1).await.parked, "the administrator can cure that");
    smtp.is_well();
    ground.clock().pass(Time::MINUTE);
    smtp.eventually_receives(1).await;
    town.has_sent_all().await;
}

#[tokio::test]
async fn a_stop_lets_what_is_on_its_way_arrive_once() {
    let smtp = Smtp::start().await;
    let (_ground, town) = town(&smtp).await;
    for number in 0..12 {
        town.posts(&mail(&format!("Nummer {number}"), "")).await;
    }
    smtp.eventually_receives(1).await;
    town.house.stops().await;
    town.house.starts_again().await;
    town.has_sent_all().await;
    let mut subjects: Vec<_> = smtp.received().iter().map(|one| one.subject()).collect();
    subjects.sort();
    subjects.dedup();
    assert_eq!((subjects.len(), smtp.received().len()), (12, 12));
}

#[tokio::test]
async fn without_a_mail_server_none_is_promised() {
    let ground = Ground::sqlite();
    assert!(!ground.town("auenstadt").await.node().mail_is_configured());
    let smtp = Smtp::start().await;
    assert!(ground.town_with_mail("birkenried", smtp.config()).await.node().mail_is_configured());
}
