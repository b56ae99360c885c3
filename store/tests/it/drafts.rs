//! Drafts: one per entry and organisation, changed by who saw the last edition, approved by nobody who had a hand in it.

use commons::{EntryId, Iri, Kind, Time};
use store::drafts::{Needs, NewDraft, Saving};
use store::{DraftRow, DraftState};

use crate::engines::Town;

async fn begun(town: &Town, corrects: Option<(Iri, i64)>) -> DraftRow {
    let organisation = town.settle("auenstadt.de").await;
    let new =
        NewDraft { organisation, corrects, kind: Kind::Project, body: "{}".to_owned(), by: "ada".to_owned() };
    let mut change = town.begin().await.unwrap();
    let row = change.drafts().begin(&new, town.now()).await.unwrap().unwrap();
    change.commit().await.unwrap();
    row
}

fn saving(edition: i64, body: &str, by: &str) -> Saving {
    Saving { edition, body: body.to_owned(), base_version: 0, by: by.to_owned() }
}

async fn save(town: &Town, id: &EntryId, saving: Saving) -> Option<DraftRow> {
    let mut change = town.begin().await.unwrap();
    let row = change.drafts().save(id, &saving, town.now()).await.unwrap();
    change.commit().await.unwrap();
    row
}

both_engines!(a_draft_is_changed_by_who_saw_the_last_edition, |town| async move {
    let draft = begun(&town, None).await;
    assert_eq!((draft.edition, draft.state, draft.base_version), (1, DraftState::Writing, 0));
    town.clock.pass(Time::MINUTE);
    let saved = save(&town, &draft.id, saving(1, r#"{"title":["A"]}"#, "eva")).await.unwrap();
    assert_eq!((saved.edition, saved.by.as_str(), saved.updated), (2, "eva", town.now()));
    assert!(save(&town, &draft.id, saving(1, "late", "ada")).await.is_none());
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.drafts().by_id(&draft.id).await.unwrap(), Some(saved.clone()));
    assert_eq!(
        reading.drafts().hands(&draft.id).await.unwrap(),
        ["eva"],
        "who came too late had no hand in it"
    );
    assert_eq!(reading.drafts().of_organisation(&draft.organisation, 10).await.unwrap(), [saved]);
});

both_engines!(of_two_who_save_at_once_one_gets_through, |town| async move {
    let draft = begun(&town, None).await;
    let (ada, eva) = tokio::join!(
        save(&town, &draft.id, saving(1, "Ada", "ada")),
        save(&town, &draft.id, saving(1, "Eva", "eva"))
    );
    assert!(ada.is_some() != eva.is_some(), "{ada:?} {eva:?}");
});

both_engines!(an_entry_has_one_draft_in_an_organisation_and_a_new_one_does_not_count, |town| async move {
    let entry = crate::engines::iri("https://auenstadt.de/eintraege/1");
    let draft = begun(&town, Some((entry.clone(), 7))).await;
    begun(&town, None).await;
    begun(&town, None).await;
    let again = NewDraft {
        organisation: draft.organisation.clone(),
        corrects: Some((entry.clone(), 7)),
        kind: Kind::Project,
        body: "other".to_owned(),
        by: "eva".to_owned(),
    };
    let mut change = town.begin().await.unwrap();
    let mut drafts = change.drafts();
    assert!(drafts.begin(&again, draft.created).await.unwrap().is_none());
    assert_eq!(drafts.of_entry(&draft.organisation, &entry).await.unwrap().unwrap().body, "{}");
    assert_eq!(drafts.count_of(&draft.organisation).await.unwrap(), 3);
    let theirs = NewDraft { organisation: crate::engines::iri("https://birkenried.de/"), ..again };
    assert!(drafts.begin(&theirs, draft.created).await.unwrap().is_some());
});

both_engines!(who_had_a_hand_in_it_cannot_approve_it, |town| async move {
    let draft = begun(&town, None).await;
    save(&town, &draft.id, saving(1, "one", "ada")).await.unwrap();
    save(&town, &draft.id, saving(2, "two", "eva")).await.unwrap();
    let mut change = town.begin().await.unwrap();
    let mut drafts = change.drafts();
    assert!(drafts.approve(&draft.id, 3, "ida").await.unwrap().is_none(), "nobody asked yet");
    assert!(drafts.submit(&draft.id, 2, draft.created).await.unwrap().is_none(), "an older edition");
    assert!(drafts.submit(&draft.id, 3, draft.created).await.unwrap().is_some());
    assert!(drafts.submit(&draft.id, 3, draft.created).await.unwrap().is_none(), "it waits already");
    for hand in ["ada", "eva"] {
        assert!(drafts.approve(&draft.id, 3, hand).await.unwrap().is_none(), "{hand}");
    }
    assert!(drafts.take(&draft.id, 3, Needs::Approval).await.unwrap().is_none());
    let approved = drafts.approve(&draft.id, 3, "ida").await.unwrap().unwrap();
    assert_eq!(approved.state, DraftState::Approved);
    assert!(drafts.take(&draft.id, 3, Needs::Approval).await.unwrap().is_some());
    assert!(drafts.by_id(&draft.id).await.unwrap().is_none());
    assert!(drafts.hands(&draft.id).await.unwrap().is_empty(), "what comes next begins anew");
});

both_engines!(whoever_writes_on_takes_the_question_back, |town| async move {
    let draft = begun(&town, None).await;
    save(&town, &draft.id, saving(1, "one", "ada")).await.unwrap();
    let mut change = town.begin().await.unwrap();
    let mut drafts = change.drafts();
    drafts.submit(&draft.id, 2, draft.created).await.unwrap().unwrap();
    let saved = drafts.save(&draft.id, &saving(2, "two", "ida"), draft.created).await.unwrap().unwrap();
    assert_eq!(saved.state, DraftState::Writing);
    drafts.submit(&draft.id, 3, draft.created).await.unwrap().unwrap();
    assert!(drafts.give_back(&draft.id, 2, "", draft.created).await.unwrap().is_none());
    let returned = drafts.give_back(&draft.id, 3, "Bitte kürzen", draft.created).await.unwrap().unwrap();
    assert_eq!((returned.state, returned.note.as_str()), (DraftState::Returned, "Bitte kürzen"));
    let saved = drafts.save(&draft.id, &saving(3, "three", "ada"), draft.created).await.unwrap().unwrap();
    assert_eq!(
        (saved.state, saved.note.as_str()),
        (DraftState::Returned, "Bitte kürzen"),
        "the note is still there"
    );
    let again = drafts.submit(&draft.id, 4, draft.created).await.unwrap().unwrap();
    assert_eq!((again.state, again.note.as_str()), (DraftState::Submitted, ""));
});

both_engines!(what_needs_no_approval_is_taken_as_it_is_and_once, |town| async move {
    let draft = begun(&town, None).await;
    let mut change = town.begin().await.unwrap();
    assert!(change.drafts().take(&draft.id, 2, Needs::Nothing).await.unwrap().is_none());
    assert!(change.drafts().take(&draft.id, 1, Needs::Nothing).await.unwrap().is_some());
    assert!(change.drafts().take(&draft.id, 1, Needs::Nothing).await.unwrap().is_none());
});

both_engines!(what_nobody_wrote_in_starts_over_and_is_forgotten, |town| async move {
    let entry = crate::engines::iri("https://auenstadt.de/eintraege/1");
    let untouched = begun(&town, Some((entry, 7))).await;
    let written = begun(&town, None).await;
    save(&town, &written.id, saving(1, "one", "ada")).await.unwrap();
    let mut change = town.begin().await.unwrap();
    let mut drafts = change.drafts();
    for id in [&untouched.id, &written.id] {
        drafts.start_over(id, "new", 8).await.unwrap();
    }
    let row = drafts.by_id(&untouched.id).await.unwrap().unwrap();
    assert_eq!((row.body.as_str(), row.base_version), ("new", 8));
    assert_eq!(drafts.by_id(&written.id).await.unwrap().unwrap().body, "one");
    assert_eq!(drafts.forget_untouched(untouched.created).await.unwrap(), 0);
    assert_eq!(drafts.forget_untouched(untouched.created.plus(1)).await.unwrap(), 1);
    assert!(drafts.by_id(&written.id).await.unwrap().is_some());
    assert!(drafts.discard(&written.id).await.unwrap());
    assert!(!drafts.discard(&written.id).await.unwrap());
});
