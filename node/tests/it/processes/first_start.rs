//! The first start of the real program: it prints a link, which opens the set-up, and keeps it out of its log.

use super::engine::Engine;
use super::place::{Place, eventually};

/// The link in what was printed, without the host.
fn link(printed: &str) -> Option<String> {
    let (_, rest) = printed.split_once("/einrichten/")?;
    let secret: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    Some(format!("/einrichten/{secret}"))
}

both_engines!(a_link_is_printed_once_per_start_and_replaces_the_one_before, |engine| async move {
    let place = Place::empty(&engine, "auenstadt").await;
    let mut links = Vec::new();
    for start in 1..=2 {
        let (serving, out) = place.serve_printing(&format!("start-{start}.txt")).await;
        let printed = eventually("a link is printed", async || {
            let printed = std::fs::read_to_string(&out).unwrap_or_default();
            printed.contains("tempomacher setup link").then_some(printed)
        })
        .await;
        assert!(printed.contains(&format!("http://127.0.0.1:{}/einrichten/", place.port)), "{printed}");
        assert!(
            printed.contains("noch nicht eingerichtet") && printed.contains("not set up yet"),
            "{printed}"
        );
        let link = link(&printed).expect("a link");
        assert_eq!(
            printed.matches(&format!(":{}{link}", place.port)).count(),
            1,
            "once per start: {printed}"
        );
        assert_eq!(place.client().get(&link).await.status, 200, "looking does not use it up");
        assert_eq!(place.client().get(&link).await.status, 200);
        links.push(link);
        assert!(serving.stop().await.success());
    }
    assert_ne!(links[0], links[1]);
    let serving = place.serve().await;
    for old in &links {
        eventually("the next start has replaced it", async || {
            (place.client().get(old).await.status == 410).then_some(())
        })
        .await;
    }
    let out = place.does(&["setup", "link"]).await;
    let latest = link(&out).expect("a link");
    assert_eq!(place.client().get(&latest).await.status, 200, "while it serves: {out}");
    assert!(serving.stop().await.success());
    let log = place.log();
    for link in links.iter().chain([&latest]) {
        assert!(!log.contains(link.as_str()), "a link stands in the log: {log}");
    }
});

#[tokio::test]
async fn a_node_that_is_set_up_prints_no_link() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let serving = place.serve().await;
    let link = link(&place.does(&["setup", "link"]).await).expect("a link");
    let form = "name=Kim&mail=kim%40auenstadt.de&password=Wasserwerk+am+Deich&again=Wasserwerk+am+Deich";
    let cookie = place.client().form(&link, "", form).await.cookie;
    let host = format!("auenstadt.localhost%3A{}", place.port);
    let form = format!("name=Stadt+Auenstadt&handle=auenstadt&host={host}&kind=municipality");
    let answer = place.client().form("/einrichten/organisation", &cookie, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let begun = place.does(&["setup", "link"]).await;
    assert!(
        begun.contains("/einrichten\n") && begun.contains("bitte anmelden") || begun.contains("sign in"),
        "{begun}"
    );
    for step in ["pruefung", "mail", "fertig"] {
        let answer = place.client().form(&format!("/einrichten/{step}"), &cookie, "").await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.body);
    }
    let over = place.run(&["setup", "link"]).await;
    assert!(over.code == Some(1) && over.err.contains("set up already"), "{over:?}");
    assert!(serving.stop().await.success());
    let (serving, out) = place.serve_printing("again.txt").await;
    assert!(serving.stop().await.success());
    assert_eq!(std::fs::read_to_string(out).expect("what was printed"), "");
    assert!(place.lists(&["organisation", "list"]).await.len() == 1);
}
