//! `federation check` at the command line: a line for each step in both languages, JSON for programs, and an exit code.

use serde_json::Value;

use super::engine::Engine;
use super::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_checked_by_command() {
    let engine = Engine::Sqlite;
    let (auenstadt, birkenried) =
        (Place::settled(&engine, "auenstadt").await, Place::settled(&engine, "birkenried").await);
    let (serving, _other) = (auenstadt.serve().await, birkenried.serve().await);
    let address = format!("auenstadt@{}", auenstadt.host());
    let out = birkenried.does(&["federation", "check", &address]).await;
    for line in [
        "ok    A signed question is answered; 0 entries can be read there.",
        "Eine unterschriebene Anfrage wird beantwortet",
        "ok    Signatures arrive as they were sent.",
        "Alles in Ordnung.",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }

    serving.stop().await;
    let said = birkenried.run(&["federation", "check", &address]).await;
    assert_eq!(said.code, Some(1), "{said:?}");
    for line in [
        "bad   There is no connection to",
        "kommt keine Verbindung zustande.",
        "- Nothing runs there just now",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
    let said = birkenried.run(&["federation", "check", &address, "--json"]).await;
    let document: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!((said.code, &document["well"]), (Some(1), &Value::Bool(false)));
    let last = document["there"].as_array().and_then(|steps| steps.last()).expect("a step");
    assert_eq!(
        (&last["aspect"], &last["verdict"], &last["outcome"]),
        (&"connection".into(), &"bad".into(), &"closed".into())
    );
    assert!(last["de"]["hint"].as_str().is_some_and(|hint| hint.contains("network.proxy")), "{last}");

    let said = birkenried.run(&["federation", "check", "kein Rechner"]).await;
    assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_the_network_is_said_before_anything_starts() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    for (key, value, named) in [
        ("PROXY", "proxy:3128", "network.proxy"),
        ("PROXY_PASSWORD", "geheim", "network.proxy is missing"),
        ("PRIVATE_PEERS", "*.kreis.example=10.0.0.0/8", "network.private_peers"),
        ("AUTHORITIES_FILE", "/nowhere.pem", "network.authorities_file"),
    ] {
        let mut command = place.command(&["peer", "list"]);
        let said = super::place::said(command.env(format!("TEMPOMACHER_NETWORK__{key}"), value)).await;
        assert_eq!(said.code, Some(1), "{key}: {said:?}");
        assert!(said.err.contains(named) && !said.err.contains("geheim"), "{key}: {}", said.err);
    }
    let empty = place.file("empty.pem", "kein Zertifikat\n");
    let mut command = place.command(&["peer", "list"]);
    let said = super::place::said(command.env("TEMPOMACHER_NETWORK__AUTHORITIES_FILE", empty)).await;
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("network.authorities_file holds no certificate"), "{}", said.err);
}
