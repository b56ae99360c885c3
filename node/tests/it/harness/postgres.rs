//! Just enough of PostgreSQL's protocol (version 3) to make and drop a database without a password, so that `sqlx` stays named in one
//! manifest.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Runs a statement as the user of this URL, `postgres://user@host:port/database`.
pub async fn run(url: &str, sql: &str) {
    let rest = url.strip_prefix("postgres://").unwrap();
    let (user, rest) = rest.split_once('@').unwrap();
    let (server, database) = rest.split_once('/').unwrap();
    let mut stream = TcpStream::connect(server).await.unwrap();
    let hello = format!("\0\u{3}\0\0user\0{user}\0database\0{database}\0\0");
    stream.write_all(&message(None, hello.as_bytes())).await.unwrap();
    until_ready(&mut stream, url).await;
    stream.write_all(&message(Some(b'Q'), format!("{sql}\0").as_bytes())).await.unwrap();
    until_ready(&mut stream, sql).await;
}

/// A message: its type, its length with the length itself, its content.
fn message(kind: Option<u8>, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 4).unwrap();
    kind.into_iter().chain(length.to_be_bytes()).chain(content.iter().copied()).collect()
}

/// Reads until the server is ready for the next statement.
async fn until_ready(stream: &mut TcpStream, what: &str) {
    loop {
        let kind = stream.read_u8().await.unwrap();
        let mut content = vec![0; stream.read_u32().await.unwrap() as usize - 4];
        stream.read_exact(&mut content).await.unwrap();
        match kind {
            b'E' => panic!("{what}: {}", String::from_utf8_lossy(&content).replace('\0', " ")),
            b'Z' => return,
            _ => {}
        }
    }
}
