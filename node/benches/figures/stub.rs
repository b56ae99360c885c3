//! Many servers in one: answers 202 to every letter, whatever its host name, and counts them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};

const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";
/// How long nothing may arrive while something is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The servers.
pub struct Servers {
    /// Where they all listen.
    pub address: SocketAddr,
    arrived: Arc<AtomicUsize>,
}

impl Servers {
    /// Opens them.
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let servers = Self { address: listener.local_addr()?, arrived: Arc::default() };
        let arrived = Arc::clone(&servers.arrived);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let arrived = Arc::clone(&arrived);
                // The node closing its end is how every connection ends.
                tokio::spawn(async move { answer(stream, &arrived).await.ok() });
            }
            println!("LOUD: the servers accept no connection any more");
        });
        Ok(servers)
    }

    /// Waits until so many letters have arrived in all.
    pub async fn until_arrived(&self, count: usize) -> anyhow::Result<Instant> {
        let (mut before, mut since) = (0, Instant::now());
        loop {
            let arrived = self.arrived.load(Ordering::Relaxed);
            if arrived >= count {
                return Ok(Instant::now());
            }
            if arrived > before {
                (before, since) = (arrived, Instant::now());
            }
            ensure!(since.elapsed() < PATIENCE, "only {arrived} of {count} letters arrived");
            sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn answer(stream: TcpStream, arrived: &AtomicUsize) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let (mut stream, mut line, mut body) = (BufReader::new(stream), Vec::new(), Vec::new());
    loop {
        let mut length = 0;
        loop {
            line.clear();
            if stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(());
            }
            let text = std::str::from_utf8(&line)?.trim_end();
            match text.split_once(':') {
                _ if text.is_empty() => break,
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().context("a length")?;
                }
                _ => {}
            }
        }
        body.resize(length, 0);
        stream.read_exact(&mut body).await?;
        arrived.fetch_add(1, Ordering::Relaxed);
        stream.get_mut().write_all(ACCEPTED).await?;
    }
}
