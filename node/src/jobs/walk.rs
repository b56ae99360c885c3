//! A follower walks the changes of whom he follows: first fill, long absence, a restored backup and the daily check are this one walk.

pub mod checking;
pub mod journey;

use std::collections::HashMap;

use commons::Origin;
use store::follows::DueWalk;
use store::{FollowRow, StoreError};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use crate::failure::noted;
use crate::jobs::LOOK;
use crate::operations::walked::{LEASE, Walk};
use crate::town::Town;

/// Walks under way at once, to all neighbours together.
const AT_ONCE: usize = 8;
/// Walks under way to one neighbour.
const PER_PEER: usize = 2;
/// Among so many that are due it is chosen.
const DUE: i64 = 500;

/// Walks for ever what is due.
pub async fn run(town: Town) {
    let mut walks = UnderWay::default();
    loop {
        let claimed = claim(&town, &walks).await.unwrap_or_else(|error| {
            noted(error);
            Vec::new()
        });
        let idle = claimed.is_empty();
        for walk in claimed {
            walks.begin(&town, walk);
        }
        tokio::select! {
            Some(ended) = walks.tasks.join_next_with_id() => walks.ended(&ended),
            _ = timeout(LOOK * 4, town.walk.notified()), if idle => {}
            () = sleep(LOOK), if !idle => {}
        }
    }
}

/// The walks of this process, and where they walk.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    origins: HashMap<Id, Origin>,
}

impl UnderWay {
    fn begin(&mut self, town: &Town, walk: Walk) {
        let (origin, town) = (walk.origin(), town.clone());
        let task = self.tasks.spawn(async move {
            if let Err(error) = journey::run(&town.hall, walk).await {
                // The lease runs out, and it is walked again.
                noted(error);
            }
        });
        self.origins.insert(task.id(), origin);
    }

    fn ended(&mut self, ended: &Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => *id,
            Err(error) => {
                tracing::error!(%error, "a walk ended in a panic");
                error.id()
            }
        };
        self.origins.remove(&id);
    }

    /// Those that can begin: in all, and with each neighbour, only so many at once.
    fn choose(&self, due: Vec<DueWalk>) -> Vec<FollowRow> {
        let mut at: HashMap<Origin, usize> = HashMap::new();
        for origin in self.origins.values() {
            *at.entry(origin.clone()).or_default() += 1;
        }
        let mut chosen = Vec::new();
        for DueWalk { follow, is_probe } in due {
            let under_way = at.entry(follow.followed.origin()).or_default();
            if chosen.len() + self.tasks.len() < AT_ONCE && *under_way < if is_probe { 1 } else { PER_PEER } {
                *under_way += 1;
                chosen.push(follow);
            }
        }
        chosen
    }
}

async fn claim(town: &Town, walks: &UnderWay) -> Result<Vec<Walk>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let due = town.store.reading().await?.follows().walk_due(now, DUE).await?;
    let chosen = walks.choose(due);
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| {
            let chosen = chosen.clone();
            Box::pin(async move {
                let mut claimed = Vec::with_capacity(chosen.len());
                for follow in chosen {
                    let (follower, followed) = (&follow.follower, &follow.followed);
                    if change.walks().claim(follower, followed, now, now, now.plus(LEASE)).await? {
                        let row = change.walks().between(follower, followed).await?;
                        claimed.push(Walk { follow, row });
                    }
                }
                Ok(claimed)
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use commons::{Iri, Time};
    use store::Answer;

    use super::*;

    fn due(host: &str, count: usize, is_probe: bool) -> Vec<DueWalk> {
        let iri = |text: &str| Iri::parse("id", text).expect("an id");
        let follow = |number: usize| FollowRow {
            follower: iri(&format!("https://a{number}.de/")),
            followed: iri(&format!("https://{host}/")),
            id: number.to_string(),
            activity: iri("https://a.de/f"),
            message: String::new(),
            answer: Answer::Accepted,
            version: 1,
            asked: Time::default(),
            answered: None,
            cursor: None,
            walk_due: Time::default(),
            walked: None,
            walk_error: None,
        };
        (0..count).map(|number| DueWalk { follow: follow(number), is_probe }).collect()
    }

    #[test]
    fn no_neighbour_takes_the_place_of_the_others() {
        let walks = UnderWay::default();
        let all = [due("big.de", 50, false), due("away.de", 3, true), due("small.de", 1, false)].concat();
        let chosen: Vec<_> = walks.choose(all).iter().map(|row| row.followed.to_string()).collect();
        assert_eq!(chosen, ["https://big.de/", "https://big.de/", "https://away.de/", "https://small.de/"]);
    }

    #[test]
    fn only_so_many_are_under_way_at_once() {
        let many = (0..30).flat_map(|number| due(&format!("t{number}.de"), 1, false)).collect();
        assert_eq!(UnderWay::default().choose(many).len(), AT_ONCE);
    }
}
