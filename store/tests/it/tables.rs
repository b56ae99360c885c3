//! The small tables: what was heard, letters, people, tokens, acts, revisions.

use commons::{MemberRole, Time};
use store::audit::AuditRow;
use store::people::MembershipRow;
use store::tokens::Scope;

use crate::engines::project;

both_engines!(an_activity_has_its_effect_once, |town| async move {
    let until = town.now().plus(Time::HOUR);
    let mut change = town.begin().await.unwrap();
    let mut heard = change.heard();
    assert!(heard.once("https://b.de/1", until).await.unwrap());
    assert!(!heard.once("https://b.de/1", until).await.unwrap());
    let many = [("https://b.de/1", until), ("https://b.de/2", until), ("https://b.de/2", until)];
    assert_eq!(heard.all_once(&many).await.unwrap(), [false, true, false]);
    assert!(heard.knows("https://b.de/2").await.unwrap());
    assert_eq!(heard.forget(until).await.unwrap(), 0);
    assert_eq!(heard.forget(until.plus(1)).await.unwrap(), 2);
    assert!(heard.once("https://b.de/1", until).await.unwrap());
    change.commit().await.unwrap();
});

both_engines!(a_parked_letter_is_taken_once, |town| async move {
    let actor = town.meet("birkenried.de", "").await;
    let mut change = town.begin().await.unwrap();
    change.parked().put(&actor, "{}", "failed", town.now()).await.unwrap();
    change.commit().await.unwrap();
    let kept = town.reading().await.unwrap().parked().list(10).await.unwrap();
    assert_eq!((kept.len(), kept[0].body.as_str()), (1, "{}"));
    let mut change = town.begin().await.unwrap();
    assert_eq!(change.parked().take(&kept[0].id).await.unwrap().unwrap().actor, actor);
    assert!(change.parked().take(&kept[0].id).await.unwrap().is_none());
    assert_eq!(change.parked().count().await.unwrap(), 0);
});

both_engines!(a_person_acts_for_organisations_and_can_be_erased, |town| async move {
    let (first, second) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let mut change = town.begin().await.unwrap();
    let mut people = change.people();
    let person = people.add("Ada", "ada@auenstadt.de", town.now()).await.unwrap().unwrap();
    assert!(people.add("Eva", "ada@auenstadt.de", town.now()).await.unwrap().is_none());
    for (organisation, role) in
        [(&first, MemberRole::Editor), (&second, MemberRole::Reader), (&first, MemberRole::Approver)]
    {
        let membership = MembershipRow {
            person: person.id.clone(),
            organisation: organisation.clone(),
            role,
            office: "Hauptamt".to_owned(),
        };
        people.join(&membership).await.unwrap();
    }
    assert_eq!(people.by_mail("ada@auenstadt.de").await.unwrap(), Some(person.clone()));
    let memberships = people.memberships_of(&person.id).await.unwrap();
    assert_eq!(
        memberships.iter().map(|one| one.role).collect::<Vec<_>>(),
        [MemberRole::Approver, MemberRole::Reader]
    );
    people.leave(&person.id, &second).await.unwrap();
    assert_eq!(people.members_of(&first).await.unwrap().len(), 1);
    people.erase(&person.id).await.unwrap();
    assert!(people.by_id(&person.id).await.unwrap().is_none());
    assert!(people.members_of(&first).await.unwrap().is_empty());
    change.commit().await.unwrap();
});

both_engines!(a_token_is_found_by_its_hash_and_removed_by_its_owner, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let mut change = town.begin().await.unwrap();
    let mut tokens = change.tokens();
    let token = tokens.add("abc", &ours, Scope::Write, "Import", town.now()).await.unwrap();
    assert_eq!(tokens.by_hash("abc").await.unwrap(), Some(token.clone()));
    assert!(tokens.by_hash("abd").await.unwrap().is_none());
    assert!(!tokens.remove(&token.id, &theirs).await.unwrap());
    assert_eq!(tokens.of_organisation(&ours).await.unwrap().len(), 1);
    assert!(tokens.remove(&token.id, &ours).await.unwrap());
    assert!(tokens.by_hash("abc").await.unwrap().is_none());
    assert!(Scope::Connect > Scope::Write && Scope::Write > Scope::Read);
});

both_engines!(acts_and_revisions_are_remembered, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let mut entry = project(&ours, "1");
    let row = AuditRow {
        at: town.now(),
        who: "person".to_owned(),
        organisation: Some(ours.clone()),
        act: "publish".to_owned(),
        subject: entry.iri.to_string(),
    };
    let mut change = town.begin().await.unwrap();
    change.audit().note(&row).await.unwrap();
    change.revisions().put(&entry, town.now(), "person").await.unwrap();
    entry.version = 2;
    entry.title = "Neu".to_owned();
    change.revisions().put(&entry, town.now(), "person").await.unwrap();
    change.commit().await.unwrap();
    let mut reading = town.reading().await.unwrap();
    assert_eq!(reading.audit().of_organisation(&ours, 10).await.unwrap(), [row]);
    let revisions = reading.revisions().of_entry(&entry.iri).await.unwrap();
    assert_eq!(revisions.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(revisions[0].entry().unwrap(), entry);
    assert_eq!(
        reading.revisions().at(&entry.iri, 1).await.unwrap().unwrap().entry().unwrap().title,
        "Radweg"
    );
    assert!(reading.revisions().at(&entry.iri, 3).await.unwrap().is_none());
    for (below, limit, versions) in [(i64::MAX, 1, vec![2]), (2, 9, vec![1]), (1, 9, vec![])] {
        let page = reading.revisions().before(&entry.iri, below, limit).await.unwrap();
        assert_eq!(page.iter().map(|one| one.version).collect::<Vec<_>>(), versions);
    }
});
