//! What somebody tells without signing in, of a barrier or of something that should not be shown: read with its limits, and not too often.

use commons::{Refusal, text};

use crate::failure::Failure;
use crate::hall::Hall;
use crate::mail::Mailbox;
use crate::operations::throttle;

/// Characters of what is told.
pub const LONGEST: usize = 5_000;
/// How much may wait for one who decides before nobody keeps up with it.
pub const MOST_OPEN: i64 = 500;
/// How often something may be told from one address before it has to wait.
const FROM_ONE_ADDRESS: i64 = 5;

/// What is told, tidied.
///
/// # Errors
/// When nothing is told, or too much.
pub fn words(body: &str) -> Result<String, Refusal> {
    let body = text::paragraphs(body);
    if body.is_empty() {
        return Err(Refusal::Missing { field: "body" });
    }
    text::check("body", &body, LONGEST)?;
    Ok(body)
}

/// Where to answer; empty where nobody wants an answer.
///
/// # Errors
/// When it is no mailbox.
pub fn mailbox(mail: &str) -> Result<String, Refusal> {
    let mail = text::line(mail);
    if !mail.is_empty() {
        Mailbox::parse(&mail)?;
    }
    Ok(mail)
}

/// Counts that something of this kind is told from there.
///
/// # Errors
/// 429 when that has been too often within an hour.
pub async fn count(hall: &Hall, kind: &str, source: &str) -> Result<(), Failure> {
    throttle::count(hall, kind, source, FROM_ONE_ADDRESS).await
}
