//! Search that helps: what is suggested, what stands side by side, what is similar, and that nobody reads by it what is not theirs.

use serde_json::json;

use crate::harness::{Clerk, Ground, Town, project};

/// What is suggested to this person, or to nobody in particular.
async fn suggested(town: &Town, clerk: Option<&Clerk>, typed: &str) -> String {
    let typed: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
    let path = format!("/suche/vorschlaege?q={typed}");
    let request = clerk.map_or_else(|| town.http("GET", &path), |clerk| clerk.http("GET", &path));
    request.for_people().send().await.is(200).text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn suggestions_lead_to_topics_organisations_and_entries_that_may_be_read() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let mut open = project("Wärmeplanung mit dem Stadtwerk");
    open["topics"] = json!(["Wärmewende"]);
    let open = auenstadt.publishes_this(open).await;
    let mut own = project("Wärmeheimlichkeit");
    own["topics"] = json!(["Wärmegeheimnis"]);
    own["audience"] = json!("own");
    auenstadt.publishes_this(own).await;
    auenstadt.eventually_finds("Wärmeheimlichkeit").await;

    let (ours, theirs) = (auenstadt.editor().await, birkenried.editor().await);
    for (who, sees) in [(None, false), (Some(&theirs), false), (Some(&ours), true)] {
        let html = suggested(&auenstadt, who, "waerme").await;
        assert!(html.contains("Wärmewende") && html.contains(&format!("/eintraege/{}", open.id)), "{html}");
        assert_eq!(
            (html.contains("Wärmeheimlichkeit"), html.contains("Wärmegeheimnis")),
            (sees, sees),
            "{html}"
        );
        let counted = if sees { "4 Vorschläge" } else { "2 Vorschläge" };
        assert!(html.contains(counted), "{html}");
    }
    assert!(suggested(&auenstadt, None, "birk").await.contains("/organisationen/birkenried@"));
    assert!(suggested(&auenstadt, None, "Zeppelin").await.contains("Keine Vorschläge"));
    assert!(suggested(&auenstadt, None, &"x".repeat(4_000)).await.contains("Keine Vorschläge"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_read_is_missing_in_a_comparison_like_what_never_was() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let mut fields = project("Bürgerterminal");
    fields["cost"] = json!({ "one_off": 12_000 });
    let open = auenstadt.publishes_this(fields.clone()).await;
    fields["title"] = json!("Geheimterminal");
    fields["audience"] = json!("own");
    let own = auenstadt.publishes_this(fields).await;
    let compare = async |clerk: Clerk, ids: [&str; 2]| {
        let path = format!("/vergleich?e={}&e={}", ids[0], ids[1]);
        clerk.opens(&path).await.is(200).text()
    };
    let owner = compare(auenstadt.editor().await, [&open.id, &own.id]).await;
    assert!(owner.contains("Geheimterminal") && owner.matches("12.000").count() == 2, "{owner}");
    let nowhere = "01900000-0000-7000-8000-000000000000";
    for stranger in [birkenried.editor().await, auenstadt.guest()] {
        let hidden = compare(stranger.clone(), [&open.id, &own.id]).await;
        let never = compare(stranger, [&open.id, nowhere]).await;
        assert!(!hidden.contains("Geheimterminal") && hidden.contains("nicht für Sie bestimmt"), "{hidden}");
        assert_eq!(hidden.replace(&own.id, nowhere), never);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_shows_its_like_and_who_has_the_same_solution() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let mut fields = project("Hundesteuer online anmelden");
    fields["software"] = json!([{ "name": "Formularfix" }]);
    let entry = auenstadt.publishes_this(fields).await;
    let mut other = project("Anmeldung zur Hundesteuer");
    other["software"] = json!([{ "name": "Formular-Fix" }]);
    birkenried.publishes_this(other).await;
    let mut hidden = project("Hundesteuer online anmelden, geheim");
    hidden["audience"] = json!("own");
    birkenried.publishes_this(hidden).await;
    auenstadt.eventually_finds("Anmeldung").await;
    birkenried.eventually_finds("geheim").await;
    let html = auenstadt.guest().opens(&format!("/eintraege/{}", entry.id)).await.is(200).text();
    let (_, similar) = html.split_once("Ähnliche Einträge").unwrap_or_else(|| panic!("{html}"));
    assert!(similar.contains("Anmeldung zur Hundesteuer") && !similar.contains("geheim"), "{html}");
    assert!(
        html.contains("in einer weiteren Kommune") && html.contains("/wer-nutzt?was=Formularfix"),
        "{html}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_is_told_who_has_described_it_already() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    birkenried.publishes("Hundesteuer online anmelden").await;
    birkenried.eventually_finds("Hundesteuer").await;
    let clerk = auenstadt.editor().await;
    let fields = [("title", "Anmeldung der Hundesteuer"), ("organisation", "auenstadt")];
    let begun = clerk.sends("/schreiben/project", &fields).await.is(303);
    let draft = begun.header("location").unwrap().to_owned();
    for page in [draft.clone(), format!("{draft}/aehnliches")] {
        let html = clerk.opens(&page).await.is(200).text();
        assert!(html.contains("Eine Kommune hat etwas Ähnliches"), "{html}");
        assert!(html.contains("Hundesteuer online anmelden") && html.contains("Stadt Birkenried"), "{html}");
    }
    birkenried.editor().await.opens(&format!("{draft}/aehnliches")).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_found_shows_the_nearest_and_carries_the_question_over_to_all() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let auenstadt = house.founds("auenstadt").await;
    auenstadt.publishes("Freie Plätze in der Kita").await;
    auenstadt.eventually_finds("Kita").await;
    let clerk = auenstadt.editor().await;
    let html = clerk.opens("/suche?q=%22Pl%C3%A4tze+Kita+Freie%22").await.is(200).text();
    assert!(html.contains("Mit den Wörtern allein gibt es das:"), "{html}");
    assert!(html.contains("Freie Plätze in der Kita"), "{html}");
    let html = clerk.opens("/suche?q=Kita&kind=call").await.is(200).text();
    assert!(html.contains("Ohne Ihre Filter gibt es das:"), "{html}");
    assert!(
        html.contains("name=\"title\" value=\"Kita\"") && html.contains("action=\"/schreiben/call\""),
        "{html}"
    );
    let fields = [("title", "Kita"), ("direction", "seek"), ("subject", "question")];
    let begun = clerk.sends("/schreiben/call", &fields).await.is(303);
    let draft = clerk.opens(begun.header("location").unwrap()).await.is(200).text();
    assert!(draft.contains("value=\"Kita\"") && draft.contains("value=\"seek\" checked"), "{draft}");
    let html = auenstadt.guest().opens("/suche?q=Zeppelin").await.is(200).text();
    assert!(html.contains("/anmelden?weiter=%2Fsuche%3Fq%3DZeppelin"), "{html}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_experience_stands_beside_the_hits_with_what_may_be_read_and_an_office_to_call() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    birkenried.publishes("Baumkataster am Fluss").await;
    birkenried.publishes("Baumkataster im Wald").await;
    let mut hidden = project("Baumkataster im Keller");
    hidden["audience"] = json!("own");
    birkenried.publishes_this(hidden.clone()).await;
    auenstadt.publishes_this(hidden).await;
    auenstadt.eventually_finds("Keller").await;
    birkenried.eventually_finds("Keller").await;
    let html = auenstadt.guest().opens("/suche?q=Baumkataster").await.is(200).text();
    let (_, beside) = html.split_once("Wer damit Erfahrung hat").unwrap_or_else(|| panic!("{html}"));
    assert!(beside.contains("Stadt Birkenried") && beside.contains("2 Treffer von dort"), "{beside}");
    assert!(
        !beside.contains("Stadt Auenstadt</bdi></a>"),
        "what nobody else may read is no experience to be seen"
    );
    assert!(!auenstadt.guest().opens("/suche").await.text().contains("Wer damit Erfahrung hat"));
}
