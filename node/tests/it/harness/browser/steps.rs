//! What a person does with a page, and sees of it.

use std::time::Instant;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use super::Browser;
use super::names::{CLICKABLE, FIELDS, LOOK, PATIENCE, tidy};

/// So often somebody presses Tab before giving up.
const STOPS: usize = 80;

impl Browser {
    /// Goes to an address; after the first page a path is enough.
    pub async fn goes_to(&self, address: &str) {
        let gone = self.client.goto(address).await;
        self.must(&format!("going to {address}"), gone).await;
    }

    /// Path and query of the page.
    pub async fn path(&self) -> String {
        let address = self.client.current_url().await;
        let address = self.must("the address", address).await;
        address[url::Position::BeforePath..url::Position::AfterQuery].to_owned()
    }

    /// The text on the page, with one space where there is any.
    pub async fn text(&self) -> String {
        // While the next page loads there is none.
        let text = self.client.execute("return document.body?.innerText ?? ''", Vec::new()).await;
        tidy(text.unwrap_or_default().as_str().unwrap_or_default())
    }

    /// Sees this text, at the latest in a few seconds.
    pub async fn sees(&self, text: &str) {
        let text = tidy(text);
        let began = Instant::now();
        while !self.text().await.contains(&text) {
            if began.elapsed() > PATIENCE {
                self.fails(&format!("“{text}” is not to be seen")).await;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Does not see this text, as the page stands now.
    pub async fn does_not_see(&self, text: &str) {
        if self.text().await.contains(&tidy(text)) {
            self.fails(&format!("“{text}” is to be seen")).await;
        }
    }

    /// Clicks on a link, a button, a tick box.
    pub async fn clicks(&self, name: &str) {
        let clicked = self.called(name, CLICKABLE).await.click().await;
        self.must(&format!("clicking on “{name}”"), clicked).await;
    }

    /// Fills in a field: types the text, chooses what is called so from a list, hands over the file that lies there.
    pub async fn fills(&self, label: &str, text: &str) {
        let field = self.called(label, FIELDS).await;
        let kind = field.prop("type").await.ok().flatten().unwrap_or_default();
        let filled = match kind.as_str() {
            "select-one" => field.select_by_label(text).await,
            "file" => field.send_keys(text).await,
            // Each country has an own order of keys for these; what is sent in the end is the same everywhere.
            "date" | "time" | "month" | "datetime-local" => {
                let set = "arguments[0].value = arguments[1]";
                let arguments = vec![serde_json::to_value(&field).unwrap(), json!(text)];
                self.client.execute(set, arguments).await.map(drop)
            }
            _ => match field.clear().await {
                Ok(()) => field.send_keys(text).await,
                refused => refused,
            },
        };
        self.must(&format!("filling in “{label}”"), filled).await;
    }

    /// What stands in a field.
    pub async fn value_of(&self, label: &str) -> String {
        let value = self.called(label, FIELDS).await.prop("value").await;
        self.must(&format!("the value of “{label}”"), value).await.unwrap_or_default()
    }

    /// Presses a key and lets it go.
    pub async fn presses(&self, key: Key) {
        self.strikes([char::from(key)]).await;
    }

    /// Types, wherever the keyboard is at.
    pub async fn types(&self, text: &str) {
        self.strikes(text.chars()).await;
    }

    async fn strikes(&self, keys: impl IntoIterator<Item = char>) {
        let mut strokes = KeyActions::new("keyboard".to_owned());
        for value in keys {
            strokes = strokes.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        let struck = self.client.perform_actions(strokes).await;
        self.must("typing", struck).await;
    }

    /// Presses Tab until the keyboard is at what is called so.
    pub async fn tabs_to(&self, name: &str) {
        let name = tidy(name);
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            self.presses(Key::Tab).await;
            let its = self.name_of(&self.focused().await).await.unwrap_or_default();
            if tidy(&its) == name {
                return;
            }
            passed.push(format!("“{}”", tidy(&its)));
        }
        self.fails(&format!("Tab does not lead to “{name}”, but to {}", passed.join(", "))).await;
    }

    /// Does what the keyboard is at: Space for what is ticked, Enter for all else.
    pub async fn activates(&self) {
        let role = self.role_of(&self.focused().await).await.unwrap_or_default();
        let is_ticked = matches!(role.as_str(), "checkbox" | "radio" | "switch");
        self.presses(if is_ticked { Key::Space } else { Key::Enter }).await;
    }

    /// What the keyboard is at.
    async fn focused(&self) -> Element {
        let element = self.client.active_element().await;
        self.must("the keyboard's place", element).await
    }
}
