//! What is said in a circle stays in the circle: two nodes, two organisations on each, and one of each belongs to it.

use commons::{Acceptance, Iri, Membership};
use node::operations::block;
use node::operations::circle::{self, Words};
use node::operations::look::look;
use node::operations::turn_away::turn_away;
use serde_json::{Value, json};
use store::deliveries::DeliveryRow;
use store::{CircleRow, MemberRow, Subject};

use crate::harness::{Ground, Town, Written, eventually, project};

const SECRET: &str = "Vergleichszahl";

/// Auenstadt and Altdorf on one node, Birkenried and Brunnfeld on another; Auenstadt keeps a circle.
pub struct Ring {
    pub auenstadt: Town,
    altdorf: Town,
    pub birkenried: Town,
    pub brunnfeld: Town,
    circle: CircleRow,
}

pub fn words(agreement: &str) -> Words {
    Words { name: "Vergleichsring".to_owned(), purpose: "Kosten".to_owned(), agreement: agreement.to_owned() }
}

impl Ring {
    pub async fn of(ground: &Ground) -> Self {
        let (one, two) = (ground.house("erster").await, ground.house("zweiter").await);
        let (auenstadt, altdorf) = (one.founds("auenstadt").await, one.founds("altdorf").await);
        let (birkenried, brunnfeld) = (two.founds("birkenried").await, two.founds("brunnfeld").await);
        let circle =
            circle::found(&auenstadt.node(), &auenstadt.acting(), &words("Bleibt hier.")).await.unwrap();
        Self { auenstadt, altdorf, birkenried, brunnfeld, circle }
    }

    /// The same, and Birkenried has joined.
    pub async fn joined(ground: &Ground) -> Self {
        let ring = Self::of(ground).await;
        ring.invites(&ring.birkenried).await;
        ring.joins(&ring.birkenried).await;
        ring.auenstadt.sees_member(&ring.circle.iri, ring.birkenried.iri(), Membership::Accepted).await;
        ring
    }

    pub async fn invites(&self, town: &Town) {
        let (node, acting) = (self.auenstadt.node(), self.auenstadt.acting());
        let found = look(&node, &acting, &town.organisation.address()).await.unwrap();
        circle::invite(&node, &acting, self.circle.id, found).await.unwrap();
        town.sees_member(&self.circle.iri, town.iri(), Membership::Invited).await;
    }

    pub async fn joins(&self, town: &Town) {
        let row = town.circle(&self.circle.iri).await.unwrap();
        let office = "Hauptamtsleitung".to_owned();
        let (edition, sha256) = (row.agreement.edition, row.agreement.sha256);
        let acceptance = Acceptance { edition, sha256, office };
        circle::accept(&town.node(), &town.acting(), row.id, acceptance).await.unwrap();
    }

    pub async fn leaves(&self, town: &Town) {
        let row = town.circle(&self.circle.iri).await.unwrap();
        circle::leave(&town.node(), &town.acting(), row.id).await.unwrap();
    }

    pub fn audience(&self) -> Value {
        json!({ "circles": [self.circle.iri] })
    }

    /// Something addressed to the circle.
    pub fn secret(&self, title: &str) -> Value {
        let mut fields = project(&format!("{SECRET} {title}"));
        fields["audience"] = self.audience();
        fields
    }
}

impl Town {
    /// The circle as this town's node knows it.
    pub async fn circle(&self, iri: &Iri) -> Option<CircleRow> {
        self.node().store.reading().await.unwrap().circles().by_iri(iri).await.unwrap()
    }

    pub async fn sees_member(&self, circle: &Iri, member: &Iri, answer: Membership) -> MemberRow {
        eventually(&format!("{} sees {member} as {answer:?}", self.host()), || async {
            let mut reading = self.node().store.reading().await.unwrap();
            let row = reading.circles().member(circle, member).await.unwrap();
            row.filter(|row| row.answer == answer)
        })
        .await
    }

