//! Double-knocking: what is refused for its signature is signed once more in another way, and what was taken is remembered.
//!
//! Cavage comes first, since some programs take in what RFC 9421 signs with 202, and drop it. A neighbour that announces
//! RFC 9421 (FEP-844e), or took nothing else, gets that from the start.

use commons::{Origin, Refusal};
use reqwest::{Response, StatusCode};
use url::Url;

use crate::fetch::{Client, Signer, signed, unreachable};
use crate::signatures::keys::SigningKey;
use crate::signatures::{Dialect, Known};
use crate::wire::Call;

/// A request before it is signed.
pub(crate) struct Unsigned<'a> {
    /// The whole call but its signature.
    pub call: Call,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where it goes.
    pub url: &'a Url,
    /// What it carries.
    pub body: Option<&'a str>,
}

/// One way of signing.
#[derive(Clone, Copy)]
struct Knock<'a> {
    dialect: Dialect,
    key: &'a SigningKey,
}

impl Client {
    /// Sends a request, signed in the way its reader is known to take, and in another where it is not taken. The answer is
    /// that of the first way unless another way gets a better one.
    pub(crate) async fn knock(
        &self,
        unsigned: &Unsigned<'_>,
        signer: &Signer<'_>,
    ) -> Result<Response, Refusal> {
        let origin = Origin::parse(&unsigned.url.origin().ascii_serialization())?;
        let known = self.dialects().of(&origin);
        let mut refused = None;
        for knock in knocks(known, signer.key) {
            let response = self.one(unsigned, knock, signer).await?;
            if !asks_for_another(response.status(), known) {
                if refused.is_some() && response.status().is_success() {
                    self.learn(&origin, known, knock.dialect);
                }
                return Ok(response);
            }
            refused = refused.or(Some(response));
        }
        refused.ok_or(Refusal::FAILED)
    }

    async fn one(
        &self,
        unsigned: &Unsigned<'_>,
        knock: Knock<'_>,
        signer: &Signer<'_>,
    ) -> Result<Response, Refusal> {
        let headers = signed(
            unsigned.url,
            unsigned.method,
            unsigned.body,
            knock.dialect,
            &Signer { key: knock.key, ..*signer },
        )?;
        let call = unsigned.call.again().ok_or(Refusal::FAILED)?;
        call.headers(headers).send().await.map_err(unreachable)
    }

    /// A newer key that is taken says nothing of the dialect.
    fn learn(&self, origin: &Origin, known: Option<Known>, dialect: Dialect) {
        if known.map_or(Dialect::Cavage, |known| known.dialect) != dialect {
            self.dialects().knocked(origin, dialect);
        }
    }
}

/// In the dialect that is known, then by the key that has taken the place of this one, then in another dialect.
fn knocks(known: Option<Known>, key: &SigningKey) -> Vec<Knock<'_>> {
    let dialect = known.map_or(Dialect::Cavage, |known| known.dialect);
    let other = if dialect == Dialect::Cavage { Dialect::Rfc9421 } else { Dialect::Cavage };
    let newest = key.successor().unwrap_or(key);
    let mut knocks = vec![Knock { dialect, key }];
    knocks.extend(key.successor().map(|successor| Knock { dialect, key: successor }));
    knocks.push(Knock { dialect: other, key: newest });
    knocks
}

/// Whether another way of signing may help. 403 is said by some who read no cavage, and by everyone who has blocked us: of
/// one whose dialect we know, it means the latter.
fn asks_for_another(status: StatusCode, known: Option<Known>) -> bool {
    status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN && known.is_none()
}
