//! `kill -9` at any moment: what was acknowledged is there once, the index goes on from its own commit, and a follower misses nothing.

mod filling;
mod load;
mod moments;

use std::time::Duration;

use super::books::{audited, each_once, found, listed};
use super::collection;
use super::engine::Engine;
use super::place::{Place, Serving, eventually};
use super::stub::Stub;
use load::Load;
use moments::Moments;

/// How often the node is killed under load.
const KILLS: usize = 20;
/// How often in full size.
const MANY_KILLS: usize = 50;

both_engines!(what_was_acknowledged_survives_kill_9, |engine| async move {
    survives(engine, KILLS).await;
});

/// The full size.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute; cargo nextest run -p node --run-ignored only -E 'test(in_full_size)'"]
async fn what_was_acknowledged_survives_kill_9_fifty_times_in_full_size() {
    survives(Engine::Sqlite, MANY_KILLS).await;
}

async fn survives(engine: Engine, kills: usize) {
    let (auenstadt, stub, serving) = with_a_stub(&engine).await;
    let birkenried = Place::settled(&engine, "birkenried").await;
    let neighbour = birkenried.serve().await;
    follows(&birkenried, &auenstadt).await;

    let load = Load::new(&auenstadt, stub).await;
    let mut moments = Moments::below(Duration::from_millis(300));
    let mut serving = serving;
    for round in 0..kills {
        let under_way = load.begin();
        if round % 2 == 1 {
            // Every second time in full run, and not while it is still waking up.
            load.is_answered().await;
        }
        tokio::time::sleep(moments.next()).await;
        serving.kill().await;
        load.end(under_way).await;
        serving = auenstadt.serve().await;
        load.is_there(&listed(&auenstadt.client(), "").await);
    }
    load.finish().await;
    eprintln!("{load}");

    auenstadt.indexed().await;
    let all = listed(&auenstadt.client(), "").await;
    load.is_there(&all);
    let ids: Vec<_> = all.iter().map(|(iri, _)| iri.clone()).collect();
    assert_eq!(each_once(found(&auenstadt.client()).await), each_once(ids), "search finds what is listed");

    arrives(&auenstadt, &birkenried).await;
    birkenried.indexed().await;
    assert!(serving.stop().await.success() && neighbour.stop().await.success());
    let own = |iri: &str| iri.starts_with(&auenstadt.iri());
    let published: Vec<_> = audited(&auenstadt).await.into_iter().filter(|(iri, _)| own(iri)).collect();
    assert_eq!(Vec::from_iter(audited(&birkenried).await), published, "the follower has each once, as it is");
}

/// Auenstadt, serving, which follows the stub.
async fn with_a_stub(engine: &Engine) -> (Place, Stub, Serving) {
    let auenstadt = Place::settled(engine, "auenstadt").await;
    let (stub, serving) = (Stub::start().await, auenstadt.serve().await);
    auenstadt.does(&["follow", "add", &stub.address()]).await;
    stub.lets_in(&auenstadt).await;
    (auenstadt, stub, serving)
}

/// One asks to follow the other, and is let in.
async fn follows(follower: &Place, followed: &Place) {
    follower.does(&["follow", "add", &format!("{}@{}", followed.handle, followed.host())]).await;
    let asked = eventually("the question arrives", async || {
        let rows = followed.lists(&["follow", "list"]).await;
        rows.into_iter().find(|row| row["answer"] == "asked" && row["follower"] == follower.iri())
    })
    .await;
    followed.does(&["follow", "accept", asked["id"].as_str().expect("an id")]).await;
    eventually("the answer arrives", async || {
        let rows = follower.lists(&["follow", "list"]).await;
        rows.into_iter().find(|row| row["answer"] == "accepted" && !row["walked"].is_null())
    })
    .await;
}

/// Waits until the follower lists everything that the author published.
async fn arrives(author: &Place, follower: &Place) {
    let query = format!("&organisation={}", author.iri());
    let own = each_once(listed(&author.client(), &query).await);
    eventually("everything has arrived at the follower", async || {
        (each_once(listed(&follower.client(), &query).await) == own).then_some(())
    })
    .await;
}

both_engines!(the_index_survives_kill_9_during_an_import, |engine| async move {
    let Some(text) = collection() else { return };
    let auenstadt = Place::settled(&engine, "auenstadt").await;
    let mut moments = Moments::below(Duration::from_millis(1_500));
    for round in 0..4 {
        let changed = text.replace("\"title\": \"", &format!("\"title\": \"{round}. "));
        let file = auenstadt.file("projects.jsonl", &changed);
        let (import, serving) = (["import", &file], auenstadt.serve().await);
        let (import, ()) = tokio::join!(auenstadt.run(&import), async {
            tokio::time::sleep(moments.next()).await;
            serving.kill().await;
        });
        assert_eq!(import.code, Some(0), "the command does not need the node: {}", import.err);
        let serving = auenstadt.serve().await;
        auenstadt.indexed().await;
        assert!(serving.stop().await.success());
        assert_eq!(audited(&auenstadt).await.len(), text.lines().count());
    }
});

both_engines!(an_import_killed_half_way_is_completed_by_the_next, |engine| async move {
    let Some(text) = collection() else { return };
    let auenstadt = Place::settled(&engine, "auenstadt").await;
    let file = auenstadt.file("projects.jsonl", &text);
    let serving = auenstadt.serve().await;
    let mut moments = Moments::below(Duration::from_millis(600));
    for _ in 0..4 {
        let mut import = auenstadt.command(&["import", &file]);
        let mut import = import.stdout(std::process::Stdio::null()).spawn().expect("the binary");
        tokio::time::sleep(moments.next()).await;
        import.kill().await.expect("a process, or its end");
    }
    let out = auenstadt.does(&["import", &file]).await;
    assert!(out.contains("926 imported") && out.contains("0 changed"), "{out}");
    auenstadt.indexed().await;
    assert_eq!(each_once(listed(&auenstadt.client(), "").await).len(), text.lines().count());
    assert!(serving.stop().await.success());
    assert_eq!(audited(&auenstadt).await.len(), text.lines().count());
});

both_engines!(a_rebuild_killed_half_way_begins_again, |engine| async move {
    let Some(text) = collection() else { return };
    let auenstadt = Place::settled(&engine, "auenstadt").await;
    auenstadt.does(&["import", &auenstadt.file("projects.jsonl", &text)]).await;
    let mut moments = Moments::below(Duration::from_millis(700));
    for _ in 0..4 {
        // As long as there is no whole index, `serve` begins by building one.
        let began = auenstadt.begin_to_serve();
        tokio::time::sleep(moments.next()).await;
        began.kill().await;
    }
    let serving = auenstadt.serve().await;
    auenstadt.indexed().await;
    assert!(serving.stop().await.success());
    assert_eq!(audited(&auenstadt).await.len(), text.lines().count());
});