    /// Whether its own people can read this entry here, by its address here and in its search, once these agree.
    pub async fn reads(&self, iri: &Iri) -> bool {
        let Some(row) = self.row(iri).await else { return false };
        let address = format!("/api/v1/entries/{}", row.id);
        eventually("page and search agree", || async {
            let by_address = self.api("GET", &address).send().await.status == 200;
            let found = self.searches(SECRET).await.is(200).text().contains(iri.as_str());
            (by_address == found).then_some(by_address)
        })
        .await
    }

    /// Waits until who was told of this entry has confirmed that it is gone.
    pub async fn sees_gone(&self, iri: &Iri) -> DeliveryRow {
        let subject = Subject::Entry(iri.clone());
        eventually("the other node has confirmed", || async {
            let mut reading = self.node().store.reading().await.unwrap();
            let rows = reading.deliveries().of_subject(&subject).await.unwrap();
            rows.into_iter().find(|row| row.gone && row.settled)
        })
        .await
    }
}

both_engines!(a_circle_is_read_by_those_who_joined_and_nobody_beside_them, |ground| async move {
    let ring = Ring::of(&ground).await;
    ring.invites(&ring.birkenried).await;
    let before = ring.auenstadt.publishes_this(ring.secret("Altlast")).await;
    assert!(ring.birkenried.row(&before.iri).await.is_none(), "invited is not joined");
    ring.joins(&ring.birkenried).await;
    let row = ring.auenstadt.sees_member(&ring.circle.iri, ring.birkenried.iri(), Membership::Accepted).await;
    assert_eq!((row.office.as_str(), row.edition), ("Hauptamtsleitung", 1));
    ring.birkenried.eventually_finds("Altlast").await;
    let after = ring.auenstadt.publishes_this(ring.secret("Neuland")).await;
    ring.birkenried.eventually_finds("Neuland").await;
    for entry in [&before, &after] {
        assert!(ring.auenstadt.reads(&entry.iri).await && ring.birkenried.reads(&entry.iri).await);
        assert!(!ring.altdorf.reads(&entry.iri).await && !ring.brunnfeld.reads(&entry.iri).await);
    }
    // Members answer one another, and write into the circle themselves.
    let answer = json!({ "kind": "comment", "comment": "question", "parent": after.iri, "thread": after.iri,
        "text": format!("{SECRET} womit?"), "audience": ring.audience() });
    let answer = ring.birkenried.publishes_this(answer).await;
    eventually("the question arrives", || async { ring.auenstadt.row(&answer.iri).await }).await;
    let theirs = ring.birkenried.publishes_this(ring.secret("Zubehör")).await;
    ring.auenstadt.eventually_finds("Zubehör").await;
    assert!(ring.auenstadt.reads(&theirs.iri).await && !ring.altdorf.reads(&theirs.iri).await);
});

both_engines!(who_leaves_loses_it_at_once_and_the_author_sees_it_confirmed, |ground| async move {
    let ring = Ring::joined(&ground).await;
    let entry = ring.auenstadt.publishes_this(ring.secret("Preisliste")).await;
    let theirs = ring.birkenried.publishes_this(ring.secret("Gegenblatt")).await;
    ring.birkenried.eventually_finds("Preisliste").await;
    ring.auenstadt.eventually_finds("Gegenblatt").await;
    ring.leaves(&ring.birkenried).await;
    let row = ring.birkenried.row(&entry.iri).await.unwrap();
    assert!(
        row.is_tombstone() && row.body().is_empty(),
        "nothing of it is left when leaving has been answered"
    );
    ring.birkenried.eventually_misses("Preisliste").await;
    ring.auenstadt.sees_gone(&entry.iri).await;
    ring.auenstadt.sees_member(&ring.circle.iri, ring.birkenried.iri(), Membership::Left).await;
    // Nothing new goes there.
    let later = ring.auenstadt.publishes_this(ring.secret("Nachtrag")).await;
    let mut reading = ring.auenstadt.node().store.reading().await.unwrap();
    assert!(reading.deliveries().of_subject(&Subject::Entry(later.iri.clone())).await.unwrap().is_empty());
    drop(reading);
    assert!(ring.birkenried.row(&theirs.iri).await.is_some_and(|row| !row.is_tombstone()), "its own stays");

    // Invited again it gets all there is, in the version it had.
    ring.invites(&ring.birkenried).await;
    ring.joins(&ring.birkenried).await;
    for title in ["Preisliste", "Nachtrag"] {
        ring.birkenried.eventually_finds(title).await;
    }
    // Let go, it loses it again.
    let iri = ring.birkenried.iri().clone();
    circle::remove(&ring.auenstadt.node(), &ring.auenstadt.acting(), ring.circle.id, &iri).await.unwrap();
    ring.birkenried.sees_member(&ring.circle.iri, &iri, Membership::Removed).await;
    for title in ["Preisliste", "Nachtrag"] {
        ring.birkenried.eventually_misses(title).await;
    }
    ring.auenstadt.sees_gone(&later.iri).await;
});

