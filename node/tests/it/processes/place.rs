//! A node's place on this machine: its data directory, its port, its environment. Commands are run there as a person would, and `serve` is started there.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::connection::Connection;
use super::engine::{Engine, Memory};

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_tempomacher");
/// How long anything may take until it is so.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Where a node lives.
pub struct Place {
    directory: TempDir,
    memory: Memory,
    /// The handle of its first organisation.
    pub handle: &'static str,
    /// Its port.
    pub port: u16,
}

/// What a command said, and with which exit code it ended.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Place {
    /// An empty place.
    pub async fn empty(engine: &Engine, handle: &'static str) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        Self { directory, memory: engine.memory().await, handle, port: free_port() }
    }

    /// A place with one organisation, set up by `init`.
    pub async fn settled(engine: &Engine, handle: &'static str) -> Self {
        let place = Self::empty(engine, handle).await;
        place.settle().await;
        place
    }

    /// Sets it up with one organisation.
    pub async fn settle(&self) {
        let (host, handle) = (self.host(), self.handle);
        let organisation = ["--host", &host, "--handle", handle, "--name", handle];
        let person = ["--person", "Kim", "--mail", "kim@example.org"];
        self.does(&[&["init"], &organisation[..], &person[..]].concat()).await;
    }

    /// Another process on the same memory: a data directory of its own, with the same key.
    pub fn twin(&self) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let twin = Self { directory, memory: self.memory.clone(), handle: self.handle, port: free_port() };
        std::fs::create_dir(twin.data()).expect("a directory");
        std::fs::copy(self.data().join("node.key"), twin.data().join("node.key")).expect("a key");
        twin
    }

    /// The host of its first organisation.
    pub fn host(&self) -> String {
        format!("{}.localhost:{}", self.handle, self.port)
    }

    /// The id of its first organisation.
    pub fn iri(&self) -> String {
        format!("http://{}/", self.host())
    }

    /// Where database, index and key are.
    pub fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// Where its database is.
    pub fn location(&self) -> store::Location {
        self.memory.location(&self.data())
    }

    /// A file beside the data directory.
    pub fn file(&self, name: &str, text: &str) -> String {
        let file = self.directory.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file.display().to_string()
    }

    /// The command with this place's environment, and nothing else of what is set here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("TEMPOMACHER_") || name == "RUST_LOG" {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .current_dir(self.directory.path())
            .env("TEMPOMACHER_DATA_DIR", self.data())
            .env("TEMPOMACHER_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("TEMPOMACHER_DATABASE__URL", self.memory.url())
            .env("TEMPOMACHER_FEDERATION__LAB_HOSTS", "*.localhost")
            // Whoever waits for a line to be typed would wait for ever.
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end, however it ends.
    pub async fn run(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments)).await
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub async fn does(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments).await;
        assert_eq!(said.code, Some(0), "{arguments:?}: {said:?}");
        said.out
    }

    /// Runs a command that prints a list, and gives its rows.
    pub async fn lists(&self, arguments: &[&str]) -> Vec<Value> {
        let out = self.does(&[arguments, &["--json"]].concat()).await;
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {out}"))
    }

    /// A token of the first organisation.
    pub async fn token(&self, scope: &str) -> String {
        let out = self.does(&["token", "create", "--organisation", self.handle, "--scope", scope]).await;
        out.trim().to_owned()
    }

    /// A client of its first organisation.
    pub fn client(&self) -> Connection {
        Connection { port: self.port, host: self.host() }
    }

    /// Starts `serve` and waits until it is well.
    pub async fn serve(&self) -> Serving {
        self.well(self.begin_to_serve()).await
    }

    /// Starts `serve` with a log line for every request, waits until it is well, and names the file into which it prints.
    pub async fn serve_printing(&self, name: &str) -> (Serving, PathBuf) {
        let out = self.directory.path().join(name);
        let mut command = self.command(&["serve"]);
        command.stdout(std::fs::File::create(&out).expect("a file")).env("RUST_LOG", "node=debug,info");
        (self.well(self.begin(command)).await, out)
    }

    async fn well(&self, mut serving: Serving) -> Serving {
        let began = Instant::now();
        while !self.is_well().await {
            let ended = serving.child.try_wait().expect("a state");
            assert!(ended.is_none(), "serve ended with {ended:?}: {}", self.log());
            assert!(began.elapsed() < PATIENCE, "serve does not get well: {}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        serving
    }

    /// Starts `serve` and waits for nothing.
    pub fn begin_to_serve(&self) -> Serving {
        let mut command = self.command(&["serve"]);
        command.stdout(Stdio::null());
        self.begin(command)
    }

    fn begin(&self, mut command: Command) -> Serving {
        let log = std::fs::File::options().create(true).append(true).open(self.log_file()).expect("a log");
        Serving { child: command.stderr(log).spawn().expect("the binary") }
    }

    fn log_file(&self) -> PathBuf {
        self.directory.path().join("serve.log")
    }

    /// What `serve` has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Whether `/health` answers 200.
    async fn is_well(&self) -> bool {
        let answer = self.client().ask("GET", "/health", &http::HeaderMap::new(), None).await;
        answer.is_ok_and(|answer| answer.status == 200)
    }

    /// Waits until the index has come to where the database is.
    pub async fn indexed(&self) {
        eventually("the index has caught up", async || {
            let health = self.client().json("/health").await;
            (health["behind"] == 0).then_some(())
        })
        .await;
    }
}

/// A process that serves.
pub struct Serving {
    child: Child,
}

impl Serving {
    /// `kill -9`.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("a process that still ran");
    }

    /// `kill`, and how it ends.
    pub async fn stop(mut self) -> ExitStatus {
        let id = self.child.id().expect("a process that still runs").to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        assert!(told.success());
        tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("an end").expect("a status")
    }
}

/// Runs a command to its end.
pub async fn said(command: &mut Command) -> Said {
    let output = tokio::time::timeout(PATIENCE, command.output()).await.expect("an end").expect("the binary");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Looks again and again until there is something.
pub async fn eventually<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "it never came to be that {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

/// A port that stays ours while its process is down: below those that the system gives to outgoing connections, and another for each test process.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let next = u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = u16::try_from(10_000 + (std::process::id() * 16 + next) % 10_000).expect("a port");
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
