//! The steps of a check, as a person reads them.

use crate::operations::check::Step;
use crate::operations::outside::Verdict;
use crate::pages::Speech;

/// What was seen in a step.
pub fn sentence(step: &Step, speech: &Speech) -> String {
    speech.tell(&step.key(), &blanks(step))
}

/// What to do about it, where something has to be done.
pub fn hint(step: &Step, speech: &Speech) -> Option<String> {
    let needs_something = step.verdict != Verdict::Good;
    needs_something.then(|| speech.tell(&format!("{}-hint", step.key()), &blanks(step)))
}

fn blanks(step: &Step) -> [(&'static str, &str); 2] {
    [("host", &step.host), ("said", &step.said)]
}

#[cfg(test)]
mod tests {
    use commons::Language;

    use super::*;
    use crate::operations::check::outcomes;

    #[test]
    fn every_step_has_a_sentence_and_a_bad_one_says_what_to_do() {
        for speech in Language::ALL.map(Speech::in_language) {
            for (aspect, outcome) in outcomes() {
                let verdict =
                    if matches!(outcome, "good" | "proxied") { Verdict::Good } else { Verdict::Bad };
                let (host, said) = ("auenstadt.de".to_owned(), "42".to_owned());
                let step = Step { aspect, verdict, outcome, host, said };
                for words in std::iter::once(sentence(&step, &speech)).chain(hint(&step, &speech)) {
                    assert!(
                        !words.starts_with("check-") && !words.contains('{') && words.ends_with(['.', ':']),
                        "{step:?} {words}"
                    );
                }
            }
        }
    }
}
