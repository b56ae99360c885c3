//! An address to which mail can go.

use std::fmt;

use commons::Refusal;
use lettre::Address;
use url::Host;

/// The address of one mailbox, as a mail server takes it: plain name (RFC 5322, dot-atom), domain in ASCII.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox(Address);

impl Mailbox {
    /// Parses `kim@auenstadt.de`. Umlauts of a domain are encoded; before the `@` hardly any mail server takes them, nor do we.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let none = || Refusal::NotAMailbox {};
        let (name, domain) = text.trim().rsplit_once('@').ok_or_else(none)?;
        let Ok(Host::Domain(domain)) = Host::parse(domain) else { return Err(none()) };
        if !is_dot_atom(name) || !domain.contains('.') || name.len() + domain.len() > 253 {
            return Err(none());
        }
        Address::new(name, domain).map(Self).map_err(|_| none())
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    pub(super) fn address(&self) -> &Address {
        &self.0
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A log line names the domain at most.
impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mailbox(..@{})", self.domain())
    }
}

fn is_dot_atom(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    name.len() <= 64 && name.split('.').all(|part| !part.is_empty() && part.bytes().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::Mailbox;

    #[test]
    fn a_mailbox_is_read_and_its_domain_encoded() {
        for (text, read) in [
            ("kim@auenstadt.de", "kim@auenstadt.de"),
            (" kim.muster+post@amt.auenstadt.de ", "kim.muster+post@amt.auenstadt.de"),
            ("kim@münchen.de", "kim@xn--mnchen-3ya.de"),
            ("Kim@Auenstadt.DE", "Kim@auenstadt.de"),
        ] {
            assert_eq!(Mailbox::parse(text).map(|mailbox| mailbox.to_string()).as_deref(), Ok(read));
        }
    }

    #[test]
    fn row_73_what_is_more_than_one_plain_address_is_none() {
        let long = format!("{}@auenstadt.de", "a".repeat(65));
        for text in [
            "",
            "kim",
            "@auenstadt.de",
            "kim@",
            "kim@localhost",
            "kim@127.0.0.1",
            "kim@[::1]",
            "kim@auenstadt.de\r\nBcc: alle@example.org",
            "kim\r\n@auenstadt.de",
            "kim\0@auenstadt.de",
            "kim@auenstadt.de,ada@birkenried.de",
            "kim@auenstadt.de ada@birkenried.de",
            "Kim <kim@auenstadt.de>",
            "<kim@auenstadt.de>",
            "\"kim muster\"@auenstadt.de",
            "kim..muster@auenstadt.de",
            "jürgen@auenstadt.de",
            "kim@auenstadt.de> SIZE=1",
            &long,
        ] {
            assert!(Mailbox::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn shown_in_a_log_it_is_its_domain() {
        let mailbox = Mailbox::parse("kim@auenstadt.de").expect("a mailbox");
        assert_eq!(format!("{mailbox:?}"), "Mailbox(..@auenstadt.de)");
    }
}
