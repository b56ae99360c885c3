//! Coming in by a link, an invitation or a registration, in a real browser: what it says of where it comes from is not what any other client
//! says, least of all from a page that must not be named. And every page on the way can be used by everybody.

use commons::{Language, MemberRole, Settings};
use node::operations::link::{Handed, Handing};
use node::operations::{enrol, invite};

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

    /// The path of the invitation of this mailbox.
    async fn invitation(&self, mail: &str) -> String {
        let wish = invite::Wish {
            mail: mail.to_owned(),
            role: MemberRole::Editor,
            office: "Stabsstelle Digitales".to_owned(),
            message: "Wir freuen uns auf Sie.\nBis bald!".to_owned(),
            handing: Handing::ByHand,
            language: Language::German,
            inviter: "Kim Muster".to_owned(),
        };
        match invite::invite(&self.town.node(), &self.town.acting(), wish).await.unwrap() {
            Handed::Shown(link) => link.to_string().replace(self.town.iri().as_str(), "/"),
            Handed::Mailed => panic!("it was to be shown"),
        }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_a_link_is_there_for_everybody() {
    let scene = Scene::new().await;
    let editor = scene.town.editor().await;
    let invitation = scene.invitation("neu@auenstadt.de").await;
    let (anybody, head) = (None, Some(&scene.head));
    let visits = [
        (anybody, "/anmelden".to_owned()),
        (anybody, "/anmelden/link".to_owned()),
        (anybody, "/registrieren".to_owned()),
        (anybody, invitation.clone()),
        (anybody, scene.invitation(&scene.town.person("da").await.mail).await),
        (anybody, scene.registration("neu@auenstadt.de", 1).await),
        (head, invitation),
        (head, "/konto".to_owned()),
        (head, "/willkommen".to_owned()),
        (head, "/verwaltung/auenstadt/personen".to_owned()),
        (head, format!("/verwaltung/auenstadt/personen/{}", editor.person)),
    ];
    let mut faults = Vec::new();
    for (language, scheme) in [(Language::German, Scheme::Light), (Language::English, Scheme::Dark)] {
        let browser = Browser::new(Options { language, scheme, ..Options::default() }).await;
        for (who, path) in &visits {
            browser.forgets_cookies().await;
            if let Some(clerk) = who {
                browser.with_cookie(scene.town.iri().as_str(), "sitzung", &clerk.cookie).await;
            }
            browser.goes_to(&scene.at(path)).await;
            let found = faults_in_sight(&browser).await;
            faults.extend(found.iter().map(|fault| format!("{path}: {fault}")));
        }
        browser.closes().await;
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
