//! Entries, foreign writing and actors, as they come in.

use commons::{Audience, CommentKind, Content, Entry, Refusal};
use federation::{Activity, Object, Role};
use serde_json::{Value, json};

use crate::hand::{ACTOR, Draft, KEY, KEY_ID, create, iri, now, status};

fn heard(object: &Value) -> Result<Object, Refusal> {
    match Draft::new(create(&object.to_string())).hear()?.activity {
        Activity::Create { object, .. } => Ok(object),
        other => panic!("{other:?}"),
    }
}

fn entry(object: &Value) -> Entry {
    match heard(object) {
        Ok(Object::Entry(entry)) => *entry,
        other => panic!("{other:?}"),
    }
}

fn structured() -> Value {
    json!({
        "id": "https://birkenried.de/n/1", "type": "Article", "attributedTo": ACTOR, "name": "anders", "content": "<p>anders</p>",
        "entry": {
            "id": "https://birkenried.de/n/1", "author": ACTOR, "version": 1_777_000_000_000_i64, "kind": "lesson",
            "title": "Rad\u{202e}weg", "text": "Früh **reden**.", "recommendation": "Früh reden.", "audience": "public",
            "published": "2026-05-01T00:00:00Z", "updated": "2026-05-01T00:00:00Z", "unknown": 7
        }
    })
}

#[test]
fn the_structured_entry_is_the_content() {
    let entry = entry(&structured());
    assert_eq!((entry.title.as_str(), entry.text.as_str()), ("Radweg", "Früh **reden**."));
    assert_eq!(entry.version, 1_777_000_000_000);
    assert!(matches!(entry.content, Content::Lesson(lesson) if lesson.recommendation == "Früh reden."));
}

#[test]
fn the_structured_entry_is_the_senders_own() {
    let with = |key: &str, value: Value| {
        let mut object = structured();
        object["entry"][key] = value;
        heard(&object)
    };
    assert_eq!(
        with("id", json!("https://birkenried.de/n/2")).err().map(|refusal| refusal.status()),
        Some(422)
    );
    assert_eq!(with("author", json!("https://cedern.de/")).err(), Some(Refusal::AuthorDiffers {}));
    assert_eq!(status(with("version", json!(1.8e19))), 400, "row 59: a number we read");
    assert_eq!(status(with("updated", json!("99999-01-01T00:00:00Z"))), 400);
    assert!(matches!(with("kind", json!("dossier")), Ok(Object::Unknown { kind }) if kind == "dossier"));
}

#[test]
fn row_63_names_of_a_megabyte_are_refused_by_their_cap() {
    let mut object = structured();
    object["entry"]["title"] = json!("x".repeat(900_000));
    assert_eq!(heard(&object).err(), Some(Refusal::TooLong { field: "title", limit: 300 }));
    let note = json!({ "id": "https://birkenried.de/n/1", "type": "Article", "attributedTo": ACTOR, "name": "x".repeat(900_000) });
    assert_eq!(status(heard(&note)), 422);
}

#[test]
fn row_69_foreign_html_becomes_text() {
    let note = json!({
        "id": "https://birkenried.de/n/1", "type": ["Article"], "attributedTo": [ACTOR], "name": "Titel <b>fett</b>",
        "content": "<p onclick=x>Hallo <script>alert(1)</script><b>Welt</b></p><p>zwei</p>",
        "summary": "<p>kurz</p>", "to": "as:Public", "published": "2026-05-01T00:00:00+02:00", "updated": "2099-01-01T00:00:00Z",
        "tag": [{ "type": "Hashtag", "name": "#Radweg" }, { "type": "Mention", "name": "@a" }],
        "attachment": [{ "type": "Document", "url": "https://birkenried.de/a.pdf", "name": "Plan" }, { "url": "javascript:x" }]
    });
    let entry = entry(&note);
    assert_eq!((entry.title.as_str(), entry.summary.as_str()), ("Titel fett", "kurz"));
    assert_eq!(entry.text, "Hallo Welt\n\nzwei");
    assert_eq!(entry.topics, ["Radweg"]);
    assert_eq!(entry.documents.len(), 1);
    assert_eq!(entry.audience, Audience::Public);
    assert_eq!(entry.version, now().millis(), "never above the time it was received");
    assert!(matches!(entry.content, Content::Project(_)));
}

#[test]
fn a_foreign_reply_becomes_a_comment() {
    let note = json!({
        "id": "https://birkenried.de/n/2", "type": "Note", "attributedTo": ACTOR, "content": "<p>Was hat es gekostet?</p>",
        "inReplyTo": "https://auenstadt.de/eintraege/1", "cc": ["https://www.w3.org/ns/activitystreams#Public"]
    });
    let entry = entry(&note);
    assert_eq!(entry.parent(), Some(&iri("https://auenstadt.de/eintraege/1")));
    assert!(matches!(&entry.content, Content::Comment(comment) if comment.comment == CommentKind::Note));
    let mut private = note;
    private["cc"] = json!([]);
    assert_eq!(self::entry(&private).audience, Audience::Own, "what is not public is nobody's here");
}

