//! Actors, ours and others', and their keys.

use commons::{OrganisationKind, Standing, Time};
use store::actors::PutLocal;
use store::deliveries::{Acknowledged, Claim};
use store::keys::{Algorithm, PublicKey, RETIRED_FOR};
use store::{Answer, Recipient, Subject};

use crate::deliveries::claim_in;
use crate::engines::{iri, local, project, remote, start};

both_engines!(one_of_ours_is_found_by_host_and_address, |town| async move {
    let iri = town.settle("auenstadt.de").await;
    let mut reading = town.reading().await.unwrap();
    let row = reading.actors().local_by_host("auenstadt.de").await.unwrap().unwrap();
    assert_eq!((row.iri, row.local, row.standing), (iri.clone(), true, Standing::Published));
    assert_eq!(row.organisation.unwrap().kind, OrganisationKind::Municipality);
    assert_eq!(reading.actors().by_address("auenstadt", "auenstadt.de").await.unwrap().unwrap().iri, iri);
    assert_eq!(reading.actors().local_by_handle("auenstadt").await.unwrap().unwrap().iri, iri);
    assert!(reading.actors().by_address("auenstadt", "birkenried.de").await.unwrap().is_none());
    assert_eq!(reading.actors().local_all().await.unwrap().len(), 1);
});

both_engines!(a_host_belongs_to_one_of_ours, |town| async move {
    town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    let mut second = local("auenstadt.de");
    second.iri = second.iri.with("second");
    assert_eq!(change.actors().put_local(&second).await.unwrap(), PutLocal::Taken);
    let mut again = local("auenstadt.de");
    assert_eq!(change.actors().put_local(&again).await.unwrap(), PutLocal::Stale);
    again.version = 2;
    again.name = "Große Kreisstadt Auenstadt".to_owned();
    assert_eq!(change.actors().put_local(&again).await.unwrap(), PutLocal::Changed);
    change.commit().await.unwrap();
    let row = town.reading().await.unwrap().actors().by_iri(&again.iri).await.unwrap().unwrap();
    assert_eq!(row.name, again.name);
});

both_engines!(a_neighbours_actor_never_replaces_one_of_ours, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    town.meet("auenstadt.de", "").await;
    let row = town.reading().await.unwrap().actors().by_iri(&ours).await.unwrap().unwrap();
    assert!(row.local);
    assert_eq!(row.name, "Stadt auenstadt.de");
});

both_engines!(new_keys_replace_the_old_ones, |town| async move {
    let mut actor = remote("birkenried.de", "");
    let key = |name: &str| PublicKey {
        id: actor_key(name),
        algorithm: Algorithm::Rsa,
        public: format!("PEM {name}"),
    };
    for names in [vec!["old", "other"], vec!["new"]] {
        actor.keys = names.into_iter().map(key).collect();
        let mut change = town.begin().await.unwrap();
        change.actors().put_remote(&actor).await.unwrap();
        change.commit().await.unwrap();
    }
    let mut reading = town.reading().await.unwrap();
    assert!(reading.keys().by_id(&actor_key("old")).await.unwrap().is_none());
    let found = reading.keys().by_id(&actor_key("new")).await.unwrap().unwrap();
    assert_eq!((found.actor, found.key.public.as_str()), (actor.iri.clone(), "PEM new"));
    assert_eq!(reading.keys().of_actor(&actor.iri).await.unwrap().len(), 1);
    assert!(reading.keys().private_of(&actor.iri, Algorithm::Rsa).await.unwrap().is_none());
});

fn actor_key(name: &str) -> commons::Iri {
    commons::Iri::of_activity("key", &format!("https://birkenried.de/#{name}")).unwrap()
}

both_engines!(nobody_takes_the_key_of_another, |town| async move {
    let first = town.settle("auenstadt.de").await;
    let second = town.settle("birkenried.de").await;
    let key = PublicKey { id: actor_key("main"), algorithm: Algorithm::Rsa, public: "first".to_owned() };
    let mut change = town.begin().await.unwrap();
    change.keys().put(&first, &key, "sealed", start()).await.unwrap();
    let theirs = PublicKey { public: "second".to_owned(), ..key.clone() };
    change.keys().put(&second, &theirs, "sealed", start()).await.unwrap();
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.keys().by_id(&key.id).await.unwrap().unwrap().key, key);
    assert_eq!(reading.keys().private_of(&first, Algorithm::Rsa).await.unwrap().unwrap().sealed, "sealed");
});

