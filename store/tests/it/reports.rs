//! What somebody reported, and that it is not there for anybody as long as it is hidden.

use commons::{Decision, EntryId, Iri, Reader, ReportReason, Time};
use store::reports::{PASSED_ON, ReportRow, TAKEN_BACK};
use store::{Filter, Found};

use crate::engines::{Town, comment, project};

fn report(town: &Town, decider: Option<&Iri>, subject: &Iri) -> ReportRow {
    ReportRow {
        id: EntryId::new(town.now()).to_string(),
        decider: decider.cloned(),
        subject: subject.clone(),
        title: "Kita".to_owned(),
        reason: ReportReason::PersonalData,
        body: "Da steht ein Name.".to_owned(),
        mail: "ada@example.org".to_owned(),
        language: "de".to_owned(),
        reporter: None,
        flag: None,
        told: town.now(),
        due: town.now().plus(Time::DAY),
        decision: None,
        grounds: String::new(),
        decided: None,
        passed_on: None,
        passed_as: String::new(),
        version: 0,
    }
}

async fn sees(town: &Town, iri: &Iri, reader: &Reader) -> bool {
    let found = town.reading().await.unwrap().entries().readable_iri(iri, reader).await.unwrap();
    matches!(found, Found::Readable(_))
}

both_engines!(what_is_hidden_nobody_reads_and_nothing_counts_until_it_is_shown_again, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let (top, other) = (project(&ours, "1"), project(&ours, "2"));
    town.put(&top).await;
    town.put(&other).await;
    let below = comment(&ours, "c", &top.iri);
    town.put(&below).await;
    let row = report(&town, Some(&ours), &top.iri);
    let mut change = town.begin().await.unwrap();
    change.reports().add(&row).await.unwrap();
    assert!(!change.reports().hides(&top.iri).await.unwrap());
    assert!(change.reports().decide(&row.id, Decision::Hidden, "Ein Name.", town.now()).await.unwrap());
    assert!(!change.reports().decide(&row.id, Decision::Declined, "Doch nicht.", town.now()).await.unwrap());
    change.entries().touch(&top.iri).await.unwrap();
    change.commit().await.unwrap();
    for reader in [Reader::anyone(), Reader::of(ours.clone())] {
        assert!(!sees(&town, &top.iri, &reader).await && !sees(&town, &below.iri, &reader).await);
        assert!(sees(&town, &other.iri, &reader).await);
    }
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.entries().count_by_author(&ours).await.unwrap(), 1);
    let (reader, filter, start) = (Reader::anyone(), Filter::default(), store::Cursor::start());
    assert_eq!(reading.entries().list(&reader, &filter, &start, 9).await.unwrap().len(), 1);
    let hidden = reading.reports().hidden().await.unwrap();
    assert!(hidden.len() == 1 && hidden.contains(&top.iri));
    drop(reading);
    let mut change = town.begin().await.unwrap();
    assert!(!change.reports().reopen(&row.id, Decision::Declined).await.unwrap());
    assert!(change.reports().reopen(&row.id, Decision::Hidden).await.unwrap());
    change.commit().await.unwrap();
    assert!(sees(&town, &below.iri, &Reader::anyone()).await);
});

both_engines!(a_hidden_organisation_goes_with_everything_it_wrote, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let theirs = town.meet("birkenried.de", "").await;
    town.put_as(&project(&theirs, "1"), store::entries::Home::Elsewhere, commons::Standing::Published).await;
    let row = report(&town, Some(&ours), &theirs);
    let mut change = town.begin().await.unwrap();
    assert!(change.actors().is_shown(&theirs).await.unwrap());
    change.reports().add(&row).await.unwrap();
    change.reports().decide(&row.id, Decision::Hidden, "Nur Werbung.", town.now()).await.unwrap();
    change.commit().await.unwrap();
    assert!(!town.reading().await.unwrap().actors().is_shown(&theirs).await.unwrap());
    assert!(!sees(&town, &project(&theirs, "1").iri, &Reader::anyone()).await);
});

