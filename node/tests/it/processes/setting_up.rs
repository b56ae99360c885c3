//! Setting up a node, and its configuration.

use std::os::unix::fs::PermissionsExt;

use super::engine::Engine;
use super::place::Place;

both_engines!(a_node_is_set_up_without_a_question, |engine| async move {
    let place = Place::empty(&engine, "auenstadt").await;
    let host = place.host();
    let init = [
        "init",
        "--host",
        &host,
        "--handle",
        "auenstadt",
        "--name",
        "Stadt Auenstadt",
        "--person",
        "Kim Meer",
    ];
    let wrong = place.run(&[&init[..], &["--mail", "kim"]].concat()).await;
    assert_eq!(wrong.code, Some(1), "nothing was written, so that it can be tried again");
    let out = place.does(&[&init[..], &["--mail", "kim@auenstadt.de"]].concat()).await;
    assert!(out.contains(&format!("Stadt Auenstadt is ready: http://{host}/")), "{out}");

    let again = place.run(&[&init[..], &["--mail", "kim@auenstadt.de"]].concat()).await;
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("set up already") && again.err.contains("organisation add"), "{}", again.err);

    let neighbour = format!("birkenried.localhost:{}", place.port);
    let add = [
        "organisation",
        "add",
        "--handle",
        "birkenried",
        "--name",
        "Markt Birkenried",
        "--population",
        "9200",
    ];
    place
        .does(
            &[&add[..], &["--host", &neighbour, "--state", "BY", "--lat", "48.1", "--lon", "11.5"]].concat(),
        )
        .await;
    let taken = place.run(&[&add[..], &["--host", &neighbour]].concat()).await;
    assert_eq!(taken.code, Some(1), "a host belongs to one organisation");

    let rows = place.lists(&["organisation", "list"]).await;
    let mut handles: Vec<_> = rows.iter().map(|row| row["handle"].as_str().unwrap_or_default()).collect();
    handles.sort_unstable();
    assert_eq!(handles, ["auenstadt", "birkenried"]);
    let table = place.does(&["organisation", "list"]).await;
    assert!(table.starts_with("HANDLE") && table.contains("Markt Birkenried"), "{table}");

    let unclear = place.run(&["token", "create"]).await;
    assert!(
        unclear.code == Some(1) && unclear.err.contains("--organisation"),
        "two organisations: {unclear:?}"
    );
    assert!(place.token("write").await.starts_with("tm_"));
});

#[tokio::test]
async fn a_flag_that_is_missing_or_wrong_is_named() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let said = place.run(&["init", "--host", "auenstadt.de"]).await;
    assert_eq!(said.code, Some(2));
    assert!(
        ["--handle", "--name", "--person", "--mail"].iter().all(|flag| said.err.contains(flag)),
        "{}",
        said.err
    );
    let said = place
        .run(&["organisation", "add", "--host", "a.de", "--handle", "Groß Ä", "--name", "x", "--ags", "12"])
        .await;
    assert!(said.code == Some(2) && said.err.contains("--handle"), "{said:?}");
    assert!(!place.data().exists(), "nothing was made for a command that was not understood");
}

#[tokio::test]
async fn the_printed_configuration_can_be_read_back() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let sample = place.does(&["config", "print"]).await;
    let file = place.file("sample.toml", &sample);
    let bare = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        for name in ["DATA_DIR", "LISTEN", "DATABASE__URL", "FEDERATION__LAB_HOSTS"] {
            command.env_remove(format!("TEMPOMACHER_{name}"));
        }
        command
    };
    let defaults = super::place::said(&mut bare(&["config", "show"])).await;
    let read = super::place::said(&mut bare(&["--config", &file, "config", "show"])).await;
    assert_eq!((defaults.code, read.code), (Some(0), Some(0)), "{read:?}");
    assert_eq!(read.out, defaults.out);
    assert!(!sample.trim().is_empty() && read.out.contains("127.0.0.1:8080"), "{}", read.out);

    let shown = place.does(&["--config", &file, "config", "show"]).await;
    assert!(shown.contains("*.localhost"), "the environment stands above the file: {shown}");
    let absent = place.run(&["--config", "nowhere.toml", "config", "show"]).await;
    assert!(absent.code == Some(1) && absent.err.contains("nowhere.toml"), "{absent:?}");
}

#[tokio::test]
async fn row_115_a_key_that_others_can_read_is_not_used() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let key = place.data().join("node.key");
    let mode = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).expect("a mode");
    assert_eq!(std::fs::metadata(&key).expect("a key").permissions().mode() & 0o777, 0o600, "as it was made");

    for open in [0o644, 0o640, 0o604] {
        mode(open);
        let said = place.run(&["serve"]).await;
        assert_eq!(said.code, Some(1), "{open:o}");
        assert!(said.err.contains("node.key") && said.err.contains("600"), "{}", said.err);
    }
    mode(0o600);
    assert!(place.serve().await.stop().await.success());
}

#[tokio::test]
async fn a_key_of_another_node_is_not_used() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let key = place.data().join("node.key");
    let own = std::fs::read(&key).expect("a key");
    std::fs::remove_file(&key).expect("removed");
    let said = place.run(&["serve"]).await;
    assert!(said.code == Some(1) && said.err.contains("node.key"), "{said:?}");
    std::fs::write(&key, own).expect("put back");
    assert!(place.serve().await.stop().await.success());
}

#[tokio::test]
async fn row_115_a_debug_switch_of_the_library_is_refused() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    let said =
        super::place::said(place.command(&["serve"]).env("DANGER_FEDERATION_ALLOW_LOCAL_IP", "1")).await;
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("DANGER_FEDERATION_ALLOW_LOCAL_IP"), "{}", said.err);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_api_is_described_without_a_data_directory() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let printed: serde_json::Value = serde_json::from_str(&place.does(&["openapi"]).await).expect("json");
    assert_eq!(printed, *node::api::openapi::document());
    assert!(!place.data().exists());
}
