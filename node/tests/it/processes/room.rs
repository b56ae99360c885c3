//! No room, or a disk that may only be read, under a running node: it says so, goes on with what it can, and catches up when there is room again.
//!
//! The disks are small ones in memory, which only root may make; elsewhere the tests say loudly that they were skipped.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::books::audited;
use super::connection::Answer;
use super::engine::Engine;
use super::place::{Place, eventually};

/// A disk of a few megabytes in the place of a folder.
struct Disk(PathBuf);

impl Disk {
    fn at(folder: &Path, megabytes: u32) -> Option<Self> {
        std::fs::create_dir_all(folder).expect("a folder");
        let size = format!("size={megabytes}m");
        let made = mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder);
        made.then(|| Self(folder.to_owned()))
    }

    /// Fills it to the last byte.
    fn fill(&self) {
        let mut ballast = std::fs::File::create(self.ballast()).expect("a file");
        while std::io::Write::write_all(&mut ballast, &[7; 4_096]).is_ok() {}
        assert!(std::fs::write(self.0.join("more"), [7; 8_192]).is_err(), "it is full");
    }

    fn empty(&self) {
        std::fs::remove_file(self.ballast()).expect("it is removed");
    }

    /// The folder itself once more in its own place, where it may only be read. What is open there stays so.
    fn of_reading_only(folder: &Path) -> Option<Self> {
        let name = folder.display().to_string();
        let made = mount(&["--bind", &name], folder);
        let made = made.then(|| Self(folder.to_owned()))?;
        assert!(mount(&["-o", "remount,bind,ro"], folder), "it cannot be made so");
        Some(made)
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn mount(options: &[&str], place: &Path) -> bool {
    let mounted = std::process::Command::new("mount").args(options).arg(place).output();
    let mounted = mounted.is_ok_and(|output| output.status.success());
    if !mounted {
        eprintln!("LOUD SKIP: this process may not make a disk; nothing was tested");
    }
    mounted
}

async fn publish(place: &Place, token: &str, title: &str) -> Answer {
    let entry: Value = json!({
        "kind": "project", "title": title, "summary": "Kurz.", "status": "idea", "audience": "public",
    });
    place.client().post("/api/v1/entries", token, &entry).await.expect("an answer")
}

/// How much a search finds.
async fn found(place: &Place, question: &str) -> Value {
    place.client().json(&format!("/api/v1/search?q={question}")).await["total"].clone()
}

/// Something is published while the index cannot be written; it is found once it can.
async fn goes_on(place: &Place, token: &str, says: &str, can_be_written: impl FnOnce()) {
    let answer = publish(place, token, "Moorbahn").await;
    assert_eq!(answer.status, 201, "publishing does not need the index: {}", answer.body);
    eventually("the log says what is wrong", async || place.log().contains(says).then_some(())).await;
    assert_eq!(found(place, "Uferweg").await, 1, "what was found before is found");
    assert_eq!(found(place, "Moorbahn").await, 0);
    let behind = place.client().json("/health").await["behind"].clone();
    assert!(behind.as_i64() > Some(0), "it says that it is behind: {behind}");
    can_be_written();
    place.indexed().await;
    assert_eq!(found(place, "Moorbahn").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_without_room_is_named_and_catches_up() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let Some(disk) = Disk::at(&place.data().join("index"), 4) else { return };
    let (serving, token) = (place.serve().await, place.token("write").await);
    publish(&place, &token, "Uferweg").await;
    place.indexed().await;
    disk.fill();
    goes_on(&place, &token, "no room left for the index", || disk.empty()).await;
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_may_only_be_read_is_named_and_catches_up() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let (serving, token) = (place.serve().await, place.token("write").await);
    publish(&place, &token, "Uferweg").await;
    place.indexed().await;
    let copy = std::fs::read_dir(place.data().join("index")).expect("the index");
    let copy = copy.map(|entry| entry.expect("an entry").path()).find(|path| path.is_dir());
    let Some(disk) = Disk::of_reading_only(&copy.expect("a copy")) else { return };
    goes_on(&place, &token, "may not be read or written", || drop(disk)).await;
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), 2);
}

