//! THREATS.md, row by row, at the doors of a real node. What `federation` tests in depth is tried here once: the status at the door,
//! and that nothing was kept.

mod abuse;
mod certificates;
mod dialects;
mod fetched;
mod flooding;
mod hanging;
mod json;
mod lists;
pub mod markup;
mod origin;
mod rows;
mod search;
mod signatures;
mod sockets;

use crate::harness::{Ground, Letter, Peer, Town};

/// A town, and a stranger who writes to it.
pub struct Scene {
    pub ground: Ground,
    pub town: Town,
    pub peer: Peer,
}

/// A town and a stranger it has never heard of.
pub async fn stranger() -> Scene {
    let ground = Ground::sqlite();
    let (town, peer) = (ground.town("auenstadt").await, Peer::new(&ground, "fremd").await);
    Scene { ground, town, peer }
}

/// A town and a neighbour whose entries come in.
pub async fn member() -> Scene {
    let scene = stranger().await;
    scene.town.befriends(&scene.peer).await;
    scene
}

impl Scene {
    /// A letter in which everything is right, and that nobody has sent yet.
    pub fn good(&self) -> Letter {
        self.peer.creates(
            &self.peer.project(&format!("{}", commons::EntryId::new(self.peer.now())), "Luftschloss"),
        )
    }

    /// The same in every dialect.
    pub fn good_in_all(&self) -> [Letter; 3] {
        [self.good(), self.good().in_rfc9421(), self.good().by_ed25519(&self.peer.ed25519)]
    }

    /// These letters are answered so, nothing is kept of them, and nobody is asked for anything.
    pub async fn refuses(&self, status: u16, letters: impl IntoIterator<Item = (&'static str, Letter)>) {
        let (memory, asked) = (self.town.memory().await, self.peer.asked(None));
        for (what, letter) in letters {
            let answer = letter.to(&self.town).await;
            assert_eq!(answer.status, status, "{what}: {}", answer.text());
            assert_eq!(self.town.memory().await, memory, "{what}: something was kept");
            assert_eq!(self.peer.asked(None), asked, "{what}: somebody was asked");
        }
    }

    /// These letters are taken, and nothing comes of them.
    pub async fn drops(&self, letters: impl IntoIterator<Item = (&'static str, Letter)>) {
        self.refuses(202, letters).await;
    }
}
