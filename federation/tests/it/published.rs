//! Everything that leaves the house, letter by letter. Who changes one of these changes what every neighbour reads.

use commons::{
    Acceptance, Adoption, Agreement, Ags, Audience, Call, Circle, CircleMember, Comment, CommentKind,
    Content, Direction, Document, Entry, FieldOfAction, Iri, Lesson, Link, LinkKind, MarkVerb, Membership,
    Month, Organisation, OrganisationKind, Progress, Project, Stage, State, Status, Target, Theme,
    ThemeReport, Time,
};
use federation::objects::conversation::address;
use federation::objects::members;
use federation::render::{self, Asked, Between, Flagged, Keys, Marked, Ways};
use federation::{
    Activity, ChangedItem, ChangesPage, CircleWord, Member, MembersPage, Object, nodeinfo, webfinger,
};
use insta::assert_json_snapshot;
use serde_json::Value;

use crate::hand::{Draft, iri};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("json")
}

fn town() -> Organisation {
    let mut town = Organisation::new(
        iri("https://auenstadt.de/"),
        "auenstadt.de",
        "auenstadt",
        "Stadt Auenstadt",
        OrganisationKind::Municipality,
    );
    town.county = Some("Landkreis Auental".to_owned());
    town.state = Some(State::Saxony);
    town.population = Some(8_400);
    town
}

fn keys() -> Keys {
    Keys {
        rsa_pem: "-----BEGIN PUBLIC KEY-----\n...\n-----END PUBLIC KEY-----\n".to_owned(),
        ed25519: "z6MkExample".to_owned(),
    }
}

fn shared_inbox() -> Iri {
    iri("https://provider.de/inbox")
}

fn entry(content: Content) -> Entry {
    let now = Time::parse("2026-05-04T09:30:00Z").expect("a time");
    let mut entry =
        Entry::new(iri("https://auenstadt.de/eintraege/1"), town().iri, "Kita-Plätze <online>", content, now);
    entry.summary = "Eltern sehen freie Plätze & melden sich an.".to_owned();
    entry.text = "Ein **Portal** für [alle](https://a.de).".to_owned();
    entry.audience = Audience::Public;
    entry
}

fn project() -> Entry {
    let content = Project {
        status: Status::Running,
        impact: "Weniger Wege".to_owned(),
        relief: "Abtippen".to_owned(),
        ..Project::default()
    };
    let mut entry = entry(Content::Project(Box::new(content)));
    entry.fields_of_action = vec![FieldOfAction::ChildrenYouthFamily];
    entry.topics = vec!["Kita Anmeldung".to_owned()];
    entry.links =
        vec![Link { kind: LinkKind::BasedOn, to: iri("https://cedern.de/eintraege/9"), name: None }];
    entry.documents = vec![Document {
        title: "Vertrag".to_owned(),
        media_type: Some("application/pdf".to_owned()),
        url: iri("https://auenstadt.de/d/1"),
        licence: None,
    }];
    entry
}

fn lesson() -> Entry {
    let content = Lesson {
        recommendation: "Früh mit dem Kreis reden.".to_owned(),
        what_happened: "Zu spät.".to_owned(),
        ..Lesson::default()
    };
    entry(Content::Lesson(Box::new(content)))
}

fn call() -> Entry {
    let wanted = "Städte bis 20.000".to_owned();
    entry(Content::Call(Call {
        direction: Direction::Seek,
        subject: None,
        wanted,
        deadline: None,
        progress: Progress::Open,
        result: String::new(),
    }))
}

fn adoption() -> Entry {
    let target = Target::Entry(iri("https://cedern.de/eintraege/9"));
    entry(Content::Adoption(Adoption { target, stage: Stage::Productive, reason: String::new() }))
}

fn comment() -> Entry {
    let parent = iri("https://cedern.de/eintraege/9");
    let mut entry = entry(Content::Comment(Comment {
        comment: CommentKind::Question,
        parent,
        thread: None,
        office: "Hauptamt".to_owned(),
    }));
    entry.title = String::new();
    entry.summary = String::new();
    entry
}

