//! Sample data for the tests of pages, and a place to look at what they rendered.

use std::path::PathBuf;
use std::sync::Arc;

use commons::project::{Cost, CostBasis, Evidence, Funding, Reuse, Software, Way, Ways};
use commons::{
    Adoption, Audience, Call, Comment, CommentKind, Content, Direction, Entry, FieldOfAction, Iri, Lesson,
    MemberRole, Organisation, OrganisationKind, Progress, Project, Stage, State, Status, Target, Time,
};
use search::{Fragment, Hit, HitOrganisation};
use store::people::{Access, PersonRow};
use store::sessions::{SessionRow, WayIn};

use super::pieces::{Piece, Written};
use crate::here::Here;
use crate::visitor::{Membership, Person, Visitor};

pub fn iri(name: &str) -> Iri {
    Iri::parse("id", &format!("https://auenstadt.de/eintraege/{name}")).expect("an id")
}

pub fn organisation(host: &str, handle: &str, name: &str, county: &str, state: State) -> Organisation {
    let iri = Iri::parse("id", &format!("https://{host}/")).expect("an id");
    let website = Iri::parse("website", &format!("https://www.{host}/")).expect("a website");
    Organisation {
        county: Some(county.to_owned()),
        state: Some(state),
        population: Some(8_400),
        website: Some(website),
        contact: Some(format!("Stabsstelle Digitales, digital@{host}")),
        ..Organisation::new(iri, host, handle, name, OrganisationKind::Municipality)
    }
}

pub fn auenstadt() -> Organisation {
    organisation("auenstadt.de", "auenstadt", "Stadt Auenstadt", "Landkreis Auental", State::Thuringia)
}

pub fn birkenried() -> Organisation {
    organisation(
        "birkenried.de",
        "birkenried",
        "Gemeinde Birkenried",
        "Landkreis Moorland",
        State::LowerSaxony,
    )
}

pub fn here() -> Here {
    Here { host: "auenstadt.de".to_owned(), organisation: Some(Arc::new(auenstadt())), ..Here::default() }
}

/// Somebody with this role in these organisations.
pub fn person(role: MemberRole, organisations: &[Organisation]) -> Person {
    let membership = |organisation: &Organisation| Membership {
        organisation: Arc::new(organisation.clone()),
        role,
        office: "Stabsstelle Digitales".to_owned(),
    };
    let (created, id) = (day("2026-01-02"), "p-1".to_owned());
    let session = SessionRow {
        id: "s-1".to_owned(),
        person: id.clone(),
        organisation: None,
        device: String::new(),
        way: WayIn::Password,
        created,
        seen: created,
        until: day("2026-12-31"),
    };
    let row = PersonRow {
        id,
        name: "Ada Beispiel".to_owned(),
        mail: "ada@auenstadt.de".to_owned(),
        created,
        password: None,
        access: Access::Open,
        is_operator: false,
        language: commons::Language::German,
        proven: None,
    };
    Person { row, session, memberships: organisations.iter().map(membership).collect(), unseen: 3 }
}

/// The same host, asked by somebody who has signed in.
pub fn here_for(person: Person) -> Here {
    Here { visitor: Visitor::of(person), ..here() }
}

pub fn day(text: &str) -> Time {
    Time::parse(text).expect("a day")
}

pub fn entry(name: &str, title: &str, content: Content) -> Entry {
    let base = Entry::new(iri(name), auenstadt().iri, title, content, day("2026-03-04"));
    Entry { updated: day("2026-05-12"), audience: Audience::Public, ..base }
}

pub fn piece(entry: Entry, author: Organisation, written: Written) -> Piece {
    Piece {
        entry,
        id: "019a2f60-0000-7000-8000-000000000001".to_owned(),
        author: Some(author),
        account: None,
        written,
    }
}

pub fn comment(name: &str, parent: &str, text: &str, at: i64) -> Piece {
    let content = Content::Comment(Comment {
        comment: if name == "2" { CommentKind::Question } else { CommentKind::Answer },
        parent: iri(parent),
        thread: Some(iri("1")),
        office: "Amt für Kinder".to_owned(),
    });
    let entry = Entry { text: text.to_owned(), published: Time::from_millis(at), ..entry(name, "", content) };
    let id = format!("019a2f60-0000-7000-8000-{name:0>12}");
    Piece { id, ..piece(entry, birkenried(), Written::Elsewhere) }
}

pub fn call(direction: Direction, progress: Progress) -> Piece {
    let call = Call {
        direction,
        subject: Some(commons::call::Subject::JointProcurement),
        wanted: "Gemeinden unter 10.000 Einwohnern in Niedersachsen".to_owned(),
        deadline: Some("2026-09-30".to_owned()),
        progress,
        result: if progress == Progress::Solved {
            "Vier Gemeinden beschaffen nun zusammen.".to_owned()
        } else {
            String::new()
        },
    };
    let title = "Gemeinsam eine Terminsoftware beschaffen";
    let text = "Wir möchten die Vergabe gemeinsam angehen und suchen drei bis fünf Partner.".to_owned();
    piece(Entry { text, ..entry("call", title, Content::Call(call)) }, birkenried(), Written::Elsewhere)
}

pub fn adoption(stage: Stage, reason: &str) -> Piece {
    let content =
        Content::Adoption(Adoption { target: Target::Entry(iri("1")), stage, reason: reason.to_owned() });
    piece(entry("adoption", "", content), birkenried(), Written::Elsewhere)
}