both_engines!(each_sees_what_is_theirs_to_decide_and_what_is_due_first, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let later =
        ReportRow { due: town.now().plus(2 * Time::DAY), ..report(&town, Some(&ours), &ours.with("1")) };
    let (first, operators) =
        (report(&town, Some(&ours), &ours.with("2")), report(&town, None, &ours.with("3")));
    let mut change = town.begin().await.unwrap();
    for row in [&later, &first, &operators] {
        change.reports().add(row).await.unwrap();
    }
    let ids = |rows: Vec<ReportRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let mine = change.reports().of_decider(Some(&ours)).await.unwrap();
    assert!(mine[0].is_overdue(town.now().plus(Time::DAY + 1)) && !mine[0].is_overdue(town.now()));
    assert_eq!(ids(mine), [first.id.clone(), later.id.clone()]);
    assert_eq!(change.reports().of_decider(None).await.unwrap(), [operators]);
    change.reports().decide(&first.id, Decision::Declined, "Stimmt so.", town.now()).await.unwrap();
    assert_eq!(ids(change.reports().of_decider(Some(&ours)).await.unwrap()), [later.id, first.id]);
    assert_eq!(change.reports().count_open(Some(&ours), 10).await.unwrap(), 1);
    assert_eq!(change.reports().count_open(None, 10).await.unwrap(), 1);
    change.commit().await.unwrap();
});

both_engines!(its_home_is_told_once_and_that_is_taken_back_once, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let row = report(&town, Some(&ours), &ours.with("1"));
    let mut change = town.begin().await.unwrap();
    let mut reports = change.reports();
    reports.add(&row).await.unwrap();
    assert!(!reports.take_back(&row.id).await.unwrap());
    assert!(reports.pass_on(&row.id, "Bitte prüfen.", town.now()).await.unwrap());
    assert!(!reports.pass_on(&row.id, "Noch einmal.", town.now()).await.unwrap());
    let kept = reports.by_id(&row.id).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.passed_as.as_str()), (PASSED_ON, "Bitte prüfen."));
    assert!(reports.take_back(&row.id).await.unwrap() && !reports.take_back(&row.id).await.unwrap());
    let kept = reports.by_id(&row.id).await.unwrap().unwrap();
    assert_eq!((kept.version, kept.passed_on), (TAKEN_BACK, None));
    change.commit().await.unwrap();
});

both_engines!(what_a_neighbour_flags_is_counted_and_found_by_its_flag, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let (theirs, other) = (town.meet("birkenried.de", "").await, town.meet("birkenried.de", "andere").await);
    let flag = theirs.with("#flag-1");
    let row = ReportRow {
        reporter: Some(theirs.clone()),
        flag: Some(flag.clone()),
        ..report(&town, Some(&ours), &ours.with("1"))
    };
    let mut change = town.begin().await.unwrap();
    change.reports().add(&row).await.unwrap();
    let since = town.now().plus(-Time::HOUR);
    assert_eq!(change.reports().flagged_since(&other.origin(), since, 5).await.unwrap(), 1);
    assert_eq!(change.reports().flagged_since(&other.origin(), town.now().plus(1), 5).await.unwrap(), 0);
    assert_eq!(change.reports().open_of(&theirs, &row.subject).await.unwrap(), Some(row.clone()));
    assert!(change.reports().open_by_flag(&other, &flag).await.unwrap().is_empty());
    assert_eq!(change.reports().open_by_flag(&theirs, &flag).await.unwrap(), [row]);
    change.commit().await.unwrap();
});

both_engines!(what_is_decided_is_forgotten_and_what_is_hidden_stays_hidden, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let subjects = ["1", "2", "3"].map(|path| ours.with(path));
    let rows = subjects.each_ref().map(|subject| report(&town, Some(&ours), subject));
    let mut change = town.begin().await.unwrap();
    for row in &rows {
        change.reports().add(row).await.unwrap();
    }
    change.reports().decide(&rows[0].id, Decision::Hidden, "Ein Name.", town.now()).await.unwrap();
    change.reports().decide(&rows[1].id, Decision::Declined, "Stimmt so.", town.now()).await.unwrap();
    assert_eq!(change.reports().forget(town.now()).await.unwrap(), 0);
    assert_eq!(change.reports().forget(town.now().plus(1)).await.unwrap(), 1);
    assert!(change.reports().hides(&subjects[0]).await.unwrap());
    let hidden = change.reports().by_id(&rows[0].id).await.unwrap().unwrap();
    assert_eq!(hidden.mail, "", "nobody needs the mailbox any more");
    assert_eq!(change.reports().by_id(&rows[2].id).await.unwrap(), Some(rows[2].clone()));
    change.commit().await.unwrap();
});
