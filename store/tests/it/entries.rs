//! Entries: versions, tombstones, what they refer to.

use commons::{Audience, Content, Entry, Link, LinkKind, Reader, Standing, Time};
use store::entries::{Arrival, Cursor, Filter, Home};
use store::{Found, Put};

use crate::engines::{comment, elsewhere, here, iri, project};

both_engines!(an_entry_is_kept_as_it_was_written, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entry = project(&author, "1");
    entry.title = "Größe'; drop table entries; -- 🚲".to_owned();
    assert_eq!(town.put(&entry).await, Put::New);
    let row = town.reading().await.unwrap().entries().by_iri(&entry.iri).await.unwrap().unwrap();
    assert_eq!(row.entry().unwrap(), entry);
    assert_eq!((row.local, row.was_public, row.standing), (true, true, Standing::Published));
    let by_id = town.reading().await.unwrap().entries().by_id(&row.id).await.unwrap().unwrap();
    assert_eq!(by_id.iri, entry.iri);
});

both_engines!(only_a_higher_version_wins, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entry = project(&author, "1");
    entry.version = 5;
    town.put(&entry).await;
    for (version, expected) in [(4, Put::Stale), (5, Put::Stale), (6, Put::Changed), (5, Put::Stale)] {
        entry.version = version;
        assert_eq!(town.put(&entry).await, expected, "version {version}");
    }
});

both_engines!(of_two_equal_foreign_versions_the_later_wins, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut entry = project(&author, "1");
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    entry.title = "Später".to_owned();
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Changed);
    let row = town.reading().await.unwrap().entries().by_iri(&entry.iri).await.unwrap().unwrap();
    assert_eq!(row.entry().unwrap().title, "Später");
});

both_engines!(nobody_replaces_the_entry_of_another, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entry = project(&author, "1");
    town.put(&entry).await;
    entry.author = town.meet("birkenried.de", "").await;
    entry.version = 9;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
    entry.author = author;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
});

both_engines!(an_address_here_stays_when_an_entry_changes, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut entry = project(&author, "1");
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    let before = town.reading().await.unwrap().entries().by_iri(&entry.iri).await.unwrap().unwrap();
    entry.version = 2;
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    let after = town.reading().await.unwrap().entries().by_iri(&entry.iri).await.unwrap().unwrap();
    assert_eq!(after.id, before.id);
    assert!(after.changed > before.changed);
});

both_engines!(a_tombstone_keeps_its_version_and_nothing_else, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entry = project(&author, "1");
    entry.links.push(Link { kind: LinkKind::About, to: iri("https://example.org/x"), name: None });
    town.put(&entry).await;
    assert!(town.withdraw(&entry, 7).await);
    assert!(!town.withdraw(&entry, 7).await, "the same word again changes nothing");
    let mut reading = town.reading().await.unwrap();
    let row = reading.entries().by_iri(&entry.iri).await.unwrap().unwrap();
    assert_eq!((row.standing, row.version, row.body()), (Standing::Withdrawn, 7, ""));
    assert!(row.entry().is_err());
    assert!(reading.links().from(&entry.iri).await.unwrap().is_empty());
    assert!(matches!(
        reading.entries().readable(&row.id, &Reader::anyone()).await.unwrap(),
        Found::Withdrawn(_)
    ));
});

both_engines!(a_tombstone_is_woken_by_its_own_version_or_a_higher_one, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut entry = project(&author, "1");
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    town.withdraw(&entry, 3).await;
    for (version, expected) in [(1, Put::Stale), (2, Put::Stale), (3, Put::Changed)] {
        entry.version = version;
        assert_eq!(
            town.put_as(&entry, Home::Elsewhere, Standing::Published).await,
            expected,
            "version {version}"
        );
    }
});

both_engines!(what_is_erased_stays_erased, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut entry = project(&author, "1");
    town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
    let mut change = town.begin().await.unwrap();
    assert!(change.entries().erase(&entry.iri, 2, town.now()).await.unwrap());
    change.commit().await.unwrap();
    entry.version = 99;
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
    assert!(!town.withdraw(&entry, 100).await);
});

both_engines!(a_withdrawal_may_come_before_the_entry, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let entry = project(&author, "1");
    let mut change = town.begin().await.unwrap();
    let arrival = elsewhere(&town, Standing::Published);
    let mut entries = change.entries();
    assert!(entries.tombstone_unknown(&entry.iri, arrival.id, &author, 5, town.now()).await.unwrap());
    assert!(!entries.tombstone_unknown(&entry.iri, arrival.id, &author, 5, town.now()).await.unwrap());
    change.commit().await.unwrap();
    assert_eq!(town.put_as(&entry, Home::Elsewhere, Standing::Published).await, Put::Stale);
    let found =
        town.reading().await.unwrap().entries().readable(&arrival.id, &Reader::anyone()).await.unwrap();
    assert!(matches!(found, Found::Absent), "nobody here ever saw it");
});

