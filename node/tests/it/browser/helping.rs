//! The search field and the list of hits, with the keyboard alone and for who cannot see them: by role, by what is announced, at 360 pixels.

use std::time::Duration;

use commons::Language;
use serde_json::{Value, json};

use super::accessibility::faults_in_sight;
use crate::harness::browser::{Key, Scripts};
use crate::harness::{Browser, Ground, Options, Town, project};

const FIELD: &str = "Was haben andere Kommunen schon versucht?";

async fn scene(options: Options) -> (Ground, Town, Browser) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    for title in ["Wärmeplanung mit dem Stadtwerk", "Wärmenetz im Altbau", "Wald und Wiese vermessen"] {
        let mut fields = project(title);
        fields["topics"] = json!(["Wärmewende"]);
        town.publishes_this(fields).await;
        town.eventually_finds(title).await;
    }
    let browser = Browser::new(Options { width: 360, height: 740, ..options }).await;
    browser.goes_to(&format!("{}", town.iri())).await;
    (ground, town, browser)
}

/// What assistive technology is told of the field, and of the suggestion that is chosen.
async fn told(browser: &Browser) -> Value {
    browser
        .answers(
            "const field = document.activeElement, of = name => field.getAttribute(name);
             const chosen = document.getElementById(of('aria-activedescendant') ?? '');
             return { role: field.role, expanded: of('aria-expanded'), list: document.getElementById(of('aria-controls') ?? '')?.role ?? null,
                      chosen: chosen?.firstElementChild.textContent ?? null, selected: chosen?.getAttribute('aria-selected') ?? null,
                      said: document.querySelector('.ask [role=status]').textContent }",
        )
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn suggestions_are_chosen_by_keyboard_and_announced() {
    let (_ground, _town, browser) = scene(Options::default()).await;
    browser.tabs_to(FIELD).await;
    assert_eq!(told(&browser).await["role"], "combobox");
    browser.types("waermen").await;
    browser.sees("Wärmenetz im Altbau Projekt ·").await;
    let open = told(&browser).await;
    assert_eq!(
        (&open["expanded"], &open["list"], &open["chosen"]),
        (&json!("true"), &json!("listbox"), &Value::Null)
    );
    assert_eq!(open["said"], "Ein Vorschlag. Mit den Pfeiltasten auswählen.");
    let faults = faults_in_sight(&browser).await;
    assert!(faults.is_empty(), "{faults:#?}");
    browser.resizes(360, 740).await;
    // The looking around took the keyboard elsewhere, and the list went.
    browser.answers("document.getElementById('q').focus()").await;
    browser.presses(Key::Down).await;
    browser.sees("Wärmenetz im Altbau Projekt ·").await;

    browser.presses(Key::Down).await;
    let chosen = told(&browser).await;
    assert_eq!((&chosen["chosen"], &chosen["selected"]), (&json!("Wärmenetz im Altbau"), &json!("true")));
    browser.presses(Key::Down).await;
    assert_eq!(told(&browser).await["chosen"], Value::Null, "beyond the last lies what was typed");
    browser.presses(Key::Up).await;
    assert_eq!(told(&browser).await["chosen"], "Wärmenetz im Altbau");
    browser.presses(Key::Escape).await;
    let closed = told(&browser).await;
    assert_eq!(
        (&closed["expanded"], &closed["list"], &closed["said"]),
        (&json!("false"), &Value::Null, &json!(""))
    );
    assert_eq!(browser.value_of(FIELD).await, "waermen", "what was typed stays");

    browser.presses(Key::Down).await;
    browser.sees("Wärmenetz im Altbau Projekt ·").await;
    browser.presses(Key::Down).await;
    browser.presses(Key::Enter).await;
    browser.sees("In zwei Sätzen gesagt.").await;
    assert!(browser.path().await.starts_with("/eintraege/"));
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_answer_to_an_older_question_is_thrown_away() {
    let (_ground, town, browser) = scene(Options::default()).await;
    browser.goes_to(&format!("{}suche?q=Zeppelin", town.iri())).await;
    browser
        .answers(
            "const real = window.fetch; let first = true;
             window.fetch = (address, options) => {
               if (!first) return real(address, options);
               first = false;
               return new Promise(answer => setTimeout(() => answer(real(address)), 900));
             }",
        )
        .await;
    browser.tabs_to(FIELD).await;
    browser.presses(Key::Delete).await;
    browser.types("wa").await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    browser.types("ermepl").await;
    browser.sees("Wärmeplanung mit dem Stadtwerk").await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    browser.does_not_see("Wald und Wiese").await;
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hits_are_ticked_and_compared_by_keyboard_without_scripts() {
    let (_ground, _town, browser) = scene(Options { scripts: Scripts::Off, ..Options::default() }).await;
    browser.tabs_to(FIELD).await;
    browser.types("Wärmeplanung Wärmenetz").await;
    browser.presses(Key::Enter).await;
    browser.sees("2 Treffer").await;
    for title in ["Wärmeplanung mit dem Stadtwerk", "Wärmenetz im Altbau"] {
        browser.tabs_to(&format!("vergleichen : {title}")).await;
        browser.activates().await;
    }
    browser.tabs_to("Ausgewählte vergleichen").await;
    browser.activates().await;
    browser.sees("Vergleich").await;
    let roles = "return ['table', 'columnheader', 'rowheader', 'cell'].map(role => document.querySelectorAll(`[role=${role}]`).length)";
    let roles = browser.answers(roles).await;
    assert!(roles[0] == 1 && roles[1] == 3 && roles[3] == json!(2 * roles[2].as_u64().unwrap()), "{roles}");
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_of_hits_is_there_for_everybody_on_a_telephone_in_both_languages() {
    for language in [Language::German, Language::English] {
        let (_ground, town, browser) = scene(Options { language, ..Options::default() }).await;
        for path in [
            "suche?q=W%C3%A4rme",
            "suche?q=Zeppelin&kind=call",
            "suche?q=W%C3%A4rmenetz&kind=call",
            "vergleich",
        ] {
            browser.goes_to(&format!("{}{path}", town.iri())).await;
            browser.resizes(360, 740).await;
            assert!(browser.too_wide().await.is_empty(), "{path}: {:?}", browser.too_wide().await);
            let faults = faults_in_sight(&browser).await;
            assert!(faults.is_empty(), "{language:?} {path}: {faults:#?}");
        }
        browser.closes().await;
    }
}
