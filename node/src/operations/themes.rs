//! The monthly report of themes: what an organisation's visitors looked for and did not find, told to an umbrella body. Nothing is told by itself: a
//! person sees the report of a month that is over and sends it, each month anew. It holds words of the shipped list and numbers, and nothing that
//! anybody typed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use commons::{Iri, Month, Organisation, OrganisationKind, Refusal, Theme, ThemeCounts, ThemeReport, Time};
use search::Phrases;
use store::theme_reports::ThemeReportRow;
use store::{Answer, Reading, Subject};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::tell::want_at;

/// So many organisations must have told before an umbrella body is shown anything: of fewer it could be guessed who lacks what.
pub const FEWEST: usize = 5;
/// How long reports are kept.
pub const KEPT: i64 = 2 * 365 * Time::DAY;
/// Months after which a report is no news any more.
pub const OLDEST: i32 = 13;

/// What there is to tell of the last month that is over.
///
/// # Errors
/// When the memory fails.
pub async fn preview(hall: &Hall, organisation: &Iri) -> Result<ThemeReport, Failure> {
    let month = Month::before(hall.clock.now());
    let (from, to) = month.span();
    let missed = hall.store.reading().await?.misses().of_organisation(organisation, from, to).await?;
    let missed: Vec<_> = missed.into_iter().map(|miss| (miss.words, miss.count)).collect();
    let counts = tokio::task::spawn_blocking(move || count(&missed)).await.map_err(|_| Refusal::FAILED)?;
    Ok(ThemeReport { month, counts })
}

/// Puts what was missed into words of the list. What fits none of them is not told.
fn count(missed: &[(String, i64)]) -> ThemeCounts {
    let words: Vec<(Theme, &str)> =
        Theme::ALL.iter().flat_map(|theme| theme.words().iter().map(|word| (*theme, *word))).collect();
    let mut phrases = Phrases::new(words.iter().map(|(_, word)| *word));
    let mut counts = ThemeCounts::new();
    for (text, times) in missed {
        let themes: BTreeSet<Theme> = phrases.in_text(text).into_iter().map(|place| words[place].0).collect();
        for theme in themes {
            let count = counts.entry(theme).or_insert(0_u32);
            *count = count.saturating_add(u32::try_from(*times).unwrap_or(u32::MAX)).min(ThemeReport::MOST);
        }
    }
    counts
}

/// The umbrella bodies that this organisation follows.
///
/// # Errors
/// When the memory fails.
pub async fn umbrella_bodies(
    reading: &mut Reading,
    organisation: &Iri,
) -> Result<Vec<Organisation>, Failure> {
    let mut bodies = Vec::new();
    for follow in reading.follows().followed_by(organisation).await? {
        if follow.answer != Answer::Accepted {
            continue;
        }
        let actor = reading.actors().by_iri(&follow.followed).await?;
        bodies.extend(actor.and_then(|actor| actor.organisation).filter(takes_reports));
    }
    Ok(bodies)
}

/// Whether such an organisation is told at all.
pub fn takes_reports(organisation: &Organisation) -> bool {
    organisation.kind == OrganisationKind::UmbrellaBody
}

/// Sends the report of this month, which was shown before, to an umbrella body that is followed.
///
/// # Errors
/// 422 for a month that is not the last one (any more) or when there is nothing to tell, 404 for whom it may not go to.
pub async fn send(hall: &Hall, acting: &Acting, to: &str, month: &str) -> Result<(), Failure> {
    let organisation = &acting.organisation.iri;
    let report = preview(hall, organisation).await?;
    if Month::parse(month)? != report.month || report.counts.is_empty() {
        return Err(Refusal::NothingToTell {}.into());
    }
    let bodies = umbrella_bodies(&mut hall.store.reading().await?, organisation).await?;
    let to = bodies.into_iter().map(|body| body.iri).find(|iri| iri.as_str() == to);
    let to = Arc::new(to.ok_or(Refusal::NoSuchOrganisation {})?);
    let (acting, report, now) = (acting.clone(), Arc::new(report), hall.clock.now());
    hall.store
        .write(move |change| {
            let (acting, to, report) = (acting.clone(), Arc::clone(&to), Arc::clone(&report));
            Box::pin(async move {
                let from = &acting.organisation.iri;
                change.theme_reports().put(from, &to, &report, now.millis(), now).await?;
                let subject = Subject::Themes { from: from.clone(), to: (*to).clone(), month: report.month };
                want_at(change, &to, from, &subject, now.millis(), now).await?;
                Ok::<_, Failure>(acting.note(change, "send-themes", to.as_str(), now).await?)
            })
        })
        .await
}

