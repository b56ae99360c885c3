//! The three lists: who asks, who reads, whom we read. Each is shown from its newest on, so many at a time.

use commons::{Iri, Time, text};
use store::moves::MoveAnswer;
use store::{ActorRow, Answer, Cursor, FollowRow, Reading, Stance, StoreError};

use super::super::blocks;
use super::super::party::Party;
use super::super::waiting;
use super::missing::{self, Question};
use crate::acting::Acting;
use crate::pages::Speech;
use crate::pages::plain::{self, Condition};
use crate::town::Town;

/// Requests on a page: with what each says of itself.
const REQUESTS: usize = 8;
/// Lines of the other lists on a page.
const LINES: usize = 15;
/// Moves named on a page.
const MOVES: i64 = 10;
/// A message is shown up to here, in characters; its sender may write so much.
const MESSAGE: usize = text::caps::SHORT;

/// A list, as far as it is shown.
pub struct List<T> {
    /// What is shown.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: Option<String>,
    /// What stands behind the question mark of the next page.
    pub more: Option<String>,
}

/// Somebody asks to follow.
pub struct Request {
    /// By which it is answered.
    pub id: String,
    /// Who asks.
    pub party: Party,
    /// What is known here of their entries.
    pub entries: Option<String>,
    /// What they wrote.
    pub message: String,
    /// Since when they wait.
    pub since: String,
    /// Where they can be turned away.
    pub blocking: String,
}

/// Somebody reads.
pub struct Reader {
    /// By which it is ended.
    pub id: String,
    /// Who reads.
    pub party: Party,
    /// Since when.
    pub since: String,
    /// How much is there, and how much on its way.
    pub known: Vec<String>,
}

/// Somebody is read.
pub struct Following {
    /// By which it is ended.
    pub id: String,
    /// Who is read.
    pub party: Party,
    /// How it stands.
    pub condition: Condition,
    /// How many entries are here.
    pub entries: Option<String>,
    /// What came of comparing what both sides hold.
    pub comparison: Option<String>,
}

impl Request {
    pub(super) const LIST: &str = "anfragen";
}

impl Reader {
    pub(super) const LIST: &str = "leser";
}

impl Following {
    pub(super) const LIST: &str = "gelesene";
}

/// Who reads the lists, and for whom.
pub struct Desk<'a> {
    reading: Reading,
    acting: &'a Acting,
    ours: &'a Iri,
    speech: &'a Speech,
    now: Time,
}

impl<'a> Desk<'a> {
    /// Reads for this organisation.
    pub async fn open(town: &Town, acting: &'a Acting, speech: &'a Speech) -> Result<Self, StoreError> {
        let reading = town.store.reading().await?;
        Ok(Self { reading, acting, ours: &acting.organisation.iri, speech, now: town.clock.now() })
    }

