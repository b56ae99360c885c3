//! A proxy of a few lines, as it stands at the edge of a town hall's network: it opens ways to the hosts it knows, passes plain requests on,
//! and remembers what it was asked for. Used by the tests of `node` too.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The proxy.
pub struct Gate {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

/// To which port of this machine `host:port` leads.
type Leads = dyn Fn(&str) -> Option<u16> + Send + Sync;

impl Gate {
    /// Lets through to where `leads` says: everybody, or who says this name and password.
    pub async fn at(
        login: Option<(&str, &str)>,
        leads: impl Fn(&str) -> Option<u16> + Send + Sync + 'static,
    ) -> Self {
        let word = login.map(|(name, password)| STANDARD.encode(format!("{name}:{password}")));
        let word = word.map(|word| format!("basic {word}").to_ascii_lowercase());
        let leads: Arc<Leads> = Arc::new(leads);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let book = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (word, leads, book) = (word.clone(), Arc::clone(&leads), Arc::clone(&book));
                tokio::spawn(async move { pass(stream, word.as_deref(), &*leads, &book).await });
            }
        });
        Self { address, asked }
    }

    /// Where it is, for the configuration.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked for, line by line, without the version: `CONNECT auenstadt.de:443`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn pass(
    mut from: TcpStream,
    word: Option<&str>,
    leads: &Leads,
    book: &Mutex<Vec<String>>,
) -> Option<()> {
    let head = head(&mut from).await?;
    let (line, headers) = head.split_once("\r\n")?;
    let (asked, version) = line.rsplit_once(' ')?;
    book.lock().unwrap_or_else(PoisonError::into_inner).push(asked.to_owned());
    let said = headers
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("proxy-authorization: ").map(str::to_owned));
    if word.is_some() && said.as_deref() != word {
        return answer(&mut from, "407 Proxy Authentication Required").await;
    }
    let (method, target) = asked.split_once(' ')?;
    let plain = target.strip_prefix("http://");
    let (authority, path) = match plain {
        Some(rest) => rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash)),
        None => (target, ""),
    };
    let Some(port) = leads(authority) else { return answer(&mut from, "403 Forbidden").await };
    let Ok(mut to) = TcpStream::connect(("127.0.0.1", port)).await else {
        return answer(&mut from, "503 Service Unavailable").await;
    };
    if plain.is_none() {
        from.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.ok()?;
    } else {
        // One request a connection, so that each is asked for.
        let kept = headers.lines().filter(|line| {
            let line = line.to_ascii_lowercase();
            !line.is_empty() && !line.starts_with("proxy-") && !line.starts_with("connection:")
        });
        let kept: String = kept.map(|line| format!("{line}\r\n")).collect();
        let head = format!("{method} {path} {version}\r\n{kept}Connection: close\r\n\r\n");
        to.write_all(head.as_bytes()).await.ok()?;
    }
    tokio::io::copy_bidirectional(&mut from, &mut to).await.ok()?;
    Some(())
}

/// The head of a request, byte by byte: what comes after it belongs to somebody else.
async fn head(from: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(from.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

async fn answer(from: &mut TcpStream, status: &str) -> Option<()> {
    let text = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    from.write_all(text.as_bytes()).await.ok()?;
    from.shutdown().await.ok()
}
