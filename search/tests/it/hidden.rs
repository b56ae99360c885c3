//! Two indexes that differ in nothing but what a reader may not see: to that reader they answer the same, whatever is asked.

use commons::{
    Audience, Call, Comment, CommentKind, Content, Direction, Entry, FieldOfAction, Iri, Organisation,
    Progress, Project, Reader, Status,
};
use search::{
    EntryDocument, Facet, Filters, Hit, Index, Kin, LastWord, Like, Order, Page, Search, Sight, Suggestions,
    Topic, Update,
};
use tempfile::TempDir;

use crate::town::{index_of, iri, known, project, search, town, written};

/// What everybody here may read: title, summary, topic.
const OPEN: [(&str, &str, &str); 12] = [
    ("Kita-Plätze online vergeben", "Eltern melden ihr Kind mit einem Formular an.", "Kita"),
    ("Digitaler Bauantrag", "Antrag und Bescheid nach § 12 Bauordnung ohne Papier.", "Bauen"),
    ("Bürgerbus für den Norden", "Ein Rufbus mit Ehrenamtlichen fährt am Abend.", "Verkehr"),
    ("Beteiligungsplattform", "Bürgerinnen und Bürger reden bei der Planung mit.", "Beteiligung"),
    ("Mängelmelder mit Foto", "Schlaglöcher und wilder Müll werden gemeldet.", "Ordnung"),
    ("LoRaWAN am Deich", "Sensoren messen Wasserstände und Bodenfeuchte.", "Sensorik"),
    ("Hundesteuer online anmelden", "Anmeldung zur Hundesteuer ohne Gang ins Rathaus.", "Steuern"),
    ("Wärmeplanung im Quartier", "Ein Plan, woher welche Wärme kommt.", "Klima"),
    ("Keycloak als Anmeldung", "Ein Konto für alle Dienste der Verwaltung.", "Anmeldung"),
    ("Einführung der eAkte", "Die elektronische Akte im ganzen Haus.", "Akte"),
    ("Fahrradabstellanlage am Bahnhof", "Abschließbare Plätze für Räder.", "Verkehr"),
    ("Kindergarten: Elternbeitrag berechnen", "Ein Rechner für den Elternbeitrag.", "Kita"),
];

/// What is kept from somebody: the same words in other numbers and places, words of its own, and words as people mistype them.
const KEPT: [(&str, &str, &str); 10] = [
    ("Zwiebelturm und Kita-Plätze", "Zwiebelturm Zwiebelturm Formular Formular Antrag.", "Zwiebelturm"),
    (
        "Beteiligungsplatform",
        "Beteiligungsplatform Bauantrg Keycloack Bürgerbuss Mängelmleder.",
        "Beteiligungsplatform",
    ),
    ("Kitaplatzvergabe geheim", "Vergabe von Kita-Plätzen online mit Formular für Eltern und Kind.", "Kita"),
    ("Bauantrag Bauantrag Bauantrag", "Bescheid nach § 12 Bauordnung, und noch ein Bauantrag.", "Bauen"),
    ("Rufbus statt Bürgerbus", "Verkehr am Abend mit Ehrenamtlichen.", "Verkehrswende"),
    ("Hundesteuer", "Anmeldung zur Hundesteuer ohne Gang ins Rathaus.", "Hundesteuerbescheid"),
    ("Sensoren im Deich", "LoRaWAN misst Wasserstände am Deich.", "Sensornetz"),
    ("Wärmeplan Quartier", "Wärme aus dem Fluss, ein Plan.", "Klimaschutz"),
    ("Keycloak Keycloak", "Keycloak für alle Dienste, ein Konto.", "Keycloak"),
    ("Elternbeitrag im Kindergarten", "Rechner für Kindergarten und Hort.", "Elternbeitrag"),
];

/// Who asks, and what is kept from them.
struct World {
    auenstadt: Organisation,
    birkenried: Organisation,
    blocked: Organisation,
    unwanted: Organisation,
    ours: Iri,
    theirs: Iri,
}

impl World {
    fn new() -> Self {
        Self {
            auenstadt: town("Auenstadt"),
            birkenried: town("Birkenried"),
            blocked: town("Zwiebelheim"),
            unwanted: town("Keinrode"),
            ours: iri("https://auenstadt.de/kreise/1"),
            theirs: iri("https://birkenried.de/kreise/2"),
        }
    }

