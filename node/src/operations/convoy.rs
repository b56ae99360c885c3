//! "Geleitzug": who plans the same is brought together. A plan that was published or has come in is held against what others plan; both sides are
//! told once, as far as they live here, each of what it may read.

use commons::{
    Call, Content, Convoy, Direction, Entry, Iri, Kind, NoticeKind, Progress, Reader, Refusal, Status, Time,
    text,
};
use search::{Facet, Filters, Question, Search, Topic};
use store::notices::News;
use store::{Change, EntryRow, Found, StoreError};

use crate::asking;
use crate::failure::Failure;
use crate::town::Town;

/// Plans looked at for each.
const LOOKED_AT: usize = 20;
/// Others that a plan is brought together with at one time.
const MOST: usize = 5;
/// A plan that nobody has touched for so long is none any more.
const FRESH: i64 = 365 * Time::DAY;
/// Words of a plan that are searched for.
const WORDS: usize = 20;
/// From here on two plans of one field of action are about the same: four of five pairs of real projects were (decision 26).
const ALIKE: f64 = 0.55;
/// The same where one of them names no field: nine of ten were.
const VERY_ALIKE: f64 = 0.65;

/// Two plans that belong together.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The one that was looked at.
    pub one: EntryRow,
    /// What somebody else plans.
    pub other: EntryRow,
}

