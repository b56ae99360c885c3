//! What an invented neighbour may say about circles, and what it may not.

use commons::{Acceptance, Agreement, Audience, Circle, CircleMember, Iri, Membership};
use federation::objects::circle::hash_of;
use federation::render::{self, Between};
use node::operations::circle;
use serde_json::Value;

use crate::harness::{Letter, Peer, Town, eventually, project};

/// A circle that the neighbour keeps, and in which this town is invited.
fn kept_by(peer: &Peer, invited: &Iri) -> Circle {
    let member = |iri: &Iri, membership| CircleMember {
        iri: iri.clone(),
        name: String::new(),
        membership,
        until: None,
    };
    let text = "Bleibt unter uns.".to_owned();
    Circle {
        iri: peer.iri().with("kreise/1"),
        owner: peer.iri().clone(),
        version: peer.now().millis(),
        name: "Ring".to_owned(),
        purpose: String::new(),
        agreement: Agreement { edition: 1, sha256: hash_of(&text), text },
        members: vec![member(peer.iri(), Membership::Accepted), member(invited, Membership::Invited)],
    }
}

impl Peer {
    fn invites(&self, circle: &Circle, member: &Iri) -> Letter {
        self.writes(render::invite(between(circle, member), circle))
    }
}

fn between<'a>(circle: &'a Circle, member: &'a Iri) -> Between<'a> {
    Between { circle: &circle.iri, owner: &circle.owner, member, version: circle.version }
}

async fn joins(town: &Town, circle: &Circle) {
    let row = town.circle(&circle.iri).await.unwrap();
    let Agreement { edition, sha256, .. } = circle.agreement.clone();
    let acceptance = Acceptance { edition, sha256, office: "Kämmerei".to_owned() };
    circle::accept(&town.node(), &town.acting(), row.id, acceptance).await.unwrap();
}

both_engines!(an_invitation_is_answered_and_what_is_said_then_is_kept, |ground| async move {
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let peer = Peer::new(&ground, "fremd").await;
    let circle = kept_by(&peer, alpha.iri());
    let mut entry = peer.project("eintraege/1", "Zahlen");
    entry.audience = Audience::Circles(vec![circle.iri.clone()]);

    peer.invites(&circle, alpha.iri()).to(&alpha).await.is(202);
    alpha.sees_member(&circle.iri, alpha.iri(), Membership::Invited).await;
    peer.creates(&entry).to(&alpha).await.is(403);
    assert!(alpha.row(&entry.iri).await.is_none(), "invited is not joined");

    joins(&alpha, &circle).await;
    let said = eventually("it is told who joined", || async { peer.delivered("Accept").pop() }).await;
    assert_eq!(said["tempomacher:agreement"]["office"], "Kämmerei");
    assert_eq!(said["tempomacher:agreement"]["sha256"], Value::from(circle.agreement.sha256.clone()));
    peer.creates(&entry).to(&alpha).await.is(202);
    alpha.eventually_finds("Zahlen").await;
    assert!(beta.finds("Zahlen").await.is_empty());

    let row = alpha.circle(&circle.iri).await.unwrap();
    circle::leave(&alpha.node(), &alpha.acting(), row.id).await.unwrap();
    eventually("it is told who left", || async { peer.delivered("Leave").pop() }).await;
    assert!(alpha.row(&entry.iri).await.unwrap().is_tombstone());
});