both_engines!(a_dissolved_circle_is_gone_for_everyone_but_who_wrote, |ground| async move {
    let ring = Ring::joined(&ground).await;
    ring.invites(&ring.altdorf).await;
    ring.joins(&ring.altdorf).await;
    ring.invites(&ring.brunnfeld).await;
    let entry = ring.auenstadt.publishes_this(ring.secret("Preisliste")).await;
    let theirs = ring.birkenried.publishes_this(ring.secret("Gegenblatt")).await;
    ring.birkenried.eventually_finds("Preisliste").await;
    ring.auenstadt.eventually_finds("Gegenblatt").await;
    assert!(ring.altdorf.reads(&theirs.iri).await && ring.altdorf.reads(&entry.iri).await);
    let id = ring.birkenried.circle(&ring.circle.iri).await.unwrap().id;
    let (node, acting) = (ring.auenstadt.node(), ring.auenstadt.acting());
    circle::dissolve(&node, &acting, ring.circle.id).await.unwrap();

    // At home at once; elsewhere with the letter, which also tells those who were only invited.
    assert!(ring.auenstadt.row(&theirs.iri).await.unwrap().is_tombstone());
    assert!(ring.auenstadt.reads(&entry.iri).await && !ring.altdorf.reads(&entry.iri).await);
    for (town, answer) in [(&ring.birkenried, Membership::Removed), (&ring.brunnfeld, Membership::Removed)] {
        town.sees_member(&ring.circle.iri, town.iri(), answer).await;
        town.sees_member(&ring.circle.iri, ring.auenstadt.iri(), Membership::Left).await;
    }
    ring.auenstadt.sees_gone(&entry.iri).await;
    assert!(ring.birkenried.row(&entry.iri).await.unwrap().is_tombstone());
    assert!(ring.birkenried.reads(&theirs.iri).await, "its own stays its own");

    // Nobody writes to it any more, and nobody brings it back.
    let late = ring.birkenried.api("POST", "/api/v1/entries").json(&ring.secret("Nachtrag")).send().await;
    assert_eq!(late.is(422).problem(), "not-in-circle");
    for failure in [
        circle::dissolve(&node, &acting, ring.circle.id).await.unwrap_err(),
        circle::reword(&node, &acting, ring.circle.id, &words("Neu.")).await.unwrap_err(),
        circle::leave(&ring.birkenried.node(), &ring.birkenried.acting(), id).await.unwrap_err(),
    ] {
        assert_eq!(failure.refusal().code(), "no-such-circle");
    }
});

