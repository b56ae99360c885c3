//! A neighbour uses what a town has made, and the town hears of it.

use commons::Standing;
use serde_json::json;

use crate::harness::{Town, eventually};

fn adoption(target: &commons::Iri) -> serde_json::Value {
    json!({
        "kind": "adoption", "title": "Wir nutzen den Mängelmelder", "summary": "Seit Mai im Einsatz.", "audience": "public",
        "stage": "productive", "target": { "entry": target },
    })
}

both_engines!(an_adoption_reaches_the_owner_of_what_is_adopted, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    let adopted = birkenried.publishes_this(adoption(&written.iri)).await;

    // Auenstadt does not follow Birkenried: what comes from there waits for a person.
    let row = eventually("the adoption", || auenstadt.row(&adopted.iri)).await;
    assert_eq!(row.standing, Standing::Held);
    let (node, acting) = (auenstadt.node(), auenstadt.acting());
    node::operations::held::accept(&node, &acting, row.id).await.unwrap();
    let page = auenstadt.http("GET", &format!("/eintraege/{}", written.id)).for_people().send().await.is(200);
    assert!(page.text().contains("Stadt Birkenried"), "who uses it stands on its page");
});

both_engines!(an_adoption_by_a_member_is_shown_at_once, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    auenstadt.follows(&birkenried).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    let adopted = birkenried.publishes_this(adoption(&written.iri)).await;
    let row = eventually("the adoption", || auenstadt.row(&adopted.iri)).await;
    assert_eq!(row.standing, Standing::Published);
});

both_engines!(what_is_used_in_public_comes_before_its_like, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let west = auenstadt.publishes("Mängelmelder West").await;
    let nord = auenstadt.publishes("Mängelmelder Nord").await;
    let found = eventually("both", || async {
        Some(birkenried.finds("Mängelmelder").await).filter(|found| found.len() == 2)
    })
    .await;
    let (first, second) = if found[0].ends_with("West") { (west, nord) } else { (nord, west) };

    // What only its own staff may read must lift nothing, or the order would tell of it.
    let mut unseen = adoption(&first.iri);
    unseen["audience"] = json!("own");
    birkenried.publishes_this(unseen).await;
    let adopted = birkenried.publishes_this(adoption(&second.iri)).await;
    comes_before(&birkenried, &found[1], &found[0]).await;
    // Nothing of it is left then that says which entry it was about.
    birkenried.withdraws(&adopted).await;
    comes_before(&birkenried, &found[0], &found[1]).await;
});

async fn comes_before(town: &Town, first: &str, second: &str) {
    eventually(&format!("{first} comes before {second}"), || async {
        let found = town.finds("Mängelmelder").await;
        let place = |title: &str| found.iter().position(|other| other == title);
        (place(first)? < place(second)?).then_some(())
    })
    .await;
}
