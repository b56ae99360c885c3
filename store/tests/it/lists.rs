//! Lists of members: those we keep, those we read, and whom a list lets us ask.

use commons::{Ags, EntryId, Iri, Time};
use store::list_members::NewMember;
use store::lists::Listed;
use store::subscriptions::Filling;
use store::{Answer, Mode};

use crate::engines::{Town, iri};

fn key(digits: &str) -> Option<Ags> {
    Some(Ags::parse(digits).unwrap())
}

fn listed(actor: &Iri) -> Listed {
    Listed { actor: Some(actor.clone()), name: String::new(), ags: None }
}

/// Reads a whole list in which these stand.
async fn reads(town: &Town, list: &Iri, all: &[Listed]) {
    let mut change = town.begin().await.unwrap();
    let row = change.lists().of_keeper(list).await.unwrap().unwrap();
    for one in all {
        change.lists().see(list, row.round, one).await.unwrap();
    }
    change.lists().finish(&row, town.now(), town.now().plus(Time::DAY)).await.unwrap();
    change.commit().await.unwrap();
}

async fn subscribes(town: &Town, subscriber: &Iri, list: &Iri, mode: Mode) -> String {
    let mut change = town.begin().await.unwrap();
    let subscription = change.subscriptions().add(subscriber, list, mode, town.now()).await.unwrap().unwrap();
    change.lists().know(list, &list.with("mitglieder"), town.now()).await.unwrap();
    change.commit().await.unwrap();
    subscription.id
}

