//! No room, or a disk that may only be read: said clearly, nothing is lost, and it goes on when there is room again.
//!
//! The disks are small ones in memory, which only root may make; elsewhere the tests say loudly that they were skipped.

use std::fs;
use std::path::Path;
use std::process::Command;

use search::{Index, IndexError, Opened};

use crate::town::{ask, opened, origin, project, town, written};

/// A disk of three megabytes.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Option<Self> {
        let disk = Self(tempfile::tempdir().expect("a folder"));
        let mounted = mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"], disk.path());
        if !mounted {
            println!("LOUD: skipped, for want of the right to make a disk");
        }
        mounted.then_some(disk)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn mount(options: &[&str], place: &Path) -> bool {
    Command::new("mount").args(options).arg(place).output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let Some(disk) = Disk::new() else { return };
    let auenstadt = town("Auenstadt");
    let (index, _) = opened(disk.path());
    let batch = |first: i64| -> Vec<_> {
        let text = |number: i64| format!("Nummer {number} {}", "Gebuehrenbescheid Widerspruch ".repeat(40));
        (first..first + 50)
            .map(|number| written(&auenstadt, project(&auenstadt, number, "Projekt", &text(number))))
            .collect()
    };
    index.write(batch(0), 1).expect("there is room yet");
    fs::write(disk.path().join("ballast"), vec![7; 4_000_000]).expect_err("more than there is room for");
    let error =
        (2..50).find_map(|change| index.write(batch(change * 50), change).err()).expect("no room left");
    assert!(matches!(error, IndexError::Full(_)), "{error:?}");
    let cursor = index.cursor();
    assert_eq!(ask(&index, "Projekt").total as i64, cursor * 50, "what was taken in is found");
    fs::remove_file(disk.path().join("ballast")).expect("there is room again");
    index.write(batch(cursor * 50), cursor + 1).expect("it goes on");
    assert_eq!(ask(&index, "Projekt").total as i64, (cursor + 1) * 50);
}

#[test]
fn a_disk_that_may_only_be_read_is_named_and_wipes_nothing() {
    let Some(disk) = Disk::new() else { return };
    let auenstadt = town("Auenstadt");
    let (index, _) = opened(disk.path());
    index.write(vec![written(&auenstadt, project(&auenstadt, 1, "Projekt", ""))], 1).expect("it is written");
    drop(index);
    assert!(mount(&["-o", "remount,ro"], disk.path()));
    let error = Index::open(disk.path(), &origin()).err().expect("it cannot be held");
    assert!(matches!(error, IndexError::Denied(_)), "{error:?}");
    assert!(mount(&["-o", "remount,rw"], disk.path()));
    assert!(matches!(Index::open(disk.path(), &origin()), Ok(Opened::Ready(_, 1))));
}
