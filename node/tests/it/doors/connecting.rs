//! Connections at the desk: asking, answering, ending; and that each organisation sees its own alone.

use commons::{Iri, MemberRole};
use node::routes::{self, Who};
use store::Answer;

use crate::harness::{Clerk, Ground, Peer, eventually};
use crate::threats::markup::is_harmless;

/// The connections of this town, as its administrator sees them.
pub async fn connections(clerk: &Clerk) -> String {
    let path = format!("/verwaltung/{}/verbindungen", clerk.town.organisation.handle);
    clerk.opens(&path).await.is(200).text()
}

/// Sends the form that asks.
pub async fn asks(clerk: &Clerk, fields: &[(&str, &str)]) -> crate::harness::Response {
    let path = format!("/verwaltung/{}/verbindungen/neu", clerk.town.organisation.handle);
    clerk.sends(&path, fields).await
}

/// Answers who asked, with this word.
pub async fn answers(clerk: &Clerk, follower: &Iri, word: &str) {
    let town = &clerk.town;
    let row = eventually("a question", || town.follow(follower, town.iri())).await;
    let path = format!("/verwaltung/{}/verbindungen/{}/{word}", town.organisation.handle, row.id);
    clerk.sends(&path, &[]).await.is(303);
}

both_engines!(asked_by_form_and_accepted_by_form_entries_come, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (here, there) = (auenstadt.administrator().await, birkenried.administrator().await);
    let address = auenstadt.organisation.address();
    there.opens("/verwaltung/birkenried/verbindungen/neu").await.is(200);
    let wish = [("address", address.as_str()), ("message", "Wir möchten <mitlesen>.")];
    let page = asks(&there, &wish).await.is(200).text();
    for shown in ["Stadt Auenstadt", "Kreis Auenland", "9.000 Einwohner", "Wir möchten &#60;mitlesen&#62;."]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(birkenried.follow(birkenried.iri(), auenstadt.iri()).await.is_none(), "only looked at");

    let seen = [wish[0], wish[1], ("seen", auenstadt.iri().as_str())];
    let done = asks(&there, &seen).await.is(303);
    assert_eq!(done.header("Location"), Some("/verwaltung/birkenried/verbindungen?getan=asked"));
    assert!(connections(&there).await.contains("Noch keine Antwort."));
    auenstadt.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Asked).await;
    let page = connections(&here).await;
    for shown in
        ["Stadt Birkenried", "Kreis Auenland", "Wir möchten &#60;mitlesen&#62;.", "class=\"waits\">1<"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }

    auenstadt.publishes("Vor der Verbindung").await;
    answers(&here, birkenried.iri(), "annehmen").await;
    assert_eq!(birkenried.eventually_finds("Verbindung").await, ["Vor der Verbindung"]);
    birkenried.has_walked(auenstadt.iri()).await;
    let page = connections(&there).await;
    assert!(page.contains("Abgeglichen gerade eben") && page.contains("ein Eintrag"), "{page}");
    let page = connections(&here).await;
    assert!(page.contains("Zurzeit wartet keine Anfrage.") && page.contains("Dort bekannte Einträge: 1."));
    assert!(!page.contains("class=\"waits\""), "{page}");
    auenstadt.publishes("Nach der Verbindung").await;
    eventually("the second entry", || async {
        (birkenried.finds("Verbindung").await.len() == 2).then_some(())
    })
    .await;
});

both_engines!(who_is_declined_by_form_hears_of_it, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (here, there) = (auenstadt.administrator().await, birkenried.administrator().await);
    birkenried.asks(&auenstadt.organisation.address()).await.is(201);
    answers(&here, birkenried.iri(), "ablehnen").await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Declined).await;
    assert!(connections(&there).await.contains("Abgelehnt gerade eben."));
    assert!(connections(&here).await.contains("Zurzeit wartet keine Anfrage."));
    let row = auenstadt.follow(birkenried.iri(), auenstadt.iri()).await.unwrap();
    let again = format!("/verwaltung/auenstadt/verbindungen/{}/ablehnen", row.id);
    here.sends(&again, &[]).await.is(409);
});

