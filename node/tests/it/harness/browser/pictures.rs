//! How a page fills its window, and pictures of it.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Browser;

/// No picture is higher. Chromium cannot draw more at once.
const HIGHEST: f64 = 16_000.0;

/// What reaches over the right edge, outermost first. Nothing, if the page cannot be scrolled sideways.
const TOO_WIDE: &str = r"
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > root.clientWidth + 0.5);
    return [`${root.scrollWidth} instead of ${root.clientWidth} px`, ...out.map(one => one.outerHTML.slice(0, 120))].slice(0, 5);
";

/// What can be reached with Tab and does not show when it is.
const UNMARKED: &str = r"
    const reachable = `a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']`;
    const out = [...document.querySelectorAll(reachable)].filter(one => one.checkVisibility() && !one.disabled).filter(one => {
        one.focus({ focusVisible: true });
        const style = getComputedStyle(one);
        return document.activeElement !== one || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2;
    });
    document.activeElement?.blur();
    return out.map(one => one.outerHTML.slice(0, 120));
";

impl Browser {
    /// Opens all that is folded, so that it is seen and examined too.
    pub async fn unfolds_everything(&self) {
        let unfold = "document.querySelectorAll('details').forEach(one => one.open = true)";
        self.answers(unfold).await;
    }

    /// What the keyboard can be at without anybody seeing it, by its HTML.
    pub async fn without_focus_ring(&self) -> Vec<String> {
        serde_json::from_value(self.answers(UNMARKED).await).unwrap()
    }

    /// What is too wide for the window, by its HTML.
    pub async fn too_wide(&self) -> Vec<String> {
        serde_json::from_value(self.answers(TOO_WIDE).await).unwrap()
    }

    /// Nothing has to be scrolled sideways.
    pub async fn has_no_horizontal_scrolling(&self) {
        let too_wide = self.too_wide().await;
        if !too_wide.is_empty() {
            self.fails(&format!("too wide: {}", too_wide.join("\n"))).await;
        }
    }

    /// Takes a picture of the whole page, however high it is.
    pub async fn screenshot(&self, file: &Path) {
        let metrics = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let (page, window) = (&metrics["cssContentSize"], &metrics["cssLayoutViewport"]);
        let height = page["height"].as_f64().unwrap().max(window["clientHeight"].as_f64().unwrap());
        let clip = json!({ "x": 0, "y": 0, "scale": 1, "width": window["clientWidth"], "height": height.min(HIGHEST) });
        let wish = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", wish).await;
        let png = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(file, png).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}
