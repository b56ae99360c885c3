//! How far a call of one's own has come.

use commons::MemberRole;
use serde_json::json;

use crate::harness::{Ground, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_moved_on_by_those_to_whom_it_belongs() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (birkenried, cronfeld) = (house.founds("birkenried").await, house.founds("cronfeld").await);
    let call = cronfeld
        .publishes_this(json!({
            "kind": "call", "title": "Terminsoftware", "text": "Wer macht mit?", "direction": "seek", "audience": "public",
            "wanted": "Nachbarn", "deadline": "2026-09-30",
        }))
        .await;
    let project = cronfeld.publishes("Kein Aufruf").await;
    let target = format!("/eintraege/{}/fortschritt", call.id);
    let (editor, reader) = (cronfeld.editor().await, cronfeld.clerk(MemberRole::Reader).await);
    let solved = [("progress", "solved"), ("result", "Vier Gemeinden\nbeschaffen zusammen.")];

    reader.sends(&target, &solved).await.is(403);
    birkenried.editor().await.sends(&target, &solved).await.is(404);
    editor.sends(&format!("/eintraege/{}/fortschritt", project.id), &solved).await.is(422);
    editor.sends("/eintraege/00000000-0000-0000-0000-000000000000/fortschritt", &solved).await.is(404);
    let typed = [("progress", "fertig"), ("result", "Schon getippt")];
    assert!(editor.sends(&target, &typed).await.is(422).text().contains("Schon getippt"));
    let long = "x".repeat(1_001);
    editor.sends(&target, &[("progress", "solved"), ("result", &long)]).await.is(422);

    let answer = editor.sends(&target, &solved).await.is(303);
    let page = editor.opens(answer.header("Location").unwrap()).await.is(200).text();
    for words in ["Der Fortschritt ist festgehalten.", "gelöst", "Vier Gemeinden\nbeschaffen zusammen."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let kept = cronfeld.row(&call.iri).await.unwrap().entry().unwrap();
    let commons::Content::Call(said) = kept.content else { panic!("a call") };
    assert_eq!(
        (said.wanted.as_str(), said.deadline.as_deref()),
        ("Nachbarn", Some("2026-09-30")),
        "the rest stays"
    );
    eventually("it stands among what was solved", || async {
        let page = reader.opens("/kooperationen?progress=solved").await.is(200).text();
        page.contains("Terminsoftware").then_some(())
    })
    .await;
    cronfeld.withdraws(&call).await;
    editor.sends(&target, &solved).await.is(410);
}
