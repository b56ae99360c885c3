use commons::{CommentKind, Lesson, Link, MemberRole, Organisation, Project, Stage, Status};

use super::super::sample;
use super::*;

fn alone(piece: Piece) -> Around {
    Around::alone(piece)
}

fn render(around: &Around, speech: &Speech) -> String {
    EntryPage::of(around, speech, &sample::here()).render().expect("a page")
}

fn full() -> Around {
    Around {
        adoptions: vec![
            sample::adoption(Stage::Productive, ""),
            sample::adoption(Stage::Dropped, "Unsere drei Kitas brauchen kein Portal."),
        ],
        incoming: vec![(LinkKind::About, sample::lesson())],
        outgoing: vec![Reference {
            kind: LinkKind::BasedOn,
            to: Iri::parse("to", "https://cronfeld.de/eintraege/7").expect("an id"),
            name: Some("Kita-Navigator Cronfeld".to_owned()),
            known: None,
        }],
        comments: vec![
            sample::comment("2", "1", "Wie habt ihr die freien Träger gewonnen?", 1_780_000_000_000),
            sample::comment("3", "2", "Mit einem *runden Tisch* vor der Auswahl.", 1_780_100_000_000),
        ],
        ..Around::alone(sample::piece(sample::kita(), sample::auenstadt(), Written::Here))
    }
}

/// Where words stand on a page; missing words fail the test.
fn place(html: &str, words: &str) -> usize {
    html.find(words).unwrap_or_else(|| panic!("{words:?} is missing in {html}"))
}

#[test]
fn whose_life_improves_comes_before_the_technology() {
    let html = render(&full(), &Speech::default());
    sample::keep("projekt", &html);
    let order = [
        "Was es bringt",
        "das Abtippen von 400",
        "Der analoge Weg",
        "Niemand bleibt zurück",
        "REST-Schnittstelle",
    ];
    let places = order.map(|words| place(&html, words));
    assert!(places.is_sorted(), "{places:?}");
    place(&html, "einmalig 12.000\u{a0}€ (abgerechnet)");
    place(&html, "<time datetime=\"2026-10-01\">1. Oktober 2026</time>");
}

#[test]
fn who_uses_it_stands_apart_from_who_gave_it_up() {
    let page = EntryPage::of(&full(), &Speech::default(), &sample::here());
    assert_eq!((page.users.len(), page.others.len()), (1, 1));
    assert_eq!((page.lessons.len(), page.connections.len()), (1, 1));
    let html = page.render().expect("a page");
    place(&html, "Unsere drei Kitas brauchen kein Portal.");
    place(&html, "Kita-Navigator Cronfeld");
    place(&html, "<em>runden Tisch</em>");
}

#[test]
fn an_own_entry_asks_for_what_is_missing_and_a_copy_does_not() {
    let own = Around::alone(sample::piece(sample::kita(), sample::auenstadt(), Written::Here));
    let html = render(&own, &Speech::default());
    assert!(!html.contains("noindex"));
    let idea = sample::entry("2", "Nur eine Idee", Content::Project(Box::default()));
    let html = render(
        &Around::alone(sample::piece(idea.clone(), sample::auenstadt(), Written::Here)),
        &Speech::default(),
    );
    place(&html, "was es bringt, der analoge Weg, wie niemand zurückbleibt, was wegfällt");
    let html = render(
        &Around::alone(sample::piece(idea, sample::birkenried(), Written::Elsewhere)),
        &Speech::default(),
    );
    place(&html, "<meta name=\"robots\" content=\"noindex\">");
    place(&html, "<link rel=\"canonical\" href=\"https://auenstadt.de/eintraege/2\">");
    place(&html, "Dieser Eintrag stammt von");
    assert!(!html.contains("Noch nicht gesagt"));
}

