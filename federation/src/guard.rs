//! The guard: which addresses may be called from here. It looks at the URL before, and at every resolved address at the
//! moment of connecting, so that a name which resolves differently the second time does not help.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use commons::{Iri, Refusal};
use futures::future::BoxFuture;
use url::{Host, Url};

use crate::lab::Lab;

/// Refuses to start beside a switch that turns the address check of the ActivityPub library off.
pub fn environment_is_sane() -> Result<(), Refusal> {
    match std::env::var_os("DANGER_FEDERATION_ALLOW_LOCAL_IP") {
        Some(_) => Err(Refusal::AddressForbidden {}),
        None => Ok(()),
    }
}

/// Turns names into addresses. Handed in, so that a test can answer differently the second time.
pub trait Resolve: Send + Sync {
    /// Every address of a host.
    fn resolve(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The resolver of the operating system.
pub struct SystemResolve;

impl Resolve for SystemResolve {
    fn resolve(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Says which URLs and addresses may be called.
#[derive(Clone)]
pub struct Guard {
    lab: Lab,
    resolve: Arc<dyn Resolve>,
}

impl Guard {
    /// A guard with this lab, closed as a rule, and this resolver.
    pub fn new(lab: Lab, resolve: Arc<dyn Resolve>) -> Self {
        Self { lab, resolve }
    }

    /// Looks at an address before anything is sent to it: https, a name, no user, no port; in the lab http and ports too.
    pub fn check(&self, iri: &Iri) -> Result<Url, Refusal> {
        let forbidden = || Refusal::AddressForbidden {};
        let mut url = Url::parse(iri.as_str()).map_err(|_| forbidden())?;
        // Decimal, octal and hexadecimal addresses have become addresses by parsing.
        let Some(Host::Domain(host)) = url.host() else { return Err(forbidden()) };
        let real = url.scheme() == "https" && url.port().is_none();
        let lab = matches!(url.scheme(), "http" | "https") && self.lab.covers(host);
        let plain = url.username().is_empty() && url.password().is_none() && !host.ends_with('.');
        if !plain || !(real || lab) {
            return Err(forbidden());
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// Every address of a host, if all of them may be called: one forbidden address among them refuses the whole answer.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, GuardError> {
        let lab = self.lab.covers(host);
        if lab && host.to_ascii_lowercase().ends_with(".localhost") {
            return Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]);
        }
        let found = self.resolve.resolve(host).await.map_err(GuardError::Unresolved)?;
        if lab || found.iter().copied().all(is_public) { Ok(found) } else { Err(GuardError::Forbidden) }
    }
}

/// Why a name may not or cannot be called.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    /// One of its addresses is forbidden.
    #[error("the name leads to an address that may not be called")]
    Forbidden,
    /// It has no address, or none could be learned.
    #[error("the name cannot be resolved")]
    Unresolved(#[source] io::Error),
}

impl reqwest::dns::Resolve for Guard {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let found = guard.addresses(name.as_str()).await?;
            let addresses = found.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as reqwest::dns::Addrs)
        })
    }
}

/// Whether an address belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Everything but what the IANA special-purpose registry sets aside.
fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127 | 224..=255, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    )
}

/// Global unicast, 2000::/3, alone, and of that neither Teredo and its like (2001::/23), documentation nor 6to4. Mapped and
/// translated addresses lie outside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let global = (0x2000..=0x3fff).contains(&first);
    let special = match first {
        0x2001 => second < 0x0200 || second == 0x0db8,
        0x2002 => true,
        0x3fff => second < 0x1000,
        _ => false,
    };
    global && !special
}
