//! What `demo --check` says can be trusted: it notices what is not seen, and what is seen where it should not be.

use std::time::Duration;

use node::demo::check::watching::{Onlooker, Sight, Step, Watch};
use serde_json::json;

use crate::harness::{Town, Written};

const WORD: &str = "Hebewerk";

fn anyone(town: &Town) -> [Onlooker; 1] {
    [Onlooker::anyone(&town.node())]
}

fn sight(written: &Written) -> Sight {
    Sight::Entry { iri: written.iri.clone(), word: WORD.to_owned() }
}

async fn is_right(step: Step) -> bool {
    let mut watch = Watch::new(Duration::from_secs(2));
    watch.sees(step).await.unwrap();
    watch.was_right()
}

both_engines!(the_check_of_the_demonstration_notices_what_is_wrong, |ground| async move {
    let [auenstadt, birkenried] = ground.two_towns().await;
    let written = auenstadt.publishes(WORD).await;
    auenstadt.eventually_finds(WORD).await;
    let (here, there, sight) = (anyone(&auenstadt), anyone(&birkenried), sight(&written));
    // Nobody follows anybody: it stays where it was written.
    let copy = Sight::Copy(written.iri.clone());
    assert!(is_right(Step::after("publish").seen(&here, &sight).hidden(&there, &sight)).await);
    assert!(is_right(Step::after("publish").seen(&here, &copy).hidden(&there, &copy)).await);
    assert!(!is_right(Step::after("publish").seen(&there, &sight)).await, "it never came");
    assert!(!is_right(Step::after("withdraw").gone(&here, &sight)).await, "it is still there");
    assert!(!is_right(Step::after("address").hidden(&here, &sight)).await, "it can be seen");
    assert!(!is_right(Step::after("address").hidden(&here, &copy)).await, "it is there");
});

both_engines!(what_stays_hidden_is_looked_for_after_every_later_act, |ground| async move {
    let auenstadt = ground.town("auenstadt").await;
    let mut written = auenstadt.publishes("Schleuse").await;
    let (here, sight) = (anyone(&auenstadt), sight(&written));
    let mut watch = Watch::new(Duration::from_secs(2));
    watch.sees(Step::after("address").hidden(&here, &sight)).await.unwrap();
    assert!(watch.was_right(), "the word stands nowhere yet");
    auenstadt.corrects(&mut written, "title", json!(WORD)).await;
    watch.sees(Step::after("correct").seen(&here, &sight)).await.unwrap();
    assert!(!watch.was_right(), "now it does");
});