both_engines!(a_member_is_listed_once_and_its_place_is_claimed_once, |town| async move {
    let list = town.settle("dach.de").await;
    let (own, other) = (iri("https://auenstadt.de/"), iri("https://birkenried.de/"));
    let mut change = town.begin().await.unwrap();
    let mut members = change.list_members();
    let new = NewMember { name: "Stadt Auenstadt".to_owned(), ags: key("01001000"), ..NewMember::default() };
    let id = members.add(&list, EntryId::new(town.now()), &new, town.now()).await.unwrap().unwrap();
    assert_eq!(
        members.add(&list, EntryId::new(town.now()), &new, town.now()).await.unwrap(),
        None,
        "by its key"
    );
    let nameless = NewMember { ags: None, ..new.clone() };
    assert!(
        members.add(&list, EntryId::new(town.now()), &nameless, town.now()).await.unwrap().is_some(),
        "without a key names may repeat"
    );

    assert!(members.claim(&id, &own, town.now()).await.unwrap());
    assert!(!members.claim(&id, &other, town.now()).await.unwrap(), "somebody waits there");
    town.clock.pass(1);
    assert!(members.ask(&list, "Birkenried", None, &other, town.now()).await.unwrap().is_some());
    assert!(members.ask(&list, "Birkenried", None, &other, town.now()).await.unwrap().is_none());
    let waiting = members.waiting(&list, 10).await.unwrap();
    let waiting: Vec<_> = waiting.iter().map(|one| (one.listed, one.claimant.clone())).collect();
    assert_eq!(waiting, [(true, Some(own.clone())), (false, Some(other.clone()))]);
    assert_eq!(members.count_waiting(&list, 1).await.unwrap(), 1, "counted up to a bound");
    assert_eq!(members.count(&list).await.unwrap(), 2, "who asks is not on the list");

    assert!(members.settle(&id, &own).await.unwrap());
    assert_eq!(members.of_actor(&list, &own).await.unwrap().unwrap().id, id);
    assert!(!members.turn_away(&id, &list).await.unwrap(), "nobody waits there any more");
    let asked = members.of_claimant(&list, &other).await.unwrap().unwrap();
    assert!(members.turn_away(&asked.id, &list).await.unwrap());
    assert!(members.by_id(&asked.id).await.unwrap().is_none(), "who only asked is forgotten");
    assert!(!members.remove(&id, &other).await.unwrap(), "another's list");
    assert!(members.remove(&id, &list).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(members_are_paged_in_the_order_in_which_they_came, |town| async move {
    let list = town.settle("dach.de").await;
    for number in 0..5 {
        town.clock.pass(1);
        let new = NewMember { name: format!("Ort {number}"), ..NewMember::default() };
        let mut change = town.begin().await.unwrap();
        change.list_members().add(&list, EntryId::new(town.now()), &new, town.now()).await.unwrap();
        change.commit().await.unwrap();
    }
    let (mut reading, mut seen, mut after) = (town.reading().await.unwrap(), Vec::new(), String::new());
    loop {
        let page = reading.list_members().page(&list, &after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.id.clone();
        seen.extend(page.into_iter().map(|one| one.name));
    }
    assert_eq!(seen, ["Ort 0", "Ort 1", "Ort 2", "Ort 3", "Ort 4"]);
});

both_engines!(who_was_put_on_a_list_by_address_is_looked_for, |town| async move {
    let list = town.settle("dach.de").await;
    let mut change = town.begin().await.unwrap();
    let mut members = change.list_members();
    let new = NewMember { name: "A".to_owned(), address: "a@a.de".to_owned(), ..NewMember::default() };
    let id = members.add(&list, EntryId::new(town.now()), &new, town.now()).await.unwrap().unwrap();
    assert_eq!(members.to_be_found(town.now(), 9).await.unwrap().len(), 1);
    members.not_found(&id, Some(town.now().plus(1)), "nobody-there").await.unwrap();
    assert!(members.to_be_found(town.now(), 9).await.unwrap().is_empty());
    assert_eq!(
        members.to_be_found(town.now().plus(1), 9).await.unwrap()[0].error.as_deref(),
        Some("nobody-there")
    );
    members.settle(&id, &iri("https://a.de/")).await.unwrap();
    assert!(members.to_be_found(town.now().plus(Time::DAY), 9).await.unwrap().is_empty());
    change.commit().await.unwrap();
});

both_engines!(a_reading_knows_who_joined_and_who_left, |town| async move {
    let (ours, list) = (town.settle("auenstadt.de").await, town.meet("dach.de", "").await);
    let (first, second) = (town.meet("birkenried.de", "").await, town.meet("cronfeld.de", "").await);
    let third = Listed { actor: None, name: "Stadt Dorn".to_owned(), ags: key("01002000") };
    subscribes(&town, &ours, &list, Mode::Propose).await;
    let due = town.reading().await.unwrap().lists().due(town.now()).await.unwrap().unwrap();
    assert_eq!((due.list.clone(), due.round, due.read), (list.clone(), 1, None));
    let mut change = town.begin().await.unwrap();
    assert!(change.lists().see(&list, 1, &listed(&first)).await.unwrap());
    assert!(!change.lists().see(&list, 1, &listed(&first)).await.unwrap(), "seen before in this reading");
    change.commit().await.unwrap();
    reads(&town, &list, &[listed(&first), listed(&second), third.clone()]).await;

    let mut reading = town.reading().await.unwrap();
    assert!(reading.lists().due(town.now()).await.unwrap().is_none(), "tomorrow again");
    assert_eq!(reading.lists().without_organisation(&list, 9).await.unwrap(), [third]);
    for (who, is_vouched_for) in [(&first, true), (&list, true), (&iri("https://fremd.de/"), false)] {
        assert_eq!(reading.lists().vouch_for(&ours, who).await.unwrap(), is_vouched_for, "{who}");
    }
    assert!(!reading.lists().vouch_for(&first, &second).await.unwrap(), "only for those who subscribe");
    drop(reading);

    town.follow(&ours, &first).await;
    reads(&town, &list, &[]).await;
    let mut reading = town.reading().await.unwrap();
    let gone = reading.subscriptions().gone(&ours, &list, 9).await.unwrap();
    assert_eq!(gone.into_iter().map(|row| row.followed).collect::<Vec<_>>(), std::slice::from_ref(&first));
    assert!(
        !reading.lists().holds(&list, &first).await.unwrap()
            && !reading.lists().vouch_for(&ours, &first).await.unwrap()
    );
    drop(reading);
    reads(&town, &list, &[listed(&first)]).await;
    let mut reading = town.reading().await.unwrap();
    assert!(reading.lists().holds(&list, &first).await.unwrap(), "back again");
    assert!(reading.subscriptions().gone(&ours, &list, 9).await.unwrap().is_empty());
});

both_engines!(a_list_is_filled_in_numbers, |town| async move {
    let (ours, list) = (town.settle("auenstadt.de").await, town.meet("dach.de", "").await);
    let (first, second) = (town.meet("birkenried.de", "").await, town.meet("cronfeld.de", "").await);
    let (third, local) = (town.meet("dorn.de", "").await, town.settle("elm.de").await);
    let id = subscribes(&town, &ours, &list, Mode::Follow).await;
    let nobody = Listed { actor: None, name: "Stadt Fern".to_owned(), ags: None };
    let all = [listed(&first), listed(&second), listed(&third), listed(&local), listed(&ours), nobody];
    reads(&town, &list, &all).await;
    town.follow(&ours, &first).await;
    town.follow(&ours, &local).await;
    let mut change = town.begin().await.unwrap();
    change.follows().ask(&ours, &second, &ours.with("#f"), "", town.now()).await.unwrap();
    change.follows().answer(&ours, &second, Answer::Declined, town.now()).await.unwrap();
    assert_eq!(change.subscriptions().proposed(&ours, &list, 9).await.unwrap().len(), 1, "the third alone");
    assert_eq!(change.askings().want_all(&ours, &list, town.now()).await.unwrap(), 1);
    assert_eq!(change.askings().want_all(&ours, &list, town.now()).await.unwrap(), 0, "once");
    change.commit().await.unwrap();
    town.put(&crate::engines::project(&first, "1")).await;

    let mut reading = town.reading().await.unwrap();
    let filling = reading.subscriptions().filling(&ours, &list).await.unwrap();
    let expected = Filling {
        organisations: 4,
        without: 1,
        to_ask: 1,
        asked: 0,
        accepted: 2,
        declined: 1,
        walked: 1,
        entries: 1,
    };
    assert_eq!((filling, filling.proposed(), filling.goes_on()), (expected, 0, true));
    let due = reading.askings().due(town.now(), 9).await.unwrap();
    assert_eq!((due.len(), &due[0].actor, &due[0].origin), (1, &third, &third.origin()));
    drop(reading);

    let mut change = town.begin().await.unwrap();
    let later = town.now().plus(Time::MINUTE);
    assert!(change.askings().claim(&due[0], later).await.unwrap());
    assert!(!change.askings().claim(&due[0], later).await.unwrap(), "another was quicker");
    change.askings().failed(&due[0], later, "peer-too-slow").await.unwrap();
    assert!(change.askings().due(town.now(), 9).await.unwrap().is_empty());
    let trouble = change.askings().in_trouble(&ours, &list, 9).await.unwrap();
    assert_eq!((trouble[0].failures, trouble[0].error.as_deref()), (1, Some("peer-too-slow")));
    assert_eq!(change.askings().drop_all(&ours, &list).await.unwrap(), 1);
    change.subscriptions().remove(&id).await.unwrap();
    change.lists().forget_unread(&list).await.unwrap();
    assert!(change.lists().of_keeper(&list).await.unwrap().is_none(), "nobody reads it any more");
    change.commit().await.unwrap();
});

both_engines!(those_who_asked_before_the_list_came_are_found, |town| async move {
    let (ours, list) = (town.settle("auenstadt.de").await, town.meet("dach.de", "").await);
    let (member, stranger) = (town.meet("birkenried.de", "").await, town.meet("fremd.de", "").await);
    subscribes(&town, &ours, &list, Mode::Propose).await;
    let mut change = town.begin().await.unwrap();
    for who in [&member, &stranger] {
        change.follows().ask(who, &ours, &who.with("#f"), "", town.now()).await.unwrap();
    }
    change.commit().await.unwrap();
    reads(&town, &list, &[listed(&member)]).await;
    let mut change = town.begin().await.unwrap();
    assert!(
        change.subscriptions().requests_of_listed(&list, 9).await.unwrap().is_empty(),
        "a person decides"
    );
    change.actors().set_followers(&ours, store::actors::FollowersSetting::List).await.unwrap();
    let found = change.subscriptions().requests_of_listed(&list, 9).await.unwrap();
    assert_eq!(found.into_iter().map(|row| row.follower).collect::<Vec<_>>(), [member]);
    change.commit().await.unwrap();
});
