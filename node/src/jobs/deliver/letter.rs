//! The letter for a row, made from the present state: Create, Update, Delete, or nothing; Follow, Undo, Accept, Reject; Announce, Like, Undo;
//! Join; Flag, Move; Offer.

use std::sync::Arc;

use commons::{Acceptance, Circle, CircleMember, EntryId, Iri, MarkVerb, Membership, Month, Reader};
use federation::activities::follow::Asked;
use federation::objects::own_actor::key_id;
use federation::render::Between;
use federation::render::Flagged;
use federation::render::Marked;
use federation::{SigningKey, render};
use store::circles::FOR_EVER;
use store::moves::MoveAnswer;
use store::reports::{PASSED_ON, TAKEN_BACK};
use store::{Answer, CircleRow, Delivery, MarkRow, Reading, StoreError, Subject};

use crate::town::Town;

/// What there is to say.
pub enum Letter {
    /// The inbox knows everything it should.
    Nothing,
    /// A letter.
    Says {
        /// Its JSON.
        body: String,
        /// The version it tells: what the inbox has once it answers.
        version: i64,
        /// Who signs it.
        sender: Sender,
        /// What it tells.
        tells: Tells,
    },
}

/// What a letter tells of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// How it stands.
    News,
    /// That it is gone, or no longer for this inbox.
    Gone,
}

/// Who signs a letter.
pub struct Sender {
    /// The key.
    pub key: Arc<SigningKey>,
    /// The key's id.
    pub key_id: String,
}

/// Writes the letter for this row.
///
/// # Errors
/// When the memory cannot be read or the sender's key cannot be opened.
pub async fn write(town: &Town, row: &Delivery) -> anyhow::Result<Letter> {
    // An organisation that moved in through another process: what it has to say must not pass for nothing.
    if town.hosts.by_iri(&row.sender).is_none() {
        town.refresh_hosts().await?;
    }
    let mut reading = town.store.reading().await?;
    let mut tells = Tells::News;
    let said = match &row.subject {
        Subject::Entry(iri) => entry(town, &mut reading, row, iri, &mut tells).await?,
        Subject::Actor(iri) => actor(&mut reading, iri).await?,
        Subject::Follow { from, to } => follow(&mut reading, row, from, to).await?,
        Subject::Join { from, to } => join(&mut reading, from, to).await?,
        Subject::Flag(id) => flag(&mut reading, row, id).await?,
        Subject::Move(iri) => moved(&mut reading, row, iri).await?,
        Subject::Mark { actor, verb, object } => mark(&mut reading, row, actor, *verb, object).await?,
        Subject::Themes { from, to, month } => themes(&mut reading, from, to, *month).await?,
        Subject::Circle { circle, member } => about_circle(&mut reading, row, circle, member).await?,
    };
    let Some((body, version)) = said else { return Ok(Letter::Nothing) };
    let key = town.keyring.signing_key_for(&mut reading, &row.sender, &row.origin, town.clock.now()).await?;
    Ok(Letter::Says { body, version, sender: Sender { key, key_id: key_id(&row.sender) }, tells })
}

type Said = Option<(String, i64)>;

/// Visible and unknown to the inbox, or gone from it: Create. Visible and older there: Update. Not visible, ever tried and not gone: Delete.
/// Visible it is if anybody may read it to whom the inbox belongs: all on a node share one copy.
async fn entry(
    town: &Town,
    reading: &mut Reading,
    row: &Delivery,
    iri: &Iri,
    tells: &mut Tells,
) -> anyhow::Result<Said> {
    let Some(now) = reading.entries().by_iri(iri).await? else { return Ok(None) };
    let Some(author) = town.hosts.by_iri(&now.author) else { return Ok(None) };
    let readable = reading.entries().readable_at(iri, &row.inbox).await?;
    let readable = readable.map(|row| row.entry()).transpose()?;
    Ok(match (readable, row.have) {
        (Some(entry), None) => Some((render::create_again(&entry, &author, row.turn)?, entry.version)),
        (Some(entry), Some(_)) if row.gone => {
            Some((render::create_again(&entry, &author, row.turn)?, entry.version))
        }
        (Some(entry), Some(have)) if have < entry.version => {
            Some((render::update(&entry, &author)?, entry.version))
        }
        (Some(_), Some(_)) => None,
        (None, have) if row.tried_before && have.is_none_or(|have| have < row.want || !row.gone) => {
            *tells = Tells::Gone;
            let version = row.want.max(now.version);
            Some((render::delete_again(iri, &now.author, version, row.turn), version))
        }
        (None, _) => None,
    })
}

