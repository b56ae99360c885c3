//! What is done for everyone to see: published, corrected, recommended, asked and answered, adopted, and all of it taken back.

use std::sync::Arc;

use commons::{Audience, CommentKind, EntryId, Iri, Language, MarkVerb, Organisation, Stage};
use serde_json::{Map, Value, json};

use super::watching::{Onlooker, Sight, Step, Watch};
use crate::acting::Acting;
use crate::demo::nodes::Nodes;
use crate::operations::adopt::{Statement, adopt};
use crate::operations::comment::{Reach, Remark, comment};
use crate::operations::draft::Draft;
use crate::operations::mark::{mark, take_back};
use crate::operations::publish::{Published, publish};
use crate::operations::revise::revise;
use crate::operations::withdraw::withdraw;
use crate::town::Town;

/// Auenstadt's entry, what the others say of it, and everyone who looks.
pub struct Acts<'a> {
    nodes: &'a Nodes,
    everyone: Vec<Onlooker>,
    word: String,
    entry: Published,
    recommendation: Option<Sight>,
    /// What hangs on the entry, with who wrote it, newest last.
    said: Vec<(Party, EntryId, Sight)>,
}

/// An organisation that acts, at its own node.
#[derive(Clone)]
pub struct Party {
    /// Its node.
    pub town: Town,
    /// Itself.
    pub organisation: Arc<Organisation>,
}

impl Party {
    /// The organisation of this name.
    pub fn named(nodes: &Nodes, handle: &str) -> anyhow::Result<Self> {
        let (town, organisation) = nodes.organisation(handle)?;
        Ok(Self { town, organisation })
    }

    /// It acts by the command line.
    pub fn acting(&self) -> Acting {
        Acting::by_command(Arc::clone(&self.organisation))
    }

    /// It looks.
    pub fn onlooker(&self) -> Onlooker {
        Onlooker::of(&self.town, &self.organisation)
    }

    /// The address of this entry at its node.
    pub async fn own_address(&self, iri: &Iri) -> anyhow::Result<EntryId> {
        let row = self.town.store.reading().await?.entries().by_iri(iri).await?;
        row.map(|row| row.id)
            .ok_or_else(|| anyhow::anyhow!("{iri} never came to {}", self.organisation.handle))
    }
}

impl<'a> Acts<'a> {
    /// Auenstadt publishes; anyone sees it everywhere.
    pub async fn publish(nodes: &'a Nodes, watch: &mut Watch, word: &str) -> anyhow::Result<Self> {
        let (party, word) = (Party::named(nodes, "auenstadt")?, format!("{word}eins"));
        let everyone: Vec<_> = nodes.towns().map(Onlooker::anyone).collect();
        let entry = publish(&party.town, &party.acting(), &draft(&word, &json!("public"))).await?;
        let acts = Self { nodes, everyone, word, entry, recommendation: None, said: Vec::new() };
        watch.sees(Step::after("publish").seen(&acts.everyone, &acts.sight())).await?;
        Ok(acts)
    }

    /// It says something else; what it said before is found no more.
    pub async fn correct(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let (party, before) = (Party::named(self.nodes, "auenstadt")?, self.sight());
        self.word = self.word.replace("eins", "zwei");
        let draft = draft(&self.word, &json!("public"));
        self.entry = revise(&party.town, &party.acting(), self.entry.id, self.entry.version, draft).await?;
        let step = Step::after("correct").seen(&self.everyone, &self.sight());
        watch.sees(step.gone(&self.everyone, &before)).await
    }

    /// Birkenried recommends it.
    pub async fn recommend(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let (party, reason) = (Party::named(self.nodes, "birkenried")?, "Das hilft auch kleinen Städten.");
        let id = party.own_address(&self.entry.iri).await?;
        mark(&party.town, &party.acting(), id, MarkVerb::Announce, reason).await?;
        let sight = Sight::Recommendation {
            actor: party.organisation.iri.clone(),
            object: self.entry.iri.clone(),
            reason: reason.to_owned(),
        };
        watch.sees(Step::after("recommend").seen(&self.everyone, &sight)).await?;
        self.recommendation = Some(sight);
        Ok(())
    }