#[test]
fn what_we_publish_stays_as_it_was() {
    for (kind, entry) in [
        ("project", project()),
        ("lesson", lesson()),
        ("call", call()),
        ("adoption", adoption()),
        ("comment", comment()),
    ] {
        assert_json_snapshot!(
            format!("create_{kind}"),
            json(&render::create(&entry, &town()).expect("a letter"))
        );
    }
    let circle =
        Entry { audience: Audience::Circles(vec![iri("https://auenstadt.de/kreise/1")]), ..lesson() };
    assert_json_snapshot!("object_for_a_circle", json(&render::object(&circle, &town()).expect("an object")));
    assert_json_snapshot!("update", json(&render::update(&lesson(), &town()).expect("a letter")));
    assert_json_snapshot!("delete", json(&render::delete(&lesson().iri, &town().iri, 7)));
    assert_json_snapshot!("tombstone", json(&render::tombstone(&lesson().iri, 7)));
    assert_json_snapshot!("actor", json(&render::actor(&town(), &keys(), &shared_inbox())));
    assert_json_snapshot!("update_actor", json(&render::update_actor(&town(), &keys(), &shared_inbox(), 3)));
    assert_json_snapshot!("application", json(&render::application(&town().iri, &keys(), &shared_inbox())));
}

#[test]
fn what_we_ask_and_answer_stays_as_it_was() {
    let (follower, followed) = (town().iri, iri("https://cedern.de/"));
    let id = render::follow_id(&follower, 5);
    let asked = Asked { id: &id, follower: &follower, followed: &followed };
    assert_json_snapshot!("follow", json(&render::follow(asked, "Wir bauen <gerade> dasselbe.")));
    assert_json_snapshot!("accept", json(&render::accept(asked, 6)));
    assert_json_snapshot!("reject", json(&render::reject(asked, 6)));
    let counts = [(Theme::DayCare, 3), (Theme::Ai, 1)].into();
    let report = ThemeReport { month: Month::parse("2026-10").expect("a month"), counts };
    assert_json_snapshot!("offer_themes", json(&render::offer_themes(&follower, &followed, &report, 7)));
    assert_json_snapshot!("join", json(&render::join_list(&follower, &members::address(&followed), 7)));
    assert_json_snapshot!("undo_follow", json(&render::undo_follow(asked, 7)));
}

fn members_page(next: Option<Iri>) -> MembersPage {
    let ags = |digits| Some(Ags::parse(digits).expect("a key"));
    let member = |actor, name: &str, ags| Member { actor, name: name.to_owned(), ags };
    let members = vec![
        member(Some(iri("https://cedern.de/")), "Stadt Cedern", ags("01001000")),
        member(None, "Stadt Dorn", ags("01002000")),
        member(None, "Zweckverband <Elbe>", None),
    ];
    MembersPage { members, next }
}

#[test]
fn what_we_say_of_others_entries_stays_as_it_was() {
    let (actor, owner) = (town().iri, iri("https://cedern.de/"));
    let object = owner.with("eintraege/9");
    let said = Time::parse("2026-05-04T09:30:00Z").expect("a time");
    for (name, verb) in [("announce", MarkVerb::Announce), ("like", MarkVerb::Like)] {
        let id = render::mark_id(&actor, verb, &object, 5);
        let marked = Marked { id: &id, actor: &actor, verb, object: &object, owner: Some(&owner), said };
        assert_json_snapshot!(name, json(&render::mark(marked, "Drei Kommunen <arbeiten> gut damit.")));
        assert_json_snapshot!(format!("undo_{name}"), json(&render::undo_mark(marked, 6)));
    }
}

/// A circle that Auenstadt keeps, and in which Cedern is invited.
fn circle() -> Circle {
    let text = "Was hier steht, bleibt hier.".to_owned();
    let member = |id: &str, name: &str, membership| CircleMember {
        iri: iri(id),
        name: name.to_owned(),
        membership,
        until: None,
    };
    Circle {
        iri: iri("https://auenstadt.de/kreise/1"),
        owner: town().iri,
        version: 8,
        name: "Vergleichsring Auental".to_owned(),
        purpose: "Kosten offen vergleichen".to_owned(),
        agreement: Agreement { edition: 2, sha256: federation::objects::circle::hash_of(&text), text },
        members: vec![
            member("https://auenstadt.de/", "Stadt Auenstadt", Membership::Accepted),
            CircleMember {
                until: Some(7),
                ..member("https://birkenried.de/", "Birkenried", Membership::Accepted)
            },
            member("https://cedern.de/", "Stadt Cedern", Membership::Invited),
        ],
    }
}

#[test]
fn what_we_say_about_circles_stays_as_it_was() {
    let (circle, member) = (circle(), iri("https://cedern.de/"));
    let between = Between { circle: &circle.iri, owner: &circle.owner, member: &member, version: 8 };
    let office = "Hauptamtsleitung".to_owned();
    let acceptance = Acceptance { edition: 2, sha256: circle.agreement.sha256.clone(), office };
    assert_json_snapshot!("circle", json(&render::group(&circle)));
    assert_json_snapshot!("circle_invite", json(&render::invite(between, &circle)));
    assert_json_snapshot!("circle_update", json(&render::update_circle(between, &circle)));
    assert_json_snapshot!("circle_join", json(&render::accept_agreement(between, &acceptance)));
    assert_json_snapshot!("circle_decline", json(&render::decline(between)));
    assert_json_snapshot!("circle_leave", json(&render::leave(between)));
    assert_json_snapshot!("circle_remove", json(&render::remove(between)));
    assert_json_snapshot!("circle_dissolve", json(&render::dissolve(between)));
}

