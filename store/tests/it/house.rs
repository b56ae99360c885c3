//! The house: set-up, legal texts, logos, barriers, and who decides about followers.

use commons::{Language, LegalPage, Time};
use store::actors::FollowersSetting;
use store::barriers::NewBarrier;
use store::legal_texts::LegalText;
use store::logos::{AboutLogo, Logo};

both_engines!(a_set_up_is_begun_by_one_and_closed_once, |town| async move {
    assert!(town.reading().await.unwrap().set_up().row().await.unwrap().is_none());
    let begin = async |who: &'static str| {
        let begun = town
            .write(move |change| Box::pin(async move { change.set_up().begin(who, "organisation").await }));
        begun.await.unwrap()
    };
    let (one, other) = futures::join!(begin("one"), begin("other"));
    assert!(one != other, "of two at once one begins");
    let mut change = town.begin().await.unwrap();
    change.set_up().come_to("mail").await.unwrap();
    assert!(change.set_up().finish(town.now()).await.unwrap());
    assert!(!change.set_up().finish(town.now()).await.unwrap());
    change.commit().await.unwrap();
    let row = town.reading().await.unwrap().set_up().row().await.unwrap().unwrap();
    assert_eq!(row.operator, if one { "one" } else { "other" });
    assert_eq!((row.step.as_str(), row.finished), ("mail", Some(town.now())));
});

both_engines!(a_legal_text_is_kept_by_page_and_language_and_an_empty_one_is_none, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let text =
        |page, language, body: &str| LegalText { page, language, body: body.to_owned(), changed: town.now() };
    let mut change = town.begin().await.unwrap();
    for body in ["Erste Fassung", "Stadt Auenstadt"] {
        change.legal_texts().put(&ours, &text(LegalPage::Imprint, Language::German, body)).await.unwrap();
    }
    change.legal_texts().put(&ours, &text(LegalPage::Imprint, Language::English, "Town")).await.unwrap();
    change.legal_texts().put(&ours, &text(LegalPage::Privacy, Language::German, "Weg damit")).await.unwrap();
    change.legal_texts().put(&ours, &text(LegalPage::Privacy, Language::German, "")).await.unwrap();
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    let mut kept = reading.legal_texts().of_organisation(&ours).await.unwrap();
    kept.sort_by_key(|text| text.language.tag());
    let imprint = |language, body| text(LegalPage::Imprint, language, body);
    assert_eq!(kept, [imprint(Language::German, "Stadt Auenstadt"), imprint(Language::English, "Town")]);
    assert!(reading.legal_texts().of_organisation(&theirs).await.unwrap().is_empty());
});

both_engines!(a_logo_is_given_back_as_it_was, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let about = |hash: &str| AboutLogo {
        hash: hash.to_owned(),
        media_type: "image/png".to_owned(),
        width: 3,
        height: 4,
    };
    let logo = Logo { about: about("b"), data: (0..=255).collect() };
    let mut change = town.begin().await.unwrap();
    change.logos().put(&ours, &Logo { about: about("a"), data: vec![1] }).await.unwrap();
    change.logos().put(&ours, &logo).await.unwrap();
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.logos().of_organisation(&ours).await.unwrap(), Some(logo));
    assert_eq!(reading.logos().about_all().await.unwrap(), [(ours.clone(), about("b"))]);
    drop(reading);
    let mut change = town.begin().await.unwrap();
    assert!(change.logos().remove(&ours).await.unwrap() && !change.logos().remove(&ours).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(a_barrier_is_settled_by_those_it_was_told_to_and_then_forgotten, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let new =
        |body: &str| NewBarrier { place: "/suche".to_owned(), body: body.to_owned(), mail: String::new() };
    let mut change = town.begin().await.unwrap();
    change.barriers().add(&ours, &new("Zu klein"), town.now()).await.unwrap();
    change.barriers().add(&ours, &new("Zu blass"), town.now().plus(1)).await.unwrap();
    let told = change.barriers().of_organisation(&ours).await.unwrap();
    assert_eq!(told.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["Zu blass", "Zu klein"]);
    let id = told[0].id.clone();
    assert!(!change.barriers().settle(&id, &theirs, town.now()).await.unwrap());
    assert!(change.barriers().settle(&id, &ours, town.now()).await.unwrap());
    assert!(!change.barriers().settle(&id, &ours, town.now()).await.unwrap());
    assert_eq!(change.barriers().open(&ours).await.unwrap(), 1);
    assert_eq!(change.barriers().of_organisation(&ours).await.unwrap()[1].id, id, "what is open comes first");
    assert_eq!(change.barriers().forget(town.now().plus(Time::DAY)).await.unwrap(), 1);
    assert_eq!(change.barriers().of_organisation(&ours).await.unwrap().len(), 1);
    change.commit().await.unwrap();
});

both_engines!(who_decides_about_followers_can_be_changed, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let mut change = town.begin().await.unwrap();
    change.actors().set_followers(&ours, FollowersSetting::Open).await.unwrap();
    let row = change.actors().by_iri(&ours).await.unwrap().unwrap();
    assert_eq!(row.followers_setting, FollowersSetting::Open);
    change.commit().await.unwrap();
});
