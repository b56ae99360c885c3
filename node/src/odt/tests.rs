use std::io::Read;

use zip::ZipArchive;

use super::*;

const EVIL: [&str; 6] = [
    "</text:p></office:text>",
    "<script>alert(1)</script>",
    "]]><!--",
    "&#x0;&unknown;",
    "a\u{0}\u{8}\u{b}\u{1f}b",
    "\"' onclick='x",
];

fn text() -> Text {
    let created = Time::parse("2026-05-04T09:30:00Z").expect("an instant");
    let mut text = Text::new("Sachstand & mehr", "Stadt <Auenstadt>", Language::German, created);
    text.heading(1, "Sachstand in anderen Kommunen");
    for evil in EVIL {
        text.heading(2, evil);
        text.paragraph(Look::Marked, &[Span::Strong(evil), Span::Words(evil), Span::Address(evil)]);
        text.facts(&[(evil.to_owned(), vec![evil.to_owned(), "12.000 €".to_owned()])]);
    }
    text.paragraph(
        Look::Source,
        &[Span::Words("Quelle: "), Span::Address("https://auenstadt.de/eintraege/1?a=b&c")],
    );
    text
}

fn files(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<_> = (0..archive.len())
        .map(|place| archive.by_index(place).expect("a file").name().expect("a name").into_owned())
        .collect();
    let mut read = |name: &String| {
        let mut content = String::new();
        archive.by_name(name).expect("a file").read_to_string(&mut content).expect("text");
        content
    };
    names.iter().map(|name| (name.clone(), read(name))).collect()
}

/// Whether it is well-formed, as far as elements go: each is closed in its order, and nothing stands around the root.
fn well_formed(xml: &str) -> Result<Vec<String>, String> {
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    let mut rest =
        xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").ok_or("no declaration")?;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let words = &rest[..at];
        if open.is_empty() && !words.is_empty() {
            return Err(format!("text outside of the root: {words}"));
        }
        check_references(words)?;
        let Some(tag) = rest.get(at + 1..) else { break };
        let end = tag.find('>').ok_or("a tag without an end")?;
        let (tag, after) = (&tag[..end], &tag[end + 1..]);
        check_references(tag)?;
        let name = tag.trim_matches('/').split(' ').next().unwrap_or("").to_owned();
        if tag.starts_with('/') {
            let last: Option<String> = open.pop();
            if last.as_deref() != Some(name.as_str()) {
                return Err(format!("</{name}> closes {last:?}"));
            }
        } else {
            let plain = |c: char| c.is_ascii_lowercase() || matches!(c, ':' | '-');
            if !name.chars().all(plain) || tag.matches('"').count() % 2 == 1 || tag.contains('<') {
                return Err(format!("<{tag}>"));
            }
            seen.push(name.clone());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = after;
    }
    if open.is_empty() { Ok(seen) } else { Err(format!("left open: {open:?}")) }
}

fn check_references(text: &str) -> Result<(), String> {
    if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\u{7f}'..)) {
        return Err(format!("a control: {control:?}"));
    }
    for reference in text.split('&').skip(1) {
        let name = reference.split(';').next().unwrap_or("");
        if !["amp", "lt", "gt", "quot", "apos"].contains(&name) {
            return Err(format!("a reference to nothing: &{name}"));
        }
    }
    Ok(())
}

#[test]
fn the_type_comes_first_and_can_be_read_without_unpacking() {
    let bytes = text().pack().expect("a file");
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(&bytes[30..38], b"mimetype");
    assert!(bytes[38..].starts_with(MEDIA_TYPE.as_bytes()), "stored, and no extra field before it");
    let names: Vec<_> = files(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["mimetype", "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]);
}

#[test]
fn row_71_every_part_is_well_formed_whatever_is_written() {
    for (name, content) in files(&text().pack().expect("a file")).into_iter().skip(1) {
        let elements = well_formed(&content).unwrap_or_else(|error| panic!("{name}: {error}: {content}"));
        assert!(!elements.iter().any(|element| element == "script"), "{name}");
        if name == "content.xml" {
            let count = |wanted: &str| elements.iter().filter(|element| *element == wanted).count();
            assert_eq!((count("text:h"), count("table:table"), count("table:table-row")), (7, 6, 6));
            assert!(content.contains("xlink:href=\"https://auenstadt.de/eintraege/1?a=b&amp;c\""));
            assert!(
                content.contains("&lt;script&gt;")
                    && content.contains("<text:p text:style-name=\"Table_20_Heading\">ab</text:p>")
            );
        }
    }
}

#[test]
fn it_is_hyphenated_in_its_language() {
    let styles = |language: Language| {
        let text = Text { language, ..text() };
        let files = files(&text.pack().expect("a file"));
        files.into_iter().find(|(name, _)| name == "styles.xml").expect("styles").1
    };
    assert!(styles(Language::German).contains("fo:language=\"de\" fo:country=\"DE\" fo:hyphenate=\"true\""));
    assert!(styles(Language::English).contains("fo:language=\"en\" fo:country=\"GB\""));
}

#[test]
fn its_properties_name_the_office_and_the_day() {
    let files = files(&text().pack().expect("a file"));
    let meta = &files.iter().find(|(name, _)| name == "meta.xml").expect("properties").1;
    assert!(meta.contains("<dc:title>Sachstand &amp; mehr</dc:title>"), "{meta}");
    assert!(meta.contains("<dc:creator>Stadt &lt;Auenstadt&gt;</dc:creator>"), "{meta}");
    assert!(meta.contains("<dc:date>2026-05-04T09:30:00Z</dc:date>"), "{meta}");
}