async fn actor(reading: &mut Reading, iri: &Iri) -> anyhow::Result<Said> {
    let Some(row) = reading.actors().by_iri(iri).await?.filter(|row| row.local) else { return Ok(None) };
    // From the same row as its version: the town's own picture of it may be a moment behind.
    let Some(organisation) = &row.organisation else { return Ok(None) };
    let keys = crate::fediverse::actor::keys(reading, iri).await?;
    let ways = crate::fediverse::actor::ways(reading, iri).await?;
    let body = render::update_moving_actor(organisation, &keys, &row.shared_inbox, &ways, row.version);
    Ok(Some((body, row.version)))
}

/// Who subscribes to a list and asked to be on it says so, once for each time it was asked.
async fn join(reading: &mut Reading, from: &Iri, to: &Iri) -> anyhow::Result<Said> {
    let subscription = reading.subscriptions().between(from, to).await?;
    let Some(joined) = subscription.and_then(|subscription| subscription.joined) else { return Ok(None) };
    let Some(list) = reading.lists().of_keeper(to).await? else { return Ok(None) };
    Ok(Some((render::join_list(from, &list.members, joined.millis()), joined.millis())))
}

/// The report of a month as a person has sent it.
async fn themes(reading: &mut Reading, from: &Iri, to: &Iri, month: Month) -> anyhow::Result<Said> {
    let Some(row) = reading.theme_reports().one(from, to, month).await? else { return Ok(None) };
    Ok(Some((render::offer_themes(from, to, &row.report, row.version), row.version)))
}

/// Asked and ended are said by the follower, accepted and declined by the followed. A follower who asks again though he was
/// accepted believes that the other side forgot.
async fn follow(reading: &mut Reading, row: &Delivery, from: &Iri, to: &Iri) -> anyhow::Result<Said> {
    let ours = row.sender == *from;
    let Some(row) = reading.follows().between(from, to).await? else { return Ok(None) };
    let asked = Asked { id: &row.activity, follower: from, followed: to };
    let body = match row.answer {
        Answer::Asked | Answer::Accepted if ours => render::follow(asked, &row.message),
        Answer::Ended if ours => render::undo_follow(asked, row.version),
        Answer::Accepted if !ours => render::accept(asked, row.version),
        Answer::Declined if !ours => render::reject(asked, row.version),
        _ => return Ok(None),
    };
    Ok(Some((body, row.version)))
}

/// Moved away: Move. Stays after all: its Undo, where the Move may have been sent.
async fn moved(reading: &mut Reading, row: &Delivery, iri: &Iri) -> anyhow::Result<Said> {
    let Some(known) = reading.moves().by_actor(iri).await? else { return Ok(None) };
    Ok(match known.answer {
        MoveAnswer::Ours => Some((render::move_on(iri, &known.target, known.version), known.version)),
        MoveAnswer::TakenBack if row.tried_before => {
            Some((render::undo_move(iri, &known.target, known.version), known.version))
        }
        _ => None,
    })
}

