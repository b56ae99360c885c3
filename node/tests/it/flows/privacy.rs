//! Two towns on one node: each is a stranger to the other's unpublished work, at every door.

use serde_json::{Value, json};

use crate::harness::{Request, Town, Written, eventually};

const SECRET: &str = "Quellgeheimnis";

/// Birkenried and Cronfeld on one node, and what Cronfeld wrote for its own staff.
async fn neighbours(ground: &crate::harness::Ground) -> (Town, Town, Written) {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    // One follows the other: even that opens nothing.
    birkenried.asks(&cronfeld.organisation.address()).await.is(201);
    cronfeld.accepts(birkenried.iri()).await;
    let own = cronfeld
        .publishes_this(json!({
            "kind": "project", "title": format!("{SECRET} im Entwurf"), "summary": SECRET, "status": "paused",
            "topics": [SECRET], "technologies": [SECRET], "text": SECRET,
        }))
        .await;
    cronfeld.eventually_finds(SECRET).await;
    (birkenried, cronfeld, own)
}

/// Every way in which the entry might be reached, at the host of either town.
fn ways(at: &Town, own: &Written) -> Vec<Request> {
    let id = &own.id;
    let mut ways: Vec<_> = [
        format!("/api/v1/entries/{id}"),
        "/api/v1/entries?limit=100".to_owned(),
        "/api/v1/entries?organisation=cronfeld&kind=project".to_owned(),
        format!("/api/v1/search?q={SECRET}"),
        "/api/v1/search?q=".to_owned(),
        "/api/v1/search?q=&status=paused".to_owned(),
        "/outbox".to_owned(),
        "/outbox?page=true".to_owned(),
        "/changes".to_owned(),
        "/nodeinfo/2.1".to_owned(),
    ]
    .iter()
    .map(|target| at.http("GET", target))
    .collect();
    for target in [
        format!("/eintraege/{id}"),
        format!("/suche?q={SECRET}"),
        "/suche".to_owned(),
        "/".to_owned(),
        "/organisationen".to_owned(),
        "/organisationen/cronfeld".to_owned(),
        "/kooperationen".to_owned(),
    ] {
        ways.push(at.http("GET", &target).for_people());
    }
    ways.push(at.http("GET", &format!("/eintraege/{id}")).for_neighbours());
    ways.push(at.http("GET", "/").for_neighbours());
    ways
}

both_engines!(what_is_for_own_staff_is_nowhere_to_be_had_by_others, |ground| async move {
    let (birkenried, cronfeld, own) = neighbours(&ground).await;
    for at in [&birkenried, &cronfeld] {
        for way in ways(at, &own) {
            for request in [way.clone(), way.clone().token(&birkenried.token)] {
                let answer = request.send().await;
                let text = answer.text();
                assert!(answer.status < 500, "{} {text}", String::from_utf8_lossy(&request.bytes()));
                let asked = String::from_utf8_lossy(&request.bytes()).into_owned();
                // A page repeats the address at which it was asked for.
                let names_it = asked.contains(&own.id);
                let told = text.contains("im Entwurf") || text.contains(&own.id) && !names_it;
                assert!(!told, "{asked} told it: {text}");
                assert!(!names_it || answer.status == 404, "{asked}: {}", answer.status);
            }
        }
    }
});

both_engines!(nothing_is_counted_that_may_not_be_read, |ground| async move {
    let (birkenried, cronfeld, _) = neighbours(&ground).await;
    let counted = |page: &Value| {
        page["facets"].to_string().contains("paused") || page["facets"].to_string().contains(SECRET)
    };
    for question in ["", SECRET] {
        let theirs = birkenried.searches(question).await.is(200).json();
        assert!(!counted(&theirs), "{theirs}");
        let anyone =
            birkenried.http("GET", &format!("/api/v1/search?q={question}")).send().await.is(200).json();
        assert!(!counted(&anyone), "{anyone}");
        let its_own = cronfeld.searches(question).await.is(200).json();
        assert!(counted(&its_own), "{its_own}");
    }
    let outbox = cronfeld.http("GET", "/outbox").for_neighbours().send().await.is(200).json();
    assert_eq!(outbox["totalItems"], 0);
    let changes = cronfeld.http("GET", "/changes").for_neighbours().send().await.is(200).json();
    assert_eq!((&changes["count"], changes["items"].as_array().unwrap().len()), (&json!(0), 0));
});

