//! A client of a few lines: one request, one connection, and whether the answer came whole.

use std::io;
use std::time::Duration;

use http::HeaderMap;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A node as its clients see it: a port on this machine and a host name.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The port.
    pub port: u16,
    /// The host that is asked for.
    pub host: String,
}

/// An answer that came whole.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// What the cookie of a session holds; empty where none is set.
    pub cookie: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Connection {
    /// GET without anything.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &HeaderMap::new(), None)
            .await
            .unwrap_or_else(|error| panic!("GET {path}: {error}"))
    }

    /// GET of JSON, which must succeed.
    pub async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.body);
        answer.json()
    }

    /// POST of JSON with a token.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn post(&self, path: &str, token: &str, body: &Value) -> io::Result<Answer> {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().expect("a header"));
        headers.insert("authorization", format!("Bearer {token}").parse().expect("a header"));
        self.ask("POST", path, &headers, Some(&body.to_string())).await
    }

    /// POST of a form, as the browser of whoever holds this cookie sends it.
    pub async fn form(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
        headers.insert("sec-fetch-site", "same-origin".parse().expect("a header"));
        headers.insert("cookie", format!("sitzung={cookie}").parse().expect("a header"));
        let answer = self.ask("POST", path, &headers, Some(form)).await;
        answer.unwrap_or_else(|error| panic!("POST {path}: {error}"))
    }

    /// Any request.
    ///
    /// # Errors
    /// When no whole answer came: the node was not there, or went away.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &HeaderMap,
        body: Option<&str>,
    ) -> io::Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.contains_key("host") {
            request += &format!("Host: {}\r\n", self.host);
        }
        for (name, value) in headers {
            request += &format!("{name}: {}\r\n", value.to_str().expect("a header of text"));
        }
        if let Some(body) = body {
            request += &format!("Content-Length: {}\r\n", body.len());
        }
        request += "\r\n";
        request += body.unwrap_or_default();
        let exchanged = tokio::time::timeout(PATIENCE, self.exchange(request.as_bytes())).await;
        exchanged.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    async fn exchange(&self, request: &[u8]) -> io::Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.write_all(request).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        read(&String::from_utf8_lossy(&bytes)).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// The answer, unless it was cut off.
fn read(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.and_then(|(_, value)| value.trim().parse().ok())?;
    let cookie = head.split_once("sitzung=").and_then(|(_, rest)| rest.split(';').next());
    let cookie = cookie.unwrap_or_default().to_owned();
    (body.len() >= length).then(|| Answer { status, body: body.to_owned(), cookie })
}
