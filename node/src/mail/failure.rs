//! Why a mail was not sent, in words that tell an administrator where to look.

mod reading;

use crate::pages::Speech;

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailFailure {
    /// No mail server is configured.
    NotConfigured,
    /// The name of the mail server does not resolve.
    NameNotFound {
        /// The name.
        host: String,
    },
    /// Nothing listens on that port.
    ConnectionRefused {
        /// Host and port.
        server: String,
    },
    /// No way leads there.
    Unreachable {
        /// Host and port.
        server: String,
        /// What the machine said.
        said: String,
    },
    /// It took too long.
    TooSlow {
        /// Host and port.
        server: String,
    },
    /// No encrypted connection came about.
    NotEncrypted {
        /// Host and port.
        server: String,
        /// Why.
        said: String,
    },
    /// The server hung up, or answered what is no SMTP.
    BrokenOff {
        /// Host and port.
        server: String,
    },
    /// The server takes nothing from us.
    ServerRefused {
        /// Its answer.
        reply: Reply,
    },
    /// The server asks to come again later.
    NotNow {
        /// Its answer.
        reply: Reply,
    },
    /// The server offers no login that we know.
    LoginNotOffered {
        /// Host and port.
        server: String,
    },
    /// User name or password are not taken.
    LoginRefused {
        /// The answer.
        reply: Reply,
    },
    /// Our own address is not taken.
    SenderRefused {
        /// The answer.
        reply: Reply,
    },
    /// The recipient's address is not taken.
    RecipientRefused {
        /// The answer.
        reply: Reply,
    },
    /// The mail itself is not taken.
    MessageRefused {
        /// The answer.
        reply: Reply,
    },
    /// What was written down cannot be made into a mail.
    Unwritable,
}

/// What a mail server answered. The text often names addresses: it is for administrators, not for logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The three digits of RFC 5321.
    pub code: u16,
    /// The words behind them, tidied and cut.
    pub text: String,
}

impl MailFailure {
    /// One of each, for tests that walk them all.
    pub fn one_of_each() -> Vec<Self> {
        let (server, said, reply) = (String::new, String::new, Reply::default);
        vec![
            Self::NotConfigured,
            Self::NameNotFound { host: server() },
            Self::ConnectionRefused { server: server() },
            Self::Unreachable { server: server(), said: said() },
            Self::TooSlow { server: server() },
            Self::NotEncrypted { server: server(), said: said() },
            Self::BrokenOff { server: server() },
            Self::ServerRefused { reply: reply() },
            Self::NotNow { reply: reply() },
            Self::LoginNotOffered { server: server() },
            Self::LoginRefused { reply: reply() },
            Self::SenderRefused { reply: reply() },
            Self::RecipientRefused { reply: reply() },
            Self::MessageRefused { reply: reply() },
            Self::Unwritable,
        ]
    }

    /// The word by which programs and logs know it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotConfigured => "not-configured",
            Self::NameNotFound { .. } => "name-not-found",
            Self::ConnectionRefused { .. } => "connection-refused",
            Self::Unreachable { .. } => "unreachable",
            Self::TooSlow { .. } => "too-slow",
            Self::NotEncrypted { .. } => "not-encrypted",
            Self::BrokenOff { .. } => "broken-off",
            Self::ServerRefused { .. } => "server-refused",
            Self::NotNow { .. } => "not-now",
            Self::LoginNotOffered { .. } => "login-not-offered",
            Self::LoginRefused { .. } => "login-refused",
            Self::SenderRefused { .. } => "sender-refused",
            Self::RecipientRefused { .. } => "recipient-refused",
            Self::MessageRefused { .. } => "message-refused",
            Self::Unwritable => "unwritable",
        }
    }

    /// What happened, as a person reads it.
    pub fn sentence(&self, speech: &Speech) -> String {
        let said = self.said();
        let blanks = [("server", self.server()), ("said", said.as_str())];
        speech.tell(&format!("mail-failure-{}", self.code()), &blanks)
    }

    /// What can be done about it.
    pub fn hint(&self, speech: &Speech) -> String {
        speech.say(&format!("mail-failure-{}-hint", self.code()))
    }

    /// Whether trying again is of no use: it is this mail that is not taken, and not ours to cure. A login or a sender that is not taken is the
    /// administrator's to cure, and the mails wait for that.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::RecipientRefused { .. } | Self::MessageRefused { .. } | Self::Unwritable)
    }

    /// The three digits, where the server answered.
    pub fn status(&self) -> Option<u16> {
        self.reply().map(|reply| reply.code)
    }

    fn reply(&self) -> Option<&Reply> {
        match self {
            Self::ServerRefused { reply }
            | Self::NotNow { reply }
            | Self::LoginRefused { reply }
            | Self::SenderRefused { reply }
            | Self::RecipientRefused { reply }
            | Self::MessageRefused { reply } => Some(reply),
            _ => None,
        }
    }

    fn server(&self) -> &str {
        match self {
            Self::NameNotFound { host: server }
            | Self::ConnectionRefused { server }
            | Self::Unreachable { server, .. }
            | Self::TooSlow { server }
            | Self::NotEncrypted { server, .. }
            | Self::BrokenOff { server }
            | Self::LoginNotOffered { server } => server,
            _ => "",
        }
    }

    fn said(&self) -> String {
        match (self, self.reply()) {
            (Self::Unreachable { said, .. } | Self::NotEncrypted { said, .. }, _) => said.clone(),
            (_, Some(reply)) => format!("{} {}", reply.code, reply.text).trim_end().to_owned(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use commons::Language;

    use super::{MailFailure, Reply};
    use crate::pages::Speech;

    #[test]
    fn every_failure_says_in_both_languages_what_happened_and_what_to_do() {
        let mut seen = HashSet::new();
        for failure in MailFailure::one_of_each() {
            for speech in Language::ALL.map(Speech::in_language) {
                for text in [failure.sentence(&speech), failure.hint(&speech)] {
                    assert!(!text.starts_with("mail-failure") && !text.contains('{'), "{failure:?}: {text}");
                    assert!(seen.insert(text.clone()), "{failure:?}: said of another: {text}");
                }
            }
        }
    }

    #[test]
    fn the_answer_of_the_server_stands_in_the_sentence() {
        let reply = Reply { code: 550, text: "5.1.1 unknown".to_owned() };
        let said = MailFailure::RecipientRefused { reply }.sentence(&Speech::in_language(Language::German));
        assert!(said.contains("550 5.1.1 unknown"), "{said}");
    }
}
