//! The document is what the table of routes says, its examples are taken by a running node, and nobody changes it unseen.

use std::collections::{BTreeMap, BTreeSet};

use commons::Kind;
use node::api::openapi::{document, examples};
use node::routes::{self, Door};
use serde_json::{Value, json};
use store::tokens::Scope;

use crate::harness::contract::{fits, resolved};
use crate::harness::{Ground, Request, Town};

/// Every operation: path, method and what the document says of it.
fn operations() -> impl Iterator<Item = (&'static str, String, &'static Value)> {
    let paths = document()["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .map(move |(method, about)| (path.as_str(), method.to_uppercase(), about))
    })
}

#[test]
fn every_route_of_the_api_is_described_and_nothing_else() {
    let mut described = BTreeMap::<&str, BTreeSet<String>>::new();
    for (path, method, _) in operations() {
        described.entry(path).or_default().insert(method);
    }
    let routes = routes::table().into_iter().filter(|route| route.door == Door::Api);
    let routes =
        routes.map(|route| (route.path, route.methods.iter().map(|method| (*method).to_owned()).collect()));
    assert_eq!(described, routes.collect::<BTreeMap<_, BTreeSet<_>>>());
}

#[test]
fn everything_says_what_it_is_and_shows_an_example() {
    let says = |value: &Value, name: &str| value[name].as_str().is_some_and(|text| text.ends_with('.'));
    let shows = |value: &Value| value.get("example").or_else(|| value.get("examples")).is_some();
    for (path, method, about) in operations() {
        let shown = format!("{method} {path}");
        assert!(says(about, "description") && about["summary"].is_string(), "{shown}");
        for parameter in about["parameters"].as_array().into_iter().flatten() {
            assert!(says(parameter, "description") && shows(parameter), "{shown}: {parameter}");
        }
        let body = about.get("requestBody");
        assert!(
            body.is_none_or(|body| says(body, "description") && shows(&body["content"]["application/json"])),
            "{shown}"
        );
        for (status, answer) in about["responses"].as_object().unwrap() {
            assert!(answer["description"].is_string(), "{shown}: {status}");
            for content in answer["content"].as_object().into_iter().flatten().map(|(_, content)| content) {
                assert!(shows(content) || path == "/api/v1/openapi.json", "{shown}: {status}");
            }
        }
    }
}

/// Each example, with the schema that it must fit.
fn shown() -> Vec<(String, &'static Value, Value)> {
    let mut all = Vec::new();
    for (path, method, about) in operations() {
        let answers = about["responses"].as_object().unwrap().values();
        let contents = answers.chain(about.get("requestBody")).filter_map(|part| part["content"].as_object());
        for content in contents.flat_map(|content| content.values()) {
            let several = content["examples"].as_object().into_iter().flatten();
            let several = several.map(|(_, example)| resolved(example)["value"].clone());
            for example in content.get("example").cloned().into_iter().chain(several) {
                all.push((format!("{method} {path}"), &content["schema"], example));
            }
        }
        for parameter in about["parameters"].as_array().into_iter().flatten() {
            all.push((format!("{method} {path}"), &parameter["schema"], parameter["example"].clone()));
        }
    }
    all
}

#[test]
fn every_example_is_what_its_schema_says() {
    let all = shown();
    assert!(all.len() > 100, "{}", all.len());
    for (place, schema, example) in all {
        fits(schema, &example).unwrap_or_else(|why| panic!("{place}: {why}: {example}"));
    }
}