    /// Somebody of Auenstadt, which belongs to one circle, has blocked a node and does not want an organisation.
    fn sight(&self) -> Sight {
        Sight {
            reader: Reader::of(self.auenstadt.iri.clone()),
            circles: vec![self.ours.clone()],
            beyond: (0..KEPT.len())
                .map(|number| self.address(&self.birkenried, number, 5).to_string())
                .collect(),
            blocked: vec![self.blocked.iri.origin().to_string()],
            unwanted: vec![self.unwanted.iri.to_string()],
        }
    }

    fn open(&self) -> Vec<Update> {
        let towns = [known(&self.auenstadt), known(&self.birkenried)];
        let entries = OPEN.iter().enumerate().map(|(number, texts)| {
            let author = if number % 3 == 0 { &self.auenstadt } else { &self.birkenried };
            let audience = match number % 4 {
                1 => Audience::Circles(vec![self.ours.clone()]),
                _ => Audience::Public,
            };
            written(author, Entry { audience, ..self.entry(author, number, 0, *texts) })
        });
        entries.chain(towns).collect()
    }

    /// Each text once for every reason to keep it from somebody.
    fn kept(&self) -> Vec<Update> {
        let mut kept = vec![known(&self.blocked), known(&self.unwanted)];
        for (number, texts) in KEPT.iter().enumerate() {
            let entry = |author, reason, audience| {
                written(author, Entry { audience, ..self.entry(author, number, reason, *texts) })
            };
            let circle = |circle: &Iri| Audience::Circles(vec![circle.clone()]);
            kept.push(entry(&self.birkenried, 1, Audience::Own));
            kept.push(entry(&self.birkenried, 2, circle(&self.theirs)));
            kept.push(entry(&self.blocked, 3, Audience::Public));
            kept.push(entry(&self.unwanted, 4, Audience::Public));
            kept.push(entry(&self.birkenried, 5, circle(&self.ours)));
            kept.push(self.comment(number, texts.1));
        }
        kept
    }

    /// A comment for everybody in a thread that is not.
    fn comment(&self, number: usize, text: &str) -> Update {
        let parent = self.address(&self.birkenried, number, 1);
        let content = Content::Comment(Comment {
            comment: CommentKind::Note,
            parent,
            thread: None,
            office: String::new(),
        });
        let base = self.entry(&self.birkenried, number, 6, ("", "", ""));
        let entry = Entry { content, text: text.to_owned(), topics: Vec::new(), ..base };
        Update::Entry(Box::new(EntryDocument {
            id: format!("comment-{number}"),
            changed: entry.version,
            entry,
            organisation: self.birkenried.clone(),
            thread_audience: Some((Audience::Own, self.birkenried.iri.clone())),
            uses: 0,
        }))
    }

    fn entry(&self, author: &Organisation, number: usize, reason: usize, texts: (&str, &str, &str)) -> Entry {
        let (title, summary, topic) = texts;
        let content = match number % 4 {
            0 | 1 => Content::Project(Box::new(Project {
                status: if number % 8 < 4 { Status::Running } else { Status::Planned },
                technologies: vec![topic.to_owned(), "LoRaWAN".to_owned()],
                started: Some(format!("{}", 2_010 + number + reason)),
                ..Project::default()
            })),
            2 => Content::Call(call()),
            _ => Content::Lesson(Box::default()),
        };
        let changed = i64::try_from(number * 10 + reason).expect("a number");
        let base = project(author, changed + 1, title, summary);
        Entry {
            iri: self.address(author, number, reason),
            content,
            topics: vec![topic.to_owned()],
            fields_of_action: vec![if reason == 0 {
                FieldOfAction::Mobility
            } else {
                FieldOfAction::Education
            }],
            audience: Audience::Public,
            ..base
        }
    }

    fn address(&self, author: &Organisation, number: usize, reason: usize) -> Iri {
        iri(&format!("https://{}/eintraege/{reason}-{number}", author.host))
    }
}

/// A call for others that is open.
fn call() -> Call {
    Call {
        direction: Direction::Seek,
        subject: None,
        wanted: String::new(),
        deadline: None,
        progress: Progress::Open,
        result: String::new(),
    }
}

