//! Two organisations on one node: Alpha, which has something to hide, and Beta, whose people must not notice.

use std::collections::BTreeMap;

use commons::{Acceptance, MemberRole};
use node::operations::circle::{self, Words};
use node::operations::look::look;
use serde_json::json;
use store::CircleRow;
use store::tokens::Scope;

use super::Asker;
use crate::harness::{Clerk, Ground, Peer, Town, project};

/// Stands in everything that is hidden.
pub const MARK: &str = "Geheimfach-4711";

/// The node, who lives on it and who works there.
pub struct House {
    pub alpha: Town,
    pub beta: Town,
    /// Alpha's people.
    pub staff: BTreeMap<MemberRole, Clerk>,
    /// Beta's.
    pub others: BTreeMap<MemberRole, Clerk>,
    pub operator: Clerk,
    /// A neighbour of whom is known who it is, and no more.
    pub stranger: Peer,
    /// An entry of Alpha's that everyone may read.
    open: String,
    /// A circle of Alpha's, to which Beta belonged before.
    circle: CircleRow,
}

impl House {
    pub async fn of(ground: &Ground) -> Self {
        let house = ground.house("haus").await;
        let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
        let (mut staff, mut others) = (BTreeMap::new(), BTreeMap::new());
        for role in MemberRole::ALL {
            staff.insert(*role, alpha.clerk(*role).await);
            others.insert(*role, beta.clerk(*role).await);
        }
        let operator = beta.person("Betrieb").await;
        operator.runs_the_node().await;
        let open = alpha.publishes("Radweg am Deich").await.id;
        let stranger = Peer::new(ground, "fremd").await;
        stranger.asks_to_follow(alpha.iri()).to(&alpha).await.is(202);
        let circle = left_circle(&alpha, &beta).await;
        Self { alpha, beta, staff, others, operator, stranger, open, circle }
    }

    /// Somebody who may see what is hidden.
    pub fn owner(&self) -> &Clerk {
        &self.staff[&MemberRole::Editor]
    }

    /// Everybody who may not.
    pub async fn strangers(&self) -> Vec<(&'static str, Asker)> {
        let person = |clerk: &Clerk| Asker::Person(clerk.clone());
        vec![
            ("nobody", Asker::Nobody),
            ("somebody without a role", person(&self.beta.person("ohne Rolle").await)),
            ("a reader of the other", person(&self.others[&MemberRole::Reader])),
            ("an editor of the other", person(&self.others[&MemberRole::Editor])),
            ("an approver of the other", person(&self.others[&MemberRole::Approver])),
            ("an administrator of the other", person(&self.others[&MemberRole::Administrator])),
            ("the operator", person(&self.operator)),
            ("a program of the other", Asker::Program(self.beta.token_for(Scope::Connect).await)),
            ("a stranger who signs", Asker::Neighbour(self.stranger.clone())),
        ]
    }

    /// Something for everyone, so that lists and counts are not empty.
    pub async fn publishes_something(&self) {
        self.beta.publishes("Wasserstände messen").await;
        self.owner().town.eventually_finds("Wasserstände").await;
    }

    /// Alpha writes what only its own people may read, and what only a circle may.
    pub async fn hides_something(&self) {
        let mut fields = project(&format!("{MARK} für die Amtsleitung"));
        fields["audience"] = json!("own");
        fields["topics"] = json!([MARK]);
        self.alpha.publishes_this(fields.clone()).await;
        fields["title"] = json!(format!("{MARK} für den Kreis"));
        fields["audience"] = json!({ "circles": [self.circle.iri] });
        self.alpha.publishes_this(fields).await;
        self.alpha.eventually_finds(&format!("{MARK} Kreis")).await;
        let draft = [("title", &*format!("{MARK} im Entwurf")), ("organisation", "alpha")];
        self.owner().sends("/schreiben/project", &draft).await.is(303);
    }