both_engines!(own_staff_find_and_read_it, |ground| async move {
    let (_, cronfeld, own) = neighbours(&ground).await;
    assert_eq!(cronfeld.finds(SECRET).await, [format!("{SECRET} im Entwurf")]);
    let shown = cronfeld.api("GET", &format!("/api/v1/entries/{}", own.id)).send().await.is(200);
    assert_eq!(shown.header("Cache-Control"), Some("private, no-store"));
    assert_eq!(shown.json()["iri"], json!(own.iri));
    let listed = cronfeld.api("GET", "/api/v1/entries").send().await.is(200).json();
    assert_eq!(listed["entries"].as_array().unwrap().len(), 1);
});

both_engines!(what_was_withdrawn_before_it_was_public_leaves_no_trace_for_others, |ground| async move {
    let (birkenried, cronfeld, own) = neighbours(&ground).await;
    cronfeld.withdraws(&own).await;
    cronfeld.eventually_misses(SECRET).await;
    let target = format!("/api/v1/entries/{}", own.id);
    cronfeld.api("GET", &target).send().await.is(410);
    birkenried.api("GET", &target).send().await.is(404);
    birkenried.http("GET", &target).send().await.is(404);
    cronfeld.http("GET", &format!("/eintraege/{}", own.id)).for_neighbours().send().await.is(404);
    let changes = cronfeld.http("GET", "/changes").for_neighbours().send().await.is(200).json();
    assert_eq!(changes["items"], json!([]));
});

both_engines!(a_comment_is_as_private_as_what_it_stands_under, |ground| async move {
    let (birkenried, cronfeld, own) = neighbours(&ground).await;
    let comment = json!({ "kind": "comment", "comment": "note", "parent": own.iri, "text": "Randbemerkung", "audience": "public" });
    let refused = cronfeld.api("POST", "/api/v1/entries").json(&comment).send().await.is(422);
    assert_eq!(refused.problem(), "wider-than-parent");
    let mut narrow = comment;
    narrow["audience"] = json!("own");
    cronfeld.publishes_this(narrow).await;
    eventually("its own staff find it", || async {
        let page = cronfeld.searches("Randbemerkung").await.is(200).json();
        (page["total"] == 1).then_some(())
    })
    .await;
    assert_eq!(birkenried.searches("Randbemerkung").await.is(200).json()["total"], 0);
});

both_engines!(an_answer_to_a_comment_is_as_private_as_the_entry_at_the_top, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let mut top = cronfeld.publishes("Offenes Vorhaben").await;
    let below = |parent: &commons::Iri, text: &str| json!({ "kind": "comment", "comment": "note", "parent": parent, "text": text, "audience": "public" });
    let question = cronfeld.publishes_this(below(&top.iri, "Frage")).await;
    cronfeld.publishes_this(below(&question.iri, "Gegenrede")).await;
    birkenried.eventually_finds("Gegenrede").await;
    cronfeld.corrects(&mut top, "audience", json!("own")).await;
    birkenried.eventually_misses("Gegenrede").await;
    assert_eq!(cronfeld.searches("Gegenrede").await.is(200).json()["total"], 1);
});

both_engines!(nobody_learns_by_commenting_what_others_keep_to_themselves, |ground| async move {
    let (birkenried, cronfeld, own) = neighbours(&ground).await;
    let nothing = cronfeld.iri().with("eintraege/019a2f60-0000-7000-8000-000000000001");
    let ask = async |parent: &commons::Iri, audience: &str| {
        let comment = json!({ "kind": "comment", "comment": "note", "parent": parent, "text": "?", "audience": audience });
        birkenried.api("POST", "/api/v1/entries").json(&comment).send().await.is(404).problem()
    };
    for audience in ["public", "own"] {
        assert_eq!(ask(&own.iri, audience).await, ask(&nothing, audience).await);
    }
    cronfeld.withdraws(&own).await;
    assert_eq!(ask(&own.iri, "own").await, "no-such-entry");
});
