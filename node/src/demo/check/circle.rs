//! What is done for a circle: Auenstadt keeps it, Birkenried joins. Cronfeld, on Birkenried's node, and the umbrella body do not belong to it.

use std::time::Instant;

use commons::{Acceptance, Iri, Membership};
use serde_json::json;
use store::CircleRow;

use super::acts::{Party, draft};
use super::watching::{LOOK, Onlooker, PATIENCE, Sight, Step, Watch};
use crate::demo::nodes::Nodes;
use crate::operations::circle::{Words, accept, dissolve, found, invite};
use crate::operations::look::look;
use crate::operations::publish::{Published, publish};
use crate::operations::revise::revise;
use crate::operations::withdraw::withdraw;

/// The circle, and what Auenstadt has addressed to it.
pub struct Ring {
    owner: Party,
    member: Party,
    circle: CircleRow,
    entry: Published,
    sight: Sight,
    word: String,
}

impl Ring {
    /// Makes the circle, lets Birkenried join, and addresses an entry to it.
    pub async fn found(nodes: &Nodes, watch: &mut Watch, word: &str) -> anyhow::Result<Self> {
        let (owner, member) = (Party::named(nodes, "auenstadt")?, Party::named(nodes, "birkenried")?);
        let circle = join(&owner, &member, watch).await?;
        let word = format!("{word}vertraulich");
        let audience = json!({ "circles": [circle.iri] });
        let entry = publish(&owner.town, &owner.acting(), &draft(&word, &audience)).await?;
        let sight = Sight::Entry { iri: entry.iri.clone(), word: word.clone() };
        let ring = Self { owner, member, circle, entry, sight, word };
        ring.is_told(nodes, watch).await?;
        Ok(ring)
    }

    async fn is_told(&self, nodes: &Nodes, watch: &mut Watch) -> anyhow::Result<()> {
        let (next_door, outside) = (Party::named(nodes, "cronfeld")?, Party::named(nodes, "verbund")?);
        let mut others: Vec<_> = nodes.towns().map(Onlooker::anyone).collect();
        others.extend([next_door.onlooker(), outside.onlooker()]);
        let step = Step::after("address").seen(&self.members(), &self.sight).hidden(&others, &self.sight);
        // No member lives there: not even its node may have it.
        watch.sees(step.hidden(&[outside.onlooker()], &Sight::Copy(self.entry.iri.clone()))).await
    }

    fn members(&self) -> [Onlooker; 2] {
        [self.owner.onlooker(), self.member.onlooker()]
    }

    /// Auenstadt keeps the entry to itself: it is gone from the member's node, which confirms that. Then the entry is withdrawn and the circle dissolved.
    pub async fn take_back(self, watch: &mut Watch) -> anyhow::Result<()> {
        let (town, acting) = (&self.owner.town, self.owner.acting());
        let narrowed = draft(&self.word, &json!("own"));
        let entry = revise(town, &acting, self.entry.id, self.entry.version, narrowed).await?;
        let (owner, member) = ([self.owner.onlooker()], [self.member.onlooker()]);
        let copy = Sight::Copy(entry.iri.clone());
        let step = Step::after("narrow").seen(&owner, &self.sight).gone(&member, &self.sight);
        let step = step.gone(&member, &copy).seen(&owner, &Sight::Confirmation(entry.iri.clone()));
        watch.sees(step.hidden(&member, &self.sight).hidden(&member, &copy)).await?;
        withdraw(town, &acting, entry.id, Some(entry.version)).await?;
        dissolve(town, &acting, self.circle.id).await?;
        let step = Step::after("dissolve").gone(&owner, &self.sight);
        watch.sees(step.gone(&self.members(), &belongs(&self.circle, &self.member))).await
    }
}

/// Auenstadt invites, and Birkenried accepts the agreement.
async fn join(owner: &Party, member: &Party, watch: &mut Watch) -> anyhow::Result<CircleRow> {
    let words = Words {
        name: "Probe".to_owned(),
        purpose: "Wird gleich wieder aufgelöst.".to_owned(),
        agreement: "Was hier steht, bleibt hier.".to_owned(),
    };
    let circle = found(&owner.town, &owner.acting(), &words).await?;
    let invited = look(&owner.town, &owner.acting(), &member.organisation.address()).await?;
    invite(&owner.town, &owner.acting(), circle.id, invited).await?;
    let theirs = arrived(member, &circle.iri).await?;
    let (edition, sha256) = (theirs.agreement.edition, theirs.agreement.sha256);
    let acceptance = Acceptance { edition, sha256, office: "Hauptamtsleitung".to_owned() };
    accept(&member.town, &member.acting(), theirs.id, acceptance).await?;
    let sight = belongs(&circle, member);
    watch.sees(Step::after("join").seen(&[owner.onlooker(), member.onlooker()], &sight)).await?;
    Ok(circle)
}

/// That this one belongs to the circle.
fn belongs(circle: &CircleRow, member: &Party) -> Sight {
    Sight::Member { circle: circle.iri.clone(), member: member.organisation.iri.clone() }
}

/// The circle as the invited one's node knows it, once the invitation has come there.
async fn arrived(member: &Party, circle: &Iri) -> anyhow::Result<CircleRow> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        let mut reading = member.town.store.reading().await?;
        let row = reading.circles().member(circle, &member.organisation.iri).await?;
        if row.is_some_and(|row| row.answer == Membership::Invited)
            && let Some(circle) = reading.circles().by_iri(circle).await?
        {
            return Ok(circle);
        }
        drop(reading);
        tokio::time::sleep(LOOK).await;
    }
    anyhow::bail!("the invitation never came to {}", member.organisation.handle)
}
