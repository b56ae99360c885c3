//! chromedriver: one process for one browser, ended with it. When the test fails, its log is kept.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::Client;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A running chromedriver.
pub struct Driver {
    /// Where it listens.
    pub address: String,
    process: Child,
    dir: TempDir,
    is_stopped: bool,
    // What it says goes somewhere as long as it runs.
    _says: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts it on a port that is free.
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut process = Command::new("chromedriver")
            .args(["--port=0", &format!("--log-path={}", log_file(&dir).display())])
            // Chromium leaves things in the home of whoever starts it and among what is temporary, beside its profile.
            .env("HOME", dir.path())
            .env("TMPDIR", dir.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "chromedriver: {error}. ./scripts/test installs it (Debian: chromium, chromium-driver)"
                )
            });
        let mut says = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = port(&mut says).await;
        Self { address: format!("http://127.0.0.1:{port}"), process, dir, is_stopped: false, _says: says }
    }

    /// A directory that is gone with it, for the profile.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Ends the browser first, so that no process of it is left over.
    pub async fn stop(mut self, client: Client) {
        let _ = client.close().await;
        let _ = self.process.kill().await;
        self.is_stopped = true;
    }

    /// Removes its directory. The last processes of a browser may still write there for a moment.
    fn clears_up(&self) {
        let began = Instant::now();
        while std::fs::remove_dir_all(self.dir.path()).is_err() && began.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where something about this test can be kept.
    pub fn kept(&self, name: &str) -> PathBuf {
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("test").replace("::", ".");
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(test);
        std::fs::create_dir_all(&dir).unwrap();
        dir.join(name)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let kept = self.kept("chromedriver.log");
            match std::fs::copy(log_file(&self.dir), &kept) {
                Ok(_) => eprintln!("chromedriver's log: {}", kept.display()),
                Err(error) => eprintln!("chromedriver's log is lost: {error}"),
            }
        }
        let _ = self.process.start_kill();
        self.clears_up();
        let is_over = self.is_stopped || std::thread::panicking();
        assert!(is_over, "please end the test with closes(), so that what the pages complained of is seen");
    }
}

fn log_file(dir: &TempDir) -> PathBuf {
    dir.path().join("chromedriver.log")
}

/// The port it says it has taken.
async fn port(says: &mut Lines<BufReader<ChildStdout>>) -> u16 {
    while let Some(line) = says.next_line().await.unwrap() {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim_end_matches('.').parse().unwrap();
        }
    }
    panic!("chromedriver ended before it listened");
}
