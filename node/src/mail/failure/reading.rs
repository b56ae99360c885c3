//! What the library, the machine and the mail server said becomes a failure with a name.

use std::error::Error as _;
use std::io;

use commons::text;
use lettre::transport::smtp::Error;

use super::{MailFailure, Reply};
use crate::mail::server::Server;

/// Characters of what was said that are kept.
const SAID: usize = 300;

impl Reply {
    /// The answer in which this failure consists, if it is one.
    pub(in crate::mail) fn of(error: &Error) -> Option<Self> {
        let code = error.status()?.into();
        Some(Self { code, text: shown(&error.source().map(ToString::to_string).unwrap_or_default()) })
    }
}

impl MailFailure {
    /// What a "no" to the recipient means. Some servers hold what they have against the sender back until then, and say it by naming him.
    pub(in crate::mail) fn at_recipient(reply: Reply, from: &str, to: &str) -> Self {
        let names = |address: &str| reply.text.to_lowercase().contains(&address.to_lowercase());
        if names(from) && !names(to) {
            Self::SenderRefused { reply }
        } else {
            Self::RecipientRefused { reply }
        }
    }

    /// A connection that did not come about, or broke.
    pub(in crate::mail) fn of_the_line(server: &Server, error: &Error) -> Self {
        let at = server.to_string();
        let Some(cause) = machine_error(error) else { return Self::BrokenOff { server: at } };
        match cause.kind() {
            _ if is_about_encryption(cause) => Self::not_encrypted(server, error),
            io::ErrorKind::ConnectionRefused => Self::ConnectionRefused { server: at },
            io::ErrorKind::TimedOut => Self::TooSlow { server: at },
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => Self::BrokenOff { server: at },
            _ => Self::Unreachable { server: at, said: shown(&cause.to_string()) },
        }
    }

    pub(in crate::mail) fn not_encrypted(server: &Server, error: &Error) -> Self {
        let source =
            machine_error(error).map(ToString::to_string).or_else(|| error.source().map(ToString::to_string));
        let said = source.unwrap_or_else(|| error.to_string());
        Self::NotEncrypted { server: server.to_string(), said: shown(&said) }
    }
}

fn shown(said: &str) -> String {
    text::cut(&text::line(said), SAID)
}

/// What the machine said of the connection, wherever the library keeps it.
fn machine_error(error: &Error) -> Option<&io::Error> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(found) = cause.downcast_ref() {
            return Some(found);
        }
        source = cause.source();
    }
    None
}

fn is_about_encryption(cause: &io::Error) -> bool {
    cause.get_ref().is_some_and(|inner| inner.is::<rustls::Error>())
}

#[cfg(test)]
mod tests {
    use super::{MailFailure, Reply};

    #[test]
    fn who_names_the_sender_at_the_recipients_step_refuses_the_sender() {
        let (from, to) = ("noreply@auenstadt.de", "kim@birkenried.de");
        for (text, is_sender) in [
            ("5.7.1 <noreply@auenstadt.de>: Sender address rejected: not owned by user", true),
            ("5.1.1 <kim@birkenried.de>: Recipient address rejected", false),
            ("5.7.1 <Kim@Birkenried.de> does not take mail of <noreply@auenstadt.de>", false),
            ("no such user", false),
        ] {
            let reply = Reply { code: 550, text: text.to_owned() };
            let failure = MailFailure::at_recipient(reply, from, to);
            assert_eq!(matches!(failure, MailFailure::SenderRefused { .. }), is_sender, "{text}");
        }
    }
}
