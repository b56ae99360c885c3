//! Many servers in one: they answer 202 to every letter and keep in mind who got what and when; some of them hang. Which one is meant, the host
//! name says.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, ensure};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};

/// A host whose name has this in it hangs.
pub const HANGS: &str = "haengt";
/// For how long a server that hangs keeps whoever wrote to it waiting.
const HANGING: Duration = Duration::from_secs(15);
const ACCEPTED: &[u8] = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n";
/// How long nothing may arrive while something is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The servers.
pub struct Servers {
    /// Where they all listen.
    pub address: SocketAddr,
    mail: Arc<Mutex<Mail>>,
}

/// A letter that came.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// To whom.
    pub host: String,
    /// When.
    pub at: Instant,
}

/// Everything that came to servers that do not hang.
#[derive(Debug, Default)]
pub struct Mail {
    /// By what it is about: the id of the activity without its fragment.
    about: HashMap<String, Vec<Arrival>>,
    letters: usize,
    bytes: usize,
    hanging: usize,
}

impl Mail {
    /// All letters.
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// Letters about this.
    pub fn about(&self, iri: &str) -> &[Arrival] {
        self.about.get(iri).map_or(&[], Vec::as_slice)
    }

    /// Letters to servers that hang.
    pub fn hanging(&self) -> usize {
        self.hanging
    }

    /// The mean length of a body, in bytes.
    pub fn mean_bytes(&self) -> usize {
        self.bytes / self.letters.max(1)
    }

    fn takes(&mut self, host: &str, body: &[u8]) -> anyhow::Result<()> {
        let activity: Activity = serde_json::from_slice(body).context("a letter that is no activity")?;
        let about = activity.id.split('#').next().unwrap_or_default().to_owned();
        self.about.entry(about).or_default().push(Arrival { host: host.to_owned(), at: Instant::now() });
        self.letters += 1;
        self.bytes += body.len();
        Ok(())
    }
}

#[derive(Deserialize)]
struct Activity {
    id: String,
}

impl Servers {
    /// Opens them.
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let servers = Self { address: listener.local_addr()?, mail: Arc::default() };
        let mail = Arc::clone(&servers.mail);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mail = Arc::clone(&mail);
                tokio::spawn(async move {
                    // The node closing its end is how every connection ends.
                    if let Err(error) = answer(stream, &mail).await
                        && !error.is::<std::io::Error>()
                    {
                        println!("LOUD: {error:#}");
                    }
                });
            }
            println!("LOUD: the servers accept no connection any more");
        });
        Ok(servers)
    }

    /// What has come so far.
    pub fn mail(&self) -> MutexGuard<'_, Mail> {
        held(&self.mail)
    }

    /// Waits until so many letters have arrived in all.
    pub async fn until_arrived(&self, count: usize) -> anyhow::Result<Instant> {
        self.until(count, Mail::letters).await
    }

    /// Waits until so many letters have arrived about this.
    pub async fn until_told(&self, iri: &str, count: usize) -> anyhow::Result<Instant> {
        self.until(count, |mail| mail.about(iri).len()).await
    }

    async fn until(&self, wanted: usize, count: impl Fn(&Mail) -> usize) -> anyhow::Result<Instant> {
        let (mut before, mut since) = (0, Instant::now());
        loop {
            let arrived = count(&self.mail());
            if arrived >= wanted {
                return Ok(Instant::now());
            }
            if arrived > before {
                (before, since) = (arrived, Instant::now());
            }
            ensure!(since.elapsed() < PATIENCE, "only {arrived} of {wanted} letters arrived");
            sleep(Duration::from_millis(5)).await;
        }
    }
}

fn held(mail: &Mutex<Mail>) -> MutexGuard<'_, Mail> {
    mail.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(stream: TcpStream, mail: &Mutex<Mail>) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let (mut stream, mut line, mut body) = (BufReader::new(stream), Vec::new(), Vec::new());
    loop {
        let (mut length, mut host) = (0, String::new());
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
                Some((name, value)) if name.eq_ignore_ascii_case("host") => {
                    value.trim().clone_into(&mut host)
                }
                _ => {}
            }
        }
        body.resize(length, 0);
        stream.read_exact(&mut body).await?;
        if host.contains(HANGS) {
            held(mail).hanging += 1;
            sleep(HANGING).await;
        } else {
            held(mail).takes(&host, &body)?;
        }
        stream.get_mut().write_all(ACCEPTED).await?;
    }
}
