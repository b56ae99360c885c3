//! Verified letters have their effect: up to fifty in one transaction, each answered for itself once it is committed.
//!
//! A refusal answers its own status and the batch goes on. An error rolls the batch back, then each letter is tried alone; what fails again is
//! parked for a person and answered 202, so that its sender does not come again for ever.

use std::sync::Arc;

use commons::{Refusal, Time};
use federation::{Activity, Heard, Object, RemoteActor};
use store::StoreError;
use tokio::sync::{Mutex, mpsc, oneshot};

use crate::failure::noted;
use crate::operations::hear::{self, Batch, Effect, Standings};
use crate::town::Town;

/// Letters that wait. When the queue is full, senders are told to come again.
const WAITING: usize = 2_000;
/// Letters applied in one transaction.
const AT_ONCE: usize = 50;
/// How long an answer to a follow is remembered, since its id may rightly come twice.
const FOLLOWS_REMEMBERED: i64 = 2 * Time::HOUR;
/// How long all else is remembered.
const REMEMBERED: i64 = 120 * Time::DAY;

/// A letter on its way to the memory.
struct Errand {
    letter: Arc<Spoken>,
    answer: oneshot::Sender<Result<Effect, Refusal>>,
}

/// A verified letter, and its sender where he had to be fetched.
pub struct Spoken {
    /// What was said.
    pub heard: Heard,
    /// Who said it, if he was not known before.
    pub sender: Option<RemoteActor>,
    /// The letter as it came, to be kept if it has to be parked.
    pub body: bytes::Bytes,
}

/// Where verified letters are handed in.
#[derive(Clone)]
pub struct Ear(mpsc::Sender<Errand>);

/// Where they wait.
pub struct Queue(mpsc::Receiver<Errand>);

/// The two ends of the queue.
pub fn queue() -> (Ear, Queue) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Ear(sender), Queue(receiver))
}

impl Ear {
    /// Hands in a letter and waits until its effect is committed.
    ///
    /// # Errors
    /// The letter's refusal; [`Refusal::Busy`] when too many wait.
    pub async fn hear(&self, letter: Spoken) -> Result<Effect, Refusal> {
        let (answer, answered) = oneshot::channel();
        let errand = Errand { letter: Arc::new(letter), answer };
        self.0.try_send(errand).map_err(|_| Refusal::Busy {})?;
        answered.await.unwrap_or(Err(Refusal::Busy {}))
    }
}

/// Applies what is handed in until the other end is gone.
pub async fn run(town: Town, mut queue: Queue) {
    let mut errands = Vec::with_capacity(AT_ONCE);
    let known = Known::default();
    while queue.0.recv_many(&mut errands, AT_ONCE).await > 0 {
        let letters: Arc<[_]> = errands.iter().map(|errand| Arc::clone(&errand.letter)).collect();
        let answers = match together(&town, &letters, &known).await {
            Ok(answers) => answers,
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    letters = letters.len(),
                    "a batch is taken apart"
                );
                alone(&town, &letters, &known).await
            }
        };
        for (errand, answer) in errands.drain(..).zip(answers) {
            // Nobody listens any more: the sender went away, and will come again.
            let _ = errand.answer.send(answer);
        }
        if letters.iter().any(|letter| changes_acquaintance(&letter.heard.activity)) {
            town.acquaintance.forget();
            town.deliver.notify_one();
            town.walk.notify_one();
        }
    }
}

/// Who follows whom, who belongs to a circle, or with which key somebody signs, may be different now.
fn changes_acquaintance(activity: &Activity) -> bool {
    activity.may_come_again()
        || matches!(activity, Activity::Circle { .. } | Activity::Update { object: Object::Actor(_), .. })
}

type Answers = Vec<Result<Effect, Refusal>>;
/// Held only by the batch that is being applied.
type Known = Arc<Mutex<Standings>>;

/// All letters in one transaction.
async fn together(town: &Town, letters: &Arc<[Arc<Spoken>]>, known: &Known) -> Result<Answers, StoreError> {
    let (hall, letters, standings) = (Arc::clone(&town.hall), Arc::clone(letters), Arc::clone(known));
    let now = hall.clock.now();
    town.store
        .write(move |change| {
            let (hall, letters, standings) =
                (Arc::clone(&hall), Arc::clone(&letters), Arc::clone(&standings));
            Box::pin(async move {
                let mut standings = standings.lock().await;
                standings.refresh(&hall.acquaintance, now);
                let mut batch = Batch::new(now, &hall.hosts, &mut standings);
                let keys: Vec<_> = letters.iter().map(|letter| remembered(&letter.heard, now)).collect();
                let unheard = change.heard().all_once(&keys).await?;
                let new: Vec<_> = letters.iter().zip(&unheard).filter(|(_, unheard)| **unheard).collect();
                let new: Vec<_> =
                    new.iter().map(|(letter, _)| (&letter.heard, letter.sender.as_ref())).collect();
                let mut effects = hear::apply(change, &new, &mut batch).await?.into_iter();
                let mut answers = Vec::with_capacity(letters.len());
                for ((key, _), unheard) in keys.iter().zip(unheard) {
                    let effect = if unheard { effects.next() } else { None };
                    let answer = effect.unwrap_or(Ok(Effect::Already));
                    if answer.is_err() {
                        // It had no effect, and may come again.
                        change.heard().unlearn(key).await?;
                    }
                    answers.push(answer);
                }
                Ok(answers)
            })
        })
        .await
}

/// Each letter in a transaction of its own; what fails again is parked.
async fn alone(town: &Town, letters: &[Arc<Spoken>], known: &Known) -> Answers {
    // What was read in a transaction that failed may never have been.
    *known.lock().await = Standings::default();
    let mut answers = Vec::with_capacity(letters.len());
    for letter in letters {
        let answer = match together(town, &Arc::from([Arc::clone(letter)]), known).await {
            Ok(mut answer) => answer.pop().unwrap_or(Err(Refusal::FAILED)),
            Err(StoreError::Busy(_)) => Err(Refusal::Busy {}),
            Err(error) => park(town, letter, error).await,
        };
        answers.push(answer);
    }
    answers
}

async fn park(town: &Town, letter: &Arc<Spoken>, error: StoreError) -> Result<Effect, Refusal> {
    let said = format!("{error:#}");
    tracing::error!(error = said, activity.id = letter.heard.id.as_str(), "a letter is parked");
    let (letter, now) = (Arc::clone(letter), town.clock.now());
    let parked = town.store.write(move |change| {
        let (letter, said) = (Arc::clone(&letter), said.clone());
        Box::pin(async move {
            let body = String::from_utf8_lossy(&letter.body).into_owned();
            change.parked().put(&letter.heard.actor, &body, &said, now).await
        })
    });
    parked.await.map(|()| Effect::Dropped).map_err(|error: StoreError| {
        noted(error);
        Refusal::Busy {}
    })
}

/// Under which key a letter is remembered, and until when.
fn remembered(heard: &Heard, now: Time) -> (&str, Time) {
    let kept = if heard.activity.may_come_again() { FOLLOWS_REMEMBERED } else { REMEMBERED };
    (&heard.replay_key, now.plus(kept))
}
