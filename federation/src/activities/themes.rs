//! Offer: an organisation tells its umbrella body what its people looked for in a month and did not find, in words of the shipped list. One inbox gets
//! it, and nobody else.

use commons::{Iri, Refusal, ThemeReport};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Activity;
use crate::json;

/// The type of what is offered.
const REPORT: &str = "tempomacher:ThemeReport";
/// The member in which the report rides.
const THEMES: &str = "tempomacher:themes";

/// An Offer of anything else is none of ours.
pub(super) fn read(id: Iri, map: &Map<String, Value>, object: &Value) -> Result<Activity, Refusal> {
    let Some(offered) = object.as_object().filter(|offered| json::kind(offered) == REPORT) else {
        return Ok(Activity::Other { id, kind: "Offer".to_owned() });
    };
    let to = match json::many(map.get("to")) {
        [one] => Iri::parse("to", json::id_of(one).unwrap_or(""))?,
        _ => return Err(Refusal::BadId { field: "to" }),
    };
    let report = offered.get(THEMES).ok_or(Refusal::Missing { field: "themes" })?;
    Ok(Activity::Themes { id, to, report: ThemeReport::read(report)? })
}

/// The Offer as its one reader sees it.
#[derive(Serialize)]
pub(crate) struct Offer<'a> {
    id: Iri,
    #[serde(rename = "type")]
    kind: &'static str,
    actor: &'a Iri,
    object: Offered,
    to: [&'a Iri; 1],
}

#[derive(Serialize)]
struct Offered {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "tempomacher:themes")]
    themes: Value,
}

pub(crate) fn offer<'a>(actor: &'a Iri, to: &'a Iri, report: &ThemeReport, version: i64) -> Offer<'a> {
    Offer {
        id: actor.with(&format!("#themes-{}-{version}", report.month)),
        kind: "Offer",
        actor,
        object: Offered { kind: REPORT, themes: report.to_json() },
        to: [to],
    }
}
