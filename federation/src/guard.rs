//! The guard: which addresses may be called from here. It looks at the URL before, and at every resolved address at the
//! moment of connecting, so that a name which resolves differently the second time does not help.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use commons::{Iri, Refusal};
use futures::future::BoxFuture;
use url::{Host, Url};

use crate::lab::Lab;
use crate::network::{self, Network};

/// How long our own resolver is waited for before a call is left to the proxy. Behind a proxy it often knows no outer names.
const PATIENCE: Duration = Duration::from_secs(2);

/// Refuses to start beside a switch that turns the address check of the ActivityPub library off.
pub fn environment_is_sane() -> Result<(), Refusal> {
    match std::env::var_os("DANGER_FEDERATION_ALLOW_LOCAL_IP") {
        Some(_) => Err(Refusal::AddressForbidden {}),
        None => Ok(()),
    }
}

/// Turns names into addresses. Handed in, so that a test can answer differently the second time.
pub trait Resolve: Send + Sync {
    /// Every address of a host; port 0 where it is the usual one.
    fn resolve(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;
}

/// The resolver of the operating system.
pub struct SystemResolve;

impl Resolve for SystemResolve {
    fn resolve(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        let host = host.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.collect()) })
    }
}

/// Says which URLs and addresses may be called.
#[derive(Clone)]
pub struct Guard {
    lab: Lab,
    resolve: Arc<dyn Resolve>,
    network: Arc<Network>,
}

impl Guard {
    /// A guard with this lab, closed as a rule, and this resolver.
    pub fn new(lab: Lab, resolve: Arc<dyn Resolve>) -> Self {
        Self { lab, resolve, network: Arc::default() }
    }

    /// The same guard in this network.
    #[must_use]
    pub fn within(mut self, network: Network) -> Self {
        self.network = Arc::new(network);
        self
    }

    /// The network around it.
    pub(crate) fn network(&self) -> &Network {
        &self.network
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
        // The proxy's own name may lead inside: it is nobody's address.
        if !plain || self.network.is_proxy(host) || !(real || lab) {
            return Err(forbidden());
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// Every address of a host, if all of them may be called: one forbidden address among them refuses the whole answer.
    ///
    /// A private peer lives in its range and nowhere else; the proxy, whose name no neighbour may bear, wherever it likes.
    ///
    /// # Errors
    /// When one of them is forbidden, or none is known.
    pub async fn addresses(&self, host: &str) -> Result<Vec<SocketAddr>, GuardError> {
        let lab = self.lab.covers(host);
        if lab && host.to_ascii_lowercase().ends_with(".localhost") {
            return Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))]);
        }
        let found = self.resolve.resolve(host).await.map_err(GuardError::Unresolved)?;
        let range = self.network.private_range(host);
        let may = |address: &SocketAddr| {
            range.map_or_else(|| is_public(address.ip()), |range| range.contains(address.ip()))
        };
        let open = lab || self.network.is_proxy(host);
        if open || found.iter().all(may) { Ok(found) } else { Err(GuardError::Forbidden) }
    }

    /// Looks at a call that goes through the proxy, which will look up the name itself: names of the own network are refused, and so is a
    /// name that our own resolver knows to lead inside. What it does not know is left to the proxy.
    ///
    /// # Errors
    /// [`GuardError::Forbidden`].
    pub(crate) async fn admit(&self, url: &Url) -> Result<(), GuardError> {
        let host = url.host_str().unwrap_or_default();
        if self.network.proxy_to(host).is_none() || self.lab.covers(host) {
            return Ok(());
        }
        if network::is_inward(host) {
            return Err(GuardError::Forbidden);
        }
        match tokio::time::timeout(PATIENCE, self.resolve.resolve(host)).await {
            Ok(Ok(found)) if !found.iter().all(|address| is_public(address.ip())) => {
                Err(GuardError::Forbidden)
            }
            _ => Ok(()),
        }
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
            Ok(Box::new(found.into_iter()) as reqwest::dns::Addrs)
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
