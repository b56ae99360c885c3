//! What is done later. Each job compares its place with what the memory says and may die at any moment.

pub mod convoy;
pub mod deliver;
pub mod dialects;
pub mod digest;
pub mod fetch;
pub mod hear;
pub mod index;
pub mod lists;
pub mod mail;
pub mod meet;
pub mod misses;
pub mod moves;
pub mod tidy;
pub mod walk;

use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::town::Town;

/// How often a job looks for what another process has written, or for what has become due.
pub const LOOK: Duration = Duration::from_millis(250);

/// Starts every job of this town. They end when `stop` says true.
pub fn start(town: &Town, queue: hear::Queue, stop: &watch::Receiver<bool>) -> JoinSet<()> {
    // Boxed: what is spawned is compiled anew for each kind of runtime, and these are large.
    let jobs: [BoxFuture<'static, ()>; 14] = [
        until(stop.clone(), hear::run(town.clone(), queue)).boxed(),
        // The index ends between two commits and not in one.
        index::run(town.clone(), stop.clone()).boxed(),
        // Nor does a mail end half way: it would be sent twice.
        mail::run(town.clone(), stop.clone()).boxed(),
        until(stop.clone(), deliver::run(town.clone())).boxed(),
        until(stop.clone(), walk::run(town.clone())).boxed(),
        until(stop.clone(), lists::run(town.clone())).boxed(),
        until(stop.clone(), moves::run(town.clone())).boxed(),
        until(stop.clone(), fetch::run(town.clone())).boxed(),
        until(stop.clone(), meet::run(town.clone())).boxed(),
        until(stop.clone(), tidy::run(town.clone())).boxed(),
        until(stop.clone(), dialects::run(town.clone())).boxed(),
        until(stop.clone(), digest::run(town.clone())).boxed(),
        until(stop.clone(), convoy::run(town.clone())).boxed(),
        // What has gathered is written down before it ends.
        misses::run(town.clone(), stop.clone()).boxed(),
    ];
    jobs.into_iter().collect()
}

async fn until(mut stop: watch::Receiver<bool>, job: impl Future<Output = ()>) {
    tokio::select! {
        () = job => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}
