//! Who is somewhere else from now on.

use commons::Time;
use store::moves::MoveAnswer;

both_engines!(a_move_is_asked_about_until_it_is_settled, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let old = town.meet("birkenried.de", "").await;
    let [new, other] =
        ["https://neuried.de/", "https://anderswo.de/"].map(|iri| commons::Iri::parse("id", iri).unwrap());
    let mut change = town.begin().await.unwrap();
    change.moves().heard(&old, &new, town.now()).await.unwrap();
    let row = change.moves().due(town.now(), 10).await.unwrap().pop().unwrap();
    assert_eq!((&row.target, row.answer, row.tries), (&new, MoveAnswer::Asked, 0));
    change.moves().later(&row, town.now().plus(Time::HOUR)).await.unwrap();
    assert!(change.moves().due(town.now(), 10).await.unwrap().is_empty());
    let row = change.moves().due(town.now().plus(Time::HOUR), 10).await.unwrap().pop().unwrap();
    assert_eq!(row.tries, 1);
    // While it was being asked, the actor named another place: what was learned of the first does not count.
    change.moves().heard(&old, &other, town.now()).await.unwrap();
    assert!(!change.moves().settle(&row, MoveAnswer::Followed).await.unwrap());
    let row = change.moves().by_actor(&old).await.unwrap().unwrap();
    assert!(change.moves().settle(&row, MoveAnswer::Followed).await.unwrap());
    change.moves().heard(&old, &other, town.now()).await.unwrap();
    assert_eq!(
        change.moves().by_actor(&old).await.unwrap().unwrap().answer,
        MoveAnswer::Followed,
        "said twice"
    );
    assert!(!change.moves().forget_asked(&old).await.unwrap(), "ours have gone there");
    assert!(change.moves().concerning(&ours, 10).await.unwrap().is_empty(), "nobody here follows it");
    change.follows().ask(&ours, &old, &ours.with("#follow-1"), "", town.now()).await.unwrap();
    assert_eq!(change.moves().concerning(&ours, 10).await.unwrap().len(), 1);
    change.commit().await.unwrap();
});

both_engines!(one_of_ours_moves_and_stays_after_all, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let [new, before] =
        ["https://neustadt.de/", "https://altstadt.de/"].map(|iri| commons::Iri::parse("id", iri).unwrap());
    let mut change = town.begin().await.unwrap();
    assert!(change.moves().add_alias(&ours, &before, town.now()).await.unwrap());
    assert!(!change.moves().add_alias(&ours, &before, town.now()).await.unwrap());
    assert_eq!(change.moves().aliases(&ours).await.unwrap(), [before]);
    assert!(!change.moves().stay(&ours, 1).await.unwrap());
    change.moves().leave(&ours, &new, 1, town.now()).await.unwrap();
    assert_eq!(change.moves().ours().await.unwrap().len(), 1);
    assert!(change.moves().due(town.now(), 10).await.unwrap().is_empty(), "ours need not be asked about");
    assert!(change.moves().stay(&ours, 2).await.unwrap());
    assert!(change.moves().ours().await.unwrap().is_empty());
    assert_eq!(change.moves().by_actor(&ours).await.unwrap().unwrap().version, 2);
    change.commit().await.unwrap();
});
