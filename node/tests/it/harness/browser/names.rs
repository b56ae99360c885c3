//! Finds what a person would call by its name: links, buttons and fields, by their accessible names.

use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::Browser;

/// What can be clicked.
pub const CLICKABLE: &str = "a[href], button, summary, [role=button], [role=tab], \
    input:is([type=submit], [type=button], [type=reset], [type=image], [type=checkbox], [type=radio])";
/// What can be filled in.
pub const FIELDS: &str =
    "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), textarea, select";

/// How long a page may take until it has what is looked for. Only a failing test waits so long.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked.
pub const LOOK: Duration = Duration::from_millis(50);

/// Elements that may have the name: those that have all its words about them somewhere. Whether it is their name, the browser says.
const CANDIDATES: &str = r#"
    const [selector, name] = arguments;
    const words = name.split(' ');
    const about = element => [
        element.textContent, element.value, element.title, element.placeholder, element.ariaLabel,
        ...[...(element.labels ?? [])].map(label => label.textContent),
        ...[...element.querySelectorAll('img')].map(image => image.alt),
        ...(element.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent),
    ].join(' ');
    return [...document.querySelectorAll(selector)].filter(element => words.every(word => about(element).includes(word)));
"#;

impl Browser {
    /// The first visible element of these that is called so, as soon as there is one.
    pub(super) async fn called(&self, name: &str, selector: &str) -> Element {
        let name = tidy(name);
        let began = Instant::now();
        loop {
            for element in self.candidates(&name, selector).await {
                let is_called_so = self.name_of(&element).await.is_some_and(|its| tidy(&its) == name);
                if is_called_so && element.is_displayed().await.unwrap_or(false) {
                    return element;
                }
            }
            if began.elapsed() > PATIENCE {
                self.fails(&format!("nothing here is called “{name}”; but: {}", self.names(selector).await))
                    .await;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn candidates(&self, name: &str, selector: &str) -> Vec<Element> {
        // While the next page loads there is none.
        let found =
            self.client.execute(CANDIDATES, vec![json!(selector), json!(name)]).await.unwrap_or_default();
        found.as_array().into_iter().flatten().filter_map(|found| self.element(found)).collect()
    }

    /// The element that a script answered with: an object with one field.
    fn element(&self, found: &Value) -> Option<Element> {
        let id = found.as_object()?.values().next()?.as_str()?;
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())))
    }

    /// What else there is, for who looks for a name in vain.
    async fn names(&self, selector: &str) -> String {
        let mut names = Vec::new();
        for element in self.candidates("", selector).await {
            names.push(format!("“{}”", tidy(&self.name_of(&element).await.unwrap_or_default())));
        }
        names.join(", ")
    }
}

/// With one space where there is any.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
