//! A follower walks the changes of whom he follows, and who belongs to a circle what the others there addressed to circles: first fill, long absence, a restored backup and the daily check are this one walk.

pub mod checking;
pub mod journey;

use std::collections::HashMap;

use commons::Origin;
use store::StoreError;
use store::follows::DueWalk;
use store::walks::{Bond, Place};
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
    fn choose(&self, due: Vec<DueWalk>) -> Vec<Place> {
        let mut at: HashMap<Origin, usize> = HashMap::new();
        for origin in self.origins.values() {
            *at.entry(origin.clone()).or_default() += 1;
        }
        let mut chosen = Vec::new();
        for DueWalk { place, is_probe } in due {
            let under_way = at.entry(place.author.origin()).or_default();
            if chosen.len() + self.tasks.len() < AT_ONCE && *under_way < if is_probe { 1 } else { PER_PEER } {
                *under_way += 1;
                chosen.push(place);
            }
        }
        chosen
    }
}

async fn claim(town: &Town, walks: &UnderWay) -> Result<Vec<Walk>, StoreError> {
    let now = town.clock.now();
    // Asked of a reader first: most of the time there is nothing, and the writer is not bothered.
    let mut reading = town.store.reading().await?;
    let mut due = reading.follows().walk_due(now, DUE).await?;
    due.extend(reading.circles().walk_due(now, DUE).await?);
    drop(reading);
    let chosen = walks.choose(due);
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    town.store
        .write(move |change| {
            let chosen = chosen.clone();
            Box::pin(async move {
                let mut claimed = Vec::with_capacity(chosen.len());
                for place in chosen {
                    let (reader, author, until) = (&place.reader, &place.author, now.plus(LEASE));
                    let is_ours = match place.bond {
                        Bond::Follow => change.walks().claim(reader, author, now, now, until).await?,
                        Bond::Circle => {
                            change.walks().claim_in_circle(reader, author, now, now, until).await?
                        }
                    };
                    if is_ours {
                        let row = change.walks().between(reader, author).await?;
                        claimed.push(Walk { place, row });
                    }
                }
                Ok(claimed)
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use commons::Iri;

    use super::*;

    fn due(host: &str, count: usize, is_probe: bool) -> Vec<DueWalk> {
        let iri = |text: &str| Iri::parse("id", text).expect("an id");
        let place = |number: usize| Place {
            reader: iri(&format!("https://a{number}.de/")),
            author: iri(&format!("https://{host}/")),
            bond: Bond::Follow,
            cursor: None,
            walked: None,
        };
        (0..count).map(|number| DueWalk { place: place(number), is_probe }).collect()
    }

    #[test]
    fn no_neighbour_takes_the_place_of_the_others() {
        let walks = UnderWay::default();
        let all = [due("big.de", 50, false), due("away.de", 3, true), due("small.de", 1, false)].concat();
        let chosen: Vec<_> = walks.choose(all).iter().map(|place| place.author.to_string()).collect();
        assert_eq!(chosen, ["https://big.de/", "https://big.de/", "https://away.de/", "https://small.de/"]);
    }

    #[test]
    fn only_so_many_are_under_way_at_once() {
        let many = (0..30).flat_map(|number| due(&format!("t{number}.de"), 1, false)).collect();
        assert_eq!(UnderWay::default().choose(many).len(), AT_ONCE);
    }
}
