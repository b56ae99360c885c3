//! Coming in by a link, an invitation or a registration, in a real browser: what it says of where it comes from is not what any other client
//! says, least of all from a page that must not be named. And every page on the way can be used by everybody.

use commons::{Language, Settings};
use node::operations::enrol;

use super::accessibility::faults_in_sight;
use crate::harness::browser::Scheme;
use crate::harness::{Browser, Clerk, Ground, Options, Smtp, Town};

/// A town that sends mail and lets people register, and who administers it.
struct Scene {
    town: Town,
    smtp: Smtp,
    head: Clerk,
    _ground: Ground,
}

impl Scene {
    async fn new() -> Self {
        let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
        let town = ground.town_with_mail("auenstadt", smtp.config()).await;
        let reader_domains = vec!["auenstadt.de".to_owned(), "stadtwerke-auenstadt.de".to_owned()];
        let settings = Settings { reader_domains, ..Settings::default() };
        let mut change = town.node().store.begin().await.unwrap();
        change.settings().put(town.iri(), &settings).await.unwrap();
        change.commit().await.unwrap();
        let head = town.administrator().await;
        Self { town, smtp, head, _ground: ground }
    }

    /// The address of a path here.
    fn at(&self, path: &str) -> String {
        format!("{}{}", self.town.iri(), path.trim_start_matches('/'))
    }

    /// The path of the link in the newest of so many mails.
    async fn link(&self, mails: usize) -> String {
        self.smtp.eventually_receives(mails).await[mails - 1].link(&self.town)
    }

    /// The path of a link to register for this mailbox, which is that of so many mails.
    async fn registration(&self, mail: &str, mails: usize) -> String {
        let (source, at) = ("test".to_owned(), self.town.organisation.clone());
        let wish = enrol::Wish { mail: mail.to_owned(), source, at, language: Language::German };
        enrol::ask(&self.town.node(), wish).await.unwrap();
        self.link(mails).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_is_invited_comes_in_and_comes_back_by_a_link() {
    let scene = Scene::new().await;
    let browser = Browser::new(Options::default()).await;
    let mut faults = Vec::new();
    browser.with_cookie(scene.town.iri().as_str(), "sitzung", &scene.head.cookie).await;

    browser.goes_to(&scene.at("/verwaltung/auenstadt/personen")).await;
    browser.clicks("Einladen").await;
    browser.sees("Eine Angabe fehlt noch").await;
    faults.extend(faults_in_sight(&browser).await);
    browser.resizes(1280, 900).await;
    browser.fills("Mailadresse (bitte ausfüllen)", "ada@auenstadt.de").await;
    browser.clicks("liest und fragt").await;
    browser.clicks("Mir den Link zeigen, ich gebe ihn weiter").await;
    browser.clicks("Einladen").await;
    browser.sees("nur dieses eine Mal gezeigt").await;
    faults.extend(faults_in_sight(&browser).await);
    browser.resizes(1280, 900).await;
    browser.fills("Mailadresse (bitte ausfüllen)", "ada@auenstadt.de").await;
    browser.clicks("Einladen").await;
    browser.sees("Die Einladung ist unterwegs").await;

    browser.forgets_cookies().await;
    browser.goes_to(&scene.at(&scene.link(1).await)).await;
    browser.fills("Ihr Name (bitte ausfüllen)", "Ada Deich").await;
    browser.fills("Passwort", "kurz").await;
    browser.clicks("Einladung annehmen").await;
    browser.sees("2 Angaben fehlen noch oder passen nicht").await;
    faults.extend(faults_in_sight(&browser).await);
    browser.resizes(1280, 900).await;
    assert_eq!(browser.value_of("Ihr Name (bitte ausfüllen)").await, "Ada Deich");
    browser.clicks("Einladung annehmen").await;
    browser.sees("Willkommen bei Stadt Auenstadt").await;
    browser.clicks("Abmelden").await;
    browser.sees("Was haben andere Kommunen schon versucht?").await;

    browser.goes_to(&scene.at("/anmelden")).await;
    browser.fills("Ihre Mailadresse", "ada@auenstadt.de").await;
    browser.clicks("Link schicken").await;
    browser.sees("ist jetzt eine Mail mit einem Link unterwegs").await;
    browser.goes_to(&scene.at(&scene.link(2).await)).await;
    browser.sees("Sie melden sich als Ada Deich an.").await;
    browser.clicks("Jetzt anmelden").await;
    browser.sees("Mein Bereich").await;
    assert!(browser.path().await.starts_with("/mein-bereich"));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    browser.closes().await;
}

/// The demonstration sends no mails, so these are not among its pages, or say less there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_that_needs_mails_is_there_for_everybody() {
    let scene = Scene::new().await;
    let new = scene.registration("neu@auenstadt.de", 1).await;
    let mut faults = Vec::new();
    for (language, scheme) in [(Language::German, Scheme::Light), (Language::English, Scheme::Dark)] {
        let browser = Browser::new(Options { language, scheme, ..Options::default() }).await;
        for path in ["/anmelden", "/anmelden/link", "/registrieren", &new] {
            browser.goes_to(&scene.at(path)).await;
            let found = faults_in_sight(&browser).await;
            faults.extend(found.iter().map(|fault| format!("{path}: {fault}")));
        }
        browser.closes().await;
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
