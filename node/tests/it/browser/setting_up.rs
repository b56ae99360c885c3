//! A new node is set up in a real browser: from the link to the last page, and every page on the way is one for everybody.
//!
//! Where `SCREENS_DIRECTORY` names a directory, each page is kept there as a picture, to be looked at by a person.

use std::path::PathBuf;
use std::sync::Arc;

use commons::{Ags, Language, OrganisationKind, State};
use node::operations::{register, setting_up};

use crate::harness::browser::Scheme;
use crate::harness::{Browser, Ground, House, Options};

const WIDTHS: [u32; 2] = [320, 1280];

/// Somebody in front of a new node.
struct Newcomer {
    browser: Browser,
    house: Arc<House>,
    dress: String,
}

impl Newcomer {
    async fn comes(ground: &Ground, language: Language, scheme: Scheme) -> Self {
        let house = ground.house("neu").await;
        let place = commons::register::Place {
            key: Ags::parse("16099001").unwrap(),
            kind: OrganisationKind::Municipality,
            name: "Stadt Auenstadt".to_owned(),
            official: "Auenstadt, Stadt".to_owned(),
            county: Some("Landkreis Auental".to_owned()),
            state: State::Thuringia,
            population: 8_400,
            valid_on: "2026-02-28".to_owned(),
        };
        register::replace(&house.node(), &[place], &mut |_| {}).await.unwrap();
        let options = Options { language, scheme, ..Options::default() };
        let dress = format!("{}-{}", language.tag(), scheme.name());
        Self { browser: Browser::new(options).await, house, dress }
    }

    /// The page is one for everybody, at the width of a telephone and of a desk.
    async fn looks_at(&self, page: &str) {
        let mut faults = Vec::new();
        for width in WIDTHS {
            self.browser.resizes(width, 900).await;
            faults.extend(self.browser.axe().await.iter().map(|finding| format!("at {width} px: {finding}")));
            faults.extend(
                self.browser.too_wide().await.iter().map(|wide| format!("at {width} px too wide: {wide}")),
            );
            if let Some(directory) = std::env::var_os("SCREENS_DIRECTORY").map(PathBuf::from) {
                self.browser
                    .screenshot(&directory.join(format!("einrichten-{page}-{}-{width}.png", self.dress)))
                    .await;
            }
        }
        faults.extend(self.browser.without_focus_ring().await);
        assert!(faults.is_empty(), "{page}: {faults:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_link_to_the_last_page_in_german() {
    let ground = Ground::sqlite();
    let kim = Newcomer::comes(&ground, Language::German, Scheme::Light).await;
    let browser = &kim.browser;
    let ticket = setting_up::ticket(&kim.house.node()).await.unwrap();
    browser.goes_to(&format!("http://127.0.0.1:{}/einrichten/{ticket}", kim.house.port())).await;
    browser.clicks("Weiter").await;
    browser.sees("3 Angaben fehlen noch oder passen nicht").await;
    kim.looks_at("person").await;
    browser.fills("Ihr Name (bitte ausfüllen)", "Kim Meer").await;
    browser.fills("Ihre Mailadresse (bitte ausfüllen)", "kim@auenstadt.de").await;
    browser.fills("Passwort (bitte ausfüllen)", "Wasserwerk am Deich").await;
    browser.fills("Das Passwort noch einmal (bitte ausfüllen)", "Wasserwerk am Deich").await;
    browser.clicks("Weiter").await;

    browser.sees("Welche Organisation zieht hier ein?").await;
    browser.fills("Name der Stadt, der Gemeinde oder des Landkreises", "auen").await;
    browser.clicks("Suchen").await;
    browser.sees("Landkreis Auental, Thüringen · 8.400 Einwohner").await;
    kim.looks_at("suche").await;
    browser.clicks("Stadt Auenstadt Landkreis Auental, Thüringen · 8.400 Einwohner").await;
    browser
        .fills("Rechnername (bitte ausfüllen)", &format!("auenstadt.localhost:{}", kim.house.port()))
        .await;
    kim.looks_at("organisation").await;
    browser.clicks("Organisation anlegen").await;

    browser.sees("antwortet dieser Knoten").await;
    kim.looks_at("pruefung").await;
    browser.clicks("Weiter").await;
    browser.sees("kein Mailserver eingetragen").await;
    kim.looks_at("mail").await;
    browser.clicks("Weiter").await;
    browser.fills("Adressen, eine in jeder Zeile", "niemand@nirgends.localhost:1").await;
    browser.clicks("Anfragen").await;
    browser.sees("Hier hat es nicht geklappt").await;
    kim.looks_at("verbinden").await;
    browser.clicks("Einrichten abschließen").await;

    browser.sees("Ihr Knoten ist eingerichtet").await;
    browser.sees("Noch lässt sich hier kein Eintrag finden.").await;
    kim.looks_at("bereit").await;
    browser.goes_to(&format!("http://127.0.0.1:{}/einrichten", kim.house.port())).await;
    browser.sees("Diese Seite gibt es nicht.").await;
    kim.browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_steps_in_english_and_in_the_dark() {
    let ground = Ground::sqlite();
    let kim = Newcomer::comes(&ground, Language::English, Scheme::Dark).await;
    let browser = &kim.browser;
    let ticket = setting_up::ticket(&kim.house.node()).await.unwrap();
    browser.goes_to(&format!("http://127.0.0.1:{}/einrichten/{ticket}", kim.house.port())).await;
    browser.sees("Who is setting up this node?").await;
    kim.looks_at("person").await;
    browser.fills("Your name (please fill in)", "Kim Meer").await;
    browser.fills("Your mail address (please fill in)", "kim@auenstadt.de").await;
    browser.fills("Password (please fill in)", "Wasserwerk am Deich").await;
    browser.fills("The password once more (please fill in)", "Wasserwerk am Deich").await;
    browser.clicks("Go on").await;
    browser.sees("Which organisation moves in here?").await;
    browser.clicks("Not among them? Fill it in by hand").await;
    browser.fills("Name (please fill in)", "Stadt Auenstadt").await;
    browser.fills("Handle (please fill in)", "auenstadt").await;
    browser.fills("Host name (please fill in)", "tempomacher.auenstadt.invalid").await;
    browser.clicks("Found the organisation").await;
    browser.sees("leads nowhere yet").await;
    kim.looks_at("organisation").await;
    browser.clicks("It is spelled right all the same.").await;
    browser.clicks("Found the organisation").await;
    browser.sees("DNS lacks a record").await;
    kim.looks_at("pruefung").await;
    kim.browser.closes().await;
}
