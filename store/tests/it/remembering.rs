//! Small tables of what a node remembers by itself: pairs of plans, how far jobs have come, what was not found.

use commons::{Month, Theme, ThemeReport, Time};

use crate::engines::{iri, project};

both_engines!(a_pair_is_told_of_once_whichever_is_named_first, |town| async move {
    let (one, other) = (iri("https://a.de/1"), iri("https://b.de/1"));
    let mut change = town.begin().await.unwrap();
    assert!(change.convoys().join(&one, &other, town.now()).await.unwrap());
    assert!(!change.convoys().join(&other, &one, town.now()).await.unwrap());
    assert!(change.convoys().join(&one, &iri("https://b.de/2"), town.now()).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(a_job_begins_now_and_is_one_workers_at_a_time, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    town.put(&project(&ours, "1")).await;
    let counter = town.changed().await.unwrap();
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    let mut places = change.places();
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), None);
    places.begin("convoy").await.unwrap();
    places.begin("convoy").await.unwrap();
    assert_eq!(places.reached("convoy").await.unwrap(), Some(counter));
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), Some(counter));
    assert_eq!(places.claim("convoy", now, Time::MINUTE).await.unwrap(), None);
    let later = now.plus(Time::MINUTE);
    assert_eq!(
        places.claim("convoy", later, Time::MINUTE).await.unwrap(),
        Some(counter),
        "its worker is dead"
    );
    places.reach("convoy", counter + 5).await.unwrap();
    assert_eq!(places.claim("convoy", later, Time::MINUTE).await.unwrap(), Some(counter + 5));
    change.commit().await.unwrap();
});

both_engines!(misses_are_counted_by_day_and_forgotten, |town| async move {
    let (ours, now) = (iri("https://auenstadt.de/"), town.now());
    let mut change = town.begin().await.unwrap();
    let mut misses = change.misses();
    misses.add(Some(&ours), "zeppelin", 2, now).await.unwrap();
    misses.add(Some(&ours), "zeppelin", 1, now).await.unwrap();
    misses.add(None, "zeppelin", 1, now.plus(Time::DAY)).await.unwrap();
    misses.add(Some(&ours), "luftschiff", 1, now.plus(Time::DAY)).await.unwrap();
    let most = misses.most(now, 10).await.unwrap();
    let counts: Vec<_> = most.iter().map(|miss| (&*miss.words, miss.count)).collect();
    assert_eq!(counts, [("zeppelin", 4), ("luftschiff", 1)]);
    assert_eq!(most[0].last.date(), now.plus(Time::DAY).date());
    assert_eq!(misses.most(now, 1).await.unwrap().len(), 1);
    let of_ours = misses.of_organisation(&ours, now, now.plus(Time::DAY)).await.unwrap();
    assert_eq!(of_ours.iter().map(|miss| (&*miss.words, miss.count)).collect::<Vec<_>>(), [("zeppelin", 3)]);
    assert_eq!(misses.forget(now.plus(Time::DAY)).await.unwrap(), 1);
    change.commit().await.unwrap();
});

both_engines!(row_107_nobody_fills_the_table_of_misses, |town| async move {
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    for number in 0..2_010 {
        change.misses().add(None, &format!("unsinn {number}"), 1, now).await.unwrap();
    }
    let day = change.misses().most(now, 5_000).await.unwrap();
    assert_eq!(day.len(), 2_000);
    change.misses().add(None, "unsinn 5", 1, now).await.unwrap();
    assert!(
        change.misses().most(now, 1).await.unwrap()[0].words == "unsinn 5",
        "what is known is still counted"
    );
    change.commit().await.unwrap();
});

both_engines!(a_report_of_themes_is_one_for_each_month_and_the_latest, |town| async move {
    let (ours, body, now) = (iri("https://auenstadt.de/"), iri("https://verband.de/"), town.now());
    let month = |text: &str| Month::parse(text).unwrap();
    let report = |of: &str, count| ThemeReport { month: month(of), counts: [(Theme::Ai, count)].into() };
    let mut change = town.begin().await.unwrap();
    let mut reports = change.theme_reports();
    assert!(reports.put(&ours, &body, &report("2026-09", 1), 5, now).await.unwrap());
    assert!(reports.put(&ours, &body, &report("2026-10", 1), 7, now.plus(1)).await.unwrap());
    assert!(!reports.put(&ours, &body, &report("2026-10", 9), 7, now.plus(2)).await.unwrap(), "heard before");
    assert!(reports.put(&ours, &body, &report("2026-10", 2), 8, now.plus(3)).await.unwrap());
    let one = reports.one(&ours, &body, month("2026-10")).await.unwrap().unwrap();
    assert_eq!((one.report, one.version), (report("2026-10", 2), 8));
    assert!(reports.one(&body, &ours, month("2026-10")).await.unwrap().is_none());
    let months: Vec<_> =
        reports.of_receiver(&body).await.unwrap().iter().map(|row| row.report.month.to_string()).collect();
    assert_eq!(months, ["2026-10", "2026-09"]);
    assert_eq!(reports.of_sender(&ours, 1).await.unwrap().len(), 1);
    assert_eq!(reports.forget(now.plus(1)).await.unwrap(), 1);
    change.commit().await.unwrap();
});
