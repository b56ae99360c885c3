//! HTML to plain text, in one pass and without a tree: nothing in it can run, load, or take long.

use commons::text::paragraphs;

/// The text of HTML: paragraphs and lines kept, the address of a link after its words, everything else dropped.
pub fn to_text(html: &str) -> String {
    let mut reader = Reader { out: String::with_capacity(html.len()), links: Vec::new() };
    let mut rest = html;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        reader.text(&rest[..at]);
        rest = reader.markup(&rest[at..]);
    }
    paragraphs(&reader.out)
}

/// A link that is open: its address, and where its words begin.
struct Link {
    href: String,
    start: usize,
}

struct Reader {
    out: String,
    links: Vec<Link>,
}

impl Reader {
    /// Text, with white space folded and references resolved.
    fn text(&mut self, raw: &str) {
        for (at, word) in raw.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0 && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
            references(word, &mut self.out);
        }
    }

    /// What begins with `<`; gives back what follows it.
    fn markup<'a>(&mut self, rest: &'a str) -> &'a str {
        if rest.is_empty() {
            return rest;
        }
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let name_at = if rest.starts_with("</") { 2 } else { 1 };
        if !rest[name_at..].starts_with(|first: char| first.is_ascii_alphabetic() || "!?".contains(first)) {
            self.out.push('<');
            return &rest[1..];
        }
        let end = end_of_tag(rest);
        let tag = &rest[name_at..end];
        let after = rest.get(end + 1..).unwrap_or("");
        let name_end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        if name_at == 2 {
            self.close(&name)
        } else {
            self.open(&name, &tag[name_end..])
        }
        if name_at == 1
            && matches!(
                name.as_str(),
                "script" | "style" | "template" | "svg" | "math" | "iframe" | "noscript"
            )
        {
            return after_element(after, &name);
        }
        after
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => self.lines(1),
            "li" => {
                self.lines(1);
                self.out.push_str("- ");
            }
            "a" if self.links.len() < 8 => {
                let href = attribute(attributes, "href").unwrap_or_default();
                self.links.push(Link { href, start: self.out.len() });
            }
            _ if is_block(name) => self.lines(2),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "li" => self.lines(1),
            _ if is_block(name) => self.lines(2),
            _ => {}
        }
    }

    /// The address after the words, unless the words are the address, or name a person or a topic.
    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let words = self.out.get(link.start..).unwrap_or("").trim();
        let told = words.is_empty() || words.starts_with(['@', '#']) || words.contains("://");
        if !told && commons::Iri::of_activity("href", &link.href).is_ok() {
            self.out.push_str(" (");
            self.out.push_str(&link.href);
            self.out.push(')');
        }
    }

    /// Ends the line, or the paragraph.
    fn lines(&mut self, wanted: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if self.out.is_empty() {
            return;
        }
        let there = self.out.len() - self.out.trim_end_matches('\n').len();
        for _ in there..wanted {
            self.out.push('\n');
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "section"
            | "article"
            | "figure"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "footer"
            | "dl"
            | "dt"
            | "dd"
    )
}

/// Where the tag ends: the first `>` outside quotes, or the end of the text.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// What follows the end tag of an element whose content is no text; nothing if it is never closed.
fn after_element<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote)?,
            _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len())),
        };
        if name.split_ascii_whitespace().next_back().is_some_and(|name| name.eq_ignore_ascii_case(wanted)) {
            let mut out = String::new();
            references(value, &mut out);
            return Some(out);
        }
        rest = next;
    }
    None
}

/// Character references: the handful that editors write, and numbers.
fn references(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Bytes, since a cut at so many bytes need not be a character's edge.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

fn reference(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "auml" => Some('ä'),
        "ouml" => Some('ö'),
        "uuml" => Some('ü'),
        "Auml" => Some('Ä'),
        "Ouml" => Some('Ö'),
        "Uuml" => Some('Ü'),
        "szlig" => Some('ß'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "bdquo" => Some('„'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        "euro" => Some('€'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            decimal => number(decimal, 10),
        }
        .filter(|character| *character != '\0'),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::to_text;

    #[test]
    fn paragraphs_lists_and_links_become_text() {
        let html = "<p>Der  Radweg\n ist <strong>fertig</strong>.</p><ul><li>eins</li><li>zwei</li></ul>\
                    <p>Mehr im <a class=x href=\"https://a.de/x?a=1&amp;b=2\">Bericht</a> von <a href='https://a.de/@b'>@b</a>.</p>";
        let text =
            "Der Radweg ist fertig.\n\n- eins\n- zwei\n\nMehr im Bericht (https://a.de/x?a=1&b=2) von @b.";
        assert_eq!(to_text(html), text);
        assert_eq!(
            to_text("1 < 2 &amp;&nbsp;&#228;&#xe4;&Uuml; &unbekannt; AT&T"),
            "1 < 2 & ääÜ &unbekannt; AT&T"
        );
    }

    #[test]
    fn row_69_what_runs_is_gone() {
        let html = "a<script>alert('x')</script>b<style>p{}</style><svg><style><a onload=x></svg>c<!-- <b> -->d\
                    <img src=x onerror=alert(1)><a href=\"java\nscript:alert(1)\">e</a><script>never closed";
        assert_eq!(to_text(html), "abcde");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(html in any::<String>()) {
            let _ = to_text(&html);
        }

        #[test]
        fn no_tag_soup_makes_it_panic(html in "[<>/!a-z&#x;\"'= \\-ä]{0,200}") {
            let _ = to_text(&html);
        }
    }
}
