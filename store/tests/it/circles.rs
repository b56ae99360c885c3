//! What is addressed to a circle is for those who belong to it, as long as they do.

use commons::{Agreement, Audience, Circle, CircleMember, EntryId, Iri, Membership, Reader, Time};
use store::deliveries::Acknowledged;
use store::entries::{Home, Scope, Walked};
use store::follows::WalkDue;
use store::walks::Bond;
use store::{Answer, CircleRow, Found, MemberRow, RemoteActor, Subject, WalkRow};

use crate::deliveries::claim;
use crate::engines::{Town, comment, project, remote};

async fn sees(town: &Town, iri: &Iri, reader: &Iri) -> bool {
    let reader = Reader::of(reader.clone());
    let found = town.reading().await.unwrap().entries().readable_iri(iri, &reader).await.unwrap();
    matches!(found, Found::Readable(_))
}

/// A circle of this owner, to which these belong.
async fn circle(town: &Town, owner: &Iri, members: &[&Iri]) -> Iri {
    let iri = owner.with("kreise/1");
    let agreement = Agreement { edition: 1, sha256: "00".to_owned(), text: "Vertraulich".to_owned() };
    let described = Circle {
        iri: iri.clone(),
        owner: owner.clone(),
        version: 1,
        name: "Vergleichsring".to_owned(),
        purpose: String::new(),
        agreement,
        members: Vec::<CircleMember>::new(),
    };
    let mut change = town.begin().await.unwrap();
    change.circles().put(&CircleRow::of(&described, EntryId::new(town.now()), true)).await.unwrap();
    change.commit().await.unwrap();
    for member in members {
        stands(town, &iri, member, Membership::Accepted).await;
    }
    iri
}

/// From now on this organisation stands so with this circle.
async fn stands(town: &Town, circle: &Iri, member: &Iri, answer: Membership) {
    let mut change = town.begin().await.unwrap();
    let row = MemberRow::invited(circle, member, "Stadt", town.now()).answering(answer, town.now());
    change.circles().put_member(&row).await.unwrap();
    change.deliveries().circle_changed(circle, town.now()).await.unwrap();
    change.commit().await.unwrap();
}

async fn addressed(town: &Town, author: &Iri, path: &str, circle: &Iri) -> commons::Entry {
    let mut entry = project(author, path);
    entry.audience = Audience::Circles(vec![circle.clone()]);
    town.put(&entry).await;
    let mut change = town.begin().await.unwrap();
    change.deliveries().want_for_circles(&entry.iri, entry.version, town.now()).await.unwrap();
    change.commit().await.unwrap();
    entry
}

both_engines!(a_circle_is_read_by_those_who_belong_to_it, |town| async move {
    let hosts = ["auenstadt.de", "birkenried.de", "cedernau.de", "dorfen.de"];
    let [ours, member, invited, stranger] =
        futures::future::join_all(hosts.map(|host| town.settle(host))).await.try_into().unwrap();
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    stands(&town, &circle, &invited, Membership::Invited).await;
    let entry = addressed(&town, &ours, "1", &circle).await;
    assert!(sees(&town, &entry.iri, &ours).await && sees(&town, &entry.iri, &member).await);
    assert!(!sees(&town, &entry.iri, &invited).await && !sees(&town, &entry.iri, &stranger).await);

    // What hangs under it is for nobody else either, whatever it says of itself.
    let said = comment(&member, "c", &entry.iri);
    town.put(&said).await;
    assert!(sees(&town, &said.iri, &ours).await && !sees(&town, &said.iri, &stranger).await);

    for answer in [Membership::Left, Membership::Removed, Membership::Declined] {
        stands(&town, &circle, &member, answer).await;
        assert!(!sees(&town, &entry.iri, &member).await, "{answer:?}");
    }
    let read = async |organisation: &Iri| {
        let reader = Reader::of(organisation.clone());
        town.reading().await.unwrap().circles().read_by(&reader).await.unwrap()
    };
    assert_eq!(read(&ours).await, [circle]);
    assert!(read(&member).await.is_empty() && read(&invited).await.is_empty());
});

