//! People of an organisation: somebody always administers it. And what lets people in: sessions and links.

use commons::{Iri, MemberRole, Time};
use store::StoreError;
use store::people::{Access, Hash, MembershipRow, Parting};
use store::sessions::{NewSession, WayIn};
use store::tickets::{NewTicket, Purpose};

use crate::engines::Town;

/// Somebody who has this role in this organisation.
async fn member(town: &Town, name: &str, organisation: &Iri, role: MemberRole) -> MembershipRow {
    let mut change = town.begin().await.unwrap();
    let person = change.people().add(name, &format!("{name}@auenstadt.de"), town.now()).await.unwrap();
    let membership = MembershipRow {
        person: person.unwrap().id,
        organisation: organisation.clone(),
        role,
        office: String::new(),
    };
    change.people().join(&membership).await.unwrap();
    change.commit().await.unwrap();
    membership
}

/// What every change is that could leave an organisation alone.
#[derive(Clone, Copy, Debug)]
enum Leaving {
    Demoted,
    Dismissed,
    ShutOut,
    Gone,
}

impl Leaving {
    const ALL: [Self; 4] = [Self::Demoted, Self::Dismissed, Self::ShutOut, Self::Gone];

    async fn of(self, town: &Town, membership: &MembershipRow) -> Parting {
        let membership = membership.clone();
        let done = town.write(move |change| {
            let membership = membership.clone();
            Box::pin(async move { self.within(change, &membership).await })
        });
        done.await.unwrap()
    }

    async fn within(
        self,
        change: &mut store::Change,
        membership: &MembershipRow,
    ) -> Result<Parting, StoreError> {
        let lower = MembershipRow { role: MemberRole::Approver, ..membership.clone() };
        match self {
            Self::Demoted => change.people().appoint(&lower).await,
            Self::Dismissed => change.people().dismiss(&membership.person, &membership.organisation).await,
            Self::ShutOut => change.people().shut_out(&membership.person).await,
            Self::Gone => change.people().part_with(&membership.person).await,
        }
    }
}

/// How many administer this organisation and may sign in.
async fn administrators(town: &Town, organisation: &Iri) -> usize {
    let staff = town.reading().await.unwrap().people().staff_of(organisation).await.unwrap();
    let can = staff.iter().filter(|(person, membership)| {
        person.access == Access::Open && membership.role == MemberRole::Administrator
    });
    can.count()
}

both_engines!(the_last_administrator_stays, |town| async move {
    for leaving in Leaving::ALL {
        let host = format!("{leaving:?}.de").to_lowercase();
        let ours = town.settle(&host).await;
        let last = member(&town, &format!("last-{host}"), &ours, MemberRole::Administrator).await;
        // None of these can take over: one has another role, one may not sign in, one administers another organisation.
        member(&town, &format!("editor-{host}"), &ours, MemberRole::Approver).await;
        let closed = member(&town, &format!("closed-{host}"), &ours, MemberRole::Administrator).await;
        assert_eq!(Leaving::ShutOut.of(&town, &closed).await, Parting::Done, "while there is another");
        let elsewhere = town.settle(&format!("other-{host}")).await;
        member(&town, &format!("other-{host}"), &elsewhere, MemberRole::Administrator).await;

        assert_eq!(leaving.of(&town, &last).await, Parting::LastAdministrator, "{leaving:?}");
        assert_eq!(administrators(&town, &ours).await, 1, "{leaving:?} changed something");
        let office = MembershipRow { office: "Hauptamt".to_owned(), ..last.clone() };
        let mut change = town.begin().await.unwrap();
        assert_eq!(
            change.people().appoint(&office).await.unwrap(),
            Parting::Done,
            "another office is no parting"
        );
        change.commit().await.unwrap();

        member(&town, &format!("second-{host}"), &ours, MemberRole::Administrator).await;
        assert_eq!(leaving.of(&town, &last).await, Parting::Done, "{leaving:?}");
        assert_eq!(administrators(&town, &ours).await, 1, "{leaving:?}");
    }
});

