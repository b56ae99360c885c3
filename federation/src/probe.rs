//! Looking at our own host as a neighbour would: where its name leads, whether it answers, with which certificate, and what
//! time it is there.

use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr};

use commons::{Iri, Time};
use reqwest::header::DATE;
use rustls::CertificateError;

use crate::fetch::Client;
use crate::guard::GuardError;
use crate::signatures::dates;
use crate::wire::{Failed, ProxyTrouble};

/// An answer, whatever it says. A redirect is one too: it is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// The HTTP status.
    pub status: u16,
    /// What time it is there.
    pub date: Option<Time>,
    /// Its body, as text.
    pub body: String,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unprobed {
    /// The address is one that may not be called from here.
    Forbidden,
    /// The name leads nowhere.
    Unresolved,
    /// Nobody there speaks TLS, or none that we know.
    NotEncrypted,
    /// The certificate is no good.
    Certificate(Flaw),
    /// The proxy opened no way there.
    Proxy(ProxyTrouble),
    /// Nobody answered in time.
    Silent,
    /// There was no connection, or it broke off.
    Closed,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has expired.
    Expired,
    /// It is not valid yet; most often a clock is wrong.
    NotYetValid,
    /// It was made out to another name.
    OtherName,
    /// Nobody we trust has issued it.
    UnknownIssuer,
    /// Something else.
    Other,
}

impl Client {
    /// Where a name leads, if it leads where calls may go.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, GuardError> {
        Ok(self.guard.addresses(host).await?.iter().map(SocketAddr::ip).collect())
    }

    /// Whether this host is reached through the proxy, which looks up its name for us.
    pub fn is_behind_proxy(&self, host: &str) -> bool {
        self.guard.network().proxy_to(host).is_some()
    }

    /// Asks an address and tells what came back, without a signature.
    pub async fn probe(&self, address: &Iri) -> Result<Probed, Unprobed> {
        let url = self.guard.check(address).map_err(|_| Unprobed::Forbidden)?;
        let response = self.http.get(url).send().await.map_err(|error| why(&error))?;
        let status = response.status().as_u16();
        let date = response.headers().get(DATE).and_then(|date| dates::parse(date.to_str().ok()?));
        let body = self.body(response).await.map_err(|_| Unprobed::Closed)?;
        Ok(Probed { status, date, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

fn why(error: &Failed) -> Unprobed {
    if let Some(known) = of_chain(error.cause()) {
        return known;
    }
    if error.is_timeout() { Unprobed::Silent } else { Unprobed::Closed }
}

/// What the first known error says, from the outermost inwards.
fn of_chain(error: &(dyn Error + 'static)) -> Option<Unprobed> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(known) = of(error) {
            return Some(known);
        }
        // An I/O error that wraps another does not name it as its source, but that one's source.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|inner| inner as &(dyn Error + 'static)).or_else(|| error.source());
    }
    None
}

fn of(error: &(dyn Error + 'static)) -> Option<Unprobed> {
    if let Some(trouble) = ProxyTrouble::of(error) {
        return Some(Unprobed::Proxy(trouble));
    }
    if let Some(guard) = error.downcast_ref::<GuardError>() {
        return Some(match guard {
            GuardError::Forbidden => Unprobed::Forbidden,
            GuardError::Unresolved(_) => Unprobed::Unresolved,
        });
    }
    Some(match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(certificate) => Unprobed::Certificate(flaw(certificate)),
        _ => Unprobed::NotEncrypted,
    })
}

fn flaw(error: &CertificateError) -> Flaw {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Flaw::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Flaw::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Flaw::OtherName
        }
        CertificateError::UnknownIssuer => Flaw::UnknownIssuer,
        _ => Flaw::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaw_is_found_however_deep_it_is_wrapped() {
        let wrapped = |error: CertificateError| {
            io::Error::other(io::Error::other(rustls::Error::InvalidCertificate(error)))
        };
        for (error, flaw) in [
            (CertificateError::Expired, Flaw::Expired),
            (CertificateError::NotValidYet, Flaw::NotYetValid),
            (CertificateError::NotValidForName, Flaw::OtherName),
            (CertificateError::UnknownIssuer, Flaw::UnknownIssuer),
            (CertificateError::BadEncoding, Flaw::Other),
        ] {
            assert_eq!(of_chain(&wrapped(error)), Some(Unprobed::Certificate(flaw)));
        }
        assert_eq!(of_chain(&io::Error::other("nothing we know")), None);
        assert_eq!(of_chain(&io::Error::other(GuardError::Forbidden)), Some(Unprobed::Forbidden));
    }
}