/// One index with what is kept from the reader and one without; what is kept stands before, between and behind the rest.
struct Both {
    with: (Index, TempDir),
    without: (Index, TempDir),
    sight: Sight,
    world: World,
}

impl Both {
    fn new() -> Self {
        Self::but_for(|_| true)
    }

    /// What is kept is only what everybody might read, or only what not everybody may.
    fn but_for(is_wanted: impl Fn(&Update) -> bool) -> Self {
        let world = World::new();
        let (open, mut kept) = (world.open(), world.kept().into_iter().filter(is_wanted));
        let mut all: Vec<Update> = kept.by_ref().take(20).collect();
        for update in open.iter().cloned() {
            all.push(update);
            all.extend(kept.next());
        }
        all.extend(kept);
        Self { with: index_of(all), without: index_of(open), sight: world.sight(), world }
    }

    fn pages(&self, asked: &Search) -> [Page; 2] {
        let asked = Search { sight: self.sight.clone(), limit: 100, ..asked.clone() };
        [&self.with, &self.without].map(|index| index.0.search(&asked).expect("an answer"))
    }

    fn answers<T>(&self, ask: impl Fn(&Index) -> T) -> [T; 2] {
        [&self.with, &self.without].map(|index| ask(&index.0))
    }
}

const QUESTIONS: [&str; 44] = [
    "",
    "Kita",
    "Bauantrag",
    "Bauanträge digital",
    "Kita Platz Vergabe",
    "Kitaplatzvergabe",
    "Kindertagesstätte",
    "Rufbus",
    "On-Demand-Verkehr am Abend",
    "Fahrradabstellanlage",
    "Plätze",
    "Formular",
    "wer nutzt Keycloak",
    "loRa wan sensoren",
    "kindergarten elternbeitrag berechnen",
    "§ 12",
    "12 Bauordnung",
    "Auenstadt",
    "Zwiebelheim",
    "Keinrode",
    "Stadt",
    "Zwiebelturm",
    "Zwiebeltürme",
    "geheim",
    "Hort",
    "Fluss",
    "\"Anmeldung zur Hundesteuer\"",
    "\"ohne Gang ins Rathaus\"",
    "\"LoRaWAN misst Wasserstände\"",
    "Kita -Eltern",
    "-Kita",
    "Kita -Zwiebelturm",
    "title:Kita",
    "kind:project Kita",
    "Beteiligungsplatform",
    "Zwiebelturn",
    "Keycloack",
    "Bauantrg",
    "Mängelmleder",
    "Bürgerbuss",
    "Hundestuer anmelden",
    "Fahradabstellanlage Bahnhof",
    "und oder für",
    "Wärmeplanug Quartier",
];

/// Every question in every form in which it can be asked.
fn searches(world: &World) -> Vec<Search> {
    let narrowed = |facet: Facet, value: &str| Filters::from([(facet, vec![value.to_owned()])]);
    let mut all = Vec::new();
    for question in QUESTIONS {
        let plain = search(question);
        all.push(Search { last_word: LastWord::Begun, ..plain.clone() });
        all.push(Search { kin: Kin::of(&world.auenstadt), ..plain.clone() });
        all.push(Search { order: Order::Changed, changed: Some(0..=75), ..plain.clone() });
        for filters in [
            narrowed(Facet::Kind, "project"),
            narrowed(Facet::Technology, "LoRaWAN"),
            narrowed(Facet::Technology, "Zwiebelturm"),
            narrowed(Facet::Organisation, world.birkenried.iri.as_str()),
            narrowed(Facet::Organisation, world.blocked.iri.as_str()),
            narrowed(Facet::Field, "education"),
            narrowed(Facet::Year, "2019"),
        ] {
            all.push(Search { filters, ..plain.clone() });
        }
        all.push(plain);
    }
    all
}

/// A page without what the rarity of words decides: the order of its hits, and their scores.
fn unranked(page: &Page) -> String {
    let mut hits: Vec<Hit> = page.hits.iter().map(|hit| Hit { score: 0.0, ..hit.clone() }).collect();
    hits.sort_by(|one, other| one.iri.cmp(&other.iri));
    format!("{:?}", Page { hits, ..page.clone() })
}