both_engines!(of_two_administrators_who_leave_at_once_one_stays, |town| async move {
    for (number, leaving) in Leaving::ALL.into_iter().cycle().take(12).enumerate() {
        let host = format!("stadt{number}.de");
        let ours = town.settle(&host).await;
        let first = member(&town, &format!("first-{host}"), &ours, MemberRole::Administrator).await;
        let second = member(&town, &format!("second-{host}"), &ours, MemberRole::Administrator).await;
        let other = Leaving::ALL[number / 4];
        let (one, two) = tokio::join!(leaving.of(&town, &first), other.of(&town, &second));
        let stayed = [one, two].iter().filter(|parting| **parting == Parting::LastAdministrator).count();
        assert_eq!((stayed, administrators(&town, &ours).await), (1, 1), "{leaving:?} and {other:?}");
    }
});

both_engines!(who_is_needed_in_one_organisation_goes_from_none, |town| async move {
    let (first, second) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let ada = member(&town, "ada", &first, MemberRole::Reader).await;
    let there =
        MembershipRow { organisation: second.clone(), role: MemberRole::Administrator, ..ada.clone() };
    let mut change = town.begin().await.unwrap();
    change.people().join(&there).await.unwrap();
    change.commit().await.unwrap();
    assert_eq!(Leaving::Gone.of(&town, &ada).await, Parting::LastAdministrator);
    assert_eq!(Leaving::ShutOut.of(&town, &ada).await, Parting::LastAdministrator);
    let rows = town.reading().await.unwrap().people().memberships_of(&ada.person).await.unwrap();
    assert_eq!(rows.len(), 2, "nothing was taken away");
    assert_eq!(
        Leaving::Dismissed.of(&town, &ada).await,
        Parting::Done,
        "the other organisation can do without"
    );
});

both_engines!(of_two_operators_who_go_at_once_one_stays, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    member(&town, "head", &ours, MemberRole::Administrator).await;
    let first = member(&town, "first", &ours, MemberRole::Reader).await;
    let second = member(&town, "second", &ours, MemberRole::Reader).await;
    let mut change = town.begin().await.unwrap();
    change.people().make_operator(&first.person).await.unwrap();
    change.people().make_operator(&second.person).await.unwrap();
    change.commit().await.unwrap();
    let (one, two) = tokio::join!(Leaving::Gone.of(&town, &first), Leaving::Gone.of(&town, &second));
    assert!([one, two].contains(&Parting::Done) && [one, two].contains(&Parting::LastOperator));
    assert!(town.reading().await.unwrap().people().has_operator().await.unwrap());
});

both_engines!(the_first_proof_of_a_mailbox_ends_the_password_of_before, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let person = member(&town, "ada", &ours, MemberRole::Reader).await.person;
    let mut change = town.begin().await.unwrap();
    let mut people = change.people();
    people.set_password(&person, &Hash("foisted".to_owned())).await.unwrap();
    people.prove(&person, town.now()).await.unwrap();
    let row = people.by_id(&person).await.unwrap().unwrap();
    assert_eq!((row.password, row.proven), (None, Some(town.now())));
    people.set_password(&person, &Hash("own".to_owned())).await.unwrap();
    people.prove(&person, town.now().plus(Time::DAY)).await.unwrap();
    let row = people.by_id(&person).await.unwrap().unwrap();
    assert_eq!((row.password, row.proven), (Some(Hash("own".to_owned())), Some(town.now())));
    change.commit().await.unwrap();
});

fn session(hash: &str, person: &str, town: &Town) -> NewSession {
    NewSession {
        hash: hash.to_owned(),
        person: person.to_owned(),
        organisation: None,
        device: "Firefox, Linux".to_owned(),
        way: WayIn::Link,
        until: town.now().plus(Time::DAY),
    }
}

