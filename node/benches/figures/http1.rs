//! HTTP/1.1 by hand: prepared bytes out, status and body in. A client that does more would take the processor from the node.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::Instant;

/// The node closes a connection on which nothing is asked for ten seconds: after this long, a new one is opened.
const STALE: Duration = Duration::from_secs(5);

/// A connection that is kept.
pub struct Connection {
    to: SocketAddr,
    open: Option<(BufReader<TcpStream>, Instant)>,
    line: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON, if the answer is a good one.
    pub fn json<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        let said = String::from_utf8_lossy(&self.body);
        ensure!((200..300).contains(&self.status), "HTTP {}: {said}", self.status);
        serde_json::from_slice(&self.body).with_context(|| format!("no such JSON: {said}"))
    }
}

impl Connection {
    /// A connection to this address, opened when it is used.
    pub fn to(to: SocketAddr) -> Self {
        Self { to, open: None, line: Vec::new() }
    }

    /// Sends a request and waits for its answer.
    pub async fn send(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        let mut stream = match self.open.take() {
            Some((stream, used)) if used.elapsed() < STALE => stream,
            _ => self.connect().await?,
        };
        stream.get_mut().write_all(request).await?;
        let answer = self.receive(&mut stream).await?;
        self.open = Some((stream, Instant::now()));
        Ok(answer)
    }

    async fn connect(&self) -> anyhow::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(self.to).await?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }

    async fn receive(&mut self, stream: &mut BufReader<TcpStream>) -> anyhow::Result<Answer> {
        let (mut status, mut length) = (0, 0);
        loop {
            self.line.clear();
            ensure!(stream.read_until(b'\n', &mut self.line).await? > 0, "the node hung up");
            let line = std::str::from_utf8(&self.line)?.trim_end();
            match line.split_once(':') {
                _ if line.is_empty() => break,
                _ if status == 0 => status = line.split(' ').nth(1).context("no status")?.parse()?,
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse()?;
                }
                Some((name, _)) if name.eq_ignore_ascii_case("transfer-encoding") => {
                    bail!("a body of unknown length is not expected here")
                }
                _ => {}
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        Ok(Answer { status, body })
    }
}

/// A GET.
pub fn get(host: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n").into_bytes()
}

/// A GET of a page by a browser that holds this cookie.
pub fn get_with(host: &str, path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n")
        .into_bytes()
}

/// A GET by who holds this token.
pub fn get_as(token: &str, host: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\r\n").into_bytes()
}

/// A POST of JSON by who holds this token.
pub fn post_as(token: &str, host: &str, path: &str, json: &str) -> Vec<u8> {
    let length = json.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{json}"
    )
    .into_bytes()
}
