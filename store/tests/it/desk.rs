//! The own desk: the reading list, what has come, when somebody was last here.

use commons::{Audience, Iri, MemberRole, NoticeKind, Time};
use store::Change;
use store::notices::News;
use store::people::{Access, MembershipRow};

use crate::engines::{Town, comment, project};

/// Somebody with this role.
async fn person(town: &Town, name: &str, organisation: &Iri, role: MemberRole) -> String {
    let mut change = town.begin().await.unwrap();
    let mail = format!("{name}@example.de");
    let id = change.people().add(name, &mail, town.now()).await.unwrap().unwrap().id;
    join(&mut change, &id, organisation, role).await;
    change.commit().await.unwrap();
    id
}

async fn join(change: &mut Change, person: &str, organisation: &Iri, role: MemberRole) {
    let (person, office) = (person.to_owned(), "Hauptamt".to_owned());
    let membership = MembershipRow { person, organisation: organisation.clone(), role, office };
    change.people().join(&membership).await.unwrap();
}

fn news<'a>(entry: &'a Iri, author: &'a Iri, organisation: &'a Iri) -> News<'a> {
    News { entry, kind: NoticeKind::Question, author, organisation, about: None }
}

both_engines!(a_reading_list_is_its_owners_alone, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let ada = person(&town, "ada", &ours, MemberRole::Reader).await;
    let eva = person(&town, "eva", &ours, MemberRole::Reader).await;
    let (first, second) = (ours.with("1"), ours.with("2"));
    let mut change = town.begin().await.unwrap();
    let mut list = change.bookmarks();
    list.put(&ada, &first, "", town.now()).await.unwrap();
    list.put(&ada, &second, "ansehen", town.now().plus(1)).await.unwrap();
    list.put(&ada, &first, "für den Rat", town.now().plus(2)).await.unwrap();
    list.put(&eva, &first, "", town.now()).await.unwrap();
    let read: Vec<_> = list.of_person(&ada, 10).await.unwrap();
    assert_eq!(read.iter().map(|one| &one.entry).collect::<Vec<_>>(), [&second, &first], "newest first");
    assert_eq!(read[1].note, "für den Rat", "the same entry twice is a new note");
    assert!(list.remove(&ada, &first).await.unwrap());
    assert!(!list.remove(&ada, &first).await.unwrap());
    assert_eq!((list.count(&ada).await.unwrap(), list.count(&eva).await.unwrap()), (1, 1));
    assert!(list.one(&eva, &first).await.unwrap().is_some());
    change.people().erase(&ada).await.unwrap();
    assert_eq!(change.bookmarks().count(&ada).await.unwrap(), 0);
    change.commit().await.unwrap();
});

both_engines!(writers_are_told_once_and_readers_and_the_disabled_not_at_all, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let editor = person(&town, "editor", &ours, MemberRole::Editor).await;
    let boss = person(&town, "boss", &ours, MemberRole::Administrator).await;
    let reader = person(&town, "reader", &ours, MemberRole::Reader).await;
    let gone = person(&town, "gone", &ours, MemberRole::Editor).await;
    let stranger = person(&town, "stranger", &theirs, MemberRole::Editor).await;
    let question = theirs.with("frage");
    let news = news(&question, &theirs, &ours);
    let mut change = town.begin().await.unwrap();
    change.people().set_access(&gone, Access::Disabled).await.unwrap();
    let mut notices = change.notices();
    assert_eq!(notices.tell_writers(news, Some(&boss), town.now()).await.unwrap(), 1);
    assert_eq!(notices.tell_writers(news, None, town.now()).await.unwrap(), 1, "only who was not told yet");
    assert_eq!(notices.tell(news, &stranger, town.now()).await.unwrap(), 0, "none of theirs");
    assert_eq!(notices.tell(news, &reader, town.now()).await.unwrap(), 1);
    for (who, told) in [(&editor, 1), (&boss, 1), (&reader, 1), (&gone, 0), (&stranger, 0)] {
        assert_eq!(notices.unseen(who).await.unwrap(), told, "{who}");
    }
    let read = notices.of_person(&editor, 10).await.unwrap();
    assert_eq!((&read[0].entry, &read[0].author, read[0].seen), (&question, &theirs, None));
    notices.see(&editor, &question, town.now().plus(5)).await.unwrap();
    assert_eq!(notices.of_person(&editor, 10).await.unwrap()[0].seen, Some(town.now().plus(5)));
    assert_eq!(notices.unseen(&editor).await.unwrap(), 0);
    notices.see_all(&boss, town.now().plus(-1), town.now()).await.unwrap();
    assert_eq!(notices.unseen(&boss).await.unwrap(), 1, "it came after what was on the page");
    notices.see_all(&boss, town.now(), town.now()).await.unwrap();
    assert_eq!(notices.unseen(&boss).await.unwrap(), 0);
    change.people().leave(&reader, &ours).await.unwrap();
    assert!(change.notices().of_person(&reader, 10).await.unwrap().is_empty());
    assert_eq!(change.notices().forget(town.now().plus(1)).await.unwrap(), 2);
    change.commit().await.unwrap();
});