/// What an umbrella body was told of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which month.
    pub month: Month,
    /// How many organisations have told.
    pub organisations: usize,
    /// What at least five of them lack: by how many of them it was looked for, and how often; most of them first.
    pub themes: Vec<(Theme, usize, u64)>,
}

/// What is shown of these reports, latest month first. Who told what, is not.
pub fn told(rows: &[ThemeReportRow]) -> Vec<Told> {
    let mut months: BTreeMap<Month, Vec<&ThemeReport>> = BTreeMap::new();
    for row in rows {
        months.entry(row.report.month).or_default().push(&row.report);
    }
    months.into_iter().rev().map(|(month, reports)| summed(month, &reports)).collect()
}

fn summed(month: Month, reports: &[&ThemeReport]) -> Told {
    let mut sums: BTreeMap<Theme, (usize, u64)> = BTreeMap::new();
    for (theme, count) in reports.iter().flat_map(|report| &report.counts) {
        let (organisations, times) = sums.entry(*theme).or_default();
        *organisations += 1;
        *times += u64::from(*count);
    }
    let enough = sums.into_iter().filter(|(_, (organisations, _))| *organisations >= FEWEST);
    let mut themes: Vec<_> =
        enough.map(|(theme, (organisations, times))| (theme, organisations, times)).collect();
    themes.sort_by_key(|(theme, organisations, times)| std::cmp::Reverse((*organisations, *times, *theme)));
    Told { month, organisations: reports.len(), themes }
}

#[cfg(test)]
mod tests {
    use commons::{Iri, Month, Theme, ThemeCounts, ThemeReport, Time};
    use store::theme_reports::ThemeReportRow;

    use super::{count, told};

    fn row(number: usize, counts: ThemeCounts) -> ThemeReportRow {
        let iri = |text: String| Iri::parse("id", &text).expect("an id");
        ThemeReportRow {
            sender: iri(format!("https://stadt{number}.de/")),
            receiver: iri("https://verband.de/".to_owned()),
            report: ThemeReport { month: Month::parse("2026-10").expect("a month"), counts },
            version: 1,
            received: Time::default(),
        }
    }

    #[test]
    fn what_was_typed_becomes_words_of_the_list_or_nothing() {
        let missed = [("kitaplatz sharing", 3), ("erika muster", 9), ("hundesteuer kita", 1)];
        let missed: Vec<_> = missed.iter().map(|(words, count)| ((*words).to_owned(), *count)).collect();
        assert_eq!(count(&missed), [(Theme::DayCare, 4), (Theme::Taxes, 1)].into());
    }

    #[test]
    fn nothing_is_shown_of_fewer_than_five() {
        let kita = || ThemeCounts::from([(Theme::DayCare, 2)]);
        let mut rows: Vec<_> = (0..4).map(|number| row(number, kita())).collect();
        assert!(told(&rows)[0].themes.is_empty());
        rows.push(row(4, [(Theme::Ai, 7)].into()));
        assert!(told(&rows)[0].themes.is_empty(), "five have told, and of each theme fewer");
        rows.push(row(5, kita()));
        let [month] = &told(&rows)[..] else { panic!("one month") };
        assert_eq!((month.organisations, &month.themes), (6, &vec![(Theme::DayCare, 5, 10)]));
    }
}