/// What others plan that is about the same as this, as far as each side may read the other's and takes part in this. Nothing where it is no open
/// plan.
///
/// # Errors
/// When the memory or the index fails, or the index had no time.
pub async fn pairs(town: &Town, row: &EntryRow) -> Result<Vec<Pair>, Failure> {
    let now = town.clock.now();
    if !is_published(row) {
        return Ok(Vec::new());
    }
    let entry = row.entry()?;
    if !is_open(&entry, now) || !takes_part(town, &row.author).await? {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for other in candidates(town, row, &entry).await? {
        let theirs = other.entry()?;
        if is_open(&theirs, now)
            && takes_part(town, &other.author).await?
            && may_both_read(town, row, &other).await?
        {
            found.push((other, theirs));
        }
    }
    let topics: Vec<_> = found.iter().map(|(_, theirs)| topic(theirs)).collect();
    let (index, ours) = (town.index.clone(), topic(&entry));
    let weighed = tokio::task::spawn_blocking(move || index.likeness(&ours, &topics)).await;
    let likeness = weighed.map_err(|_| Refusal::FAILED)??;
    let mut alike: Vec<_> = found
        .into_iter()
        .zip(likeness)
        .filter(|((_, theirs), likeness)| needed(&entry, theirs).is_some_and(|needed| *likeness >= needed))
        .collect();
    alike.sort_by(|one, other| other.1.total_cmp(&one.1));
    alike.truncate(MOST);
    Ok(alike.into_iter().map(|((other, _), _)| Pair { one: row.clone(), other }).collect())
}

/// Tells both sides, as far as they live here. Whoever was told of this pair before is not told again.
///
/// # Errors
/// When the memory fails.
pub async fn bring_together(change: &mut Change, pair: &Pair, now: Time) -> Result<(), StoreError> {
    if !change.convoys().join(&pair.one.iri, &pair.other.iri, now).await? {
        return Ok(());
    }
    for (own, other) in [(&pair.one, &pair.other), (&pair.other, &pair.one)] {
        if own.local {
            let name = notice_id(own, other)?;
            let news = News {
                entry: &name,
                kind: NoticeKind::Convoy,
                author: &other.author,
                organisation: &own.author,
                about: Some(&other.iri),
            };
            change.notices().tell_writers(news, None, now).await?;
        }
    }
    Ok(())
}

/// Parts the other's plan from the own one in the id of a notice.
const BETWEEN: &str = "#geleitzug-";

fn notice_id(own: &EntryRow, other: &EntryRow) -> Result<Iri, StoreError> {
    Iri::of_activity("notice", &format!("{}{BETWEEN}{}", other.iri, own.id)).map_err(StoreError::failed)
}

/// The last part of the address of the own plan, from the id of a notice.
pub fn own_plan(notice: &Iri) -> Option<&str> {
    notice.as_str().split_once(BETWEEN).map(|(_, id)| id)
}

fn is_published(row: &EntryRow) -> bool {
    row.standing == commons::Standing::Published && matches!(row.kind, Kind::Project | Kind::Call)
}

/// Whether somebody still looks for company: an idea or a plan, or a call that seeks.
fn is_open(entry: &Entry, now: Time) -> bool {
    let touched = entry.confirmed.map_or(entry.updated, |confirmed| confirmed.max(entry.updated));
    let is_fresh = now.millis() - touched.millis() < FRESH;
    is_fresh
        && match &entry.content {
            Content::Project(project) => matches!(project.status, Status::Idea | Status::Planned),
            Content::Call(Call { direction, progress, .. }) => {
                *direction == Direction::Seek && *progress == Progress::Open
            }
            _ => false,
        }
}

/// How alike they have to be; none where they lie in different fields.
fn needed(one: &Entry, other: &Entry) -> Option<f64> {
    let (ours, theirs) = (&one.fields_of_action, &other.fields_of_action);
    if ours.is_empty() || theirs.is_empty() {
        return Some(VERY_ALIKE);
    }
    ours.iter().any(|field| theirs.contains(field)).then_some(ALIKE)
}

/// Plans of others that share words with this, as its author finds them. Of a neighbour's plan only those of ours matter: its own node tells it.
async fn candidates(town: &Town, row: &EntryRow, entry: &Entry) -> Result<Vec<EntryRow>, Failure> {
    let words = words(entry);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let texts = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let mut filters = Filters::from([
        (Facet::Kind, texts(&[Kind::Project.code(), Kind::Call.code()])),
        (Facet::Status, texts(&[Status::Idea.code(), Status::Planned.code(), Progress::Open.code()])),
    ]);
    if !row.local {
        filters
            .insert(Facet::Organisation, town.hosts.all().iter().map(|ours| ours.iri.to_string()).collect());
    }
    let reader = Reader::of(row.author.clone());
    let search = Search::new(Question::parse(&words)?, reader.clone(), town.clock.now());
    let search = Search { filters, limit: LOOKED_AT, deadline_ms: 5_000, ..search };
    let hits = asking::search(town, search).await?.hits;
    let mut reading = town.store.reading().await?;
    let mut others = Vec::new();
    for hit in hits.iter().filter(|hit| hit.organisation.iri != row.author.as_str()) {
        let Ok(iri) = Iri::parse("id", &hit.iri) else { continue };
        if let Found::Readable(other) = reading.entries().readable_iri(&iri, &reader).await? {
            others.push(*other);
        }
    }
    Ok(others)
}

/// The words of a plan as a question: nothing in them is grammar.
fn words(entry: &Entry) -> String {
    let text = format!("{} {} {}", entry.title, entry.topics.join(" "), entry.summary);
    let is_word = |character: char| character.is_alphanumeric();
    let words = text.split(|character: char| !is_word(character)).filter(|word| word.chars().count() > 1);
    let words: Vec<_> = words.filter(|word| word.chars().count() <= 40).take(WORDS).collect();
    text::cut(&words.join(" "), Question::LONGEST)
}

fn topic(entry: &Entry) -> Topic {
    let said = if entry.summary.is_empty() { &entry.text } else { &entry.summary };
    Topic { name: format!("{} {}", entry.title, entry.topics.join(" ")), said: said.clone() }
}

async fn may_both_read(town: &Town, one: &EntryRow, other: &EntryRow) -> Result<bool, StoreError> {
    let mut reading = town.store.reading().await?;
    for (entry, author) in [(&one.iri, &other.author), (&other.iri, &one.author)] {
        let found = reading.entries().readable_iri(entry, &Reader::of(author.clone())).await?;
        if !matches!(found, Found::Readable(_)) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether this organisation wants to be brought together with others. What a neighbour wants, its own node knows.
async fn takes_part(town: &Town, organisation: &Iri) -> Result<bool, StoreError> {
    let settings = town.store.reading().await?.settings().of_organisation(organisation).await?;
    Ok(settings.convoy == Convoy::On)
}
