//! The towns of the demonstration, with everything they have published: for tests that look at full pages.

use std::sync::atomic::{AtomicU16, Ordering};

use node::demo::{self, Nodes};
use tempfile::TempDir;

use super::ground;

/// The running demonstration, seen from its first town.
pub struct Demo {
    _nodes: Nodes,
    _dir: TempDir,
    port: u16,
}

impl Demo {
    /// Starts its nodes and waits until all of them know everything.
    pub async fn starts() -> Self {
        ground::prepare();
        let (dir, port) = (tempfile::tempdir().unwrap(), three_ports());
        let nodes = demo::towns(dir.path(), port).await.unwrap();
        Self { _nodes: nodes, _dir: dir, port }
    }

    /// Where its first town is.
    pub fn address(&self) -> String {
        format!("http://auenstadt.localhost:{}", self.port)
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