both_engines!(nobody_can_fill_a_desk, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let editor = person(&town, "editor", &ours, MemberRole::Editor).await;
    let mut change = town.begin().await.unwrap();
    for number in 0..510 {
        let entry = theirs.with(&format!("frage-{number}"));
        change.notices().tell_writers(news(&entry, &theirs, &ours), None, town.now()).await.unwrap();
    }
    assert_eq!(change.notices().unseen(&editor).await.unwrap(), 500);
});

both_engines!(a_visit_ends_with_a_pause, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let ada = person(&town, "ada", &ours, MemberRole::Reader).await;
    let start = town.now();
    let mut change = town.begin().await.unwrap();
    let mut visits = change.visits();
    visits.note(&ada, start).await.unwrap();
    visits.note(&ada, start.plus(Time::HOUR)).await.unwrap();
    assert_eq!(visits.before(&ada).await.unwrap(), None, "it is the first");
    visits.note(&ada, start.plus(Time::DAY)).await.unwrap();
    visits.note(&ada, start.plus(Time::DAY + Time::HOUR)).await.unwrap();
    assert_eq!(visits.before(&ada).await.unwrap(), Some(start.plus(Time::HOUR)));
});

both_engines!(own_questions_are_known_and_so_is_who_answered, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let top = project(&theirs, "1");
    town.put(&top).await;
    let (question, other) = (comment(&ours, "frage", &top.iri), comment(&ours, "von-anderen", &top.iri));
    let mut secret = comment(&theirs, "intern", &question.iri);
    secret.audience = Audience::Own;
    let answers =
        [comment(&theirs, "antwort", &question.iri), comment(&ours, "selbst", &question.iri), secret];
    for entry in [&question, &other].into_iter().chain(&answers) {
        town.put(entry).await;
    }
    let mut change = town.begin().await.unwrap();
    change.revisions().put(&question, town.now(), "person 1").await.unwrap();
    change.revisions().put(&other, town.now(), "person 2").await.unwrap();
    let mine = change.entries().comments_by("person 1", &ours, 10).await.unwrap();
    let told: Vec<_> = mine.iter().map(|(row, answers)| (&row.iri, *answers)).collect();
    assert_eq!(told, [(&question.iri, 1)], "neither the own word nor what is not for us counts");
    assert!(change.entries().comments_by("person 1", &theirs, 10).await.unwrap().is_empty());
    assert_eq!(change.revisions().writer_of(&question.iri).await.unwrap().as_deref(), Some("person 1"));
    assert_eq!(change.revisions().writer_of(&top.iri).await.unwrap(), None);
});

both_engines!(an_organisation_finds_what_it_said_of_its_use, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let top = project(&theirs, "1");
    let adopt = |path: &str, author: &Iri, target: commons::Target| {
        let content = commons::Content::Adoption(commons::Adoption {
            target,
            stage: commons::Stage::Productive,
            reason: String::new(),
        });
        commons::Entry { content, ..project(author, path) }
    };
    let mine = adopt("a", &ours, commons::Target::Entry(top.iri.clone()));
    let service = adopt("b", &ours, commons::Target::Software("Kita-Portal".to_owned()));
    let another = adopt("c", &theirs, commons::Target::Entry(top.iri.clone()));
    for entry in [&top, &mine, &service, &another] {
        town.put(entry).await;
    }
    let mut reading = town.reading().await.unwrap();
    let found = reading.entries().adoption_by(&ours, &top.iri).await.unwrap().unwrap();
    assert_eq!(found.iri, mine.iri);
    assert_eq!(reading.entries().adoptions_by(&ours).await.unwrap().len(), 2);
    drop(reading);
    town.withdraw(&mine, 2).await;
    let mut reading = town.reading().await.unwrap();
    assert!(reading.entries().adoption_by(&ours, &top.iri).await.unwrap().is_none());
});
