//! An idea becomes a project, runs, and ends, and nothing that was ever said is lost. So do lessons and calls.

use commons::project::{EndReason, Way};
use commons::{Audience, Content, Progress, Project, Status};

use crate::harness::{Clerk, Ground, Town, a_while};

async fn scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let clerk = town.editor().await;
    (ground, town, clerk)
}

async fn project(clerk: &Clerk, id: &str) -> Project {
    match clerk.reads(id).await.content {
        Content::Project(project) => *project,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idea_grows_to_a_running_project_and_ends_and_everything_is_kept() {
    let (_ground, _town, clerk) = scene().await;
    let page = clerk.opens("/schreiben").await.is(200).text();
    assert!(page.contains("Projekt oder Lösung") && page.contains("Eine Idee ist willkommen"), "{page}");

    // An idea: a title and two sentences.
    let path = clerk.begins("project").await;
    let page = clerk.opens(&path).await.is(200).text();
    assert!(
        page.contains("id=\"g-gain\" data-group data-at=\"planned") && page.contains("\" hidden>"),
        "{page}"
    );
    let idea =
        clerk.takes(&path).await.with("title", "Bänke am Deich").with("summary", "Mehr Bänke. Überall.");
    assert_eq!((idea.value("status"), idea.value("audience")), ("idea", "public"));
    let id = clerk.publishes(&path, &idea).await;
    assert_eq!(clerk.reads(&id).await.audience, Audience::Public);
    assert_eq!(clerk.opens(&path).await.status, 404, "published, a draft is gone");

    // It runs: six answers, and some more.
    let path = clerk.corrects(&id).await;
    let running =
        clerk.takes(&path).await.with("status", "running").with("impact", "Ältere kommen wieder ans Wasser.");
    let running = running
        .ticking("analogue.ways", &["counter", "not-yet-thought-of"])
        .ticking("fields_of_action", &["mobility"]);
    let running = running
        .with("cost.one_off", "12.000 €")
        .with("started", "Mai 2025")
        .with("technologies", "Holz, Schrauben");
    let running = running.with("funding.programme", "Dorf\u{ad}erneuerung").with("funding.share", "65 %");
    let running = running.with("documents.0.title", "Plan").with("documents.0.url", "auenstadt.de/plan.pdf");
    let running =
        running.with("documents.2.url", "https://auenstadt.de/zwei.pdf").with("text", "## Wie\n\n**So**.");
    clerk.publishes(&path, &running).await;
    let said = project(&clerk, &id).await;
    assert_eq!(
        (said.status, said.analogue.ways.as_slice()),
        (Status::Running, &[Way::Counter, Way::NotYetThoughtOf][..])
    );
    assert_eq!(said.cost.as_ref().unwrap().one_off, Some(12_000));
    assert_eq!((said.started.as_deref(), said.technologies.len()), (Some("2025-05"), 2));

    // It ends: what is not asked any more is kept all the same, and so is everything else.
    let path = clerk.corrects(&id).await;
    let ended = clerk.takes(&path).await;
    assert_eq!(
        ended.value("documents.1.url"),
        "https://auenstadt.de/zwei.pdf",
        "the gap between them is closed"
    );
    let ended =
        ended.with("status", "ended").ticking("end_reasons", &["goal-reached"]).with("ended", "31.12.2026");
    let onward = clerk.presses(&path, &ended, "publish").await.leads();
    assert!(onward.starts_with(&format!("/schreiben?zu={id}")), "what was learned is asked for: {onward}");
    let last = project(&clerk, &id).await;
    let expected = Project {
        status: Status::Ended,
        end_reasons: vec![EndReason::GoalReached],
        ended: Some("2026-12-31".to_owned()),
        ..said
    };
    assert_eq!(last, expected);

    // And the lesson, which knows where it belongs.
    let page = clerk.opens(&onward).await.is(200).text();
    assert!(page.contains("Bänke am Deich") && page.contains("Was haben Sie daraus gelernt"), "{page}");
    let iri = clerk.reads(&id).await.iri.to_string();
    let lesson =
        clerk.sends("/schreiben/lesson", &[("links.0.kind", "about"), ("links.0.to", &iri)]).await.leads();
    let sheet = clerk.takes(&lesson).await.with("title", "Bänke: früh mit dem Deichverband reden");
    let sheet = sheet.with("recommendation", "Redet früh.").with("what_happened", "Wir taten es nicht.");
    let sheet = sheet.ticking("applies_to_size_classes", &["6", "7"]);
    let lesson = clerk.publishes(&lesson, &sheet).await;
    assert_eq!(clerk.reads(&lesson).await.links[0].to.as_str(), iri);
    assert!(clerk.opens(&format!("/eintraege/{id}")).await.is(200).text().contains("Redet früh."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_fit_is_said_beside_it_and_nothing_typed_is_lost() {
    let (_ground, _town, clerk) = scene().await;
    let path = clerk.begins("project").await;
    let sheet = clerk.takes(&path).await.with("title", "Radweg & Brücke").with("status", "running");
    let sheet = sheet
        .with("cost.one_off", "sehr viel")
        .with("started", "im Sommer")
        .with("documents.0.title", "Plan");
    let page = clerk.presses(&path, &sheet, "publish").await.is(422).text();
    for said in [
        "4 Angaben fehlen noch",
        "<a href=\"#f-summary\">In zwei Sätzen</a>: Bitte ausfüllen.",
        "<a href=\"#f-cost.one_off\">Kosten, einmalig</a>: Bitte eine ganze Zahl",
        "<a href=\"#f-documents.0.url\">Unterlagen</a>",
        "Bitte ein Datum angeben",
        "aria-invalid=\"true\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let shown = super::Sheet::of(&page);
    assert_eq!(shown.answers(), sheet.answers(), "everything stands there as it was typed");
    assert_eq!(clerk.takes(&path).await.answers(), sheet.answers(), "and it is saved");
    let page = clerk.opens(&format!("{path}/vorschau")).await.is(200).text();
    assert!(page.contains("Vor dem Veröffentlichen") && page.contains("Radweg &#38; Brücke"), "{page}");
    let mended = shown.with("summary", "Zwei Sätze.").with("cost.one_off", "").with("started", "2025");
    let mended = mended.with("documents.0.url", "https://auenstadt.de/plan");
    clerk.publishes(&path, &mended).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_would_help_most_is_said_in_one_line_and_refuses_nothing() {
    let (_ground, _town, clerk) = scene().await;
    let path = clerk.begins("project").await;
    let page = clerk.opens(&path).await.text();
    assert!(
        !page.contains("Alles Wichtige") && !page.contains("Am meisten helfen"),
        "first what must be said: {page}"
    );
    let idea = clerk.takes(&path).await.with("title", "Radweg").with("summary", "Zwei Sätze.");
    clerk.presses(&path, &idea, "save").await.is(303);
    let page = clerk.opens(&path).await.text();
    assert!(
        page.contains("Am meisten helfen würde noch: Handlungsfelder."),
        "of an idea little is asked: {page}"
    );
    let idea = clerk.takes(&path).await.ticking("fields_of_action", &["mobility"]);
    clerk.presses(&path, &idea, "save").await.is(303);
    assert!(clerk.opens(&path).await.text().contains("Alles Wichtige ist gesagt"));
    let running =
        clerk.takes(&path).await.with("status", "running").ticking("analogue.ways", &["not-yet-thought-of"]);
    clerk.presses(&path, &running, "save").await.is(303);
    let page = clerk.opens(&path).await.text();
    assert!(page.contains("was es bringt, wie niemand zurückbleibt, was wegfällt"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_asked_how_far_it_has_come_once_it_is_published() {
    let (_ground, _town, clerk) = scene().await;
    let path = clerk.begins("call").await;
    let sheet = clerk.takes(&path).await.with("title", "Terminsoftware").with("text", "Wer macht mit?");
    let page = clerk.presses(&path, &sheet, "publish").await.is(422).text();
    assert!(
        page.contains("<a href=\"#f-direction\">Suchen oder bieten Sie etwas?</a> Bitte ausfüllen."),
        "{page}"
    );
    assert!(page.contains("id=\"g-progress\" data-group data-at=\"\" hidden"), "not yet: {page}");
    let preview = clerk.opens(&format!("{path}/vorschau")).await.is(422).text();
    assert!(
        preview.contains("Bitte ausfüllen"),
        "there is nothing to look at yet, and it says why: {preview}"
    );
    let sheet = super::Sheet::of(&page).with("direction", "seek").with("deadline", "30.9.2026");
    let id = clerk.publishes(&path, &sheet).await;
    let path = clerk.corrects(&id).await;
    let page = clerk.opens(&path).await.text();
    assert!(page.contains("id=\"g-progress\" data-group data-at=\"\">"), "{page}");
    let sheet = super::Sheet::of(&page).with("progress", "solved").with("result", "Vier Partner.");
    clerk.publishes(&path, &sheet).await;
    let Content::Call(call) = clerk.reads(&id).await.content else { panic!("a call") };
    assert_eq!((call.progress, call.result.as_str()), (Progress::Solved, "Vier Partner."));
    assert_eq!(call.deadline.as_deref(), Some("2026-09-30"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adoptions_and_comments_are_corrected_and_stay_where_they_are() {
    let (_ground, town, clerk) = scene().await;
    let about = town.publishes("Radweg").await;
    let adoption = serde_json::json!({
        "kind": "adoption", "target": { "software": "Radplan" }, "stage": "examined", "audience": "public",
    });
    let comment = serde_json::json!({
        "kind": "comment", "comment": "question", "parent": about.iri, "text": "Wie teuer?", "audience": "public",
    });
    let (adoption, comment) = (town.publishes_this(adoption).await, town.publishes_this(comment).await);
    let path = clerk.corrects(&adoption.id).await;
    let sheet = clerk.takes(&path).await.with("stage", "dropped");
    let page = clerk.presses(&path, &sheet, "publish").await.is(422).text();
    assert!(page.contains("<a href=\"#f-reason\">Warum?</a> Bitte ausfüllen."), "{page}");
    clerk.publishes(&path, &super::Sheet::of(&page).with("reason", "Zu groß für uns.")).await;
    let Content::Adoption(said) = clerk.reads(&adoption.id).await.content else { panic!("an adoption") };
    assert_eq!(said.target, commons::Target::Software("Radplan".to_owned()));
    let path = clerk.corrects(&comment.id).await;
    clerk.publishes(&path, &clerk.takes(&path).await.with("text", "Wie teuer, und wie lange?")).await;
    let Content::Comment(said) = clerk.reads(&comment.id).await.content else { panic!("a comment") };
    assert_eq!(said.parent, about.iri);
    for kind in ["adoption", "comment", "poem", "projekt"] {
        assert_eq!(
            clerk.sends(&format!("/schreiben/{kind}"), &[]).await.status,
            404,
            "{kind} is begun elsewhere"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_for_own_people_never_reaches_the_neighbour() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    birkenried.follows(&auenstadt).await;
    let clerk = auenstadt.editor().await;
    let path = clerk.begins("project").await;
    let sheet = clerk.takes(&path).await.with("title", "Quellgeheimnis").with("summary", "Nur für uns.");
    clerk.presses(&path, &sheet, "save").await.is(303);
    let id = clerk.publishes(&path, &clerk.takes(&path).await.with("audience", "own")).await;
    assert!(clerk.opens(&format!("/eintraege/{id}")).await.is(200).text().contains("Quellgeheimnis"));
    assert_eq!(auenstadt.http("GET", &format!("/eintraege/{id}")).for_people().send().await.status, 404);
    let iri = clerk.reads(&id).await.iri;
    clerk.publishes_an_idea("Radweg für alle").await;
    birkenried.eventually_finds("Radweg").await;
    a_while().await;
    assert!(birkenried.finds("Quellgeheimnis").await.is_empty() && birkenried.row(&iri).await.is_none());
    assert_eq!(auenstadt.finds("Quellgeheimnis").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_copies_the_address_of_a_page_means_the_entry_it_shows() {
    let ground = Ground::sqlite();
    let [auenstadt, birkenried] = ground.two_towns().await;
    auenstadt.follows(&birkenried).await;
    let theirs = birkenried.publishes("Radweg am Moor").await;
    auenstadt.eventually_finds("Moor").await;
    let copy = auenstadt.row(&theirs.iri).await.unwrap().id;
    let clerk = auenstadt.editor().await;
    let path = clerk.begins("lesson").await;
    let sheet = clerk.takes(&path).await.with("title", "Moor").with("recommendation", "Nicht graben.");
    let page = format!("http://{}/eintraege/{copy}", auenstadt.host());
    let sheet = sheet.with("what_happened", "Es war nass.").with("links.0.to", &page);
    let id = clerk.publishes(&path, &sheet).await;
    assert_eq!(clerk.reads(&id).await.links[0].to, theirs.iri);
}
