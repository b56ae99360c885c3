//! A line for each request that failed, and for all of them at `debug`.

use std::borrow::Cow;
use std::time::Instant;

use axum::body::Body;
use axum::middleware::Next;
use axum::response::Response;
use http::Request;

/// Paths that go on with a secret: whoever reads the log must not come in by it.
const SECRETS: [&str; 1] = ["/einrichten/"];

/// Notes method, path, status and time. The path without its query: what people search for is nobody's business.
pub async fn request(request: Request<Body>, next: Next) -> Response {
    let (method, path) = (request.method().clone(), shown(request.uri().path()).into_owned());
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

/// The path as it may stand in a log.
fn shown(path: &str) -> Cow<'_, str> {
    match SECRETS.iter().find(|begin| path.starts_with(*begin)) {
        Some(begin) => Cow::Owned(format!("{begin}...")),
        None => Cow::Borrowed(path),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_secret_in_a_path_stays_out_of_the_log() {
        assert_eq!(shown("/einrichten/0a1b2c/x"), "/einrichten/...");
        assert_eq!(shown("/eintraege/1"), "/eintraege/1");
    }
}
