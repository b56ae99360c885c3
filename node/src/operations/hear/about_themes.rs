//! Offer: an organisation that an umbrella body of ours follows tells it what its visitors did not find in a month.

use commons::{Iri, Month, Refusal, ThemeReport};
use federation::Heard;
use store::{Answer, Change};

use super::{Batch, Effect, Trouble};
use crate::operations::themes::{OLDEST, takes_reports};

/// Keeps the report. Only whom the body itself follows may tell it: strangers could make a need up.
pub async fn told(
    change: &mut Change,
    heard: &Heard,
    to: &Iri,
    report: &ThemeReport,
    batch: &mut Batch<'_>,
) -> Result<Effect, Trouble> {
    let Some(body) = batch.hosts.by_iri(to) else { return Err(Refusal::NoSuchOrganisation {}.into()) };
    let follow = change.follows().between(to, &heard.actor).await?;
    if !takes_reports(&body) || follow.is_none_or(|follow| follow.answer != Answer::Accepted) {
        return Err(Refusal::NotAMember {}.into());
    }
    let age = report.month.until(Month::before(batch.now));
    if !(0..=OLDEST).contains(&age) || report.counts.is_empty() {
        return Ok(Effect::Dropped);
    }
    let now = batch.now;
    let is_news = change.theme_reports().put(&heard.actor, to, report, now.millis(), now).await?;
    Ok(if is_news { Effect::Taken } else { Effect::Already })
}
