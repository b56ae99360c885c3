//! Circles in the browser: keeping one, joining, writing to it, leaving, and seeing who reads.

use commons::{EntryId, MemberRole, Membership};
use store::CircleRow;

use crate::harness::{Clerk, Ground, Town, eventually};

/// An administrator of each, and a circle of the first.
async fn kept(owner: &Town) -> (Clerk, CircleRow) {
    let head = owner.administrator().await;
    let base = format!("/verwaltung/{}/kreise", owner.organisation.handle);
    let words =
        [("name", "Vergleichsring Auental"), ("purpose", "Kosten"), ("agreement", "Bleibt unter uns.")];
    let founded = head.sends(&base, &words).await.is(303);
    let id = founded.header("Location").unwrap().rsplit('/').next().unwrap().to_owned();
    let mut reading = owner.node().store.reading().await.unwrap();
    let circle = reading.circles().by_id(&EntryId::parse(&id).unwrap()).await.unwrap().unwrap();
    (head, circle)
}

both_engines!(a_circle_is_founded_joined_written_to_and_left, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (head, circle) = kept(&auenstadt).await;
    let page = format!("/verwaltung/auenstadt/kreise/{}", circle.id);
    let address = birkenried.organisation.address();
    let invite = [("act", "invite"), ("address", address.as_str())];
    head.sends(&page, &invite).await.is(303);
    head.sends(&page, &invite).await.is(422);
    assert!(head.opens(&page).await.is(200).text().contains("eingeladen"));

    // The other side reads the agreement, and accepts it in a function.
    let other = birkenried.administrator().await;
    let theirs = eventually("the invitation arrives", || birkenried.circle(&circle.iri)).await;
    assert!(other.opens("/verwaltung/birkenried/kreise").await.is(200).text().contains("Einladungen an uns"));
    let there = format!("/verwaltung/birkenried/kreise/{}", theirs.id);
    assert!(other.opens(&there).await.is(200).text().contains("Bleibt unter uns."));
    let edition = theirs.agreement.edition.to_string();
    let accept = |office: &'static str| {
        vec![
            ("act", "accept"),
            ("edition", edition.as_str()),
            ("hash", theirs.agreement.sha256.as_str()),
            ("office", office),
        ]
    };
    other.sends(&there, &accept("")).await.is(422);
    other.sends(&there, &accept("Hauptamtsleitung")).await.is(303);
    auenstadt.sees_member(&circle.iri, birkenried.iri(), Membership::Accepted).await;
    assert!(head.opens(&page).await.is(200).text().contains("Hauptamtsleitung"));

    // Whoever writes is offered the circle, and the entry says for whom it is.
    let editor = auenstadt.clerk(MemberRole::Editor).await;
    let audience = format!("circles {}", circle.iri);
    let begun = [("title", "Was es kostet"), ("organisation", "auenstadt")];
    let draft = editor.sends("/schreiben/project", &begun).await.is(303);
    let draft = draft.header("Location").unwrap().to_owned();
    let form = editor.opens(&draft).await.is(200).text();
    assert!(
        form.contains(&format!("value=\"{audience}\"")) && form.contains("Kreis: Vergleichsring Auental"),
        "{form}"
    );
    assert!(form.contains(&format!("value=\"circles {}followers\"", auenstadt.iri())));
    let entry = auenstadt.publishes_this(serde_json::json!({
        "kind": "project", "title": "Was es kostet", "summary": "Eine Zahl.", "status": "running",
        "audience": { "circles": [circle.iri] },
    }));
    let entry = entry.await;
    let shown = editor.opens(&format!("/eintraege/{}", entry.id)).await.is(200).text();
    assert!(shown.contains("nur für: Kreis „Vergleichsring Auental“"), "{shown}");
    birkenried.eventually_finds("kostet").await;

    // Who reads it; and after leaving, who has confirmed.
    let readers = head.opens("/verwaltung/auenstadt/leser").await.is(200).text();
    assert!(readers.contains("Vergleichsring Auental") && readers.contains("Stadt Birkenried"), "{readers}");
    other.sends(&there, &[("act", "leave")]).await.is(303);
    other.opens(&there).await.is(404);
    let told = eventually("it is confirmed", || async {
        let page = head.opens("/verwaltung/auenstadt/leser").await.is(200).text();
        page.contains("Gelöscht und bestätigt:").then_some(page)
    })
    .await;
    assert!(told.contains(birkenried.host()), "{told}");
    assert!(birkenried.row(&entry.iri).await.unwrap().is_tombstone());
});

