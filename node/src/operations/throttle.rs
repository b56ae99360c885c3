//! Guessing does not pay: after some failures in a row an account or an address waits, longer each time. Nor does having mails sent to
//! somebody.

use commons::{Refusal, Time};
use store::{Change, StoreError};

use crate::failure::Failure;
use crate::hall::Hall;

/// Failures of an account, and mails to a mailbox, before it waits.
const ACCOUNT: i64 = 5;
/// Failures and wishes from an address before it waits: whole town halls share one.
const ADDRESS: i64 = 30;
/// The longest wait.
const LONGEST: i64 = Time::HOUR;
/// After such a pause failures are counted anew.
pub const PAUSE: i64 = Time::DAY;

/// Counts a try at this account before it is known how it ends, so that many at once count as many.
///
/// # Errors
/// 429 while account or address must wait; such a try is not counted.
pub async fn begin(hall: &Hall, mail: &str, source: &str) -> Result<(), Failure> {
    let (account, address) = (account(mail), address(source));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (account, address) = (account.clone(), address.clone());
            Box::pin(async move {
                let closed = change.attempts().closed_until(&address).await?;
                let wait = if closed > now { Some(minutes(closed, now)) } else { None };
                match wait.or(one_more(change, &account, ACCOUNT, now).await?) {
                    Some(minutes) => Err(Failure::from(Refusal::TooManyTries { minutes })),
                    None => Ok(()),
                }
            })
        })
        .await
}

/// Counts that somebody wants a mail sent to this mailbox, whosever it is: each wish counts as one, from whichever page it comes.
///
/// # Errors
/// 429 while mailbox or address must wait; such a wish is not counted.
pub async fn wish(hall: &Hall, mail: &str, source: &str) -> Result<(), Failure> {
    let keys = [(format!("mail {mail}"), ACCOUNT), (format!("wishes {source}"), ADDRESS)];
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let keys = keys.clone();
            Box::pin(async move {
                for (key, most) in &keys {
                    if let Some(minutes) = one_more(change, key, *most, now).await? {
                        return Err(Failure::from(Refusal::TooManyMails { minutes }));
                    }
                }
                Ok(())
            })
        })
        .await
}

/// Counts a failure from this address.
///
/// # Errors
/// When the memory fails.
pub async fn fail(hall: &Hall, source: &str) -> Result<(), Failure> {
    let address = address(source);
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let address = address.clone();
            Box::pin(
                async move { Ok::<_, Failure>(one_more(change, &address, ADDRESS, now).await.map(drop)?) },
            )
        })
        .await
}

/// Counts something that strangers may do from one address so many times within an hour.
///
/// # Errors
/// 429 beyond that.
pub async fn count(hall: &Hall, what: &str, source: &str, most: i64) -> Result<(), Failure> {
    let key = format!("{what} {source}");
    let now = hall.clock.now();
    let times = hall
        .store
        .write(move |change| {
            let key = key.clone();
            Box::pin(async move { Ok::<_, Failure>(change.attempts().fail(&key, now, Time::HOUR).await?) })
        })
        .await?;
    if times > most { Err(Refusal::TooOften {}.into()) } else { Ok(()) }
}

/// The account's owner came in: what failed before is forgotten.
///
/// # Errors
/// When the memory fails.
pub async fn clear(hall: &Hall, mail: &str) -> Result<(), Failure> {
    let account = account(mail);
    hall.store
        .write(move |change| {
            let account = account.clone();
            Box::pin(async move { Ok::<_, Failure>(change.attempts().clear(&account).await?) })
        })
        .await
}

/// One more under this key; from `most` on it waits. Where it waits already, gives the minutes that are left.
async fn one_more(change: &mut Change, key: &str, most: i64, now: Time) -> Result<Option<i64>, StoreError> {
    // Counting holds the row until the commit: of many at once, each sees what the one before it left.
    let counted = change.attempts().fail(key, now, PAUSE).await?;
    let closed = change.attempts().closed_until(key).await?;
    if closed > now {
        return Ok(Some(minutes(closed, now)));
    }
    if counted >= most {
        change.attempts().close(key, now.plus(wait(counted - most))).await?;
    }
    Ok(None)
}

/// One minute, then twice as long with each failure more.
fn wait(beyond: i64) -> i64 {
    Time::MINUTE.saturating_mul(1 << beyond.clamp(0, 10)).min(LONGEST)
}

fn minutes(until: Time, now: Time) -> i64 {
    (until.millis() - now.millis() + Time::MINUTE - 1) / Time::MINUTE
}

fn account(mail: &str) -> String {
    format!("account {mail}")
}

fn address(source: &str) -> String {
    format!("address {source}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_an_hour() {
        let waits: Vec<_> = (0..8).map(|beyond| wait(beyond) / Time::MINUTE).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(wait(i64::MAX), LONGEST);
    }
}
