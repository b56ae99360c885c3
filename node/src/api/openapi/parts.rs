//! The parts of an entry, and its code lists.

use commons::text::caps;
use commons::{adoption, call, comment, entry, field_of_action, lesson, link, project, state};
use serde_json::json;
use utoipa::openapi::schema::OneOfBuilder;
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr, Schema, Type};

use super::fields::{Fields, address, codes, text};
use crate::operations::draft::{MOST_EUROS, MOST_PERCENT};

/// The schemas of what entries are made of.
pub fn schemas() -> Vec<(&'static str, RefOr<Schema>)> {
    let mut all = vec![("Audience", audience()), ("Target", target())];
    all.extend(parts());
    all.extend(lists());
    all
}

fn audience() -> RefOr<Schema> {
    let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["public", "own"]));
    let circles = Fields::of("The members of these circles.")
        .field("circles", ArrayBuilder::new().items(address()))
        .needs(&["circles"]);
    let own =
        Some("Everyone (`public`), the staff of the own organisation (`own`), or the members of circles.");
    OneOfBuilder::new().description(own).item(words).item(circles.schema()).default(Some(json!("own"))).into()
}

fn target() -> RefOr<Schema> {
    let one = |about, name: &str, schema: RefOr<Schema>| {
        Fields::of(about).field(name, schema).needs(&[name]).schema()
    };
    let service = Fields::of("A service of a provider.")
        .text("name", caps::TITLE, "Its name.")
        .text("provider", caps::TITLE, "Who provides it.")
        .needs(&["name", "provider"]);
    OneOfBuilder::new()
        .description(Some("What is adopted: somebody's entry, a service, or a piece of software."))
        .item(one("Somebody's entry.", "entry", address().into()))
        .item(one("A service.", "service", service.schema()))
        .item(one("A piece of software.", "software", text(caps::TITLE).into()))
        .into()
}

fn parts() -> Vec<(&'static str, RefOr<Schema>)> {
    let link = Fields::of("A reference to another entry or to a page.")
        .other("kind", "LinkKind", "What it says of its target.")
        .address("to", "The target.")
        .text("name", caps::TITLE, "The words on the link, where the address alone says too little.")
        .needs(&["kind", "to"]);
    let document = Fields::of("A file or page that belongs to an entry.")
        .text("title", caps::TITLE, "Its title.")
        .text("media_type", caps::TITLE, "Its media type.")
        .address("url", "Where it is.")
        .short("licence", "Its licence.")
        .needs(&["title", "url"]);
    let source = Fields::of("Where an entry was taken from.")
        .short("name", "The collection's name.")
        .address("url", "The page it was taken from.")
        .short("licence", "The licence, in the source's words.")
        .short("attribution", "Who is to be named.")
        .short("id", "Its id there. An organisation uses each once.")
        .needs(&["name", "id"]);
    let ways = Fields::of("Ways that stay open to people who do not come by the net, and a sentence.")
        .others("ways", "Way", "The ways.")
        .short("sentence", "The sentence.");
    let cost = Fields::of("What it cost, in whole euros.")
        .number("one_off", (0, MOST_EUROS), "Once, in euros.")
        .number("yearly", (0, MOST_EUROS), "Each year, in euros.")
        .short("band", "A band, where the sum is not told.")
        .number("year", (i16::MIN, i16::MAX), "The year of the prices.")
        .other("basis", "CostBasis", "How firm the sum is.");
    let funding = Fields::of("Who paid a share, and until when.")
        .short("programme", "The programme.")
        .number("share", (0, MOST_PERCENT), "Its share in percent.")
        .short("ends", "The day it ends.")
        .needs(&["programme"]);
    let software = Fields::of("A piece of software, in the words of publiccode.yml.")
        .text("name", caps::TITLE, "Its name.")
        .address("url", "Its repository or page.")
        .short("licence", "Its licence, an SPDX expression.")
        .address("publiccode", "The address of its publiccode.yml.")
        .needs(&["name"]);
    let all = [
        ("Link", link),
        ("Document", document),
        ("Source", source),
        ("Ways", ways),
        ("Cost", cost),
        ("Funding", funding),
        ("Software", software),
    ];
    all.map(|(name, fields)| (name, fields.schema())).into()
}

/// A schema for each code list, from the list itself.
macro_rules! code_lists {
    ($($name:literal = $list:path, $about:literal;)+) => {
        /// The code lists.
        fn lists() -> Vec<(&'static str, RefOr<Schema>)> {
            vec![$(
                ($name, {
                    use $list as List;
                    let all = List::ALL.iter().map(|one| (one.code(), commons::Language::ALL.map(|language| one.label(language))));
                    codes($about, all).into()
                }),
            )+]
        }
    };
}

code_lists! {
    "FieldOfAction" = field_of_action::FieldOfAction, "Where in a town's work an entry belongs.";
    "Status" = project::Status, "Where in its life a project stands.";
    "EndReason" = project::EndReason, "Why a project ended.";
    "Way" = project::Way, "A way that stays open to people who do not come by the net.";
    "Evidence" = project::Evidence, "How well the impact is known.";
    "Reuse" = project::Reuse, "Whether others can take a solution over.";
    "CostBasis" = project::CostBasis, "How firm a sum is.";
    "Outcome" = lesson::Outcome, "Whether what is told of worked.";
    "State" = state::State, "A Land, by its letters of ISO 3166-2:DE.";
    "Direction" = call::Direction, "Whether something is sought or offered.";
    "Subject" = call::Subject, "What is sought or offered.";
    "Progress" = call::Progress, "How far a call has come.";
    "Stage" = adoption::Stage, "How far an adopter has gone.";
    "CommentKind" = comment::CommentKind, "What kind of comment it is.";
    "LinkKind" = link::LinkKind, "What a link says of its target.";
    "Kind" = entry::Kind, "The kinds of entry.";
}
