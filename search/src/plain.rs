//! Markdown to plain text: what is indexed and shown as a passage are the words, not the marks around them.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text of Markdown, a paragraph or list item per line. Raw HTML and the addresses of links are left out.
pub(crate) fn plain(markdown: &str) -> String {
    // Most short texts hold no mark at all, and are one paragraph.
    if !markdown.contains(['\n', '#', '*', '_', '`', '[', '<', '>', '|', '&', '\\', '-', '=', '+', '~']) {
        return markdown.to_owned();
    }
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::Start(Tag::Image { .. }) | Event::HardBreak | Event::Rule => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock)
                if !text.ends_with('\n') =>
            {
                text.push('\n');
            }
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_are_left_out_and_words_stay() {
        let markdown =
            "Am *Anfang*.\n\n## Was wir\n\n- Ein [Formular](https://a.de)\n- Zwei <b>Wege</b> & mehr\n";
        assert_eq!(plain(markdown), "Am Anfang.\nWas wir\nEin Formular\nZwei Wege & mehr");
        assert_eq!(
            plain("Ein Satz in\nzwei Zeilen.\n\nNoch einer."),
            "Ein Satz in zwei Zeilen.\nNoch einer."
        );
        assert_eq!(plain("Ohne Zeichen, nur Text."), "Ohne Zeichen, nur Text.");
        assert_eq!(plain("LoRa-WAN und E-Akte"), "LoRa-WAN und E-Akte");
    }
}
