//! Something is to be told by mail: written down in the same transaction, sent later by `jobs/mail`.

use commons::Time;
use store::{Change, NewMail, StoreError};

use crate::mail::Mail;

/// Writes a mail down. Rolled back, it was never written; from `until` on nobody needs it and it goes, sent or not: an instant no later
/// than that at which its link stops working.
///
/// Where [`Hall::mail_is_configured`](crate::Hall::mail_is_configured) says no, it would wait for nothing: do not call this then, and show the
/// link to the administrator instead.
///
/// # Errors
/// When the memory fails.
pub async fn post(change: &mut Change, mail: &Mail, until: Time) -> Result<(), StoreError> {
    let now = change.now();
    let recipient = mail.to().to_string();
    let row = NewMail {
        recipient: &recipient,
        subject: mail.subject(),
        body: mail.text(),
        unsubscribe: mail.unsubscribe(),
        until,
    };
    change.mails().add(&row, now).await.map(drop)
}
