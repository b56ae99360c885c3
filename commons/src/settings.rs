//! What an organisation has decided about itself on its own node. None of it travels.

use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::text::{self, caps};

codes! {
    /// What somebody else must approve before it is published.
    pub enum Approval as approval else None {
        None = "none", "nichts", "Nothing";
        PublicOnly = "public-only", "was öffentlich wird", "What becomes public";
        All = "all", "alles", "Everything";
    }
}

codes! {
    /// What becomes of replies from other software, unless their author is followed.
    pub enum Replies as replies else Held {
        Off = "off", "werden nicht angenommen", "Are not accepted";
        Held = "held", "warten im Eingang, bis jemand sie zeigt", "Wait among what has come in until somebody shows them";
        Open = "open", "erscheinen sofort", "Appear at once";
    }
}

codes! {
    /// Whether an organisation is brought together with others who plan the same.
    pub enum Convoy as convoy else On {
        On = "on", "ja, beide Seiten erfahren es", "Yes, both sides are told";
        Off = "off", "nein", "No";
    }
}

#[expect(clippy::derivable_impls, reason = "the list of codes declares the enum")]
impl Default for Convoy {
    fn default() -> Self {
        Self::On
    }
}

#[expect(clippy::derivable_impls, reason = "the list of codes declares the enum")]
impl Default for Replies {
    fn default() -> Self {
        Self::Held
    }
}

/// The settings of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What must be approved; where nothing is chosen it depends on how many people there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// Domains of mailboxes whose owners may register themselves as readers: `auenstadt.de`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reader_domains: Vec<String>,
    /// Its colour, `#0b5f5c`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// What becomes of replies from other software.
    pub replies: Replies,
    /// Whether it is brought together with others who plan the same.
    pub convoy: Convoy,
}

impl Settings {
    /// What must be approved in an organisation with so many people who may sign in: where one works alone, nothing.
    pub fn approval(&self, people: usize) -> Approval {
        self.approval.unwrap_or(if people > 1 { Approval::PublicOnly } else { Approval::None })
    }

    /// Whether the owner of this mailbox may register as a reader. Only the whole domain counts.
    pub fn lets_in(&self, mail: &str) -> bool {
        let domain = mail.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        domain.is_some_and(|domain| self.reader_domains.contains(&domain))
    }

    /// Tidies the domains and the colour, and refuses what is none.
    pub fn tidy(mut self) -> Result<Self, Refusal> {
        text::check_list("reader_domains", &self.reader_domains, caps::LIST)?;
        for domain in &mut self.reader_domains {
            *domain = text::line(domain).trim_start_matches('@').to_lowercase();
            if !is_a_domain(domain) {
                return Err(Refusal::NotADomain {});
            }
        }
        self.reader_domains.sort();
        self.reader_domains.dedup();
        match &self.colour {
            Some(colour) if !is_a_colour(colour) => Err(Refusal::NotAColour {}),
            _ => Ok(self),
        }
    }
}

fn is_a_domain(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

fn is_a_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{Approval, Replies, Settings};

    #[test]
    fn replies_wait_unless_it_was_decided_otherwise() {
        let read = |json: &str| serde_json::from_str::<Settings>(json).expect("settings").replies;
        assert_eq!(read("{}"), Replies::Held);
        assert_eq!(read(r#"{"replies":"open"}"#), Replies::Open);
        assert_eq!(read(r#"{"replies":"whoever"}"#), Replies::Held, "a code of a later version");
    }

    #[test]
    fn who_works_alone_needs_nobodys_approval() {
        let settings = Settings::default();
        assert_eq!((settings.approval(1), settings.approval(2)), (Approval::None, Approval::PublicOnly));
        let strict = Settings { approval: Some(Approval::All), ..settings };
        assert_eq!(strict.approval(1), Approval::All);
    }

    #[test]
    fn only_the_whole_domain_lets_in() {
        let domains = vec!["@Auenstadt.de".to_owned()];
        let settings = Settings { reader_domains: domains, ..Settings::default() }.tidy().expect("settings");
        assert!(settings.lets_in("ada@auenstadt.de") && settings.lets_in("ada@AUENSTADT.de"));
        for other in
            ["ada@sub.auenstadt.de", "ada@auenstadt.de.evil.example", "auenstadt.de", "a@b@evil.example"]
        {
            assert!(!settings.lets_in(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_domain_or_colour_is_refused() {
        for bad in ["auenstadt", "", "a..de", "a b.de", "*.de"] {
            let settings = Settings { reader_domains: vec![bad.to_owned()], ..Settings::default() };
            assert!(settings.tidy().is_err(), "{bad}");
        }
        for bad in ["red", "#12345", "#12345g", "#0b5f5c;x", "url(x)"] {
            assert!(
                Settings { colour: Some(bad.to_owned()), ..Settings::default() }.tidy().is_err(),
                "{bad}"
            );
        }
    }
}