both_engines!(what_is_held_waits_for_a_decision, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let stranger = town.meet("fern.de", "").await;
    town.put(&project(&ours, "1")).await;
    for path in ["c1", "c2"] {
        town.put_as(&comment(&stranger, path, &ours.with("1")), Home::Elsewhere, Standing::Held).await;
    }
    let anyone = Reader::anyone();
    assert_eq!(town.reading().await.unwrap().entries().count_held(&ours, 10).await.unwrap(), 2);
    assert!(
        town.reading()
            .await
            .unwrap()
            .entries()
            .comments_of(&ours.with("1"), &anyone)
            .await
            .unwrap()
            .is_empty()
    );
    let mut change = town.begin().await.unwrap();
    assert!(change.entries().accept_held(&stranger.with("c1"), town.now()).await.unwrap());
    assert!(change.entries().erase(&stranger.with("c2"), 1, Time::from_millis(9)).await.unwrap());
    assert!(!change.entries().accept_held(&stranger.with("c2"), town.now()).await.unwrap());
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.entries().count_held(&ours, 10).await.unwrap(), 0);
    assert_eq!(reading.entries().comments_of(&ours.with("1"), &anyone).await.unwrap().len(), 1);
    let declined = reading.entries().readable_iri(&stranger.with("c2"), &anyone).await.unwrap();
    assert!(matches!(declined, Found::Absent));
    // What a person turned away does not come back, however often it is sent.
    let again = comment(&stranger, "c2", &ours.with("1"));
    let again = Entry { version: again.version + 1_000, ..again };
    assert_eq!(town.put_as(&again, Home::Elsewhere, Standing::Held).await, Put::Stale);
});

both_engines!(references_are_rewritten_when_they_change, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entry = project(&author, "1");
    let link = |kind, to: &str| Link { kind, to: iri(to), name: None };
    entry.links = vec![link(LinkKind::About, "https://a.de/1"), link(LinkKind::Became, "https://a.de/2")];
    town.put(&entry).await;
    entry.version = 2;
    entry.links = vec![link(LinkKind::About, "https://a.de/1"), link(LinkKind::BasedOn, "https://a.de/3")];
    town.put(&entry).await;
    let mut reading = town.reading().await.unwrap();
    let mut targets: Vec<_> = reading
        .links()
        .from(&entry.iri)
        .await
        .unwrap()
        .into_iter()
        .map(|link| link.target.to_string())
        .collect();
    targets.sort();
    assert_eq!(targets, ["https://a.de/1", "https://a.de/3"]);
    let anyone = Reader::anyone();
    for (target, kind, expected) in
        [("1", "about", 1), ("1", "", 1), ("1", "became", 0), ("2", "", 0), ("3", "based-on", 1)]
    {
        let target = iri(&format!("https://a.de/{target}"));
        assert_eq!(
            reading.entries().pointing_at(&target, kind, &anyone).await.unwrap().len(),
            expected,
            "{target} {kind}"
        );
    }
});

both_engines!(an_import_is_found_by_its_source, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    let arrival = Arrival { source: Some("open-data/17"), ..here(&town) };
    change.entries().put(&project(&author, "1"), arrival).await.unwrap();
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    let found = reading.entries().by_source(&author, "open-data/17").await.unwrap().unwrap();
    assert_eq!(found.iri, author.with("1"));
    assert!(reading.entries().by_source(&author, "open-data/18").await.unwrap().is_none());
});

both_engines!(lists_go_from_new_to_old_without_gaps, |town| async move {
    let author = town.settle("auenstadt.de").await;
    for number in 0..10 {
        let mut entry = project(&author, &number.to_string());
        // Two of each instant, so that the id decides.
        entry.published = entry.published.plus(number / 2);
        town.put(&entry).await;
    }
    let mut hidden = project(&author, "hidden");
    hidden.audience = Audience::Own;
    town.put(&hidden).await;
    let mut reading = town.reading().await.unwrap();
    let (mut cursor, mut all) = (Cursor::start(), Vec::new());
    loop {
        let page = reading.entries().list(&Reader::anyone(), &Filter::default(), &cursor, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = Cursor::parse(&Cursor::after(last).to_string()).unwrap();
        all.extend(page);
    }
    assert_eq!(all.len(), 10);
    assert!(all.windows(2).all(|pair| (pair[0].published, pair[0].id) > (pair[1].published, pair[1].id)));
    assert_eq!(reading.entries().outbox(&author, &Cursor::start(), 100).await.unwrap().len(), 10);
    assert_eq!(reading.entries().outbox_count(&author).await.unwrap(), 10);
    assert_eq!(reading.entries().count_by_author(&author).await.unwrap(), 10, "not what is hidden");
    let filter = Filter { kind: Some(commons::Kind::Lesson), ..Filter::default() };
    assert!(
        reading.entries().list(&Reader::anyone(), &filter, &Cursor::start(), 9).await.unwrap().is_empty()
    );
    let mine = Filter { organisation: Some(author.clone()), ..Filter::default() };
    assert_eq!(
        reading.entries().list(&Reader::of(author), &mine, &Cursor::start(), 99).await.unwrap().len(),
        11
    );
});

both_engines!(an_answer_hangs_under_what_the_question_hangs_under, |town| async move {
    let author = town.settle("auenstadt.de").await;
    town.put(&project(&author, "1")).await;
    town.put(&comment(&author, "question", &author.with("1"))).await;
    // It does not name the thread, as other software does not.
    town.put(&comment(&author, "answer", &author.with("question"))).await;
    let comments = town
        .reading()
        .await
        .unwrap()
        .entries()
        .comments_of(&author.with("1"), &Reader::anyone())
        .await
        .unwrap();
    assert_eq!(comments.len(), 2);
    assert!(comments.iter().all(|row| matches!(row.entry().unwrap().content, Content::Comment(_))));
});
