//! Real towns to play with: several nodes in this process, neighbours of a few lines, and letters with one thing wrong.

#[macro_use]
mod ground;
mod clerk;
mod clock;
pub mod contract;
mod front;
mod house;
mod letter;
mod memory;
mod peer;
pub mod postgres;
mod received;
mod smtp;
mod town;
mod wire;

pub mod browser;
mod demo;

/// The proxy that `federation` is tried with.
#[path = "../../../../federation/tests/it/proxy.rs"]
mod gate;

use std::time::{Duration, Instant};

pub use clerk::Clerk;
pub use clock::WallClock;
pub use front::{Passed, front};
pub use ground::{Ground, clusters};
pub use house::House;
pub use letter::{Letter, http_date};
pub use memory::Memory;
pub use peer::Peer;
pub use received::Received;
pub use smtp::Smtp;
pub use town::{Town, Written, project};
pub use wire::{Request, Response, raw};

pub use browser::{Browser, Options};
pub use demo::Demo;
pub use gate::Gate;

/// How long anything may take until it is seen. Only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks again and again until there is an answer.
pub async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, mut look: impl FnMut() -> F) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = look().await {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The same while time passes for everybody, one step in each tenth of a second: where more passed, a letter would be hours old on a slow machine
/// before it is read.
pub async fn eventually_as_time_passes<T, F: Future<Output = Option<T>>>(
    clock: &WallClock,
    step: i64,
    what: &str,
    mut look: impl FnMut() -> F,
) -> T {
    let mut stepped = Instant::now();
    eventually(what, || {
        if stepped.elapsed() > Duration::from_millis(100) {
            clock.pass(step);
            stepped = Instant::now();
        }
        look()
    })
    .await
}

/// Long enough for what should not happen to have happened.
pub async fn a_while() {
    tokio::time::sleep(Duration::from_millis(700)).await;
}
