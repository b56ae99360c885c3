//! The one rule: public, or mine, and the same for what it hangs under.

use commons::{Audience, Iri, Reader, Standing};
use store::{Found, Store};

use crate::engines::{comment, project};

async fn sees(store: &Store, iri: &Iri, reader: &Reader) -> bool {
    let found = store.reading().await.unwrap().entries().readable_iri(iri, reader).await.unwrap();
    matches!(found, Found::Readable(_))
}

both_engines!(public_or_mine, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let circle = ours.with("kreise/1");
    let readers = [Reader::anyone(), Reader::of(theirs), Reader::of(ours.clone())];
    let cases = [
        ("public", Audience::Public, Standing::Published, [true, true, true]),
        ("own", Audience::Own, Standing::Published, [false, false, true]),
        ("circle", Audience::Circles(vec![circle]), Standing::Published, [false, false, true]),
        ("held", Audience::Public, Standing::Held, [false, false, false]),
    ];
    for (path, audience, standing, expected) in cases {
        let mut entry = project(&ours, path);
        entry.audience = audience;
        town.put_as(&entry, store::entries::Home::Here, standing).await;
        for (reader, expected) in readers.iter().zip(expected) {
            assert_eq!(sees(&town, &entry.iri, reader).await, expected, "{path} for {reader:?}");
        }
    }
});

both_engines!(and_the_same_for_what_it_hangs_under, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let mut top = project(&ours, "1");
    town.put(&top).await;
    let said = comment(&theirs, "c", &top.iri);
    town.put(&said).await;
    let orphan = comment(&theirs, "orphan", &ours.with("never-seen"));
    town.put(&orphan).await;
    let anyone = Reader::anyone();
    assert!(sees(&town, &said.iri, &anyone).await);
    assert!(sees(&town, &orphan.iri, &anyone).await, "what it hangs under is not known here");

    let before = town.changed().await.unwrap();
    top.version = 2;
    top.audience = Audience::Own;
    town.put(&top).await;
    assert!(!sees(&town, &said.iri, &anyone).await);
    assert!(!sees(&town, &said.iri, &Reader::of(theirs.clone())).await);
    assert!(sees(&town, &said.iri, &Reader::of(ours.clone())).await);
    let changed = town.reading().await.unwrap().entries().changed_since(before, 10).await.unwrap();
    assert!(changed.iter().any(|row| row.iri == said.iri), "whoever copies hears that the comment is hidden");

    top.version = 3;
    top.audience = Audience::Public;
    town.put(&top).await;
    assert!(sees(&town, &said.iri, &anyone).await);
    town.withdraw(&top, 4).await;
    assert!(!sees(&town, &said.iri, &anyone).await);
});

both_engines!(a_withdrawn_one_is_shown_to_those_who_saw_it, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let mut hidden = project(&ours, "own");
    hidden.audience = Audience::Own;
    for entry in [&project(&ours, "public"), &hidden] {
        town.put(entry).await;
        town.withdraw(entry, 2).await;
    }
    let found = async |path: &str, reader: Reader| {
        let found =
            town.reading().await.unwrap().entries().readable_iri(&ours.with(path), &reader).await.unwrap();
        matches!(found, Found::Withdrawn(_))
    };
    assert!(found("public", Reader::anyone()).await);
    assert!(!found("own", Reader::anyone()).await);
    assert!(!found("own", Reader::of(theirs)).await);
    assert!(found("own", Reader::of(ours.clone())).await);
});

both_engines!(whom_an_organisation_turned_away_its_people_do_not_see, |town| async move {
    let (ours, beside) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let theirs = town.meet("cronfeld.de", "").await;
    let (top, own) = (project(&ours, "1"), project(&theirs, "1"));
    let (below, elsewhere) = (comment(&theirs, "c", &top.iri), comment(&theirs, "d", &own.iri));
    for entry in [&top, &own, &below, &elsewhere] {
        town.put(entry).await;
    }
    let readers =
        [Reader::anyone(), Reader::of(beside), Reader::of(ours.clone()), Reader::of(theirs.clone())];
    let expect = async |entry: &commons::Entry, expected: [bool; 4]| {
        for (reader, expected) in readers.iter().zip(expected) {
            assert_eq!(sees(&town, &entry.iri, reader).await, expected, "{} for {reader:?}", entry.iri);
        }
    };
    let mut change = town.begin().await.unwrap();
    assert!(change.blocks().set(&ours, &theirs, town.now()).await.unwrap());
    assert!(!change.blocks().set(&ours, &theirs, town.now()).await.unwrap());
    change.entries().touch_said_below(&theirs, &ours).await.unwrap();
    change.commit().await.unwrap();
    expect(&top, [true; 4]).await;
    expect(&own, [true, true, false, true]).await;
    expect(&elsewhere, [true, true, false, true]).await;
    expect(&below, [false; 4]).await;
    let mut reading = town.reading().await.unwrap();
    assert!(reading.blocks().has(&ours, &theirs).await.unwrap());
    assert!(!reading.blocks().has(&theirs, &ours).await.unwrap());
    assert_eq!(reading.blocks().by_organisation(&ours).await.unwrap()[0].blocked, theirs);
    drop(reading);
    let mut change = town.begin().await.unwrap();
    assert!(change.blocks().lift(&ours, &theirs).await.unwrap());
    assert!(!change.blocks().lift(&ours, &theirs).await.unwrap());
    change.commit().await.unwrap();
    expect(&below, [true; 4]).await;
});