pub fn lesson() -> Piece {
    let lesson = Lesson {
        recommendation: "Sprecht mit den Trägern, bevor ihr die Software auswählt.".to_owned(),
        what_happened: "Zwei freie Träger wollten ihre Platzzahlen zunächst nicht melden.".to_owned(),
        ..Lesson::default()
    };
    let entry = entry("lesson", "Kita-Portal: Träger früh einbinden", Content::Lesson(Box::new(lesson)));
    piece(entry, auenstadt(), Written::Here)
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

pub fn project() -> Project {
    Project {
        status: Status::Running,
        target_groups: words(&["Eltern", "Kita-Träger"]),
        problem: "Eltern mussten jede Einrichtung einzeln anschreiben und wussten monatelang nicht, woran sie sind.".to_owned(),
        approach: "Erst drei Einrichtungen, nach einem halben Jahr alle elf. Die Leitungen haben die Oberfläche mitbestimmt.".to_owned(),
        impact: "Familien wissen innerhalb von zwei Wochen, ob und wo ihr Kind einen Platz bekommt. Früher waren es bis zu fünf Monate.".to_owned(),
        evidence: Some(Evidence::Measured),
        analogue: Ways {
            ways: vec![Way::Counter, Way::Telephone, Way::Companion],
            sentence: "Das Familienbüro füllt den Antrag gemeinsam mit den Eltern aus.".to_owned(),
        },
        inclusion: Ways { ways: vec![Way::MeetingPlace], sentence: "Leichte Sprache und fünf weitere Sprachen.".to_owned() },
        relief: "das Abtippen von 400 Papieranträgen im Jahr".to_owned(),
        staff: "Zwei Kolleginnen haben wieder Zeit für Beratung.".to_owned(),
        services: words(&["99107034001000"]),
        technologies: words(&["Webportal", "REST-Schnittstelle"]),
        software: vec![Software { name: "Kita-Portal".to_owned(), licence: Some("EUPL-1.2".to_owned()), ..Software::default() }],
        cost: Some(Cost { one_off: Some(12_000), yearly: Some(2_400), year: Some(2025), basis: Some(CostBasis::Settled), band: None }),
        funding: Some(Funding { programme: "Modellvorhaben des Landes".to_owned(), share: Some(65), ends: Some("2027-12-31".to_owned()) }),
        effort: "etwa 40 Arbeitstage".to_owned(),
        reuse: Some(Reuse::WithChanges),
        hand_over: "Leistungsbeschreibung, Elternbrief, Schulungsfolien".to_owned(),
        started: Some("2025-02-01".to_owned()),
        ..Project::default()
    }
}

pub fn kita() -> Entry {
    Entry {
        summary: "Eltern sehen freie Kita-Plätze in allen elf Einrichtungen und melden ihr Kind mit einem Formular an.".to_owned(),
        text: "## Wie es läuft\n\nDie Leitungen pflegen die **freien Plätze** einmal in der Woche. Der Abgleich geschieht nachts.\n\n\
               - Anmeldung mit oder ohne BundID\n- Zusagen als Brief *und* per Mail\n\nMehr dazu auf der [Seite des Familienbüros](https://www.auenstadt.de/familie)."
            .to_owned(),
        fields_of_action: vec![FieldOfAction::ChildrenYouthFamily, FieldOfAction::CitizenServices],
        topics: words(&["Kita", "Anmeldung", "Warteliste"]),
        confirmed: Some(day("2026-10-01")),
        ..entry("1", "Kita-Plätze online finden und anmelden", Content::Project(Box::new(project())))
    }
}

pub fn hit(kind: &str, title: &str) -> Hit {
    let author = birkenried();
    Hit {
        iri: iri("1").to_string(),
        id: "019a2f60-0000-7000-8000-000000000001".to_owned(),
        kind: kind.to_owned(),
        title: title.to_owned(),
        summary: "Eltern sehen freie Plätze in allen Einrichtungen.".to_owned(),
        snippet: [
            "Eltern sehen freie ",
            "Kita-Plätze",
            " in allen elf Einrichtungen und melden ihr Kind mit einem Formular an.",
        ]
        .iter()
        .enumerate()
        .map(|(place, text)| Fragment { text: (*text).to_owned(), marked: place == 1 })
        .collect(),
        organisation: HitOrganisation {
            iri: author.iri.to_string(),
            name: author.name,
            handle: author.handle,
            host: author.host,
            county: author.county,
            state: Some("NI".to_owned()),
        },
        published: day("2026-03-04"),
        updated: day("2026-05-12"),
        score: 1.0,
        status: Some("running".to_owned()),
        recommendation: if kind == "lesson" {
            "Sprecht mit den Trägern, bevor ihr auswählt.".to_owned()
        } else {
            String::new()
        },
        relief: if kind == "project" {
            "das Abtippen von 400 Papieranträgen im Jahr".to_owned()
        } else {
            String::new()
        },
        language: "de".to_owned(),
        audience: "public".to_owned(),
        matched: Vec::new(),
    }
}

/// Keeps a page as a file where `TEMPOMACHER_KEEP_PAGES` names a directory, to be looked at in a browser.
pub fn keep(name: &str, html: &str) {
    let Some(directory) = std::env::var_os("TEMPOMACHER_KEEP_PAGES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(directory.join("static")).expect("a directory");
    let relative = html.replace("\"/static/", "\"static/");
    std::fs::write(directory.join(format!("{name}.html")), relative).expect("a page kept");
}
