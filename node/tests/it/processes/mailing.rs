//! Mail as an administrator meets it: trying it out, seeing what is wrong, and a log that gives nothing away.

use std::sync::Arc;

use commons::{SystemClock, Time};
use store::{NewMail, Store};

use super::engine::Engine;
use super::place::{Place, eventually};
use crate::harness::Smtp;

const PASSWORD: &str = "Wolkenbruch-17";
const LINK: &str = "https://auenstadt.de/anmelden/3q2-7wAB";

/// Tells the place how to send; `more` stands in the section `[mail]` too.
fn configure(place: &Place, smtp: &str, more: &str) {
    let mail = format!("[mail]\nsmtp = \"{smtp}\"\nfrom = \"Tempomacher <noreply@auenstadt.de>\"\n{more}\n");
    place.file("tempomacher.toml", &format!("{mail}\n[log]\nfilter = \"trace\"\n"));
}

/// What `mail test` complains about.
async fn complaint(place: &Place) -> String {
    let said = place.run(&["mail", "test", "kim@birkenried.de"]).await;
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(!said.err.contains(PASSWORD), "{}", said.err);
    said.err
}

#[tokio::test]
async fn a_test_says_that_it_was_taken() {
    let (place, smtp) = (Place::settled(&Engine::Sqlite, "auenstadt").await, Smtp::start().await);
    configure(&place, &smtp.address(), "");
    let out = place.does(&["mail", "test", "kim@birkenried.de"]).await;
    for says in
        ["has accepted the test for kim@birkenried.de", "hat die Probe an kim@birkenried.de angenommen"]
    {
        assert!(out.contains(says), "{out}");
    }
    let received = smtp.received();
    assert_eq!(received.len(), 1);
    assert!(received[0].subject().contains("auenstadt.localhost") && received[0].text().contains("Probe"));
}

#[tokio::test]
async fn a_password_of_the_environment_is_taken_as_it_stands() {
    let (place, smtp) = (Place::settled(&Engine::Sqlite, "auenstadt").await, Smtp::start().await);
    configure(&place, &smtp.address(), "username = \"knoten\"");
    for password in ["0815", "[x", "true", " leer "] {
        smtp.asks_for("knoten", password);
        let mut command = place.command(&["mail", "test", "kim@birkenried.de"]);
        let said = super::place::said(command.env("TEMPOMACHER_MAIL__PASSWORD", password)).await;
        assert_eq!(said.code, Some(0), "{password:?}: {said:?}");
    }
}

#[tokio::test]
async fn a_test_says_in_both_languages_what_is_wrong() {
    let (place, smtp) = (Place::settled(&Engine::Sqlite, "auenstadt").await, Smtp::start().await);
    let said = complaint(&place).await;
    assert!(said.contains("No mail server is configured") && said.contains("kein Mailserver"), "{said}");

    let encrypted = smtp.address().replace("smtp://", "smtps://");
    let login = format!("username = \"knoten\"\npassword = \"{PASSWORD}\"");
    for (smtp, more, says) in [
        (
            "smtp://mail.invalid",
            "",
            ["There is no address for the name", "mail.invalid, gibt es keine Adresse"],
        ),
        (
            "smtp://127.0.0.1:1",
            "",
            ["Nobody accepts connections at 127.0.0.1:1", "nimmt niemand Verbindungen an"],
        ),
        (&encrypted, "", ["No encrypted connection", "keine verschlüsselte Verbindung"]),
        (&format!("{}?tls=required", smtp.address()), "", ["STARTTLS", "keine verschlüsselte Verbindung"]),
        (&smtp.address(), &login, ["offers no login", "keine Anmeldung an"]),
    ] {
        configure(&place, smtp, more);
        let said = complaint(&place).await;
        assert!(says.iter().all(|says| said.contains(says)), "{smtp}: {said}");
    }

    configure(&place, &smtp.address(), &login);
    smtp.asks_for("knoten", "something else");
    let said = complaint(&place).await;
    assert!(said.contains("does not accept user name or password: 535 5.7.8 who are you"), "{said}");
    smtp.asks_for("knoten", PASSWORD);
    for (command, answer, says) in [
        ("CONNECT", "554 5.3.2 not you", "accepts nothing from this machine: 554"),
        ("MAIL", "553 5.1.8 no such sender", "does not accept the sender: 553"),
        ("RCPT", "550 5.1.1 no such user", "does not accept mail to this address: 550"),
        ("RCPT", "553 5.7.1 <noreply@auenstadt.de>: not yours", "does not accept the sender: 553"),
        ("RCPT", "450 4.2.0 greylisted", "asks for patience: 450"),
        ("DATA", "554 5.6.0 no", "did not accept what the mail contains: 554"),
        (".", "552 5.3.4 too big", "did not accept what the mail contains: 552"),
        ("EHLO", "this is no SMTP", "hung up"),
    ] {
        smtp.is_well();
        smtp.answers(command, answer);
        let said = complaint(&place).await;
        assert!(said.contains(says), "{command} {answer}: {said}");
    }
    smtp.is_well();
    for command in ["CONNECT", "MAIL", "."] {
        smtp.is_well();
        smtp.hangs_up_at(command);
        assert!(complaint(&place).await.contains("hung up"), "{command}");
    }
    assert!(smtp.received().is_empty());
}

