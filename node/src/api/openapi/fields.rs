//! Writing a schema field by field, in the words of `commons`: texts with their caps, codes by their lists.

use commons::text::caps;
use commons::{Language, iri};
use serde_json::{Map, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, RefBuilder};
use utoipa::openapi::{ArrayBuilder, KnownFormat, Object, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};

/// The fields of something, in the order in which they are read.
pub struct Fields(ObjectBuilder);

impl Fields {
    /// Begins with what it is.
    pub fn of(about: &str) -> Self {
        Self(ObjectBuilder::new().schema_type(Type::Object).description(Some(about)))
    }

    /// A field with this schema.
    pub fn field(self, name: &str, schema: impl Into<RefOr<Schema>>) -> Self {
        Self(self.0.property(name, schema))
    }

    /// The kind of entry that these fields belong to.
    pub fn kind(self, kind: commons::Kind) -> Self {
        let schema = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind.code()]));
        self.field("kind", schema.description(Some("The kind of entry."))).needs(&["kind"])
    }

    /// A text of at most so many characters.
    pub fn text(self, name: &str, most: usize, about: &str) -> Self {
        self.field(name, text(most).description(Some(about)))
    }

    /// A short text.
    pub fn short(self, name: &str, about: &str) -> Self {
        self.text(name, caps::SHORT, about)
    }

    /// A list of short texts.
    pub fn shorts(self, name: &str, about: &str) -> Self {
        self.field(name, list(text(caps::SHORT), caps::LIST).description(Some(about)))
    }

    /// An address.
    pub fn address(self, name: &str, about: &str) -> Self {
        self.field(name, address().description(Some(about)))
    }

    /// An instant.
    pub fn time(self, name: &str, about: &str) -> Self {
        let format = Some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
        let schema = ObjectBuilder::new().schema_type(Type::String).format(format);
        self.field(name, schema.description(Some(about)))
    }

    /// A whole number within limits.
    pub fn number<N: Into<utoipa::Number>>(self, name: &str, (least, most): (N, N), about: &str) -> Self {
        self.field(name, whole(least, most).description(Some(about)))
    }

    /// What another schema describes.
    pub fn other(self, name: &str, schema: &str, about: &str) -> Self {
        self.field(name, reference(schema, about))
    }

    /// A list of what another schema describes.
    pub fn others(self, name: &str, schema: &str, about: &str) -> Self {
        self.field(name, list(reference(schema, ""), caps::LIST).description(Some(about)))
    }

    /// These must be there.
    pub fn needs(self, names: &[&str]) -> Self {
        Self(names.iter().fold(self.0, |object, name| object.required(*name)))
    }

    /// Other fields may follow, which somebody else describes.
    pub fn open(self) -> Self {
        Self(self.0.additional_properties(Some(AdditionalProperties::FreeForm(true))))
    }

    /// The schema.
    pub fn schema(self) -> RefOr<Schema> {
        self.0.into()
    }
}

/// A text of at most so many characters.
pub fn text(most: usize) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).max_length(Some(most))
}

/// The address of something, as [`commons::Iri`] reads it.
pub fn address() -> ObjectBuilder {
    text(iri::LONGEST)
        .format(Some(SchemaFormat::Custom("uri".to_owned())))
        .pattern(Some("^[Hh][Tt][Tt][Pp][Ss]?://"))
}

/// A whole number within limits.
pub fn whole<N: Into<utoipa::Number>>(least: N, most: N) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}

/// A list of at most so many.
pub fn list(of: impl Into<ArrayItems>, most: usize) -> ArrayBuilder {
    ArrayBuilder::new().items(of).max_items(Some(most))
}

/// A reference to a schema of the document, with what it is here.
pub fn reference(schema: &str, about: &str) -> RefBuilder {
    RefBuilder::new().ref_location_from_schema_name(schema).description(Some(about))
}

/// A code list: its codes, and what people read for them in both languages.
pub fn codes<'a>(about: &str, all: impl Iterator<Item = (&'a str, [&'a str; 2])>) -> Object {
    let labels: Map<_, _> = all
        .map(|(code, labels)| {
            let labels = Language::ALL.iter().zip(labels).map(|(language, label)| (language.tag(), label));
            (
                code.to_owned(),
                json!(Map::from_iter(labels.map(|(tag, label)| (tag.to_owned(), json!(label))))),
            )
        })
        .collect();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(about))
        .enum_values(Some(labels.keys().cloned().collect::<Vec<_>>()))
        .extensions(Some(Extensions::from_iter([("x-labels", json!(labels))])))
        .build()
}