/// Nothing of the index can be read, and there is no room for another: everything else is served, and the search comes back when there is room.
async fn serves_without_room_for_another_index(entries: usize) {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let Some(disk) = Disk::at(&place.data().join("index"), 8) else { return };
    let lines: String = (0..entries)
        .map(|number| format!("{{\"id\":\"x:{number}\",\"title\":\"Uferweg {number}\"}}\n"))
        .collect();
    place.does(&["import", &place.file("many.jsonl", &lines)]).await;
    let (serving, token) = (place.serve().await, place.token("write").await);
    place.indexed().await;
    assert!(serving.stop().await.success());
    for copy in std::fs::read_dir(place.data().join("index")).expect("the index") {
        let copy = copy.expect("an entry").path();
        if copy.is_dir() {
            std::fs::write(copy.join("meta.json"), "no index").expect("a changed file");
        }
    }
    disk.fill();

    let serving = place.serve().await;
    eventually("it says why there is no search", async || {
        let refused = place.client().get("/api/v1/search?q=Uferweg").await;
        (refused.status == 503 && refused.body.contains("search-without-room")).then_some(())
    })
    .await;
    assert!(place.log().contains("no room left for the index"), "{}", place.log());
    let health = place.client().json("/health").await;
    assert_eq!((&health["search"], &health["behind"]), (&json!("search-without-room"), &Value::Null));
    let page = place.client().get("/").await;
    assert!(page.status == 200 && page.body.contains("fehlt der Platz"), "{}", page.body);
    let listed = place.client().json("/api/v1/entries?limit=1").await;
    assert_eq!(listed["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!(publish(&place, &token, "Moorbahn").await.status, 201);

    disk.empty();
    place.indexed().await;
    assert_eq!(place.client().json("/health").await["search"], "ready");
    assert_eq!((found(&place, "Uferweg").await, found(&place, "Moorbahn").await), (json!(entries), json!(1)));
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), entries + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_index_without_room_for_another_is_built_when_there_is_some() {
    serves_without_room_for_another_index(3).await;
}

/// More than is built before a node serves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_damaged_index_without_room_for_another_is_built_when_there_is_some() {
    serves_without_room_for_another_index(600).await;
}

/// Database and index on one full disk: reading and searching go on, writing is refused in words, and nothing of it is half there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_112_a_full_disk_refuses_what_is_written_and_nothing_else() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let Some(disk) = Disk::at(&place.data(), 24) else { return };
    place.settle().await;
    let (serving, token) = (place.serve().await, place.token("write").await);
    publish(&place, &token, "Uferweg").await;
    place.indexed().await;
    disk.fill();
    let mut refused = 0;
    // What was freed before is written first; then there is no more.
    for _ in 0..400 {
        let answer = publish(&place, &token, "Moorbahn").await;
        assert!(matches!(answer.status, 201 | 503), "{}", answer.body);
        // Refused once and refused again.
        if answer.status == 503 && publish(&place, &token, "Moorbahn").await.status == 503 {
            assert!(answer.body.contains("storage-full") && answer.body.contains("Nichts wurde verändert"));
            refused += 1;
            break;
        }
    }
    assert_eq!(refused, 1, "there was room for everything");
    assert_eq!(found(&place, "Uferweg").await, 1);
    assert_eq!(place.client().get("/").await.status, 200);
    disk.empty();
    let answer = publish(&place, &token, "Deichbahn").await;
    assert_eq!(answer.status, 201, "it writes again without a restart: {}", place.log());
    place.indexed().await;
    assert_eq!(found(&place, "Deichbahn").await, 1);
    assert!(serving.stop().await.success());
    disk.fill();
    let said = place.run(&["serve"]).await;
    assert!(said.code != Some(0) && said.err.contains("disk full or read-only"), "{}", said.err);
    disk.empty();
    audited(&place).await;
}
