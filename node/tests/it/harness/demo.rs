//! The towns of the demonstration, with everything they have published: for tests that look at full pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use node::demo;
use tempfile::TempDir;

use super::clock::WallClock;
use super::{Clerk, House, Town, ground};

/// The running demonstration, seen from Auenstadt.
pub struct Demo {
    /// Its first town.
    pub town: Town,
    /// Who administers it and runs its node.
    pub administrator: Clerk,
    _houses: Vec<Arc<House>>,
    _dir: TempDir,
}

impl Demo {
    /// Starts its nodes and waits until all of them know everything.
    pub async fn starts() -> Self {
        ground::prepare();
        let (dir, clock) = (tempfile::tempdir().unwrap(), Arc::<WallClock>::default());
        let nodes = demo::towns(dir.path(), three_ports(), clock.clone()).await.unwrap();
        let running = nodes.into_running().into_iter();
        let houses: Vec<_> = running.map(|running| House::of(running, clock.clone())).collect();
        let organisation = houses[0].node().hosts.by_handle("auenstadt").unwrap();
        let town = Town::new(&houses[0], organisation).await;
        let administrator = town.administrator().await;
        administrator.runs_the_node().await;
        Self { town, administrator, _houses: houses, _dir: dir }
    }

    /// Where its first town is, without a slash at the end.
    pub fn address(&self) -> String {
        format!("http://{}", self.town.host())
    }
}

/// The first of three neighbouring ports that are free.
fn three_ports() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let next = u32::from(NEXT.fetch_add(3, Ordering::Relaxed));
        let first = u16::try_from(20_000 + (std::process::id() * 16 + next) % 10_000).unwrap();
        if (first..first + 3).all(|port| std::net::TcpListener::bind(("127.0.0.1", port)).is_ok()) {
            return first;
        }
    }
}
