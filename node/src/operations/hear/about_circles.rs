//! Invite, its answers, Leave, Remove, and the Update and Delete of a circle: who belongs to it.

use commons::{Acceptance, Circle, Iri, Membership, Refusal};
use federation::{CircleWord, Heard};
use store::{Change, CircleRow, MemberRow};

use super::{Batch, Effect, Trouble};
use crate::operations::circle::agreed;
use crate::operations::circle::change;
use crate::operations::circle::change::{by_owner, others_belong};

/// Something is said about a circle.
pub async fn said(
    memory: &mut Change,
    heard: &Heard,
    word: &CircleWord,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let effect = match word {
        CircleWord::Invite { circle, target } => invited(memory, heard, circle, target, batch).await?,
        CircleWord::Update { circle } => updated(memory, heard, circle, batch).await?,
        CircleWord::Remove { circle, target, version } => {
            removed(memory, heard, circle, target, *version, batch).await?
        }
        CircleWord::Dissolve { circle, version } => dissolved(memory, heard, circle, *version, batch).await?,
        CircleWord::Accept { circle, acceptance } => {
            accepted(memory, heard, circle, acceptance, batch).await?
        }
        CircleWord::Reject { circle } => parted(memory, heard, circle, Membership::Declined, batch).await?,
        CircleWord::Leave { circle } => parted(memory, heard, circle, Membership::Left, batch).await?,
    };
    batch.forget();
    Ok(effect)
}

/// An organisation of ours is asked to join. Nobody joins but by its own people.
async fn invited(
    memory: &mut Change,
    heard: &Heard,
    circle: &Circle,
    target: &Iri,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let told = circle.member(target).map(|told| told.membership);
    if circle.owner != heard.actor || told != Some(Membership::Invited) {
        return Err(Refusal::NotTheOwner {}.into());
    }
    take_in(memory, circle, batch).await
}

/// A circle that one of ours had to do with has changed. Of others we want to know nothing.
async fn updated(
    memory: &mut Change,
    heard: &Heard,
    circle: &Circle,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    if circle.owner != heard.actor {
        return Err(Refusal::NotTheOwner {}.into());
    }
    if memory.circles().by_iri(&circle.iri).await?.is_none() {
        return Err(Refusal::NotAsked {}.into());
    }
    take_in(memory, circle, batch).await
}

async fn take_in(memory: &mut Change, circle: &Circle, batch: &Batch<'_>) -> Result<Effect, Trouble> {
    let ours = |iri: &Iri| batch.hosts.by_iri(iri).is_some();
    if !change::take_in(memory, circle, batch.now, &ours).await?? {
        return Ok(Effect::Already);
    }
    others_belong(memory, &circle.iri, batch.now).await?;
    Ok(Effect::Taken)
}

/// One of ours is let go: what is addressed to the circle is let go of here.
async fn removed(
    memory: &mut Change,
    heard: &Heard,
    circle: &Iri,
    target: &Iri,
    version: i64,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let Some(row) = memory.circles().by_iri(circle).await? else { return Ok(Effect::Dropped) };
    if row.owner != heard.actor {
        return Err(Refusal::NotTheOwner {}.into());
    }
    let member = memory.circles().member(circle, target).await?;
    let Some(member) = member.filter(|_| row.version <= version && batch.hosts.by_iri(target).is_some())
    else {
        return Ok(Effect::Already);
    };
    if !matches!(member.answer, Membership::Invited | Membership::Accepted) {
        return Ok(Effect::Already);
    }
    memory.circles().put_member(&member.answering(Membership::Removed, batch.now)).await?;
    others_belong(memory, circle, batch.now).await?;
    Ok(Effect::Taken)
}

/// A circle to which one of ours belongs or is invited is no more. Its version stays, so that nothing older brings it back.
async fn dissolved(
    memory: &mut Change,
    heard: &Heard,
    circle: &Iri,
    version: i64,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let Some(row) = memory.circles().by_iri(circle).await? else { return Ok(Effect::Dropped) };
    if row.owner != heard.actor {
        return Err(Refusal::NotTheOwner {}.into());
    }
    if version < row.version || memory.circles().is_dissolved(&row).await? {
        return Ok(Effect::Already);
    }
    memory.circles().put(&CircleRow { version, ..row.clone() }).await?;
    change::end(memory, &row, batch.now).await?;
    others_belong(memory, circle, batch.now).await?;
    Ok(Effect::Taken)
}

/// Who was invited joins, or a member accepts the new agreement. Other words than those that stand now are not accepted: they are sent
/// again.
async fn accepted(
    memory: &mut Change,
    heard: &Heard,
    circle: &Iri,
    acceptance: &Acceptance,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let (circle, member) = ours(memory, heard, circle).await?;
    if !matches!(member.answer, Membership::Invited | Membership::Accepted) {
        return Err(Refusal::NotAsked {}.into());
    }
    let stands = (circle.agreement.edition, &circle.agreement.sha256);
    let member = if (acceptance.edition, &acceptance.sha256) == stands {
        if member.belongs() && member.office == acceptance.office {
            return Ok(Effect::Already);
        }
        agreed(member, acceptance, batch.now)
    } else {
        member
    };
    memory.circles().put_member(&member).await?;
    by_owner(memory, circle, batch.now).await?;
    Ok(Effect::Taken)
}

/// Who was invited does not join, or a member leaves.
async fn parted(
    memory: &mut Change,
    heard: &Heard,
    circle: &Iri,
    answer: Membership,
    batch: &Batch<'_>,
) -> Result<Effect, Trouble> {
    let (circle, member) = ours(memory, heard, circle).await?;
    if !matches!(member.answer, Membership::Invited | Membership::Accepted) || member.member == circle.owner {
        return Ok(Effect::Already);
    }
    memory.circles().put_member(&member.answering(answer, batch.now)).await?;
    by_owner(memory, circle, batch.now).await?;
    Ok(Effect::Taken)
}

/// The circle of ours that is meant, and how the sender stands with it.
async fn ours(memory: &mut Change, heard: &Heard, circle: &Iri) -> Result<(CircleRow, MemberRow), Trouble> {
    let row = memory.circles().by_iri(circle).await?.filter(|row| row.local).ok_or(Refusal::NotAsked {})?;
    let member = memory.circles().member(circle, &heard.actor).await?.ok_or(Refusal::NotAsked {})?;
    Ok((row, member))
}
