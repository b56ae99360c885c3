//! The browser of the tests is what it was asked to be, and sees what it is there to see.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use commons::Language;
use http::{HeaderValue, header};
use node::server::{Limits, serve};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::harness::browser::{Key, Scheme, Scripts};
use crate::harness::{Browser, Ground, Options};

/// Serves one page under a policy, as long as the sender lives. Gives its address.
async fn page(html: &'static str, policy: &'static str) -> (String, watch::Sender<bool>) {
    let policy = HeaderValue::from_static(policy);
    let router = Router::new()
        .route("/", get(move || async move { Html(html) }))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://probe.localhost:{}/", listener.local_addr().unwrap().port());
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(serve(listener, router, Limits::with_connections(10), stopped));
    (address, stop)
}

/// No script, no style: about as strict as our pages are.
const STRICT: &str = "default-src 'none'; img-src data:";

/// What a page can know of who looks at it.
const LOOKS: &str = "return [innerWidth, innerHeight, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_as_wide_as_dark_and_as_english_as_it_was_asked_to_be() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let asked = Options {
        language: Language::English,
        scheme: Scheme::Dark,
        width: 320,
        height: 640,
        ..Options::default()
    };
    let browser = Browser::new(asked).await;
    browser.goes_to(town.iri().as_str()).await;
    assert_eq!(browser.answers(LOOKS).await, json!([320, 640, "en", true]));
    browser.sees("What have other municipalities tried?").await;
    // Another host is another process of the browser's.
    browser.goes_to(&format!("http://127.0.0.1:{}/kooperationen", town.port())).await;
    assert_eq!(browser.answers(LOOKS).await, json!([320, 640, "en", true]));
    browser.closes().await;

    let browser = Browser::new(Options::default()).await;
    browser.goes_to(town.iri().as_str()).await;
    assert_eq!(browser.answers(LOOKS).await, json!([1280, 900, "de", false]));
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_none_runs() {
    let html = "<!doctype html><title>x</title><link rel=icon href='data:,'><noscript>Ohne</noscript>\
                <p id=p>bleibt</p><script>p.textContent = 'anders'</script>";
    let (address, _serving) = page(html, "script-src 'unsafe-inline'").await;
    for (scripts, text) in [(Scripts::On, "anders"), (Scripts::Off, "Ohne bleibt")] {
        let browser = Browser::new(Options { scripts, ..Options::default() }).await;
        browser.goes_to(&address).await;
        assert_eq!(browser.text().await, text);
        browser.closes().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_notices_what_a_page_does_behind_its_back() {
    let html = "<!doctype html><title>x</title><link rel=icon href='data:,'><p style='color:red'>x\
                <img alt='' src='http://anderswo.localhost:9/zaehler.png'>";
    let (address, _serving) = page(html, "default-src 'none'; img-src *").await;
    let browser = Browser::new(Options::default()).await;
    browser.goes_to(&address).await;
    let noticed = browser.noticed().await;
    assert_eq!(noticed.pages, [(address, 200)]);
    assert_eq!(noticed.elsewhere, ["http://anderswo.localhost:9/zaehler.png"]);
    assert!(noticed.complaints.iter().any(|said| said.contains("Content Security Policy")), "{noticed:?}");
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_what_is_wrong_under_the_strictest_policy() {
    let html = "<!doctype html><title>x</title><link rel=icon href='data:,'><body bgcolor='#ffffff'>\
                <img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><input><font color='#eeeeee'>blass</font>";
    let (address, _serving) = page(html, STRICT).await;
    let browser = Browser::new(Options::default()).await;
    browser.goes_to(&address).await;
    let found = browser.axe().await;
    let rules: Vec<_> = found.iter().map(|finding| finding.rule()).collect();
    for rule in ["color-contrast", "html-has-lang", "image-alt", "label", "region"] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_sees_what_is_too_wide() {
    let html =
        "<!doctype html><title>x</title><link rel=icon href='data:,'><table width=400><tr><td>breit</table>";
    let (address, _serving) = page(html, STRICT).await;
    let browser = Browser::new(Options::default()).await;
    browser.goes_to(&address).await;
    browser.has_no_horizontal_scrolling().await;
    browser.resizes(320, 640).await;
    assert!(browser.too_wide().await.iter().any(|one| one.starts_with("<table")));
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_sees_where_the_keyboard_cannot_be_seen() {
    let html = "<!doctype html><title>x</title><link rel=icon href='data:,'><style>.bare:focus { outline: none }
                :focus-visible { outline: 3px solid }</style><a href=x>x</a><button class=bare>y</button><button hidden>z</button>";
    let (address, _serving) =
        page(html, "default-src 'none'; img-src data:; style-src 'unsafe-inline'").await;
    let browser = Browser::new(Options::default()).await;
    browser.goes_to(&address).await;
    assert_eq!(browser.without_focus_ring().await, ["<button class=\"bare\">y</button>"]);
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_comes_with_a_cookie_until_it_forgets_it() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let browser = Browser::new(Options::default()).await;
    browser.with_cookie(town.iri().as_str(), "lang", "en").await;
    browser.goes_to(town.iri().as_str()).await;
    browser.sees("What have other municipalities tried?").await;
    browser.forgets_cookies().await;
    browser.goes_to("/").await;
    browser.does_not_see("What have other municipalities tried?").await;
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_are_filled_in_by_their_labels() {
    let html = "<!doctype html><title>x</title><link rel=icon href='data:,'><form>\
        <label for=a>Titel</label><input id=a value=alt><label>Text <textarea id=b></textarea></label>\
        <label for=c>Stand</label><select id=c><option value=1>Idee<option value=2>Läuft</select>\
        <label for=d>Bis</label><input id=d type=date><label><input type=checkbox id=e> Ich stimme zu</label></form>";
    let (address, _serving) = page(html, STRICT).await;
    let browser = Browser::new(Options { scripts: Scripts::Off, ..Options::default() }).await;
    browser.goes_to(&address).await;
    for (label, text, value) in [
        ("Titel", "Radweg \"Süd\"", "Radweg \"Süd\""),
        ("Text", "Zwei\nZeilen", "Zwei\nZeilen"),
        ("Stand", "Läuft", "2"),
        ("Bis", "2026-05-04", "2026-05-04"),
    ] {
        browser.fills(label, text).await;
        assert_eq!(browser.value_of(label).await, value, "{label}");
    }
    browser.tabs_to("Ich stimme zu").await;
    browser.activates().await;
    assert_eq!(browser.answers("return document.getElementById('e').checked").await, true);
    browser.clicks("Ich stimme zu").await;
    assert_eq!(browser.answers("return document.getElementById('e').checked").await, false);
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keyboard_alone_leads_from_the_start_page_to_an_entry() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    town.publishes("Radweg am Fluss").await;
    town.eventually_finds("Radweg").await;
    let browser = Browser::new(Options { scripts: Scripts::Off, ..Options::default() }).await;
    browser.goes_to(town.iri().as_str()).await;
    browser.tabs_to("Zum Inhalt").await;
    browser.activates().await;
    browser.tabs_to("Was haben andere Kommunen schon versucht?").await;
    browser.types("Radwege").await;
    browser.presses(Key::Enter).await;
    browser.sees("Ein Treffer").await;
    assert_eq!(browser.path().await, "/suche?q=Radwege");
    browser.tabs_to("Radweg am Fluss").await;
    browser.activates().await;
    browser.sees("In zwei Sätzen gesagt.").await;
    browser.has_no_horizontal_scrolling().await;
    browser.clicks("Stadt Auenstadt").await;
    browser.sees("Ein Eintrag").await;
    browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[should_panic(expected = "please end the test with closes()")]
async fn a_test_that_does_not_close_its_browser_fails() {
    Browser::new(Options::default()).await;
}
