//! Which addresses may be called: rows 41, 42, 44 and 46 of THREATS.md.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commons::{Iri, Refusal};
use federation::guard::{GuardError, environment_is_sane, is_public};
use federation::{Guard, Lab, Resolve, SystemResolve};
use futures::future::BoxFuture;

use crate::hand::iri;

/// Answers with one list after the other.
struct Rebinding(Vec<Vec<&'static str>>, AtomicUsize);

impl Resolve for Rebinding {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        let turn = self.1.fetch_add(1, Ordering::SeqCst).min(self.0.len() - 1);
        let address = |text: &&str| SocketAddr::new(text.parse().expect("an address"), 0);
        let addresses = self.0[turn].iter().map(address).collect();
        Box::pin(async move { Ok(addresses) })
    }
}

fn guard(answers: Vec<Vec<&'static str>>) -> Guard {
    Guard::new(Lab::closed(), Arc::new(Rebinding(answers, AtomicUsize::new(0))))
}

#[test]
fn row_41_addresses_that_are_not_public() {
    for bad in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2002:7f00::",
        "2001::1",
        "2001:db8::1",
        "2001:20::1",
        "100::1",
        "3fff::1",
        "5f00::1",
    ] {
        assert!(!is_public(bad.parse().expect(bad)), "{bad}");
    }
    for good in [
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "193.0.0.1",
        "2a01:4f8::1",
        "2606:4700::1",
        "2001:4860::8888",
    ] {
        assert!(is_public(good.parse().expect(good)), "{good}");
    }
}

#[test]
fn row_41_and_44_urls_that_are_not_called() {
    let guard = Guard::new(Lab::closed(), Arc::new(SystemResolve));
    for bad in [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "http://auenstadt.de/",
        "https://auenstadt.de:8443/",
        "https://auenstadt.de./",
        "http://a.localhost/",
    ] {
        assert_eq!(guard.check(&iri(bad)).err(), Some(Refusal::AddressForbidden {}), "{bad}");
    }
    for bad in [
        "file:///etc/passwd",
        "gopher://a.de/",
        "data:text/html,x",
        "ftp://a.de/",
        "javascript:alert(1)",
        "https://u:p@a.de/",
    ] {
        assert!(Iri::parse("url", bad).is_err(), "{bad}");
    }
    assert_eq!(
        guard.check(&iri("https://auenstadt.de/x?y#z")).expect("allowed").as_str(),
        "https://auenstadt.de/x?y"
    );
    assert!(guard.check(&iri("https://auenstadt.de:443/")).is_ok());
}

#[tokio::test]
async fn row_42_a_name_that_changes_its_mind() {
    let guard = guard(vec![vec!["8.8.8.8"], vec!["127.0.0.1"], vec!["8.8.8.8", "10.0.0.1"]]);
    assert!(guard.addresses("rebind.de").await.is_ok());
    for _ in 0..2 {
        assert!(
            matches!(guard.addresses("rebind.de").await, Err(GuardError::Forbidden)),
            "private, then mixed"
        );
    }
}

#[tokio::test]
async fn names_of_this_machine_lead_nowhere_outside_the_lab() {
    let closed = guard(vec![vec!["127.0.0.1"]]);
    assert!(closed.addresses("a.localhost").await.is_err());
    let lab = Lab::new(&["*.localhost"], &["a.localhost"]).expect("a lab");
    let open = Guard::new(lab, Arc::new(SystemResolve));
    assert_eq!(
        open.addresses("b.localhost").await.expect("loopback"),
        ["127.0.0.1:0".parse::<SocketAddr>().expect("an address")]
    );
    assert!(open.check(&iri("http://b.localhost:8100/")).is_ok());
    assert!(open.check(&iri("http://auenstadt.de:8100/")).is_err(), "the lab does not open the world");
    assert!(open.check(&iri("http://127.0.0.1:8100/")).is_err());
}

#[test]
fn the_dangerous_switch_is_off_here() {
    assert_eq!(environment_is_sane(), Ok(()));
}
