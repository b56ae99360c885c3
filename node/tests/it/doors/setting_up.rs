//! A new node is set up in the browser: from the link to the last page, left and resumed. Who gets in is in `setting_up/getting_in.rs`.

mod getting_in;

use std::sync::Arc;

use commons::{MemberRole, Time};
use node::operations::setting_up::{self, SetUp, Step};

use crate::harness::{Ground, House, Request, Response, eventually};

const PASSWORD: &str = "Wasserwerk am Deich";
const STEPS: [&str; 5] = [
    "/einrichten",
    "/einrichten/organisation",
    "/einrichten/pruefung",
    "/einrichten/mail",
    "/einrichten/verbinden",
];

/// A browser at a node that nobody lives on yet.
#[derive(Clone)]
struct Browser {
    house: Arc<House>,
    cookie: String,
}

impl Browser {
    fn at(house: &Arc<House>) -> Self {
        Self { house: Arc::clone(house), cookie: String::new() }
    }

    fn http(&self, method: &str, target: &str) -> Request {
        let host = format!("127.0.0.1:{}", self.house.port());
        let request = Request::new(self.house.port(), &host, method, target).for_people();
        let request = request.header("Sec-Fetch-Site", "same-origin");
        if self.cookie.is_empty() {
            request
        } else {
            request.header("Cookie", &format!("sitzung={}", self.cookie))
        }
    }

    async fn opens(&self, target: &str) -> Response {
        self.http("GET", target).send().await
    }

    async fn sends(&self, target: &str, fields: &[(&str, &str)]) -> Response {
        self.http("POST", target).form(fields).send().await
    }

    /// Comes with the link and says who is there; signed in from then on.
    async fn begins(mut self, ticket: &str) -> Self {
        let answer = self.sends(&format!("/einrichten/{ticket}"), &kim()).await.is(303);
        assert_eq!(answer.header("Location"), Some("/einrichten/organisation"));
        let cookie = answer.header("Set-Cookie").expect("a cookie");
        self.cookie = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        self
    }

    /// Founds the organisation.
    async fn founds(&self, handle: &str) {
        let host = format!("{handle}.localhost:{}", self.house.port());
        let fields = [
            ("name", "Stadt Auenstadt"),
            ("handle", handle),
            ("host", host.as_str()),
            ("kind", "municipality"),
        ];
        let answer = self.sends("/einrichten/organisation", &fields).await.is(303);
        assert_eq!(answer.header("Location"), Some("/einrichten/pruefung"));
    }
}

fn kim() -> [(&'static str, &'static str); 4] {
    [("name", "Kim Meer"), ("mail", "Kim@Auenstadt.de"), ("password", PASSWORD), ("again", PASSWORD)]
}

/// A node that nobody lives on yet, and the secret of its link.
async fn new_node() -> (Ground, Arc<House>, String) {
    let ground = Ground::sqlite();
    let house = ground.house("neu").await;
    let ticket = setting_up::ticket(&house.node()).await.unwrap();
    (ground, house, ticket)
}