both_engines!(who_is_turned_away_or_blocked_is_out_of_the_circles_that_are_kept_here, |ground| async move {
    let ring = Ring::joined(&ground).await;
    ring.invites(&ring.altdorf).await;
    ring.joins(&ring.altdorf).await;
    let entry = ring.auenstadt.publishes_this(ring.secret("Preisliste")).await;
    ring.birkenried.eventually_finds("Preisliste").await;
    assert!(ring.altdorf.reads(&entry.iri).await);
    let (node, acting) = (ring.auenstadt.node(), ring.auenstadt.acting());
    turn_away(&node, &acting, ring.altdorf.iri()).await.unwrap();
    ring.auenstadt.sees_member(&ring.circle.iri, ring.altdorf.iri(), Membership::Removed).await;
    assert!(!ring.altdorf.reads(&entry.iri).await && ring.birkenried.reads(&entry.iri).await);
    turn_away(&node, &acting, ring.birkenried.iri()).await.unwrap();
    ring.birkenried.sees_member(&ring.circle.iri, ring.birkenried.iri(), Membership::Removed).await;
    ring.birkenried.eventually_misses("Preisliste").await;
    ring.auenstadt.sees_gone(&entry.iri).await;

    // A blocked node: whoever lives there belongs to nothing here, also when the block is taken back.
    ring.invites(&ring.brunnfeld).await;
    ring.joins(&ring.brunnfeld).await;
    ring.auenstadt.sees_member(&ring.circle.iri, ring.brunnfeld.iri(), Membership::Accepted).await;
    let origin = ring.brunnfeld.iri().origin();
    block::block(&node, origin.clone(), "test").await.unwrap();
    ring.auenstadt.sees_member(&ring.circle.iri, ring.brunnfeld.iri(), Membership::Removed).await;
    block::unblock(&node, origin, "test").await.unwrap();
    ring.auenstadt.sees_member(&ring.circle.iri, ring.brunnfeld.iri(), Membership::Removed).await;
    ring.brunnfeld.sees_member(&ring.circle.iri, ring.brunnfeld.iri(), Membership::Removed).await;
    assert!(!ring.brunnfeld.reads(&entry.iri).await);
});

both_engines!(two_on_one_node_join_and_leave_for_themselves, |ground| async move {
    let ring = Ring::joined(&ground).await;
    let entry = ring.auenstadt.publishes_this(ring.secret("geteilt")).await;
    ring.birkenried.eventually_finds(SECRET).await;
    for town in [&ring.brunnfeld, &ring.altdorf] {
        ring.invites(town).await;
        assert!(!town.reads(&entry.iri).await);
        ring.joins(town).await;
        eventually("who joined reads", || async { town.reads(&entry.iri).await.then_some(()) }).await;
        // Else the author may hear first that Birkenried leaves, and take the entry back from a node where he knows of nobody else yet.
        ring.auenstadt.sees_member(&ring.circle.iri, town.iri(), Membership::Accepted).await;
    }
    ring.leaves(&ring.birkenried).await;
    assert!(!ring.birkenried.reads(&entry.iri).await && ring.brunnfeld.reads(&entry.iri).await);
    ring.auenstadt.sees_member(&ring.circle.iri, ring.birkenried.iri(), Membership::Left).await;
    // Its neighbour on the node goes on reading, and is told of corrections.
    let mut entry = entry;
    ring.auenstadt.corrects(&mut entry, "title", json!(format!("{SECRET} berichtigt"))).await;
    ring.brunnfeld.eventually_finds("berichtigt").await;
    assert!(!ring.birkenried.reads(&entry.iri).await);
    ring.leaves(&ring.altdorf).await;
    assert!(!ring.altdorf.reads(&entry.iri).await && ring.auenstadt.reads(&entry.iri).await);
});

both_engines!(an_entry_becomes_narrower_and_wider, |ground| async move {
    let ring = Ring::joined(&ground).await;
    // Brunnfeld follows; Birkenried, beside it on the node, belongs to the circle.
    ring.brunnfeld.follows(&ring.auenstadt).await;
    let mut entry = ring.auenstadt.publishes(&format!("{SECRET} offen")).await;
    ring.brunnfeld.eventually_finds(SECRET).await;
    ring.auenstadt.corrects(&mut entry, "audience", ring.audience()).await;
    eventually("for the circle alone", || async { (!ring.brunnfeld.reads(&entry.iri).await).then_some(()) })
        .await;
    assert!(ring.birkenried.reads(&entry.iri).await && !ring.altdorf.reads(&entry.iri).await);
    ring.auenstadt.corrects(&mut entry, "audience", json!("own")).await;
    eventually("for nobody else", || async { (!ring.birkenried.reads(&entry.iri).await).then_some(()) })
        .await;
    ring.auenstadt.sees_gone(&entry.iri).await;
    ring.auenstadt.corrects(&mut entry, "audience", json!("public")).await;
    ring.brunnfeld.eventually_finds(SECRET).await;
});

