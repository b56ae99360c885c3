//! A broken or foreign index is built anew; one that may not be touched is left alone.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use commons::{Language, Refusal};
use search::{Index, IndexError, Like, Opened, Origin, Sight, Topic};

use crate::town::{ask, index_of, opened, origin, project, search, town, written};

fn filled() -> tempfile::TempDir {
    let auenstadt = town("Auenstadt");
    let (index, dir) = index_of(
        (1..40).map(|number| written(&auenstadt, project(&auenstadt, number, "Projekt", ""))).collect(),
    );
    index
        .write(vec![search::Update::Remove("https://auenstadt.de/eintraege/3".to_owned())], 5)
        .expect("it is written");
    drop(index);
    dir
}

/// Every file of the copy.
fn files(dir: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(dir)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir());
    folders
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .collect()
}

fn must_rebuild(dir: &Path, origin: &Origin) -> bool {
    matches!(Index::open(dir, origin), Ok(Opened::Missing(_)))
}

#[test]
fn a_truncated_file_means_building_anew_and_never_a_panic() {
    let intact = filled();
    for damaged in files(intact.path()) {
        let name = damaged.file_name().expect("a name").to_string_lossy().into_owned();
        let content = fs::read(&damaged).expect("a file");
        // Locks hold nothing, and the list of files to be removed some day is made again.
        let needed = !name.ends_with(".lock") && name != ".managed.json";
        // The last byte of a JSON file is a line break, which nobody would miss.
        for length in [0, content.len() / 2, content.len().saturating_sub(2)] {
            fs::write(&damaged, &content[..length]).expect("a shorter file");
            let answer = Index::open(intact.path(), &origin());
            assert!(answer.is_ok(), "{name} at {length}: {:?}", answer.err());
            assert!(!needed || matches!(answer, Ok(Opened::Missing(_))), "{name} at {length}");
        }
        fs::write(&damaged, &content).expect("the file as it was");
    }
    let (index, cursor) = opened(intact.path());
    assert_eq!((cursor, ask(&index, "Projekt").total), (5, 38), "the copy itself was left alone");
}

#[test]
fn a_missing_file_means_building_anew() {
    let intact = filled();
    let damaged =
        files(intact.path()).into_iter().find(|path| path.extension().is_some_and(|end| end == "store"));
    fs::remove_file(damaged.expect("a store")).expect("it is removed");
    assert!(must_rebuild(intact.path(), &origin()));
    let (index, _) = opened(intact.path());
    assert_eq!(index.count(), 0);
}

#[test]
fn another_database_or_epoch_means_building_anew() {
    let dir = filled();
    assert!(must_rebuild(dir.path(), &Origin { database: "other".to_owned(), ..origin() }));
    assert!(must_rebuild(dir.path(), &Origin { epoch: "second".to_owned(), ..origin() }));
    assert_eq!(opened(dir.path()).1, 5, "asking did no harm");
}

#[test]
fn an_index_in_use_is_refused_and_left_alone() {
    let dir = filled();
    let (index, _) = opened(dir.path());
    assert!(matches!(Index::open(dir.path(), &origin()), Err(IndexError::InUse(_))));
    assert_eq!(ask(&index, "Projekt").total, 38);
}

#[test]
fn a_folder_that_cannot_be_is_an_error_and_wipes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("file");
    fs::write(&file, "kept").expect("a file");
    assert!(Index::open(&file, &origin()).is_err());
    assert_eq!(fs::read_to_string(&file).expect("the file"), "kept");
}

/// Places all over a file of this length, and all of its end, where most is told about the rest.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let end = length.saturating_sub(100);
    (0..end).step_by(end / 40 + 1).chain(end..length)
}

#[test]
fn a_flipped_byte_is_found_before_anything_is_read() {
    let intact = filled();
    for damaged in files(intact.path()) {
        let name = damaged.file_name().expect("a name").to_string_lossy().into_owned();
        let content = fs::read(&damaged).expect("a file");
        if name.ends_with(".lock") || content.is_empty() {
            continue;
        }
        for place in places(content.len()) {
            let mut flipped = content.clone();
            flipped[place] ^= 0x55;
            fs::write(&damaged, &flipped).expect("a changed file");
            let answer = Index::open(intact.path(), &origin()).expect("an index, or a new one");
            // The list of files to be removed some day is missed by nobody.
            let told = matches!(answer, Opened::Missing(_)) || name == ".managed.json";
            assert!(told, "{name} at {place}");
            assert!(damaged.exists(), "{name}: nothing was wiped");
            fs::write(&damaged, &content).expect("the file as it was");
        }
    }
}

