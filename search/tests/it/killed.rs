//! `kill -9` while it writes, fifty times: the index holds exactly what its own number of change says, and goes on from there.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use search::Update;

use crate::town::{opened, project, town, written};

const KILLS: u64 = 50;
/// Where the process that is to be killed writes.
const FOLDER: &str = "WRITES_UNTIL_IT_IS_KILLED";

/// What change of this number does: writes an entry, and every third removes the one before.
fn change(number: i64) -> Vec<Update> {
    let auenstadt = town("Auenstadt");
    let mut updates = vec![written(&auenstadt, project(&auenstadt, number, "Projekt", "Kita und Schule"))];
    if number % 3 == 0 {
        updates.push(Update::Remove(address(number - 1)));
    }
    updates
}

fn address(number: i64) -> String {
    format!("https://auenstadt.de/eintraege/{number}")
}

/// What must be there after so many changes.
fn expected(upto: i64) -> BTreeSet<String> {
    (1..=upto).filter(|number| (number + 1) % 3 != 0 || number + 1 > upto).map(address).collect()
}

#[test]
fn what_was_committed_is_there_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut last = 0;
    for round in 0..KILLS {
        let mut writer = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "killed::writes_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process");
        // From its first commit on, at a moment that differs from round to round.
        let mut said = BufReader::new(writer.stdout.take().expect("its words")).lines();
        assert!(said.any(|line| line.is_ok_and(|line| line.contains("written"))), "round {round}: it writes");
        sleep(Duration::from_millis(round * 7 % 90));
        writer.kill().expect("it is killed");
        writer.wait().expect("it is gone");
        last = agrees(dir.path(), last, round);
    }
    assert!(last >= KILLS as i64, "each round wrote something, and it came to {last} changes");
}

/// Opens what was left, and compares it.
fn agrees(dir: &Path, before: i64, round: u64) -> i64 {
    let (index, cursor) = opened(dir);
    assert!(cursor >= before, "round {round}: {cursor} after {before}");
    let held: BTreeSet<String> = index.all_ids().expect("its ids").into_iter().map(|(iri, _)| iri).collect();
    assert_eq!(held, expected(cursor), "round {round}, change {cursor}");
    cursor
}

#[test]
#[ignore = "it is started and killed by the test above"]
fn writes_until_it_is_killed() {
    let Some(dir) = std::env::var_os(FOLDER) else { return };
    let (index, cursor) = opened(Path::new(&dir));
    for number in cursor + 1..cursor + 10_000 {
        index.write(change(number), number).expect("it is written");
        println!("written");
    }
}
