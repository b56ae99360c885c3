//! A neighbour of a few lines, which answers every connection with the bytes it was told, well-behaved or not.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use federation::{Client, Guard, Lab, Limits, Network, Resolve, SystemResolve};
use futures::future::BoxFuture;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How a connection is answered.
#[derive(Clone)]
pub enum Reply {
    /// At once, then closed.
    Bytes(Vec<u8>),
    /// A byte every fifty milliseconds, for ever.
    Drip,
    /// Without end.
    Endless,
}

pub struct Stub {
    pub base: String,
    pub address: SocketAddr,
    pub calls: Arc<AtomicUsize>,
}

impl Stub {
    /// Answers by path: what `answer` says to the request's head, given the base address.
    pub async fn start(answer: impl Fn(&str, &str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://stub.localhost:{}", listener.local_addr().expect("an address").port());
        Self::at(listener, base, None, answer)
    }

    /// The same over TLS, under a name as real ones are; whoever calls it has to be told its address.
    pub async fn secure(
        name: &str,
        tls: Arc<ServerConfig>,
        answer: impl Fn(&str, &str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        Self::at(listener, format!("https://{name}"), Some(TlsAcceptor::from(tls)), answer)
    }

    fn at(
        listener: TcpListener,
        base: String,
        tls: Option<TlsAcceptor>,
        answer: impl Fn(&str, &str) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let address = listener.local_addr().expect("an address");
        let calls = Arc::new(AtomicUsize::new(0));
        let (answer, home, counter) = (Arc::new(answer), base.clone(), calls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let (answer, home, tls) = (answer.clone(), home.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => talk(stream, &*answer, &home).await,
                        // Who does not like the certificate goes away.
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                talk(stream, &*answer, &home).await;
                            }
                        }
                    }
                });
            }
        });
        Self { base, address, calls }
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

async fn talk(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &(impl Fn(&str, &str) -> Reply + Sync),
    home: &str,
) {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(read) => head.extend_from_slice(&buffer[..read]),
        }
    }
    match answer(&String::from_utf8_lossy(&head), home) {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            while matches!(stream.read(&mut buffer).await, Ok(read) if read > 0) {}
        }
        Reply::Drip => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n").await;
            while stream.write_all(b"X").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        Reply::Endless => {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n\r\n").await;
            while stream.write_all(&[b' '; 65_536]).await.is_ok() {}
        }
    }
}

/// An answer with these headers, each ending in CR LF, and this body.
pub fn http(status: &str, headers: &str, body: &str) -> Reply {
    Reply::Bytes(
        format!(
            "HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes(),
    )
}

/// A well-behaved answer in ActivityPub's content type.
pub fn activity(body: &str) -> Reply {
    http("200 OK", "Content-Type: application/activity+json\r\n", body)
}

/// A client for the lab, with a second of patience.
pub fn client() -> Client {
    // The first test installs it, the others find it there.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let lab = Lab::new(&["*.localhost"], &["auenstadt.localhost"]).expect("a lab");
    let limits = Limits { total: Duration::from_millis(1_000), ..Limits::default() };
    Client::new(Guard::new(lab, Arc::new(SystemResolve)), limits).expect("a client")
}

/// Knows these names and no other.
#[derive(Default)]
pub struct Known(HashMap<String, Vec<SocketAddr>>);

impl Known {
    /// And this one.
    pub fn and(mut self, name: &str, addresses: &[SocketAddr]) -> Self {
        self.0.insert(name.to_owned(), addresses.to_vec());
        self
    }
}

impl Resolve for Known {
    fn resolve(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        let found = self.0.get(host).cloned().ok_or_else(|| io::Error::other("no such host"));
        Box::pin(async move { found })
    }
}

/// A client as a town hall has it, in this network, with the guard on.
pub fn in_the_world(known: Known, network: Network) -> Client {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let limits = Limits { total: Duration::from_secs(5), ..Limits::default() };
    Client::new(Guard::new(Lab::closed(), Arc::new(known)).within(network), limits).expect("a client")
}
