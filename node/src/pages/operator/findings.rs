//! What was seen when the node looked at a host of its own from outside, in plain words.

use crate::operations::check::Step;
use crate::operations::outside::{Finding, Verdict};
use crate::pages::Speech;
use crate::pages::plain::check;

/// A finding as it stands on a page.
pub struct Seen {
    /// Good, bad or open, in a word.
    pub mark: String,
    /// How it is.
    pub sentence: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The class of the line.
    pub class: &'static str,
}

impl Seen {
    /// Puts a finding about this host into words.
    pub fn of(finding: &Finding, host: &str, speech: &Speech) -> Self {
        let (mark, class) = mark(finding.verdict);
        let key = finding.key();
        let blanks = [("host", host), ("said", finding.detail.as_str())];
        let needs_something = finding.verdict != Verdict::Good;
        let hint = needs_something.then(|| speech.tell(&format!("{key}-hint"), &blanks));
        Self { mark: speech.say(mark), sentence: speech.tell(&key, &blanks), hint, class }
    }

    /// Puts a step of a check into words.
    pub fn of_step(step: &Step, speech: &Speech) -> Self {
        let (mark, class) = mark(step.verdict);
        let (sentence, hint) = (check::sentence(step, speech), check::hint(step, speech));
        Self { mark: speech.say(mark), sentence, hint, class }
    }
}

fn mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Good => ("outside-good", "good"),
        Verdict::Bad => ("outside-bad", "bad"),
        Verdict::Open => ("outside-open", "open"),
    }
}

#[cfg(test)]
mod tests {
    use commons::Language;

    use super::*;
    use crate::operations::outside::OUTCOMES;

    #[test]
    fn every_outcome_has_a_sentence_and_a_bad_one_says_what_to_do() {
        for speech in Language::ALL.map(Speech::in_language) {
            for (aspect, outcomes) in OUTCOMES {
                for outcome in outcomes {
                    let needs_nothing = matches!(*outcome, "good" | "laboratory");
                    let verdict = if needs_nothing { Verdict::Good } else { Verdict::Bad };
                    let finding = Finding { aspect, verdict, outcome, detail: "42".to_owned() };
                    let seen = Seen::of(&finding, "auenstadt.de", &speech);
                    for words in std::iter::once(&seen.sentence).chain(&seen.hint) {
                        assert!(!words.starts_with("outside-") && !words.contains('{'), "{finding:?}");
                    }
                }
            }
        }
    }
}
