//! Mails go to the mail server. What it does not take now is tried again, ever more seldom; what it does not take at all is parked for a person.

use std::time::Duration;

use commons::{Language, Time};
use futures::future::join_all;
use store::{MailRow, StoreError};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::mail::{Mail, MailFailure};
use crate::pages::Speech;
use crate::town::Town;

/// Mails on their way at once.
const AT_ONCE: i64 = 4;
/// For how long a claimed mail is left to its worker, in milliseconds: longer than any sending takes.
const LEASE: i64 = 2 * Time::MINUTE;
/// How long a stop waits for what is on its way: what is cut off after the server has taken it is sent twice.
const GRACE: Duration = Duration::from_secs(5);

/// Sends for ever, where a mail server is configured, until `stop` says true.
pub async fn run(town: Town, mut stop: watch::Receiver<bool>) {
    if !town.mail_is_configured() {
        return;
    }
    let mut posted = town.store.posted();
    while !*stop.borrow() {
        let claimed = claim(&town).await.unwrap_or_else(|error| {
            noted(error);
            Vec::new()
        });
        if claimed.is_empty() {
            tokio::select! {
                // Another process may have written one, or one has become due: look, even if nobody here has.
                _ = timeout(LOOK, posted.changed()) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            continue;
        }
        let mut stop = stop.clone();
        tokio::select! {
            _ = join_all(claimed.iter().map(|row| send(&town, row))) => {}
            () = async { let _ = stop.wait_for(|stop| *stop).await; sleep(GRACE).await } => return,
        }
    }
}

async fn claim(town: &Town) -> Result<Vec<MailRow>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let due = town.store.reading().await?.mails().next_due(now).await?;
    if due.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| Box::pin(async move { change.mails().claim(now, LEASE, AT_ONCE).await }))
        .await
}

/// One mail, sent, and what came of it, written down.
async fn send(town: &Town, row: &MailRow) {
    let sent = match Mail::kept(row) {
        Ok(mail) => town.send_mail(&mail, &row.id, row.created).await,
        Err(_) => Err(MailFailure::Unwritable),
    };
    let outcome = match sent {
        Ok(()) => Outcome::Sent,
        Err(failure) => {
            let outcome = Outcome::of(&failure, row.failures, town.clock.now());
            log(row, &failure, &outcome);
            outcome
        }
    };
    if let Err(error) = settle(town, row.id.clone(), outcome).await {
        // The lease runs out, and it is sent again: at least once.
        noted(error);
    }
}

/// What becomes of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Sent,
    Again(Time, String),
    Parked(String),
}

impl Outcome {
    /// After this failure, and so many before it.
    fn of(failure: &MailFailure, failures: i64, now: Time) -> Self {
        let error = failure.sentence(&Speech::in_language(Language::English));
        match pause(failures) {
            Some(pause) if !failure.is_final() => Self::Again(now.plus(pause), error),
            _ => Self::Parked(error),
        }
    }
}

/// How long a mail waits that has failed once more, and so often before; none when it was tried for two days.
fn pause(failures: i64) -> Option<i64> {
    match failures {
        0 => Some(Time::MINUTE),
        1 => Some(5 * Time::MINUTE),
        2 => Some(30 * Time::MINUTE),
        3 => Some(2 * Time::HOUR),
        4..12 => Some(6 * Time::HOUR),
        _ => None,
    }
}

async fn settle(town: &Town, id: String, outcome: Outcome) -> Result<(), StoreError> {
    town.store
        .write(move |change| {
            let (id, outcome) = (id.clone(), outcome.clone());
            Box::pin(async move {
                match outcome {
                    Outcome::Sent => change.mails().sent(&id).await,
                    Outcome::Again(due, error) => change.mails().failed(&id, due, &error).await,
                    Outcome::Parked(error) => change.mails().park(&id, &error).await,
                }
            })
        })
        .await
}

/// The domain and no address; the digits and no words, since mail servers like to repeat addresses.
fn log(row: &MailRow, failure: &MailFailure, outcome: &Outcome) {
    let domain = row.recipient.rsplit('@').next().unwrap_or_default();
    let (failure, status) = (failure.code(), failure.status());
    let next = if let Outcome::Again(due, _) = outcome { Some(due.to_string()) } else { None };
    tracing::warn!(
        mail.id = row.id,
        recipient.domain = domain,
        failure,
        status,
        next,
        "a mail was not taken"
    );
}

#[cfg(test)]
mod tests {
    use commons::Time;

    use super::{Outcome, pause};
    use crate::mail::{MailFailure, Reply};

    #[test]
    fn the_pauses_grow_and_end_after_two_days() {
        let pauses: Vec<_> = (0..).map_while(pause).collect();
        assert!(pauses.is_sorted() && pauses.first() == Some(&Time::MINUTE));
        let all: i64 = pauses.iter().sum();
        assert!((2 * Time::DAY..3 * Time::DAY).contains(&all), "{all}");
    }

    #[test]
    fn what_the_administrator_can_cure_waits_and_what_nobody_can_is_parked() {
        let reply = || Reply { code: 550, text: String::new() };
        let parked = |failure| matches!(Outcome::of(&failure, 0, Time::default()), Outcome::Parked(_));
        assert!(parked(MailFailure::RecipientRefused { reply: reply() }));
        assert!(parked(MailFailure::MessageRefused { reply: reply() }));
        assert!(!parked(MailFailure::LoginRefused { reply: reply() }));
        assert!(!parked(MailFailure::SenderRefused { reply: reply() }));
        assert!(!parked(MailFailure::NotNow { reply: Reply { code: 450, text: String::new() } }));
    }
}
