//! Saved searches: in the own area, as a feed for whoever knows its address, and the end of their mails.

use commons::MemberRole;
use serde_json::json;

use crate::harness::{Clerk, Ground, Response, Town, project};

impl Clerk {
    /// Saves this search under this name.
    async fn saves(&self, query: &str, name: &str) -> Response {
        self.sends("/meine-suchen", &[("query", query), ("name", name)]).await
    }

    /// The pages of the saved searches in the own area, newest first.
    async fn saved(&self) -> Vec<String> {
        let page = self.opens("/mein-bereich").await.is(200).text();
        let addresses = page.split("href=\"/meine-suchen/").skip(1);
        addresses.map(|rest| format!("/meine-suchen/{}", rest.split('"').next().unwrap())).collect()
    }

    /// The path of the feed of its newest search.
    async fn feed(&self) -> String {
        let page = self.opens(&self.saved().await[0]).await.is(200).text();
        let feed = page.split("/feed/").nth(1).unwrap().split('"').next().unwrap();
        format!("/feed/{feed}")
    }
}

/// What a feed reader gets, which does not sign in.
async fn read(town: &Town, path: &str) -> Response {
    town.http("GET", path).header("Accept", "application/atom+xml").send().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_is_saved_shown_renamed_and_removed() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    let results = clerk.opens("/suche?q=Kita+Platz&kind=project&weiter=n14").await.is(200).text();
    let keep = "/meine-suchen/neu?q=Kita+Platz&#38;kind=project\"";
    assert!(results.contains(keep), "a search is saved from its first page on: {results}");
    let form = clerk.opens("/meine-suchen/neu?q=Kita+Platz&kind=project").await.is(200).text();
    assert!(
        form.contains("value=\"Kita Platz\"") && form.contains("value=\"q=Kita+Platz&#38;kind=project\"")
    );
    assert!(form.contains("Gesucht wird: Kita Platz · Art: Projekt"), "what the filters are too: {form}");
    assert!(!form.contains("name=\"digest\""), "no mail goes out from here, so nobody is asked");
    clerk.saves("q=Kita+Platz&kind=project", "Kita-Plätze").await.is(303);

    let page = clerk.opens("/mein-bereich").await.text();
    assert!(
        page.contains("<a href=\"/suche?q=Kita+Platz&#38;kind=project\"><bdi>Kita-Plätze</bdi></a>"),
        "{page}"
    );
    let [saved] = &clerk.saved().await[..] else { panic!("one search") };
    clerk.sends(saved, &[("name", "Betreuung")]).await.is(303);
    assert!(clerk.opens("/mein-bereich").await.text().contains("<bdi>Betreuung</bdi>"));
    let again = clerk.sends(saved, &[("name", " ")]).await.is(422).text();
    assert!(again.contains("aria-invalid") && again.contains("<bdi>Betreuung</bdi>"), "{again}");
    clerk.sends(&format!("{saved}/entfernen"), &[]).await.is(303);
    assert!(clerk.saved().await.is_empty());
    clerk.opens(saved).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_saved_is_said() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    clerk.saves("q=***", "Sterne").await.is(400);
    clerk.saves("q=Kita", &"x".repeat(121)).await.is(422);
    clerk.saves(&format!("q=Kita&technology={}", "x".repeat(2_000)), "Kita").await.is(422);
    clerk
        .sends("/meine-suchen", &[("query", "q=Kita"), ("name", "Kita"), ("digest", "hourly")])
        .await
        .is(422);
    for number in 0..100 {
        clerk.saves("q=Kita", &format!("Suche {number}")).await.is(303);
    }
    let full = clerk.saves("q=Kita", "Eine zu viel").await.is(422).text();
    assert!(full.contains("Mehr als 100 Suchen") && full.contains("value=\"Eine zu viel\""), "{full}");
    assert_eq!(clerk.saved().await.len(), 100);
    town.clerk(MemberRole::Reader).await.saves("q=Kita", "Eine andere Person").await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_sees_or_touches_a_saved_search() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (owner, other) = (town.editor().await, town.administrator().await);
    owner.saves("q=Kita", "Nur meine").await.is(303);
    let [saved] = &owner.saved().await[..] else { panic!("one search") };
    let touched = [saved.clone(), format!("{saved}/entfernen"), format!("{saved}/adresse")];
    for path in &touched {
        other.sends(path, &[("name", "Gekapert")]).await.is(404);
        let cookie = format!("sitzung={}", owner.cookie);
        let from_elsewhere = town.http("POST", path).for_people().header("Cookie", &cookie);
        let from_elsewhere = from_elsewhere.header("Origin", "https://boese.example");
        from_elsewhere.header("Sec-Fetch-Site", "cross-site").form(&[("name", "x")]).send().await.is(403);
    }
    other.opens(saved).await.is(404);
    assert!(other.saved().await.is_empty());
    assert!(owner.opens(saved).await.is(200).text().contains("<bdi>Nur meine</bdi>"));
    let feed = owner.feed().await;
    owner.leaves_for_good().await;
    read(&town, &feed).await.is(404);
}

