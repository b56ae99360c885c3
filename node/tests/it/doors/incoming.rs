//! What strangers said about entries of ours, at the desk of who decides on it.

use commons::{Adoption, Content, Stage, Standing, Target};

use crate::harness::{Clerk, Ground, Peer, Town, Written, eventually};
use crate::threats::markup::{ATTEMPTS, is_harmless};

/// A town with an entry, its administrator, and a stranger.
async fn scene(ground: &Ground) -> (Town, Written, Clerk, Peer) {
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radverkehrsplan").await;
    let clerk = town.administrator().await;
    (town, written, clerk, Peer::new(ground, "fremd").await)
}

async fn incoming(clerk: &Clerk) -> String {
    let path = format!("/verwaltung/{}/eingang", clerk.town.organisation.handle);
    clerk.opens(&path).await.is(200).text()
}

async fn entry_page(town: &Town, written: &Written) -> String {
    town.http("GET", &format!("/eintraege/{}", written.id)).for_people().send().await.is(200).text()
}

both_engines!(a_held_question_that_is_accepted_stands_on_the_entrys_page, |ground| async move {
    let (town, written, clerk, peer) = scene(&ground).await;
    let question = peer.question("frage-1", &written.iri, "Wie lange hat die **Abstimmung** gedauert?");
    peer.creates(&question).to(&town).await.is(202);
    let page = incoming(&clerk).await;
    for shown in [
        "Wie lange hat die <strong>Abstimmung</strong> gedauert?",
        "Stadt Fremd",
        "<bdi>Bauamt</bdi>",
        "Radverkehrsplan",
        "class=\"waits\">1<",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!entry_page(&town, &written).await.contains("Abstimmung"));
    let id = town.row(&question.iri).await.unwrap().id;
    let done = clerk.sends(&format!("/verwaltung/auenstadt/eingang/{id}/annehmen"), &[]).await.is(303);
    assert_eq!(done.header("Location"), Some("/verwaltung/auenstadt/eingang?getan=held-shown"));
    assert!(entry_page(&town, &written).await.contains("<strong>Abstimmung</strong>"));
    let page = incoming(&clerk).await;
    assert!(
        page.contains("Zurzeit wartet nichts auf eine Entscheidung.") && !page.contains("class=\"waits\"")
    );
    clerk.sends(&format!("/verwaltung/auenstadt/eingang/{id}/ablehnen"), &[]).await.is(404);
});

both_engines!(what_is_declined_is_gone_for_good, |ground| async move {
    let (town, written, clerk, peer) = scene(&ground).await;
    let question = peer.question("frage-1", &written.iri, "Kauft bei uns ein!");
    peer.creates(&question).to(&town).await.is(202);
    let id = town.row(&question.iri).await.unwrap().id;
    clerk.sends(&format!("/verwaltung/auenstadt/eingang/{id}/ablehnen"), &[]).await.is(303);
    assert_eq!(town.row(&question.iri).await.unwrap().standing, Standing::Erased);
    peer.updates(&question).to(&town).await.is(202);
    assert!(!incoming(&clerk).await.contains("Kauft"));
    clerk.opens(&format!("/verwaltung/auenstadt/eingang/{id}")).await.is(404);
});

both_engines!(an_adoption_by_a_stranger_is_shown_with_its_stage_and_reason, |ground| async move {
    let (town, written, clerk, peer) = scene(&ground).await;
    let mut adoption = peer.project("nutzung-1", "");
    adoption.content = Content::Adoption(Adoption {
        target: Target::Entry(written.iri.clone()),
        stage: Stage::Dropped,
        reason: "Zu wenig Personal.".to_owned(),
    });
    peer.creates(&adoption).to(&town).await.is(202);
    let page = incoming(&clerk).await;
    for shown in ["Nutzung", "verworfen", "Zu wenig Personal."] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let id = town.row(&adoption.iri).await.unwrap().id;
    clerk.sends(&format!("/verwaltung/auenstadt/eingang/{id}/annehmen"), &[]).await.is(303);
    eventually("it stands on the page", || async {
        entry_page(&town, &written).await.contains("Zu wenig Personal.").then_some(())
    })
    .await;
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_those_it_is_about_see_and_decide() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = birkenried.publishes("Radverkehrsplan").await;
    let peer = Peer::new(&ground, "fremd").await;
    let question = peer.question("frage-1", &written.iri, "Wie lange?");
    peer.creates(&question).to(&birkenried).await.is(202);
    let id = birkenried.row(&question.iri).await.unwrap().id;
    let other = cronfeld.administrator().await;
    assert!(!incoming(&other).await.contains("Wie lange?"));
    other.opens(&format!("/verwaltung/cronfeld/eingang/{id}")).await.is(404);
    for handle in ["birkenried", "cronfeld"] {
        for word in ["annehmen", "ablehnen"] {
            other.sends(&format!("/verwaltung/{handle}/eingang/{id}/{word}"), &[]).await.is(404);
        }
    }
    assert_eq!(birkenried.row(&question.iri).await.unwrap().standing, Standing::Held);
    // Of a blocked host nothing waits for anybody.
    node::operations::block::block(&house.node(), peer.iri().origin(), "test").await.unwrap();
    let clerk = birkenried.administrator().await;
    let page = incoming(&clerk).await;
    assert!(!page.contains("Wie lange?") && !page.contains("class=\"waits\""), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_69_what_is_held_does_not_act_while_it_is_looked_at() {
    let ground = Ground::sqlite();
    let (town, written, clerk, peer) = scene(&ground).await;
    for (number, attempt) in ATTEMPTS.iter().enumerate() {
        let text = format!("Pruefwort {attempt}");
        let mut question = peer.question(&format!("frage-{number}"), &written.iri, &text);
        if let Content::Comment(comment) = &mut question.content {
            comment.office = text.clone();
        }
        peer.creates(&question).to(&town).await.is(202);
        let row = town.row(&question.iri).await.unwrap();
        let whole = clerk.opens(&format!("/verwaltung/auenstadt/eingang/{}", row.id)).await.is(200).text();
        for page in [incoming(&clerk).await, whole] {
            is_harmless(&page);
            assert!(page.contains("Pruefwort"), "{page}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_long_is_cut_in_the_list_and_read_whole_on_a_page_of_its_own() {
    let ground = Ground::sqlite();
    let (town, written, clerk, peer) = scene(&ground).await;
    for number in 0..20 {
        let text = format!("{} Schlusswort", "Ein langer Absatz & noch einer. ".repeat(1_000));
        let question = peer.question(&format!("frage-{number}"), &written.iri, &text);
        peer.creates(&question).to(&town).await.is(202);
    }
    let first = incoming(&clerk).await;
    assert!(first.len() < 100_000, "{} bytes", first.len());
    assert!(!first.contains("Schlusswort") && first.contains("Ganz lesen"));
    let more = first.rsplit("eingang?vor=").next().and_then(|rest| rest.split('"').next()).unwrap();
    let second = clerk.opens(&format!("/verwaltung/auenstadt/eingang?vor={more}")).await.is(200).text();
    assert_ne!(first, second);
    assert_eq!((first.matches("/annehmen").count(), second.matches("/annehmen").count()), (8, 8));
    let id = town.row(&peer.iri().with("frage-0")).await.unwrap().id;
    let whole = clerk.opens(&format!("/verwaltung/auenstadt/eingang/{id}")).await.is(200).text();
    assert!(whole.contains("Schlusswort"));
}
