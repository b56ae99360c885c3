//! What somebody speaks of is read at its own origin: again after a while, not for ever, and never without asking.

use commons::{Iri, MarkVerb, Standing, Time};
use federation::render;
use serde_json::{Value, json};
use store::{FetchKind, FetchRow};

use crate::harness::{Ground, Peer, Town, a_while, eventually};

const ACTIVITY: &str = "application/activity+json";

impl Peer {
    /// Shows this entry at its own address.
    fn shows_entry(&self, entry: &commons::Entry) {
        let object = render::object(entry, &self.organisation).unwrap();
        let path = entry.iri.as_str().strip_prefix(self.iri().as_str()).unwrap();
        self.shows(&format!("/{path}"), 200, ACTIVITY, &object);
    }
}

/// What is still to be fetched of this id.
async fn wanted(town: &Town, iri: &Iri) -> Vec<FetchRow> {
    town.node().store.reading().await.unwrap().fetches().by_iri(iri).await.unwrap()
}

/// A town, one that it follows, and one of whom it has never heard.
async fn scene(ground: &Ground) -> (Town, Peer, Peer) {
    let town = ground.town("auenstadt").await;
    let (friend, author) = (Peer::new(ground, "freund").await, Peer::new(ground, "autor").await);
    town.befriends(&friend).await;
    (town, friend, author)
}

both_engines!(what_cannot_be_read_is_tried_again_and_given_up_after_a_week, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let entry = author.project("1", "Luftschloss");
    author.shows("/1", 503, "text/plain", "");
    friend.deed("Announce", &json!(entry.iri)).to(&town).await.is(202);
    eventually("a first attempt", || async { (author.asked(Some("/1")) == 1).then_some(()) }).await;
    a_while().await;
    assert_eq!(author.asked(Some("/1")), 1, "not again at once");
    assert!(town.mark(friend.iri(), MarkVerb::Announce, &entry.iri).await.is_some());
    ground.passes(2 * Time::MINUTE);
    eventually("a second attempt", || async { (author.asked(Some("/1")) == 2).then_some(()) }).await;

    ground.passes(8 * Time::DAY);
    eventually("given up", || async { wanted(&town, &entry.iri).await.is_empty().then_some(()) }).await;
    assert!(
        town.mark(friend.iri(), MarkVerb::Announce, &entry.iri).await.is_none(),
        "with what was said of it"
    );

    author.shows_entry(&entry);
    friend.deed("Announce", &json!(entry.iri)).to(&town).await.is(202);
    town.eventually_finds("Luftschloss").await;
});

both_engines!(what_is_withdrawn_where_it_lives_vanishes_here_too, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let mut entry = author.project("1", "Luftschloss");
    author.shows_entry(&entry);
    friend.deed("Announce", &json!(entry.iri)).to(&town).await.is(202);
    town.eventually_finds("Luftschloss").await;

    entry.version += 1_000;
    "Wasserschloss".clone_into(&mut entry.title);
    author.shows_entry(&entry);
    ground.passes(Time::DAY + Time::HOUR);
    town.eventually_finds("Wasserschloss").await;

    author.shows("/1", 410, ACTIVITY, "{}");
    ground.passes(Time::DAY + Time::HOUR);
    town.eventually_misses("Wasserschloss").await;
    assert_eq!(town.row(&entry.iri).await.unwrap().standing, Standing::Withdrawn);
    assert!(wanted(&town, &entry.iri).await.is_empty());
});

both_engines!(nothing_is_asked_of_blocked_nodes_nor_kept_of_what_is_not_for_everyone, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let mut narrow = author.project("eng", "Nur für wenige");
    narrow.audience = commons::Audience::Own;
    author.shows_entry(&narrow);
    friend.deed("Announce", &json!(narrow.iri)).to(&town).await.is(202);
    eventually("it was read", || async { wanted(&town, &narrow.iri).await.is_empty().then_some(()) }).await;
    assert_eq!((town.row(&narrow.iri).await.is_none(), author.asked(Some("/eng"))), (true, 1));
    assert!(town.mark(friend.iri(), MarkVerb::Announce, &narrow.iri).await.is_none());

    node::operations::block::block(&town.node(), author.iri().origin(), "command").await.unwrap();
    let entry = author.project("1", "Luftschloss");
    author.shows_entry(&entry);
    friend.deed("Announce", &json!(entry.iri)).to(&town).await.is(202);
    a_while().await;
    assert_eq!((author.asked(Some("/1")), wanted(&town, &entry.iri).await.len()), (0, 0));
});

