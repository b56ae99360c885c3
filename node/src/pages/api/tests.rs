use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use commons::Organisation;

use super::super::sample;
use super::*;

fn page(language: Language, here: &Here) -> String {
    let html = ApiPage::of(&Speech::in_language(language), here).render().expect("a page");
    sample::keep(&format!("api-{}", language.tag()), &html);
    html
}

/// What stands in each attribute of this name.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

#[test]
fn the_page_tells_every_operation_problem_and_schema_in_both_languages() {
    for language in Language::ALL {
        let html = page(language, &sample::here());
        let ids: BTreeSet<_> = attributes(&html, "id").into_iter().collect();
        let document = openapi::in_language(language);
        for (path, item) in fields_of(&document["paths"]) {
            for (method, operation) in fields_of(item) {
                assert!(ids.contains(text_of(operation, "operationId").as_str()), "{method} {path}");
                assert!(
                    html.contains(&text_of(operation, "summary")) && html.contains(path),
                    "{method} {path}"
                );
            }
        }
        let components = &document["components"];
        let names = fields_of(&components["schemas"]).chain(fields_of(&components["examples"]));
        assert!(names.map(|(name, _)| name).all(|name| ids.contains(name)));
    }
}

#[test]
fn each_place_has_a_name_of_its_own_and_every_link_leads_to_one() {
    let html = page(Language::German, &sample::here());
    let ids = attributes(&html, "id");
    let names: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(names.len(), ids.len(), "a name is given twice");
    let links: Vec<_> =
        attributes(&html, "href").into_iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(links.len() > 200, "{}", links.len());
    for link in links.into_iter().chain(attributes(&html, "aria-labelledby")) {
        assert!(names.contains(link), "#{link} leads nowhere");
    }
}

#[test]
fn the_page_is_small_and_needs_no_script() {
    for language in Language::ALL {
        let html = page(language, &sample::here());
        assert!(html.len() < 100_000, "{} bytes", html.len());
        assert!(!html.contains("<script") && !html.contains(" style=") && !html.contains("http-equiv"));
        let elsewhere = attributes(&html, "src").into_iter().chain(attributes(&html, "href"));
        let website = sample::auenstadt().website.expect("a website").to_string();
        assert!(elsewhere.filter(|link| *link != website).all(|link| link.starts_with(['/', '#'])));
    }
}

#[test]
fn each_language_says_it_in_its_own_words() {
    let [german, english] = Language::ALL.map(|language| page(language, &sample::here()));
    for (de, en) in [
        ("Einen Eintrag veröffentlichen", "Publish an entry"),
        ("Dafür wird ein Schlüssel (Token) gebraucht.", "This needs a token."),
        ("im Probebetrieb", "<dd>Pilot</dd>"),
        ("höchstens 300 Zeichen", "at most 300 characters"),
        ("Schlüssel mit Umfang <code>write</code>", "token with scope <code>write</code>"),
    ] {
        assert!(german.contains(de) && !german.contains(en), "{de}");
        assert!(english.contains(en) && !english.contains(de), "{en}");
    }
    assert!(!german.contains("api-") && !english.contains("api-"), "a text is missing");
    assert!(german.contains("<html lang=\"de\"") && english.contains("<html lang=\"en\""));
}

#[test]
fn a_request_can_be_typed_as_it_stands_there() {
    let html = page(Language::English, &sample::here()).replace("&#39;", "'").replace("&#34;", "\"");
    for line in [
        "curl 'https://auenstadt.de/api/v1/search?q=Kitaplatz'</pre>",
        "curl 'https://auenstadt.de/api/v1/entries' \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"kind\"",
        "curl -X PUT 'https://auenstadt.de/api/v1/entries/019a2f60-0000-7000-8000-000000000001' \\\n",
        "  -H 'If-Match: \"1777887000000\"' \\\n",
        "curl -X DELETE 'https://auenstadt.de/api/v1/entries/",
        "curl -X POST 'https://auenstadt.de/api/v1/follows/",
        "tempomacher token create --organisation auenstadt --scope write",
    ] {
        assert!(html.contains(line), "{line}");
    }
}

#[test]
fn row_71_what_is_shown_on_the_page_is_escaped() {
    let odd = "\"><script>alert(1)</script>'";
    let here = Here { host: odd.to_owned(), organisation: None, ..Here::default() };
    let nobody = page(Language::German, &here);
    let named = Organisation { name: odd.to_owned(), handle: odd.to_owned(), ..sample::auenstadt() };
    let named = page(
        Language::German,
        &Here { host: odd.to_owned(), organisation: Some(Arc::new(named)), ..Here::default() },
    );
    for html in [nobody, named] {
        assert!(!html.contains("<script") && html.contains("&#60;script&#62;"));
    }
}
