//! Who may do what with which token.

use serde_json::json;
use store::tokens::Scope;

use crate::harness::{Ground, Request, Town, project};

/// Everything that a token may be needed for, with the scope it takes.
fn deeds(town: &Town, id: &str) -> Vec<(Scope, Request)> {
    let wish = json!({ "from": town.organisation.handle, "to": "x@y.localhost", "message": "" });
    vec![
        (Scope::Read, town.http("GET", "/api/v1/follows")),
        (Scope::Write, town.http("POST", "/api/v1/entries").json(&json!({}))),
        (
            Scope::Write,
            town.http("PUT", &format!("/api/v1/entries/{id}")).header("If-Match", "\"1\"").json(&json!({})),
        ),
        (Scope::Write, town.http("DELETE", &format!("/api/v1/entries/{id}")).header("If-Match", "\"1\"")),
        (Scope::Connect, town.http("POST", "/api/v1/follows").json(&wish)),
        (Scope::Connect, town.http("POST", "/api/v1/follows/0/accept")),
        (Scope::Connect, town.http("POST", "/api/v1/follows/0/decline")),
        (Scope::Connect, town.http("GET", "/api/v1/peers")),
    ]
}

both_engines!(each_scope_includes_the_one_before_and_nothing_more, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    for scope in [Scope::Read, Scope::Write, Scope::Connect] {
        let token = auenstadt.token_for(scope).await;
        for (needed, request) in deeds(&auenstadt, &written.id) {
            let asked = String::from_utf8_lossy(&request.bytes()).into_owned();
            let answer = request.token(&token).send().await;
            let too_small = answer.status == 403 && answer.problem() == "scope-too-small";
            assert_eq!(too_small, scope < needed, "{scope:?}: {} {asked}", answer.status);
        }
    }
});

both_engines!(without_a_token_that_holds_nothing_is_done, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let written = auenstadt.publishes("Radweg").await;
    let before = auenstadt.memory().await;
    for (_, request) in deeds(&auenstadt, &written.id) {
        let answer = request.send().await.is(401);
        assert_eq!(
            (answer.problem().as_str(), answer.header("WWW-Authenticate")),
            ("no-token", Some("Bearer"))
        );
    }
    for authorization in
        ["Bearer tm_erfunden", "Bearer", "Basic dXNlcjpwYXNz", "Bearer  ", "tm_x", "Bearer \u{e4}"]
    {
        let request = auenstadt.http("POST", "/api/v1/entries").header("Authorization", authorization);
        assert_eq!(
            request.json(&project("x")).send().await.is(401).problem(),
            "bad-token",
            "{authorization}"
        );
        // Where none is needed, a wrong one is refused all the same, and not taken for none.
        for target in ["/api/v1/entries", "/api/v1/search?q=x"] {
            auenstadt.http("GET", target).header("Authorization", authorization).send().await.is(401);
        }
    }
    assert_eq!(auenstadt.memory().await, before);
});

both_engines!(a_token_acts_for_its_own_organisation_alone, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let theirs = cronfeld.publishes("Aus Cronfeld").await;
    let before = birkenried.memory().await;

    let mut fields = project("Im Namen der anderen");
    fields["organisation"] = json!("cronfeld");
    let answer = birkenried.api("POST", "/api/v1/entries").json(&fields).send().await.is(403);
    assert_eq!(answer.problem(), "other-organisation");
    // The host that is asked gives no right either.
    cronfeld.http("POST", "/api/v1/entries").token(&birkenried.token).json(&fields).send().await.is(403);

    let target = format!("/api/v1/entries/{}", theirs.id);
    let tag = format!("\"{}\"", theirs.version);
    birkenried.api("DELETE", &target).send().await.is(404);
    birkenried.api("PUT", &target).header("If-Match", &tag).json(&project("Übernommen")).send().await.is(404);
    let wish = json!({ "from": "cronfeld", "to": birkenried.organisation.address() });
    birkenried.api("POST", "/api/v1/follows").json(&wish).send().await.is(403);
    assert_eq!(birkenried.memory().await, before);
});

both_engines!(nobody_answers_for_whom_another_is_asked, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let auenstadt = ground.town("auenstadt").await;
    auenstadt.asks(&cronfeld.organisation.address()).await.is(201);
    let follow =
        crate::harness::eventually("the question", || cronfeld.follow(auenstadt.iri(), cronfeld.iri())).await;
    for word in ["accept", "decline"] {
        birkenried.api("POST", &format!("/api/v1/follows/{}/{word}", follow.id)).send().await.is(404);
    }
    // Nor does the one who asks.
    let asked = auenstadt.follow(auenstadt.iri(), cronfeld.iri()).await.unwrap();
    auenstadt.api("POST", &format!("/api/v1/follows/{}/accept", asked.id)).send().await.is(404);
    assert!(
        birkenried.api("GET", "/api/v1/follows").send().await.is(200).json()["follows"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    cronfeld.accepts(auenstadt.iri()).await;
    let twice = cronfeld.api("POST", &format!("/api/v1/follows/{}/accept", follow.id)).send().await.is(409);
    assert_eq!(twice.problem(), "already-answered");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_may_read_sees_what_its_organisation_may() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let mut fields = project("Nur für uns");
    fields["audience"] = json!("own");
    let own = auenstadt.publishes_this(fields).await;
    let target = format!("/api/v1/entries/{}", own.id);
    auenstadt.http("GET", &target).send().await.is(404);
    let token = auenstadt.token_for(Scope::Read).await;
    auenstadt.http("GET", &target).token(&token).send().await.is(200);
}