/// What is said again of the same version is another letter.
#[test]
fn a_letter_said_again_has_an_id_of_its_own() {
    let (entry, town) = (lesson(), town());
    let id = |body: String| json(&body)["id"].as_str().expect("an id").to_owned();
    let said = [
        id(render::create(&entry, &town).expect("a letter")),
        id(render::create_again(&entry, &town, 2).expect("a letter")),
        id(render::delete(&entry.iri, &town.iri, 7)),
        id(render::delete_again(&entry.iri, &town.iri, 7, 1)),
    ];
    let distinct: std::collections::HashSet<_> = said.iter().collect();
    assert_eq!(distinct.len(), said.len(), "{said:?}");
}

/// What we say about circles is what we hear.
#[test]
fn every_word_about_a_circle_survives_the_way() {
    let home = iri("https://birkenried.de/");
    let mine = Circle { iri: home.with("kreise/1"), owner: home.clone(), ..circle() };
    let (ours, theirs) = (iri("https://auenstadt.de/"), iri("https://auenstadt.de/kreise/1"));
    let by_owner = Between { circle: &mine.iri, owner: &home, member: &ours, version: 8 };
    let by_member = Between { circle: &theirs, owner: &ours, member: &home, version: 8 };
    let acceptance =
        Acceptance { edition: 2, sha256: mine.agreement.sha256.clone(), office: "Kämmerei".to_owned() };
    let boxed = || Box::new(mine.clone());
    let circle = theirs.clone();
    for (letter, expected) in [
        (render::invite(by_owner, &mine), CircleWord::Invite { circle: boxed(), target: ours.clone() }),
        (render::update_circle(by_owner, &mine), CircleWord::Update { circle: boxed() }),
        (
            render::remove(by_owner),
            CircleWord::Remove { circle: mine.iri.clone(), target: ours.clone(), version: 8 },
        ),
        (render::dissolve(by_owner), CircleWord::Dissolve { circle: mine.iri.clone(), version: 8 }),
        (
            render::accept_agreement(by_member, &acceptance),
            CircleWord::Accept { circle: circle.clone(), acceptance },
        ),
        (render::decline(by_member), CircleWord::Reject { circle: circle.clone() }),
        (render::leave(by_member), CircleWord::Leave { circle }),
    ] {
        let heard = Draft::new(letter).hear().expect("heard");
        let Activity::Circle { word, .. } = heard.activity else { panic!("not about a circle") };
        assert_eq!(word, expected);
    }
}

/// Nobody speaks for another's circle, and nobody is asked to accept other words than those that are shown.
#[test]
fn a_circle_is_its_owners_and_its_agreement_is_what_it_says() {
    let home = iri("https://birkenried.de/");
    let mine = Circle { iri: home.with("kreise/1"), owner: home.clone(), ..circle() };
    let ours = iri("https://auenstadt.de/");
    let between = Between { circle: &mine.iri, owner: &home, member: &ours, version: 8 };
    let hear = |circle: &Circle| Draft::new(render::invite(between, circle)).hear().err();
    assert_eq!(hear(&mine), None);
    let somebody = Circle { owner: iri("https://birkenried.de/users/2"), ..mine.clone() };
    assert_eq!(hear(&somebody), Some(commons::Refusal::NotTheOwner {}));
    let mut reworded = mine.clone();
    reworded.agreement.text = "Alles darf weitergesagt werden.".to_owned();
    assert_eq!(hear(&reworded), Some(commons::Refusal::BadId { field: "agreement" }));
    let abroad = Circle { iri: iri("https://cedern.de/kreise/1"), ..mine };
    assert_eq!(hear(&abroad), Some(commons::Refusal::BadId { field: "circle" }));
}

