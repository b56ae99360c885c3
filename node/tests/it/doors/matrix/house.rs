//! Two organisations on one node: Alpha, which has something to hide, and Beta, whose people must not notice.

use std::collections::BTreeMap;

use commons::MemberRole;
use serde_json::json;
use store::tokens::Scope;

use super::Asker;
use crate::harness::{Clerk, Ground, Town, project};

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
    /// An entry of Alpha's that everyone may read.
    open: String,
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
        Self { alpha, beta, staff, others, operator, open }
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
        ]
    }

    /// Something for everyone, so that lists and counts are not empty.
    pub async fn publishes_something(&self) {
        self.beta.publishes("Wasserstände messen").await;
        self.owner().town.eventually_finds("Wasserstände").await;
    }

    /// Alpha writes what only its own people may read.
    pub async fn hides_something(&self) {
        let mut fields = project(&format!("{MARK} für die Amtsleitung"));
        fields["audience"] = json!("own");
        fields["topics"] = json!([MARK]);
        self.alpha.publishes_this(fields).await;
        self.alpha.eventually_finds(MARK).await;
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

    /// The ids of everything that is hidden: entries and drafts.
    async fn hidden_ids(&self) -> Vec<String> {
        let mut reading = self.alpha.node().store.reading().await.unwrap();
        let filter = store::Filter { organisation: Some(self.alpha.iri().clone()), ..Default::default() };
        let reader = commons::Reader::of(self.alpha.iri().clone());
        let rows = reading.entries().list(&reader, &filter, &store::Cursor::start(), 100).await.unwrap();
        let hidden = rows.iter().filter(|row| row.entry().unwrap().title.contains(MARK));
        let drafts = self.drafts().await;
        hidden.map(|row| row.id).chain(drafts.iter().map(|row| row.id)).map(|id| id.to_string()).collect()
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