#[test]
fn a_reply_begins_after_the_names_it_is_addressed_to() {
    let said = |content: &str| {
        let note = json!({
            "id": "https://birkenried.de/n/3", "type": "Note", "attributedTo": ACTOR, "content": content,
            "inReplyTo": "https://auenstadt.de/eintraege/1", "to": "as:Public",
            "tag": [{ "type": "Mention", "name": "@auenstadt@auenstadt.de" }, { "type": "Mention", "name": "@bob" }],
        });
        entry(&note).text
    };
    let mention = "<span class=\"h-card\"><a href=\"https://auenstadt.de/\" class=\"u-url mention\">@<span>auenstadt</span></a></span>";
    assert_eq!(
        said(&format!("<p>{mention} <a href=\"https://b.de/@bob\">@bob@b.de</a> Danke an @bob!</p>")),
        "Danke an @bob!"
    );
    assert_eq!(said("<p>@ada Danke!</p>"), "@ada Danke!", "only who is mentioned");
    assert_eq!(said(&format!("<p>{mention}</p>")), "", "nothing but a name");
}

#[test]
fn polls_and_events_say_in_their_text_what_an_entry_has_no_place_for() {
    let poll = json!({
        "id": "https://birkenried.de/n/4", "type": "Question", "attributedTo": ACTOR, "content": "<p>Wann passt es?</p>", "to": "as:Public",
        "oneOf": [{ "type": "Note", "name": "Morgens" }, { "type": "Note", "name": "<b>Abends</b>" }], "endTime": "2026-05-09T12:00:00Z",
    });
    let read = entry(&poll);
    assert_eq!(read.text, "Wann passt es?\n\n2026-05-09T12:00:00Z\n\n- Morgens\n- Abends");
    assert_eq!(read.title, "Wann passt es?");
    let event = json!({
        "id": "https://birkenried.de/n/5", "type": "Event", "attributedTo": ACTOR, "name": "Bürgerabend", "to": "as:Public",
        "startTime": "2026-05-09T18:00:00Z", "endTime": "2026-05-09T20:00:00Z", "location": { "type": "Place", "name": "Rathaus" },
    });
    let read = entry(&event);
    assert_eq!(
        (read.title.as_str(), read.text.as_str()),
        ("Bürgerabend", "2026-05-09T18:00:00Z – 2026-05-09T20:00:00Z, Rathaus")
    );
}

#[test]
fn a_vote_in_a_poll_is_nothing_to_read() {
    let mut vote = json!({
        "id": "https://birkenried.de/n/6", "type": "Note", "attributedTo": ACTOR, "name": "Ja", "inReplyTo": "https://auenstadt.de/eintraege/1",
    });
    assert_eq!(heard(&vote), Ok(Object::Unknown { kind: "Note".to_owned() }));
    vote["content"] = json!("<p>Ja, gern.</p>");
    assert!(matches!(heard(&vote), Ok(Object::Entry(_))));
}

#[test]
fn what_has_no_name_is_called_by_how_it_begins() {
    let mut note = json!({
        "id": "https://birkenried.de/n/7", "type": "Note", "attributedTo": ACTOR, "contentMap": { "de": "<p>Erste Zeile</p><p>zweite</p>" },
        "summary": "Warnung", "attachment": [{ "type": "Image", "url": "https://birkenried.de/1.jpg", "name": "Die Brücke" }],
    });
    let read = entry(&note);
    assert_eq!(
        (read.title.as_str(), read.summary.as_str(), read.language.as_str()),
        ("Erste Zeile", "Warnung", "de")
    );
    note.as_object_mut().expect("an object").remove("contentMap");
    let read = entry(&note);
    assert_eq!((read.title.as_str(), read.summary.as_str()), ("Warnung", ""), "nothing is said twice");
    note["summary"] = json!(null);
    assert_eq!(entry(&note).title, "Die Brücke");
}

fn actor() -> Value {
    json!({
        "id": ACTOR, "type": "Person", "preferredUsername": "birkenried", "name": "Stadt <i>Birkenried</i>",
        "inbox": "https://birkenried.de/inbox", "endpoints": { "sharedInbox": "https://provider.de/inbox" },
        "publicKey": { "id": KEY_ID, "owner": ACTOR, "publicKeyPem": KEY.public_pem().expect("a PEM") }
    })
}

#[test]
fn an_actor_tells_who_it_is() {
    let Ok(Object::Actor(found)) = heard(&actor()) else { panic!("no actor") };
    assert_eq!(
        (found.name.as_str(), found.handle.as_str(), found.host.as_str()),
        ("Stadt Birkenried", "birkenried", "birkenried.de")
    );
    assert_eq!((found.role, found.indexable), (Role::Other, false));
    assert_eq!(found.mailbox().as_str(), "https://provider.de/inbox");
    assert!(found.public_key().is_ok());
}

#[test]
fn row_14_a_key_that_belongs_to_another() {
    for (key, value) in
        [("owner", "https://cedern.de/"), ("id", "https://cedern.de/#main-key"), ("publicKeyPem", "")]
    {
        let mut actor = actor();
        actor["publicKey"][key] = json!(value);
        assert_eq!(heard(&actor).err(), Some(Refusal::KeyOfAnother {}), "{key}");
    }
}

#[test]
fn an_actor_lives_in_one_place() {
    for key in ["inbox", "outbox", "followers", "changes"] {
        let mut actor = actor();
        actor[key] = json!("https://cedern.de/x");
        assert_eq!(heard(&actor).err(), Some(Refusal::OriginsDiffer {}), "{key}");
    }
}

#[test]
fn row_40_an_actor_has_few_other_names() {
    let mut actor = actor();
    actor["alsoKnownAs"] = json!(vec!["https://cedern.de/"; 21]);
    assert_eq!(status(heard(&actor)), 422);
}
