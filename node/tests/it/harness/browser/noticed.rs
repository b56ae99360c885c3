//! What happens behind a page, where nobody looks: complaints in the console, and who is asked for what.

use serde_json::Value;
use url::Url;

use super::Browser;

/// What happened since it was last looked.
#[derive(Debug, Default)]
pub struct Noticed {
    /// The pages that were asked for, and how they were answered.
    pub pages: Vec<(String, i64)>,
    /// Errors and warnings of the console, and violations of the content security policy among them.
    pub complaints: Vec<String>,
    /// Addresses outside of the page's own origin that it wanted something from.
    pub elsewhere: Vec<String>,
}

impl Browser {
    /// What happened since it was last looked.
    pub async fn noticed(&self) -> Noticed {
        let mut noticed = Noticed::default();
        for entry in self.log("performance").await {
            let message: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            noticed.take(&message["message"]);
        }
        for entry in self.log("browser").await {
            noticed.hear(&entry);
        }
        noticed
    }
}

impl Noticed {
    fn take(&mut self, event: &Value) {
        let parameters = &event["params"];
        match event["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let (from, to) = (&parameters["documentURL"], &parameters["request"]["url"]);
                self.elsewhere.extend(elsewhere(from, to));
            }
            Some("Network.responseReceived") if parameters["type"] == "Document" => {
                let response = &parameters["response"];
                let address = response["url"].as_str().unwrap_or_default();
                if is_on_the_net(address) {
                    self.pages.push((address.to_owned(), response["status"].as_i64().unwrap_or_default()));
                }
            }
            _ => {}
        }
    }

    fn hear(&mut self, entry: &Value) {
        let message = entry["message"].as_str().unwrap_or_default();
        // A page that says "not found" is a page; what it says, a test looks at.
        let is_about_a_page = entry["source"] == "network"
            && self
                .pages
                .iter()
                .any(|(page, status)| *status >= 400 && message.starts_with(&format!("{page} ")));
        if matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")) && !is_about_a_page {
            self.complaints.push(message.to_owned());
        }
    }
}

/// The address, if it is on the net and another than where the page comes from.
fn elsewhere(from: &Value, to: &Value) -> Option<String> {
    let origin = |address: &Value| Url::parse(address.as_str()?).ok().map(|url| url.origin());
    let address = to.as_str()?;
    (is_on_the_net(address) && origin(from) != origin(to)).then(|| address.to_owned())
}

fn is_on_the_net(address: &str) -> bool {
    address.starts_with("http") || address.starts_with("ws")
}