    /// The umbrella body asks below it, and Auenstadt answers the question.
    pub async fn ask_and_answer(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let top = self.entry.iri.clone();
        let question = self.remark("verbund", &top, CommentKind::Question, "Frage").await?;
        watch.sees(self.step("ask")).await?;
        self.remark("auenstadt", &question, CommentKind::Answer, "Antwort").await?;
        watch.sees(self.step("answer")).await
    }

    async fn remark(
        &mut self,
        handle: &str,
        parent: &Iri,
        kind: CommentKind,
        opening: &str,
    ) -> anyhow::Result<Iri> {
        let (party, word) = (Party::named(self.nodes, handle)?, format!("{}{opening}", self.word));
        let remark = Remark {
            kind,
            text: format!("{opening} zu {word}"),
            office: "Stabsstelle".to_owned(),
            reach: Reach::AsAbove,
            language: Language::German,
        };
        let below = party.own_address(parent).await?;
        let said = comment(&party.town, &party.acting(), below, remark).await?;
        let row = party.town.store.reading().await?.entries().by_id(&said.id).await?;
        let iri = row.map(|row| row.iri).ok_or_else(|| anyhow::anyhow!("what was said is not there"))?;
        self.said.push((party, said.id, Sight::Entry { iri: iri.clone(), word }));
        Ok(iri)
    }

    /// Cronfeld tries it, and is counted among those who use it.
    pub async fn adopt(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let party = Party::named(self.nodes, "cronfeld")?;
        let statement = Statement {
            stage: Stage::Pilot,
            reason: String::new(),
            sentence: "Zwei Schulen fangen an.".to_owned(),
            audience: Audience::Public,
            language: Language::German,
        };
        let id = party.own_address(&self.entry.iri).await?;
        let adopted = adopt(&party.town, &party.acting(), id, statement).await?;
        self.said.push((party, adopted.id, Sight::Entry { iri: adopted.iri, word: self.word.clone() }));
        watch.sees(self.step("adopt")).await
    }

    /// Everyone takes back what was said of it.
    pub async fn take_back(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let mut step = Step::after("take back");
        if let Some(sight) = self.recommendation.take() {
            let party = Party::named(self.nodes, "birkenried")?;
            let id = party.own_address(&self.entry.iri).await?;
            take_back(&party.town, &party.acting(), id, MarkVerb::Announce).await?;
            step = step.gone(&self.everyone, &sight);
        }
        while let Some((party, id, sight)) = self.said.pop() {
            withdraw(&party.town, &party.acting(), id, None).await?;
            step = step.gone(&self.everyone, &sight).gone(&self.everyone, &self.hanging(&sight));
        }
        watch.sees(step).await
    }

    /// Auenstadt withdraws the entry.
    pub async fn withdraw(&mut self, watch: &mut Watch) -> anyhow::Result<()> {
        let party = Party::named(self.nodes, "auenstadt")?;
        withdraw(&party.town, &party.acting(), self.entry.id, Some(self.entry.version)).await?;
        watch.sees(Step::after("withdraw").gone(&self.everyone, &self.sight())).await
    }

    fn sight(&self) -> Sight {
        Sight::Entry { iri: self.entry.iri.clone(), word: self.word.clone() }
    }

    /// Everyone sees what was said last, by itself and where it hangs.
    fn step(&self, name: &'static str) -> Step {
        let Some((_, _, sight)) = self.said.last() else { return Step::after(name) };
        Step::after(name).seen(&self.everyone, sight).seen(&self.everyone, &self.hanging(sight))
    }

    /// The same below the entry: a comment in its thread, an adoption among those who use it.
    fn hanging(&self, sight: &Sight) -> Sight {
        match sight {
            Sight::Entry { iri, word } if *word == self.word => {
                Sight::Use { target: self.entry.iri.clone(), iri: iri.clone() }
            }
            Sight::Entry { iri, .. } => Sight::Comment { thread: self.entry.iri.clone(), iri: iri.clone() },
            other => other.clone(),
        }
    }
}

/// A short project that holds this word.
pub fn draft(word: &str, audience: &Value) -> Draft {
    let fields: Map<String, Value> = [
        ("kind", json!("project")),
        ("title", json!(format!("Probe {word}"))),
        ("summary", json!("Wird gleich wieder zurückgezogen.")),
        ("status", json!("idea")),
        ("audience", audience.clone()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    Draft::new(fields)
}
