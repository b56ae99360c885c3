//! The home of an entry serves what is said below it; others complete their copy from there.

use commons::Iri;
use serde_json::{Value, json};

use crate::harness::{Peer, Response, Town, eventually};

fn remark(parent: &Iri, text: &str, audience: &str) -> Value {
    json!({ "kind": "comment", "comment": "note", "parent": parent, "text": text, "audience": audience })
}

async fn asked(town: &Town, target: &str) -> Response {
    let path =
        target.strip_prefix(town.iri().as_str()).map_or_else(|| target.to_owned(), |path| format!("/{path}"));
    town.http("GET", &path).for_neighbours().send().await
}

both_engines!(the_home_serves_what_everyone_may_read_and_only_its_own_words_whole, |ground| async move {
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let written = birkenried.publishes("Radverkehrsplan").await;
    let theirs = cronfeld.publishes_this(remark(&written.iri, "Wie lange?", "public")).await;
    let ours = birkenried.publishes_this(remark(&theirs.iri, "Ein Jahr.", "public")).await;
    birkenried.publishes_this(remark(&written.iri, "Nur unter uns.", "own")).await;

    let object = asked(&birkenried, &format!("/eintraege/{}", written.id)).await.is(200).json();
    let address = object["context"].as_str().unwrap().to_owned();
    assert_eq!(address, format!("{}/gespraech", written.iri));
    let collection = asked(&birkenried, &address).await.is(200).json();
    assert_eq!(
        (&collection["type"], &collection["totalItems"], &collection["attributedTo"]),
        (&json!("OrderedCollection"), &json!(2), &json!(birkenried.iri()))
    );
    let page = asked(&birkenried, collection["first"].as_str().unwrap()).await.is(200);
    assert!(!page.text().contains("Nur unter uns"), "{}", page.text());
    let page = page.json();
    assert_eq!((&page["partOf"], &page["next"]), (&json!(address), &Value::Null));
    assert_eq!(page["orderedItems"][0], json!(theirs.iri), "of another's words only the id");
    assert_eq!(page["orderedItems"][1]["id"], json!(ours.iri));
    assert_eq!(page["orderedItems"][1]["context"], json!(address), "each comment names the conversation");

    // Not where it does not live, not of a comment, not of what is not for everyone.
    for (town, id) in [(&cronfeld, &written.id), (&birkenried, &ours.id)] {
        asked(town, &format!("/eintraege/{id}/gespraech")).await.is(404);
    }
    let own = json!({ "kind": "project", "title": "Intern", "summary": "Nur für uns.", "status": "idea" });
    let own = birkenried.publishes_this(own).await;
    asked(&birkenried, &format!("/eintraege/{}/gespraech", own.id)).await.is(404);
    asked(&birkenried, &format!("{address}?nach=irgendwo")).await.is(400);
});

