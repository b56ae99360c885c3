//! An administrator turns an organisation away for the own one alone.

use crate::harness::{Ground, Peer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_can_be_turned_away_and_let_back_by_form() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    let list = "/verwaltung/auenstadt/sperren";
    assert!(clerk.opens(list).await.is(200).text().contains("hat niemanden gesperrt"));
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    let page = clerk.opens("/verwaltung/auenstadt/verbindungen").await.is(200).text();
    let link = page.split("href=\"").find(|rest| rest.contains("/sperren/neu?")).unwrap();
    let page = clerk.opens(link.split('"').next().unwrap()).await.is(200).text();
    assert!(page.contains("Stadt Fremd") && page.contains("betrifft das nicht"), "{page}");

    let whom = [("wen", peer.iri().as_str())];
    clerk.sends(&format!("{list}/neu"), &whom).await.is(303);
    assert!(clerk.opens(list).await.text().contains("Stadt Fremd"));
    peer.asks_to_follow(town.iri()).to(&town).await.is(403);
    let page = clerk.opens("/verwaltung/auenstadt/verbindungen").await.text();
    assert!(page.contains("Zurzeit wartet keine Anfrage."), "{page}");
    clerk.sends(&format!("{list}/aufheben"), &whom).await.is(303);
    clerk.sends(&format!("{list}/aufheben"), &whom).await.is(404);
    peer.asks_to_follow(town.iri()).to(&town).await.is(202);
    for odd in ["", "fremd", "javascript:alert(1)", "https://unbekannt.example/"] {
        clerk.sends(&format!("{list}/neu"), &[("wen", odd)]).await.is(404);
        clerk.opens(&format!("{list}/neu?wen={odd}")).await.is(404);
    }
    clerk.sends(&format!("{list}/neu"), &[("wen", town.iri().as_str())]).await.is(422);
}
