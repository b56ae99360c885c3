//! What a browser is like, and how Chromium is told.

use std::path::Path;

use commons::Language;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

/// What a browser is like.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language its owner prefers.
    pub language: Language,
    /// Light or dark.
    pub scheme: Scheme,
    /// How wide the page may be, in CSS pixels.
    pub width: u32,
    /// How much of it is seen at once.
    pub height: u32,
    /// Whether scripts run.
    pub scripts: Scripts,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: Language::German,
            scheme: Scheme::Light,
            width: 1280,
            height: 900,
            scripts: Scripts::On,
        }
    }
}

/// What the owner likes to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As CSS calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether a page may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

/// How Chromium runs wherever tests run: as root, without a screen, without a word to anybody, and with nothing but our towns to be found. The pipe
/// ends it together with chromedriver, however that ends.
const ARGUMENTS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-crash-reporter",
    "--disable-features=Translate,MediaRouter",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
];

impl Options {
    /// The same for chromedriver, with a profile of its own below this directory.
    pub fn capabilities(&self, dir: &Path) -> Capabilities {
        let language = self.language.tag();
        let mut arguments: Vec<_> = ARGUMENTS.map(str::to_owned).into();
        arguments.push(format!("--lang={language}"));
        arguments.push(format!("--user-data-dir={}", dir.join("profile").display()));
        let mut preferences = json!({ "intl.accept_languages": language });
        if self.scripts == Scripts::Off {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        let all = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": preferences,
                "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
            },
        });
        let Value::Object(all) = all else { unreachable!() };
        all
    }
}