async fn standing(house: &House) -> SetUp {
    setting_up::standing(&house.node()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_link_to_the_last_page() {
    let (ground, house, ticket) = new_node().await;
    let neighbour = ground.town("birkenried").await;
    neighbour.publishes("Radweg am Deich").await;
    let browser = Browser::at(&house);
    let page = browser.opens(&format!("/einrichten/{ticket}")).await.is(200).text();
    assert!(page.contains("Willkommen") && page.contains("noindex"), "{page}");
    let kim = browser.begins(&ticket).await;
    assert!(
        kim.opens("/einrichten/organisation").await.is(200).text().contains("tempomacher register import")
    );
    kim.founds("auenstadt").await;

    let page = kim.opens("/einrichten/pruefung").await.is(200).text();
    for words in ["antwortet dieser Knoten", "Die Uhr geht richtig", "127.0.0.1", "nur zum Ausprobieren"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(
        kim.sends("/einrichten/pruefung", &[]).await.is(303).header("Location"),
        Some("/einrichten/mail")
    );
    assert!(kim.opens("/einrichten/mail").await.is(200).text().contains("kein Mailserver"));
    assert_eq!(
        kim.sends("/einrichten/mail", &[]).await.is(303).header("Location"),
        Some("/einrichten/verbinden")
    );

    let addresses =
        format!("\r\n{}\r\nniemand@nirgends.localhost:1\r\nunsinn\r\n", neighbour.organisation.address());
    let page = kim.sends("/einrichten/verbinden", &[("addresses", &addresses)]).await.is(422).text();
    assert!(page.contains("niemand@nirgends.localhost:1\nunsinn</textarea>"), "what failed stays: {page}");
    assert!(page.contains("wartet auf Antwort"), "who was asked is shown: {page}");
    let none = [("list", "niemand@nirgends.localhost:1")];
    let page = kim.sends("/einrichten/verbinden", &none).await.is(422).text();
    assert!(page.contains("value=\"niemand@nirgends.localhost:1\""), "{page}");
    kim.sends("/einrichten/verbinden", &[("list", &*neighbour.organisation.address())]).await.is(303);
    let page = kim.opens("/einrichten/verbinden").await.is(200).text();
    assert!(page.contains("Abonnierte Listen") && page.contains("/verwaltung/auenstadt/listen/"), "{page}");
    let answer = kim.sends("/einrichten/fertig", &[]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/betrieb/bereit?getan=set-up"));

    let auenstadt = house.node().hosts.first().unwrap();
    neighbour.accepts(&auenstadt.iri).await;
    eventually("the neighbour's entry can be searched", || async {
        let page = kim.opens("/betrieb/bereit").await.is(200).text();
        page.contains("Ein Eintrag lässt sich hier finden, von 2 Organisationen.").then_some(())
    })
    .await;
    let page = kim.opens("/betrieb/bereit").await.text();
    assert!(
        page.contains("href=\"/verwaltung/auenstadt\"") && page.contains("href=\"/schreiben\""),
        "{page}"
    );
    kim.opens("/verwaltung/auenstadt").await.is(200);
    let member =
        house.node().store.reading().await.unwrap().people().members_of(&auenstadt.iri).await.unwrap();
    assert_eq!(member.iter().map(|one| one.role).collect::<Vec<_>>(), [MemberRole::Administrator]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_left_and_resumed_at_every_step() {
    let (_ground, house, ticket) = new_node().await;
    let kim = Browser::at(&house).begins(&ticket).await;
    let resumes = async |at: &str| {
        assert_eq!(kim.opens("/einrichten").await.is(303).header("Location"), Some(at));
        let page = kim.opens(at).await.is(200).text();
        assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{page}");
    };
    resumes("/einrichten/organisation").await;
    for early in &STEPS[2..] {
        let answer = kim.opens(early).await.is(303);
        assert_eq!(answer.header("Location"), Some("/einrichten/organisation"), "{early} comes too early");
    }
    kim.sends("/einrichten/fertig", &[]).await.is(303);
    assert_eq!(
        standing(&house).await,
        SetUp::Begun(Step::Organisation),
        "not closed without an organisation"
    );

    kim.founds("auenstadt").await;
    house.stops().await;
    house.starts_again().await;
    resumes("/einrichten/pruefung").await;
    kim.sends("/einrichten/pruefung", &[]).await.is(303);
    resumes("/einrichten/mail").await;
    kim.sends("/einrichten/mail", &[]).await.is(303);
    resumes("/einrichten/verbinden").await;
    let page = kim.opens("/einrichten/organisation").await.is(200).text();
    assert!(page.contains("Stadt Auenstadt") && page.contains("href=\"/einrichten/mail\""), "{page}");
    kim.sends(
        "/einrichten/organisation",
        &[("name", "Zweite"), ("handle", "zweite"), ("host", "zweite.localhost")],
    )
    .await
    .is(303);
    assert_eq!(house.node().hosts.all().len(), 1, "one organisation is founded, however often it is sent");
    resumes("/einrichten/verbinden").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost_but_passwords() {
    let (_ground, house, ticket) = new_node().await;
    let browser = Browser::at(&house);
    let path = format!("/einrichten/{ticket}");
    for (fields, sentence) in [
        (
            [("name", "Kim <b>"), ("mail", "kim@auenstadt.de"), ("password", "kurz"), ("again", "kurz")],
            "mindestens 10 Zeichen",
        ),
        (
            [("name", "Kim <b>"), ("mail", "kim@auenstadt.de"), ("password", PASSWORD), ("again", "anderes")],
            "nicht gleich",
        ),
        (
            [("name", "Kim <b>"), ("mail", "kein Postfach"), ("password", PASSWORD), ("again", PASSWORD)],
            "keine Mailadresse",
        ),
    ] {
        let page = browser.sends(&path, &fields).await.is(422).text();
        assert!(page.contains(sentence) && page.contains("Kim &#60;b&#62;"), "{sentence}: {page}");
        assert!(!page.contains(PASSWORD) && !page.contains("<b>"), "{page}");
    }
    let kim = browser.begins(&ticket).await;
    let typed = [
        ("name", "Stadt \"A\""),
        ("handle", "Groß Ä"),
        ("host", "a b"),
        ("population", "viele"),
        ("latitude", "50"),
    ];
    let page = kim.sends("/einrichten/organisation", &typed).await.is(422).text();
    for words in ["Stadt &#34;A&#34;", "Groß Ä", "value=\"viele\"", "ganze Zahl", "Kurzname besteht"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(house.node().hosts.all().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_leads_nowhere_is_asked_about_once_more() {
    let (_ground, house, ticket) = new_node().await;
    let kim = Browser::at(&house).begins(&ticket).await;
    let fields = [
        ("name", "Auenstadt"),
        ("handle", "auenstadt"),
        ("host", "tempomacher.auenstadt.invalid"),
        ("kind", "municipality"),
    ];
    let page = kim.sends("/einrichten/organisation", &fields).await.is(422).text();
    assert!(page.contains("führt noch nirgendwohin") && page.contains("name=\"anyway\""), "{page}");
    assert!(house.node().hosts.all().is_empty());
    let ticked: Vec<_> = fields.iter().copied().chain([("anyway", "yes")]).collect();
    kim.sends("/einrichten/organisation", &ticked).await.is(303);
    let page = kim.opens("/einrichten/pruefung").await.is(200).text();
    assert!(page.contains("führt nirgendwohin") && page.contains("Im DNS fehlt ein Eintrag"), "{page}");
    kim.sends("/einrichten/pruefung", &[]).await.is(303);
}

both_engines!(a_form_that_is_sent_twice_at_once_founds_one_organisation, |ground| async move {
    let house = ground.house("neu").await;
    let ticket = setting_up::ticket(&house.node()).await.unwrap();
    let kim = Browser::at(&house).begins(&ticket).await;
    let send = async |handle: &str| {
        let host = format!("{handle}.localhost:{}", house.port());
        let fields =
            [("name", "Stadt"), ("handle", handle), ("host", host.as_str()), ("kind", "municipality")];
        kim.sends("/einrichten/organisation", &fields).await.is(303)
    };
    let (one, other) = tokio::join!(send("auenstadt"), send("birkenried"));
    for answer in [one, other] {
        assert_eq!(answer.header("Location"), Some("/einrichten/pruefung"));
    }
    assert_eq!(house.node().hosts.all().len(), 1);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_is_told() {
    let (ground, house, ticket) = new_node().await;
    let kim = Browser::at(&house).begins(&ticket).await;
    kim.founds("auenstadt").await;
    ground.passes(10 * Time::MINUTE);
    let page = kim.opens("/einrichten/pruefung").await.is(200).text();
    assert!(page.contains("Sekunden falsch") && page.contains("timedatectl"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_of_the_command_line_is_completed_in_the_browser() {
    let (_ground, house, ticket) = new_node().await;
    let town = house.founds("auenstadt").await;
    node::operations::staff::enter(&house.node(), &town.acting(), "Kim", "kim@auenstadt.de").await.unwrap();
    let kim = Browser::at(&house).begins(&ticket).await;
    let page = kim.opens("/einrichten/organisation").await.is(200).text();
    assert!(page.contains("Stadt Auenstadt") && !page.contains("name=\"handle\""), "{page}");
    let mut reading = house.node().store.reading().await.unwrap();
    let person = reading.people().by_mail("kim@auenstadt.de").await.unwrap().unwrap();
    assert!(person.is_operator && person.password.is_some() && person.name == "Kim Meer");
    assert_eq!(reading.people().members_of(town.iri()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_register_knows_fills_itself_in() {
    let (_ground, house, ticket) = new_node().await;
    let place = |key: &str, name: &str, county: &str, population| commons::register::Place {
        key: commons::Ags::parse(key).unwrap(),
        kind: commons::OrganisationKind::Municipality,
        name: format!("Stadt {name}"),
        official: format!("{name}, Stadt"),
        county: Some(county.to_owned()),
        state: commons::State::Thuringia,
        population,
        valid_on: "2026-02-28".to_owned(),
    };
    let places = [
        place("16099001", "Auenstadt", "Landkreis Auental", 8_400),
        place("16099002", "Auenstädt", "Landkreis Moor", 900),
    ];
    node::operations::register::replace(&house.node(), &places, &mut |_| {}).await.unwrap();
    let kim = Browser::at(&house).begins(&ticket).await;
    for typed in ["Auen", "Stadt%20Auen", "AUENST"] {
        let page = kim.opens(&format!("/einrichten/organisation?ort={typed}")).await.is(200).text();
        for words in ["Landkreis Auental, Thüringen", "Landkreis Moor, Thüringen", "8.400", "?ags=16099001"]
        {
            assert!(page.contains(words), "{typed}: {words}: {page}");
        }
    }
    let page = kim.opens("/einrichten/organisation?ort=Nirgends%3Cb%3E").await.is(200).text();
    assert!(
        page.contains("heißt im amtlichen Verzeichnis niemand") && !page.contains("Nirgends<b>"),
        "{page}"
    );
    let page = kim.opens("/einrichten/organisation?ags=16099001").await.is(200).text();
    for words in
        ["value=\"Stadt Auenstadt\"", "value=\"auenstadt\"", "value=\"Landkreis Auental\"", "value=\"8400\""]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let host = format!("auenstadt.localhost:{}", house.port());
    let fields = [
        ("ags", "16099001"),
        ("name", "Auenstadt am Deich"),
        ("handle", "auenstadt"),
        ("host", host.as_str()),
    ];
    kim.sends("/einrichten/organisation", &fields).await.is(303);
    let organisation = house.node().hosts.first().unwrap();
    assert_eq!((organisation.name.as_str(), organisation.population), ("Auenstadt am Deich", Some(8_400)));
    assert_eq!(organisation.serves[0].valid_on.as_deref(), Some("2026-02-28"));
}
