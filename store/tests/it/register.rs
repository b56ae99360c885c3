//! The register of towns: replaced as a whole, found by key and by the beginning of a name.

use commons::register::Place;
use commons::{Ags, OrganisationKind, State};

use crate::engines::Town;

fn place(number: u32, official: &str) -> Place {
    Place {
        key: key(number),
        kind: OrganisationKind::Municipality,
        name: format!("Stadt {official}"),
        official: official.to_owned(),
        county: number.is_multiple_of(2).then(|| "Landkreis Auental".to_owned()),
        state: State::Thuringia,
        population: u64::from(number),
        valid_on: "2026-02-28".to_owned(),
    }
}

fn key(number: u32) -> Ags {
    Ags::parse(&format!("0{number:07}")).unwrap()
}

async fn replace(town: &Town, places: &[Place]) -> Vec<usize> {
    let mut told = Vec::new();
    let mut change = town.begin().await.unwrap();
    change.register().replace_all(places, &mut |done| told.push(done)).await.unwrap();
    change.commit().await.unwrap();
    told
}

both_engines!(the_register_is_replaced_as_a_whole, |town| async move {
    let many: Vec<_> = (1..=120).map(|number| place(number, &format!("Ort {number}"))).collect();
    assert_eq!(replace(&town, &many).await, [50, 100, 120]);
    assert_eq!(replace(&town, &many).await.len(), 3);
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.register().count().await.unwrap(), 120);
    for place in [&many[0], &many[49], &many[119]] {
        assert_eq!(reading.register().by_key(&place.key).await.unwrap().as_ref(), Some(place));
    }
    drop(reading);

    replace(&town, &many[..1]).await;
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.register().count().await.unwrap(), 1);
    assert_eq!(reading.register().by_key(&many[1].key).await.unwrap(), None);
});

both_engines!(what_is_not_committed_changes_nothing, |town| async move {
    replace(&town, &[place(1, "Auenstadt")]).await;
    let mut change = town.begin().await.unwrap();
    change.register().replace_all(&[place(2, "Birkenried")], &mut |_| {}).await.unwrap();
    change.roll_back().await;
    let mut reading = town.reading().await.unwrap();
    assert!(reading.register().by_key(&key(1)).await.unwrap().is_some());
    assert_eq!(reading.register().count().await.unwrap(), 1);
});

both_engines!(two_imports_at_once_come_one_after_the_other, |town| async move {
    let places: Vec<_> = (1..=350).map(|number| place(number, "Auenstadt")).collect();
    let (first, second) = (town.clone(), town.clone());
    tokio::join!(replace(&first, &places[..200]), replace(&second, &places[200..]));
    let count = town.reading().await.unwrap().register().count().await.unwrap();
    assert!([150, 200].contains(&count), "{count}: one of the two, and not a mixture");
});

both_engines!(a_name_is_found_by_its_beginning, |town| async move {
    let names = ["Mühldorf a.Inn, St", "Mühlhausen", "Groß-Gerau", "Neuenburg"];
    let places: Vec<_> = (1..).zip(names).map(|(number, name)| place(number, name)).collect();
    replace(&town, &places).await;
    let mut reading = town.reading().await.unwrap();
    for (typed, expected) in [
        ("mue", &["Mühlhausen", "Mühldorf a.Inn, St"][..]),
        ("MÜHLD", &["Mühldorf a.Inn, St"]),
        ("muhl", &["Mühlhausen", "Mühldorf a.Inn, St"]),
        ("gross g", &["Groß-Gerau"]),
        ("neue", &["Neuenburg"]),
        ("Inn", &[]),
        ("_eu", &[]),
    ] {
        let found = reading.register().by_beginning(typed, 10).await.unwrap();
        let found: Vec<_> = found.iter().map(|place| place.official.as_str()).collect();
        assert_eq!(found, expected, "{typed}");
    }
    let largest = reading.register().by_beginning("", 1).await.unwrap();
    assert_eq!(largest, places[3..]);
});
