//! OpenDocument text (ODF 1.3, ISO/IEC 26300), for offices that go on working with what they found: headings, paragraphs, tables of facts.
//!
//! A document is a ZIP archive whose first file, stored and not compressed, names its type.

mod parts;
pub(crate) mod xml;

use std::io::{Cursor, Write};

use commons::{Language, Time};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What it is called on the wire, and the content of its first file.
pub const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// A text that is being written.
pub struct Text {
    /// Its title, for the properties of the file.
    pub title: String,
    /// The organisation that writes; empty: nobody in particular.
    pub author: String,
    /// In which language it is written and hyphenated.
    pub language: Language,
    /// When it was made.
    pub created: Time,
    body: String,
    tables: usize,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Plain text.
    Plain,
    /// What stands out: a recommendation, a note.
    Marked,
    /// Small: sources.
    Source,
}

/// A stretch of a paragraph.
#[derive(Clone, Copy, Debug)]
pub enum Span<'a> {
    /// Words.
    Words(&'a str),
    /// Words that stand out.
    Strong(&'a str),
    /// A web address, shown as it is.
    Address(&'a str),
}

impl Text {
    /// An empty text.
    pub fn new(title: &str, author: &str, language: Language, created: Time) -> Self {
        let (title, author) = (title.to_owned(), author.to_owned());
        Self { title, author, language, created, body: String::new(), tables: 0 }
    }

    /// A heading; the first level is the title's.
    pub fn heading(&mut self, level: u8, words: &str) {
        let style = format!("Heading_20_{level}");
        self.body.push_str(&format!(
            "<text:h text:style-name=\"{style}\" text:outline-level=\"{level}\">{}</text:h>",
            xml::run(words)
        ));
    }

    /// A paragraph of several stretches.
    pub fn paragraph(&mut self, look: Look, spans: &[Span<'_>]) {
        let style = match look {
            Look::Plain => "Text_20_body",
            Look::Marked => "Marked",
            Look::Source => "Source",
        };
        let spans: String = spans.iter().map(span).collect();
        self.body.push_str(&format!("<text:p text:style-name=\"{style}\">{spans}</text:p>"));
    }

    /// A table of facts: the question on the left, the answers on the right. Nothing where there are none.
    pub fn facts(&mut self, facts: &[(String, Vec<String>)]) {
        if facts.is_empty() {
            return;
        }
        self.tables += 1;
        let name = format!("Facts{}", self.tables);
        self.body.push_str(&format!(
            "<table:table table:name=\"{name}\" table:style-name=\"Facts\"><table:table-column \
             table:style-name=\"Facts.Question\"/><table:table-column table:style-name=\"Facts.Answer\"/>"
        ));
        for (question, answers) in facts {
            let answers: String =
                answers.iter().map(|answer| cell_line("Table_20_Contents", answer)).collect();
            self.body.push_str(&format!(
                "<table:table-row table:style-name=\"Facts.Row\">{}{}</table:table-row>",
                cell(&cell_line("Table_20_Heading", question)),
                cell(&answers)
            ));
        }
        self.body.push_str("</table:table>");
    }

    /// The document as a file.
    ///
    /// # Errors
    /// When it cannot be packed, which only happens for want of memory.
    pub fn pack(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file("mimetype", stored)?;
        archive.write_all(MEDIA_TYPE.as_bytes())?;
        for (name, content) in [
            ("content.xml", parts::content(&self.body)),
            ("styles.xml", parts::styles(self.language)),
            ("meta.xml", parts::meta(self)),
            ("META-INF/manifest.xml", parts::manifest()),
        ] {
            archive.start_file(name, packed)?;
            archive.write_all(content.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

fn span(span: &Span<'_>) -> String {
    match span {
        Span::Words(words) => xml::run(words),
        Span::Strong(words) => {
            format!("<text:span text:style-name=\"Strong\">{}</text:span>", xml::run(words))
        }
        Span::Address(address) => format!(
            "<text:a xlink:type=\"simple\" xlink:href=\"{}\">{}</text:a>",
            xml::escape(address),
            xml::run(address)
        ),
    }
}

fn cell(lines: &str) -> String {
    format!(
        "<table:table-cell table:style-name=\"Facts.Cell\" office:value-type=\"string\">{lines}</table:table-cell>"
    )
}

fn cell_line(style: &str, words: &str) -> String {
    format!("<text:p text:style-name=\"{style}\">{}</text:p>", xml::run(words))
}

#[cfg(test)]
mod tests;