#[test]
fn a_flipped_byte_is_found_without_the_list_of_files_to_be_removed() {
    let intact = filled();
    let files = files(intact.path());
    let list = files.iter().find(|path| path.ends_with(".managed.json")).expect("the list");
    fs::remove_file(list).expect("it is removed");
    assert_eq!(opened(intact.path()).1, 5, "nobody misses it");
    // Opening alone does not see it: nothing reads so far into the positions.
    let positions = files.iter().find(|path| path.extension().is_some_and(|end| end == "pos"));
    let positions = positions.expect("positions");
    let content = fs::read(positions).expect("a file");
    overwrite(positions, content.len() / 2, content[content.len() / 2] ^ 0x55);
    assert!(must_rebuild(intact.path(), &origin()));
}

/// Under a running index: every question is answered or refused, and a check tells.
#[test]
fn a_flipped_byte_under_a_running_index_is_never_a_panic() {
    let intact = filled();
    let like = Like { title: "Projekt".to_owned(), limit: 3, ..Like::default() };
    for damaged in files(intact.path()) {
        let name = damaged.file_name().expect("a name").to_string_lossy().into_owned();
        let content = fs::read(&damaged).expect("a file");
        if name.ends_with(".lock") || name.ends_with(".json") {
            continue;
        }
        for place in [0, content.len() / 2, content.len() - 3] {
            let (index, _) = opened(intact.path());
            overwrite(&damaged, place, content[place] ^ 0x55);
            let _ = index.search(&search("Projekt"));
            let _ = index.suggest("Proj", &Sight::default());
            let _ = index.similar(&like, &Sight::default());
            assert!(
                index.check().is_err_and(|error| error.is_damage()) && index.is_suspect(),
                "{name} at {place}"
            );
            overwrite(&damaged, place, content[place]);
            index.check().expect("it is as it was");
        }
    }
}

/// In its place: a file that is mapped must not become shorter.
fn overwrite(file: &Path, place: usize, byte: u8) {
    let mut file = fs::File::options().write(true).open(file).expect("a file");
    file.seek(SeekFrom::Start(place as u64)).expect("a place");
    file.write_all(&[byte]).expect("a changed byte");
}

#[test]
fn search_goes_on_from_a_damaged_copy_until_the_new_one_is_there() {
    let dir = filled();
    let (index, _) = opened(dir.path());
    let store = files(dir.path()).into_iter().find(|path| path.extension().is_some_and(|end| end == "pos"));
    let store = store.expect("positions");
    let mut content = fs::read(&store).expect("a file");
    let middle = content.len() / 2;
    content[middle] ^= 0x55;
    fs::write(&store, content).expect("a changed file");
    assert!(index.check().is_err_and(|error| error.is_damage()) && index.is_suspect());
    let mut rebuild = index.rebuild().expect("a rebuild beside it");
    assert_eq!(ask(&index, "Projekt").total, 38, "meanwhile");
    let auenstadt = town("Auenstadt");
    rebuild
        .write(
            (1..50).map(|number| written(&auenstadt, project(&auenstadt, number, "Projekt", ""))).collect(),
        )
        .expect("it is written");
    drop(rebuild.finish(6).expect("it takes its place"));
    assert_eq!((ask(&index, "Projekt").total, index.cursor(), index.is_suspect()), (49, 6, false));
    index.check().expect("all is well");
}

#[test]
fn what_is_missing_refuses_every_question_until_it_is_built_and_what_was_damaged_stays_so_long() {
    let dir = filled();
    let damaged =
        files(dir.path()).into_iter().find(|path| path.extension().is_some_and(|end| end == "store"));
    let damaged = damaged.expect("a store");
    fs::write(&damaged, "no store").expect("a changed file");
    let Ok(Opened::Missing(index)) = Index::open(dir.path(), &origin()) else { panic!("it is damaged") };
    drop(index.rebuild().expect("one begins"));
    let mut rebuild = index.rebuild().expect("another begins");
    assert!(index.is_missing());
    assert!(
        index.write(Vec::new(), 7).is_err_and(|error| error.is_damage()),
        "nothing is written into nothing"
    );
    rebuild.has_done(40);
    let refused = Refusal::SearchBeingBuilt { percent: 40 };
    assert!(refused.sentence(Language::German).contains("40 %"));
    assert_eq!(index.search(&search("Projekt")).err(), Some(refused.clone()));
    assert_eq!(index.suggest("Proj", &Sight::default()).err(), Some(refused.clone()));
    assert_eq!(index.similar(&Like::default(), &Sight::default()).err(), Some(refused.clone()));
    assert_eq!(index.likeness(&Topic::default(), &[]).err(), Some(refused));
    assert_eq!((index.cursor(), index.count(), index.is_suspect()), (0, 0, false));

    let auenstadt = town("Auenstadt");
    rebuild.write(vec![written(&auenstadt, project(&auenstadt, 1, "Projekt", ""))]).expect("it is written");
    assert!(damaged.exists() && index.is_missing());
    drop(rebuild.finish(6).expect("it is there"));
    assert!(!damaged.exists() && !index.is_missing());
    assert_eq!((ask(&index, "Projekt").total, index.cursor()), (1, 6), "also for who had it before");
}
