//! Saved searches: each belongs to one person, and is claimed by one worker when its time has come.

use commons::{Digest, EntryId, Iri, MemberRole, Time};
use store::SavedSearch;
use store::people::MembershipRow;
use store::saved_searches::NewSearch;

use crate::engines::{Town, project};

const LEASE: i64 = Time::MINUTE;

/// A search of this person, as whose staff it may be, told of daily from now on.
async fn saved(town: &Town, person: &str, organisation: Option<&Iri>, name: &str) -> SavedSearch {
    let (name, query) = (name.to_owned(), format!("q={name}"));
    let (person, organisation) = (person.to_owned(), organisation.cloned());
    let new = NewSearch { person, organisation, name, query, digest: Digest::Daily, due: Some(town.now()) };
    let mut change = town.begin().await.unwrap();
    let saved = change.saved_searches().add(&new, town.now()).await.unwrap();
    change.commit().await.unwrap();
    saved
}

async fn names_of(town: &Town, person: &str) -> Vec<String> {
    let rows = town.reading().await.unwrap().saved_searches().of_person(person).await.unwrap();
    rows.into_iter().map(|search| search.name).collect()
}

async fn claim(town: &Town) -> Vec<SavedSearch> {
    let now = town.now();
    let claimed =
        town.write(move |change| Box::pin(async move { change.saved_searches().claim(now, LEASE).await }));
    claimed.await.unwrap()
}

both_engines!(a_list_is_its_owners_alone, |town| async move {
    let first = saved(&town, "ada", None, "Kita").await;
    town.clock.pass(1);
    let second = saved(&town, "ada", None, "Radweg").await;
    saved(&town, "eva", None, "Kita").await;
    assert_eq!(names_of(&town, "ada").await, ["Radweg", "Kita"], "newest first");
    let mut change = town.begin().await.unwrap();
    let mut list = change.saved_searches();
    assert_eq!(list.by_id(&first.id).await.unwrap(), Some(first.clone()));
    assert!(!list.rename(&first.id, "eva", "Fremd").await.unwrap());
    assert!(!list.remove(&first.id, "eva").await.unwrap());
    assert!(!list.turn(&first.id, "eva").await.unwrap());
    assert!(list.rename(&first.id, "ada", "Kitas").await.unwrap());
    assert!(list.turn(&first.id, "ada").await.unwrap());
    assert!(list.remove(&second.id, "ada").await.unwrap());
    assert!(!list.remove(&second.id, "ada").await.unwrap());
    let kept = list.by_id(&first.id).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.turn), ("Kitas", 1));
    assert_eq!((list.count("ada").await.unwrap(), list.count("eva").await.unwrap()), (1, 1));
    assert!(list.by_id(&EntryId::new(town.now())).await.unwrap().is_none());
    change.commit().await.unwrap();
});

both_engines!(who_has_waited_longest_is_claimed_once_and_whole, |town| async move {
    for name in ["Kita", "Radweg"] {
        saved(&town, "ada", None, name).await;
        town.clock.pass(1);
    }
    saved(&town, "eva", None, "Deich").await;
    let [ada, eva, nobody] = [claim(&town).await, claim(&town).await, claim(&town).await];
    assert_eq!(ada.iter().map(|search| &*search.name).collect::<Vec<_>>(), ["Kita", "Radweg"]);
    assert_eq!((eva.len(), nobody.len()), (1, 0));
    town.clock.pass(LEASE);
    assert_eq!(claim(&town).await, ada, "whoever had claimed it is dead");

    let (id, now) = (ada[0].id, town.now());
    let mut change = town.begin().await.unwrap();
    change.saved_searches().looked(&id, 77, now.plus(Time::DAY), now).await.unwrap();
    change.commit().await.unwrap();
    town.clock.pass(LEASE);
    let [again, rest] = [claim(&town).await, claim(&town).await];
    let names: Vec<_> = again.iter().chain(&rest).map(|search| &*search.name).collect();
    assert_eq!(names, ["Deich", "Radweg"], "what was looked at waits for its day");
    let row = town.reading().await.unwrap().saved_searches().by_id(&id).await.unwrap().unwrap();
    assert_eq!((row.told, row.looked), (77, now));
});

both_engines!(eight_workers_tell_each_person_once, |town| async move {
    for number in 0..24 {
        saved(&town, &format!("person {}", number / 2), None, &format!("Suche {number}")).await;
    }
    let workers = (0..8).map(|_| {
        let town = town.clone();
        tokio::spawn(async move { [claim(&town).await, claim(&town).await].concat() })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.unwrap().into_iter().map(|search| search.id));
    }
    let claimed = all.len();
    all.sort();
    all.dedup();
    assert_eq!((claimed, all.len()), (24, 24));
});

both_engines!(mails_that_begin_anew_tell_nothing_of_before, |town| async move {
    let search = saved(&town, "ada", None, "Kita").await;
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.saved_searches().silence("ada").await.unwrap(), 1);
    assert_eq!(change.saved_searches().silence("ada").await.unwrap(), 0);
    change.commit().await.unwrap();
    assert!(claim(&town).await.is_empty());
    let ours = town.settle("auenstadt.de").await;
    town.put(&project(&ours, "1")).await;
    let counter = town.changed().await.unwrap();
    assert!(counter > search.told);
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    let mut list = change.saved_searches();
    list.tell(&search.id, "ada", Digest::Weekly, Some(now), now).await.unwrap();
    list.looked(&EntryId::new(now), 1, now, now).await.unwrap();
    change.commit().await.unwrap();
    let claimed = claim(&town).await;
    assert_eq!((claimed.len(), claimed[0].told, claimed[0].digest), (1, counter, Digest::Weekly));
});

both_engines!(who_leaves_leaves_these_searches_behind, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let mut change = town.begin().await.unwrap();
    let ada = change.people().add("Ada", "ada@example.de", town.now()).await.unwrap().unwrap().id;
    for organisation in [&ours, &theirs] {
        let (person, office) = (ada.clone(), String::new());
        let membership =
            MembershipRow { person, organisation: organisation.clone(), role: MemberRole::Reader, office };
        change.people().join(&membership).await.unwrap();
    }
    change.commit().await.unwrap();
    saved(&town, &ada, Some(&ours), "Kita").await;
    saved(&town, &ada, Some(&theirs), "Radweg").await;
    let mut change = town.begin().await.unwrap();
    change.people().leave(&ada, &ours).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(names_of(&town, &ada).await, ["Radweg"]);
    let mut change = town.begin().await.unwrap();
    change.people().erase(&ada).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(names_of(&town, &ada).await, [""; 0]);
});
