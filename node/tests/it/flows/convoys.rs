//! "Geleitzug": who plans the same is brought together, and nobody learns of what they may not read.

use commons::Time;
use node::jobs::convoy::go_on;
use serde_json::{Value, json};

use crate::harness::{Clerk, Ground, Town, eventually, project};

const LABEL: &str = "Andere haben Ähnliches vor";

/// A plan in the field of building.
fn plan(title: &str, status: &str) -> Value {
    let mut fields = project(title);
    fields["status"] = json!(status);
    fields["fields_of_action"] = json!(["building-housing"]);
    fields
}

impl Town {
    /// Everything written so far has been held against everything else.
    async fn has_compared(&self) {
        let node = self.node();
        let counter = node.store.changed().await.unwrap();
        eventually("the index has it all, and it was looked at", || async {
            while go_on(&node).await.unwrap() {}
            let reached = node.store.reading().await.unwrap().places().reached("convoy").await.unwrap();
            (node.index.cursor() >= counter && reached >= Some(counter)).then_some(())
        })
        .await;
    }
}

impl Clerk {
    /// What the own area says of others' plans.
    async fn hears(&self) -> Vec<String> {
        let page = self.opens("/mein-bereich").await.is(200).text();
        page.split("<li class=\"notice ")
            .skip(1)
            .filter(|line| line.contains(LABEL))
            .map(str::to_owned)
            .collect()
    }
}

both_engines!(two_who_plan_the_same_hear_of_each_other_once, |ground| async move {
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let (ours, theirs) = (auenstadt.editor().await, birkenried.editor().await);
    let reader = birkenried.clerk(commons::MemberRole::Reader).await;
    auenstadt.has_compared().await;
    let mut fields = plan("Digitaler Bauantrag", "planned");
    fields["contact"] = json!("Bauamt, bauamt@auenstadt.de");
    let mut first = auenstadt.publishes_this(fields).await;
    auenstadt.publishes_this(plan("Bürgerbus für den Norden", "idea")).await;
    let second = birkenried.publishes_this(plan("Bauanträge digital annehmen", "idea")).await;
    birkenried.publishes_this(plan("Bauantrag digital, schon im Betrieb", "running")).await;
    auenstadt.has_compared().await;
    let [heard] = &theirs.hears().await[..] else { panic!("one notice: {:?}", theirs.hears().await) };
    assert!(
        heard.contains("Digitaler Bauantrag") && heard.contains(&format!("/eintraege/{}", first.id)),
        "{heard}"
    );
    assert!(
        heard.contains("Bauanträge digital annehmen") && heard.contains("bauamt@auenstadt.de"),
        "{heard}"
    );
    let [heard] = &ours.hears().await[..] else { panic!("one notice: {:?}", ours.hears().await) };
    assert!(heard.contains(&format!("/eintraege/{}", second.id)), "{heard}");
    assert!(reader.hears().await.is_empty(), "who only reads plans nothing");

    auenstadt.corrects(&mut first, "summary", json!("Vom Antrag bis zum Bescheid.")).await;
    auenstadt.has_compared().await;
    assert_eq!((ours.hears().await.len(), theirs.hears().await.len()), (1, 1));
    birkenried.withdraws(&second).await;
    assert!(ours.hears().await.is_empty(), "what is gone is not told of any more");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_told_of_what_the_other_may_not_read_or_does_not_want() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (auenstadt, birkenried) = (house.founds("auenstadt").await, house.founds("birkenried").await);
    let cronfeld = house.founds("cronfeld").await;
    let people = [auenstadt.editor().await, birkenried.administrator().await, cronfeld.administrator().await];
    auenstadt.has_compared().await;
    let settings = [("name", "Cronfeld"), ("followers", "ask"), ("convoy", "off")];
    people[2].sends("/verwaltung/cronfeld/einstellungen", &settings).await.is(303);
    let mut own = plan("Digitaler Bauantrag", "planned");
    own["audience"] = json!("own");
    auenstadt.publishes_this(own).await;
    birkenried.publishes_this(plan("Bauantrag digital", "planned")).await;
    cronfeld.publishes_this(plan("Digitale Bauanträge", "planned")).await;
    let mut other = plan("Bauantrag digital prüfen", "planned");
    other["fields_of_action"] = json!(["mobility"]);
    auenstadt.publishes_this(other).await;
    auenstadt.has_compared().await;
    for person in &people {
        assert!(person.hears().await.is_empty(), "{}", person.town.host());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_of_a_neighbour_and_a_call_that_seeks_join_too_but_not_after_a_year() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.follows(&birkenried).await;
    birkenried.follows(&auenstadt).await;
    auenstadt.has_compared().await;
    birkenried.has_compared().await;
    auenstadt.publishes_this(plan("Bauarchiv einscannen", "planned")).await;
    ground.passes(366 * Time::DAY);
    let (ours, theirs) = (auenstadt.editor().await, birkenried.editor().await);
    auenstadt.publishes_this(plan("Digitaler Bauantrag", "planned")).await;
    birkenried.eventually_finds("Bauantrag").await;
    let mut call = json!({
        "kind": "call", "title": "Wer führt mit uns den digitalen Bauantrag ein?", "text": "Wir suchen Partner.",
        "direction": "seek", "audience": "public",
    });
    call["fields_of_action"] = json!(["building-housing"]);
    birkenried.publishes_this(call).await;
    birkenried.publishes_this(plan("Bauarchiv im Ortsteil einscannen", "idea")).await;
    for word in ["Partner", "Ortsteil"] {
        auenstadt.eventually_finds(word).await;
    }
    auenstadt.has_compared().await;
    birkenried.has_compared().await;
    let [heard] = &ours.hears().await[..] else { panic!("one notice: {:?}", ours.hears().await) };
    assert!(heard.contains("Wer führt mit uns"), "{heard}");
    let [heard] = &theirs.hears().await[..] else { panic!("one notice: {:?}", theirs.hears().await) };
    assert!(heard.contains("Digitaler Bauantrag"), "{heard}");
}
