//! Every page can be used by everybody: axe finds nothing at the width of a telephone and of a desk, nothing has to be scrolled sideways, nothing breaks
//! the page's own security policy, and nobody else is asked for anything.

use commons::Language;

use super::visits::{Visit, visits};
use crate::harness::browser::Scheme;
use crate::harness::{Browser, Demo, Options};

/// A telephone of the narrowest kind, which is also a desk at four times its size, and a desk.
const WIDTHS: [u32; 2] = [320, 1280];

/// One test for each language and scheme, so that they can run side by side.
macro_rules! in_every_dress {
    ($name:ident) => {
        mod $name {
            use super::{Language, Scheme};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn german_light() {
                super::$name(Language::German, Scheme::Light).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn german_dark() {
                super::$name(Language::German, Scheme::Dark).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn english_light() {
                super::$name(Language::English, Scheme::Light).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn english_dark() {
                super::$name(Language::English, Scheme::Dark).await;
            }
        }
    };
}

in_every_dress!(every_page_is_there_for_everybody);

async fn every_page_is_there_for_everybody(language: Language, scheme: Scheme) {
    let demo = Demo::starts().await;
    let browser = Browser::new(Options { language, scheme, ..Options::default() }).await;
    let mut faults = Vec::new();
    for visit in visits(&demo.address(), Some(&demo)).await {
        faults.extend(faults_of(&browser, &demo, &visit).await);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    browser.closes().await;
}

async fn faults_of(browser: &Browser, demo: &Demo, visit: &Visit) -> Vec<String> {
    let mut faults = Vec::new();
    visit.who.takes(browser, demo).await;
    browser.goes_to(&format!("{}{}", demo.address(), visit.path)).await;
    browser.unfolds_everything().await;
    for width in WIDTHS {
        browser.resizes(width, 900).await;
        faults.extend(browser.axe().await.iter().map(|finding| format!("at {width} px: {finding}")));
        faults.extend(browser.too_wide().await.iter().map(|wide| format!("at {width} px too wide: {wide}")));
    }
    let unseen = browser.without_focus_ring().await;
    faults.extend(unseen.iter().map(|one| format!("does not show that the keyboard is there: {one}")));
    let noticed = browser.noticed().await;
    let statuses: Vec<_> = noticed.pages.iter().map(|(_, status)| *status).collect();
    if statuses != [visit.status] {
        faults.push(format!("answered with {statuses:?} instead of {}", visit.status));
    }
    faults.extend(noticed.complaints.iter().map(|complaint| format!("the browser complains: {complaint}")));
    faults.extend(noticed.elsewhere.iter().map(|address| format!("asks elsewhere: {address}")));
    faults.iter().map(|fault| format!("{} ({}) {fault}", visit.path, visit.name)).collect()
}
