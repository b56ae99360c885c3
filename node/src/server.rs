//! Serves connections with their limits, which `axum::serve` does not offer: a time for the headers, a size for them, a time
//! for taking the answer, a cap on connections.

mod impatient;

use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use crate::client_address::Caller;
use impatient::Impatient;

/// The limits of one listening socket.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections served at once.
    pub connections: usize,
    /// How long the headers of a request may take.
    pub header_time: Duration,
    /// How long the other end may take nothing of its answer.
    pub write_time: Duration,
    /// Bytes that the headers of a request may fill.
    pub header_bytes: usize,
}

impl Limits {
    /// The usual limits with so many connections.
    pub fn with_connections(connections: usize) -> Self {
        let (header_time, write_time) = (Duration::from_secs(10), Duration::from_secs(30));
        Self { connections, header_time, write_time, header_bytes: 32 * 1024 }
    }
}

/// Serves until `stop` says true, then lets requests in flight finish for ten seconds.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut open = tokio::task::JoinSet::new();
    loop {
        // Also with every place taken the stop is heard.
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = told_to(&mut stop) => break,
        };
        let Ok(place) = place else { break };
        let (stream, from) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: wait for some to come back.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = told_to(&mut stop) => break,
        };
        while open.try_join_next().is_some() {}
        let (router, stop) = (router.clone().layer(Extension(Caller(from))), stop.clone());
        open.spawn(async move {
            connection(stream, router, limits, stop).await;
            drop(place);
        });
    }
    let finished = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(Duration::from_secs(10), finished).await.is_err() {
        tracing::warn!("some requests were cut off by the stop");
    }
}

async fn connection(stream: TcpStream, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    // Small answers must not wait for more to come.
    let _ = stream.set_nodelay(true);
    let stream = Impatient::new(stream, limits.write_time);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_buf_size(limits.header_bytes)
        .max_headers(100)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => Some(ended),
        () = told_to(&mut stop) => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// Waits until it says true, or nobody is left to say so.
async fn told_to(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
