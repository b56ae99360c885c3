//! Links that open something once: given, looked at, taken.
//!
//! A link holds a secret of which only the hash is kept. Its address is made from the organisation's own id: what a request says of the host
//! it asks must not decide where a link in a mail leads.

use std::fmt;

use commons::{Iri, Organisation, Refusal, Time};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::tickets::{NewTicket, Purpose, TicketRow};
use store::{Change, Reading};

use crate::failure::Failure;
use crate::secret;

/// What a link is to open, and for whom.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// What it opens.
    pub purpose: Purpose,
    /// For whose mailbox; empty: for nobody's in particular.
    pub mail: String,
    /// For whom, where it is somebody known.
    pub person: Option<String>,
    /// For which organisation.
    pub organisation: Option<Iri>,
    /// Who gives it, as the audit names them.
    pub by: String,
    /// Until when it opens.
    pub until: Time,
}

/// The address of a link. Whoever has it gets in: it is shown to nobody but its owner, and in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Link(String);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(..)")
    }
}

/// What is proven by whoever comes with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// That the mailbox is theirs: the link went there, or those who run the node vouch for them.
    Mailbox,
    /// Nothing: somebody else was shown the link first, and may have used it.
    Nothing,
}

/// Makes a link that opens at this organisation's host, and gives its address. It is not kept and cannot be shown again.
///
/// # Errors
/// When the machine gives no randomness or the memory fails.
pub async fn give(
    change: &mut Change,
    host: &Organisation,
    ticket: &Ticket,
    body: &(impl Serialize + Sync),
) -> Result<Link, Failure> {
    let Ticket { purpose, mail, person, organisation, by, until } = ticket.clone();
    let secret = secret::new()?;
    let link = Link(host.iri.with(&format!("{}/{secret}", folder(purpose))).to_string());
    let body = serde_json::to_string(body).map_err(|error| unreadable(&error))?;
    let hash = secret::hash(&secret);
    let new = NewTicket { hash, purpose, mail, person, organisation, body, by, until };
    let now = change.now();
    change.tickets().add(&new, now).await?;
    Ok(link)
}

/// What a link opens. Looking does not use it up: programs that look for viruses open every link in a mail.
///
/// # Errors
/// 410 when it opens nothing (any more).
pub async fn find(
    reading: &mut Reading,
    purpose: Purpose,
    secret: &str,
    now: Time,
) -> Result<TicketRow, Failure> {
    let found = reading.tickets().by_hash(purpose, &secret::hash(secret), now).await?;
    Ok(found.ok_or(Refusal::TicketSpent {})?)
}

/// Uses a link up: of many at once, one gets it.
///
/// # Errors
/// 410 when it opens nothing (any more).
pub async fn take(change: &mut Change, purpose: Purpose, secret: &str) -> Result<TicketRow, Failure> {
    let now = change.now();
    let taken = change.tickets().take(purpose, &secret::hash(secret), now).await?;
    Ok(taken.ok_or(Refusal::TicketSpent {})?)
}

/// What the purpose needs beside.
///
/// # Errors
/// When the database was changed by other hands.
pub fn body<T: DeserializeOwned>(ticket: &TicketRow) -> Result<T, Failure> {
    serde_json::from_str(&ticket.body).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> Failure {
    tracing::error!(%error, "what a link needs could not be read or written");
    Refusal::FAILED.into()
}

/// Where links of this purpose are opened.
fn folder(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Invitation => "einladung",
        Purpose::SignIn => "anmelden",
        Purpose::Registration => "registrieren",
        Purpose::Approval => "freigabe",
        Purpose::SetUp => "einrichten",
    }
}