both_engines!(who_reads_a_neighbours_entry_sees_what_others_said_below_it, |ground| async move {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    birkenried.follows(&auenstadt).await;
    cronfeld.follows(&auenstadt).await;
    auenstadt.follows(&cronfeld).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    cronfeld.eventually_finds("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    let question =
        cronfeld.publishes_this(remark(&written.iri, "Wie lange dauerte die Einführung?", "public")).await;
    eventually("the question at home", || auenstadt.row(&question.iri)).await;
    let answer = auenstadt.publishes_this(remark(&question.iri, "Drei Wochen.", "public")).await;
    eventually("the answer", || birkenried.row(&answer.iri)).await;

    // Birkenried does not follow Cronfeld: the question comes from there because the answer names it.
    eventually("the question", || birkenried.row(&question.iri)).await;
    eventually("the answer stands below it", || async {
        let page = birkenried.page_of(&written.iri).await;
        let [question, answer] =
            ["Wie lange dauerte die Einführung?", "Drei Wochen."].map(|words| page.find(words));
        (question? < answer?).then_some(())
    })
    .await;

    // What nobody answered comes when somebody looks.
    let second = cronfeld.publishes_this(remark(&written.iri, "Und was kostet es?", "public")).await;
    eventually("the second question at home", || auenstadt.row(&second.iri)).await;
    let id = birkenried.row(&written.iri).await.unwrap().id;
    birkenried.editor().await.opens(&format!("/eintraege/{id}")).await.is(200);
    eventually("the second question", || birkenried.row(&second.iri)).await;
    assert!(birkenried.page_of(&written.iri).await.contains("Und was kostet es?"));
});

both_engines!(a_conversation_that_lies_is_not_believed, |ground| async move {
    let town = ground.town("auenstadt").await;
    let (friend, victim) = (Peer::new(&ground, "freund").await, Peer::new(&ground, "opfer").await);
    town.befriends(&friend).await;
    let entry = friend.project("1", "Luftschloss");
    friend.creates(&entry).to(&town).await.is(202);
    let forged = victim.question("gefaelscht", &entry.iri, "Das habe ich nie gesagt.");
    let forged: Value =
        serde_json::from_str(&federation::render::object(&forged, &victim.organisation).unwrap()).unwrap();
    let honest = victim.question("echt", &entry.iri, "Das habe ich gesagt.");
    let shown = federation::render::object(&honest, &victim.organisation).unwrap();
    victim.shows("/echt", 200, "application/activity+json", &shown);
    // A page that leads to itself, with another's words in it, and ids of whatever else.
    let page = friend.iri().with("gespraech?s=1");
    let mut object: Value =
        serde_json::from_str(&federation::render::object(&entry, &friend.organisation).unwrap()).unwrap();
    object["context"] = json!(friend.iri().with("gespraech"));
    friend.shows("/1", 200, "application/activity+json", &object.to_string());
    let collection = json!({
        "id": page, "type": "OrderedCollection", "first": page, "next": page,
        "orderedItems": [forged, honest.iri, 7, town.iri(), "nichts"],
    });
    let mut first = collection.clone();
    first["id"] = json!(friend.iri().with("gespraech"));
    friend.shows("/gespraech", 200, "application/activity+json", &first.to_string());

    let id = eventually("the entry", || town.row(&entry.iri)).await.id;
    town.editor().await.opens(&format!("/eintraege/{id}")).await.is(200);
    eventually("what was said", || town.row(&honest.iri)).await;
    assert!(town.row(&victim.iri().with("gefaelscht")).await.is_none());
    assert!(friend.asked(Some("/gespraech")) <= 3, "a circle ends");
});

/// A thread of a thousand comments is turned over page by page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_thread_is_not_shown_whole() {
    let ground = crate::harness::Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let written = town.publishes("Radverkehrsplan").await;
    let (node, acting) = (town.node(), town.acting());
    for number in 0..250 {
        let Value::Object(fields) = remark(&written.iri, &format!("Hinweis Nr. {number}."), "public") else {
            unreachable!()
        };
        let draft = node::operations::draft::Draft::new(fields);
        node::operations::publish::publish(&node, &acting, &draft).await.unwrap();
    }
    let address = format!("/eintraege/{}", written.id);
    let page = |number: usize| {
        let request = town.http("GET", &format!("{address}?seite={number}")).for_people();
        async move { request.send().await.is(200).text() }
    };
    let pages = [page(1).await, page(2).await, page(3).await];
    let shown = pages.each_ref().map(|page| page.matches("Hinweis Nr.").count());
    assert_eq!(shown, [100, 100, 50]);
    assert!(pages[0].contains("<span class=\"count\">250</span>"));
    assert!(pages[0].contains(&format!("{address}?seite=2#fragen")));
    town.http("GET", &format!("{address}?seite=x")).for_people().send().await.is(400);

    let mut place =
        format!("/eintraege/{}/gespraech?nach=0_00000000-0000-0000-0000-000000000000", written.id);
    let mut listed = 0;
    loop {
        let page = asked(&town, &place).await.is(200).json();
        listed += page["orderedItems"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { break };
        place = next.to_owned();
    }
    assert_eq!(listed, 250);
}