    /// Who asks.
    pub async fn requests(&mut self, before: &Cursor, total: i64) -> Result<List<Request>, StoreError> {
        let rows = self.reading.follows().requests(self.ours, before, beyond(REQUESTS)).await?;
        let (rows, more) = page(rows, REQUESTS, Request::LIST);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let party = self.party(&row.follower).await?;
            items.push(Request {
                entries: self.entries_of(&row.follower).await?,
                blocking: blocks::address_of(self.acting, &row.follower),
                message: text::cut(&row.message, MESSAGE),
                since: self.speech.since(row.asked, self.now),
                id: row.id,
                party,
            });
        }
        Ok(List { items, total: waiting::shown(total, self.speech), more })
    }

    /// Who reads us.
    pub async fn readers(&mut self, before: &Cursor) -> Result<List<Reader>, StoreError> {
        let rows = self.reading.follows().readers(self.ours, before, beyond(LINES)).await?;
        let (rows, more) = page(rows, LINES, Reader::LIST);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let actor = self.reading.actors().by_iri(&row.follower).await?;
            let party = self.party_of(&row.follower, actor.as_ref());
            items.push(Reader {
                known: self.known_by(actor.as_ref()).await?,
                since: self.speech.since(row.answered.unwrap_or(row.asked), self.now),
                id: row.id,
                party,
            });
        }
        let total = self.reading.follows().count_followers(self.ours).await?;
        Ok(List { items, total: self.number(total), more })
    }

    /// Whom we read.
    pub async fn followings(&mut self, before: &Cursor) -> Result<List<Following>, StoreError> {
        let rows = self.reading.follows().followings(self.ours, before, beyond(LINES)).await?;
        let (rows, more) = page(rows, LINES, Following::LIST);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let actor = self.reading.actors().by_iri(&row.followed).await?;
            let party = self.party_of(&row.followed, actor.as_ref());
            let walk = self.reading.walks().between(self.ours, &row.followed).await?;
            items.push(Following {
                condition: self.condition(&row, actor.as_ref(), &party).await?,
                comparison: plain::comparison(&walk, self.now, self.speech),
                entries: self.entries_of(&row.followed).await?,
                id: row.id,
                party,
            });
        }
        let total = self.reading.follows().count_followings(self.ours).await?;
        Ok(List { items, total: self.number(total), more })
    }

    /// Who of those we follow, or followed, said that it is somewhere else, and what came of that.
    pub async fn moved(&mut self) -> Result<Vec<String>, StoreError> {
        let mut sentences = Vec::new();
        for row in self.reading.moves().concerning(self.ours, MOVES).await? {
            let (name, there) = (self.party(&row.actor).await?.name, self.party(&row.target).await?.address);
            let key = match row.answer {
                MoveAnswer::Followed => "connections-moved",
                MoveAnswer::Refused => "connections-moved-refused",
                _ => "connections-moving",
            };
            let day = self.speech.date(row.heard);
            let blanks = [("name", name.as_str()), ("host", there.as_str()), ("day", day.as_str())];
            sentences.push(self.speech.tell(key, &blanks));
        }
        Ok(sentences)
    }

    /// What an administrator is to decide.
    pub async fn questions(&mut self) -> Result<Vec<Question>, StoreError> {
        missing::questions(&mut self.reading, self.ours, self.speech).await
    }

    /// How it stands with whom we read: a connection that stands may still be to somebody who is silent, or who does not tell.
    async fn condition(
        &mut self,
        row: &FollowRow,
        actor: Option<&ActorRow>,
        party: &Party,
    ) -> Result<Condition, StoreError> {
        let peer = self.reading.peers().by_origin(&row.followed.origin()).await?;
        let stance = peer.as_ref().map(|peer| peer.stance).unwrap_or_default();
        let stands = row.answer == Answer::Accepted && stance != Stance::Blocked && !party.is_here();
        let silent = peer.filter(|_| stands).and_then(|peer| plain::absent(&peer, self.now, self.speech));
        let tells = actor.is_none_or(|actor| actor.changes.is_some());
        Ok(match silent {
            Some(silent) => silent,
            None if stands && !tells => plain::pushed_only(self.speech),
            None => plain::following(row, party.lives, stance, self.now, self.speech),
        })
    }

    async fn party(&mut self, iri: &Iri) -> Result<Party, StoreError> {
        let actor = self.reading.actors().by_iri(iri).await?;
        Ok(self.party_of(iri, actor.as_ref()))
    }

    fn party_of(&self, iri: &Iri, actor: Option<&ActorRow>) -> Party {
        actor.map_or_else(|| Party::unknown(iri), |actor| Party::of_actor(actor, self.speech))
    }

    /// How many entries of this author are here; nothing where there are none.
    async fn entries_of(&mut self, author: &Iri) -> Result<Option<String>, StoreError> {
        let count = self.reading.entries().count_by_author(author).await?;
        Ok(u64::try_from(count)
            .ok()
            .filter(|count| *count > 0)
            .map(|count| self.speech.count("entries", count)))
    }

    /// How much of ours this reader has, and how much is on its way there. On this node all of it is there at once.
    async fn known_by(&mut self, reader: Option<&ActorRow>) -> Result<Vec<String>, StoreError> {
        let Some(actor) = reader.filter(|actor| !actor.local) else {
            return Ok(vec![self.speech.say("connections-here")]);
        };
        let most = waiting::COUNTED + 1;
        let known = self.reading.deliveries().count_known(self.ours, &actor.shared_inbox, most).await?;
        let backlog = self.reading.deliveries().backlog_of(self.ours, &actor.origin).await?;
        let known = match waiting::shown(known, self.speech) {
            Some(number) => self.speech.tell("connections-known", &[("said", &number)]),
            None => self.speech.say("connections-known-none"),
        };
        let counted = |count: i64, key: &str| {
            let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
            Some(self.speech.count(key, count))
        };
        let rest = [(backlog.waiting, "connections-on-their-way"), (backlog.parked, "neighbour-parked")];
        Ok([Some(known)].into_iter().chain(rest.map(|(count, key)| counted(count, key))).flatten().collect())
    }

    fn number(&self, count: i64) -> Option<String> {
        u64::try_from(count).ok().filter(|count| *count > 0).map(|count| self.speech.number(count))
    }
}

/// One more than is shown tells whether there are more.
fn beyond(shown: usize) -> i64 {
    i64::try_from(shown + 1).unwrap_or(i64::MAX)
}

/// What is shown, and where the next page begins.
fn page(mut rows: Vec<FollowRow>, shown: usize, list: &str) -> (Vec<FollowRow>, Option<String>) {
    let is_more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| is_more).map(|last| Cursor::at(last.asked, &last.id));
    (rows, next.map(|next| format!("liste={list}&vor={next}")))
}
