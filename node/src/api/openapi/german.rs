//! The document in German. The English sentences stand in the code; `german.txt` has each with its twin, a blank line between the pairs.

use std::collections::HashMap;

use serde_json::Value;

/// The pairs of sentences: English, German.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("german.txt").trim_end().split("\n\n").filter_map(|pair| pair.split_once('\n'))
}

/// The document with its sentences in German. What has no twin stays as it is.
pub fn translated(document: &Value) -> Value {
    let (mut document, twins) = (document.clone(), pairs().collect::<HashMap<_, _>>());
    each_sentence(&mut document, &mut |sentence| {
        if let Some(twin) = twins.get(sentence.as_str()) {
            *sentence = (*twin).to_owned();
        }
    });
    document
}

/// Visits every sentence of the document: summaries and descriptions, but not what examples say.
fn each_sentence(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match (name.as_str(), value) {
                    ("example" | "default", _) => {}
                    ("examples", Value::Object(examples)) => examples.values_mut().for_each(|example| {
                        if let Some(Value::String(sentence)) = example.get_mut("summary") {
                            visit(sentence);
                        }
                    }),
                    ("summary" | "description", Value::String(sentence)) => visit(sentence),
                    (_, value) => each_sentence(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_sentence(item, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::document;
    use super::{each_sentence, pairs};

    #[test]
    fn every_sentence_has_a_twin_and_every_twin_is_needed() {
        let mut sentences = BTreeSet::new();
        each_sentence(&mut document().clone(), &mut |sentence| {
            sentences.insert(sentence.clone());
        });
        // Of a refusal the page shows the sentence, which is there in both languages, and not the phrase of its status.
        let phrases =
            (400..600).filter_map(|status| http::StatusCode::from_u16(status).ok()?.canonical_reason());
        phrases.for_each(|phrase| {
            sentences.remove(phrase);
        });
        let twins: BTreeSet<_> = pairs().map(|(english, _)| english.to_owned()).collect();
        assert_eq!(twins.len(), pairs().count(), "a pair stands there twice");
        assert_eq!(sentences.difference(&twins).collect::<Vec<_>>(), [""; 0], "without a twin");
        assert_eq!(twins.difference(&sentences).collect::<Vec<_>>(), [""; 0], "no longer said");
    }

    #[test]
    fn a_twin_names_the_same_codes_and_says_it_in_other_words() {
        let codes =
            |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        for (english, german) in pairs() {
            assert_ne!(english, german);
            assert_eq!(english.ends_with('.'), german.ends_with('.'), "{english}");
            let translated = |code: &String| code.contains(['"', '-', '@']) && !code.contains(['.', 'M']);
            let kept = |text: &str| {
                codes(text).into_iter().filter(|code| !translated(code)).collect::<BTreeSet<_>>()
            };
            assert_eq!(kept(english), kept(german), "{english}");
        }
    }
}
