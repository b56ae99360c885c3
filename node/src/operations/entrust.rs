//! Whoever runs the node puts an organisation that nobody administers yet into the hands of its first administrator. From then on its own
//! people invite the others.

use std::sync::Arc;

use commons::{MemberRole, Organisation, Refusal};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::invite::{self, Wish};
use crate::operations::link::Handed;

/// Whether somebody administers the organisation.
///
/// # Errors
/// When the memory fails.
pub async fn is_administered(hall: &Hall, organisation: &Organisation) -> Result<bool, Failure> {
    let members = hall.store.reading().await?.people().members_of(&organisation.iri).await?;
    Ok(members.iter().any(|member| member.role == MemberRole::Administrator))
}

/// Invites its first administrator. `who` is the operator, as the audit names them.
///
/// # Errors
/// 403 when somebody administers it: then that is theirs to do. 422 when the mailbox is none.
pub async fn entrust(
    hall: &Hall,
    organisation: Arc<Organisation>,
    who: String,
    wish: Wish,
) -> Result<Handed, Failure> {
    if is_administered(hall, &organisation).await? {
        return Err(Refusal::RoleTooSmall {}.into());
    }
    let wish = Wish { role: MemberRole::Administrator, ..wish };
    invite::invite(hall, &Acting { organisation, who }, wish).await
}
