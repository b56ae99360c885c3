//! A town that reaches the net only through a proxy: it asks, reads, walks and sends through it, and is reached as ever.

use crate::harness::{Gate, Ground, Town, eventually};

/// The port in `birkenried.localhost:4711`: names of the laboratory lead to this machine.
fn port(authority: &str) -> Option<u16> {
    authority.rsplit_once(':')?.1.parse().ok()
}

/// A town behind this proxy, which knows it by name.
async fn town_behind(ground: &Ground, gate: &Gate) -> Town {
    let secret = ground.dir().join("proxy-password");
    std::fs::write(&secret, "geheim\n").unwrap();
    let house = ground.house_with("auenstadt", |config| {
        config.network.proxy = gate.url();
        "rathaus".clone_into(&mut config.network.proxy_username);
        config.network.proxy_password_file = secret;
    });
    house.await.founds("auenstadt").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_town_behind_a_proxy_reads_and_is_read() {
    let ground = Ground::sqlite();
    let gate = Gate::at(Some(("rathaus", "geheim")), port).await;
    let auenstadt = town_behind(&ground, &gate).await;
    let birkenried = ground.town("birkenried").await;
    birkenried.publishes("Radweg am Fluss").await;

    auenstadt.follows(&birkenried).await;
    assert_eq!(auenstadt.eventually_finds("Radweg").await, ["Radweg am Fluss"]);
    birkenried.follows(&auenstadt).await;
    auenstadt.publishes("Fähre im Takt").await;
    assert_eq!(birkenried.eventually_finds("Fähre").await, ["Fähre im Takt"]);

    let (asked, home) = (gate.asked(), format!("http://{}", birkenried.host()));
    for call in [
        format!("GET {home}/.well-known/webfinger?resource="),
        format!("GET {home}/ "),
        format!("GET {home}/changes"),
        format!("POST {home}/inbox"),
    ] {
        assert!(asked.iter().any(|line| format!("{line} ").starts_with(&call)), "{call}: {asked:?}");
    }
    let elsewhere = asked.iter().find(|line| !line.contains(&home));
    assert_eq!(elsewhere, None, "what the other town asks for does not pass this proxy");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_proxy_does_not_lead_nobody_goes() {
    let ground = Ground::sqlite();
    let gate = Gate::at(Some(("rathaus", "geheim")), |_| None).await;
    let auenstadt = town_behind(&ground, &gate).await;
    let birkenried = ground.town("birkenried").await;
    auenstadt.asks(&birkenried.organisation.address()).await.is(502);
    birkenried.asks(&auenstadt.organisation.address()).await.is(201);
    let home = format!("GET http://{}/", birkenried.host());
    eventually("the proxy is asked who asks", || async {
        gate.asked().into_iter().find(|line| line.trim_end_matches(" HTTP/1.1") == home)
    })
    .await;
    crate::harness::a_while().await;
    assert!(auenstadt.follow(birkenried.iri(), auenstadt.iri()).await.is_none(), "nobody could say who asks");
}