#[test]
fn an_ended_project_leads_to_what_was_learned() {
    let ended = Project { status: Status::Ended, ..sample::project() };
    let entry = Entry { content: Content::Project(Box::new(ended)), ..sample::kita() };
    let around = Around {
        incoming: vec![(LinkKind::About, sample::lesson())],
        ..Around::alone(sample::piece(entry, sample::auenstadt(), Written::Here))
    };
    let html = render(&around, &Speech::default());
    sample::keep("beendet", &html);
    assert!(
        place(&html, "Was daraus gelernt wurde, steht gleich hier.") < place(&html, "Träger früh einbinden")
    );
}

#[test]
fn every_kind_has_a_page_in_every_language() {
    for language in commons::Language::ALL {
        let speech = Speech::in_language(language);
        let mut pieces =
            vec![sample::lesson(), sample::call(commons::Direction::Seek, commons::Progress::Solved)];
        pieces.extend([
            sample::adoption(Stage::Examined, "Zu groß für uns."),
            sample::comment("2", "1", "Eine Frage", 5),
        ]);
        for piece in pieces {
            let kind = piece.entry.kind().label(language);
            let target = sample::piece(sample::kita(), sample::auenstadt(), Written::Here);
            let hangs = matches!(piece.entry.content, Content::Comment(_) | Content::Adoption(_));
            let subject = hangs.then(|| (sample::iri("1"), Some(target)));
            let html = render(&Around { subject, ..Around::alone(piece.clone()) }, &speech);
            sample::keep(&format!("{}-{}", piece.entry.kind().code(), speech.tag()), &html);
            place(&html, &format!("<span class=\"badge\">{kind}</span>"));
            assert!(!html.contains("entry-subject-"));
        }
        sample::keep(&format!("projekt-{}", speech.tag()), &render(&full(), &speech));
    }
}

#[test]
fn row_69_nothing_that_is_written_becomes_markup() {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let said = || evil.to_owned();
    let project =
        Project { impact: said(), relief: said(), technologies: vec![said()], ..Project::default() };
    let lesson = Lesson { recommendation: said(), what_happened: said(), ..Lesson::default() };
    let comment = commons::Comment {
        comment: CommentKind::Note,
        parent: sample::iri("1"),
        thread: None,
        office: said(),
    };
    for content in
        [Content::Project(Box::new(project)), Content::Lesson(Box::new(lesson)), Content::Comment(comment)]
    {
        let link = Link { kind: LinkKind::About, to: sample::iri("9"), name: Some(said()) };
        let links = vec![link];
        let entry = Entry {
            summary: said(),
            text: said(),
            topics: vec![said()],
            links,
            ..sample::entry("1", evil, content)
        };
        let author =
            Organisation { name: said(), county: Some(said()), contact: Some(said()), ..sample::auenstadt() };
        let piece = sample::piece(
            Entry { contact: Some(said()), language: said(), ..entry },
            author,
            Written::Elsewhere,
        );
        let around =
            Around { comments: vec![piece.clone()], adoptions: vec![piece.clone()], ..Around::alone(piece) };
        let html = render(&around, &Speech::default());
        assert!(
            !html.contains("<script")
                && !html.contains("<img src=x")
                && !html.contains("onerror=alert(1)>\n"),
            "{html}"
        );
        assert!(html.contains("&#60;script&#62;"));
    }
}

#[test]
fn row_72_links_from_elsewhere_are_marked_as_such() {
    let html = render(&full(), &Speech::default());
    place(&html, "href=\"https://cronfeld.de/eintraege/7\" rel=\"nofollow noopener ugc\"");
    let prose = &html[place(&html, "https://www.auenstadt.de/familie")..];
    assert!(prose[..120].contains("ugc"), "{}", &prose[..120]);
}

