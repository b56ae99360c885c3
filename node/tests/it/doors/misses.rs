//! What nobody found: counted for whoever runs the node, and for nobody else.

use commons::{MemberRole, Time};
use node::jobs::tidy::tidy;
use node::operations::misses::write_down;

use crate::harness::{Clerk, Ground};

const PAGE: &str = "/betrieb/nicht-gefunden";

/// What the operator sees, after what has gathered was written down.
async fn seen(operator: &Clerk) -> String {
    let node = operator.town.node();
    write_down(&node, &node.misses).await.unwrap();
    operator.opens(PAGE).await.is(200).text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_find_nothing_are_counted_and_nothing_else_is() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.publishes("Radweg am Deich").await;
    town.eventually_finds("Radweg").await;
    let operator = town.person("Betrieb").await;
    operator.runs_the_node().await;
    assert!(seen(&operator).await.contains("Bisher wurde alles gefunden."));
    let guest = town.guest();
    for query in [
        "q=Zeppelinlandeplatz",
        "q=zeppelinlandeplatz",
        "q=Radweg",
        "q=Xylophonschule&kind=lesson",
        "q=xaver.quast%40example.de",
        "q=quux%3Cscript%3E",
        "",
    ] {
        guest.opens(&format!("/suche?{query}")).await.is(200);
    }
    let page = seen(&operator).await;
    let line = page.split("<tr>").find(|line| line.contains("zeppelinlandeplatz")).expect("a line");
    assert!(
        line.contains("<td class=\"number\">2</td>") && line.contains("href=\"/suche?q=zeppelinlandeplatz\""),
        "{line}"
    );
    assert!(page.contains("quuxscript") && !page.contains("<script>"), "{page}");
    for nothing in ["adweg</bdi>", "xylophon", "xaver"] {
        assert!(!page.contains(nothing), "{nothing}: {page}");
    }
    assert_eq!(page.matches("<tr>").count(), 3, "{page}");
    assert!(seen(&operator).await.contains("<td class=\"number\">2</td>"), "written down once");
    town.clerk(MemberRole::Administrator).await.opens(PAGE).await.is(403);
    ground.passes(367 * Time::DAY);
    tidy(&town.node()).await.unwrap();
    let operator = town.person("Betrieb nach einem Jahr").await;
    operator.runs_the_node().await;
    assert!(seen(&operator).await.contains("Bisher wurde alles gefunden."));
}
