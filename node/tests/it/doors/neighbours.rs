//! Hosts at the desk: whether they can be reached, trying them at once, what they did not take, blocking them.

use commons::Origin;
use store::{Answer, Stance};

use crate::harness::{Clerk, Ground, Peer, Town, a_while, eventually};

async fn neighbours(clerk: &Clerk) -> String {
    let path = format!("/verwaltung/{}/nachbarn", clerk.town.organisation.handle);
    clerk.opens(&path).await.is(200).text()
}

/// Does this to that neighbour's host.
async fn does(clerk: &Clerk, act: &str, to: &Peer) -> crate::harness::Response {
    let path = format!("/verwaltung/{}/nachbarn/{act}", clerk.town.organisation.handle);
    clerk.sends(&path, &[("rechner", origin(to).as_str())]).await
}

fn origin(peer: &Peer) -> Origin {
    peer.iri().origin()
}

/// A neighbour that reads this town.
async fn reader(ground: &Ground, town: &Town) -> Peer {
    let peer = Peer::new(ground, "fremd").await;
    peer.asks_to_follow(town.iri()).to(town).await.is(202);
    town.accepts(peer.iri()).await;
    eventually("an Accept", || async { peer.delivered("Accept").pop() }).await;
    peer
}

/// Waits until the page says this.
async fn eventually_says(clerk: &Clerk, words: &str) -> String {
    eventually(words, || async { Some(neighbours(clerk).await).filter(|page| page.contains(words)) }).await
}

both_engines!(who_was_down_is_tried_at_once_when_a_person_wants_it, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, reader(&ground, &town).await);
    eventually_says(&clerk, "Alles in Ordnung.").await;
    peer.answers_letters(500);
    town.publishes("Wartet auf Besserung").await;
    let page = eventually_says(&clerk, "antwortet seit wenigen Augenblicken nicht.").await;
    assert!(page.contains("Der andere Rechner hat selbst eine Störung (HTTP 500)."), "{page}");
    assert!(page.contains("<dt>Wartende Nachrichten</dt><dd>1</dd>"), "{page}");
    assert!(page.contains("Von dort wird bei Ihnen mitgelesen."), "{page}");

    // So many failures that the next try is hours away.
    let (node, at) = (town.node(), origin(&peer));
    for _ in 0..6 {
        ground.passes(3 * commons::Time::HOUR);
        let mut change = node.store.begin().await.unwrap();
        change.peers().failed(&at, "peer-unreachable", node.clock.now(), 0).await.unwrap();
        change.commit().await.unwrap();
    }
    peer.answers_letters(202);
    a_while().await;
    assert!(peer.delivered("Create").is_empty(), "it is left alone");
    let done = does(&clerk, "versuchen", &peer).await.is(303);
    assert_eq!(done.header("Location"), Some("/verwaltung/auenstadt/nachbarn?getan=tried"));
    eventually("the letter", || async { peer.delivered("Create").pop() }).await;
    eventually_says(&clerk, "Alles in Ordnung.").await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_command_line_it_is_tried_for_all() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (node, peer) = (town.node(), reader(&ground, &town).await);
    peer.answers_letters(503);
    town.publishes("Wartet auf Besserung").await;
    let at = origin(&peer);
    eventually("the failure", || async {
        let row = node.store.reading().await.unwrap().peers().by_origin(&at).await.unwrap()?;
        row.failing
    })
    .await;
    peer.answers_letters(202);
    node::operations::try_now::try_for_all(&node, at, "command").await.unwrap();
    eventually("the letter", || async { peer.delivered("Create").pop() }).await;
    let unknown = Origin::parse("https://unbekannt.example").unwrap();
    let refused = node::operations::try_now::try_for_all(&node, unknown, "command").await.unwrap_err();
    assert_eq!(refused.refusal().code(), "no-such-peer");
}

both_engines!(a_walk_that_failed_is_walked_again_at_once, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    town.befriends(&peer).await;
    peer.shows("/changes", 503, "", "");
    does(&clerk, "versuchen", &peer).await.is(303);
    let page = eventually_says(&clerk, "bittet um Geduld. Nächster Versuch").await;
    assert!(page.contains("überlastet und bittet um Geduld (HTTP 503)."), "{page}");
    let connections = clerk.opens("/verwaltung/auenstadt/verbindungen").await.text();
    assert!(connections.contains("Der Abgleich gelingt gerade nicht."), "{connections}");
    peer.shows_itself(&peer.key);
    does(&clerk, "versuchen", &peer).await.is(303);
    eventually_says(&clerk, "Alles in Ordnung.").await;
});

both_engines!(what_was_not_taken_is_tried_again_or_discarded, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, reader(&ground, &town).await);
    peer.answers_letters(422);
    town.publishes("Unzustellbar <b>").await;
    let page = eventually_says(&clerk, "Eine Nachricht wurde dort nicht angenommen.").await;
    assert!(page.contains("Eintrag <q><bdi>Unzustellbar &#60;b&#62;</bdi></q>"), "{page}");
    assert!(page.contains("nimmt die Nachricht nicht an (HTTP 422)."), "{page}");
    does(&clerk, "nochmals", &peer).await.is(303);
    eventually_says(&clerk, "Eine Nachricht wurde dort nicht angenommen.").await;
    does(&clerk, "verwerfen", &peer).await.is(303);
    eventually_says(&clerk, "Alles in Ordnung.").await;
    does(&clerk, "verwerfen", &peer).await.is(404);
    peer.answers_letters(202);
    a_while().await;
    assert!(peer.delivered("Create").is_empty(), "what was discarded stays so");
    town.publishes("Zustellbar").await;
    eventually("the next one", || async { peer.delivered("Create").pop() }).await;
});