#[test]
fn the_sentences_of_problems_have_no_blanks() {
    let problems = document()["components"]["examples"].as_object().unwrap();
    assert!(problems.len() > 30);
    for (code, problem) in problems {
        let problem = &problem["value"];
        assert!(problem["type"].as_str().unwrap().ends_with(&format!("#{code}")), "{problem}");
        for sentence in problem["sentences"].as_object().unwrap().values().filter_map(Value::as_str) {
            assert!(
                !["“”", "„“", ": .", " 0 by", " 0 B"].iter().any(|blank| sentence.contains(blank)),
                "{sentence}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_example_of_each_kind_is_published_by_a_real_town() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let bodies = &document()["paths"]["/api/v1/entries"]["post"]["requestBody"]["content"]["application/json"]
        ["examples"];
    let bodies = bodies.as_object().unwrap();
    assert!(Kind::ALL.iter().all(|kind| bodies[kind.code()]["value"] == examples::draft(*kind)));
    for (name, body) in bodies {
        let written = auenstadt.publishes_this(body["value"].clone()).await;
        let target = format!("/api/v1/entries/{}", written.id);
        let shown = auenstadt.http("GET", &target).send().await.is(200).json();
        for (field, value) in
            body["value"].as_object().unwrap().iter().filter(|(field, _)| *field != "organisation")
        {
            assert_eq!(&shown["entry"][field], value, "{name}");
        }
        let tag = format!("\"{}\"", written.version);
        auenstadt.api("PUT", &target).header("If-Match", &tag).json(&body["value"]).send().await.is(200);
    }
}

/// The parameter written into a request, as its example has it.
fn asks(town: &Town, path: &str, method: &str, parameter: &Value) -> Request {
    let (name, example) = (parameter["name"].as_str().unwrap(), &parameter["example"]);
    let text =
        example.as_str().or_else(|| example[0].as_str()).map_or_else(|| example.to_string(), str::to_owned);
    match parameter["in"].as_str().unwrap() {
        "query" => {
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair(name, &text).finish();
            town.api(method, &format!("{path}?{query}"))
        }
        "path" => town.api(method, &path.replace(&format!("{{{name}}}"), &text)),
        _ => town
            .api(method, &path.replace("{id}", examples::ID))
            .header(name, &text)
            .json(&examples::smallest()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_parameter_is_read_as_its_example_has_it() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let mut asked = 0;
    for (path, method, about) in operations() {
        for parameter in about["parameters"].as_array().into_iter().flatten() {
            let answer = asks(&auenstadt, path, &method, parameter).send().await;
            // Nothing lies under the example's id: only what is sent along may be found wrong before that.
            let wanted: &[u16] = match (path.contains("{id}"), method.as_str()) {
                (true, "PUT") => &[404, 428],
                (true, _) => &[404],
                _ => &[200],
            };
            assert!(wanted.contains(&answer.status), "{method} {path} {parameter}: {}", answer.text());
            asked += 1;
        }
    }
    assert!(asked > 25, "{asked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_are_where_the_document_says() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let mut met = 0;
    for (path, method, about) in operations() {
        for parameter in about["parameters"].as_array().into_iter().flatten() {
            let schema = &parameter["schema"];
            let (Some(least), Some(most)) = (schema["minimum"].as_i64(), schema["maximum"].as_i64()) else {
                continue;
            };
            for (number, status) in [(least - 1, 400), (least, 200), (most, 200), (most + 1, 400)] {
                let target = format!("{path}?{}={number}", parameter["name"].as_str().unwrap());
                auenstadt.http(&method, &target).send().await.is(status);
            }
            met += 1;
        }
    }
    assert_eq!(met, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_needs_exactly_the_scope_that_the_document_names() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let scopes = [Scope::Read, Scope::Write, Scope::Connect];
    for (path, method, about) in operations() {
        let ask = || {
            auenstadt
                .http(&method, &path.replace("{id}", examples::ID))
                .header("If-Match", "\"1\"")
                .json(&json!({ "from": "x", "to": "x" }))
        };
        let needed = about["security"].as_array().unwrap();
        let is_open = needed.contains(&json!({}));
        assert_eq!(ask().send().await.status == 401, !is_open, "{method} {path}");
        let Some(needed) = needed.iter().find_map(|one| one["token"][0].as_str()) else { continue };
        for scope in scopes {
            let answer = ask().token(&auenstadt.token_for(scope).await).send().await;
            let too_small = answer.status == 403 && answer.problem() == "scope-too-small";
            assert_eq!(
                too_small,
                !is_open && scope < Scope::parse(needed).unwrap(),
                "{method} {path}: {scope:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_node_serves_its_document() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    let served = auenstadt.http("GET", "/api/v1/openapi.json").send().await.is(200);
    assert_eq!(served.json(), *document());
    assert_eq!(document()["openapi"], "3.1.0");
    assert_eq!(document()["info"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document()["servers"][0]["url"], "/");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_node_tells_its_api_to_people_in_both_languages() {
    let ground = Ground::sqlite();
    let auenstadt = ground.town("auenstadt").await;
    for (language, word) in [("de", "Schnittstelle für Programme"), ("en", "API for programs")] {
        let page = auenstadt.http("GET", &format!("/api?lang={language}")).for_people().send().await.is(200);
        let html = page.text();
        assert!(page.header("Content-Language") == Some(language) && page.body.len() < 100_000);
        assert!(
            html.contains(&format!("<h1>{word}</h1>"))
                && html.contains(&format!("href=\"/api\" aria-current=\"page\">{word}"))
        );
        assert!(html.contains(
            &format!("curl '{}api/v1/search?q=Kitaplatz'", auenstadt.iri()).replace('\'', "&#39;")
        ));
        let start =
            auenstadt.http("GET", &format!("/?lang={language}")).for_people().send().await.is(200).text();
        assert!(start.contains(&format!("<a href=\"/api\">{word}</a>")));
    }
}

/// Who changes this changes what programs of others rely on.
#[test]
fn what_we_promise_stays_as_it_was() {
    let mut document = document().clone();
    document["info"]["version"] = json!("as of the package");
    insta::assert_json_snapshot!("document", document);
}
