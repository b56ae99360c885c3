//! What stays in memory of an index: what each question goes through, and not the documents.

use std::fs;
use std::path::Path;

use crate::town::{ask, index_of, opened, project, town, written};

/// Kilobytes that this process has mapped and resident of files of a folder that end so, in the words of Linux.
fn resident(dir: &Path, ending: &str) -> u64 {
    let mappings = fs::read_to_string("/proc/self/smaps").expect("what is mapped");
    let (mut is_one, mut sum) = (false, 0);
    for line in mappings.lines() {
        if let Some(kilobytes) = line.strip_prefix("Rss:") {
            let kilobytes = kilobytes.trim().trim_end_matches(" kB");
            // What follows may be no file at all.
            sum += if std::mem::take(&mut is_one) { kilobytes.parse::<u64>().expect("a number") } else { 0 };
        } else if let Some(path) = line.find('/') {
            is_one = line[path..].starts_with(&*dir.to_string_lossy()) && line.ends_with(ending);
        }
    }
    sum
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks Linux what is mapped")]
fn documents_are_read_and_do_not_stay() {
    let auenstadt = town("Auenstadt");
    let entries = (1..200).map(|number| written(&auenstadt, project(&auenstadt, number, "Radweg", "")));
    let (index, dir) = index_of(entries.collect());
    drop(index);
    let (index, _) = opened(dir.path());
    assert_eq!(ask(&index, "Radweg").total, 199);
    let place = dir.path().canonicalize().expect("a folder");
    assert!(resident(&place, ".idx") > 0, "postings are mapped, else this test sees nothing");
    assert_eq!(resident(&place, ".store"), 0);
}
