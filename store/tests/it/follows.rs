//! Follows, and the walks that come of them.

use commons::Time;
use store::follows::WalkDue;
use store::{Answer, Stance};

use crate::engines::iri;

both_engines!(versions_rise_with_each_answer, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let activity = ours.with("#follow");
    let mut change = town.begin().await.unwrap();
    let mut follows = change.follows();
    let asked = follows.ask(&ours, &theirs, &activity, "Guten Tag", town.now()).await.unwrap();
    assert_eq!((asked.answer, asked.version, asked.message.as_str()), (Answer::Asked, 1, "Guten Tag"));
    let accepted = follows.answer(&ours, &theirs, Answer::Accepted, town.now()).await.unwrap().unwrap();
    assert_eq!(
        (accepted.answer, accepted.version, accepted.answered),
        (Answer::Accepted, 2, Some(town.now()))
    );
    assert!(follows.answer(&ours, &theirs, Answer::Accepted, town.now()).await.unwrap().is_none());
    let again = follows.ask(&ours, &theirs, &activity, "", town.now()).await.unwrap();
    assert_eq!((again.answer, again.version), (Answer::Accepted, 3), "who was accepted stays accepted");
    follows.answer(&ours, &theirs, Answer::Declined, town.now()).await.unwrap();
    let anew = follows.ask(&ours, &theirs, &activity, "", town.now()).await.unwrap();
    assert_eq!((anew.answer, anew.version), (Answer::Asked, 5));
    assert!(
        follows.answer(&theirs, &ours, Answer::Accepted, town.now()).await.unwrap().is_none(),
        "nobody asked"
    );
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.follows().by_id(&anew.id).await.unwrap().unwrap().followed, theirs);
    assert_eq!(reading.follows().between(&ours, &theirs).await.unwrap().unwrap().id, asked.id);
    assert_eq!(reading.follows().followed_by(&ours).await.unwrap().len(), 1);
    assert_eq!(reading.follows().followers_of(&theirs).await.unwrap().len(), 1);
});

both_engines!(stances_follow_from_follows, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let origin = theirs.origin();
    let reckoned = async || town.reading().await.unwrap().peers().reckoned(&origin).await.unwrap();
    assert_eq!(reckoned().await, Stance::Unknown);
    assert!(!town.reading().await.unwrap().follows().has_relation_to_origin(&origin).await.unwrap());
    town.follow(&theirs, &ours).await;
    assert_eq!(reckoned().await, Stance::Reader);
    assert!(!town.reading().await.unwrap().follows().is_followed_here(&theirs).await.unwrap());
    let mut change = town.begin().await.unwrap();
    change.follows().ask(&ours, &theirs, &ours.with("#follow"), "", town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(reckoned().await, Stance::Asked);
    town.follow(&ours, &theirs).await;
    assert_eq!(reckoned().await, Stance::Member);
    let mut reading = town.reading().await.unwrap();
    assert!(reading.follows().is_followed_here(&theirs).await.unwrap());
    assert!(reading.follows().has_relation_to_origin(&origin).await.unwrap());
    assert_eq!(reading.follows().count_followers(&ours).await.unwrap(), 1);
});

both_engines!(everyone_of_ours_walks_for_itself_and_may_begin_where_another_ended, |town| async move {
    let theirs = town.meet("birkenried.de", "").await;
    let [ours, others] = [town.settle("auenstadt.de").await, town.settle("dorfen.de").await];
    for follower in [&ours, &others] {
        town.follow(follower, &theirs).await;
    }
    let due = async || town.reading().await.unwrap().follows().walk_due(town.now(), 10).await.unwrap();
    assert_eq!(due().await.len(), 2);
    let shared = async || town.reading().await.unwrap().follows().shared_cursor(&theirs).await.unwrap();
    assert_eq!(shared().await, None);
    let mut change = town.begin().await.unwrap();
    let tomorrow = town.now().plus(Time::DAY);
    change
        .follows()
        .set_walk(&ours, &theirs, Some("c1"), WalkDue::Reached(town.now(), tomorrow), None)
        .await
        .unwrap();
    change.follows().set_walk(&others, &theirs, None, WalkDue::GoesOn(tomorrow.plus(1)), None).await.unwrap();
    change.commit().await.unwrap();
    assert!(due().await.is_empty());
    assert_eq!(shared().await.as_deref(), Some("c1"));
    town.clock.pass(Time::DAY);
    let walk = due().await.pop().unwrap().place;
    assert_eq!((walk.cursor.as_deref(), walk.walked), (Some("c1"), Some(tomorrow.plus(-Time::DAY))));
    let error = async || {
        let mut reading = town.reading().await.unwrap();
        reading.follows().between(&ours, &theirs).await.unwrap().unwrap().walk_error
    };
    assert_eq!(error().await, None);
    let mut change = town.begin().await.unwrap();
    change
        .follows()
        .set_walk(&ours, &theirs, Some("c2"), WalkDue::GoesOn(town.now()), Some("503"))
        .await
        .unwrap();
    change.commit().await.unwrap();
    let walk = due().await.pop().unwrap().place;
    assert_eq!((walk.cursor.as_deref(), error().await.as_deref()), (Some("c2"), Some("503")));
    assert!(town.reading().await.unwrap().follows().by_id("nothing").await.unwrap().is_none());
    assert!(walk.walked.is_some() && walk.author == iri("https://birkenried.de/"));
});

both_engines!(a_blocked_neighbour_is_not_walked, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    town.follow(&ours, &theirs).await;
    for (stance, walks) in [(Stance::Member, 1), (Stance::Blocked, 0), (Stance::Member, 1)] {
        let mut change = town.begin().await.unwrap();
        change.peers().set_stance(&theirs.origin(), stance, town.now()).await.unwrap();
        change.commit().await.unwrap();
        let due = town.reading().await.unwrap().follows().walk_due(town.now(), 10).await.unwrap();
        assert_eq!(due.len(), walks, "{stance:?}");
    }
});

both_engines!(what_the_follower_ended_is_not_accepted_any_more, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.meet("birkenried.de", "").await);
    let mut change = town.begin().await.unwrap();
    change.follows().ask(&theirs, &ours, &theirs.with("#follow"), "", town.now()).await.unwrap();
    assert!(change.follows().answer(&theirs, &ours, Answer::Ended, town.now()).await.unwrap().is_some());
    assert!(change.follows().answer(&theirs, &ours, Answer::Accepted, town.now()).await.unwrap().is_none());
    let anew = change.follows().ask(&theirs, &ours, &theirs.with("#again"), "", town.now()).await.unwrap();
    assert_eq!(anew.answer, Answer::Asked);
    change.commit().await.unwrap();
});
