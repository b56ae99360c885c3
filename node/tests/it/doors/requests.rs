//! Who asks to follow may say what he likes and come as often as he likes: the page of requests stands it.

use std::collections::BTreeSet;

use commons::Iri;
use serde_json::json;

use super::connecting::{answers, asks, connections};
use crate::harness::{Clerk, Ground, Peer, Town};
use crate::threats::markup::{ATTEMPTS, is_harmless};

/// A request by a peer with this name and message.
async fn hostile(ground: &Ground, town: &Town, number: usize, attempt: &str) -> Peer {
    let peer = Peer::new(ground, &format!("fremd{number}")).await;
    let mut actor = peer.actor_document();
    actor["name"] = json!(format!("Pruefwort {attempt}"));
    for field in ["name", "county", "contact"] {
        actor["organisation"][field] = json!(format!("Pruefwort {attempt}"));
    }
    actor["organisation"]["website"] = json!("https://www.example/\u{202e}gnal\u{5d0}");
    peer.shows("/", 200, "application/activity+json", &actor.to_string());
    let follow = json!({
        "id": peer.iri().with("#f"), "type": "Follow", "actor": peer.iri(), "object": town.iri(),
        "content": format!("Pruefwort {attempt}"),
    });
    peer.says(&follow).to(town).await.is(202);
    peer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_what_somebody_says_who_asks_does_not_act() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        let peer = hostile(&ground, &town, number, attempt).await;
        for page in [connections(&clerk).await, preview(&clerk, &peer).await] {
            is_harmless(&page);
            assert!(page.contains("Pruefwort"), "{page}");
        }
        answers(&clerk, peer.iri(), if number % 2 == 0 { "annehmen" } else { "ablehnen" }).await;
    }
    for part in ["verbindungen", "nachbarn"] {
        is_harmless(&clerk.opens(&format!("/verwaltung/auenstadt/{part}")).await.is(200).text());
    }
}

async fn preview(clerk: &Clerk, peer: &Peer) -> String {
    asks(clerk, &[("address", &peer.address())]).await.is(200).text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_62_what_turns_the_direction_stays_within_its_bounds() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    hostile(&ground, &town, 0, "\u{202e}gnal\u{200b} \u{5d0}\u{5d1} e\u{301}\u{301}").await;
    let page = connections(&clerk).await;
    assert!(!page.contains('\u{202e}') && !page.contains('\u{200b}'), "{page}");
    assert!(
        page.contains("<bdi>Pruefwort gnal \u{5d0}\u{5d1}"),
        "names stand in bounds of their own: {page}"
    );
    assert!(page.contains("<blockquote class=\"said\" dir=\"auto\">"), "{page}");
    assert!(page.contains(">https://www.example/%E2%80%AEgnal%D7%90</a>"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_requests_come_page_by_page() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    let (node, ours) = (town.node(), town.iri().clone());
    let now = node.clock.now();
    let mut change = node.store.begin().await.unwrap();
    for number in 0..10_000 {
        let iri = Iri::parse("id", &format!("https://stadt{number}.example/")).unwrap();
        let mut organisation = commons::Organisation::new(
            iri.clone(),
            &format!("stadt{number}.example"),
            "stadt",
            &"Ä & ".repeat(75),
            commons::OrganisationKind::Municipality,
        );
        organisation.contact = Some("Ä & ".repeat(250));
        change.actors().put_remote(&asking(&iri, organisation, now)).await.unwrap();
        let message = "Ä & ".repeat(250);
        change.follows().ask(&iri, &ours, &iri.with("#f"), &message, now.plus(number)).await.unwrap();
    }
    change.commit().await.unwrap();
    let (mut path, mut seen) = ("/verwaltung/auenstadt/verbindungen".to_owned(), BTreeSet::new());
    for _ in 0..4 {
        let page = clerk.opens(&path).await.is(200);
        assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
        let page = page.text();
        assert!(
            page.contains("class=\"waits\">1.000+<"),
            "so many wait that it is enough to know that it is more"
        );
        seen.extend(
            page.split("verbindungen/")
                .filter_map(|rest| rest.split_once("/annehmen"))
                .map(|(id, _)| id.to_owned()),
        );
        let more = page.rsplit("verbindungen?liste=").next().and_then(|rest| rest.split('"').next()).unwrap();
        path = format!("/verwaltung/auenstadt/verbindungen?liste={}", more.replace("&#38;", "&"));
    }
    assert_eq!(seen.len(), 4 * 8, "each page shows others");
}

fn asking(iri: &Iri, organisation: commons::Organisation, now: commons::Time) -> store::RemoteActor {
    store::RemoteActor {
        iri: iri.clone(),
        role: store::Role::Organisation,
        name: organisation.name.clone(),
        handle: organisation.handle.clone(),
        host: organisation.host.clone(),
        inbox: iri.with("inbox"),
        shared_inbox: None,
        outbox: None,
        followers: None,
        changes: None,
        indexable: true,
        organisation: Some(organisation),
        keys: Vec::new(),
        fetched: now,
    }
}
