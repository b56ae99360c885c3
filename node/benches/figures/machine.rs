//! The machine, and what is measured on it.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::Context;

/// Where it runs, and what.
#[derive(Debug)]
pub struct Machine {
    /// Processor, cores, memory.
    pub name: String,
    /// The commit; with `+` where files differ from it.
    pub commit: String,
}

impl Machine {
    /// This machine and the working tree.
    pub fn here() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let memory = field("/proc/meminfo", "MemTotal").and_then(|text| kilobytes(&text)).unwrap_or_default();
        let processor =
            field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
        Self { name: format!("{processor}, {cores} cores, {} GB", memory / 1_000_000), commit: commit() }
    }
}

/// What else runs here: the mean number of busy threads in the last minute, five and fifteen.
pub fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// Processor time of the whole machine and of what is measured, to tell afterwards whether something else was running.
#[derive(Clone, Copy, Debug)]
pub struct Busy {
    machine: u64,
    ours: u64,
    idle: u64,
}

impl Busy {
    /// Until now. A process that was started here counts once it has ended.
    pub fn now() -> Self {
        let stat = fs::read_to_string("/proc/stat").unwrap_or_default();
        let all: Vec<u64> =
            stat.lines().next().unwrap_or_default().split_whitespace().skip(1).flat_map(str::parse).collect();
        let idle = all.iter().skip(3).take(2).sum();
        let own = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let own = own.rsplit_once(')').map_or("", |(_, rest)| rest);
        // User and system time of this process and of its children (proc_pid_stat(5)).
        let ours = own.split_whitespace().skip(11).take(4).flat_map(str::parse::<u64>).sum();
        Self { machine: all.iter().take(8).sum(), ours, idle }
    }

    /// How much of the machine others have used since then, in percent. A PostgreSQL server is one of the others.
    pub fn by_others_since(&self, before: &Self) -> u64 {
        let all = self.machine - before.machine;
        let used = all - (self.idle - before.idle);
        used.saturating_sub(self.ours - before.ours) * 100 / all.max(1)
    }
}

/// Ticks of a second in `/proc/PID/stat`: 100 on every Linux.
const TICKS: u64 = 100;

/// Processor time that a process, a number or `self`, has used.
pub fn cpu_of(process: &str) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold anything; user and system time are the 14th and 15th field.
    let (_, rest) = stat.rsplit_once(')').context("no name in stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks: u64 =
        fields.get(11).context("utime")?.parse::<u64>()? + fields.get(12).context("stime")?.parse::<u64>()?;
    Ok(Duration::from_millis(ticks * 1_000 / TICKS))
}

/// The value of a line `name: value` of a file of the kernel.
pub fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.split(':').next().is_some_and(|key| key.trim() == name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The number of `1234 kB`.
pub fn kilobytes(text: &str) -> Option<u64> {
    text.split(' ').next()?.parse().ok()
}

fn commit() -> String {
    let git = |arguments: &[&str]| {
        let out =
            Command::new("git").arg("-C").arg(env!("CARGO_MANIFEST_DIR")).args(arguments).output().ok()?;
        out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else { return "unknown".to_owned() };
    let changed = git(&["status", "--porcelain"]).is_some_and(|changes| !changes.is_empty());
    if changed { commit + "+" } else { commit }
}
