//! Through a proxy, into a private network, and to servers whose certificates are no good: with the guard on, as a town hall has it.

use std::net::SocketAddr;

use commons::Refusal;
use federation::{Answer, Client, Flaw, Network, Outgoing, Proxy, ProxyTrouble, Signer, Unprobed};
use serde_json::json;

use crate::hand::{KEY, iri, now};
use crate::proxy::Gate;
use crate::secure::{Authority, Valid};
use crate::stub::{Known, Reply, Stub, activity, http, in_the_world};

const KEY_ID: &str = "https://cedern.de/#main-key";

fn signer() -> Signer<'static> {
    Signer { key: &KEY, key_id: KEY_ID, now: now() }
}

/// What a well-behaved neighbour answers.
fn neighbour(head: &str, base: &str) -> Reply {
    let id = format!("{base}/");
    let actor = json!({
        "id": id, "type": "Service", "preferredUsername": "stadt", "name": "Stadt", "inbox": format!("{base}/inbox"),
        "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": KEY.public_pem().expect("a PEM") }
    });
    let links = json!([{ "rel": "self", "type": "application/activity+json", "href": id }]);
    let changes = json!({
        "id": format!("{base}/changes"), "type": "tempomacher:Changes", "epoch": "1", "count": 0, "check": "0".repeat(16), "items": []
    });
    match head.split(' ').nth(1).unwrap_or("") {
        "/" => activity(&actor.to_string()),
        "/changes" => activity(&changes.to_string()),
        "/inbox" => http("202 Accepted", "", ""),
        _ => http(
            "200 OK",
            "Content-Type: application/jrd+json\r\n",
            &json!({ "subject": "acct:x", "links": links }).to_string(),
        ),
    }
}

async fn secure(authority: &Authority, name: &str) -> Stub {
    Stub::secure(name, authority.certifies(name, Valid::Now), neighbour).await
}

fn through(gate: &Gate) -> Proxy {
    Proxy::parse(&gate.url()).expect("a proxy")
}

/// Every way of calling a neighbour: its actor, its name, its changes, its inbox.
async fn calls_everything(client: &Client, host: &str) {
    let base = iri(&format!("https://{host}/"));
    client.fetch_actor(&base, &signer()).await.expect("an actor");
    client.webfinger(&format!("stadt@{host}"), &signer()).await.expect("a name");
    client.fetch_changes(&base.with("changes"), &base, None, &signer()).await.expect("changes");
    let inbox = base.with("inbox");
    let letter = Outgoing::new(&inbox, "{}");
    assert_eq!(client.send(&letter, &signer()).await, Answer::Done);
}

#[tokio::test]
async fn everything_goes_through_the_proxy_that_the_network_demands() {
    let authority = Authority::new("Kreis");
    let stub = secure(&authority, "auenstadt.de").await;
    let port = stub.address.port();
    let gate = Gate::at(Some(("node", "secret")), move |to| (to == "auenstadt.de:443").then_some(port)).await;
    let network = Network::default().trusting(authority.pem());
    // Our own resolver knows nobody out there.
    let client =
        in_the_world(Known::default(), network.clone().through(through(&gate).with_login("node", "secret")));
    calls_everything(&client, "auenstadt.de").await;
    assert_eq!(gate.asked(), ["CONNECT auenstadt.de:443"; 5]);
    assert_eq!(stub.calls(), 5);

    let stranger =
        in_the_world(Known::default(), network.through(through(&gate).with_login("node", "guessed")));
    let refused = stranger.fetch_actor(&iri("https://auenstadt.de/"), &signer()).await.err();
    assert_eq!(refused, Some(Refusal::ProxyWantsLogin {}));
    assert_eq!(stub.calls(), 5, "nobody came through");
}

#[tokio::test]
async fn what_is_wrong_with_the_proxy_is_told_apart() {
    let gate = Gate::at(None, |to| to.starts_with("down.de").then_some(1)).await;
    let client = in_the_world(Known::default(), Network::default().through(through(&gate)));
    for host in ["nicht-erlaubt.de", "down.de"] {
        let address = iri(&format!("https://{host}/"));
        assert_eq!(
            client.fetch_actor(&address, &signer()).await.err(),
            Some(Refusal::ProxyDeclines {}),
            "{host}"
        );
        assert_eq!(client.probe(&address).await, Err(Unprobed::Proxy(ProxyTrouble::Declines)), "{host}");
        let inbox = address.with("inbox");
        let letter = Outgoing::new(&inbox, "{}");
        let later = Answer::Later { retry_after: None, reason: Refusal::ProxyDeclines {} };
        assert_eq!(client.send(&letter, &signer()).await, later, "it waits: {host}");
    }
    let nobody = Proxy::parse("http://127.0.0.1:1").expect("a proxy");
    let client = in_the_world(Known::default(), Network::default().through(nobody));
    let refused = client.fetch_actor(&iri("https://auenstadt.de/"), &signer()).await.err();
    assert_eq!(refused, Some(Refusal::ProxyUnreachable {}));
}

