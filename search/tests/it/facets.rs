//! Facets count what is found and narrow it down.

use commons::project::{Reuse, Way, Ways};
use commons::{Call, Content, Direction, Entry, FieldOfAction, Organisation, Progress, Project, Status};
use search::{Facet, Filters, Index, Page, Search};

use crate::town::{ask, index_of, known, project, search, titles, town, written};

fn three() -> (Index, tempfile::TempDir) {
    let (auenstadt, birkenried) = (town("Auenstadt"), town("Birkenried"));
    let with =
        |project: Project, entry: Entry| Entry { content: Content::Project(Box::new(project)), ..entry };
    let running = Project {
        status: Status::Running,
        technologies: vec!["LoRaWAN".to_owned()],
        reuse: Some(Reuse::Ready),
        started: Some("2021-03".to_owned()),
        analogue: Ways { ways: vec![Way::Counter, Way::Paper], sentence: String::new() },
        target_groups: vec!["Familien".to_owned()],
        ..Project::default()
    };
    let ended = Project { status: Status::Ended, ..Project::default() };
    let base = |number, title| Entry {
        fields_of_action: vec![FieldOfAction::Mobility],
        ..project(&auenstadt, number, title, "")
    };
    index_of(vec![
        written(&auenstadt, with(running.clone(), base(1, "Eins"))),
        written(&auenstadt, with(ended, base(2, "Zwei"))),
        written(&birkenried, with(running, project(&birkenried, 3, "Drei", ""))),
        known(&birkenried),
    ])
}

fn narrowed(index: &Index, filters: &[(Facet, &[&str])]) -> Page {
    let filters: Filters = filters
        .iter()
        .map(|(facet, values)| (*facet, values.iter().map(|value| (*value).to_owned()).collect()))
        .collect();
    index.search(&Search { filters, ..search("") }).expect("an answer")
}

fn counts(page: &Page, facet: Facet) -> Vec<(&str, u64)> {
    page.facets.get(&facet).into_iter().flatten().map(|(value, count)| (value.as_str(), *count)).collect()
}

#[test]
fn every_value_is_counted_most_first() {
    let (index, _dir) = three();
    let page = ask(&index, "");
    assert_eq!(counts(&page, Facet::Kind), [("project", 3), ("organisation", 1)]);
    assert_eq!(counts(&page, Facet::Status), [("running", 2), ("ended", 1)]);
    assert_eq!(counts(&page, Facet::Year), [("2021", 2), ("1970", 1)]);
    assert_eq!(
        counts(&page, Facet::Organisation),
        [("https://auenstadt.de/", 2), ("https://birkenried.de/", 2)]
    );
    assert_eq!(counts(&page, Facet::Technology), [("LoRaWAN", 2)]);
    assert_eq!(counts(&page, Facet::Analogue), [("counter", 2), ("paper", 2)]);
    assert_eq!(counts(&page, Facet::Target), [("Familien", 2)]);
    assert_eq!(counts(&page, Facet::Size), [("6", 4)]);
    assert_eq!(counts(&page, Facet::State), [("SN", 4)]);
    assert_eq!(counts(&page, Facet::Licence), [("CC-BY-4.0", 3)]);
}

#[test]
fn values_of_one_facet_widen_and_facets_narrow() {
    let (index, _dir) = three();
    assert_eq!(narrowed(&index, &[(Facet::Status, &["running"])]).total, 2);
    assert_eq!(narrowed(&index, &[(Facet::Status, &["running", "ended"])]).total, 3);
    let both = narrowed(&index, &[(Facet::Status, &["running"]), (Facet::Field, &["mobility"])]);
    assert_eq!(titles(&both), ["Eins"]);
    assert_eq!(narrowed(&index, &[(Facet::Status, &["nonsense"])]).total, 0);
}

#[test]
fn a_facet_is_not_narrowed_by_its_own_filter() {
    let (index, _dir) = three();
    let page = narrowed(&index, &[(Facet::Status, &["ended"])]);
    assert_eq!(counts(&page, Facet::Status), [("running", 2), ("ended", 1)]);
    assert_eq!(counts(&page, Facet::Year), [("1970", 1)], "others are");
    let page =
        narrowed(&index, &[(Facet::Status, &["ended"]), (Facet::Organisation, &["https://birkenried.de/"])]);
    assert_eq!(page.total, 0);
    assert_eq!(counts(&page, Facet::Status), [("running", 1)]);
    assert_eq!(counts(&page, Facet::Organisation), [("https://auenstadt.de/", 1)]);
}

#[test]
fn what_was_chosen_is_counted_however_rare_it_is() {
    let (many, few) = (town("Auenstadt"), town("Birkenried"));
    let tagged = |town: &Organisation, number: i64, technology: String| {
        let content = Project { technologies: vec![technology], ..Project::default() };
        let entry = project(town, number, "Eins", "");
        written(town, Entry { content: Content::Project(Box::new(content)), ..entry })
    };
    let mut updates: Vec<_> =
        (0..220).map(|number| tagged(&many, number, format!("T{:03}", number / 2))).collect();
    updates.push(tagged(&few, 500, "Rar".to_owned()));
    let (index, _dir) = index_of(updates);
    let counted = |page: &Page| {
        counts(page, Facet::Technology).iter().find(|(value, _)| *value == "Rar").map(|(_, count)| *count)
    };
    let plain = narrowed(&index, &[]);
    assert_eq!((counts(&plain, Facet::Technology).len(), counted(&plain)), (100, None));
    let chosen = narrowed(&index, &[(Facet::Technology, &["Rar", "T001"])]);
    assert_eq!((counts(&chosen, Facet::Technology).len(), counted(&chosen)), (101, Some(1)));
}

#[test]
fn a_value_can_be_typed_into_the_question() {
    let (index, _dir) = three();
    assert_eq!(titles(&ask(&index, "status:ended")), ["Zwei"]);
    assert_eq!(ask(&index, "state:sn kind:project").total, 3);
    assert_eq!(ask(&index, "technology:LoRaWAN drei").total, 1);
    assert_eq!(ask(&index, "-status:ended kind:project").total, 2);
}

#[test]
fn calls_are_told_apart_by_direction_and_progress() {
    let auenstadt = town("Auenstadt");
    let call = |number, direction, progress| {
        let call = Call {
            direction,
            subject: None,
            wanted: String::new(),
            deadline: None,
            progress,
            result: String::new(),
        };
        written(&auenstadt, Entry { content: Content::Call(call), ..project(&auenstadt, number, "Ruf", "") })
    };
    let (index, _dir) = index_of(vec![
        call(1, Direction::Seek, Progress::Open),
        call(2, Direction::Seek, Progress::Solved),
        call(3, Direction::Offer, Progress::InTalks),
    ]);
    let open = narrowed(&index, &[(Facet::Status, &["open", "in-talks"])]);
    assert_eq!(counts(&open, Facet::Direction), [("offer", 1), ("seek", 1)]);
    assert_eq!(narrowed(&index, &[(Facet::Direction, &["seek"]), (Facet::Status, &["solved"])]).total, 1);
}
