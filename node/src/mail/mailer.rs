//! Sends mails through the configured mail server.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, ensure};
use commons::{Time, text};
use lettre::message::Mailbox as Party;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;

use super::message::message;
use super::server::Server;
use super::{Mail, MailFailure, Mailbox};
use crate::config;

/// How long sending one mail may take in all.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the mail server.
pub struct Mailer {
    server: Server,
    login: Option<Credentials>,
    sender: Party,
    patience: Duration,
}

/// A mail that goes out, and how it is known.
pub struct Outgoing<'m> {
    /// The mail.
    pub mail: &'m Mail,
    /// Its id, the same at each try.
    pub id: &'m str,
    /// The host of ours in whose name it goes, without a port.
    pub host: &'m str,
    /// When it was written.
    pub written: Time,
}

impl Mailer {
    /// The mailer of this configuration; none where no mail server is named.
    ///
    /// # Errors
    /// The text names the key that is missing or cannot be used.
    pub fn of(config: &config::Mail) -> anyhow::Result<Option<Self>> {
        if config.smtp.is_empty() {
            return Ok(None);
        }
        let server = Server::parse(&config.smtp)?;
        let login = login(config)?;
        ensure!(
            login.is_none() || server.keeps_secrets(),
            "the password for {server} would go over the net unencrypted; please use smtps://, or end mail.smtp with ?tls=required"
        );
        let sender = sender(&config.from)?;
        Ok(Some(Self { server, login, sender, patience: PATIENCE }))
    }

    /// Sends at once.
    ///
    /// # Errors
    /// What went wrong, and at which step.
    pub async fn send(&self, outgoing: &Outgoing<'_>) -> Result<(), MailFailure> {
        let message = message(&self.sender, outgoing).map_err(|_| MailFailure::Unwritable)?;
        let hello = ClientId::Domain(outgoing.host.to_owned());
        self.server.take(&message, &hello, self.login.as_ref(), self.patience).await
    }

    /// The domain in whose name mails go out.
    pub fn domain(&self) -> &str {
        self.sender.email.domain()
    }
}

/// `mail.auenstadt.de:587`.
impl fmt::Display for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.server.fmt(f)
    }
}

fn login(config: &config::Mail) -> anyhow::Result<Option<Credentials>> {
    let password = config.password.or_in_file(&config.password_file, "mail.password")?;
    match (config.username.is_empty(), password.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some(Credentials::new(config.username.clone(), password))),
        (true, false) => {
            anyhow::bail!("mail.username is missing: there is a password and nobody to whom it belongs")
        }
        (false, true) => {
            anyhow::bail!("mail.password or mail.password_file is missing: mail.username needs one")
        }
    }
}

/// `Tempomacher <noreply@auenstadt.de>`, or the address alone.
fn sender(from: &str) -> anyhow::Result<Party> {
    ensure!(
        !from.trim().is_empty(),
        "mail.from is missing: mails need a sender, for example \"Tempomacher <noreply@auenstadt.de>\""
    );
    let in_brackets = from.trim().strip_suffix('>').and_then(|from| from.rsplit_once('<'));
    let (name, address) = in_brackets.unwrap_or(("", from));
    let name = text::line(name.trim().trim_matches('"'));
    let mailbox = Mailbox::parse(address)
        .ok()
        .with_context(|| format!("mail.from holds no address to which mail could go: {from:?}"))?;
    Ok(Party::new((!name.is_empty()).then_some(name), mailbox.address().clone()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use commons::{Language, Time};
    use tokio::net::TcpListener;

    use super::{Mailer, Outgoing};
    use crate::config::{self, Password};
    use crate::mail::{Mail, MailFailure, Mailbox};
    use crate::pages::Speech;

    fn config(smtp: &str) -> config::Mail {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        config::Mail {
            smtp: smtp.to_owned(),
            from: "Tempomacher <noreply@auenstadt.de>".to_owned(),
            ..Default::default()
        }
    }

    fn complaint(config: &config::Mail) -> String {
        let Err(error) = Mailer::of(config) else { panic!("{config:?} was taken") };
        format!("{error:#}")
    }

    #[test]
    fn without_a_server_there_is_no_mailer() {
        assert!(Mailer::of(&config::Mail::default()).is_ok_and(|mailer| mailer.is_none()));
    }

    #[test]
    fn what_is_missing_is_named() {
        let smtp = "smtps://mail.auenstadt.de";
        let with = |change: fn(&mut config::Mail)| {
            let mut config = config(smtp);
            change(&mut config);
            complaint(&config)
        };
        assert!(with(|config| config.from.clear()).contains("mail.from is missing"));
        assert!(with(|config| config.from = "Tempomacher".to_owned()).contains("mail.from"));
        assert!(with(|config| config.username = "kim".to_owned()).contains("mail.password"));
        let said = with(|config| config.password = Password::new("geheim"));
        assert!(said.contains("mail.username") && !said.contains("geheim"), "{said}");
        let said = with(|config| config.password_file = "/nowhere/at-all".into());
        assert!(said.contains("/nowhere/at-all"), "{said}");
    }

    #[test]
    fn a_password_is_not_said_in_the_open() {
        for (smtp, taken) in [
            ("smtp://mail.auenstadt.de", false),
            ("smtp://mail.auenstadt.de?tls=opportunistic", false),
            ("smtp://mail.auenstadt.de?tls=required", true),
            ("smtp://127.0.0.1:25", true),
        ] {
            let config = config::Mail {
                username: "kim".to_owned(),
                password: Password::new("geheim"),
                ..config(smtp)
            };
            assert_eq!(Mailer::of(&config).is_ok(), taken, "{smtp}");
            assert!(taken || complaint(&config).contains("unencrypted"));
        }
    }

    #[test]
    fn a_password_comes_from_its_file_without_the_end_of_its_line() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "ge heim\n").expect("written");
        let mut config = config("smtps://mail.auenstadt.de");
        config.username = "kim".to_owned();
        config.password_file = file.path().to_owned();
        let login = super::login(&config).expect("a login").expect("one");
        assert!(login == ("kim", "ge heim").into());
        config.password = Password::new("other");
        assert!(complaint(&config).contains("both"));
    }

    #[test]
    fn a_sender_may_have_a_name() {
        for (from, name, address) in [
            ("noreply@auenstadt.de", None, "noreply@auenstadt.de"),
            ("Stadt Grünau <noreply@grünau.de>", Some("Stadt Grünau"), "noreply@xn--grnau-lva.de"),
            ("\"Amt, Büro\" <a@b.de>", Some("Amt, Büro"), "a@b.de"),
        ] {
            let sender = super::sender(from).expect(from);
            assert_eq!((sender.name.as_deref(), sender.email.to_string().as_str()), (name, address));
        }
    }

    #[tokio::test]
    async fn who_never_answers_is_too_slow() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let smtp = format!("smtp://{}", listener.local_addr().expect("an address"));
        let mut mailer = Mailer::of(&config(&smtp)).expect("a mailer").expect("one");
        mailer.patience = Duration::from_millis(50);
        let to = Mailbox::parse("kim@auenstadt.de").expect("a mailbox");
        let mail = Mail::new(&Speech::in_language(Language::German), to, "", "");
        let outgoing = Outgoing { mail: &mail, id: "1", host: "auenstadt.de", written: Time::default() };
        let server = mailer.to_string();
        assert_eq!(mailer.send(&outgoing).await, Err(MailFailure::TooSlow { server }));
    }
}