#[tokio::test]
async fn row_41_and_44_and_46_the_proxy_is_not_asked_to_lead_inside() {
    let gate = Gate::at(None, |_| Some(1)).await;
    let inside: SocketAddr = "10.1.2.3:0".parse().expect("an address");
    let outside: SocketAddr = "8.8.8.8:0".parse().expect("an address");
    let known = Known::default().and("inside.de", &[inside]).and("mixed.de", &[outside, inside]);
    let client = in_the_world(known, Network::default().through(through(&gate)));
    for bad in [
        "https://inside.de/",
        "https://mixed.de/",
        "https://intranet/",
        "https://drucker.local/",
        "https://wiki.intern/",
        "https://a.localhost/",
        "https://metadata.google.internal/",
        "https://10.1.2.3/",
        "https://[::1]/",
        "https://2130706433/",
        "https://auenstadt.de:8443/",
        "http://auenstadt.de/",
    ] {
        let address = iri(bad);
        assert_eq!(
            client.fetch_actor(&address, &signer()).await.err(),
            Some(Refusal::AddressForbidden {}),
            "{bad}"
        );
        let letter = Outgoing::new(&address, "{}");
        let refused = Answer::Refused { status: 0, reason: Refusal::AddressForbidden {} };
        assert_eq!(client.send(&letter, &signer()).await, refused, "{bad}");
        assert_eq!(client.probe(&address).await, Err(Unprobed::Forbidden), "{bad}");
    }
    assert_eq!(gate.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn no_neighbour_bears_the_proxys_name() {
    let gate = Gate::at(None, |_| None).await;
    let known = Known::default().and("proxy.rathaus.de", &[gate.address]);
    let proxy = Proxy::parse(&format!("http://proxy.rathaus.de:{}", gate.address.port())).expect("a proxy");
    let client = in_the_world(known, Network::default().through(proxy));
    let refused = async |address| client.fetch_actor(&iri(address), &signer()).await.err();
    assert_eq!(refused("https://proxy.rathaus.de/").await, Some(Refusal::AddressForbidden {}));
    assert_eq!(gate.asked(), Vec::<String>::new());
    // It itself lives in the town hall, and is reached there.
    assert_eq!(refused("https://auenstadt.de/").await, Some(Refusal::ProxyDeclines {}));
    assert_eq!(gate.asked(), ["CONNECT auenstadt.de:443"]);
}

#[tokio::test]
async fn row_43_a_redirect_is_not_followed_through_a_proxy_either() {
    let authority = Authority::new("Kreis");
    let tls = authority.certifies("auenstadt.de", Valid::Now);
    let stub =
        Stub::secure("auenstadt.de", tls, |_, _| http("302 Found", "Location: https://b.de/\r\n", "")).await;
    let port = stub.address.port();
    let gate = Gate::at(None, move |_| Some(port)).await;
    let network = Network::default().through(through(&gate)).trusting(authority.pem());
    let client = in_the_world(Known::default(), network);
    let refused = client.fetch_actor(&iri("https://auenstadt.de/"), &signer()).await.err();
    assert_eq!((refused, gate.asked().len()), (Some(Refusal::RedirectRefused {}), 1));
}

#[tokio::test]
async fn hosts_that_are_named_are_called_without_the_proxy_and_guarded_all_the_same() {
    let gate = Gate::at(None, |_| None).await;
    let inside: SocketAddr = "10.1.2.3:0".parse().expect("an address");
    let proxy = through(&gate).but_not_to(&["*.kreis.de"]);
    let client =
        in_the_world(Known::default().and("wissen.kreis.de", &[inside]), Network::default().through(proxy));
    let refused = client.fetch_actor(&iri("https://wissen.kreis.de/"), &signer()).await.err();
    assert_eq!(refused, Some(Refusal::AddressForbidden {}));
    assert_eq!(gate.asked(), Vec::<String>::new());
}

/// A network in which `wissen.kreis.de` may live in this range.
fn with_peer(range: &str, authority: &Authority) -> Network {
    let peer = format!("wissen.kreis.de={range}").parse().expect("a peer");
    Network::default().with_private_peers(vec![peer]).trusting(authority.pem())
}

#[tokio::test]
async fn a_private_peer_is_reached_where_it_lives_and_never_through_the_proxy() {
    let authority = Authority::new("Kreis");
    let stub = secure(&authority, "wissen.kreis.de").await;
    let gate = Gate::at(None, |_| None).await;
    let network = with_peer("127.0.0.1/32", &authority).through(through(&gate));
    let client = in_the_world(Known::default().and("wissen.kreis.de", &[stub.address]), network);
    calls_everything(&client, "wissen.kreis.de").await;
    assert_eq!((stub.calls(), gate.asked().len()), (5, 0));
}

#[tokio::test]
async fn row_41_and_42_a_private_peer_opens_its_range_for_itself_alone() {
    let authority = Authority::new("Kreis");
    let stub = secure(&authority, "wissen.kreis.de").await;
    let known =
        || Known::default().and("wissen.kreis.de", &[stub.address]).and("auenstadt.de", &[stub.address]);
    let elsewhere: SocketAddr = "127.0.0.2:0".parse().expect("an address");
    let refused =
        async |client: Client, address: &str| client.fetch_actor(&iri(address), &signer()).await.err();

    let client = || in_the_world(known(), with_peer("127.0.0.1/32", &authority));
    for bad in [
        "https://auenstadt.de/",
        "http://wissen.kreis.de/",
        "https://wissen.kreis.de:8443/",
        "https://x.wissen.kreis.de/",
        "https://127.0.0.1/",
    ] {
        let said = refused(client(), bad).await;
        assert!(
            matches!(said, Some(Refusal::AddressForbidden {} | Refusal::PeerNameUnknown {})),
            "{bad}: {said:?}"
        );
    }
    let narrow = in_the_world(known(), with_peer("10.20.0.0/16", &authority));
    assert_eq!(
        refused(narrow, "https://wissen.kreis.de/").await,
        Some(Refusal::AddressForbidden {}),
        "another range"
    );
    let mixed = Known::default().and("wissen.kreis.de", &[stub.address, elsewhere]);
    let mixed = in_the_world(mixed, with_peer("127.0.0.1/32", &authority));
    assert_eq!(
        refused(mixed, "https://wissen.kreis.de/").await,
        Some(Refusal::AddressForbidden {}),
        "one of two"
    );
    assert_eq!(stub.calls(), 0, "nobody was connected to");
}

#[tokio::test]
async fn row_51_what_is_wrong_with_a_certificate_is_told_apart() {
    let (authority, other) = (Authority::new("Kreis"), Authority::new("Jemand"));
    for (tls, flaw) in [
        (authority.certifies("wissen.kreis.de", Valid::NoLonger), Flaw::Expired),
        (authority.certifies("wissen.kreis.de", Valid::NotYet), Flaw::NotYetValid),
        (authority.certifies("auenstadt.de", Valid::Now), Flaw::OtherName),
        (other.certifies("wissen.kreis.de", Valid::Now), Flaw::UnknownIssuer),
    ] {
        let stub = Stub::secure("wissen.kreis.de", tls, neighbour).await;
        let known = Known::default().and("wissen.kreis.de", &[stub.address]);
        let client = in_the_world(known, with_peer("127.0.0.1/32", &authority));
        let home = iri("https://wissen.kreis.de/");
        assert_eq!(client.probe(&home).await, Err(Unprobed::Certificate(flaw)));
        assert_eq!(
            client.fetch_actor(&home, &signer()).await.err(),
            Some(Refusal::PeerInsecure {}),
            "{flaw:?}"
        );
        let inbox = home.with("inbox");
        let letter = Outgoing::new(&inbox, "{}");
        let later = Answer::Later { retry_after: None, reason: Refusal::PeerInsecure {} };
        assert_eq!(client.send(&letter, &signer()).await, later, "it waits: {flaw:?}");
    }
}

#[tokio::test]
async fn row_51_a_flaw_is_told_apart_through_a_proxy_too() {
    let authority = Authority::new("Kreis");
    let tls = authority.certifies("auenstadt.de", Valid::NoLonger);
    let stub = Stub::secure("auenstadt.de", tls, neighbour).await;
    let port = stub.address.port();
    let gate = Gate::at(None, move |_| Some(port)).await;
    let network = Network::default().through(through(&gate)).trusting(authority.pem());
    let client = in_the_world(Known::default(), network);
    assert_eq!(client.probe(&iri("https://auenstadt.de/")).await, Err(Unprobed::Certificate(Flaw::Expired)));
}

#[tokio::test]
async fn row_41_and_46_no_address_inside_is_connected_to() {
    let authority = Authority::new("Kreis");
    let stub = secure(&authority, "auenstadt.de").await;
    let port = stub.address.port();
    for inside in [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1]",
        "[2002:7f00::]",
    ] {
        let address: SocketAddr = format!("{inside}:{port}").parse().expect(inside);
        let network = Network::default().trusting(authority.pem());
        let client = in_the_world(Known::default().and("auenstadt.de", &[address]), network);
        let home = iri("https://auenstadt.de/");
        assert_eq!(
            client.fetch_actor(&home, &signer()).await.err(),
            Some(Refusal::AddressForbidden {}),
            "{inside}"
        );
        let inbox = home.with("inbox");
        let letter = Outgoing::new(&inbox, "{}");
        assert!(
            matches!(client.send(&letter, &signer()).await, Answer::Refused { status: 0, .. }),
            "{inside}"
        );
    }
    assert_eq!(stub.calls(), 0);
}

#[test]
fn an_authority_that_is_none_is_named() {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    for pem in ["", "kein Zertifikat", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let guard = federation::Guard::new(federation::Lab::closed(), std::sync::Arc::new(Known::default()));
        let guard = guard.within(Network::default().trusting(pem.as_bytes().to_vec()));
        let refused = Client::new(guard, federation::Limits::default()).err();
        assert!(refused.is_some(), "{pem}");
    }
}
