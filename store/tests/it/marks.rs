//! What is said of entries, who is named, and what is to be fetched.

use commons::{Iri, MarkVerb, Standing, Time};
use store::{FetchKind, MarkCounts, MarkRow, NewFetch, Stance, Subject, Why};

use crate::deliveries::claim;
use crate::engines::{Town, comment, iri, project};

fn mark(town: &Town, actor: &Iri, verb: MarkVerb, object: &Iri, version: i64) -> MarkRow {
    MarkRow {
        actor: actor.clone(),
        verb,
        object: object.clone(),
        activity: iri("https://a.de/1").with(&format!("#{version}")),
        reason: "Weil es hilft.".to_owned(),
        standing: Standing::Published,
        version,
        local: actor.as_str().contains("auenstadt"),
        said: town.now().plus(version),
    }
}

both_engines!(a_mark_is_said_once_and_only_a_higher_version_counts, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let object = iri("https://birkenried.de/1");
    let mut change = town.begin().await.unwrap();
    let mut marks = change.marks();
    let first = mark(&town, &ours, MarkVerb::Announce, &object, 5);
    assert!(marks.say(&first).await.unwrap());
    assert!(!marks.say(&MarkRow { reason: "alt".to_owned(), ..first.clone() }).await.unwrap());
    let second = mark(&town, &ours, MarkVerb::Announce, &object, 6);
    assert!(marks.say(&second).await.unwrap());
    assert_eq!(marks.one(&ours, MarkVerb::Announce, &object).await.unwrap(), Some(second.clone()));
    assert_eq!(marks.by_activity(&second.activity).await.unwrap(), Some(second.clone()));
    assert!(marks.by_activity(&first.activity).await.unwrap().is_none());
    assert!(!marks.take_back(&second, 6).await.unwrap(), "not with the same version");
    assert!(marks.take_back(&second, 7).await.unwrap());
    let gone = marks.one(&ours, MarkVerb::Announce, &object).await.unwrap().unwrap();
    assert_eq!((gone.stands(), gone.version, gone.reason.as_str()), (false, 7, ""));
    assert!(marks.say(&mark(&town, &ours, MarkVerb::Announce, &object, 8)).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(strangers_are_counted_members_are_named_and_the_blocked_are_neither, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let entry = project(&ours, "1");
    town.put(&entry).await;
    let mut change = town.begin().await.unwrap();
    for (host, stance) in [("b.de", Stance::Member), ("c.de", Stance::Reader), ("d.de", Stance::Blocked)] {
        let mut actor = crate::engines::remote(host, "");
        actor.organisation = None;
        change.actors().put_remote(&actor).await.unwrap();
        change.peers().set_stance(&actor.iri.origin(), stance, town.now()).await.unwrap();
        for verb in MarkVerb::ALL {
            change.marks().say(&mark(&town, &actor.iri, *verb, &entry.iri, 1)).await.unwrap();
        }
    }
    let named = change.marks().named(&entry.iri, 10).await.unwrap();
    assert_eq!(named.iter().map(|row| row.actor.as_str()).collect::<Vec<_>>(), ["https://b.de/"; 2]);
    let counts = change.marks().counts(&entry.iri).await.unwrap();
    assert_eq!(counts, MarkCounts { recommended: 2, with_us_too: 2 });
    let member = iri("https://b.de/");
    assert_eq!(change.marks().recommended_by(&member, 10).await.unwrap().len(), 1);
    change.marks().forget_actor(&iri("https://c.de/")).await.unwrap();
    assert_eq!(change.marks().counts(&entry.iri).await.unwrap().recommended, 1);
    change.entries().withdraw(&entry.iri, 9, town.now()).await.unwrap();
    assert!(change.marks().recommended_by(&member, 10).await.unwrap().is_empty());
    change.marks().forget_object(&entry.iri).await.unwrap();
    assert_eq!(change.marks().counts(&entry.iri).await.unwrap(), MarkCounts::default());
    change.commit().await.unwrap();
});

both_engines!(who_is_let_in_is_told_what_is_recommended_now, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let theirs = town.meet("birkenried.de", "").await;
    let [kept, dropped, liked] = ["1", "2", "3"].map(|path| iri("https://c.de/").with(path));
    let mut change = town.begin().await.unwrap();
    for (verb, object) in
        [(MarkVerb::Announce, &kept), (MarkVerb::Announce, &dropped), (MarkVerb::Like, &liked)]
    {
        change.marks().say(&mark(&town, &ours, verb, object, 3)).await.unwrap();
    }
    let row = change.marks().one(&ours, MarkVerb::Announce, &dropped).await.unwrap().unwrap();
    change.marks().take_back(&row, 4).await.unwrap();
    let actor = change.actors().by_iri(&theirs).await.unwrap().unwrap();
    let recipient = store::Recipient { inbox: actor.shared_inbox, origin: actor.origin };
    let told = change.deliveries().want_recommendations(&recipient, &ours, 10, town.now()).await.unwrap();
    assert_eq!(told, 1);
    change.commit().await.unwrap();
    let subject = Subject::Mark { actor: ours.clone(), verb: MarkVerb::Announce, object: kept };
    let claimed = claim(&town).await;
    assert_eq!(claimed.iter().map(|row| (&row.subject, row.want)).collect::<Vec<_>>(), [(&subject, 3)]);
});

