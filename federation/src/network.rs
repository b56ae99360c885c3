//! The network around a node: a proxy through which it must go out, and neighbours that live inside the same network.
//!
//! Many town halls reach the net only through a proxy, and some neighbours only over a network of the state or the county whose addresses
//! are private. Both are an administrator's word, host by host; nothing that a neighbour says can widen them.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use commons::Refusal;
use url::{Host, Url};

/// What stands between a node and its neighbours. By default nothing does.
#[derive(Clone, Default)]
pub struct Network {
    proxy: Option<Proxy>,
    private_peers: Vec<PrivatePeer>,
    authorities: Vec<Vec<u8>>,
}

/// A proxy that is asked to open a way (`CONNECT`) to each neighbour.
#[derive(Clone)]
pub struct Proxy {
    pub(crate) url: Url,
    pub(crate) login: Option<(String, String)>,
    direct: Vec<String>,
}

impl Proxy {
    /// The proxy at `http://name-or-address:port`, without a login in it.
    ///
    /// # Errors
    /// [`Refusal::NotAnAddress`] for any other address.
    pub fn parse(url: &str) -> Result<Self, Refusal> {
        let url = Url::parse(url.trim()).map_err(|_| Refusal::NotAnAddress {})?;
        let plain = url.username().is_empty() && url.password().is_none();
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if url.scheme() != "http" || url.host().is_none() || !plain || !bare {
            return Err(Refusal::NotAnAddress {});
        }
        Ok(Self { url, login: None, direct: Vec::new() })
    }

    /// Says who we are when the proxy asks.
    #[must_use]
    pub fn with_login(mut self, name: &str, password: &str) -> Self {
        self.login = Some((name.to_owned(), password.to_owned()));
        self
    }

    /// Hosts that are called without it: names, or `*.kreis.example` for everything below one.
    #[must_use]
    pub fn but_not_to<T: AsRef<str>>(mut self, hosts: &[T]) -> Self {
        self.direct = hosts.iter().map(|host| host.as_ref().to_ascii_lowercase()).collect();
        self
    }
}

/// Where it is, without its login.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

/// A neighbour that lives in a private range, and where: `wissen.kreis.example=10.20.0.0/16`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivatePeer {
    host: String,
    range: Range,
}

impl FromStr for PrivatePeer {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (host, range) = text.split_once('=').ok_or(Refusal::NotAHost {})?;
        let host = host.trim().to_ascii_lowercase();
        // A pattern would let in whoever may name a host below it.
        match Host::parse(&host) {
            Ok(Host::Domain(name))
                if name == host && name.contains('.') && !name.ends_with('.') && !name.contains('*') => {}
            _ => return Err(Refusal::NotAHost {}),
        }
        Ok(Self { host, range: range.trim().parse()? })
    }
}

impl fmt::Display for PrivatePeer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}/{}", self.host, self.range.base, self.range.bits)
    }
}

/// Addresses that begin with the same bits: `10.20.0.0/16`; an address alone is a range of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    base: IpAddr,
    bits: u32,
}

impl FromStr for Range {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let bad = || Refusal::NotARange {};
        let (base, bits) = text.split_once('/').map_or((text, None), |(base, bits)| (base, Some(bits)));
        let base: IpAddr = base.parse().map_err(|_| bad())?;
        let width = width(base);
        let bits = bits.map_or(Ok(width), str::parse).map_err(|_| bad())?;
        // A range of everything is no range.
        if bits == 0 || bits > width { Err(bad()) } else { Ok(Self { base, bits }) }
    }
}

impl Range {
    /// Whether an address lies within.
    pub fn contains(self, address: IpAddr) -> bool {
        let distance = width(self.base) - self.bits;
        width(address) == width(self.base) && number(address) >> distance == number(self.base) >> distance
    }
}

fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

impl Network {
    /// Goes out through this proxy.
    #[must_use]
    pub fn through(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Reaches these neighbours where they live, and never through the proxy.
    #[must_use]
    pub fn with_private_peers(mut self, peers: Vec<PrivatePeer>) -> Self {
        self.private_peers = peers;
        self
    }

    /// Believes certificates of these authorities too: a file of PEM, as a network's own authority hands it out.
    #[must_use]
    pub fn trusting(mut self, pem: Vec<u8>) -> Self {
        self.authorities.push(pem);
        self
    }

    /// The proxy, where there is one.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    pub(crate) fn authorities(&self) -> &[Vec<u8>] {
        &self.authorities
    }

    /// The private range in which this host lives, where an administrator said so.
    pub(crate) fn private_range(&self, host: &str) -> Option<Range> {
        let peer = self.private_peers.iter().find(|peer| peer.host.eq_ignore_ascii_case(host));
        peer.map(|peer| peer.range)
    }