both_engines!(sessions_end_one_by_one_and_all_at_once_and_by_themselves, |town| async move {
    let now = town.now();
    let mut change = town.begin().await.unwrap();
    let mut sessions = change.sessions();
    let kept = sessions.begin(&session("1", "ada", &town), now).await.unwrap();
    assert_eq!((kept.way, kept.device.as_str()), (WayIn::Link, "Firefox, Linux"));
    let other = sessions.begin(&session("2", "ada", &town), now).await.unwrap();
    sessions.begin(&session("3", "ada", &town), now).await.unwrap();
    sessions.begin(&session("4", "eva", &town), now).await.unwrap();
    assert!(!sessions.end(&other.id, "eva").await.unwrap(), "nobody ends another's");
    assert!(sessions.end(&other.id, "ada").await.unwrap());
    assert_eq!(sessions.end_all("ada", Some(&kept.id)).await.unwrap(), 1);
    assert_eq!(sessions.of_person("ada", now).await.unwrap(), [kept]);
    assert_eq!(sessions.end_all("ada", None).await.unwrap(), 1);
    assert!(sessions.by_hash("1", now).await.unwrap().is_none());
    assert!(sessions.by_hash("4", now.plus(Time::DAY)).await.unwrap().is_none(), "its time is over");
    assert_eq!(sessions.forget(now.plus(Time::DAY)).await.unwrap(), 1);
    change.commit().await.unwrap();
});

fn ticket(hash: &str, mail: &str, organisation: &Iri, until: Time) -> NewTicket {
    NewTicket {
        hash: hash.to_owned(),
        purpose: Purpose::Invitation,
        mail: mail.to_owned(),
        person: None,
        organisation: Some(organisation.clone()),
        body: "{}".to_owned(),
        by: "command".to_owned(),
        until,
    }
}

both_engines!(of_many_who_use_a_link_at_once_one_gets_in, |town| async move {
    let ours = town.settle("auenstadt.de").await;
    let (now, until) = (town.now(), town.now().plus(Time::HOUR));
    let mut change = town.begin().await.unwrap();
    change.tickets().add(&ticket("1", "ada@auenstadt.de", &ours, until), now).await.unwrap();
    change.commit().await.unwrap();
    let takers = (0..8).map(|_| {
        let town = town.clone();
        tokio::spawn(async move {
            town.write::<_, StoreError, _>(move |change| {
                Box::pin(async move { change.tickets().take(Purpose::Invitation, "1", now).await })
            })
            .await
            .unwrap()
        })
    });
    let mut taken = 0;
    for taker in takers.collect::<Vec<_>>() {
        taken += usize::from(taker.await.unwrap().is_some());
    }
    assert_eq!(taken, 1);
});

both_engines!(a_link_opens_for_its_purpose_until_its_time_and_until_a_new_one_comes, |town| async move {
    let (ours, theirs) = (town.settle("auenstadt.de").await, town.settle("birkenried.de").await);
    let (now, until) = (town.now(), town.now().plus(Time::HOUR));
    let mut change = town.begin().await.unwrap();
    let mut tickets = change.tickets();
    tickets.add(&ticket("1", "ada@auenstadt.de", &ours, until), now).await.unwrap();
    tickets.add(&ticket("2", "ada@auenstadt.de", &theirs, until), now).await.unwrap();
    tickets.add(&ticket("3", "eva@auenstadt.de", &ours, until), now).await.unwrap();
    assert!(tickets.by_hash(Purpose::SignIn, "1", now).await.unwrap().is_none(), "another purpose");
    assert!(tickets.by_hash(Purpose::Invitation, "1", until).await.unwrap().is_none(), "too late");
    tickets.close_for(Purpose::Invitation, &ours, "ada@auenstadt.de").await.unwrap();
    let mut open = Vec::new();
    for hash in ["1", "2", "3"] {
        open.push(tickets.by_hash(Purpose::Invitation, hash, now).await.unwrap().is_some());
    }
    assert_eq!(open, [false, true, true]);
    tickets.erase("ada", "ada@auenstadt.de").await.unwrap();
    assert!(tickets.of_organisation(&theirs, Purpose::Invitation, now).await.unwrap().is_empty());
    assert_eq!(tickets.forget(until).await.unwrap(), 1);
    change.commit().await.unwrap();
});
