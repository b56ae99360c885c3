//! The mail as it goes over the wire (RFC 5322): ASCII throughout, whatever is in it.

use std::time::{Duration, SystemTime};

use commons::Time;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox as Party, SinglePart};

use super::Outgoing;

/// Says that no person wrote it, so that no absence is reported to us (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Where mails of this kind end (RFC 2369), and that one press is enough (RFC 8058).
const LIST_UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const LIST_UNSUBSCRIBE_POST: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// Writes it out.
///
/// # Errors
/// None that a [`Mail`](super::Mail) could cause.
pub fn message(sender: &Party, outgoing: &Outgoing<'_>) -> Result<Message, lettre::error::Error> {
    let Outgoing { mail, id, host, written } = outgoing;
    let message = Message::builder()
        .from(sender.clone())
        .to(Party::new(None, mail.to().address().clone()))
        .subject(mail.subject())
        .message_id(Some(format!("<{id}@{host}>")))
        .date(date(*written))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()));
    let message = match mail.unsubscribe() {
        Some(address) => message
            .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE, format!("<{address}>")))
            .raw_header(HeaderValue::new(LIST_UNSUBSCRIBE_POST, "List-Unsubscribe=One-Click".to_owned())),
        None => message,
    };
    message.singlepart(SinglePart::plain(mail.text().to_owned()))
}

fn date(time: Time) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(time.millis()).unwrap_or_default())
}