both_engines!(a_new_agreement_is_accepted_or_nothing_new_comes, |ground| async move {
    let ring = Ring::joined(&ground).await;
    let mut before = ring.auenstadt.publishes_this(ring.secret("Altlast")).await;
    ring.birkenried.eventually_finds("Altlast").await;
    let (node, acting) = (ring.auenstadt.node(), ring.auenstadt.acting());
    circle::reword(&node, &acting, ring.circle.id, &words("Bleibt hier, auch mündlich.")).await.unwrap();
    let after = ring.auenstadt.publishes_this(ring.secret("Neuland")).await;
    ring.auenstadt.corrects(&mut before, "title", json!(format!("{SECRET} berichtigt"))).await;
    // What was there before is read and found on, as it is now.
    eventually("the correction arrives", || async {
        ring.birkenried.row(&before.iri).await.filter(|row| row.version == before.version)
    })
    .await;
    ring.birkenried.eventually_finds("berichtigt").await;
    assert!(ring.birkenried.reads(&before.iri).await);
    let known = eventually("the new agreement arrives", || async {
        ring.birkenried.circle(&ring.circle.iri).await.filter(|row| row.agreement.edition == 2)
    })
    .await;
    assert!(!ring.birkenried.reads(&after.iri).await);
    // Who has not accepted it does not write either, and nobody accepts what was not read.
    let refused = ring.birkenried.api("POST", "/api/v1/entries").json(&ring.secret("Zubehör")).send().await;
    assert_eq!(refused.is(422).problem(), "not-in-circle");
    let old =
        Acceptance { edition: 1, sha256: ring.circle.agreement.sha256.clone(), office: "Amt".to_owned() };
    let stale =
        circle::accept(&ring.birkenried.node(), &ring.birkenried.acting(), known.id, old).await.unwrap_err();
    assert_eq!(stale.refusal().code(), "circle-changed");
    ring.joins(&ring.birkenried).await;
    ring.birkenried.eventually_finds("Neuland").await;
});

both_engines!(followers_are_a_circle_that_everyone_has, |ground| async move {
    let ring = Ring::of(&ground).await;
    ring.birkenried.follows(&ring.auenstadt).await;
    let mut fields = project(&format!("{SECRET} für Verbundene"));
    fields["audience"] = json!({ "circles": [ring.auenstadt.iri().with("followers")] });
    let entry = ring.auenstadt.publishes_this(fields).await;
    ring.birkenried.eventually_finds(SECRET).await;
    assert!(!ring.brunnfeld.reads(&entry.iri).await && !ring.altdorf.reads(&entry.iri).await);
    // Who follows later reads it too; who ends it no longer.
    ring.altdorf.follows_here(&ring.auenstadt).await;
    assert!(ring.altdorf.reads(&entry.iri).await);
    let (node, acting) = (ring.birkenried.node(), ring.birkenried.acting());
    node::operations::follow::unfollow(&node, &acting, ring.auenstadt.iri()).await.unwrap();
    assert!(ring.birkenried.row(&entry.iri).await.unwrap().is_tombstone());
    ring.auenstadt.sees_gone(&entry.iri).await;
});

both_engines!(comments_go_and_come_with_what_they_hang_under, |ground| async move {
    let ring = Ring::of(&ground).await;
    ring.birkenried.follows(&ring.auenstadt).await;
    let mut top = ring.auenstadt.publishes(&format!("{SECRET} offen")).await;
    let said = json!({ "kind": "comment", "comment": "note", "parent": top.iri, "thread": top.iri,
        "text": "Zwischenstand", "audience": "public" });
    let said: Written = ring.auenstadt.publishes_this(said).await;
    ring.birkenried.eventually_finds("Zwischenstand").await;
    ring.auenstadt.corrects(&mut top, "audience", json!("own")).await;
    ring.birkenried.eventually_misses("Zwischenstand").await;
    ring.auenstadt.sees_gone(&said.iri).await;
    ring.auenstadt.corrects(&mut top, "audience", json!("public")).await;
    ring.birkenried.eventually_finds("Zwischenstand").await;
});
