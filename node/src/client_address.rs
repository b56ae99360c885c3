//! From where a request comes: the right-most address in X-Forwarded-For that is no proxy of ours.
//!
//! What stands further left was written by whoever sent the request, and is not believed.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{Extensions, HeaderMap};

/// Who opened the connection: a proxy of ours, or whoever asks. Laid into each request by `server`.
#[derive(Clone, Copy, Debug)]
pub struct Caller(pub SocketAddr);

/// The address a request comes from.
pub fn of(headers: &HeaderMap, extensions: &Extensions, trusted: &[IpAddr]) -> Option<IpAddr> {
    let Caller(direct) = extensions.get::<Caller>()?;
    let mut address = direct.ip().to_canonical();
    let lines = headers.get_all("x-forwarded-for");
    let hops: Vec<&str> =
        lines.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).collect();
    for hop in hops.iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(before) = hop.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    Some(address)
}

/// By what an address is counted: IPv4 as it is, IPv6 by its first 56 bits, which one household has.
pub fn prefix(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let kept = u128::from(address) & !((1_u128 << 72) - 1);
            format!("{}/56", Ipv6Addr::from(kept))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_request(direct: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().expect("a value"));
        }
        let mut extensions = Extensions::new();
        extensions.insert(Caller(SocketAddr::new(direct.parse().expect("an address"), 4711)));
        let trusted: Vec<IpAddr> = trusted.iter().map(|one| one.parse().expect("an address")).collect();
        of(&headers, &extensions, &trusted).expect("an address").to_string()
    }

    #[test]
    fn row_84_only_what_our_proxies_wrote_is_believed() {
        let proxy = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(of_request("192.0.2.7", &["198.51.100.1"], &proxy), "192.0.2.7");
        assert_eq!(of_request("10.0.0.1", &["198.51.100.1"], &proxy), "198.51.100.1");
        assert_eq!(of_request("10.0.0.1", &["203.0.113.9, 198.51.100.1"], &proxy), "198.51.100.1");
        assert_eq!(
            of_request("10.0.0.1", &["203.0.113.9", "198.51.100.1, 10.0.0.2"], &proxy),
            "198.51.100.1"
        );
        assert_eq!(of_request("10.0.0.1", &["198.51.100.1, unknown"], &proxy), "10.0.0.1");
        assert_eq!(of_request("::ffff:192.0.2.7", &[], &proxy), "192.0.2.7");
        assert_eq!(of_request("10.0.0.1", &[], &proxy), "10.0.0.1");
    }

    #[test]
    fn row_84_neighbouring_addresses_of_ipv6_count_as_one() {
        let prefix = |text: &str| prefix(text.parse().expect("an address"));
        assert_eq!(prefix("2001:db8:1:2300::1"), prefix("2001:db8:1:23ff:ffff::2"));
        assert_ne!(prefix("2001:db8:1:2300::1"), prefix("2001:db8:1:2400::1"));
        assert_eq!(prefix("192.0.2.7"), "192.0.2.7");
    }
}
