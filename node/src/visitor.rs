//! Who stands at the door: nobody in particular, or a person who has signed in, with the organisations for which they act.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use commons::{Iri, MemberRole, Organisation, Reader, Refusal};
use http::request::Parts;
use store::people::PersonRow;
use store::sessions::SessionRow;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::town::Town;

/// Somebody at the door. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Visitor(Option<Arc<Person>>);

/// A person who has signed in.
#[derive(Debug)]
pub struct Person {
    /// Who.
    pub row: PersonRow,
    /// Where they are signed in.
    pub session: SessionRow,
    /// For whom they act, in the order in which the organisations moved in.
    pub memberships: Vec<Membership>,
    /// How much has come for them that they have not seen yet.
    pub unseen: u64,
}

/// That a person acts for an organisation of this node.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The organisation.
    pub organisation: Arc<Organisation>,
    /// What the person may do for it.
    pub role: MemberRole,
    /// In which office.
    pub office: String,
}

impl Visitor {
    /// A person who has signed in.
    pub fn of(person: Person) -> Self {
        Self(Some(Arc::new(person)))
    }

    /// The person, if somebody has signed in.
    pub fn person(&self) -> Option<&Arc<Person>> {
        self.0.as_ref()
    }

    /// The person there must be.
    ///
    /// # Errors
    /// 401 when nobody has signed in.
    pub fn signed_in(&self) -> Result<&Arc<Person>, Refusal> {
        self.0.as_ref().ok_or(Refusal::NotSignedIn {})
    }

    /// What this visitor may read.
    pub fn reader(&self) -> Reader {
        self.0.as_ref().map_or_else(Reader::anyone, |person| person.reader())
    }
}

impl Person {
    /// The organisation for which this person writes at present: the one that was chosen, or the first.
    pub fn present(&self) -> Option<&Membership> {
        let chosen = self.session.organisation.as_ref();
        let chosen = chosen.and_then(|iri| self.memberships.iter().find(|one| one.organisation.iri == *iri));
        chosen.or_else(|| self.memberships.first())
    }

    /// What this person may read: what the organisation may for which they write at present.
    pub fn reader(&self) -> Reader {
        self.present().map_or_else(Reader::anyone, |one| Reader::of(one.organisation.iri.clone()))
    }

    /// How this person acts for this organisation, if at all.
    pub fn membership(&self, organisation: &Iri) -> Option<&Membership> {
        self.memberships.iter().find(|one| one.organisation.iri == *organisation)
    }

    /// The organisations for which this person has at least this role, the present one first.
    pub fn with_role(&self, role: MemberRole) -> Vec<&Membership> {
        let present = self.present().map(|one| &one.organisation.iri);
        let mut able: Vec<_> = self.memberships.iter().filter(|one| one.role >= role).collect();
        able.sort_by_key(|one| present != Some(&one.organisation.iri));
        able
    }

    /// This person, acting for the organisation with this handle, or, without one, for the first with at least this role.
    ///
    /// # Errors
    /// As [`Person::acting_for`].
    pub fn acting_in(&self, handle: &str, role: MemberRole) -> Result<Acting, Refusal> {
        if !handle.is_empty() {
            return self.acting_for_handle(handle, role);
        }
        let first = self.with_role(role).first().map(|one| one.organisation.iri.clone());
        self.acting_for(&first.ok_or(Refusal::RoleTooSmall {})?, role)
    }

    /// Whether this person has at least this role in the organisation with this handle, or, without one, in any.
    pub fn has(&self, role: MemberRole, handle: Option<&str>) -> bool {
        let named = |one: &&Membership| handle.is_none_or(|handle| one.organisation.handle == handle);
        self.memberships.iter().filter(named).any(|one| one.role >= role)
    }

    /// This person, acting for this organisation.
    ///
    /// # Errors
    /// 404 when the person has nothing to do with it (whether it has such a thing is not theirs to know), 403 when the role is too small.
    pub fn acting_for(&self, organisation: &Iri, role: MemberRole) -> Result<Acting, Refusal> {
        let membership = self.membership(organisation).ok_or(Refusal::NoSuchOrganisation {})?;
        if membership.role < role {
            return Err(Refusal::RoleTooSmall {});
        }
        Ok(Acting { organisation: Arc::clone(&membership.organisation), who: self.who() })
    }

    /// The same, for an organisation named by its handle.
    ///
    /// # Errors
    /// As [`Person::acting_for`].
    pub fn acting_for_handle(&self, handle: &str, role: MemberRole) -> Result<Acting, Refusal> {
        let membership = self.memberships.iter().find(|one| one.organisation.handle == handle);
        self.acting_for(&membership.ok_or(Refusal::NoSuchOrganisation {})?.organisation.iri, role)
    }

    /// As the audit names this person.
    pub fn who(&self) -> String {
        format!("person {}", self.row.id)
    }
}

impl FromRequestParts<Town> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Town) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The person there must be; the door has made sure that somebody has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Arc<Person>);

impl FromRequestParts<Town> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, town: &Town) -> Result<Self, Failure> {
        let Ok(visitor) = Visitor::from_request_parts(parts, town).await;
        Ok(Self(Arc::clone(visitor.signed_in()?)))
    }
}