    /// The proxy through which this host is reached.
    pub(crate) fn proxy_to(&self, host: &str) -> Option<&Proxy> {
        let host = host.to_ascii_lowercase();
        let is_direct = |proxy: &&Proxy| {
            self.private_range(&host).is_some() || proxy.direct.iter().any(|pattern| covers(pattern, &host))
        };
        self.proxy.as_ref().filter(|proxy| !is_direct(proxy))
    }

    /// Whether this name is the proxy's own: no neighbour's, and the only name that may lead anywhere.
    pub(crate) fn is_proxy(&self, host: &str) -> bool {
        let name = self.proxy.as_ref().and_then(|proxy| proxy.url.host_str());
        name.is_some_and(|name| name.eq_ignore_ascii_case(host))
    }
}

fn covers(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(ending) => host.len() > ending.len() && host.ends_with(ending),
        None => host == pattern,
    }
}

/// Names that mean something only inside a network, or on one machine: what a proxy would look up in the town hall's own DNS.
pub(crate) fn is_inward(host: &str) -> bool {
    const INWARD: [&str; 14] = [
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "intern",
        "lan",
        "home",
        "corp",
        "private",
        "arpa",
        "test",
        "invalid",
        "onion",
    ];
    let host = host.to_ascii_lowercase();
    match host.rsplit_once('.') {
        None => true,
        Some((_, last)) => INWARD.contains(&last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_what_begins_alike() {
        let holds = |range: &str, address: &str| {
            range.parse::<Range>().expect(range).contains(address.parse().expect(address))
        };
        assert!(holds("10.20.0.0/16", "10.20.255.1") && !holds("10.20.0.0/16", "10.21.0.1"));
        assert!(holds("10.20.3.4/9", "10.127.0.1") && !holds("10.20.3.4/9", "10.128.0.1"));
        assert!(holds("10.20.0.5", "10.20.0.5") && !holds("10.20.0.5", "10.20.0.6"));
        assert!(holds("fd00:1::/32", "fd00:1:2::3") && !holds("fd00:1::/32", "fd00:2::3"));
        assert!(!holds("10.0.0.0/8", "::ffff:10.0.0.1"), "a mapped address is another address");
        for bad in [
            "",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/0",
            "10.0.0/8",
            "::/0",
            "fd00::/129",
            "10.0.0.0/-1",
            "x",
        ] {
            assert_eq!(bad.parse::<Range>(), Err(Refusal::NotARange {}), "{bad}");
        }
    }

    #[test]
    fn a_private_peer_is_one_host_and_its_range() {
        let peer: PrivatePeer = " Wissen.Kreis.example = 10.20.0.0/16 ".parse().expect("a peer");
        assert_eq!(peer.to_string(), "wissen.kreis.example=10.20.0.0/16");
        for bad in [
            "*.kreis.example=10.0.0.0/8",
            "10.0.0.1=10.0.0.0/8",
            "kreis=10.0.0.0/8",
            "a.de:8443=10.0.0.0/8",
            "a.de",
            "=10.0.0.0/8",
            "a.de.=10.0.0.0/8",
            "a.de=",
        ] {
            assert!(bad.parse::<PrivatePeer>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_proxy_is_an_address_with_nothing_hidden_in_it() {
        let proxy =
            Proxy::parse("http://proxy.rathaus.example:3128").expect("a proxy").with_login("node", "secret");
        assert_eq!(proxy.to_string(), "http://proxy.rathaus.example:3128");
        assert!(Proxy::parse("http://10.0.0.3:8080/").is_ok());
        for bad in [
            "",
            "proxy:3128",
            "https://proxy.example",
            "socks5://proxy.example",
            "http://u:p@proxy.example",
            "http://proxy.example/x",
            "http://proxy.example/?x",
        ] {
            assert!(Proxy::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_proxy_leads_to_everybody_but_those_who_live_inside() {
        let proxy = Proxy::parse("http://proxy.rathaus.example:3128")
            .expect("a proxy")
            .but_not_to(&["*.kreis.example"]);
        let network = Network::default()
            .through(proxy)
            .with_private_peers(vec!["wissen.amt.example=10.1.0.0/16".parse().expect("a peer")]);
        let by_proxy = |host: &str| network.proxy_to(host).is_some();
        assert!(by_proxy("auenstadt.de") && by_proxy("kreis.example") && by_proxy("x.wissen.amt.example"));
        assert!(!by_proxy("wissen.kreis.example") && !by_proxy("Wissen.AMT.example"));
        assert!(network.is_proxy("Proxy.Rathaus.example") && !network.is_proxy("auenstadt.de"));
        assert!(Network::default().proxy_to("auenstadt.de").is_none());
    }

    #[test]
    fn names_of_the_own_network_are_told_from_names_of_the_world() {
        for inward in
            ["intranet", "drucker.local", "wiki.intern", "a.localhost", "1.0.0.10.in-addr.arpa", "x.Internal"]
        {
            assert!(is_inward(inward), "{inward}");
        }
        assert!(!is_inward("auenstadt.de") && !is_inward("local.auenstadt.de"));
    }
}
