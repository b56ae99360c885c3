//! Addresses: what is taken for one is one for everybody, and what the guard lets out goes to a name, over https, by the usual port.
#![no_main]

use std::sync::{Arc, LazyLock};

use commons::{Iri, Origin};
use federation::{Guard, Lab, PrivatePeer, Proxy, SystemResolve};
use libfuzzer_sys::fuzz_target;

static GUARD: LazyLock<Guard> = LazyLock::new(|| Guard::new(Lab::closed(), Arc::new(SystemResolve)));

fuzz_target!(|text: &str| {
    let _ = Proxy::parse(text).map(|proxy| proxy.to_string());
    if let Ok(peer) = text.parse::<PrivatePeer>() {
        assert_eq!(peer.to_string().parse().as_ref(), Ok(&peer));
    }
    if let Ok(origin) = Origin::parse(text) {
        assert_eq!(Origin::parse(origin.as_str()).as_ref(), Ok(&origin));
    }
    let _ = Iri::of_activity("id", text);
    let Ok(iri) = Iri::parse("id", text) else { return };
    assert_eq!(iri.as_str(), text);
    assert!(text.len() <= 2_048 && !text.contains(['#', '\0', ' ', '\n']), "{text}");
    assert_eq!(Origin::parse(iri.origin().as_str()), Ok(iri.origin()));
    if let Ok(url) = GUARD.check(&iri) {
        assert_eq!((url.scheme(), url.port(), url.username(), url.password()), ("https", None, "", None));
        let host = url.host_str().unwrap_or_default();
        assert!(host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('[') && !host.ends_with('.'), "{host}");
    }
});