both_engines!(what_a_person_has_not_decided_on_is_not_decided_by_being_recommended, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let written = town.publishes("Radverkehrsplan").await;
    let question = author.question("frage", &written.iri, "Wie lange?");
    author.shows_entry(&question);
    author.creates(&question).to(&town).await.is(202);
    friend.deed("Announce", &json!(question.iri)).to(&town).await.is(202);
    let update = friend.deed("Update", &json!(question.iri));
    update.to(&town).await.is(403);
    a_while().await;
    assert_eq!(town.row(&question.iri).await.unwrap().standing, Standing::Held);
});

both_engines!(of_other_software_only_what_agrees_to_be_found_is_taken_in, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let note = |path: &str, text: &str| {
        let id = author.iri().with(path);
        json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Note", "attributedTo": author.iri(),
            "content": format!("<p>{text}</p>"), "to": "https://www.w3.org/ns/activitystreams#Public",
        })
    };
    for (path, text, agrees) in [("1", "Ohne Zustimmung", false), ("2", "Mit Zustimmung", true)] {
        let mut actor = author.actor_document();
        actor["type"] = json!("Person");
        actor["indexable"] = json!(agrees);
        actor["organisation"] = Value::Null;
        author.shows("/", 200, ACTIVITY, &actor.to_string());
        let note = note(path, text);
        author.shows(&format!("/{path}"), 200, ACTIVITY, &note.to_string());
        let iri = author.iri().with(path);
        friend.deed("Announce", &json!(iri)).to(&town).await.is(202);
        eventually("it was read", || async {
            (author.asked(Some(&format!("/{path}"))) > 0
                && wanted(&town, &iri).await.iter().all(|row| row.why == store::Why::Watched))
            .then_some(())
        })
        .await;
        assert_eq!(town.row(&iri).await.is_some(), agrees, "{text}");
    }
});

both_engines!(the_target_of_an_adoption_is_found_wherever_it_lives, |ground| async move {
    let [auenstadt, birkenried, cronfeld] = ground.towns().await;
    birkenried.follows(&auenstadt).await;
    cronfeld.follows(&birkenried).await;
    let written = auenstadt.publishes("Mängelmelder").await;
    birkenried.eventually_finds("Mängelmelder").await;
    let adopted = birkenried
        .publishes_this(json!({
            "kind": "adoption", "title": "Im Einsatz", "summary": "Seit Mai.", "audience": "public",
            "stage": "productive", "target": { "entry": written.iri },
        }))
        .await;
    // Cronfeld has never heard of Auenstadt: it finds what Birkenried uses, and who uses it.
    eventually("the target", || cronfeld.row(&written.iri)).await;
    let page = cronfeld.page_of(&written.iri).await;
    assert!(page.contains("Stadt Birkenried") && page.contains("im Einsatz"), "{page}");
    birkenried.withdraws(&adopted).await;
    eventually("it vanishes", || async {
        (!cronfeld.page_of(&written.iri).await.contains("Stadt Birkenried")).then_some(())
    })
    .await;
});

both_engines!(one_conversation_is_asked_for_once_an_hour, |ground| async move {
    let (town, friend, author) = scene(&ground).await;
    let entry = author.project("1", "Luftschloss");
    author.shows_entry(&entry);
    friend.deed("Announce", &json!(entry.iri)).to(&town).await.is(202);
    town.eventually_finds("Luftschloss").await;
    let asked = author.asked(Some("/1"));
    let (editor, id) = (town.editor().await, town.row(&entry.iri).await.unwrap().id);
    let page = format!("/eintraege/{id}");
    town.http("GET", &page).for_people().send().await.is(200);
    a_while().await;
    assert_eq!(author.asked(Some("/1")), asked, "not for somebody who has not signed in");
    for _ in 0..3 {
        editor.opens(&page).await.is(200);
        eventually("it is asked for", || async { (author.asked(Some("/1")) > asked).then_some(()) }).await;
    }
    a_while().await;
    assert_eq!(author.asked(Some("/1")), asked + 1);
    let kinds: Vec<_> = wanted(&town, &entry.iri).await.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [FetchKind::Entry, FetchKind::Thread]);
    ground.passes(2 * Time::HOUR);
    eventually("the hour is over", || async { (wanted(&town, &entry.iri).await.len() == 1).then_some(()) })
        .await;
    editor.opens(&page).await.is(200);
    eventually("again", || async { (author.asked(Some("/1")) == asked + 2).then_some(()) }).await;
});
