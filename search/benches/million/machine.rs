//! What the process uses of the machine.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::Failure;

/// Resident memory, in the words of Linux: what is no file, and what of files is mapped.
pub fn memory() -> Result<String, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let megabytes = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default()
            / 1_024
    };
    Ok(format!(
        "{} MiB resident, {} of it no file; at most {}",
        megabytes("VmRSS"),
        megabytes("RssAnon"),
        megabytes("VmHWM")
    ))
}

/// How long this thread has had a core, in the words of Linux; nothing elsewhere.
pub fn thread_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or_default();
    Duration::from_nanos(nanoseconds)
}

/// Millions of bytes in all files below a folder.
pub fn megabytes_below(dir: &Path) -> Result<f64, Failure> {
    let mut bytes = 0.0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { megabytes_below(&entry.path())? * 1e6 } else { about.len() as f64 };
    }
    Ok(bytes / 1e6)
}
