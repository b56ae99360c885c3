//! Files of the index damaged while the node was down: it serves all the same, says so in its log, and search comes back whole.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::books::audited;
use super::engine::Engine;
use super::place::{Place, Serving, eventually};

/// Entries: more than are indexed before a node serves.
const ENTRIES: usize = 600;
/// What the log says of each index that was built anew.
const BUILT: &str = "a new index is in its place";

/// What befalls a file.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Shortened,
    Flipped,
    Gone,
}

impl Harm {
    const ALL: [Self; 3] = [Self::Shortened, Self::Flipped, Self::Gone];

    fn befalls(self, file: &Path) {
        let mut content = fs::read(file).expect("a file");
        let middle = content.len() / 2;
        match self {
            Self::Shortened => content.truncate(middle),
            Self::Flipped => content[middle] ^= 0x55,
            Self::Gone => return fs::remove_file(file).expect("it is removed"),
        }
        fs::write(file, content).expect("a changed file");
    }
}

/// Auenstadt with its entries, serving.
async fn filled() -> (Place, Serving) {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let mut lines = String::new();
    for number in 0..ENTRIES {
        writeln!(lines, "{{\"id\":\"x:{number}\",\"title\":\"Radweg {number}\"}}").expect("a line");
    }
    place.does(&["import", &place.file("many.jsonl", &lines)]).await;
    let serving = place.serve().await;
    place.indexed().await;
    (place, serving)
}

/// The files of the index that hold something, by what they end in.
fn files(place: &Place) -> Vec<PathBuf> {
    let folder =
        |path: &Path| fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
    let copies = folder(&place.data().join("index")).filter(|path| path.is_dir());
    let files = copies.flat_map(|copy| folder(&copy).collect::<Vec<_>>());
    // Locks hold nothing, and the list of files to be removed some day is made again.
    files
        .filter(|path| !path.ends_with(".managed.json") && path.extension().is_none_or(|end| end != "lock"))
        .collect()
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

fn built(place: &Place) -> usize {
    place.log().matches(BUILT).count()
}

/// Harms the files with this ending, starts the node, and sees it serve and get whole.
async fn recovers(place: &Place, ending_in: &str, harm: Harm) {
    let before = built(place);
    for file in files(place).iter().filter(|file| ending(file) == ending_in) {
        harm.befalls(file);
    }
    let serving = place.serve().await;
    assert_eq!(place.client().get("/").await.status, 200, "{ending_in} {harm:?}: pages are there");
    let listed = place.client().json("/api/v1/entries?limit=1").await;
    assert_eq!(
        listed["entries"].as_array().map(Vec::len),
        Some(1),
        "{ending_in} {harm:?}: entries are there"
    );
    eventually(&format!("{ending_in} {harm:?} is noticed and cured"), async || {
        (built(place) > before).then_some(())
    })
    .await;
    place.indexed().await;
    let found = place.client().json("/api/v1/search?q=Radweg").await;
    assert_eq!(found["total"], ENTRIES, "{ending_in} {harm:?}");
    assert!(serving.stop().await.success());
    assert_eq!(audited(place).await.len(), ENTRIES, "{ending_in} {harm:?}");
}

/// Every kind of file in every way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_file_of_the_index_is_damaged_in_whatever_way_the_node_serves_and_search_comes_back() {
    let (place, serving) = filled().await;
    assert!(serving.stop().await.success());
    let endings: BTreeSet<String> = files(&place).iter().map(|file| ending(file)).collect();
    assert!(endings.len() > 5 && endings.contains("json"), "{endings:?}");
    for ending in &endings {
        for harm in Harm::ALL {
            recovers(&place, ending, harm).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_damaged_is_set_aside_until_the_new_one_is_there_and_the_log_names_it() {
    let (place, serving) = filled().await;
    assert!(serving.stop().await.success());
    let store = files(&place).into_iter().find(|file| ending(file) == "store").expect("a store");
    Harm::Shortened.befalls(&store);
    let aside = store.parent().expect("its folder").display().to_string();

    let serving = place.begin_to_serve();
    eventually("the log names what is set aside", async || {
        let log = place.log();
        let line = log.lines().find(|line| line.contains("set aside"))?;
        line.contains(&aside).then_some(())
    })
    .await;
    serving.kill().await;
    assert!(store.exists() || built(&place) > 1, "killed before the new one is there, it is still there");
    let serving = place.serve().await;
    eventually("the new one is there", async || (built(&place) > 1 && !store.exists()).then_some(())).await;
    place.indexed().await;
    assert!(serving.stop().await.success());
    assert_eq!(audited(&place).await.len(), ENTRIES);
}