#[test]
fn what_we_list_stays_as_it_was() {
    let (outbox, first) = (town().iri.with("outbox"), town().iri.with("outbox?page=1"));
    assert_json_snapshot!("outbox", json(&render::collection(&outbox, 12, Some(&first))));
    assert_json_snapshot!("followers", json(&render::collection(&town().iri.with("followers"), 3, None)));
    let conversation = address(&iri("https://auenstadt.de/eintraege/019a2f60-0000-7000-8000-000000000001"));
    let page = conversation.with("?nach=0");
    assert_json_snapshot!("conversation", json(&render::conversation(&conversation, &town().iri, 2, &page)));
    let items =
        vec![render::item(&comment(), &town()).expect("an item"), Value::from("https://cedern.de/k/1")];
    assert_json_snapshot!("conversation_page", json(&render::page(&page, &conversation, items, None)));
    let items = vec![render::created(&comment(), &town()).expect("an item")];
    assert_json_snapshot!("outbox_page", json(&render::page(&first, &outbox, items, None)));
    let gone = ChangedItem::Tombstone { iri: iri("https://auenstadt.de/eintraege/2"), version: 8 };
    let items = vec![ChangedItem::Entry(Box::new(lesson())), gone];
    let page = ChangesPage {
        epoch: "e1".to_owned(),
        items,
        next: Some("17".to_owned()),
        count: 2,
        check: "00ff".to_owned(),
        skipped: 0,
    };
    assert_json_snapshot!("changes", json(&page.render(&town().iri.with("changes?since=3"))));
    let (first, second) =
        (members::page_address(&town().iri, ""), members::page_address(&town().iri, "0195f0a4"));
    assert_json_snapshot!("members", json(&render::members(&town(), 3)));
    assert_json_snapshot!(
        "members_page",
        json(&render::members_page(&first, &town().iri, &members_page(Some(second))))
    );
    assert_json_snapshot!("webfinger", json(&webfinger::answer(&town()).expect("an answer")));
    assert_json_snapshot!("nodeinfo", json(&nodeinfo::well_known(&town().iri)));
    let counts = nodeinfo::Counts { organisations: 2, entries: 30, comments: 4 };
    let mut document = json(&nodeinfo::document(counts));
    document["software"]["version"] = Value::from("[version]");
    assert_json_snapshot!("nodeinfo_2_1", document);
}

#[test]
fn what_we_say_of_contents_of_others_stays_as_it_was() {
    let (actor, object) = (town().iri.with("knoten"), iri("https://birkenried.de/eintraege/1"));
    let flagged = Flagged {
        report: "019a2f60-0000-7000-8000-000000000001",
        actor: &actor,
        object: &object,
        owner: &iri("https://birkenried.de/"),
        content: "Falsch oder irreführend: 2 < 1",
    };
    assert_json_snapshot!("flag", json(&render::flag(flagged)));
    assert_json_snapshot!("undo_flag", json(&render::undo_flag(flagged)));
}

#[test]
fn what_we_say_of_moving_stays_as_it_was() {
    let (here, there) = (town().iri, iri("https://neustadt.de/"));
    assert_json_snapshot!("move", json(&render::move_on(&here, &there, 7)));
    assert_json_snapshot!("undo_move", json(&render::undo_move(&here, &there, 8)));
    let ways = Ways { also_known_as: vec![iri("https://altdorf.de/")], moved_to: Some(there) };
    assert_json_snapshot!(
        "actor_that_moves",
        json(&render::moving_actor(&town(), &keys(), &shared_inbox(), &ways))
    );
}

/// What we write is what we read: the letter of one node is the entry of the next.
#[test]
fn every_kind_of_entry_survives_the_way() {
    let home = iri("https://birkenried.de/");
    let town = Organisation { iri: home.clone(), ..town() };
    for mut entry in [project(), lesson(), call(), adoption(), comment()] {
        entry.author = home.clone();
        entry.iri = iri("https://birkenried.de/eintraege/1");
        let letter = render::create(&entry, &town).expect("a letter");
        let heard = Draft::new(letter).hear().expect("heard");
        let Activity::Create { object: Object::Entry(arrived), .. } = heard.activity else {
            panic!("no entry")
        };
        assert_eq!(arrived.canonical_json(), entry.canonical_json());
    }
    let actor = render::update_actor(
        &town,
        &Keys { rsa_pem: crate::hand::KEY.public_pem().expect("a PEM"), ..keys() },
        &shared_inbox(),
        3,
    );
    let heard = Draft::new(actor).hear().expect("heard");
    let Activity::Update { object: Object::Actor(arrived), .. } = heard.activity else { panic!("no actor") };
    assert_eq!(arrived.role, federation::Role::Organisation);
    assert!(arrived.indexable && arrived.organisation.is_some_and(|town| town.population == Some(8_400)));
}

#[test]
fn row_101_what_would_be_too_large_is_refused_before_it_is_sent() {
    let mut entry = lesson();
    entry.text = "* a\n\n".repeat(40_000);
    assert_eq!(render::create(&entry, &town()).err(), Some(commons::Refusal::TooLargeToShow {}));
}