both_engines!(a_circle_is_dissolved_once_that_was_asked_twice, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (head, circle) = kept(&auenstadt).await;
    let page = format!("/verwaltung/auenstadt/kreise/{}", circle.id);
    head.sends(&page, &[("act", "invite"), ("address", birkenried.organisation.address().as_str())])
        .await
        .is(303);
    birkenried.sees_member(&circle.iri, birkenried.iri(), Membership::Invited).await;
    assert!(head.opens(&page).await.is(200).text().contains("Kreis auflösen …"));
    let asked = head.sends(&page, &[("act", "dissolve")]).await.is(200).text();
    assert!(asked.contains("lässt sich nicht wiederherstellen") && asked.contains("Vergleichsring Auental"));
    auenstadt.sees_member(&circle.iri, auenstadt.iri(), Membership::Accepted).await;
    head.sends(&page, &[("act", "dissolve"), ("sure", "yes")]).await.is(303);
    head.opens(&page).await.is(404);
    let all = head.opens("/verwaltung/auenstadt/kreise").await.is(200).text();
    assert!(all.contains("Frühere Kreise") && all.contains("aufgelöst am"), "{all}");

    // Who was invited is told, and has nothing to answer any more; to dissolve it is for its owner alone.
    let other = birkenried.administrator().await;
    birkenried.sees_member(&circle.iri, birkenried.iri(), Membership::Removed).await;
    let theirs = other.opens("/verwaltung/birkenried/kreise").await.is(200).text();
    assert!(theirs.contains("Frühere Kreise") && !theirs.contains("Einladungen an uns"), "{theirs}");
    let (_, second) = kept(&auenstadt).await;
    other
        .sends(&format!("/verwaltung/birkenried/kreise/{}", second.id), &[("act", "dissolve")])
        .await
        .is(404);
});

both_engines!(a_circle_is_nobodys_business_but_its_members, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let (_, circle) = kept(&auenstadt).await;
    let at = format!("/kreise/{}", circle.id);
    auenstadt.http("GET", &at).for_neighbours().send().await.is(404);
    auenstadt.http("GET", &at).token(&auenstadt.token).send().await.is(404);
    birkenried.http("GET", &at).for_neighbours().send().await.is(404);
    let other = birkenried.administrator().await;
    other.opens(&format!("/verwaltung/birkenried/kreise/{}", circle.id)).await.is(404);
    let editor = auenstadt.clerk(MemberRole::Editor).await;
    editor.opens("/verwaltung/auenstadt/kreise").await.is(403);
    let now = auenstadt.node().clock.now();
    let nothing = format!("/verwaltung/auenstadt/kreise/{}", EntryId::new(now));
    auenstadt.administrator().await.opens(&nothing).await.is(404);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_is_not_addressed_to_circles_of_others() {
    let ground = Ground::sqlite();
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (_, circle) = kept(&alpha).await;
    let mut fields = crate::harness::project("Fremder Kreis");
    for foreign in [circle.iri.clone(), alpha.iri().with("followers"), alpha.iri().with("kreise/nie")] {
        fields["audience"] = serde_json::json!({ "circles": [foreign] });
        let refused = beta.api("POST", "/api/v1/entries").json(&fields).send().await.is(422);
        assert_eq!(refused.problem(), "not-in-circle");
    }
    fields["audience"] = serde_json::json!({ "circles": [] });
    assert_eq!(beta.api("POST", "/api/v1/entries").json(&fields).send().await.is(422).problem(), "missing");
}
