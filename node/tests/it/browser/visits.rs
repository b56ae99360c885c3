//! Which pages there are to look at, and who looks.

use node::routes::{self, Door, Route};
use serde_json::Value;

use crate::harness::{Browser, Demo, Request, eventually};

/// Who looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without signing in.
    Anybody,
    /// Somebody who administers Auenstadt and runs its node.
    Administrator,
}

impl Who {
    /// The browser is this one's from now on.
    pub async fn takes(self, browser: &Browser, demo: &Demo) {
        match self {
            Self::Anybody => browser.forgets_cookies().await,
            Self::Administrator => {
                browser.with_cookie(&demo.address(), "sitzung", &demo.administrator.cookie).await;
            }
        }
    }
}

/// Somebody looks at a page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What a picture of it can be called: the same each time, whatever the ids.
    pub name: String,
    /// Path and query of the page.
    pub path: String,
    /// Who looks.
    pub who: Who,
    /// The status the page is to have.
    pub status: i64,
}

/// Where the page of a route can be seen.
enum Sample {
    /// Here.
    At(&'static str),
    /// At the first entry of this kind that is found by these words, or else at any of the kind.
    Entry(&'static str, &'static str),
    /// Where the first link leads that stands on this page and has this in its path.
    Linked(&'static str, &'static str),
    /// Where so many projects stand side by side, the first that are found by these words.
    Compared(&'static str, usize),
    /// Here, where it says that there is nothing. What there is otherwise, `people.rs` looks at.
    Nothing(&'static str, i64),
    /// With what was made for it in these blanks of the demonstration.
    Made(&'static str),
}

use Sample::{At, Compared, Entry, Linked, Made, Nothing};

/// Where each page can be seen, and by whom.
const SAMPLES: &[(&str, Who, &[Sample])] = &[
    ("/", Who::Anybody, &[At("/")]),
    ("/suche", Who::Anybody, &[At("/suche"), At("/suche?q=kita&state=NI"), At("/suche?q=Zeppelin")]),
    (
        "/suche",
        Who::Administrator,
        &[At("/suche?q=Zeppelin&kind=project"), At("/suche?q=Zeppelin+Kita&kind=call")],
    ),
    ("/vergleich", Who::Anybody, &[At("/vergleich"), Compared("kita", 2), Compared("online", 6)]),
    (
        "/eintraege/{id}",
        Who::Anybody,
        &[
            Entry("project", "Bürger-App Auenstadt"),
            Entry("project", "Bürgerterminal im Rathausfoyer"),
            Entry("lesson", "Pegelsensoren Funkabdeckung"),
            Entry("call", "Bauhof"),
            Entry("adoption", "Hundesteuer"),
        ],
    ),
    ("/organisationen", Who::Anybody, &[At("/organisationen")]),
    (
        "/organisationen/{handle}",
        Who::Anybody,
        &[At("/organisationen/auenstadt"), Linked("/organisationen", "/organisationen/birkenried@")],
    ),
    ("/kooperationen", Who::Anybody, &[At("/kooperationen")]),
    ("/wer-nutzt", Who::Anybody, &[At("/wer-nutzt?was=Formularserver"), At("/wer-nutzt")]),
    ("/api", Who::Anybody, &[At("/api")]),
    ("/anmelden", Who::Anybody, &[At("/anmelden")]),
    ("/anmelden/link", Who::Anybody, &[At("/anmelden/link")]),
    ("/anmelden/{ticket}", Who::Anybody, &[Made("/anmelden/{way-in}"), Nothing("/anmelden/nichts", 410)]),
    ("/einladung/{ticket}", Who::Anybody, &[Made("/einladung/{invitation}")]),
    ("/registrieren", Who::Anybody, &[Nothing("/registrieren", 404)]),
    ("/registrieren/{ticket}", Who::Anybody, &[Nothing("/registrieren/nichts", 410)]),
    ("/willkommen", Who::Administrator, &[At("/willkommen")]),
    ("/konto", Who::Administrator, &[At("/konto")]),
    ("/konto/passwort", Who::Administrator, &[At("/konto/passwort")]),
    ("/konto/verlassen/{handle}", Who::Administrator, &[At("/konto/verlassen/auenstadt")]),
    ("/konto/loeschen", Who::Administrator, &[At("/konto/loeschen")]),
    ("/mein-bereich", Who::Administrator, &[At("/mein-bereich")]),
    ("/meine-suchen/neu", Who::Administrator, &[At("/meine-suchen/neu?q=kita&state=NI")]),
    ("/meine-suchen/{id}", Who::Administrator, &[Made("/meine-suchen/{search}")]),
    ("/abbestellen/{ticket}", Who::Anybody, &[At("/abbestellen/nichts")]),
    ("/nutzung", Who::Administrator, &[At("/nutzung")]),
    ("/merkliste", Who::Administrator, &[At("/merkliste")]),
    ("/schreiben", Who::Administrator, &[At("/schreiben")]),
    (
        "/entwuerfe/{id}",
        Who::Administrator,
        &[
            Made("/entwuerfe/{idea}"),
            Made("/entwuerfe/{described}"),
            Made("/entwuerfe/{ended}"),
            Made("/entwuerfe/{correction}"),
        ],
    ),
    (
        "/entwuerfe/{id}/vorschau",
        Who::Administrator,
        &[Made("/entwuerfe/{correction}/vorschau"), Made("/entwuerfe/{submitted}/vorschau")],
    ),
    ("/entwuerfe/{id}/verwerfen", Who::Administrator, &[Made("/entwuerfe/{idea}/verwerfen")]),
    ("/freigabe/{ticket}", Who::Anybody, &[Made("/freigabe/{ticket}")]),
    ("/eintraege/{id}/zurueckziehen", Who::Administrator, &[Made("/eintraege/{own}/zurueckziehen")]),
    ("/eintraege/{id}/fassungen", Who::Administrator, &[Made("/eintraege/{own}/fassungen")]),
    ("/verwaltung", Who::Administrator, &[At("/verwaltung")]),
    ("/verwaltung/{handle}", Who::Administrator, &[At("/verwaltung/auenstadt")]),
    ("/verwaltung/{handle}/personen", Who::Administrator, &[At("/verwaltung/auenstadt/personen")]),
    (
        "/verwaltung/{handle}/personen/{person}",
        Who::Administrator,
        &[Made("/verwaltung/auenstadt/personen/{person}")],
    ),
    ("/verwaltung/{handle}/verbindungen", Who::Administrator, &[At("/verwaltung/auenstadt/verbindungen")]),
    (
        "/verwaltung/{handle}/verbindungen/neu",
        Who::Administrator,
        &[At("/verwaltung/auenstadt/verbindungen/neu")],
    ),
    (
        "/verwaltung/{handle}/verbindungen/{id}/beenden",
        Who::Administrator,
        &[Made("/verwaltung/auenstadt/verbindungen/{follow}/beenden")],
    ),
    ("/verwaltung/{handle}/mitglieder", Who::Administrator, &[At("/verwaltung/auenstadt/mitglieder")]),
    (
        "/verwaltung/{handle}/mitglieder/tabelle",
        Who::Administrator,
        &[At("/verwaltung/auenstadt/mitglieder/tabelle")],
    ),
    ("/verwaltung/{handle}/listen", Who::Administrator, &[At("/verwaltung/auenstadt/listen")]),
    ("/verwaltung/{handle}/listen/{id}", Who::Administrator, &[Made("/verwaltung/auenstadt/listen/{list}")]),
    ("/organisationen/{handle}/mitglieder", Who::Anybody, &[Made("/organisationen/auenstadt/mitglieder")]),
    ("/verwaltung/{handle}/nachbarn", Who::Administrator, &[At("/verwaltung/auenstadt/nachbarn")]),
    ("/verwaltung/{handle}/sperren", Who::Administrator, &[At("/verwaltung/auenstadt/sperren")]),
    (
        "/verwaltung/{handle}/sperren/neu",
        Who::Administrator,
        &[Made("/verwaltung/auenstadt/sperren/neu?wen={neighbour}/")],
    ),
    ("/betrieb/knoten/sperren", Who::Administrator, &[Made("/betrieb/knoten/sperren?rechner={neighbour}")]),
    (
        "/betrieb/knoten/freigeben",
        Who::Administrator,
        &[Made("/betrieb/knoten/freigeben?rechner={neighbour}")],
    ),
    ("/verwaltung/{handle}/eingang", Who::Administrator, &[At("/verwaltung/auenstadt/eingang")]),
    (
        "/verwaltung/{handle}/eingang/{id}",
        Who::Administrator,
        &[Made("/verwaltung/auenstadt/eingang/{held}")],
    ),
    (
        "/eintraege/{id}/melden",
        Who::Anybody,
        &[Made("/eintraege/{own}/melden"), Made("/eintraege/{own}/melden?nummer=5A0B-9D21")],
    ),
    ("/organisationen/{handle}/melden", Who::Anybody, &[At("/organisationen/auenstadt/melden")]),
    ("/verwaltung/{handle}/inhalte", Who::Administrator, &[At("/verwaltung/auenstadt/inhalte")]),
    ("/betrieb/inhalte", Who::Administrator, &[At("/betrieb/inhalte")]),
    ("/verwaltung/{handle}/kreise", Who::Administrator, &[At("/verwaltung/auenstadt/kreise")]),
    (
        "/verwaltung/{handle}/kreise/{id}",
        Who::Administrator,
        &[Made("/verwaltung/auenstadt/kreise/{circle}")],
    ),
    ("/verwaltung/{handle}/themen", Who::Administrator, &[At("/verwaltung/auenstadt/themen")]),
    ("/verwaltung/{handle}/leser", Who::Administrator, &[At("/verwaltung/auenstadt/leser")]),
    ("/betrieb", Who::Administrator, &[At("/betrieb")]),
    ("/betrieb/bereit", Who::Administrator, &[At("/betrieb/bereit")]),
    (
        "/betrieb/organisationen",
        Who::Administrator,
        &[At("/betrieb/organisationen"), At("/betrieb/organisationen?hand=1")],
    ),
    ("/betrieb/organisationen/{handle}", Who::Administrator, &[At("/betrieb/organisationen/auenstadt")]),
    ("/betrieb/knoten", Who::Administrator, &[At("/betrieb/knoten")]),
    ("/betrieb/nicht-gefunden", Who::Administrator, &[At("/betrieb/nicht-gefunden")]),
    ("/betrieb/mail", Who::Administrator, &[At("/betrieb/mail")]),
    ("/verwaltung/{handle}/einstellungen", Who::Administrator, &[At("/verwaltung/auenstadt/einstellungen")]),
    ("/verwaltung/{handle}/logo", Who::Administrator, &[At("/verwaltung/auenstadt/logo")]),
    ("/verwaltung/{handle}/seiten", Who::Administrator, &[At("/verwaltung/auenstadt/seiten")]),
    (
        "/verwaltung/{handle}/seiten/{page}",
        Who::Administrator,
        &[At("/verwaltung/auenstadt/seiten/impressum"), At("/verwaltung/auenstadt/seiten/datenschutz")],
    ),
    ("/verwaltung/{handle}/meldungen", Who::Administrator, &[At("/verwaltung/auenstadt/meldungen")]),
    ("/impressum", Who::Anybody, &[At("/impressum")]),
    ("/datenschutz", Who::Anybody, &[At("/datenschutz")]),
    ("/barrierefreiheit", Who::Anybody, &[At("/barrierefreiheit")]),
    ("/leichte-sprache", Who::Anybody, &[At("/leichte-sprache")]),
];

/// Doors for people behind which there is no page: files, pieces of pages that a script asks for; and the set-up, which is closed on a node that is set up.
const FILES: &[&str] = &[
    "/suche/vorschlaege",
    "/entwuerfe/{id}/aehnliches",
    "/static/{*file}",
    "/merkliste.odt",
    "/feed/{ticket}",
    "/organisationen/{handle}/mitglieder.csv",
    "/organisationen/{handle}/logo",
    "/organisationen/{handle}/farbe.css",
    "/einrichten",
    "/einrichten/{ticket}",
    "/einrichten/organisation",
    "/einrichten/pruefung",
    "/einrichten/mail",
    "/einrichten/verbinden",
];

/// A page without a route: it says that there is none.
const NOWHERE: &str = "/gibt-es-nicht";

/// All visits to the demonstration, or to the node at this address, where nothing can be made for them.
pub async fn visits(address: &str, demo: Option<&Demo>) -> Vec<Visit> {
    let made = match demo {
        Some(demo) => [demo.makes_drafts().await, demo.has_company().await, demo.has_links().await].concat(),
        None => Vec::new(),
    };
    let mut visits =
        vec![Visit { path: NOWHERE.to_owned(), name: name(NOWHERE), who: Who::Anybody, status: 404 }];
    for (route, who, samples) in SAMPLES {
        for sample in *samples {
            let status = if let Nothing(_, status) = sample { *status } else { 200 };
            let (path, name) = match sample {
                At(path) | Nothing(path, _) => ((*path).to_owned(), name(path)),
                Entry(kind, words) => {
                    let id = entry(address, kind, words).await;
                    (route.replace("{id}", &id), name(&route.replace("{id}", &format!("{kind} {words}"))))
                }
                Compared(words, count) => {
                    (compared(address, words, *count).await, format!("vergleich-{count}-{words}"))
                }
                Linked(page, part) => match linked(address, page, part).await {
                    Some(path) => (path, name(part)),
                    // A node that runs already may have other content.
                    None => continue,
                },
                Made(_) if made.is_empty() => continue,
                Made(pattern) => {
                    let path = made
                        .iter()
                        .fold((*pattern).to_owned(), |path, (blank, with)| path.replace(blank, with));
                    (path, name(pattern))
                }
            };
            visits.push(Visit { path, name, who: *who, status });
        }
    }
    visits
}

/// The letters and digits of a path, with lines between them; the start page has none.
fn name(path: &str) -> String {
    let words: Vec<_> = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "start".to_owned() } else { words.join("-").to_lowercase() }
}

/// The id of the first entry of a kind that is found by these words, else of any of the kind.
async fn entry(address: &str, kind: &str, words: &str) -> String {
    eventually(&format!("there is an entry of the kind {kind}"), || async {
        let found = search(address, kind, words).await;
        let any = if found.is_null() { search(address, kind, "").await } else { found };
        any["id"].as_str().map(str::to_owned)
    })
    .await
}

/// The comparison of the first projects that are found by these words. A node that runs already may have fewer.
async fn compared(address: &str, words: &str, count: usize) -> String {
    eventually("there are projects to compare", || async {
        let path = format!("/api/v1/search?kind=project&limit={count}&q={words}");
        let answer = get(address, &path).send().await;
        let found = answer.is(200).json();
        let ids: Vec<_> = found["hits"].as_array()?.iter().filter_map(|hit| hit["id"].as_str()).collect();
        let ids: Vec<_> = ids.iter().map(|id| format!("e={id}")).collect();
        (ids.len() > 1).then(|| format!("/vergleich?{}", ids.join("&")))
    })
    .await
}

async fn search(address: &str, kind: &str, words: &str) -> Value {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("kind", kind), ("q", words), ("limit", "1")])
        .finish();
    let answer = get(address, &format!("/api/v1/search?{query}")).send().await;
    answer.is(200).json()["hits"][0].take()
}

async fn linked(address: &str, page: &str, part: &str) -> Option<String> {
    let html = get(address, page).for_people().send().await.is(200).text();
    let mut paths = html.split("href=\"").filter_map(|rest| rest.split('"').next());
    paths.find(|path| path.contains(part)).map(str::to_owned)
}

fn get(address: &str, path: &str) -> Request {
    let address = url::Url::parse(address).unwrap();
    let host = &address[url::Position::BeforeHost..url::Position::AfterPort];
    Request::new(address.port().unwrap_or(80), host, "GET", path)
}

/// The routes of the table that show a page.
fn pages() -> Vec<Route> {
    let is_page = |route: &Route| {
        matches!(route.door, Door::Page | Door::Both)
            && route.methods.contains(&"GET")
            && !FILES.contains(&route.path)
    };
    routes::table().into_iter().filter(is_page).collect()
}

#[test]
fn every_page_of_the_table_is_visited_and_no_other() {
    let visited: Vec<_> = SAMPLES.iter().map(|(route, ..)| *route).collect();
    let pages: Vec<_> = pages().iter().map(|route| route.path).collect();
    let forgotten: Vec<_> = pages.iter().filter(|page| !visited.contains(page)).collect();
    assert!(forgotten.is_empty(), "please say in visits.rs where these can be seen: {forgotten:?}");
    let unknown: Vec<_> = visited.iter().filter(|page| !pages.contains(page)).collect();
    assert!(unknown.is_empty(), "no page of the table any more: {unknown:?}");
}
