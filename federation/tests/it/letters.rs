//! Step 4 of the inbox: rows of THREATS.md on origins and JSON.

use commons::{MarkVerb, Refusal};
use federation::{Activity, Object, Undone};

use crate::hand::{Draft, create, follow, iri, open, status, value};

#[test]
fn row_26_an_object_from_another_origin_is_dropped() {
    let letter = Draft::new(create(
        r#"{"id":"https://cedern.de/n/1","type":"Note","attributedTo":"https://birkenried.de/"}"#,
    ));
    let heard = letter.hear().expect("202");
    assert!(
        matches!(heard.activity, Activity::Create { object: Object::Foreign { id }, .. } if id == iri("https://cedern.de/n/1"))
    );
}

#[test]
fn row_27_an_author_who_is_not_the_sender() {
    for author in [r#""https://birkenried.de/users/2""#, r#"["https://cedern.de/"]"#, "null", "7"] {
        let object = format!(r#"{{"id":"https://birkenried.de/n/1","type":"Note","attributedTo":{author}}}"#);
        assert_eq!(Draft::new(create(&object)).open().err(), Some(Refusal::AuthorDiffers {}), "{author}");
    }
}

#[test]
fn row_28_and_29_nobody_changes_what_belongs_to_another_origin() {
    let update = create(r#"{"id":"https://cedern.de/n/1","type":"Note"}"#).replace("Create", "Update");
    assert_eq!(status(Draft::new(update).open()), 403);
    let delete = create(r#""https://cedern.de/n/1""#).replace("Create", "Delete");
    assert_eq!(status(Draft::new(delete).open()), 403);
    let undo = create(
        r#"{"id":"https://cedern.de/#f","type":"Follow","actor":"https://cedern.de/","object":"https://auenstadt.de/"}"#,
    );
    assert_eq!(status(Draft::new(undo.replace("Create", "Undo")).open()), 403);
    let other =
        create(r#"{"id":"https://birkenried.de/users/2","type":"Person"}"#).replace("Create", "Update");
    assert_eq!(status(Draft::new(other).open()), 403);
}

#[test]
fn row_40_only_the_actor_itself_moves_and_somewhere_else() {
    let moves = |object: &str, target: &str| {
        let letter = create(&format!(r#""{object}""#)).replace("Create", "Move");
        Draft::new(letter.replacen('{', &format!(r#"{{"target":{target},"#), 1)).open()
    };
    let letter = moves("https://birkenried.de/", r#""https://neustadt.de/""#).expect("a letter");
    assert!(
        matches!(letter.activity(), Activity::Move { target, .. } if *target == iri("https://neustadt.de/"))
    );
    for (object, target, expected) in [
        ("https://cedern.de/", r#""https://neustadt.de/""#, Refusal::NotTheOwner {}),
        ("https://birkenried.de/", r#""https://birkenried.de/""#, Refusal::BadId { field: "target" }),
        ("https://birkenried.de/", "null", Refusal::BadId { field: "target" }),
        ("https://birkenried.de/", "7", Refusal::BadId { field: "target" }),
    ] {
        assert_eq!(moves(object, target).err(), Some(expected), "{object} {target}");
    }
}

#[test]
fn a_flag_names_one_thing_or_several_and_speaks_plainly() {
    let flag = |object: &str| {
        let letter = create(object).replace("Create", "Flag");
        Draft::new(letter.replacen('{', r#"{"content":"<p>Bitte <b>prüfen</b></p>","#, 1)).open()
    };
    for (object, expected) in [
        (r#""https://auenstadt.de/eintraege/1""#, 1),
        (
            r#"["https://auenstadt.de/", {"id":"https://auenstadt.de/eintraege/1","type":"Note"}, 7, "nonsense"]"#,
            2,
        ),
        (r#"["https://auenstadt.de/", "https://auenstadt.de/"]"#, 1),
    ] {
        let letter = flag(object).expect("a letter");
        let Activity::Flag { objects, content, .. } = letter.activity() else { panic!("{letter:?}") };
        assert_eq!((objects.len(), content.as_str()), (expected, "Bitte prüfen"), "{object}");
    }
    for nothing in ["[]", "7", r#"["nonsense"]"#, "{}"] {
        assert_eq!(flag(nothing).err(), Some(Refusal::BadId { field: "object" }), "{nothing}");
    }
    let many = format!("[{}]", [r#""https://auenstadt.de/""#; 51].join(","));
    assert_eq!(flag(&many).err(), Some(Refusal::TooMany { field: "object", limit: 50 }));
}

#[test]
fn row_30_an_announce_and_a_like_name_an_entry_and_nothing_more() {
    let of = |kind: &str, object: &str| {
        let heard = Draft::new(create(object).replace("Create", kind)).hear().expect("heard");
        heard.activity
    };
    let forged = r#"{"id":"https://cedern.de/n/1","type":"Article","attributedTo":"https://cedern.de/","name":"Gekapert"}"#;
    for (kind, verb) in [("Announce", MarkVerb::Announce), ("Like", MarkVerb::Like)] {
        for object in [r#""https://cedern.de/n/1""#, forged] {
            let Activity::Mark { verb: said, object, reason, .. } = of(kind, object) else {
                panic!("{kind}")
            };
            assert_eq!((said, object, reason), (verb, iri("https://cedern.de/n/1"), String::new()));
        }
        // Other software announces activities too: valid, and nothing for us.
        let activity = of(kind, r#""https://cedern.de/n/1#create""#);
        assert!(matches!(activity, Activity::Other { kind: said, .. } if said == kind));
        assert_eq!(status(Draft::new(create("7").replace("Create", kind)).open()), 422);
        let undone = format!(r#"{{"type":"{kind}","object":"https://cedern.de/n/1"}}"#);
        let Activity::Undo { of: Undone::Mark(mark), .. } = of("Undo", &undone) else { panic!("{kind}") };
        assert_eq!((mark.verb, mark.object, mark.id), (verb, Some(iri("https://cedern.de/n/1")), None));
        let theirs = undone.replace("{\"type\"", "{\"actor\":\"https://cedern.de/\",\"type\"");
        assert_eq!(status(Draft::new(create(&theirs).replace("Create", "Undo")).open()), 403);
    }
}

#[test]
fn an_undo_and_the_answers_name_the_follow() {
    let object = r#"{"id":"https://birkenried.de/#f","type":"Follow","actor":"https://birkenried.de/","object":"https://auenstadt.de/"}"#;
    let undo = Draft::new(create(object).replace("Create", "Undo")).hear().expect("heard");
    let Activity::Undo { of: Undone::Follow(follow), .. } = undo.activity else { panic!("{undo:?}") };
    assert_eq!(follow.object, Some(iri("https://auenstadt.de/")));
    let accept = Draft::new(create(r#""https://auenstadt.de/#follow-1""#).replace("Create", "Accept"))
        .hear()
        .expect("heard");
    assert!(
        matches!(accept.activity, Activity::Accept { follow, .. } if follow.id == Some(iri("https://auenstadt.de/#follow-1")))
    );
    let join =
        Draft::new(create(r#"{"id":"https://birkenried.de/#j","type":"Join"}"#).replace("Create", "Reject"))
            .hear()
            .expect("heard");
    assert!(matches!(join.activity, Activity::Other { .. }));
}

#[test]
fn row_36_nobody_speaks_in_our_name() {
    let body = follow().replace("birkenried.de", "auenstadt.de");
    let draft = Draft { key_id: "https://auenstadt.de/#main-key".to_owned(), ..Draft::new(body) };
    assert_eq!(draft.open().err(), Some(Refusal::OurOwnName {}));
}

#[test]
fn row_38_a_key_from_elsewhere_does_not_sign() {
    let draft = Draft { key_id: "https://relay.de/#main-key".to_owned(), ..Draft::new(follow()) };
    assert_eq!(draft.open().err(), Some(Refusal::KeyOfAnother {}));
    let port = Draft { key_id: "https://birkenried.de:444/#main-key".to_owned(), ..Draft::new(follow()) };
    assert_eq!(port.open().err(), Some(Refusal::KeyOfAnother {}), "another port is another server");
    let apart = follow().replace("https://birkenried.de/#follow-1", "https://cedern.de/#follow-1");
    assert_eq!(Draft::new(apart).open().err(), Some(Refusal::OriginsDiffer {}));
}

#[test]
fn row_54_and_59_and_60_json_that_is_none() {
    let deep = create(&format!("{}1{}", "[".repeat(64), "]".repeat(64)));
    assert_eq!(Draft::new(deep).open().err(), Some(Refusal::JsonTooDeep {}));
    let twice = follow().replace("\"type\"", "\"actor\":\"https://cedern.de/\",\"type\"");
    assert_eq!(Draft::new(twice).open().err(), Some(Refusal::RepeatedKey {}));
    for bad in ["", "[]", "{", "\u{feff}{}", "{\"a\":NaN}", "{\"a\":1e999}", "{\"a\":\"\\u0000\"}", "{} {}"] {
        assert_eq!(status(Draft::new(bad).open()), 400, "{bad}");
    }
    for date in ["99999-01-01T00:00:00Z", "gestern", ""] {
        let object = format!(
            r#"{{"id":"https://birkenried.de/n/1","type":"Note","attributedTo":"https://birkenried.de/","published":"{date}"}}"#
        );
        assert_eq!(status(Draft::new(create(&object)).open()), 400, "{date}");
    }
}

#[test]
fn row_55_a_body_beyond_a_mebibyte() {
    let draft = Draft::new(format!("{}{}", follow(), " ".repeat(federation::LONGEST_BODY)));
    assert_eq!(status(draft.open()), 413);
    let mut headers = Draft::new(follow()).headers();
    headers.insert("content-type", value("text/plain"));
    assert_eq!(status(open(&headers, follow().as_bytes())), 415);
}

#[test]
fn row_57_more_than_anybody_needs() {
    let many = |count: usize| vec!["\"https://a.de/\""; count].join(",");
    let to = follow().replace("\"type\"", &format!("\"to\":[{}],\"cc\":[{}],\"type\"", many(1_000), many(1)));
    assert_eq!(status(Draft::new(to).open()), 422);
    for (field, count) in [("tag", 51), ("attachment", 21), ("to", 1_001)] {
        let object = format!(
            r#"{{"id":"https://birkenried.de/n/1","type":"Note","attributedTo":"https://birkenried.de/","{field}":[{}]}}"#,
            many(count)
        );
        assert_eq!(status(Draft::new(create(&object)).open()), 422, "{field}");
    }
}

#[test]
fn row_64_contexts_are_not_even_looked_at() {
    let body =
        follow().replace("https://www.w3.org/ns/activitystreams", "https://evil.example/context.jsonld");
    assert!(Draft::new(body).hear().is_ok());
}

#[test]
fn row_65_ids_that_are_none() {
    let long = format!("https://birkenried.de/{}", "x".repeat(100_000));
    for id in [
        "",
        "nonsense",
        "https://birkenried.de/../x",
        "https://x@birkenried.de/",
        "https://birkenried.de/a b",
        &long,
    ] {
        let body = follow().replace("https://birkenried.de/#follow-1", id);
        assert_eq!(status(Draft::new(body).open()), 422, "{id:.60}");
    }
    for actor in ["https://birkenried.de/#x", "https://x@birkenried.de/"] {
        let body =
            follow().replace("\"actor\":\"https://birkenried.de/\"", &format!("\"actor\":\"{actor}\""));
        assert_eq!(status(Draft::new(body).open()), 422, "{actor}");
    }
    let object = r#"{"id":"https://birkenried.de/?p=17","type":"Note","attributedTo":"https://birkenried.de/","content":"<p>Hallo</p>"}"#;
    assert!(Draft::new(create(object)).hear().is_ok(), "WordPress's objects have a query");
    assert_eq!(status(Draft::new(create(&object.replace("?p=17", "#p17"))).open()), 422);
}

#[test]
fn what_is_unknown_and_valid_is_let_in_and_counted() {
    let body = follow().replace("Follow", "TentativeAccept");
    assert!(
        matches!(Draft::new(body).hear().expect("202").activity, Activity::Other { kind, .. } if kind == "TentativeAccept")
    );
    let object = r#"{"id":"https://birkenried.de/v/1","type":"Image","attributedTo":[{"type":"Person","id":"https://birkenried.de/"}]}"#;
    let heard = Draft::new(create(object)).hear().expect("202");
    assert!(
        matches!(heard.activity, Activity::Create { object: Object::Unknown { kind }, .. } if kind == "Image")
    );
    let named = Draft::new(create(r#""https://birkenried.de/n/1""#)).hear().expect("202");
    assert!(matches!(named.activity, Activity::Create { object: Object::Named { .. }, .. }));
}
