//! Mail to people: sign-in links, invitations, approvals, notices.
//!
//! An operation writes a [`Mail`] down with `operations::post`, in the transaction that makes it necessary; `jobs/mail` sends it later
//! through the [`Mailer`]. Mails are plain text, to one recipient, and can hold a secret link: nothing here shows what they say.

mod conversation;
mod failure;
mod mailbox;
mod mailer;
mod message;
mod server;

use std::fmt;

use commons::{Refusal, text};
use store::MailRow;

use crate::pages::Speech;

pub use failure::{MailFailure, Reply};
pub use mailbox::Mailbox;
pub use mailer::{Mailer, Outgoing};

/// Characters of a subject; what is longer is cut.
const SUBJECT: usize = 200;
/// Characters of a text; what is longer is cut.
const TEXT: usize = 20_000;

/// A mail to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    to: Mailbox,
    subject: String,
    text: String,
    unsubscribe: Option<String>,
}

impl Mail {
    /// A mail in this language. Subject and text may hold words of strangers: they are tidied and cut. The text gets the closing that
    /// every mail has.
    pub fn new(speech: &Speech, to: Mailbox, subject: &str, text: &str) -> Self {
        let text = text::cut(&text::paragraphs(text), TEXT);
        let text = format!("{text}\n\n-- \n{}\n", speech.say("mail-closing"));
        let subject = text::cut(&unencoded(&text::line(subject)), SUBJECT);
        Self { to, subject, text, unsubscribe: None }
    }

    /// The same, one of many that come regularly: this address ends them with one press (RFC 8058).
    #[must_use]
    pub fn ended_at(self, address: String) -> Self {
        Self { unsubscribe: Some(address), ..self }
    }

    /// A mail whose words stand in the locales as `{key}-subject` and `{key}-text`, with these blanks filled.
    ///
    /// # Errors
    /// When `to` is no mailbox.
    pub fn told(
        speech: &Speech,
        to: &str,
        key: &str,
        blanks: &[(&'static str, &str)],
    ) -> Result<Self, Refusal> {
        let words = |part: &str| speech.tell(&format!("{key}-{part}"), blanks);
        Ok(Self::new(speech, Mailbox::parse(to)?, &words("subject"), &words("text")))
    }

    /// The mail as it was written down.
    ///
    /// # Errors
    /// When the database was changed by other hands.
    pub fn kept(row: &MailRow) -> Result<Self, Refusal> {
        let to = Mailbox::parse(&row.recipient)?;
        // It becomes a header as it stands, so nothing else than an address may stand there.
        let is_address = |text: &String| text.bytes().all(|byte| byte.is_ascii_graphic());
        let unsubscribe = row.unsubscribe.clone().filter(is_address);
        Ok(Self { to, subject: row.subject.clone(), text: row.body.clone(), unsubscribe })
    }

    /// Who gets it.
    pub fn to(&self) -> &Mailbox {
        &self.to
    }

    /// What it is about: one line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Where mails of its kind end with one press.
    pub fn unsubscribe(&self) -> Option<&str> {
        self.unsubscribe.as_deref()
    }

    /// What it says, with the closing.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("domain", &self.to.domain()).finish_non_exhaustive()
    }
}

/// Plain words that a mail program would take for encoded ones (RFC 2047) and show as something else are kept from beginning.
fn unencoded(line: &str) -> String {
    line.replace("=?", "= ?")
}

#[cfg(test)]
mod tests {
    use commons::Language;

    use super::{Mail, Mailbox};
    use crate::pages::Speech;

    fn mail(subject: &str, text: &str) -> Mail {
        let to = Mailbox::parse("kim@auenstadt.de").expect("a mailbox");
        Mail::new(&Speech::in_language(Language::German), to, subject, text)
    }

    #[test]
    fn row_73_a_subject_is_one_line_of_what_it_seems_to_be() {
        let subject = mail("Neu:\r\nBcc: alle@example.org\0 \u{202e}=?utf-8?q?=0AX?=", "").subject;
        assert_eq!(subject, "Neu: Bcc: alle@example.org = ?utf-8?q?=0AX?=");
        assert_eq!(mail(&"ä".repeat(5_000), "").subject.chars().count(), super::SUBJECT);
    }

    #[test]
    fn a_text_keeps_its_lines_and_loses_what_is_no_text() {
        let text =
            mail("", "Guten Tag,\r\n\r\nhier geht es weiter:\0\u{7}\n\thttps://auenstadt.de/x\n\n").text;
        assert!(
            text.starts_with("Guten Tag,\n\nhier geht es weiter:\n\thttps://auenstadt.de/x\n\n-- \n"),
            "{text:?}"
        );
        let long = mail("", &"Zeile\n".repeat(50_000)).text;
        assert!(
            long.chars().count() < super::TEXT + 500 && long.contains("\n-- \n"),
            "it ends as every mail does"
        );
    }

    #[test]
    fn what_a_mail_says_is_not_shown() {
        let shown = format!("{:?}", mail("Geheimes", "https://auenstadt.de/geheim"));
        assert_eq!(shown, r#"Mail { domain: "auenstadt.de", .. }"#);
    }
}
