//! A mail server of a few lines: it keeps what it receives as it came, and refuses, hangs up or is away when it is told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use node::config;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{Received, eventually};

/// The mail server. It is gone when the test drops it.
pub struct Smtp {
    port: u16,
    shared: Arc<Shared>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    received: Mutex<Vec<Received>>,
    /// What is answered to a command instead of the usual; nothing at all: it hangs up.
    answers: Mutex<HashMap<&'static str, Option<String>>>,
    /// The login that is asked for, as PLAIN writes it.
    login: Mutex<Option<String>>,
}

impl Smtp {
    /// Starts it on a port that is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::default();
        let listening = Mutex::new(Some(tokio::spawn(listen(listener, Arc::clone(&shared)))));
        Self { port, shared, listening }
    }

    /// How a node is told to use it.
    pub fn config(&self) -> config::Mail {
        let from = "Tempomacher Grünau <noreply@auenstadt.de>".to_owned();
        config::Mail { smtp: self.address(), from, ..config::Mail::default() }
    }

    /// What `mail.smtp` says.
    pub fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Answers this to a command from now on: CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, or `.` for the end of a message.
    pub fn answers(&self, command: &'static str, answer: &str) {
        self.shared.answers.lock().unwrap().insert(command, Some(answer.to_owned()));
    }

    /// Hangs up at this command from now on.
    pub fn hangs_up_at(&self, command: &'static str) {
        self.shared.answers.lock().unwrap().insert(command, None);
    }

    /// Takes everything again.
    pub fn is_well(&self) {
        self.shared.answers.lock().unwrap().clear();
    }

    /// Asks for a login from now on.
    pub fn asks_for(&self, username: &str, password: &str) {
        *self.shared.login.lock().unwrap() = Some(STANDARD.encode(format!("\0{username}\0{password}")));
    }

    /// Takes no more connections.
    pub async fn goes_away(&self) {
        let listening = self.listening.lock().unwrap().take().unwrap();
        listening.abort();
        let _ = listening.await;
    }

    /// Is there again, under the same port.
    pub async fn comes_back(&self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        let listening = tokio::spawn(listen(listener, Arc::clone(&self.shared)));
        *self.listening.lock().unwrap() = Some(listening);
    }

    /// What it has received so far, in the order in which it came.
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// Waits until it has received so many.
    pub async fn eventually_receives(&self, count: usize) -> Vec<Received> {
        eventually("mails arrive", || async { Some(self.received()).filter(|all| all.len() >= count) }).await
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        if let Some(listening) = self.listening.lock().unwrap().take() {
            listening.abort();
        }
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        // Ends with the other side; whether that was polite does not matter.
        tokio::spawn(async move { Conversation::new(stream, shared).run().await });
    }
}

struct Conversation {
    lines: Lines<BufReader<OwnedReadHalf>>,
    out: OwnedWriteHalf,
    shared: Arc<Shared>,
    mail: Received,
}

impl Conversation {
    fn new(stream: TcpStream, shared: Arc<Shared>) -> Self {
        let (from, out) = stream.into_split();
        Self { lines: BufReader::new(from).lines(), out, shared, mail: Received::default() }
    }

    async fn run(mut self) -> Option<()> {
        self.answer("CONNECT", "220 stub ESMTP").await?;
        loop {
            let line = self.lines.next_line().await.ok()??;
            let command = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            match command.as_str() {
                "EHLO" => {
                    self.mail.hello = line[5..].to_owned();
                    let login =
                        if self.shared.login.lock().unwrap().is_some() { "250-AUTH PLAIN\r\n" } else { "" };
                    self.answer("EHLO", &format!("250-stub\r\n{login}250 8BITMIME")).await?;
                }
                "AUTH" => {
                    let is_right =
                        self.shared.login.lock().unwrap().as_deref() == line.strip_prefix("AUTH PLAIN ");
                    let usual = if is_right { "235 welcome" } else { "535 5.7.8 who are you" };
                    self.answer("AUTH", usual).await?;
                }
                "MAIL" => {
                    self.mail.from = line[10..].to_owned();
                    self.answer("MAIL", "250 ok").await?;
                }
                "RCPT" => {
                    self.mail.to.push(line[8..].to_owned());
                    self.answer("RCPT", "250 ok").await?;
                }
                "DATA" => {
                    if self.answer("DATA", "354 go ahead").await? {
                        self.message().await?;
                    }
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    return None;
                }
                _ => self.say("500 what").await?,
            }
        }
    }

    /// Reads up to the line with a dot alone, and keeps it if it is taken.
    async fn message(&mut self) -> Option<()> {
        loop {
            let line = self.lines.next_line().await.ok()??;
            if line == "." {
                break;
            }
            self.mail.raw.push(line);
        }
        let mail = std::mem::take(&mut self.mail);
        let is_taken = !self.shared.answers.lock().unwrap().contains_key(".");
        if is_taken {
            self.shared.received.lock().unwrap().push(mail);
        }
        self.answer(".", "250 taken").await.map(drop)
    }

    /// What was ordered, else the usual. Tells whether it was the usual; nothing when it hangs up.
    async fn answer(&mut self, command: &'static str, usual: &str) -> Option<bool> {
        let ordered = self.shared.answers.lock().unwrap().get(command).cloned();
        match ordered {
            Some(ordered) => self.say(&ordered?).await.map(|()| false),
            None => self.say(usual).await.map(|()| true),
        }
    }

    async fn say(&mut self, line: &str) -> Option<()> {
        self.out.write_all(format!("{line}\r\n").as_bytes()).await.ok()
    }
}