/// Passed on: Flag. Taken back: its Undo, where the Flag may have been sent.
async fn flag(reading: &mut Reading, row: &Delivery, id: &EntryId) -> anyhow::Result<Said> {
    let Some(report) = reading.reports().by_id(&id.to_string()).await? else { return Ok(None) };
    let entry = reading.entries().by_iri(&report.subject).await?;
    let owner = entry.map_or_else(|| report.subject.clone(), |entry| entry.author);
    let (actor, object, content) = (&row.sender, &report.subject, report.passed_as.as_str());
    let flagged = Flagged { report: &report.id, actor, object, owner: &owner, content };
    Ok(match report.version {
        PASSED_ON => Some((render::flag(flagged), PASSED_ON)),
        TAKEN_BACK if row.tried_before => Some((render::undo_flag(flagged), TAKEN_BACK)),
        _ => None,
    })
}

/// Said and unknown to the inbox: Announce or Like. Taken back and ever tried: Undo. What may no longer be read is recommended to nobody.
async fn mark(
    reading: &mut Reading,
    row: &Delivery,
    actor: &Iri,
    verb: MarkVerb,
    object: &Iri,
) -> anyhow::Result<Said> {
    let Some(mark) = reading.marks().one(actor, verb, object).await? else { return Ok(None) };
    let entry = reading.entries().by_iri(object).await?;
    let owner = entry.as_ref().map(|entry| &entry.author);
    let marked = marked(&mark, owner);
    let is_readable = reading.entries().readable_iri(object, &Reader::anyone()).await?.readable().is_some();
    Ok(match (mark.stands() && is_readable, row.have) {
        (true, have) if have.is_none_or(|have| have < mark.version) => {
            Some((render::mark(marked, &mark.reason), mark.version))
        }
        (false, have) if row.tried_before && have.is_none_or(|have| have < row.want) => {
            let version = row.want.max(mark.version);
            Some((render::undo_mark(marked, version), version))
        }
        _ => None,
    })
}

fn marked<'a>(mark: &'a MarkRow, owner: Option<&'a Iri>) -> Marked<'a> {
    let MarkRow { activity, actor, verb, object, said, .. } = mark;
    Marked { id: activity, actor, verb: *verb, object, owner, said: *said }
}

/// The owner invites, tells how the circle is now, lets go and dissolves; the organisation joins, declines and leaves.
async fn about_circle(
    reading: &mut Reading,
    row: &Delivery,
    circle: &Iri,
    member: &Iri,
) -> anyhow::Result<Said> {
    let Some(circle) = reading.circles().by_iri(circle).await? else { return Ok(None) };
    let Some(standing) = reading.circles().member(&circle.iri, member).await? else { return Ok(None) };
    let by_owner = row.sender == circle.owner;
    let version = if by_owner { circle.version } else { standing.version };
    let between = Between { circle: &circle.iri, owner: &circle.owner, member, version };
    let body = match standing.answer {
        Membership::Invited if by_owner => render::invite(between, &described(reading, &circle).await?),
        Membership::Accepted if by_owner => {
            render::update_circle(between, &described(reading, &circle).await?)
        }
        Membership::Removed if by_owner && reading.circles().is_dissolved(&circle).await? => {
            render::dissolve(between)
        }
        Membership::Removed if by_owner => render::remove(between),
        Membership::Accepted => {
            let (edition, sha256, office) = (standing.edition, standing.hash, standing.office);
            render::accept_agreement(between, &Acceptance { edition, sha256, office })
        }
        Membership::Declined if !by_owner => render::decline(between),
        Membership::Left if !by_owner => render::leave(between),
        _ => return Ok(None),
    };
    Ok(Some((body, version)))
}

/// A circle as its owner tells those who belong to it or are invited: no others are named.
pub async fn described(reading: &mut Reading, circle: &CircleRow) -> Result<Circle, StoreError> {
    let rows = reading.circles().members_of(&circle.iri).await?;
    let told =
        rows.into_iter().filter(|row| matches!(row.answer, Membership::Invited | Membership::Accepted));
    let members = told.map(|row| CircleMember {
        iri: row.member,
        name: row.name,
        membership: row.answer,
        until: Some(row.until).filter(|until| *until != FOR_EVER),
    });
    let CircleRow { iri, owner, version, name, purpose, agreement, .. } = circle.clone();
    Ok(Circle { iri, owner, version, name, purpose, agreement, members: members.collect() })
}
