//! Examines a page with axe-core, which `scripts/test` puts into `tests/axe`.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::json;

use super::Browser;

/// The rules that are asked: WCAG 2.2 on level AA with all before it, and what is good practice.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/axe/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).unwrap_or_else(|error| {
        panic!("{file}: {error}. ./scripts/test installs it (npm ci in node/tests/axe)")
    })
});

/// The examination. Styles are not fetched a second time, which the page's policy would refuse.
const EXAMINE: &str = "
    const [rules, done] = arguments;
    axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false })
        .then(found => done({ violations: found.violations }), error => done({ error: String(error) }));
";

/// A rule that the page breaks, and where.
#[derive(Debug, Deserialize)]
pub struct Finding {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    #[serde(default)]
    failure_summary: String,
}

impl Browser {
    /// What is wrong with the page as it stands now. Needs scripts on.
    pub async fn axe(&self) -> Vec<Finding> {
        if self.answers("return typeof axe").await == "undefined" {
            self.answers(&AXE).await;
        }
        let found = self.client.execute_async(EXAMINE, vec![json!(RULES)]).await;
        let mut found = self.must("axe", found).await;
        assert!(found["error"].is_null(), "axe: {}", found["error"]);
        serde_json::from_value(found["violations"].take()).unwrap()
    }
}

impl Finding {
    /// The name of the rule.
    pub fn rule(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.id, self.help)?;
        for node in &self.nodes {
            let why: Vec<_> = node.failure_summary.lines().skip(1).map(str::trim).collect();
            write!(out, "\n    {}\n        {}", node.html, why.join("; "))?;
        }
        Ok(())
    }
}
