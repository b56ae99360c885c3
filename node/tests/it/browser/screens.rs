//! Takes pictures of all pages, to be looked at by a person. `./scripts/screens` runs this and says where they go.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use commons::Language;

use super::visits::{Visit, Who, visits};
use crate::harness::browser::Scheme;
use crate::harness::{Browser, Demo, Options, eventually};

/// A telephone and a desk.
const WIDTHS: [u32; 2] = [360, 1280];
/// Where somebody types this into the field of the search and has not finished yet.
const TYPED: [(&str, &str, &str); 2] = [
    ("start-while-typing", "/", "kita"),
    ("suche-while-typing", "/suche?q=hundesteuer&kind=project", " onl"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes pictures to be looked at: ./scripts/screens"]
async fn pictures() {
    let directory = PathBuf::from(setting("DIRECTORY").expect("SCREENS_DIRECTORY, where the pictures go"));
    std::fs::create_dir_all(&directory).unwrap();
    let running = setting("NODE");
    let demo = if running.is_none() { Some(Demo::starts().await) } else { None };
    let address = demo.as_ref().map(Demo::address).or(running).unwrap();
    let only = setting("ONLY").unwrap_or_default();
    let mut wanted = visits(address.trim_end_matches('/'), demo.as_ref()).await;
    wanted.extend(TYPED.map(|(name, path, _)| Visit {
        name: name.to_owned(),
        path: path.to_owned(),
        who: Who::Anybody,
        status: 200,
    }));
    // Nobody can be signed in to a node that runs already.
    wanted.retain(|visit| is_wanted(visit, &only) && (demo.is_some() || visit.who == Who::Anybody));
    assert!(!wanted.is_empty(), "no page has “{only}” in its path or name");
    for language in Language::ALL {
        for scheme in Scheme::ALL {
            let browser = Browser::new(Options { language, scheme, ..Options::default() }).await;
            for visit in &wanted {
                if let Some(demo) = &demo {
                    visit.who.takes(&browser, demo).await;
                }
                take(&browser, &address, visit, &directory, &dress(language, scheme)).await;
            }
            // What is wrong with a page is no concern of who wants to look at it.
            let _ = browser.noticed().await;
            browser.closes().await;
        }
    }
    std::fs::write(directory.join("index.html"), sheet(&wanted)).unwrap();
}

fn setting(name: &str) -> Option<String> {
    std::env::var(format!("SCREENS_{name}")).ok().filter(|value| !value.is_empty())
}

/// A slash alone means the start page.
fn is_wanted(visit: &Visit, only: &str) -> bool {
    visit.path == only || only != "/" && (visit.path.contains(only) || visit.name.contains(only))
}

fn dress(language: Language, scheme: Scheme) -> String {
    format!("{}-{}", language.tag(), scheme.name())
}

async fn take(browser: &Browser, address: &str, visit: &Visit, directory: &Path, dress: &str) {
    browser.goes_to(&format!("{}{}", address.trim_end_matches('/'), visit.path)).await;
    if let Some((.., words)) = TYPED.iter().find(|(name, ..)| *name == visit.name) {
        types_into_the_search(browser, words).await;
    }
    for width in WIDTHS {
        browser.resizes(width, 900).await;
        let picture = directory.join(format!("{}-{dress}-{width}.png", visit.name));
        browser.screenshot(&picture).await;
        println!("{}", picture.display());
    }
}

/// What is suggested then hangs open below the field.
async fn types_into_the_search(browser: &Browser, words: &str) {
    browser.answers("const q = document.getElementById('q'); q.focus(); q.setSelectionRange(99, 99)").await;
    browser.types(words).await;
    eventually("something is suggested", || async {
        let open =
            browser.answers("return document.querySelector('.suggestions:not([hidden])') !== null").await;
        (open == true).then_some(())
    })
    .await;
}

/// All pictures on one page, those of a page side by side.
fn sheet(visits: &[Visit]) -> String {
    let mut html = "<!doctype html><meta charset=utf-8><title>Tempomacher</title><style>\
        body{font:16px system-ui;background:#888}div{display:flex;gap:12px;overflow-x:auto;align-items:start}\
        figure{margin:0;flex:none}img{display:block;height:560px;object-fit:cover;object-position:top}</style>\n"
        .to_owned();
    for visit in visits {
        write!(html, "<h2>{}</h2><div>", visit.name).unwrap();
        for (language, scheme) in
            Language::ALL.into_iter().flat_map(|language| Scheme::ALL.map(|scheme| (language, scheme)))
        {
            for width in WIDTHS {
                let dress = dress(language, scheme);
                let file = format!("{}-{dress}-{width}.png", visit.name);
                write!(
                    html,
                    "<figure><a href=\"{file}\"><img loading=lazy src=\"{file}\"></a>{dress}-{width}</figure>"
                )
                .unwrap();
            }
        }
        html.push_str("</div>\n");
    }
    html
}
