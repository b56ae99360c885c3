//! The list of what HTML may hold here. No images, styles, forms, frames, and nothing of SVG or MathML.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Tags and character references that are parsed in one text. More of them are no text but an attack on the parser, whose
/// work grows with the square of what is left open, and of the references.
const MOST_MARKS: usize = 2_000;
const LONGEST: usize = commons::text::caps::RENDERED;

static LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let attributes =
        HashMap::from([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))]);
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .clean_content_tags(HashSet::from([
            "script", "style", "template", "noscript", "iframe", "svg", "math",
        ]))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener ugc"));
    builder
});

/// HTML from anywhere, reduced to what is harmless. What is too long or too full of marks to be parsed in peace comes back as text.
pub fn clean(html: &str) -> String {
    let marks = html.bytes().filter(|byte| matches!(byte, b'<' | b'&')).count();
    if html.len() > LONGEST || marks > MOST_MARKS {
        return super::escape(&super::to_text(html));
    }
    trusted(html)
}

/// The same for HTML that our own renderer made, whose nesting is known.
pub(super) fn trusted(html: &str) -> String {
    LIST.clean(html).to_string()
}
