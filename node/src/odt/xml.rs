//! Text within XML: nothing in it becomes markup, and nothing in it breaks the document.

/// Text as it stands in an element or a quoted attribute. What XML 1.0 has no place for (most controls) is left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| is_xml(*character)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

/// Words of a paragraph: line breaks, tabs and runs of blanks stay, which OpenDocument would otherwise fold into one blank.
pub fn run(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut blanks = 0;
    for character in words.replace("\r\n", "\n").chars() {
        if character == ' ' {
            blanks += 1;
            continue;
        }
        push_blanks(&mut out, blanks);
        blanks = 0;
        match character {
            '\n' | '\r' => out.push_str("<text:line-break/>"),
            '\t' => out.push_str("<text:tab/>"),
            other => out.push_str(&escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    push_blanks(&mut out, blanks);
    out
}

fn push_blanks(out: &mut String, count: usize) {
    match count {
        0 => {}
        1 => out.push(' '),
        more => out.push_str(&format!("<text:s text:c=\"{more}\"/>")),
    }
}

/// The characters of XML 1.0 (production 2).
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_71_nothing_becomes_markup_or_breaks_the_document() {
        assert_eq!(escape("<a b=\"c\">&amp;'</a>"), "&lt;a b=&quot;c&quot;&gt;&amp;amp;&apos;&lt;/a&gt;");
        assert_eq!(escape("a\u{0}b\u{8}c\u{b}d\u{1f}e\u{fffe}f\u{ffff}g"), "abcdefg");
        assert_eq!(escape("ä🏛\u{7f}\u{85}"), "ä🏛\u{7f}\u{85}");
        assert_eq!(run("]]><!--"), "]]&gt;&lt;!--");
    }

    #[test]
    fn line_breaks_tabs_and_runs_of_blanks_stay() {
        assert_eq!(
            run("eins\r\nzwei\n\tdrei  vier"),
            "eins<text:line-break/>zwei<text:line-break/><text:tab/>drei<text:s text:c=\"2\"/>vier"
        );
        assert_eq!(run(" a b "), " a b ");
    }
}
