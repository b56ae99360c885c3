//! A line for each request that failed, and for all of them at `debug`.

use std::time::Instant;

use axum::body::Body;
use axum::middleware::Next;
use axum::response::Response;
use http::Request;

use crate::routes;

/// Notes method, path, status and time. The path without its query: what people search for is nobody's business. And without the secret of a
/// link, which would let in whoever reads the log.
pub async fn request(request: Request<Body>, next: Next) -> Response {
    let (method, path) = (request.method().clone(), shown(request.uri().path()).to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let (status, ms) = (response.status().as_u16(), started.elapsed().as_millis() as u64);
    if response.status().is_server_error() {
        tracing::warn!(%method, path, status, ms, "request");
    } else {
        tracing::debug!(%method, path, status, ms, "request");
    }
    response
}

fn shown(path: &str) -> &str {
    if routes::holds_ticket(path) { "(a link)" } else { path }
}