/// Does this to that neighbour's node, as whoever runs ours.
async fn does_as_operator(clerk: &Clerk, act: &str, to: &Peer) -> crate::harness::Response {
    clerk.sends(&format!("/betrieb/knoten/{act}"), &[("rechner", origin(to).as_str())]).await
}

both_engines!(who_runs_the_node_blocks_and_unblocks_and_nobody_else, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    does_as_operator(&clerk, "sperren", &peer).await.is(403);
    assert!(!neighbours(&clerk).await.contains("/betrieb/knoten/sperren"));
    assert_eq!(town.stance(&peer).await, Stance::Unknown);

    clerk.runs_the_node().await;
    let link = format!("/betrieb/knoten/sperren?rechner={}", origin(&peer));
    let page = clerk.opens(&link).await.is(200).text();
    assert!(page.contains("für den ganzen Knoten") && page.contains("wird nichts mehr angenommen"), "{page}");
    does_as_operator(&clerk, "sperren", &peer).await.is(303);
    assert_eq!(town.stance(&peer).await, Stance::Blocked);
    let connections = async || clerk.opens("/verwaltung/auenstadt/verbindungen").await.is(200).text();
    let page = connections().await;
    assert!(page.contains("Zurzeit wartet keine Anfrage.") && !page.contains("class=\"waits\""), "{page}");
    peer.asks_to_follow(town.iri()).to(&town).await.is(403);
    let page = neighbours(&clerk).await;
    assert!(
        page.contains("Gesperrt seit wenigen Augenblicken.") && page.contains("knoten/freigeben?"),
        "{page}"
    );
    does(&clerk, "versuchen", &peer).await.is(404);

    let page = clerk.opens(&link.replace("sperren", "freigeben")).await.is(200).text();
    assert!(page.contains("Sperre aufheben"), "{page}");
    does_as_operator(&clerk, "freigeben", &peer).await.is(303);
    assert!(connections().await.contains("class=\"waits\">1<"), "the request waits again");
    does_as_operator(&clerk, "freigeben", &peer).await.is(404);
});

both_engines!(each_organisation_sees_what_of_its_own_waits, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let (here, there) = (birkenried.administrator().await, cronfeld.administrator().await);
    let peer = reader(&ground, &birkenried).await;
    peer.answers_letters(422);
    birkenried.publishes("Nur unsere Sache").await;
    eventually_says(&here, "Nur unsere Sache").await;
    let page = neighbours(&there).await;
    assert!(page.contains("Noch haben Sie mit keinem anderen Rechner zu tun."), "{page}");
    for act in ["versuchen", "nochmals", "verwerfen"] {
        does(&there, act, &peer).await.is(404);
    }
    // Once it has to do with that host it sees its own side of it.
    cronfeld.asks(&peer.address()).await.is(201);
    let page = eventually_says(&there, "Ihre Anfrage wartet dort auf Antwort.").await;
    assert!(!page.contains("Nur unsere Sache") && !page.contains("mitgelesen"), "{page}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_does_not_block_itself() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    clerk.runs_the_node().await;
    let own = town.iri().origin().to_string();
    clerk.opens(&format!("/betrieb/knoten/sperren?rechner={own}")).await.is(409);
    clerk.sends("/betrieb/knoten/sperren", &[("rechner", &own)]).await.is(409);
    for odd in ["", "fremd", "https://a.de/x", "javascript:alert(1)"] {
        clerk.sends("/betrieb/knoten/sperren", &[("rechner", odd)]).await.is(404);
        clerk.sends("/verwaltung/auenstadt/nachbarn/versuchen", &[("rechner", odd)]).await.is(404);
    }
    for page in ["0", "-1", "x", "99999999999999999999", "7"] {
        clerk.opens(&format!("/verwaltung/auenstadt/nachbarn?seite={page}")).await.is(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_done_is_noted_in_the_audit() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, reader(&ground, &town).await);
    does(&clerk, "versuchen", &peer).await.is(303);
    let row = town.follow(peer.iri(), town.iri()).await.unwrap();
    clerk.sends(&format!("/verwaltung/auenstadt/verbindungen/{}/beenden", row.id), &[]).await.is(303);
    assert_eq!(town.follow(peer.iri(), town.iri()).await.unwrap().answer, Answer::Declined);
    let mut reading = town.node().store.reading().await.unwrap();
    let acts = reading.audit().of_organisation(town.iri(), 10).await.unwrap();
    let by_person: Vec<_> = acts
        .iter()
        .filter(|row| row.who == format!("person {}", clerk.person))
        .map(|row| row.act.as_str())
        .collect();
    assert_eq!(by_person, ["declined", "try-now"]);
}