    /// Concrete paths of a route of the table, with what everyone may know in its blanks.
    ///
    /// A blank that is new must be given something here: then the route is asked for like all others.
    pub fn paths(&self, pattern: &str) -> Vec<String> {
        let blanks = [
            ("{id}", self.open.as_str()),
            ("{handle}", "alpha"),
            ("{person}", self.owner().person.as_str()),
            ("{*file}", "style.css"),
            ("{kind}", "project"),
            // A link that opens nothing: what each of them opens has tests of its own.
            ("{ticket}", "keiner"),
            ("{question}", "0000"),
            ("{page}", "impressum"),
        ];
        let mut path = pattern.to_owned();
        for (blank, with) in blanks {
            path = path.replace(blank, with);
        }
        assert!(!path.contains('{'), "{pattern}: what stands in this blank?");
        vec![path]
    }

    /// Concrete paths with Alpha's hidden things in their blanks.
    pub async fn hidden_paths(&self, pattern: &str) -> Vec<String> {
        if !pattern.contains("{id}") {
            return Vec::new();
        }
        self.hidden_ids()
            .await
            .iter()
            .map(|id| pattern.replace("{id}", id).replace("{handle}", "alpha"))
            .collect()
    }

    /// The same path with an id that nothing ever had.
    pub fn nowhere(&self, pattern: &str) -> String {
        pattern.replace("{id}", "01900000-0000-7000-8000-000000000000").replace("{handle}", "alpha")
    }

    /// The ids of everything that is hidden: entries, drafts, and the circle.
    async fn hidden_ids(&self) -> Vec<String> {
        let mut reading = self.alpha.node().store.reading().await.unwrap();
        let filter = store::Filter { organisation: Some(self.alpha.iri().clone()), ..Default::default() };
        let reader = commons::Reader::of(self.alpha.iri().clone());
        let rows = reading.entries().list(&reader, &filter, &store::Cursor::start(), 100).await.unwrap();
        let hidden = rows.iter().filter(|row| row.entry().unwrap().title.contains(MARK));
        let drafts = self.drafts().await;
        let entries: Vec<_> = hidden.map(|row| row.id).collect();
        assert_eq!(entries.len(), 2, "what is for the own people, and what is for the circle");
        let ids = entries.into_iter().chain(drafts.iter().map(|row| row.id)).chain([self.circle.id]);
        ids.map(|id| id.to_string()).collect()
    }

    async fn drafts(&self) -> Vec<store::DraftRow> {
        let mut reading = self.alpha.node().store.reading().await.unwrap();
        reading.drafts().of_organisation(self.alpha.iri(), 100).await.unwrap()
    }

    /// What is hidden, as it stands in the memory.
    pub async fn hidden_state(&self) -> String {
        let mut reading = self.alpha.node().store.reading().await.unwrap();
        let mut state = String::new();
        for id in self.hidden_ids().await {
            let row = reading.entries().by_id(&commons::EntryId::parse(&id).unwrap()).await.unwrap();
            state.push_str(&format!("{row:?}\n"));
        }
        state.push_str(&format!("{:?}\n", self.drafts().await));
        assert!(state.contains(MARK));
        state
    }
}

/// A circle that this one keeps, and that the other has joined and left.
async fn left_circle(owner: &Town, member: &Town) -> CircleRow {
    let (node, acting) = (owner.node(), owner.acting());
    let named = |what: &str| format!("{MARK} {what}");
    let words = Words { name: named("unter uns"), purpose: named("Zweck"), agreement: named("Abrede") };
    let kept = circle::found(&node, &acting, &words).await.unwrap();
    let found = look(&node, &acting, &member.organisation.address()).await.unwrap();
    circle::invite(&node, &acting, kept.id, found).await.unwrap();
    let (edition, sha256) = (kept.agreement.edition, kept.agreement.sha256.clone());
    let acceptance = Acceptance { edition, sha256, office: "Hauptamt".to_owned() };
    circle::accept(&node, &member.acting(), kept.id, acceptance).await.unwrap();
    circle::leave(&node, &member.acting(), kept.id).await.unwrap();
    kept
}