#[test]
fn a_page_is_the_same_with_and_without_what_its_reader_may_not_see() {
    let both = Both::new();
    let (mut found, mut meant) = (0, 0);
    for asked in searches(&both.world) {
        let [with, without] = both.pages(&asked);
        assert_eq!(unranked(&with), unranked(&without), "{asked:?}");
        found += usize::from(with.total > 0);
        meant += usize::from(with.meant.is_some());
    }
    assert!(found > 200 && meant > 20, "the questions find and are corrected: {found}, {meant}");
}

#[test]
fn what_is_kept_from_one_is_there_for_another() {
    let both = Both::new();
    let reader = Reader::of(both.world.birkenried.iri.clone());
    let sight = Sight {
        reader,
        circles: vec![both.world.theirs.clone(), both.world.ours.clone()],
        ..Sight::default()
    };
    let asked = Search { sight, limit: 100, ..search("Zwiebelturm") };
    let [with, without] = both.answers(|index| index.search(&asked).expect("an answer").total);
    assert!(with > 5, "one for each reason: {with}");
    assert_eq!(without, 0);
}

#[test]
fn suggestions_are_the_same_with_and_without_what_their_reader_may_not_see() {
    let both = Both::new();
    let mut suggested = 0;
    for (title, summary, topic) in OPEN.iter().chain(&KEPT) {
        for word in [title, summary, topic].into_iter().flat_map(|text| text.split(' ')) {
            for length in 1..=word.chars().count() {
                let typed: String = word.chars().take(length).collect();
                let [with, without] =
                    both.answers(|index| index.suggest(&typed, &both.sight).expect("an answer"));
                assert_eq!(with, without, "{typed}");
                suggested += usize::from(with != Suggestions::default());
            }
        }
    }
    assert!(suggested > 200, "{suggested}");
}

#[test]
fn similar_entries_are_none_that_their_reader_may_not_see() {
    let both = Both::new();
    let (mut similar, readable) = (0, |hit: &Hit| hit.iri.contains("/eintraege/0-"));
    for (title, summary, topic) in OPEN.iter().chain(&KEPT) {
        let like = Like {
            title: (*title).to_owned(),
            text: (*summary).to_owned(),
            topics: vec![(*topic).to_owned()],
            limit: 20,
            ..Like::default()
        };
        let [with, without] = both.answers(|index| index.similar(&like, &both.sight).expect("an answer"));
        assert!(with.iter().all(readable) && without.iter().all(readable), "{title}");
        similar += with.len();
    }
    assert!(similar > 12, "{similar}");
}

/// Whether everybody may read it, a reader's own likes and dislikes aside.
fn is_public(update: &Update) -> bool {
    let Update::Entry(document) = update else { return true };
    let thread = document.thread_audience.as_ref().map(|(audience, _)| audience);
    document.entry.audience == Audience::Public && thread.is_none_or(|audience| *audience == Audience::Public)
}

/// How rare a word is, is counted over what everybody may read: neither order nor score tells of anything else.
#[test]
fn order_and_score_tell_nothing_of_what_is_not_public() {
    let both = Both::but_for(|update| !is_public(update));
    for asked in searches(&both.world) {
        let [with, without] = both.pages(&asked);
        assert_eq!(format!("{with:?}"), format!("{without:?}"), "{asked:?}");
    }
    let topic = |name: &str, said: &str| Topic { name: name.to_owned(), said: said.to_owned() };
    let others = OPEN.map(|(name, said, _)| topic(name, said));
    for (title, summary, filed) in OPEN.iter().chain(&KEPT) {
        let topics = vec![(*filed).to_owned()];
        let (title, text) = ((*title).to_owned(), (*summary).to_owned());
        let like = Like { title, text, topics, limit: 20, ..Like::default() };
        let [with, without] = both.answers(|index| index.similar(&like, &both.sight).expect("an answer"));
        assert_eq!(format!("{with:?}"), format!("{without:?}"), "{like:?}");
        let ours = topic(&like.title, &like.text);
        let [with, without] = both.answers(|index| index.likeness(&ours, &others).expect("an answer"));
        assert_eq!(with, without, "{ours:?}");
    }
}
