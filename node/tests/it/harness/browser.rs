//! A real browser: headless Chromium, led over WebDriver. Its steps are what a person does and sees, by the names that a screen reader would say.
//!
//! A test ends with [`Browser::closes`], which fails when a page complained in the console, broke its own security policy, or asked anybody else for
//! anything.

mod axe;
mod driver;
mod leading;
mod names;
mod noticed;
mod options;
mod pictures;
mod steps;

use std::path::PathBuf;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

pub use self::options::{Options, Scheme, Scripts};
pub use fantoccini::key::Key;

use self::driver::Driver;

/// A window with one page at a time.
pub struct Browser {
    client: Client,
    driver: Driver,
}

impl Browser {
    /// Opens a browser that is like this.
    pub async fn new(options: Options) -> Self {
        let driver = Driver::start().await;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(options.capabilities(driver.dir()))
            .connect(&driver.address)
            .await
            .unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        let browser = Self { client, driver };
        browser.prefers(options.scheme).await;
        // Without a screen no window is in front, and what has the focus would not look like it.
        browser.devtools("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
        browser.resizes(options.width, options.height).await;
        browser
    }

    /// Makes the window as wide and high as that, in CSS pixels, also where no real window could be so narrow.
    pub async fn resizes(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    async fn prefers(&self, scheme: Scheme) {
        let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme.name() }] });
        self.devtools("Emulation.setEmulatedMedia", wish).await;
    }

    /// Comes to this address with a cookie from now on, as somebody who has signed in.
    pub async fn with_cookie(&self, address: &str, name: &str, value: &str) {
        let cookie =
            json!({ "url": address, "name": name, "value": value, "httpOnly": true, "sameSite": "Lax" });
        self.devtools("Network.setCookie", cookie).await;
    }

    /// Loses its net, or finds it again.
    pub async fn is_offline(&self, offline: bool) {
        let net =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", net).await;
    }

    /// Is a stranger again.
    pub async fn forgets_cookies(&self) {
        self.devtools("Network.clearBrowserCookies", json!({})).await;
    }

    /// Closes the window. Nothing may have gone wrong that nobody sees.
    pub async fn closes(self) {
        let noticed = self.noticed().await;
        self.driver.stop(self.client).await;
        assert!(noticed.complaints.is_empty(), "the browser complains: {:#?}", noticed.complaints);
        assert!(noticed.elsewhere.is_empty(), "somebody else was asked: {:#?}", noticed.elsewhere);
    }

    /// Where this test may leave something to be looked at after it failed.
    fn kept(&self, name: &str) -> PathBuf {
        self.driver.kept(name)
    }
}