impl Clerk {
    async fn leaves_for_good(&self) {
        let mut change = self.town.node().store.begin().await.unwrap();
        change.people().erase(&self.person).await.unwrap();
        change.commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_shows_what_everybody_may_read_to_whoever_knows_its_address() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.publishes("Kita-Platz online vergeben").await;
    let mut own = project("Kita nur für uns");
    own["audience"] = json!("own");
    town.publishes_this(own).await;
    town.eventually_finds("Kita").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    clerk.saves("q=Kita", "Kita & <Plätze>").await.is(303);
    let feed = clerk.feed().await;
    let answer = read(&town, &feed).await.is(200);
    assert_eq!(answer.header("Content-Type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(answer.header("Cache-Control"), Some("private, no-store"));
    assert_eq!(answer.header("X-Robots-Tag"), Some("noindex"));
    let atom = answer.text();
    assert!(atom.contains("<title>Kita &amp; &lt;Plätze&gt;</title>"), "{atom}");
    assert!(
        atom.contains("<title>Kita-Platz online vergeben</title>") && !atom.contains("nur für uns"),
        "{atom}"
    );
    assert!(clerk.opens(&feed).await.is(200).text() == atom, "its owner sees no more in it");

    // Whatever is guessed, the answer is the same.
    let proof = feed.rsplit('.').next().unwrap();
    let id = feed.trim_start_matches("/feed/").split('.').next().unwrap();
    let strange = "018f0000-0000-7000-8000-000000000000";
    let guesses =
        [format!("{strange}.{proof}"), format!("{id}.{}", "A".repeat(43)), id.to_owned(), "x".to_owned()];
    let bodies: std::collections::BTreeSet<String> = {
        let mut bodies = std::collections::BTreeSet::new();
        for guess in &guesses {
            let path = format!("/feed/{guess}");
            bodies.insert(read(&town, &path).await.is(404).text().replace(&path, ""));
        }
        bodies
    };
    assert_eq!(bodies.len(), 1, "{bodies:?}");

    clerk.sends(&format!("{}/adresse", clerk.saved().await[0]), &[]).await.is(303);
    read(&town, &feed).await.is(404);
    let turned = clerk.feed().await;
    assert_ne!(turned, feed);
    assert!(read(&town, &turned).await.is(200).text().contains("Kita-Platz online vergeben"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_feed_has_what_came_last_first_and_loses_what_is_withdrawn() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let mut first = town.publishes("Kita eins").await;
    let second = town.publishes("Kita zwei").await;
    town.corrects(&mut first, "summary", json!("Jetzt mit Ergebnis.")).await;
    town.eventually_finds("Ergebnis").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    clerk.saves("q=Kita", "Kita").await.is(303);
    let feed = clerk.feed().await;
    let titles = async || {
        let atom = read(&town, &feed).await.is(200).text();
        let entries = atom.split("<entry>").skip(1);
        let title =
            |entry: &str| entry.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        entries.map(title).collect::<Vec<_>>()
    };
    assert_eq!(titles().await, ["Kita eins", "Kita zwei"], "what was corrected last");
    town.withdraws(&second).await;
    assert_eq!(titles().await, ["Kita eins"], "at once, whatever the index knows yet");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_71_a_feed_of_hostile_titles_is_still_a_feed() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let evil = "Kita ]]></title><script>alert(1)</script> & \"Co\" \u{202e}gpj.exe";
    let mut fields = project(evil);
    fields["summary"] = json!("</summary><!-- <![CDATA[ &amp; \u{1} -->");
    town.publishes_this(fields).await;
    town.eventually_finds("Kita").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    clerk.saves("q=Kita", "</title><script>").await.is(303);
    let atom = read(&town, &clerk.feed().await).await.is(200).text();
    assert!(!atom.contains("<script") && !atom.contains("<!--") && !atom.contains('\u{202e}'), "{atom}");
    assert_eq!((atom.matches("<title>").count(), atom.matches("</title>").count()), (2, 2), "{atom}");
    assert!(!atom.contains('\u{1}'));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_no_longer_parses_harms_nothing() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.clerk(MemberRole::Reader).await;
    clerk.saves("q=Kita", "Alte Suche").await.is(303);
    let node = town.node();
    let mut change = node.store.begin().await.unwrap();
    let new = store::saved_searches::NewSearch {
        person: clerk.person.clone(),
        organisation: None,
        name: "Von früher".to_owned(),
        query: "q=***&kind=%00&%FF=%".to_owned(),
        digest: commons::Digest::Off,
        due: None,
    };
    change.saved_searches().add(&new, node.clock.now()).await.unwrap();
    change.commit().await.unwrap();
    let page = clerk.opens("/mein-bereich").await.is(200).text();
    assert!(page.contains("lässt sich nicht mehr lesen") && page.contains("<bdi>Von früher</bdi>"), "{page}");
    let broken = clerk.saved().await.into_iter().next().unwrap();
    assert!(clerk.opens(&broken).await.is(200).text().contains("lässt sich nicht mehr lesen"));
    assert!(!read(&town, &clerk.feed().await).await.is(200).text().contains("<entry>"));
    clerk.sends(&format!("{broken}/entfernen"), &[]).await.is(303);
    assert_eq!(clerk.saved().await.len(), 1);
}