both_engines!(a_new_agreement_ends_what_is_new_and_not_what_was_there, |town| async move {
    let (ours, member) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let circle = circle(&town, &ours, &[&ours]).await;
    let mut before = addressed(&town, &ours, "1", &circle).await;
    let row =
        MemberRow::invited(&circle, &member, "Stadt", town.now()).answering(Membership::Accepted, town.now());
    let late = MemberRow { until: 5, ..row };
    assert!(!late.belongs());
    let mut change = town.begin().await.unwrap();
    change.circles().put_member(&late).await.unwrap();
    change.commit().await.unwrap();
    let mut after = project(&ours, "2");
    (after.version, after.audience) = (5, Audience::Circles(vec![circle.clone()]));
    town.put(&after).await;
    assert!(sees(&town, &before.iri, &member).await && !sees(&town, &after.iri, &member).await);
    before.version = 9;
    town.put(&before).await;
    assert!(sees(&town, &before.iri, &member).await, "a correction of what was there");
    let (mut reading, member) = (town.reading().await.unwrap(), Reader::of(member));
    assert_eq!(reading.circles().read_by(&member).await.unwrap(), [circle]);
    assert_eq!(
        reading.circles().beyond(&member).await.unwrap(),
        [after.iri],
        "the index cannot tell old from new"
    );
});

both_engines!(followers_are_a_circle, |town| async move {
    let [ours, follows, asks] =
        ["auenstadt.de", "birkenried.de", "cedernau.de"].map(|host| town.settle(host));
    let (ours, follows, asks) = (ours.await, follows.await, asks.await);
    town.follow(&follows, &ours).await;
    let mut change = town.begin().await.unwrap();
    change.follows().ask(&asks, &ours, &asks.with("#follow"), "", town.now()).await.unwrap();
    change.commit().await.unwrap();
    let entry = addressed(&town, &ours, "1", &ours.with("followers")).await;
    assert!(sees(&town, &entry.iri, &follows).await && !sees(&town, &entry.iri, &asks).await);
    let circles = async |reader: &Iri| {
        let reader = Reader::of(reader.clone());
        town.reading().await.unwrap().circles().read_by(&reader).await.unwrap()
    };
    assert_eq!(circles(&follows).await, [ours.with("followers")]);
    assert!(circles(&asks).await.is_empty());
    let mut change = town.begin().await.unwrap();
    change.follows().answer(&follows, &ours, Answer::Ended, town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert!(!sees(&town, &entry.iri, &follows).await);
});

both_engines!(a_node_is_told_once_and_asked_again_when_others_belong, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    // Two on one node, of which one belongs to the circle.
    let (member, beside) = (town.meet("birkenried.de", "a/").await, town.meet("birkenried.de", "b/").await);
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    let entry = addressed(&town, &ours, "1", &circle).await;
    let subject = Subject::Entry(entry.iri.clone());
    let inbox = member.origin();
    let readable = async || {
        let row = town.reading().await.unwrap().deliveries().of_subject(&subject).await.unwrap().remove(0);
        town.reading().await.unwrap().entries().readable_at(&entry.iri, &row.inbox).await.unwrap().is_some()
    };
    let claimed = claim(&town).await;
    assert_eq!(claimed.len(), 1, "one letter for one node");
    assert_eq!((claimed[0].origin.clone(), claimed[0].have), (inbox, None));
    assert!(readable().await);
    let acknowledge = async |done: Acknowledged| {
        let mut change = town.begin().await.unwrap();
        change.deliveries().acknowledge_all(&[done]).await.unwrap();
        change.commit().await.unwrap();
    };
    // The member leaves while the letter is on its way: what is reported then settles nothing.
    stands(&town, &circle, &member, Membership::Left).await;
    acknowledge(Acknowledged::of(&claimed[0], entry.version)).await;
    let claimed = claim(&town).await;
    assert_eq!(claimed.len(), 1, "it is asked again");
    assert!(!readable().await && claimed[0].tried_before);
    acknowledge(Acknowledged::gone(&claimed[0], entry.version)).await;
    assert!(claim(&town).await.is_empty());
    let rows = town.reading().await.unwrap().deliveries().of_subject(&subject).await.unwrap();
    assert!(rows[0].gone && rows[0].settled, "the author sees who has confirmed");
    assert_eq!(town.reading().await.unwrap().deliveries().holders(&subject).await.unwrap(), 0);

    // Its neighbour joins: the node is told anew, though the version is the same.
    stands(&town, &circle, &beside, Membership::Accepted).await;
    let claimed = claim(&town).await;
    assert!(claimed.len() == 1 && claimed[0].gone && readable().await);
});