both_engines!(what_is_wanted_is_claimed_once_and_waits_as_long_as_it_waits, |town| async move {
    let (asker, now) = (iri("https://b.de/"), town.now());
    let [first, second] = ["https://c.de/1", "https://d.de/1"].map(iri);
    let want = |iri, why| NewFetch { iri, kind: FetchKind::Entry, asker: &asker, why, depth: 0 };
    let mut change = town.begin().await.unwrap();
    let mut fetches = change.fetches();
    fetches.want(want(&first, Why::Recommended), now).await.unwrap();
    fetches.want(want(&second, Why::Referred), now.plus(5)).await.unwrap();
    assert_eq!(fetches.next_due().await.unwrap(), Some(now));
    assert_eq!(fetches.waiting_for(&asker, 10).await.unwrap(), 2);
    assert_eq!(fetches.waiting_for(&asker, 1).await.unwrap(), 1);
    let claimed = fetches.claim(now, 100, 10).await.unwrap();
    assert_eq!(claimed.iter().map(|row| (&row.iri, row.tries)).collect::<Vec<_>>(), [(&first, 1)]);
    assert!(fetches.claim(now, 100, 10).await.unwrap().is_empty(), "claimed once");
    fetches.later(&claimed[0], now.plus(Time::HOUR), "HTTP 503").await.unwrap();
    fetches.want(want(&first, Why::Recommended), now).await.unwrap();
    assert!(fetches.claim(now, 100, 10).await.unwrap().is_empty(), "wanting it again changes nothing");
    fetches.want_now(want(&first, Why::Told), now).await.unwrap();
    let claimed = fetches.claim(now, 100, 10).await.unwrap();
    assert_eq!((claimed[0].why, claimed[0].tries), (Why::Told, 1), "but its author is heard at once");
    fetches.watch(&claimed[0], now.plus(Time::DAY), now).await.unwrap();
    assert_eq!(fetches.waiting_for(&asker, 10).await.unwrap(), 1, "what is watched does not wait");
    fetches.postpone(&second.origin(), now.plus(Time::DAY)).await.unwrap();
    assert!(fetches.claim(now.plus(Time::HOUR), 100, 10).await.unwrap().is_empty());
    fetches.done(&claimed[0]).await.unwrap();
    assert!(fetches.by_iri(&first).await.unwrap().is_empty());
    change.commit().await.unwrap();
});

