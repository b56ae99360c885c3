//! Markdown (CommonMark, with tables and strikethrough) to HTML.
//!
//! What the cleaner makes of character references takes it time that grows with the square of their number. So `&`, `<` and
//! `>` of the text pass through it as stand-ins from the private-use area, which mean nothing to it, and become references
//! afterwards.

use std::borrow::Cow;

use commons::Refusal;
use commons::text::caps;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::clean::trusted;

/// Deepest nesting that is rendered; below it only the text is kept.
const DEEPEST: usize = 32;

const AND: char = '\u{e000}';
const LESS: char = '\u{e001}';
const MORE: char = '\u{e002}';
/// [`AND`] in an address.
const AND_IN_ADDRESS: &str = "%EE%80%80";

/// Markdown as HTML that may stand on a page: no image is loaded from anywhere, raw HTML is shown as it is written.
pub fn from_markdown(markdown: &str) -> String {
    let markdown = without_stand_ins(markdown);
    let events = Parser::new_ext(&markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut depth = 0;
    let mut html = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut html, events.filter_map(|event| tame(event, &mut depth)));
    restored(&trusted(&html))
}

/// The same, refused where it becomes more than 512 KiB.
pub fn shown(markdown: &str) -> Result<String, Refusal> {
    let html = from_markdown(markdown);
    if html.len() > caps::RENDERED { Err(Refusal::TooLargeToShow {}) } else { Ok(html) }
}

fn tame<'a>(event: Event<'a>, depth: &mut usize) -> Option<Event<'a>> {
    match event {
        Event::Start(tag) => {
            *depth += 1;
            let kept = *depth <= DEEPEST && !matches!(tag, Tag::Image { .. } | Tag::HtmlBlock);
            kept.then(|| Event::Start(plain(tag)))
        }
        Event::End(tag) => {
            let kept = *depth <= DEEPEST && !matches!(tag, TagEnd::Image | TagEnd::HtmlBlock);
            *depth = depth.saturating_sub(1);
            kept.then_some(Event::End(tag))
        }
        Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(hidden(&text))),
        Event::Code(text) => Some(Event::Code(hidden(&text))),
        other => Some(other),
    }
}

/// A tag without what is not shown: titles of links, the language of code.
fn plain(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::Link { link_type, dest_url, .. } => {
            // An e-mail address in angle brackets gets its scheme from the renderer.
            let dest_url = if link_type == LinkType::Email { dest_url } else { hidden(&dest_url) };
            Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id: CowStr::Borrowed("") }
        }
        Tag::CodeBlock(_) => Tag::CodeBlock(CodeBlockKind::Indented),
        other => other,
    }
}

fn hidden(text: &str) -> CowStr<'static> {
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(|character| match character {
        '&' => AND,
        '<' => LESS,
        '>' => MORE,
        other => other,
    }));
    out.into()
}

fn restored(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for character in html.replace(AND_IN_ADDRESS, "&amp;").chars() {
        match character {
            AND => out.push_str("&amp;"),
            LESS => out.push_str("&lt;"),
            MORE => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

/// Private use is nobody's text, and the stand-ins have to be ours alone.
fn without_stand_ins(markdown: &str) -> Cow<'_, str> {
    let ours = |character: char| (AND..=MORE).contains(&character);
    match markdown.contains(ours) {
        true => Cow::Owned(markdown.replace(ours, "")),
        false => Cow::Borrowed(markdown),
    }
}