#[test]
fn on_a_page_in_english_what_was_written_in_german_says_so() {
    let html = render(&full(), &Speech::in_language(commons::Language::English));
    place(&html, "<html lang=\"en\">");
    for words in [
        "<bdi lang=\"de\">Kita-Plätze online",
        "lang=\"de\"><p>Wie habt ihr",
        "<bdi lang=\"de\">Unsere drei Kitas",
        "<span class=\"says\" lang=\"en\">",
    ] {
        place(&html, words);
    }
}
/// Every id of a page, in its order.
fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn who_has_signed_in_can_do_something_and_no_form_gets_in_the_way_of_another() {
    let (auenstadt, birkenried) = (sample::auenstadt(), sample::birkenried());
    let editor = || sample::person(MemberRole::Editor, &[auenstadt.clone(), birkenried.clone()]);
    for language in commons::Language::ALL {
        let speech = Speech::in_language(language);
        let here = sample::here_for(editor());
        let html = EntryPage::of(&full(), &speech, &here).render().expect("a page");
        sample::keep(&format!("projekt-angemeldet-{}", speech.tag()), &html);
        let mut seen = std::collections::HashSet::new();
        for id in ids(&html) {
            assert!(seen.insert(id), "{id} twice");
        }
        for part in
            ["bearbeiten", "zurueckziehen", "bestaetigen", "fassungen", "nutzung", "kommentare", "merken"]
        {
            assert!(
                html.contains(&format!("/eintraege/019a2f60-0000-7000-8000-000000000001/{part}\"")),
                "{part}"
            );
        }
        for key in ["commenting-", "adopting-", "said-", "bookmark-", "progressing-"] {
            assert!(!html.contains(&format!(">{key}")), "a text under {key} is missing");
        }
    }
}

#[test]
fn what_cannot_be_done_is_not_offered() {
    let speech = Speech::default();
    let reader = sample::here_for(sample::person(MemberRole::Reader, &[sample::birkenried()]));
    let html = EntryPage::of(&full(), &speech, &reader).render().expect("a page");
    assert!(html.contains("/kommentare\"") && html.contains("/merken\""));
    assert!(!html.contains("/nutzung\"") && !html.contains("/bearbeiten\""), "{html}");
    let own = sample::here_for(sample::person(MemberRole::Editor, &[sample::auenstadt()]));
    let html = EntryPage::of(&full(), &speech, &own).render().expect("a page");
    assert!(!html.contains("/nutzung\""), "nobody adopts what is their own");
    let nobody = render(&full(), &speech);
    assert!(!nobody.contains("<textarea") && nobody.contains("/anmelden?weiter=%2Feintraege%2F"), "{nobody}");
    let friendless = sample::here_for(sample::person(MemberRole::Reader, &[]));
    assert!(
        !EntryPage::of(&full(), &speech, &friendless).render().expect("a page").contains("/kommentare\"")
    );
}

#[test]
fn what_is_for_few_says_so() {
    let own = Entry { audience: commons::Audience::Own, ..sample::kita() };
    let html = render(&alone(sample::piece(own, sample::auenstadt(), Written::Here)), &Speech::default());
    place(&html, "<span class=\"only\">nur für Ihre Organisation sichtbar</span>");
    assert!(!render(&full(), &Speech::default()).contains("class=\"only\""));
}

#[test]
fn a_call_of_ones_own_asks_how_far_it_has_come() {
    let call = sample::call(commons::Direction::Seek, commons::Progress::Open);
    let mut call = sample::piece(call.entry, sample::auenstadt(), Written::Here);
    call.entry.author = sample::auenstadt().iri;
    let own = sample::here_for(sample::person(MemberRole::Editor, &[sample::auenstadt()]));
    let html = EntryPage::of(&alone(call.clone()), &Speech::default(), &own).render().expect("a page");
    place(&html, "/fortschritt\"");
    let other = sample::here_for(sample::person(MemberRole::Editor, &[sample::birkenried()]));
    let html = EntryPage::of(&alone(call), &Speech::default(), &other).render().expect("a page");
    assert!(!html.contains("/fortschritt\""));
}

#[test]
fn a_long_thread_stays_a_light_page() {
    let comments: Vec<_> = (10..70)
        .map(|number| sample::comment(&format!("{number}"), "1", "Wie habt ihr das gemacht?", number))
        .collect();
    let around = Around { comments, ..full() };
    let reader = sample::here_for(sample::person(MemberRole::Editor, &[sample::birkenried()]));
    let html = EntryPage::of(&around, &Speech::default(), &reader).render().expect("a page");
    sample::keep("faden", &html);
    assert!(html.len() < 100_000, "{}", html.len());
}
