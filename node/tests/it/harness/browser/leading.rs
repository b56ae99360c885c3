//! What WebDriver and Chromium offer beyond the client library: developer tools, logs, accessible names. And how a step fails.

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::Browser;

/// A command below the session.
#[derive(Debug)]
struct Command {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

impl Browser {
    /// What a script answers that is none of the page's own: its policy does not hold for it, and it runs where scripts are off.
    pub async fn answers(&self, script: &str) -> Value {
        let answer = self.client.execute(script, Vec::new()).await;
        self.must("a script", answer).await
    }

    /// Asks Chromium's developer tools.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let answer = self.ask("goog/cdp/execute", Some(body)).await;
        self.must(command, answer).await
    }

    /// What a log says since it was last read.
    pub(super) async fn log(&self, kind: &str) -> Vec<Value> {
        let answer = self.ask("se/log", Some(json!({ "type": kind }))).await;
        self.must("the log", answer).await.as_array().unwrap().clone()
    }

    /// What assistive technology calls this element; nothing, when the element is gone.
    pub(super) async fn name_of(&self, element: &Element) -> Option<String> {
        self.computed(element, "label").await
    }

    /// What assistive technology takes this element for.
    pub(super) async fn role_of(&self, element: &Element) -> Option<String> {
        self.computed(element, "role").await
    }

    async fn computed(&self, element: &Element, what: &str) -> Option<String> {
        let path = format!("element/{}/computed{what}", element.element_id());
        let answer = self.ask(&path, None).await.ok()?;
        answer.as_str().map(str::to_owned)
    }

    async fn ask(&self, path: &str, body: Option<Value>) -> Result<Value, CmdError> {
        self.client.issue_cmd(Command { path: path.to_owned(), body }).await
    }

    /// The result of a step that cannot fail unless something is wrong.
    pub(super) async fn must<T>(&self, what: &str, result: Result<T, CmdError>) -> T {
        match result {
            Ok(value) => value,
            Err(error) => self.fails(&format!("{what}: {error}")).await,
        }
    }

    /// Fails the test, and says what the page looks like.
    pub(super) async fn fails(&self, what: &str) -> ! {
        let at = self.client.current_url().await.map(String::from).unwrap_or_default();
        let picture = self.kept("picture.png");
        if let Ok(png) = self.client.screenshot().await {
            std::fs::write(&picture, png).unwrap();
        }
        panic!("{what}\nat {at}, which says:\n{}\npicture: {}", self.text().await, picture.display());
    }
}