both_engines!(what_a_member_was_shown_is_a_tombstone_for_it_later, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let (member, other) = (town.meet("birkenried.de", "").await, town.meet("cedernau.de", "").await);
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    let entry = addressed(&town, &ours, "1", &circle).await;
    claim(&town).await;
    let walk = async |reader: &Iri| {
        let reader = Reader::of(reader.clone());
        town.reading().await.unwrap().entries().walk(&ours, &reader, 0, Scope::All, 10).await.unwrap()
    };
    assert!(matches!(walk(&member).await.as_slice(), [Walked::Entry(_)]));
    assert!(walk(&other).await.is_empty());
    stands(&town, &circle, &member, Membership::Removed).await;
    assert!(matches!(walk(&member).await.as_slice(), [Walked::Tombstone(row)] if row.iri == entry.iri));
    assert!(walk(&other).await.is_empty());
});

both_engines!(what_nobody_here_may_read_any_more_is_named, |town| async move {
    let (ours, beside) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let theirs = town.meet("cedernau.de", "").await;
    let circle = circle(&town, &theirs, &[&theirs, &ours, &beside]).await;
    let mut entry = project(&theirs, "1");
    entry.audience = Audience::Circles(vec![circle.clone()]);
    town.put_as(&entry, Home::Elsewhere, commons::Standing::Published).await;
    let unreadable = async || {
        let rows = town.reading().await.unwrap().entries().unreadable_here(&circle).await.unwrap();
        rows.into_iter().map(|(iri, version)| (iri.to_string(), version)).collect::<Vec<_>>()
    };
    stands(&town, &circle, &ours, Membership::Left).await;
    assert!(unreadable().await.is_empty(), "one of ours still belongs to it");
    stands(&town, &circle, &beside, Membership::Left).await;
    assert_eq!(unreadable().await, [(entry.iri.to_string(), 1)]);
    town.withdraw(&entry, 1).await;
    assert!(unreadable().await.is_empty());
    // Let in again, it is told the same version again.
    stands(&town, &circle, &ours, Membership::Accepted).await;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, commons::Standing::Published).await, store::Put::Changed);
    assert!(sees(&town, &entry.iri, &ours).await && !sees(&town, &entry.iri, &beside).await);
});

both_engines!(a_comment_hangs_under_the_comments_above_it, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let top = project(&ours, "1");
    let mut question = comment(&ours, "q", &top.iri);
    let answer = comment(&theirs, "a", &question.iri);
    let thanks = comment(&ours, "t", &answer.iri);
    for entry in [&top, &question, &answer, &thanks] {
        town.put(entry).await;
    }
    let before = town.changed().await.unwrap();
    (question.version, question.audience) = (2, Audience::Own);
    town.put(&question).await;
    let anyone = async |iri: &Iri| sees(&town, iri, &theirs.with("nobody")).await;
    assert!(!anyone(&answer.iri).await && !anyone(&thanks.iri).await && anyone(&top.iri).await);
    let changed = town.reading().await.unwrap().entries().changed_since(before, 10).await.unwrap();
    assert_eq!(changed.len(), 3, "the index hears of those below too");
    // Withdrawn, it takes no answers with it: they stand below a gap.
    town.withdraw(&question, 3).await;
    assert!(anyone(&answer.iri).await && anyone(&thanks.iri).await);
});

