//! HTML: our Markdown rendered, and what neighbours send turned into text.
//!
//! Foreign HTML never reaches a page as HTML: it is read by a tokenizer that keeps nothing but text ([`to_text`]). What we
//! show is made from Markdown by [`from_markdown`], with raw HTML shown as the letters it is written in, and cleaned all
//! the same.

mod clean;
mod markdown;
mod text;

pub use clean::clean;
pub use markdown::{from_markdown, shown};
pub use text::to_text;

/// Text as it stands in HTML, in an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
