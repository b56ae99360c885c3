//! What the files of an index take, on disk and in memory, by what they are for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Failure;

/// Bytes of the files of one kind.
#[derive(Default)]
struct Taken {
    on_disk: u64,
    resident: u64,
}

/// A line for each kind of file below a folder, the largest first: what they take on disk, and what of that this process has mapped and
/// resident, in the words of Linux.
pub fn told(dir: &Path) -> Result<String, Failure> {
    let mut kinds = BTreeMap::new();
    add_on_disk(dir, &mut kinds)?;
    add_resident(dir, &fs::read_to_string("/proc/self/smaps").unwrap_or_default(), &mut kinds);
    let mut kinds: Vec<(String, Taken)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, taken)| std::cmp::Reverse(taken.on_disk));
    let mut told = format!("{:<16}{:>10}{:>14}\n", "files", "MB", "MB resident");
    for (kind, Taken { on_disk, resident }) in kinds {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        told.push_str(&format!("{kind:<16}{:>10.1}{:>14.1}\n", megabytes(on_disk), megabytes(resident)));
    }
    Ok(told)
}

fn add_on_disk(dir: &Path, kinds: &mut BTreeMap<String, Taken>) -> Result<(), Failure> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let about = entry.metadata()?;
        if about.is_dir() {
            add_on_disk(&entry.path(), kinds)?;
        } else {
            kinds.entry(kind(&entry.path())).or_default().on_disk += about.len();
        }
    }
    Ok(())
}

/// A mapping begins with a line that ends with the path; what is resident of it stands in a later one.
fn add_resident(dir: &Path, mappings: &str, kinds: &mut BTreeMap<String, Taken>) {
    let mut current = None;
    for line in mappings.lines() {
        if let Some(kilobytes) = line.strip_prefix("Rss:") {
            let kilobytes = kilobytes.trim().trim_end_matches(" kB").parse().unwrap_or(0_u64);
            if let Some(kind) = current.take() {
                kinds.entry(kind).or_default().resident += kilobytes * 1_024;
            }
        } else if let Some((_, path)) = line.split_once(" /") {
            let path = Path::new("/").join(path.trim_end_matches(" (deleted)"));
            current = path.starts_with(dir).then(|| kind(&path));
        }
    }
}

fn kind(path: &Path) -> String {
    path.extension().map_or("others".to_owned(), |end| end.to_string_lossy().into_owned())
}
