//! Sending: one letter to one inbox, and what its answer means for the next try.

use commons::{Iri, Refusal, Time};
use reqwest::StatusCode;
use reqwest::header::{CONNECTION, CONTENT_TYPE, HeaderMap, RETRY_AFTER};

use crate::fetch::{Client, Signer};
use crate::knock::Unsigned;
use crate::media::ACTIVITY_JSON;
use crate::signatures::parse_date;

/// Longest wait a neighbour may ask for, in seconds: a day.
const LONGEST_WAIT: u32 = 24 * 3_600;

/// A letter that is ready to be signed and sent.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Where to.
    pub inbox: &'a Iri,
    /// The activity as JSON.
    pub body: &'a str,
    /// What becomes of the connection.
    pub parting: Parting,
}

impl<'a> Outgoing<'a> {
    /// A letter after which the connection is kept.
    pub fn new(inbox: &'a Iri, body: &'a str) -> Self {
        Self { inbox, body, parting: Parting::Keep }
    }
}

/// What becomes of the connection once a letter is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// It is kept for a moment: there may be more to say.
    Keep,
    /// It is closed: there are too many others.
    Close,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Taken in.
    Done,
    /// Not now: the peer is unreachable, broken or busy (network errors, 5xx, 408, 425, 429), and everything for it waits.
    Later {
        /// After so many seconds, if it said so.
        retry_after: Option<u32>,
        /// Why.
        reason: Refusal,
    },
    /// Refused: 401, 403 and 404 are worth another try, every other status is not. Status 0: our own guard forbids it.
    Refused {
        /// The status.
        status: u16,
        /// Why.
        reason: Refusal,
    },
    /// 410: that inbox is gone.
    Gone,
}

impl Client {
    /// Signs and sends a letter. What the neighbour says beside its status is not read.
    pub async fn send(&self, letter: &Outgoing<'_>, signer: &Signer<'_>) -> Answer {
        match self.post(letter, signer).await {
            Ok((status, headers)) => answer(status, &headers, signer.now),
            Err(Refusal::AddressForbidden {}) => {
                Answer::Refused { status: 0, reason: Refusal::AddressForbidden {} }
            }
            Err(refusal) => Answer::Later { retry_after: None, reason: refusal },
        }
    }

    async fn post(
        &self,
        letter: &Outgoing<'_>,
        signer: &Signer<'_>,
    ) -> Result<(StatusCode, HeaderMap), Refusal> {
        let url = self.guard.check(letter.inbox)?;
        let call = self.http.post(url.clone()).header(CONTENT_TYPE, ACTIVITY_JSON);
        let call = match letter.parting {
            Parting::Keep => call,
            Parting::Close => call.header(CONNECTION, "close"),
        };
        let call = call.body(letter.body.to_owned());
        let unsigned = Unsigned { call, method: "POST", url: &url, body: Some(letter.body) };
        let response = self.knock(&unsigned, signer).await?;
        Ok((response.status(), response.headers().clone()))
    }
}

fn answer(status: StatusCode, headers: &HeaderMap, now: Time) -> Answer {
    let reason = Refusal::PeerAnswered { status: status.as_u16() };
    match status.as_u16() {
        200..=299 => Answer::Done,
        410 => Answer::Gone,
        408 | 425 | 429 | 500.. => Answer::Later { retry_after: retry_after(headers, now), reason },
        status => Answer::Refused { status, reason },
    }
}

/// Seconds, or the instant from which they are counted (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap, now: Time) -> Option<u32> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let seconds = text.parse::<u32>().ok().or_else(|| {
        let until = parse_date(text)?;
        u32::try_from((until.millis() - now.millis()).max(0) / 1_000).ok()
    })?;
    Some(seconds.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use commons::Time;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{Answer, answer};

    fn of(status: u16, retry_after: Option<&'static str>) -> Answer {
        let mut headers = HeaderMap::new();
        headers.extend(retry_after.map(|text| (RETRY_AFTER, HeaderValue::from_static(text))));
        let now = Time::parse("1994-11-06T08:49:07Z").expect("a time");
        answer(StatusCode::from_u16(status).expect("a status"), &headers, now)
    }

    #[test]
    fn row_51_every_status_has_its_class() {
        assert!([200, 202, 204].iter().all(|status| of(*status, None) == Answer::Done));
        assert!(
            [408, 425, 429, 500, 503, 599]
                .iter()
                .all(|status| matches!(of(*status, None), Answer::Later { .. }))
        );
        assert!(
            [301, 308, 400, 401, 403, 404, 418, 422]
                .iter()
                .all(|status| matches!(of(*status, None), Answer::Refused { .. }))
        );
        assert_eq!(of(410, None), Answer::Gone);
    }

    #[test]
    fn a_wait_may_be_asked_for_in_seconds_or_as_a_date() {
        let wait = |text| match of(503, Some(text)) {
            Answer::Later { retry_after, .. } => retry_after,
            _ => None,
        };
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(30));
        assert_eq!(wait("999999999"), Some(86_400));
        assert_eq!(wait("morgen"), None);
    }
}
