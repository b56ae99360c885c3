//! Move and its Undo: somebody we follow is somewhere else. Here that is only noted; `jobs/moves` asks whoever is there.

use commons::Iri;
use federation::Heard;
use store::Change;

use super::{Batch, Effect, Trouble};

/// Notes it of somebody whom one of ours follows. Where others went does not concern us.
pub async fn moved(
    change: &mut Change,
    heard: &Heard,
    target: &Iri,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    if !batch.is_followed(change, &heard.actor).await? {
        return Ok(Effect::Dropped);
    }
    change.moves().heard(&heard.actor, target, batch.now).await?;
    Ok(Effect::Taken)
}

/// Takes it back, as long as nobody has followed.
pub async fn undone(change: &mut Change, heard: &Heard) -> Result<Effect, Trouble> {
    let is_news = change.moves().forget_asked(&heard.actor).await?;
    Ok(if is_news { Effect::Taken } else { Effect::Dropped })
}
