//! A web server in front of a node, of a few lines, which does what it should not: forgets a header, or answers in the node's place.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What becomes of a request.
pub enum Passed {
    /// It goes on to the node with these lines as its head.
    On(String),
    /// It is answered with these bytes, and the node never hears of it.
    Answered(&'static str),
}

/// Stands before the node at this port, and lets `pass` say what becomes of each request: it is shown the lines of the head. Gives its own port.
pub async fn front(port: u16, pass: impl Fn(&str) -> Passed + Clone + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(lead(stream, port, pass.clone()));
        }
    });
    own
}

/// One request a connection.
async fn lead(mut from: TcpStream, port: u16, pass: impl Fn(&str) -> Passed) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match from.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head);
    let kept = head.trim_end().lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    match pass(&kept.collect::<Vec<_>>().join("\r\n")) {
        Passed::On(head) => {
            let mut to = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            to.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
            let _ = tokio::io::copy_bidirectional(&mut from, &mut to).await;
        }
        Passed::Answered(bytes) => {
            let _ = from.write_all(bytes.as_bytes()).await;
            let _ = from.shutdown().await;
            // What was sent is taken, or the answer would be lost with it.
            let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
        }
    }
}
