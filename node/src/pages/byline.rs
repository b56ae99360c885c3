//! Who speaks: an organisation's name with county or Land beside it, since many towns share a name.

use commons::{Language, Organisation};

/// An organisation as it is named on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// Its name.
    pub name: String,
    /// County or Land; of other software the account.
    pub place: Option<String>,
    /// Its page on this node.
    pub address: String,
}

impl Byline {
    /// Names an organisation to somebody who reads this language and asked this host.
    pub fn of(organisation: &Organisation, language: Language, host: &str) -> Self {
        Self {
            name: organisation.name.clone(),
            place: organisation.place(language),
            address: address(&organisation.handle, &organisation.host, host),
        }
    }
}

/// The page of an organisation: `/organisationen/auenstadt` on its own host, else `/organisationen/auenstadt@auenstadt.de`.
pub fn address(handle: &str, host: &str, asked: &str) -> String {
    if host == asked {
        format!("/organisationen/{handle}")
    } else {
        format!("/organisationen/{handle}@{host}")
    }
}