both_engines!(an_answer_that_came_before_its_question_moves_below_it, |town| async move {
    let theirs = town.meet("birkenried.de", "").await;
    let top = theirs.with("1");
    let question = comment(&theirs, "2", &top);
    let answer = comment(&theirs, "3", &question.iri);
    let thread =
        async |iri: Iri| town.reading().await.unwrap().entries().by_iri(&iri).await.unwrap().unwrap().thread;
    town.put(&answer).await;
    assert_eq!(thread(answer.iri.clone()).await, Some(question.iri.clone()));
    let before = town.changed().await.unwrap();
    town.put(&question).await;
    assert_eq!(thread(answer.iri.clone()).await, Some(top.clone()));
    assert_eq!(town.changed().await.unwrap(), before + 2, "and the index looks at it again");
    let anyone = commons::Reader::anyone();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.entries().count_comments(&top, &anyone).await.unwrap(), 2);
    let start = store::Cursor::at(Time::from_millis(0), "");
    let first = reading.entries().comments_after(&top, &anyone, &start, 1).await.unwrap();
    let rest =
        reading.entries().comments_after(&top, &anyone, &store::Cursor::after(&first[0]), 10).await.unwrap();
    assert_eq!((first.len(), rest.len()), (1, 1));
    assert_ne!(first[0].iri, rest[0].iri);
});

both_engines!(what_several_name_is_found_however_they_spell_it, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let with = |author: &Iri, path: &str, name: &str, url: Option<&str>| {
        let software = commons::project::Software {
            name: name.to_owned(),
            url: url.map(iri),
            ..commons::project::Software::default()
        };
        let content = commons::Project { software: vec![software], ..commons::Project::default() };
        commons::Entry { content: commons::Content::Project(Box::new(content)), ..project(author, path) }
    };
    let uses = |author: &Iri, path: &str, name: &str| {
        let target = commons::Target::Software(name.to_owned());
        let stage = commons::Stage::Productive;
        let content = commons::Adoption { target, stage, reason: String::new() };
        commons::Entry { content: commons::Content::Adoption(content), ..project(author, path) }
    };
    let first = with(&ours, "1", "Open-Kita", Some("https://codeberg.org/auental/kita"));
    let second = with(&theirs, "2", "Kita-Portal", Some("https://www.codeberg.org/Auental/kita.git"));
    let mut third = uses(&theirs, "3", "OPENKITA");
    let own = commons::Entry { audience: commons::Audience::Own, ..uses(&ours, "4", "Open Kita") };
    for entry in [&first, &second, &third, &own, &uses(&theirs, "5", "Etwas anderes")] {
        town.put(entry).await;
    }
    let found = async |name: &str, reader: &commons::Reader| {
        let mut reading = town.reading().await.unwrap();
        let rows = reading.names().naming(&commons::naming::key(name), reader, 10).await.unwrap();
        let mut paths: Vec<_> =
            rows.iter().map(|row| row.iri.as_str().rsplit('/').next().unwrap().to_owned()).collect();
        paths.sort_unstable();
        paths.join(" ")
    };
    let anyone = commons::Reader::anyone();
    assert_eq!(found("open kita", &anyone).await, "1 2 3", "the same address is the same thing");
    assert_eq!(found("open kita", &commons::Reader::of(ours.clone())).await, "1 2 3 4");
    town.withdraw(&second, 2).await;
    third.version = 2;
    third.content = uses(&theirs, "3", "Kita-Planer").content;
    town.put(&third).await;
    assert_eq!(
        (found("OpenKita", &anyone).await.as_str(), found("Kita Planer", &anyone).await.as_str()),
        ("1", "3")
    );

    // A node that was there before the table fills it.
    crate::engines::run(&town, "delete from names").await;
    assert!(town.reading().await.unwrap().names().are_empty().await.unwrap());
    let mut change = town.begin().await.unwrap();
    let mut after = Some(0);
    while let Some(number) = after {
        after = change.names().fill(number).await.unwrap();
    }
    change.commit().await.unwrap();
    assert_eq!(found("openkita", &anyone).await, "1");
});
