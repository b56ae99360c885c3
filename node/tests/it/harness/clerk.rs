//! Somebody at a desk: signed in, with a cookie, sending forms as a browser does.

use commons::MemberRole;
use node::operations::session;
use store::people::MembershipRow;
use store::sessions::WayIn;

use super::{Request, Response, Town};

/// A person of a town, signed in.
#[derive(Clone)]
pub struct Clerk {
    pub town: Town,
    pub person: String,
    pub mail: String,
    pub cookie: String,
}

impl Town {
    /// Somebody with this role in this town, signed in.
    pub async fn clerk(&self, role: MemberRole) -> Clerk {
        let name = format!("{} {}", role.code(), self.organisation.handle);
        let clerk = self.person(&name).await;
        clerk.joins(self, role).await;
        clerk
    }

    /// Somebody with an editor's rights, signed in.
    pub async fn editor(&self) -> Clerk {
        self.clerk(MemberRole::Editor).await
    }

    /// Somebody with an administrator's rights, signed in.
    pub async fn administrator(&self) -> Clerk {
        self.clerk(MemberRole::Administrator).await
    }

    /// Somebody who acts for nobody yet, signed in at this town's host.
    pub async fn person(&self, name: &str) -> Clerk {
        let now = self.node().clock.now();
        let mail = format!("{}-{}@{}", name.replace(' ', "-"), commons::EntryId::new(now), "example.de");
        let mut change = self.node().store.begin().await.unwrap();
        let row = change.people().add(name, &mail, now).await.unwrap().unwrap();
        let begun =
            session::begin(&mut change, &row, WayIn::Password, "Prüfstand", Some(self.iri())).await.unwrap();
        change.commit().await.unwrap();
        Clerk { town: self.clone(), person: row.id, mail, cookie: begun.secret }
    }
}

impl Clerk {
    /// From now on this person has this role in that town, which lives on the same node.
    pub async fn joins(&self, town: &Town, role: MemberRole) {
        let membership = MembershipRow {
            person: self.person.clone(),
            organisation: town.iri().clone(),
            role,
            office: "Stabsstelle".to_owned(),
        };
        let mut change = self.town.node().store.begin().await.unwrap();
        change.people().join(&membership).await.unwrap();
        change.commit().await.unwrap();
    }

    /// From now on this person runs the node.
    pub async fn runs_the_node(&self) {
        let mut change = self.town.node().store.begin().await.unwrap();
        change.people().make_operator(&self.person).await.unwrap();
        change.commit().await.unwrap();
    }

    /// A request as the browser of this person sends it.
    pub fn http(&self, method: &str, target: &str) -> Request {
        let request = self.town.http(method, target).for_people();
        request.header("Cookie", &format!("sitzung={}", self.cookie)).header("Sec-Fetch-Site", "same-origin")
    }

    /// Opens a page.
    pub async fn opens(&self, target: &str) -> Response {
        self.http("GET", target).send().await
    }

    /// Sends a form.
    pub async fn sends(&self, target: &str, fields: &[(&str, &str)]) -> Response {
        self.http("POST", target).form(fields).send().await
    }
}
