//! Who does something, for which organisation: what an operation is told besides what to do.

use std::sync::Arc;

use commons::{Organisation, Reader, Time};
use store::audit::AuditRow;
use store::{Change, StoreError};

/// Somebody who acts for a local organisation.
#[derive(Clone, Debug)]
pub struct Acting {
    /// The organisation for which it is done.
    pub organisation: Arc<Organisation>,
    /// Who did it, as the audit names it: `token 0190...`, `command`, `person 0190...`: a pseudonymous id.
    pub who: String,
}

impl Acting {
    /// The administrator at the command line.
    pub fn by_command(organisation: Arc<Organisation>) -> Self {
        Self { organisation, who: "command".to_owned() }
    }

    /// What somebody who acts for this organisation may read.
    pub fn reader(&self) -> Reader {
        Reader::of(self.organisation.iri.clone())
    }

    /// The person who acts; none for a token or a command.
    pub fn person(&self) -> Option<&str> {
        self.who.strip_prefix("person ")
    }

    /// Notes in the audit what was done, to what.
    pub async fn note(
        &self,
        change: &mut Change,
        act: &str,
        subject: &str,
        now: Time,
    ) -> Result<(), StoreError> {
        let organisation = Some(self.organisation.iri.clone());
        let row = AuditRow {
            at: now,
            who: self.who.clone(),
            organisation,
            act: act.to_owned(),
            subject: subject.to_owned(),
        };
        change.audit().note(&row).await
    }
}
