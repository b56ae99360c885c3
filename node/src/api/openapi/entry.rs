//! The schemas of an entry, of what every entry says and of what each kind says beyond it.
//!
//! They stand here and not beside the types: `commons` knows no wire (decision 9). Tests hold them against the types field by field.

use commons::Kind;
use commons::text::caps;
use utoipa::openapi::schema::{Discriminator, OneOfBuilder, RefBuilder};
use utoipa::openapi::{AllOfBuilder, ObjectBuilder, RefOr, Schema, Type};

use super::fields::{Fields, list, reference, text};
use super::{kinds, parts};

/// What the node gives to an entry: sent along, it is left out.
pub const GIVEN: [&str; 5] = ["id", "author", "version", "published", "updated"];

/// What an entry of this kind must say to be published, besides what its schema needs.
fn needs(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Project => &["title", "summary"],
        Kind::Lesson => &["title", "recommendation", "what_happened"],
        Kind::Call => &["title", "text"],
        Kind::Adoption => &[],
        Kind::Comment => &["text"],
    }
}

/// Every schema of an entry and of its parts.
pub fn schemas() -> Vec<(&'static str, RefOr<Schema>)> {
    let mut all = vec![("Entry", entry()), ("Draft", draft()), ("EntryFields", every())];
    all.extend(Kind::ALL.iter().map(|kind| kinds::schema(*kind)));
    all.extend(parts::schemas());
    all
}

/// An entry, where an answer holds one.
pub fn itself() -> RefBuilder {
    reference("Entry", "What it says.")
}

/// An entry as it is answered: every field, with what the node gives.
fn entry() -> RefOr<Schema> {
    let given = Fields::of("What the node gives to an entry.")
        .address("id", "Its id everywhere. It never changes.")
        .address("author", "The organisation that wrote it; only it may change it.")
        .number("version", (0, i64::MAX), "Rises with each change; the same as the ETag.")
        .time("published", "When it was first published.")
        .time("updated", "When it was last changed.")
        .needs(&GIVEN);
    let kinds =
        Kind::ALL.iter().fold(OneOfBuilder::new(), |any, kind| any.item(reference(kinds::name(*kind), "")));
    let mapping =
        Kind::ALL.iter().map(|kind| (kind.code(), format!("#/components/schemas/{}", kinds::name(*kind))));
    AllOfBuilder::new()
        .description(Some("An entry: what every entry says, and what its kind says beyond."))
        .item(given.schema())
        .item(reference("EntryFields", ""))
        .item(kinds.discriminator(Some(Discriminator::with_mapping("kind", mapping))))
        .into()
}

/// An entry as it is sent.
fn draft() -> RefOr<Schema> {
    let acting = Fields::of("For whom it is written.").text(
        "organisation",
        caps::TITLE,
        "The handle of the organisation that writes. May be left out: the token says it.",
    );
    let kinds = Kind::ALL.iter().fold(OneOfBuilder::new(), |any, kind| {
        let needed =
            needs(*kind).iter().fold(ObjectBuilder::new().schema_type(Type::Object), |object, field| {
                object.property(*field, text_that_says_something()).required(*field)
            });
        any.item(AllOfBuilder::new().item(reference(kinds::name(*kind), "")).item(needed))
    });
    AllOfBuilder::new()
        .description(Some(
            "An entry as it is sent. What the node gives (`id`, `author`, `version`, `published`, `updated`) is left out; \
             without an `audience` it is for the own organisation, without a `licence` it has that of the organisation.",
        ))
        .item(acting.schema())
        .item(reference("EntryFields", ""))
        .item(kinds)
        .into()
}

fn text_that_says_something() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).min_length(Some(1))
}

fn every() -> RefOr<Schema> {
    let fields = list(reference("FieldOfAction", ""), caps::FIELDS_OF_ACTION);
    let topics = list(text(caps::TITLE), caps::LIST);
    let language = "The language it is written in, a tag of BCP 47; German where nothing is said.";
    let licence = "Under which terms it may be used again: `CC-BY-4.0`, `CC0-1.0`, `DL-DE-BY-2.0`, or the words of a \
                   source.";
    Fields::of("What every entry says, whatever its kind.")
        .text("title", caps::TITLE, "The title. Comments need none.")
        .text("summary", caps::SUMMARY, "Two sentences, best in 300 characters.")
        .text("text", caps::TEXT, "The text, in Markdown.")
        .text("language", 35, language)
        .field("fields_of_action", fields.description(Some("Where in a town's work it belongs.")))
        .field("topics", topics.description(Some("Free topics.")))
        .other("audience", "Audience", "Who may read it.")
        .short("licence", licence)
        .short("contact", "Whom to ask: an office and its mailbox.")
        .others("links", "Link", "What it refers to.")
        .others("documents", "Document", "Files and pages that belong to it.")
        .other("source", "Source", "Where it was taken from, if it was.")
        .time("confirmed", "When somebody last said that it is still true.")
        .schema()
}
