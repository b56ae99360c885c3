//! Changes after which somebody must still administer an organisation, or run the node. Each holds the organisation until the commit, so
//! that of two who leave at the same moment one stays.

use commons::{Iri, MemberRole};

use super::{Access, MembershipRow, People};
use crate::StoreError;
use crate::session::sql;
use crate::table::Writes;

/// How such a change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Parting {
    /// It was done.
    Done,
    /// Nothing was done: nobody else administers the organisation and may sign in.
    LastAdministrator,
    /// Nothing was done: nobody else runs the node.
    LastOperator,
}

impl People<'_, Writes> {
    /// Gives a member another role and another office.
    pub async fn appoint(&mut self, membership: &MembershipRow) -> Result<Parting, StoreError> {
        self.hold(&membership.organisation).await?;
        if membership.role < MemberRole::Administrator
            && self.is_needed(&membership.person, &membership.organisation).await?
        {
            return Ok(Parting::LastAdministrator);
        }
        self.join(membership).await?;
        Ok(Parting::Done)
    }

    /// A person no longer acts for an organisation.
    pub async fn dismiss(&mut self, person: &str, organisation: &Iri) -> Result<Parting, StoreError> {
        self.hold(organisation).await?;
        if self.is_needed(person, organisation).await? {
            return Ok(Parting::LastAdministrator);
        }
        self.leave(person, organisation).await?;
        Ok(Parting::Done)
    }

    /// A person may no longer sign in.
    pub async fn shut_out(&mut self, person: &str) -> Result<Parting, StoreError> {
        if self.is_needed_anywhere(person).await? {
            return Ok(Parting::LastAdministrator);
        }
        self.set_access(person, Access::Disabled).await?;
        Ok(Parting::Done)
    }

    /// A person goes for good, and is erased as [`People::erase`] does it.
    pub async fn part_with(&mut self, person: &str) -> Result<Parting, StoreError> {
        if self.is_needed_anywhere(person).await? {
            return Ok(Parting::LastAdministrator);
        }
        if self.is_last_operator(person).await? {
            return Ok(Parting::LastOperator);
        }
        self.erase(person).await?;
        Ok(Parting::Done)
    }

    async fn is_last_operator(&mut self, person: &str) -> Result<bool, StoreError> {
        // Holds them all, so that of two who leave at once the second sees that the first is gone.
        self.session.execute(sql("update people set operator = 1 where operator = 1")).await?;
        let operators: Vec<String> =
            self.session.all(sql("select id from people where operator = 1")).await?;
        Ok(operators == [person])
    }

    async fn is_needed_anywhere(&mut self, person: &str) -> Result<bool, StoreError> {
        // In one order, so that two who do this do not wait for each other.
        for membership in self.memberships_of(person).await? {
            self.hold(&membership.organisation).await?;
            if self.is_needed(person, &membership.organisation).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Until the commit nobody else makes such a change for this organisation: whoever tries waits here. SQLite has one writer anyway.
    async fn hold(&mut self, organisation: &Iri) -> Result<(), StoreError> {
        let query = sql("update actors set handle = handle where iri = $1");
        self.session.execute(query.bind(organisation.as_str())).await.map(drop)
    }

    async fn is_needed(&mut self, person: &str, organisation: &Iri) -> Result<bool, StoreError> {
        let query = sql(
            "select m.person from memberships m where m.person = $1 and m.organisation = $2 and m.role = 'administrator' \
             and not exists (select 1 from memberships o join people p on p.id = o.person \
               where o.organisation = $2 and o.person <> $1 and o.role = 'administrator' and p.disabled = 0)",
        );
        let needed: Option<String> =
            self.session.first(query.bind(person).bind(organisation.as_str())).await?;
        Ok(needed.is_some())
    }
}
