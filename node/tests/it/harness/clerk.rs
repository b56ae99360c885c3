//! Somebody at a desk: signed in, with a cookie, sending forms as a browser does.

use commons::MemberRole;
use node::operations::session;
use store::people::{MembershipRow, PersonRow};
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

    /// Somebody at the door who has not signed in.
    pub fn guest(&self) -> Clerk {
        let (person, mail, cookie) = (String::new(), String::new(), "none".to_owned());
        Clerk { town: self.clone(), person, mail, cookie }
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

    /// Has this password from now on.
    pub async fn has_password(&self, password: &str) {
        let hash = self.town.node().passwords.make(password).await.unwrap();
        let mut change = self.town.node().store.begin().await.unwrap();
        change.people().set_password(&self.person, &hash).await.unwrap();
        change.commit().await.unwrap();
    }

    /// The browser of whoever was let in by this answer.
    #[track_caller]
    pub fn let_in_by(&self, answer: &Response) -> Self {
        let cookie = answer.header("Set-Cookie").expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        Self { cookie: cookie.split(['=', ';']).nth(1).unwrap().to_owned(), ..self.clone() }
    }

    /// Signs in with a password, at any browser.
    pub async fn signs_in(&self, password: &str) -> Response {
        let fields = [("mail", self.mail.as_str()), ("password", password)];
        self.town.guest().sends("/anmelden", &fields).await
    }

    /// Whether the session still lasts.
    pub async fn is_signed_in(&self) -> bool {
        self.opens("/konto").await.status == 200
    }

    /// The person as the memory knows them.
    pub async fn row(&self) -> Option<PersonRow> {
        let mut reading = self.town.node().store.reading().await.unwrap();
        reading.people().by_id(&self.person).await.unwrap()
    }

    /// What this person may do in that town, if they act for it.
    pub async fn role_in(&self, town: &Town) -> Option<MemberRole> {
        let mut reading = self.town.node().store.reading().await.unwrap();
        let membership = reading.people().membership(&self.person, town.iri()).await.unwrap();
        membership.map(|membership| membership.role)
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