#[tokio::test]
async fn a_node_that_cannot_send_as_configured_does_not_start() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    for (smtp, more, says) in [
        ("smtps://mail.auenstadt.de\"\nfrom = \"", "", "mail.from is missing"),
        ("mail.auenstadt.de", "", "mail.smtp"),
        ("smtp://mail.auenstadt.de", "username = \"kim\"\npassword = \"x\"", "unencrypted"),
        ("smtps://mail.auenstadt.de", "username = \"kim\"\npassword_file = \"absent\"", "absent"),
    ] {
        let mail = format!("[mail]\nsmtp = \"{smtp}\"\n{more}\n");
        let from = if mail.contains("from =") { "" } else { "from = \"noreply@auenstadt.de\"\n" };
        place.file("tempomacher.toml", &format!("{mail}{from}"));
        let said = place.run(&["serve"]).await;
        assert!(said.code == Some(1) && said.err.contains(says), "{says}: {said:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_mail_is_logged_and_listed_and_no_secret_with_it() {
    let (place, smtp) = (Place::settled(&Engine::Sqlite, "auenstadt").await, Smtp::start().await);
    configure(&place, &smtp.address(), &format!("username = \"knoten\"\npassword = \"{PASSWORD}\""));
    smtp.asks_for("knoten", PASSWORD);
    smtp.answers("RCPT", "550 5.1.1 <kim.muster@birkenried.de>: unknown");
    let serving = place.serve().await;

    let store = Store::open(place.location(), Arc::new(SystemClock)).await.expect("the database");
    let mut change = store.begin().await.expect("a transaction");
    let until = change.now().plus(Time::DAY);
    let mail = NewMail {
        recipient: "kim.muster@birkenried.de",
        subject: "Streng geheim",
        body: LINK,
        unsubscribe: None,
        until,
    };
    let now = change.now();
    change.mails().add(&mail, now).await.expect("a mail");
    change.commit().await.expect("a commit");
    let listed = eventually("a mail is given up", async || {
        let listed = place.lists(&["mail", "list"]).await;
        listed.into_iter().find(|mail| mail["failures"] == 1)
    })
    .await;
    assert!(listed["next"].is_null() && listed["recipient"] == "kim.muster@birkenried.de", "{listed}");
    assert!(listed["error"].as_str().is_some_and(|error| error.contains("550 5.1.1")), "{listed}");
    assert!(place.does(&["mail", "list"]).await.contains("given up"));

    smtp.is_well();
    assert_eq!(place.does(&["mail", "retry"]).await, "tried again: 1\n");
    eventually("it has arrived", async || (!smtp.received().is_empty()).then_some(())).await;
    assert!(serving.stop().await.success());
    let log = place.log();
    assert!(log.contains("DEBUG"), "it was at its most talkative");
    let lines: Vec<_> = log.lines().filter(|line| line.contains("a mail was not taken")).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    for says in ["birkenried.de", "recipient-refused", "550"] {
        assert!(lines[0].contains(says), "{}", lines[0]);
    }
    let base64 = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, format!("\0knoten\0{PASSWORD}"));
    for secret in ["kim.muster", "geheim", LINK, "3q2-7wAB", PASSWORD, &base64] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    let shown = place.does(&["config", "show"]).await;
    assert!(shown.contains("(not shown)") && !shown.contains(PASSWORD), "{shown}");
}
