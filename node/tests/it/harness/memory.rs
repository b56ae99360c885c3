//! What a node holds, counted: refused letters must leave it as it was.

use commons::Standing;

/// A node's memory in numbers.
#[derive(Debug, PartialEq, Eq)]
pub struct Memory {
    /// The number of the last change.
    changed: i64,
    /// Entries, by how they stand.
    entries: Vec<i64>,
    /// Follows of local organisations, both ways, with their answers.
    follows: Vec<String>,
    /// Known neighbours, and how we stand with them.
    peers: Vec<String>,
    /// Letters that were parked.
    parked: i64,
}

impl Memory {
    /// What this node holds now.
    pub async fn of(town: &node::Town) -> Self {
        let mut reading = town.store.reading().await.unwrap();
        let mut entries = Vec::new();
        for standing in [Standing::Held, Standing::Published, Standing::Withdrawn, Standing::Erased] {
            entries.push(reading.entries().count_by_standing(standing).await.unwrap());
        }
        let mut follows = Vec::new();
        for organisation in town.hosts.all() {
            let mut rows = reading.follows().followers_of(&organisation.iri).await.unwrap();
            rows.extend(reading.follows().followed_by(&organisation.iri).await.unwrap());
            follows.extend(rows.iter().map(|row| format!("{} {:?} {}", row.id, row.answer, row.version)));
        }
        let peers = reading.peers().list().await.unwrap();
        let peers = peers.iter().map(|peer| format!("{} {}", peer.origin, peer.stance.code())).collect();
        let parked = reading.parked().count().await.unwrap();
        drop(reading);
        Self { changed: town.store.changed().await.unwrap(), entries, follows, peers, parked }
    }
}
