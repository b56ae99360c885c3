//! Walking an author's changes, and comparing what two nodes hold.

use commons::{Audience, Reader, Standing};
use store::entries::{Check, Home, Scope, Walked};

use crate::engines::project;

both_engines!(a_walk_gives_the_newest_state_of_each_in_order, |town| async move {
    let author = town.settle("auenstadt.de").await;
    let mut entries: Vec<_> = (0..6).map(|number| project(&author, &number.to_string())).collect();
    entries[4].audience = Audience::Own;
    for entry in &entries {
        town.put(entry).await;
    }
    entries[0].version = 2;
    town.put(&entries[0]).await;
    town.withdraw(&entries[1], 2).await;
    entries[2].version = 2;
    entries[2].audience = Audience::Own;
    town.put(&entries[2]).await;

    let (mut after, mut told) = (0, Vec::new());
    loop {
        let page = town
            .reading()
            .await
            .unwrap()
            .entries()
            .walk(&author, &Reader::anyone(), after, Scope::All, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        assert!(last.row().changed > after);
        after = last.row().changed;
        told.extend(page.iter().map(|step| {
            let path = step.row().iri.as_str().rsplit('/').next().unwrap().to_owned();
            (path, step.row().version, matches!(step, Walked::Entry(_)))
        }));
    }
    let expected = [("3", 1, true), ("5", 1, true), ("0", 2, true), ("1", 2, false), ("2", 2, false)];
    assert_eq!(told, expected.map(|(path, version, whole)| (path.to_owned(), version, whole)));
    let mine = town
        .reading()
        .await
        .unwrap()
        .entries()
        .walk(&author, &Reader::of(author.clone()), 0, Scope::All, 99)
        .await
        .unwrap();
    assert_eq!(mine.iter().filter(|step| matches!(step, Walked::Entry(_))).count(), 5);
});

both_engines!(two_nodes_that_hold_the_same_say_the_same, |town| async move {
    let author = town.meet("birkenried.de", "").await;
    let mut expected = Check::default();
    for number in 0..5 {
        let entry = project(&author, &number.to_string());
        town.put_as(&entry, Home::Elsewhere, Standing::Published).await;
        if number != 2 {
            expected.add(entry.iri.as_str(), entry.version);
        }
    }
    town.withdraw(&project(&author, "2"), 2).await;
    let check = town
        .reading()
        .await
        .unwrap()
        .entries()
        .count_and_check(&author, &Reader::anyone(), Scope::All)
        .await
        .unwrap();
    assert_eq!(check, expected);
    assert_eq!(check.count, 4);
    let all = town.reading().await.unwrap().entries().set_of(&author, 0, 99).await.unwrap();
    assert_eq!(all.len(), 5);
    let public = town.reading().await.unwrap().entries().all_public_of(&author, 0, 99).await.unwrap();
    assert_eq!(public.len(), 4);
});

#[test]
fn the_check_is_what_the_design_says() {
    // The first eight bytes of SHA-256 over "https://a.de/1\n7", computed with sha256sum.
    let mut check = Check::default();
    check.add("https://a.de/1", 7);
    assert_eq!(format!("{:016x}", check.check), EXPECTED);
    check.add("https://a.de/1", 7);
    assert_eq!((check.count, check.check), (2, 0));
}

const EXPECTED: &str = "d528d2ead70a8271";
