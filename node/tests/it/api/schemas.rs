//! The schemas of entries stand beside the API and not beside the types: here each is held against its type, field by field and code by code.

use std::collections::BTreeSet;

use commons::project::{Cost, Funding, Software, Ways};
use commons::{
    Adoption, Call, Comment, Document, Entry, Kind, Lesson, Licence, Link, Project, Source, Target, adoption,
    call, comment, entry, field_of_action, lesson, link, project, state,
};
use node::api::openapi::{document, examples};
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde_json::{Value, json};

use crate::harness::Ground;
use crate::harness::contract::{fits, resolved};

fn schema(name: &str) -> &'static Value {
    &document()["components"]["schemas"][name]
}

fn described(name: &str) -> BTreeSet<&'static str> {
    schema(name)["properties"].as_object().unwrap().keys().map(String::as_str).collect()
}

/// Asks a type which fields it reads, and gives it nothing.
struct Asking<'a>(&'a mut BTreeSet<&'static str>);

impl<'de> Deserializer<'de> for Asking<'_> {
    type Error = serde_json::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields);
        Err(Error::custom("it was only asked"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        panic!("this type is no struct of plain fields")
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn read<T: DeserializeOwned>() -> BTreeSet<&'static str> {
    let mut fields = BTreeSet::new();
    assert!(T::deserialize(Asking(&mut fields)).is_err());
    fields
}

#[test]
fn every_field_that_is_read_is_described_and_no_other() {
    for (name, mut fields, kind) in [
        ("Project", read::<Project>(), true),
        ("Lesson", read::<Lesson>(), true),
        ("Call", read::<Call>(), true),
        ("Adoption", read::<Adoption>(), true),
        ("Comment", read::<Comment>(), true),
        ("Link", read::<Link>(), false),
        ("Document", read::<Document>(), false),
        ("Source", read::<Source>(), false),
        ("Ways", read::<Ways>(), false),
        ("Cost", read::<Cost>(), false),
        ("Funding", read::<Funding>(), false),
        ("Software", read::<Software>(), false),
    ] {
        fields.extend(kind.then_some("kind"));
        assert_eq!(described(name), fields, "{name}");
    }
}

/// The names of all fields of an entry. Who adds a field has to name it here.
macro_rules! every_field {
    ($($field:ident)+) => {{
        let _ = |Entry { $($field: _),+ }: Entry| ();
        BTreeSet::from([$(stringify!($field)),+])
    }};
}

#[test]
fn every_field_of_an_entry_is_described_and_no_other() {
    let mut fields = every_field!(
        iri author version title summary text language fields_of_action topics audience licence contact links documents
        source published updated confirmed content
    );
    assert!(fields.remove("iri") && fields.insert("id") && fields.remove("content"));
    let given = schema("Entry")["allOf"][0]["properties"].as_object().unwrap();
    let mut described = described("EntryFields");
    assert_eq!(given.keys().map(String::as_str).collect::<Vec<_>>(), node::api::openapi::entry::GIVEN);
    described.extend(given.keys().map(String::as_str));
    assert_eq!(described, fields);
}

#[test]
fn an_example_of_each_kind_fills_every_field_and_survives_being_read() {
    for kind in Kind::ALL {
        let example = examples::entry(*kind);
        fits(schema("Entry"), &example).unwrap();
        fits(schema("Draft"), &examples::draft(*kind)).unwrap();
        let entry: Entry = serde_json::from_value(example.clone()).unwrap();
        assert_eq!(serde_json::to_value(entry.tidy().unwrap()).unwrap(), example);
        let mut empty = Vec::new();
        unfilled(schema("Entry"), &example, "", &mut empty);
        empty.retain(|place| *kind != Kind::Comment || place != ".title");
        assert!(empty.is_empty(), "{kind:?}: {empty:?}");
    }
}

/// The fields that the document needs of an entry of this kind.
fn needed(kind: Kind) -> BTreeSet<String> {
    let choices = schema("Draft")["allOf"][2]["oneOf"].as_array().unwrap();
    let of_kind =
        |choice: &&Value| resolved(&choice["allOf"][0])["properties"]["kind"]["enum"][0] == json!(kind);
    let parts = choices.iter().find(of_kind).unwrap()["allOf"].as_array().unwrap();
    let names = parts.iter().flat_map(|part| resolved(part)["required"].as_array().into_iter().flatten());
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_document_needs_is_needed_and_nothing_else() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    for kind in Kind::ALL {
        let needed = needed(*kind);
        let mut fields = examples::draft(*kind);
        fields.as_object_mut().unwrap().retain(|name, _| needed.contains(name));
        if *kind == Kind::Adoption {
            // Only what was dropped needs a reason, as the description says.
            auenstadt.api("POST", "/api/v1/entries").json(&fields).send().await.is(422);
            fields["stage"] = json!("pilot");
        }
        auenstadt.publishes_this(fields.clone()).await;
        for name in &needed {
            let mut without = fields.clone();
            without.as_object_mut().unwrap().remove(name);
            let answer = auenstadt.api("POST", "/api/v1/entries").json(&without).send().await.is(422);
            assert!(matches!(answer.problem().as_str(), "missing" | "unreadable-field"), "{kind:?}: {name}");
        }
    }
}

/// The places of fields that are described, and that a value leaves out.
fn unfilled(about: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let about = resolved(about);
    for part in about["allOf"].as_array().into_iter().flatten() {
        unfilled(part, value, place, found);
    }
    for choice in about["oneOf"].as_array().into_iter().flatten() {
        let is_it = match value.get("kind") {
            Some(kind) => resolved(choice)["properties"]["kind"]["enum"][0] == *kind,
            None => fits(choice, value).is_ok(),
        };
        if is_it {
            unfilled(choice, value, place, found);
        }
    }
    for (name, field) in about["properties"].as_object().into_iter().flatten() {
        match value.get(name) {
            Some(value) => unfilled(field, value, &format!("{place}.{name}"), found),
            None => found.push(format!("{place}.{name}")),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        unfilled(&about["items"], item, place, found);
    }
}

#[test]
fn what_is_adopted_and_who_may_read_is_described_in_each_form() {
    let iri = |text| commons::Iri::parse("id", text).unwrap();
    let targets = [
        Target::Entry(iri("https://a.de/1")),
        Target::Service { name: "Beteiligung".to_owned(), provider: "Land".to_owned() },
        Target::Software("Kita-Portal".to_owned()),
    ];
    for target in targets {
        // A new form has to be added above.
        match target {
            Target::Entry(_) | Target::Service { .. } | Target::Software(_) => {}
        }
        fits(schema("Target"), &json!(target)).unwrap();
    }
    use commons::Audience;
    for audience in [Audience::Public, Audience::Own, Audience::Circles(vec![iri("https://a.de/kreise/1")])] {
        match audience {
            Audience::Public | Audience::Own | Audience::Circles(_) => {}
        }
        fits(schema("Audience"), &json!(audience)).unwrap();
    }
    for odd in [json!("everyone"), json!({ "circles": ["nowhere"] }), json!({ "public": null })] {
        fits(schema("Audience"), &odd).unwrap_err();
    }
    let licences = schema("EntryFields")["properties"]["licence"]["description"].as_str().unwrap();
    for licence in [Licence::CcBy4, Licence::Cc0, Licence::DlDeBy2] {
        assert!(licences.contains(licence.name()), "{licence:?}");
    }
}

macro_rules! code_lists {
    ($($name:ident = $list:path;)+) => {
        [$((stringify!($name), {
            use $list as List;
            List::ALL.iter().map(|one| (one.code(), commons::Language::ALL.map(|language| one.label(language)))).collect::<Vec<_>>()
        })),+]
    };
}

#[test]
fn every_code_of_every_list_is_described_with_its_words() {
    let lists = code_lists! {
        FieldOfAction = field_of_action::FieldOfAction; Status = project::Status; EndReason = project::EndReason; Way = project::Way;
        Evidence = project::Evidence; Reuse = project::Reuse; CostBasis = project::CostBasis; Outcome = lesson::Outcome;
        State = state::State; Direction = call::Direction; Subject = call::Subject; Progress = call::Progress;
        Stage = adoption::Stage; CommentKind = comment::CommentKind; LinkKind = link::LinkKind; Kind = entry::Kind;
    };
    for (name, codes) in &lists {
        let about = schema(name);
        assert_eq!(about["enum"], json!(codes.iter().map(|(code, _)| code).collect::<Vec<_>>()), "{name}");
        for (code, [de, en]) in codes {
            assert_eq!(about["x-labels"][code], json!({ "de": de, "en": en }), "{name}");
        }
    }
    let schemas = document()["components"]["schemas"].as_object().unwrap().values();
    assert_eq!(schemas.filter(|schema| schema.get("x-labels").is_some()).count(), lists.len());
}
