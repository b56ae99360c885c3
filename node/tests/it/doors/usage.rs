//! Who uses what several towns name, each in its own spelling.

use serde_json::{Value, json};

use crate::harness::{Ground, Town};

fn uses(target: &Value, stage: &str) -> Value {
    json!({
        "kind": "adoption", "title": "Nutzung", "summary": "", "audience": "public", "stage": stage, "target": target,
        "reason": "Zu klein dafür.",
    })
}

async fn page(town: &Town, name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    town.http("GET", &format!("/wer-nutzt?was={name}")).for_people().send().await.is(200).text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_several_towns_name_stands_together_and_what_is_withdrawn_vanishes() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let used = birkenried.publishes_this(uses(&json!({ "software": "Open-Kita" }), "productive")).await;
    let provider = json!({ "service": { "name": "openkita", "provider": "Rechenzentrum" } });
    cronfeld.publishes_this(uses(&provider, "dropped")).await;
    let mut project = crate::harness::project("Kita-Plätze online");
    project["software"] = json!([{ "name": "OPEN KITA", "url": "https://codeberg.org/auental/kita" }]);
    let project = cronfeld.publishes_this(project).await;
    let mut hidden = uses(&json!({ "software": "OpenKita" }), "pilot");
    hidden["audience"] = json!("own");
    cronfeld.publishes_this(hidden).await;

    let html = page(&birkenried, "Open Kita").await;
    assert!(html.contains("Wer nutzt Open Kita?"), "{html}");
    for (heading, count) in [("Im Einsatz bei", 1), ("Geprüft, geplant", 1), ("Projekte damit", 1)] {
        let (_, after) = html.split_once(heading).unwrap_or_else(|| panic!("{heading}: {html}"));
        let (_, after) = after.split_once("<span class=\"count\">").unwrap();
        assert!(after.starts_with(&format!("{count}<")), "{heading}: {html}");
    }
    assert!(html.contains("Stadt Birkenried") && html.contains("Kita-Plätze online"));
    let entry = birkenried.http("GET", &format!("/eintraege/{}", project.id)).for_people().send().await;
    assert!(entry.is(200).text().contains("/wer-nutzt?was=OPEN+KITA"), "and the way there");

    birkenried.withdraws(&used).await;
    assert!(!page(&birkenried, "Open Kita").await.contains("Im Einsatz bei"));
    for nothing in ["", "…", "Gibt es nicht"] {
        assert!(!page(&birkenried, nothing).await.contains("class=\"count\""), "{nothing}");
    }
    let long = "x".repeat(301);
    birkenried.http("GET", &format!("/wer-nutzt?was={long}")).for_people().send().await.is(400);
}
