//! The parameters of a search: the words, the page, and every filter there is.

use search::{Facet, Question};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr, Required, Schema, Type};

use super::fields::{text, whole};
use crate::api::asked::{LARGEST, Wanted};
use crate::asked::PAGE;

impl IntoParams for Wanted {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let words = text(Question::LONGEST);
        let limit = whole(1, LARGEST).default(Some(PAGE.into()));
        let cursor = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1));
        let mut all = vec![
            parameter(
                "q",
                "The words: `\"in this order\"`, `-without`, `status:running`. Nothing finds everything, newest first.",
                "Kitaplatz",
                words,
            ),
            parameter("limit", "How many at most.", PAGE, limit),
            parameter("cursor", "Where to go on: the `next` of the page before.", "n14", cursor),
        ];
        all.extend(Facet::ALL.iter().map(|facet| filter(*facet)));
        all
    }
}

/// A filter may come several times.
fn filter(facet: Facet) -> Parameter {
    let values = ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::String));
    let mut parameter = parameter(facet.name(), facet.about(), [example(facet)], values);
    parameter.style = Some(ParameterStyle::Form);
    parameter.explode = Some(true);
    parameter
}

fn parameter(
    name: &str,
    about: &str,
    example: impl Into<serde_json::Value>,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    let parameter =
        ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
    parameter.description(Some(about)).schema(Some(schema)).example(Some(example.into())).build()
}

/// A value that a filter may have.
fn example(facet: Facet) -> &'static str {
    match facet {
        Facet::Kind => "project",
        Facet::Field => "children-youth-family",
        Facet::Status => "running",
        Facet::State => "TH",
        Facet::Size => "7",
        Facet::Organisation => "https://auenstadt.de/",
        Facet::Technology => "Online-Formular",
        Facet::Licence => "CC-BY-4.0",
        Facet::Language => "de",
        Facet::Year => "2026",
        Facet::Reuse => "ready",
        Facet::Outcome => "worked",
        Facet::Target => "Eltern",
        Facet::Analogue => "counter",
        Facet::Direction => "seek",
    }
}
