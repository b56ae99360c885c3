//! No field of an entry is forgotten, and none is lost on the way through the form.

use commons::adoption::Target;
use commons::call::Subject;
use commons::project::{Cost, CostBasis, EndReason, Evidence, Funding, Reuse, Software, Way, Ways};
use commons::{
    Adoption, Audience, Call, Comment, CommentKind, Content, Direction, Document, Entry, FieldOfAction, Iri,
    Kind, Language, Lesson, Licence, Link, LinkKind, Outcome, Progress, Project, Source, Stage, State,
    Status, Time,
};

use super::*;
use crate::operations::draft::Draft;
use crate::pages::Speech;

fn iri(text: &str) -> Iri {
    Iri::parse("id", text).expect("an id")
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn said(text: &str) -> String {
    text.to_owned()
}

fn ways(way: Way) -> Ways {
    Ways { ways: vec![way, Way::NotYetThoughtOf], sentence: said("Ein Satz, mit Komma.") }
}

/// Everything is named: whoever adds a field to a kind must add it here, and then to the sheet.
fn project() -> Project {
    Project {
        status: Status::Running,
        status_original: Some(said("produktiv")),
        end_reasons: vec![EndReason::GoalReached, EndReason::Other],
        target_groups: words(&["Eltern", "Träger"]),
        problem: said("Problem\n\nin zwei Absätzen"),
        approach: said("Vorgehen"),
        impact: said("Wirkung"),
        evidence: Some(Evidence::Measured),
        analogue: ways(Way::Counter),
        inclusion: ways(Way::MeetingPlace),
        relief: said("Abtippen"),
        staff: said("Beschäftigte"),
        services: words(&["99107034001000"]),
        technologies: words(&["LoRaWAN", "Sensoren, drahtlos"]),
        vendors: words(&["Müller, Schmidt & Co"]),
        partners: words(&["Kreis"]),
        software: vec![Software {
            name: said("Kita-Portal"),
            url: Some(iri("https://code.example/kita")),
            licence: Some(said("EUPL-1.2")),
            publiccode: Some(iri("https://code.example/kita/publiccode.yml")),
        }],
        open_data: said("Daten"),
        cost: Some(Cost {
            one_off: Some(12_000),
            yearly: Some(0),
            band: Some(said("10.000 bis 50.000")),
            year: Some(2025),
            basis: Some(CostBasis::Settled),
        }),
        effort: said("40 Tage"),
        procurement: said("freihändig"),
        funding: Some(Funding { programme: said("Land"), share: Some(65), ends: Some(said("2027-12-31")) }),
        legal: said("Recht"),
        privacy_assessment: said("Datenschutz"),
        reuse: Some(Reuse::WithChanges),
        hand_over: said("Unterlagen"),
        started: Some(said("2024")),
        ended: Some(said("2026-05")),
    }
}

fn lesson() -> Lesson {
    Lesson {
        recommendation: said("Sprecht früh."),
        what_happened: said("Es geschah."),
        context: said("Umstände"),
        phase: said("Einführung"),
        why: said("Darum"),
        what_helped: said("Geduld"),
        would_do_differently: said("Früher"),
        aspects: words(&["Vergabe", "Personal"]),
        outcome: Some(Outcome::Partly),
        applies_to_states: vec![State::Thuringia, State::Bavaria],
        applies_to_size_classes: vec![6, 7],
    }
}

fn call() -> Call {
    Call {
        direction: Direction::Offer,
        subject: Some(Subject::Visit),
        wanted: said("Kleine Städte"),
        deadline: Some(said("2026-09-30")),
        progress: Progress::Solved,
        result: said("Vier Partner"),
    }
}

fn contents() -> Vec<Content> {
    let comment = Comment {
        comment: CommentKind::Answer,
        parent: iri("https://a.de/eintraege/2"),
        thread: Some(iri("https://a.de/eintraege/3")),
        office: said("Bauamt"),
    };
    let adoption = |target| Adoption { target, stage: Stage::Dropped, reason: said("Zu teuer") };
    let service = Target::Service { name: said("Cloud"), provider: said("Rechenzentrum") };
    vec![
        Content::Project(Box::new(project())),
        Content::Lesson(Box::new(lesson())),
        Content::Call(call()),
        Content::Adoption(adoption(Target::Entry(iri("https://a.de/eintraege/2")))),
        Content::Adoption(adoption(service)),
        Content::Adoption(adoption(Target::Software(said("Kita-Portal")))),
        Content::Comment(comment),
    ]
}

/// An entry in which every field says something.
fn full(content: Content) -> Entry {
    let document = Document {
        title: said("Satzung"),
        media_type: Some(said("application/pdf")),
        url: iri("https://a.de/satzung.pdf"),
        licence: Some(said("CC0-1.0")),
    };
    let source = Source {
        name: said("OpenCoDE"),
        url: Some(iri("https://open.example/1")),
        licence: Some(said("CC0")),
        attribution: Some(said("Stadt")),
        id: said("1"),
    };
    let link =
        Link { kind: LinkKind::BasedOn, to: iri("https://b.de/eintraege/1"), name: Some(said("Vorbild")) };
    Entry {
        iri: iri("https://a.de/eintraege/1"),
        author: iri("https://a.de/"),
        version: 7,
        title: said("Kita-Plätze"),
        summary: said("Zwei Sätze. Mit Umbruch."),
        text: said("## Text\n\n- *eins*\n- zwei"),
        language: said("en"),
        fields_of_action: vec![FieldOfAction::Education, FieldOfAction::Mobility],
        topics: words(&["Kita", "Anmeldung"]),
        audience: Audience::Circles(vec![iri("https://a.de/kreise/1"), iri("https://a.de/kreise/2")]),
        licence: Licence::Other(said("eigene Bedingungen")),
        contact: Some(said("Familienbüro, familie@a.de")),
        links: vec![link],
        documents: vec![document],
        source: Some(source),
        published: Time::from_millis(5),
        updated: Time::from_millis(7),
        confirmed: Some(Time::from_millis(6)),
        content,
    }
}

/// Through the form, as a browser sends it, and back.
fn through_the_form(entry: &Entry) -> Entry {
    let sheet = sheet(entry.kind());
    let filled = filled(sheet, entry);
    let mut sent = Vec::new();
    for (_, question) in sheet.questions() {
        for (name, values) in filled.of(question) {
            sent.extend(values.iter().map(|value| (name.to_owned(), value.replace('\n', "\r\n"))));
        }
    }
    let typed = Answers::typed(sheet, &crate::forms::Fields::of(sent));
    assert_eq!(typed, filled, "what is shown and what is sent are the same");
    let read = read(sheet, &typed, Some(entry));
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let organisation = crate::pages::sample::auenstadt();
    let organisation = commons::Organisation { iri: entry.author.clone(), ..organisation };
    Draft::new(read.fields)
        .entry(&entry.iri, &organisation, entry.version, entry.published)
        .expect("an entry")
}

#[test]
fn every_field_of_every_kind_goes_through_its_form_unchanged() {
    for content in contents() {
        let entry = full(content);
        assert_eq!(through_the_form(&entry), entry);
    }
}

#[test]
fn nothing_but_the_source_and_what_it_hangs_on_is_kept_without_being_asked() {
    let kept = Kind::ALL.iter().flat_map(|kind| sheet(*kind).questions());
    let mut kept: Vec<_> = kept
        .filter(|(_, question)| matches!(question.answer, Answer::Kept))
        .map(|(_, question)| question.name)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    assert_eq!(kept, ["confirmed", "parent", "source", "status_original", "target", "thread"]);
}

#[test]
fn an_idea_is_a_title_and_two_sentences_and_a_running_project_needs_six_answers() {
    let sheet = sheet(Kind::Project);
    let open = |status: &str| {
        let mut answers = Answers::default();
        answers.put("status", words(&[status]));
        let groups = sheet.groups.iter().filter(|group| group.shape == Shape::Open);
        let asked = groups.filter(|group| group.is_asked(sheet, &answers, false));
        asked.flat_map(|group| group.questions).map(|question| question.name).collect::<Vec<_>>()
    };
    assert_eq!(open("idea"), ["title", "summary", "status", "audience"]);
    let running = ["title", "summary", "status", "impact", "relief", "analogue.ways", "audience"];
    assert_eq!(open("running"), running);
    assert!(open("ended").contains(&"end_reasons"));
    let must = sheet.questions().filter(|(_, question)| question.must == Must::Yes);
    assert_eq!(must.map(|(_, question)| question.name).collect::<Vec<_>>(), ["title", "summary", "status"]);
}

#[test]
fn what_steers_is_a_question_and_what_it_is_asked_for_are_its_answers() {
    for sheet in Kind::ALL.iter().map(|kind| sheet(*kind)) {
        let steering = sheet.steering.map(|name| sheet.question(name).expect("a question"));
        for group in sheet.groups {
            let Asked::At(at) = group.asked else { continue };
            let Some(Question { answer: Answer::Choose(codes), .. }) = steering else {
                panic!("{} is asked at {at:?}, but nothing steers", group.name)
            };
            let known: Vec<_> = codes(Language::German).into_iter().map(|(code, _)| code).collect();
            assert!(at.iter().all(|code| known.contains(code)), "{at:?}");
        }
    }
}

#[test]
fn every_question_has_its_words_in_every_language() {
    for speech in Language::ALL.map(Speech::in_language) {
        for sheet in Kind::ALL.iter().map(|kind| sheet(*kind)) {
            for group in sheet.groups.iter().filter(|group| group.asked != Asked::Never) {
                assert!(
                    speech.find(&words_of(sheet.kind, &format!("group-{}", group.name), &speech)).is_some(),
                    "{}",
                    group.name
                );
                for question in group.questions {
                    let key = words_of(sheet.kind, question.name, &speech);
                    let find = |end: &str| speech.find(&format!("{key}{end}"));
                    assert!(find("").is_some(), "{key} in {}", speech.tag());
                    if let Answer::Rows(columns) = question.answer {
                        for column in columns {
                            let key =
                                words_of(sheet.kind, &format!("{}.{}", question.name, column.name), &speech);
                            let is_asked = !matches!(column.cell, Cell::Unseen);
                            assert_eq!(speech.find(&key).is_some(), is_asked, "{key} in {}", speech.tag());
                        }
                    }
                    let choices = matches!(
                        question.answer,
                        Answer::Pick(_)
                            | Answer::Choose(_)
                            | Answer::ChooseOrKeep(_)
                            | Answer::Audience
                            | Answer::Tick(..)
                            | Answer::SizeClasses
                    );
                    assert!(find("-hint").is_some(), "{key} has no hint in {}", speech.tag());
                    assert!(
                        choices || find("-example").is_some(),
                        "{key} has no example in {}",
                        speech.tag()
                    );
                }
            }
        }
    }
}

#[test]
fn everything_that_does_not_fit_is_told_at_once() {
    let mut answers = Answers::default();
    for (name, value) in [
        ("status", "dreaming"),
        ("cost.one_off", "viel"),
        ("started", "Sommer"),
        ("documents.0.title", "Satzung"),
        ("documents.1.url", "javascript:alert(1)"),
        ("funding.share", "65 %"),
        ("audience", "world"),
        ("impact", &"x".repeat(1_001)),
    ] {
        answers.put(name, words(&[value]));
    }
    let read = read(sheet(Kind::Project), &answers, None);
    let mut fields: Vec<_> = read.problems.iter().map(|(field, _)| field).collect();
    fields.sort_unstable();
    let expected = [
        "audience",
        "cost.one_off",
        "documents.0.url",
        "documents.1.url",
        "funding.programme",
        "impact",
        "started",
        "status",
        "summary",
        "title",
    ];
    assert_eq!(fields, expected);
    assert_eq!(read.fields["funding"]["share"], 65);
}