both_engines!(who_is_gone_or_nobody_follows_is_not_listed, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let theirs = town.meet("birkenried.de", "").await;
    town.put(&project(&ours, "1")).await;
    assert!(!town.reading().await.unwrap().actors().is_shown(&theirs).await.unwrap(), "a stranger");
    let mut change = town.begin().await.unwrap();
    let activity = ours.with("#follow-1");
    change.follows().ask(&ours, &theirs, &activity, "", Time::from_millis(1)).await.unwrap();
    change.follows().answer(&ours, &theirs, Answer::Accepted, Time::from_millis(2)).await.unwrap();
    change.commit().await.unwrap();
    let listed = town.reading().await.unwrap().actors().organisations().await.unwrap();
    assert_eq!(listed.iter().map(|one| &one.iri).collect::<Vec<_>>(), [&ours, &theirs]);
    let before = town.changed().await.unwrap();
    let mut change = town.begin().await.unwrap();
    assert!(change.actors().gone(&theirs).await.unwrap());
    assert!(!change.actors().gone(&theirs).await.unwrap());
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.actors().organisations().await.unwrap().len(), 1);
    let changed = reading.actors().changed_since(before, 9).await.unwrap();
    assert_eq!(changed.iter().map(|row| &row.iri).collect::<Vec<_>>(), [&theirs]);
});

both_engines!(a_new_name_is_a_change, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let before = town.changed().await.unwrap();
    let mut organisation = local("auenstadt.de").organisation.unwrap();
    organisation.name = "Auenstadt am See".to_owned();
    let mut change = town.begin().await.unwrap();
    assert!(change.actors().rename(&ours, &organisation, 2).await.unwrap());
    assert!(!change.actors().rename(&ours, &organisation, 2).await.unwrap());
    change.commit().await.unwrap();
    let changed = town.reading().await.unwrap().actors().changed_since(before, 9).await.unwrap();
    assert_eq!(changed[0].name, "Auenstadt am See");
});

both_engines!(an_actor_that_says_nothing_new_is_not_written_anew, |town| async move {
    town.meet("birkenried.de", "").await;
    let number = async || {
        let row =
            town.reading().await.unwrap().actors().by_iri(&iri("https://birkenried.de/")).await.unwrap();
        row.unwrap().changed
    };
    let first = number().await;
    assert!(first > 0);
    town.meet("birkenried.de", "").await;
    assert_eq!(number().await, first);
    let mut renamed = remote("birkenried.de", "");
    renamed.name = "Neustadt".to_owned();
    let mut change = town.begin().await.unwrap();
    change.actors().put_remote(&renamed).await.unwrap();
    change.commit().await.unwrap();
    assert!(number().await > first);
});

both_engines!(a_retired_key_signs_for_who_has_not_heard_of_its_successor, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let follower = town.meet("birkenried.de", "").await;
    let (inbox, origin, subject) = (follower.with("inbox"), follower.origin(), Subject::Actor(ours.clone()));
    let recipient = Recipient { inbox, origin: origin.clone() };
    let key = PublicKey { id: actor_key("main"), algorithm: Algorithm::Rsa, public: "PEM".to_owned() };
    let mut change = town.begin().await.unwrap();
    change.keys().put(&ours, &key, "first", start()).await.unwrap();
    let stranger =
        Recipient { inbox: iri("https://cronfeld.de/inbox"), origin: iri("https://cronfeld.de/").origin() };
    let entry = Subject::Entry(ours.with("eintraege/1"));
    change.deliveries().want(&stranger, &ours, &entry, 1, start()).await.unwrap();
    for (version, sealed) in [(10, "second"), (20, "third")] {
        change.keys().retire(&ours, version, start()).await.unwrap();
        change.keys().put(&ours, &key, sealed, start()).await.unwrap();
        assert!(change.actors().renew(&ours, version).await.unwrap());
        assert!(!change.actors().renew(&ours, version).await.unwrap());
        change.deliveries().want(&recipient, &ours, &subject, version, start()).await.unwrap();
    }
    let told = change.deliveries().want_for_acquaintances(&ours, &subject, 20, start()).await.unwrap();
    assert_eq!(told, 0, "nothing was ever sent to whom nobody knows, and the other row is there");
    change.commit().await.unwrap();

    let now = Time::from_millis(start().millis() + Time::DAY);
    let expected = async |now| {
        let mut reading = town.reading().await.unwrap();
        let key = reading.keys().expected_by(&origin, &ours, Algorithm::Rsa, now).await.unwrap();
        key.map(|key| key.sealed)
    };
    assert_eq!(expected(now).await.as_deref(), Some("first"));
    let mut reading = town.reading().await.unwrap();
    let retired = reading.keys().retired_of(&ours).await.unwrap();
    assert_eq!(retired.iter().map(|row| row.expected_by).collect::<Vec<_>>(), [1, 1]);
    let current = reading.keys().private_of(&ours, Algorithm::Rsa).await.unwrap().unwrap();
    assert_eq!(current.sealed, "third");
    drop(reading);

    for (have, sealed) in [(10, Some("second")), (20, None)] {
        let mut change = town.begin().await.unwrap();
        let row = claim_in(&mut change, Claim { now, lease: 1, limit: 9, per_origin: 9 }).await;
        let row = row.into_iter().find(|row| row.subject == subject).unwrap();
        change.deliveries().acknowledged(&Acknowledged::of(&row, have)).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(expected(now).await.as_deref(), sealed, "who has {have}");
    }
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.keys().forget_retired(now).await.unwrap(), 0);
    assert_eq!(change.keys().forget_retired(now.plus(RETIRED_FOR)).await.unwrap(), 2);
    change.commit().await.unwrap();
});
