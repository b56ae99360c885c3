//! The files within an OpenDocument text.

use commons::Language;

use super::{MEDIA_TYPE, Text, xml};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The namespaces of ODF that are used here.
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
     xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
     xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
     xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
     xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\"";

/// The look of the tables: 17 cm is what A4 leaves between its margins.
const TABLES: &str = "<style:style style:name=\"Facts\" style:family=\"table\"><style:table-properties \
     style:width=\"17cm\" table:align=\"left\" fo:margin-top=\"0.1cm\" fo:margin-bottom=\"0.3cm\"/></style:style>\
     <style:style style:name=\"Facts.Question\" style:family=\"table-column\"><style:table-column-properties \
     style:column-width=\"4.5cm\"/></style:style>\
     <style:style style:name=\"Facts.Answer\" style:family=\"table-column\"><style:table-column-properties \
     style:column-width=\"12.5cm\"/></style:style>\
     <style:style style:name=\"Facts.Row\" style:family=\"table-row\"><style:table-row-properties \
     fo:keep-together=\"always\"/></style:style>\
     <style:style style:name=\"Facts.Cell\" style:family=\"table-cell\"><style:table-cell-properties \
     fo:padding=\"0.12cm\" fo:border-bottom=\"0.5pt solid #999999\"/></style:style>";

/// What stands in the document.
pub fn content(body: &str) -> String {
    format!(
        "{HEAD}<office:document-content {NAMESPACES}><office:automatic-styles>{TABLES}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

/// How it looks: named styles, so that an office can give it its own face; the language by which it is hyphenated; A4 with the number of
/// the page at its foot.
pub fn styles(language: Language) -> String {
    let (tag, country) = match language {
        Language::German => ("de", "DE"),
        Language::English => ("en", "GB"),
    };
    let base = format!(
        "<style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:hyphenation-ladder-count=\"2\"/>\
         <style:text-properties fo:font-family=\"'Liberation Sans', Arial, sans-serif\" \
         fo:font-size=\"10.5pt\" fo:language=\"{tag}\" fo:country=\"{country}\" fo:hyphenate=\"true\" \
         fo:hyphenation-remain-char-count=\"3\" fo:hyphenation-push-char-count=\"3\"/></style:default-style>\
         <style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>"
    );
    let headings = [(1, "20pt", "0.4cm"), (2, "14pt", "0.7cm"), (3, "11pt", "0.4cm")].map(heading).concat();
    let paragraphs = [
        ("Text_20_body", "Text body", "Standard", "fo:margin-bottom=\"0.2cm\" fo:line-height=\"125%\"", ""),
        (
            "Marked",
            "Marked",
            "Text_20_body",
            "fo:margin-left=\"0.4cm\" fo:padding-left=\"0.3cm\" fo:border-left=\"2pt solid #0b5f5c\"",
            "",
        ),
        (
            "Source",
            "Source",
            "Text_20_body",
            "fo:margin-top=\"0.1cm\"",
            "fo:font-size=\"9pt\" fo:hyphenate=\"false\"",
        ),
        ("Table_20_Contents", "Table Contents", "Standard", "fo:orphans=\"0\" fo:widows=\"0\"", ""),
        ("Table_20_Heading", "Table Heading", "Table_20_Contents", "", "fo:font-weight=\"bold\""),
        ("Footer", "Footer", "Standard", "fo:text-align=\"end\"", "fo:font-size=\"9pt\""),
    ]
    .map(paragraph)
    .concat();
    format!(
        "{HEAD}<office:document-styles {NAMESPACES}><office:styles>{base}{headings}{paragraphs}\
         <style:style style:name=\"Strong\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/>\
         </style:style></office:styles>{PAGE}</office:document-styles>"
    )
}

/// The page: A4, two centimetres all around, its number at the foot.
const PAGE: &str = "<office:automatic-styles><style:page-layout style:name=\"A4\"><style:page-layout-properties \
     fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" style:print-orientation=\"portrait\" fo:margin-top=\"2cm\" \
     fo:margin-bottom=\"1.5cm\" fo:margin-left=\"2cm\" fo:margin-right=\"2cm\"/><style:footer-style>\
     <style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-top=\"0.4cm\"/></style:footer-style>\
     </style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name=\"Standard\" \
     style:page-layout-name=\"A4\"><style:footer><text:p text:style-name=\"Footer\"><text:page-number \
     text:select-page=\"current\"/> / <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>";

fn heading((level, size, above): (u8, &str, &str)) -> String {
    format!(
        "<style:style style:name=\"Heading_20_{level}\" style:display-name=\"Heading {level}\" style:family=\"paragraph\" \
         style:parent-style-name=\"Standard\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"{level}\" \
         style:class=\"text\"><style:paragraph-properties fo:margin-top=\"{above}\" fo:margin-bottom=\"0.15cm\" \
         fo:keep-with-next=\"always\"/><style:text-properties fo:font-size=\"{size}\" fo:font-weight=\"bold\" \
         fo:hyphenate=\"false\"/></style:style>"
    )
}

fn paragraph((name, shown, parent, of_paragraph, of_text): (&str, &str, &str, &str, &str)) -> String {
    format!(
        "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" style:family=\"paragraph\" \
         style:parent-style-name=\"{parent}\" style:class=\"text\"><style:paragraph-properties {of_paragraph}/>\
         <style:text-properties {of_text}/></style:style>"
    )
}

/// What is said of it.
pub fn meta(text: &Text) -> String {
    format!(
        "{HEAD}<office:document-meta {NAMESPACES}><office:meta><meta:generator>Tempomacher</meta:generator>\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:date>{created}</dc:date>\
         <meta:creation-date>{created}</meta:creation-date><dc:language>{}</dc:language></office:meta></office:document-meta>",
        xml::escape(&text.title),
        xml::escape(&text.author),
        text.language.tag(),
        created = text.created,
    )
}

/// Which files belong to it.
pub fn manifest() -> String {
    let file = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let files = ["content.xml", "styles.xml", "meta.xml"].map(|name| file(name, "text/xml")).concat();
    format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" \
         manifest:media-type=\"{MEDIA_TYPE}\"/>{files}</manifest:manifest>"
    )
}