both_engines!(who_shares_a_circle_and_does_not_follow_walks_for_it, |town| async move {
    let (ours, member) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    let silent = town.reading().await.unwrap().circles().walk_due(town.now(), 10).await.unwrap();
    assert!(silent.is_empty(), "it tells no changes");
    let mut change = town.begin().await.unwrap();
    let telling = RemoteActor { changes: Some(member.with("changes")), ..remote("birkenried.de", "") };
    change.actors().put_remote(&telling).await.unwrap();
    change.commit().await.unwrap();
    let due = async || town.reading().await.unwrap().circles().walk_due(town.now(), 10).await.unwrap();
    let [walk] = due().await.try_into().unwrap();
    let place = walk.place;
    assert_eq!(
        (&place.reader, &place.author, place.bond, place.cursor),
        (&ours, &member, Bond::Circle, None)
    );

    let mut change = town.begin().await.unwrap();
    let (now, until) = (town.now(), town.now().plus(Time::MINUTE));
    assert!(change.walks().claim_in_circle(&ours, &member, now, now, until).await.unwrap());
    assert!(!change.walks().claim_in_circle(&ours, &member, now, now, until).await.unwrap(), "it is walked");
    let tomorrow = now.plus(Time::DAY);
    let reached = WalkDue::Reached(now, tomorrow);
    change.circles().set_walk(&ours, &member, Some("1.5"), reached, None).await.unwrap();
    change.walks().put(&ours, &member, &WalkRow::default()).await.unwrap();
    assert!(!change.walks().claim_in_circle(&ours, &member, now, now, until).await.unwrap(), "it is not due");
    change.commit().await.unwrap();
    assert!(due().await.is_empty());
    town.clock.pass(Time::DAY);
    let [walk] = due().await.try_into().unwrap();
    assert_eq!((walk.place.cursor.as_deref(), walk.place.walked), (Some("1.5"), Some(now)));

    // Whoever follows walks all there is.
    town.follow(&ours, &member).await;
    assert!(due().await.is_empty());
    let mut change = town.begin().await.unwrap();
    change.follows().answer(&ours, &member, Answer::Ended, town.now()).await.unwrap();
    let later = WalkDue::GoesOn(town.now().plus(Time::DAY));
    change.circles().set_walk(&ours, &member, None, later, Some("503")).await.unwrap();
    change.commit().await.unwrap();
    assert!(due().await.is_empty());
    let mut change = town.begin().await.unwrap();
    change.follows().hurry_failed_walks(&member.origin(), town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(due().await.len(), 1, "it is back");

    stands(&town, &circle, &member, Membership::Left).await;
    assert!(due().await.is_empty());
    let mut reading = town.reading().await.unwrap();
    assert!(!reading.circles().share_one(&ours, &member).await.unwrap());
    assert!(!reading.circles().shares_one_here(&member).await.unwrap());
    assert!(reading.circles().confidants_of(&member.origin(), 5).await.unwrap().is_empty());
});

both_engines!(a_walk_for_circles_shows_what_is_not_for_everyone, |town| async move {
    let (ours, member) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    town.put(&project(&ours, "open")).await;
    let closed = addressed(&town, &ours, "closed", &circle).await;
    let mut reading = town.reading().await.unwrap();
    for (reader, scope, count) in [
        (Reader::of(member.clone()), Scope::All, 2),
        (Reader::of(member.clone()), Scope::Closed, 1),
        (Reader::anyone(), Scope::All, 1),
        (Reader::anyone(), Scope::Closed, 0),
    ] {
        let walked = reading.entries().walk(&ours, &reader, 0, scope, 10).await.unwrap();
        let check = reading.entries().count_and_check(&ours, &reader, scope).await.unwrap();
        assert_eq!((walked.len(), check.count), (count, count as i64), "{reader:?} {scope:?}");
        assert_eq!(reading.entries().check_held(&ours, &reader, scope).await.unwrap(), check);
        if scope == Scope::Closed {
            assert!(walked.iter().all(|step| step.row().iri == closed.iri));
        }
    }
});

both_engines!(what_came_after_an_agreement_nobody_accepted_is_beyond_a_member, |town| async move {
    let (ours, member) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let circle = circle(&town, &ours, &[&ours, &member]).await;
    let before = addressed(&town, &ours, "before", &circle).await;
    let reader = Reader::of(member.clone());
    let beyond = async || town.reading().await.unwrap().circles().beyond(&reader).await.unwrap();
    let mut change = town.begin().await.unwrap();
    let row = change.circles().member(&circle, &member).await.unwrap().unwrap();
    change.circles().put_member(&MemberRow { until: 2, ..row }).await.unwrap();
    change.commit().await.unwrap();
    assert!(beyond().await.is_empty());
    let mut after = project(&ours, "after");
    (after.version, after.audience) = (2, Audience::Circles(vec![circle.clone()]));
    town.put(&after).await;
    let said = comment(&ours, "said", &after.iri);
    town.put(&said).await;
    assert_eq!(beyond().await, [after.iri.clone(), said.iri.clone()]);
    assert!(sees(&town, &before.iri, &member).await && !sees(&town, &after.iri, &member).await);
    let anyone = town.reading().await.unwrap().circles().beyond(&Reader::anyone()).await.unwrap();
    assert!(anyone.is_empty());
});