both_engines!(both_sides_can_end_a_connection, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (here, there) = (auenstadt.administrator().await, birkenried.administrator().await);
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    let reads = auenstadt.follow(auenstadt.iri(), birkenried.iri()).await.unwrap();
    let is_read = auenstadt.follow(birkenried.iri(), auenstadt.iri()).await.unwrap();
    for (row, says) in [
        (reads, "Neues von dort kommt nicht mehr zu Ihnen."),
        (is_read, "Neues von Ihnen geht nicht mehr dorthin."),
    ] {
        let path = format!("/verwaltung/auenstadt/verbindungen/{}/beenden", row.id);
        let page = here.opens(&path).await.is(200).text();
        assert!(page.contains(says) && page.contains("Stadt Birkenried"), "{page}");
        here.sends(&path, &[]).await.is(303);
        here.opens(&path).await.is(404);
    }
    birkenried.sees_answer(auenstadt.iri(), birkenried.iri(), Answer::Ended).await;
    birkenried.sees_answer(birkenried.iri(), auenstadt.iri(), Answer::Declined).await;
    assert!(connections(&there).await.contains("Noch liest niemand mit."));
});

both_engines!(neighbours_on_one_node_connect_by_form_without_the_net, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let (here, there) = (birkenried.administrator().await, cronfeld.administrator().await);
    let address = format!("http://{}", cronfeld.host());
    let page = asks(&here, &[("address", &address)]).await.is(200).text();
    assert!(page.contains("auf demselben Knoten"), "{page}");
    asks(&here, &[("address", &address), ("seen", cronfeld.iri().as_str())]).await.is(303);
    answers(&there, birkenried.iri(), "annehmen").await;
    assert!(connections(&here).await.contains("Auf demselben Knoten: Neues ist sofort da."));
    assert!(connections(&there).await.contains("Auf demselben Knoten: Neues ist dort sofort da."));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_kept_us_from_finding_anybody_is_said_beside_the_address() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    let port = peer.organisation.host.split(':').nth(1).unwrap().to_owned();
    let before = town.memory().await;
    let says = async |address: &str, expected: &str| {
        let page = asks(&clerk, &[("address", address), ("message", "Guten Tag")]).await.is(422).text();
        assert!(page.contains(&format!("id=\"f-address-problem\">{expected}")), "{address}: {page}");
        assert!(page.contains("Guten Tag") && page.contains(&format!("value=\"{address}\"")), "{page}");
    };
    says("", "Bitte ausfüllen.").await;
    says("fremd", "Eine Organisation wird als name@rechner angegeben").await;
    says("javascript:alert(1)", "Eine Organisation wird als name@rechner angegeben").await;
    says("https://10.0.0.1/", "Diese Adresse darf von hier aus nicht aufgerufen werden.").await;
    says("x@niemand.localhost:1", "Der andere Rechner ist nicht zu erreichen.").await;
    says(&town.organisation.address(), "Das ist Ihre eigene Organisation.").await;
    says(town.host(), "Das ist Ihre eigene Organisation.").await;
    peer.shows("/.well-known/webfinger", 404, "", "");
    says(&peer.address(), "Auf diesem Rechner ist unter diesem Namen niemand zu finden.").await;
    peer.shows("/.well-known/webfinger", 200, "text/html", "<html>");
    says(&peer.address(), "Dort antwortet nichts, womit man sich verbinden kann.").await;
    peer.shows("/.well-known/webfinger", 403, "", "");
    says(&peer.address(), "Der andere Rechner weist uns ab.").await;
    peer.shows("/", 200, "text/html", "<html>");
    says(&format!("http://fremd.localhost:{port}"), "Dort antwortet nichts, womit man sich verbinden kann.")
        .await;
    assert_eq!(town.memory().await, before, "nothing is kept of whom nobody asked");
    node::operations::block::block(&town.node(), peer.iri().origin(), "test").await.unwrap();
    let asked = peer.asked(None);
    says(&peer.address(), "Dieser Rechner ist hier gesperrt.").await;
    assert_eq!(peer.asked(None), asked, "who is blocked is not called");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_seen_is_asked_and_nobody_else() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    let address = peer.address();
    let other = [("address", address.as_str()), ("seen", "https://evil.example/")];
    let page = asks(&clerk, &other).await.is(200).text();
    assert!(page.contains("meldet sich inzwischen jemand anderes") && page.contains("Stadt Fremd"), "{page}");
    assert!(town.follow(town.iri(), peer.iri()).await.is_none());
    let page =
        asks(&clerk, &[("address", &address), ("message", "Hallo"), ("change", "1")]).await.is(200).text();
    assert!(page.contains(&format!("value=\"{address}\"")) && page.contains("Hallo"), "{page}");
    // The same by its address alone, without its name.
    let host = &peer.organisation.host;
    asks(&clerk, &[("address", host), ("seen", peer.iri().as_str())]).await.is(303);
    eventually("the question arrives", || async { peer.delivered("Follow").pop() }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_software_is_told_apart() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (clerk, peer) = (town.administrator().await, Peer::new(&ground, "fremd").await);
    let mut actor = peer.actor_document();
    actor.as_object_mut().unwrap().remove("organisation");
    peer.shows("/", 200, "application/activity+json", &actor.to_string());
    let page = asks(&clerk, &[("address", &peer.address())]).await.is(200).text();
    assert!(page.contains("Dort läuft ein anderes Programm."), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_organisation_sees_its_own_connections_alone() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let peer = Peer::new(&ground, "fremd").await;
    let written = birkenried.publishes("Radweg").await;
    peer.asks_to_follow(birkenried.iri()).to(&birkenried).await.is(202);
    peer.creates(&peer.question("frage-1", &written.iri, "Wie lange?")).to(&birkenried).await.is(202);
    let (stranger, editor) = (cronfeld.administrator().await, birkenried.editor().await);
    for route in routes::table().iter().filter(|route| route.path.starts_with("/verwaltung/{handle}")) {
        assert_eq!(route.who, Who::Member(MemberRole::Administrator), "{}", route.path);
        let path = route
            .path
            .replace("{handle}", "birkenried")
            .replace("{id}", "019a2f60-0000-7000-8000-000000000001");
        for method in route.methods {
            let fields = [("rechner", peer.iri().as_str().trim_end_matches('/'))];
            for (clerk, status) in [(&stranger, 404), (&editor, 403)] {
                let answer = clerk.http(method, &path).form(&fields).send().await;
                assert_eq!(answer.status, status, "{method} {path}");
                assert!(!answer.text().contains("class=\"waits\""), "{method} {path}");
            }
        }
    }
    let follow = birkenried.follow(peer.iri(), birkenried.iri()).await.unwrap();
    for word in ["annehmen", "ablehnen", "beenden"] {
        let path = format!("/verwaltung/cronfeld/verbindungen/{}/{word}", follow.id);
        stranger.sends(&path, &[]).await.is(404);
    }
    for part in ["", "/verbindungen", "/nachbarn", "/eingang"] {
        let page = stranger.opens(&format!("/verwaltung/cronfeld{part}")).await.is(200).text();
        assert!(!page.contains("class=\"waits\"") && !page.contains("fremd.localhost"), "{part}: {page}");
    }
    assert_eq!(birkenried.follow(peer.iri(), birkenried.iri()).await.unwrap().answer, Answer::Asked);
    // Somebody who runs the node and belongs to nobody has no business there either.
    let operator = cronfeld.person("operator").await;
    operator.runs_the_node().await;
    operator.opens("/verwaltung/birkenried/verbindungen").await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_does_not_exist_and_a_place_that_is_none_are_refused() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    for (query, status) in
        [("liste=alle", 404), ("vor=x", 400), ("liste=leser&vor=1_2", 400), ("liste=leser", 200)]
    {
        clerk.opens(&format!("/verwaltung/auenstadt/verbindungen?{query}")).await.is(status);
    }
    let page =
        clerk.opens("/verwaltung/auenstadt/verbindungen/neu?an=%22%3E%3Cscript%3E").await.is(200).text();
    is_harmless(&page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_found_is_looked_into_step_by_step() {
    let ground = Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    let clerk = town.administrator().await;
    peer.shows("/.well-known/webfinger", 404, "", "");
    let (address, button) = (peer.address(), "Prüfen, woran es liegt");
    let page = asks(&clerk, &[("address", &address)]).await.is(422).text();
    assert!(page.contains(button), "{page}");
    let before = town.memory().await;
    let page = asks(&clerk, &[("address", &address), ("check", "1")]).await.is(200).text();
    for shown in [
        "Die Verbindung ist sicher",
        "ist niemand unter",
        "Bitte den Teil vor dem @ prüfen",
        "Andere finden unter",
    ] {
        assert!(page.to_lowercase().contains(&shown.to_lowercase()), "{shown}: {page}");
    }
    assert!(!page.contains(button));
    is_harmless(&page);
    assert_eq!(town.memory().await, before, "looking leaves nothing behind");
    let page = clerk.opens("/verwaltung/auenstadt/verbindungen/neu").await.is(200).text();
    assert!(!page.contains(button), "before anything was asked there is nothing to look into");
    town.editor()
        .await
        .sends("/verwaltung/auenstadt/verbindungen/neu", &[("address", &address), ("check", "1")])
        .await
        .is(403);
}