both_engines!(nobody_speaks_for_a_circle_but_its_owner, |ground| async move {
    let alpha = ground.town("alpha").await;
    let (owner, other) = (Peer::new(&ground, "fremd").await, Peer::new(&ground, "anderer").await);
    let circle = kept_by(&owner, alpha.iri());
    // Of a circle to which nobody here was invited nothing is heard.
    let update = owner.writes(render::update_circle(between(&circle, alpha.iri()), &circle));
    update.to(&alpha).await.is(403);
    assert!(alpha.circle(&circle.iri).await.is_none());
    owner.invites(&circle, alpha.iri()).to(&alpha).await.is(202);
    joins(&alpha, &circle).await;

    // Another neither takes it over nor lets somebody go.
    let mine = Circle { owner: other.iri().clone(), version: circle.version + 9, ..circle.clone() };
    other.writes(render::invite(between(&mine, alpha.iri()), &mine)).to(&alpha).await;
    let theirs = Between { owner: other.iri(), ..between(&circle, alpha.iri()) };
    other.writes(render::remove(theirs)).to(&alpha).await;
    let kept = alpha.circle(&circle.iri).await.unwrap();
    assert_eq!((kept.owner, kept.version), (circle.owner.clone(), circle.version));
    alpha.sees_member(&circle.iri, alpha.iri(), Membership::Accepted).await;

    // Nor does it write into it.
    let mut entry = other.project("eintraege/1", "Eingeschlichen");
    entry.audience = Audience::Circles(vec![circle.iri.clone()]);
    other.creates(&entry).to(&alpha).await.is(403);
    assert!(alpha.row(&entry.iri).await.is_none());

    // The owner cannot say that one of ours accepted what it did not.
    let mut claimed = circle.clone();
    claimed.version += 1;
    claimed.agreement.text = "Alles darf weitergesagt werden.".to_owned();
    claimed.agreement.sha256 = hash_of(&claimed.agreement.text);
    claimed.agreement.edition = 2;
    claimed.members[1].membership = Membership::Accepted;
    claimed.members[1].until = Some(claimed.version);
    owner.writes(render::update_circle(between(&claimed, alpha.iri()), &claimed)).to(&alpha).await.is(202);
    let row = alpha.sees_member(&circle.iri, alpha.iri(), Membership::Accepted).await;
    assert!(!row.belongs() && row.edition == 1, "{row:?}");
});

both_engines!(nobody_joins_a_circle_of_ours_without_being_asked, |ground| async move {
    let alpha = ground.town("alpha").await;
    let peer = Peer::new(&ground, "fremd").await;
    let words = super::circles::words("Bleibt unter uns.");
    let kept = circle::found(&alpha.node(), &alpha.acting(), &words).await.unwrap();
    let between = Between { circle: &kept.iri, owner: alpha.iri(), member: peer.iri(), version: 1 };
    let acceptance =
        Acceptance { edition: 1, sha256: kept.agreement.sha256.clone(), office: "Amt".to_owned() };
    // Known or not known: it was not asked.
    peer.writes(render::accept_agreement(between, &acceptance)).to(&alpha).await.is(403);
    peer.asks_to_follow(alpha.iri()).to(&alpha).await.is(202);
    let again = Between { version: 2, ..between };
    peer.writes(render::accept_agreement(again, &acceptance)).to(&alpha).await.is(403);
    let mut fields = project("Geheimes");
    fields["audience"] = serde_json::json!({ "circles": [kept.iri] });
    alpha.publishes_this(fields).await;
    crate::harness::a_while().await;
    assert!(peer.delivered("Create").is_empty());
    // Asked, it joins, but not by accepting other words.
    let found = node::operations::look::look(&alpha.node(), &alpha.acting(), &peer.address()).await.unwrap();
    circle::invite(&alpha.node(), &alpha.acting(), kept.id, found).await.unwrap();
    eventually("it is invited", || async { peer.delivered("Invite").pop() }).await;
    let other = Acceptance { sha256: hash_of("Anderes"), ..acceptance.clone() };
    peer.writes(render::accept_agreement(Between { version: 3, ..between }, &other)).to(&alpha).await.is(202);
    alpha.sees_member(&kept.iri, peer.iri(), Membership::Invited).await;
    peer.writes(render::accept_agreement(Between { version: 4, ..between }, &acceptance))
        .to(&alpha)
        .await
        .is(202);
    alpha.sees_member(&kept.iri, peer.iri(), Membership::Accepted).await;
    eventually("it is told what there is", || async { peer.delivered("Create").pop() }).await;
    peer.writes(render::leave(Between { version: 5, ..between })).to(&alpha).await.is(202);
    let gone = eventually("it is taken back", || async { peer.delivered("Delete").pop() }).await;
    assert_ne!(gone["id"], Value::Null);
});
