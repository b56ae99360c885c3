//! An account on Mastodon follows a town, sees what it publishes, and replies.

use commons::{Iri, Replies, Settings, Standing};
use serde_json::{Value, json};

use super::account::Account;
use crate::harness::{Clerk, Ground, Peer, Town, Written, eventually};

/// A town with an entry, its administrator, and an account that follows it.
async fn scene(ground: &Ground) -> (Town, Written, Clerk, Account) {
    let town = ground.town("auenstadt").await;
    let account = Account::ada(ground).await;
    account.follows(&town).await;
    let written = town.publishes("Radverkehrsplan").await;
    account.receives("Create", &written.iri).await;
    let clerk = town.administrator().await;
    (town, written, clerk, account)
}

async fn decides(town: &Town, replies: Replies) {
    town.decides(Settings { replies, ..Settings::default() }).await;
}

async fn page(town: &Town, id: &str) -> String {
    town.http("GET", &format!("/eintraege/{id}")).for_people().send().await.is(200).text()
}

/// What Mastodon makes of an object: of an Article its name, its summary and the way to it, of a Note what it says.
fn as_mastodon_shows(object: &Value) -> String {
    let text = |key: &str| object[key].as_str().unwrap_or_default();
    match object["type"].as_str().unwrap() {
        "Article" => format!("{}\n\n{}\n\n{}", text("name"), text("summary"), text("url")),
        "Note" => format!("(reply to {})\n\n{}", text("inReplyTo"), text("content").trim()),
        other => panic!("Mastodon knows no {other}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_sees_the_message_of_every_kind_of_entry() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let account = Account::ada(&ground).await;
    account.follows(&town).await;
    let project = town.publishes_this(json!({
        "kind": "project", "title": "Fundbüro online", "summary": "Fundsachen stehen mit Foto im Netz & am Schalter.",
        "status": "running", "audience": "public",
    }));
    let project = project.await;
    let entries = [
        (
            "lesson",
            json!({
                "kind": "lesson", "title": "Fundbüro: Fotos zuerst", "recommendation": "Macht die Fotos, bevor ihr Texte schreibt.",
                "what_happened": "Ohne Foto hat niemand gesucht.", "audience": "public",
            }),
        ),
        (
            "call",
            json!({
                "kind": "call", "title": "Lastenrad mit Kühlbox", "direction": "seek", "audience": "public",
                "text": "Wer hat so etwas **schon beschafft** und kann uns sein Leistungsverzeichnis zeigen?",
            }),
        ),
        (
            "adoption",
            json!({
                "kind": "adoption", "title": "Kita-Portal", "stage": "dropped", "target": { "software": "Kita-Portal" },
                "reason": "Die Schnittstelle zur Abrechnung fehlte.", "audience": "public",
            }),
        ),
        (
            "comment",
            json!({
                "kind": "comment", "comment": "answer", "parent": project.iri, "text": "Die Fotos macht der **Bauhof**.",
                "office": "Ordnungsamt", "audience": "public",
            }),
        ),
    ];
    let mut written = vec![("project", project)];
    for (kind, fields) in entries {
        written.push((kind, town.publishes_this(fields).await));
    }
    let mut shown = String::new();
    for (kind, written) in written {
        let object = account.receives("Create", &written.iri).await;
        shown.push_str(&format!("--- {kind}\n{}\n\n", as_mastodon_shows(&object)));
    }
    let shown = shown.replace(town.iri().as_str(), "https://auenstadt.example/");
    insta::assert_snapshot!("as_mastodon_shows_it", blotted(&shown));
}

/// With the ids, which are new each time, blotted out.
fn blotted(shown: &str) -> String {
    let mut parts = shown.split("/eintraege/");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push_str("/eintraege/ID");
        out.push_str(
            part.trim_start_matches(|character: char| character.is_ascii_hexdigit() || character == '-'),
        );
    }
    out
}

both_engines!(a_reply_waits_for_a_person_and_is_shown_with_who_wrote_it, |ground| async move {
    let (town, written, clerk, account) = scene(&ground).await;
    let note = account.reply(&town, &written.iri, "Wie breit wird die <b>Abbiegespur</b>?");
    account.posts(&note).to(&town).await.is(202);
    let reply = Iri::parse("id", note["id"].as_str().unwrap()).unwrap();
    let row = town.row(&reply).await.unwrap();
    assert_eq!(row.standing, Standing::Held);
    assert_eq!(
        row.entry().unwrap().text,
        "Wie breit wird die Abbiegespur?",
        "without the name it is addressed to"
    );
    assert!(!page(&town, &written.id).await.contains("Wie breit"));

    let desk = clerk.opens("/verwaltung/auenstadt/eingang").await.is(200).text();
    for shown in ["Wie breit wird die Abbiegespur?", "Ada :verified:", &account.address(), "Radverkehrsplan"]
    {
        assert!(desk.contains(shown), "{shown}: {desk}");
    }
    clerk.sends(&format!("/verwaltung/auenstadt/eingang/{}/annehmen", row.id), &[]).await.is(303);
    let shown = page(&town, &written.id).await;
    for words in [
        "Wie breit wird die Abbiegespur?",
        "Ada :verified:",
        &format!("{}, andere Software", account.address()),
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(town.finds("Abbiegespur").await.is_empty(), "the account has not agreed to be found");
    let mut willing = account.document();
    willing["indexable"] = json!(true);
    let update = json!({ "id": account.iri.with("#updates/1"), "type": "Update", "actor": account.iri, "object": willing });
    account.says(&update).to(&town).await.is(202);
    town.eventually_finds("Abbiegespur").await;
    let of_account = format!("/organisationen/{}", account.address());
    assert!(
        town.http("GET", &of_account).for_people().send().await.is(200).text().contains("Ada :verified:")
    );

    let edited = account.reply(&town, &written.iri, "Wie breit wird sie denn nun?");
    account.edits(&edited).to(&town).await.is(202);
    let row = town.row(&reply).await.unwrap();
    assert_eq!(row.standing, Standing::Held, "what was shown is not what is said now");
    assert!(!page(&town, &written.id).await.contains("Wie breit"));

    account.deletes(&note).to(&town).await.is(202);
    assert_eq!(town.row(&reply).await.unwrap().standing, Standing::Withdrawn);
});

both_engines!(an_organisation_decides_what_becomes_of_replies, |ground| async move {
    let (town, written, _, account) = scene(&ground).await;
    let note = account.reply(&town, &written.iri, "Wie breit?");
    let reply = Iri::parse("id", note["id"].as_str().unwrap()).unwrap();

    decides(&town, Replies::Off).await;
    let refused = account.posts(&note).to(&town).await.is(403);
    assert_eq!(refused.problem(), "replies-off");
    assert!(town.row(&reply).await.is_none());
    // An organisation of our kind may ask all the same, and waits as ever.
    let stranger = Peer::new(&ground, "fremd").await;
    let question = stranger.question("frage-1", &written.iri, "Wie lange?");
    stranger.creates(&question).to(&town).await.is(202);
    assert_eq!(town.row(&question.iri).await.unwrap().standing, Standing::Held);

    decides(&town, Replies::Open).await;
    account.posts(&note).to(&town).await.is(202);
    assert_eq!(town.row(&reply).await.unwrap().standing, Standing::Published);
    assert!(page(&town, &written.id).await.contains("Wie breit?"));
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_setting_is_one_of_three_and_says_what_it_does() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.administrator().await;
    let path = "/verwaltung/auenstadt/einstellungen";
    let form = clerk.opens(path).await.is(200).text();
    assert!(form.contains("Antworten aus anderer Software"), "{form}");
    for (code, checked) in [("off", false), ("held", true), ("open", false)] {
        let choice =
            form.split("name=\"replies\"").find(|part| part.contains(&format!("value=\"{code}\""))).unwrap();
        let tag = choice.split('>').next().unwrap();
        assert_eq!(tag.contains("checked"), checked, "{code}: {tag}");
    }
    let fields =
        [("name", "Stadt Auenstadt"), ("licence", "CC-BY-4.0"), ("followers", "ask"), ("replies", "maybe")];
    clerk.sends(path, &fields).await.is(422);
    let fields = fields.map(|(name, value)| (name, if name == "replies" { "off" } else { value }));
    clerk.sends(path, &fields).await.is(303);
    let settings =
        town.node().store.reading().await.unwrap().settings().of_organisation(town.iri()).await.unwrap();
    assert_eq!(settings.replies, Replies::Off);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_the_town_follows_needs_no_check_and_casts_no_votes() {
    let ground = Ground::sqlite();
    let (town, written, _, account) = scene(&ground).await;
    decides(&town, Replies::Off).await;
    account.server.shows(
        "/.well-known/webfinger",
        200,
        "application/jrd+json",
        &webfinger(&account).to_string(),
    );
    town.asks(&account.address()).await.is(201);
    let follow =
        eventually("the account is asked", || async { account.server.delivered("Follow").pop() }).await;
    let accept = json!({
        "id": account.iri.with("#accepts/follows/1"), "type": "Accept", "actor": account.iri, "object": follow,
    });
    account.says(&accept).to(&town).await.is(202);
    let note = account.reply(&town, &written.iri, "Wie breit?");
    account.posts(&note).to(&town).await.is(202);
    assert!(page(&town, &written.id).await.contains("Wie breit?"));

    // Not so somebody else on the same server.
    let bob = account.neighbour("bob");
    let note = bob.reply(&town, &written.iri, "Und wie lang?");
    assert_eq!(bob.posts(&note).to(&town).await.is(403).problem(), "replies-off");

    // What it would say in a poll, if there were polls here.
    let mut vote = account.reply(&town, &written.iri, "");
    for key in ["content", "contentMap"] {
        vote.as_object_mut().unwrap().remove(key);
    }
    vote["id"] = json!(account.iri.with("/votes/1"));
    vote["name"] = json!("Ja");
    account.posts(&vote).to(&town).await.is(202);
    assert!(town.row(&account.iri.with("/votes/1")).await.is_none());
}

fn webfinger(account: &Account) -> Value {
    json!({
        "subject": format!("acct:{}", account.address()), "aliases": [account.iri],
        "links": [{ "rel": "self", "type": "application/activity+json", "href": account.iri }],
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn warnings_are_kept_and_pictures_become_links() {
    let ground = Ground::sqlite();
    let (town, written, _, account) = scene(&ground).await;
    decides(&town, Replies::Open).await;
    let mut note = account.reply(&town, &written.iri, "Der Unfall an der Brücke.");
    note["summary"] = json!("Unfall");
    note["sensitive"] = json!(true);
    note["attachment"] = json!([
        { "type": "Document", "mediaType": "image/webp", "url": "https://chaos.example/1.webp", "name": "Die Brücke von Norden" },
        { "type": "Document", "mediaType": "image/webp", "url": "javascript:alert(1)", "name": "Böses" },
    ]);
    account.posts(&note).to(&town).await.is(202);
    let shown = page(&town, &written.id).await;
    let folded =
        shown.split("<details class=\"warning\">").nth(1).unwrap().split("</details>").next().unwrap();
    for words in [
        "Unfall</bdi></summary>",
        "Der Unfall an der Brücke.",
        "href=\"https://chaos.example/1.webp\"",
        "Die Brücke von Norden",
    ] {
        assert!(folded.contains(words), "{words}: {folded}");
    }
    assert!(!shown.contains("src=\"https://chaos.example"), "nothing is loaded from there");
    assert!(!shown.contains("javascript:") && !shown.contains("Böses"), "{shown}");
}
