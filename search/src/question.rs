//! The grammar of questions: words, "phrases", -not, field:value. Everything else separates words.
//!
//! A question is read in one pass without recursion, so that no question is too deep.

use std::fmt;

use commons::Refusal;

use crate::Facet;

/// Most terms in a question.
const MOST_TERMS: usize = 32;

/// What somebody wants to find. An empty question asks for everything, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub(crate) clauses: Vec<Clause>,
}

/// One demand, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub sign: Sign,
    pub demand: Demand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    With,
    Without,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Demand {
    /// A word, better found than not.
    Word(String),
    /// Words in this order.
    Phrase(String),
    /// A value of a facet.
    Value(Facet, String),
}

impl Question {
    /// Longest question, in characters.
    pub const LONGEST: usize = 512;

    /// Reads a question.
    ///
    /// # Errors
    /// [`Refusal::UnreadableQuestion`] where it is longer than 512 characters, has more than 32 terms, or has characters but no
    /// word.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() > Self::LONGEST && text.chars().count() > Self::LONGEST {
            return Err(unreadable("> 512 Zeichen/characters"));
        }
        // A sign of a paragraph belongs to its number.
        let text = commons::text::line(text).replace("§ ", "§");
        let clauses = Scanner { rest: &text }.clauses();
        if clauses.is_empty() && !text.is_empty() {
            return Err(unreadable("0 Wörter/words"));
        }
        let terms: usize = clauses.iter().map(Clause::terms).sum();
        if terms > MOST_TERMS {
            return Err(unreadable("> 32 Wörter/words"));
        }
        Ok(Self { clauses })
    }

    /// Whether it asks for everything.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Writes another word in place of one; whether that stood there.
    pub(crate) fn replace(&mut self, word: &str, other: &str) -> bool {
        let mut replaced = false;
        for clause in &mut self.clauses {
            if let Demand::Word(text) = &mut clause.demand
                && clause.sign == Sign::With
                && text.contains(word)
            {
                *text = text.replace(word, other);
                replaced = true;
            }
        }
        replaced
    }

    /// The words of a question without what makes it strict: neither quotation marks nor exclusions nor values. Empty where nothing is left,
    /// or where it cannot be read.
    pub fn plain_words(text: &str) -> String {
        let question = Self::parse(text).unwrap_or_default();
        question.words().collect::<Vec<_>>().join(" ")
    }

    /// Its words, without those that are excluded.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().filter(|clause| clause.sign == Sign::With).filter_map(|clause| {
            match &clause.demand {
                Demand::Word(text) | Demand::Phrase(text) => Some(text.as_str()),
                Demand::Value(..) => None,
            }
        })
    }
}

/// As it would be typed.
impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, clause) in self.clauses.iter().enumerate() {
            f.write_str(if place > 0 { " " } else { "" })?;
            f.write_str(if clause.sign == Sign::Without { "-" } else { "" })?;
            match &clause.demand {
                Demand::Word(text) => f.write_str(text)?,
                Demand::Phrase(text) => write!(f, "\"{text}\"")?,
                Demand::Value(facet, value) if value.contains(' ') => {
                    write!(f, "{}:\"{value}\"", facet.name())?
                }
                Demand::Value(facet, value) => write!(f, "{}:{value}", facet.name())?,
            }
        }
        Ok(())
    }
}

fn unreadable(reason: &str) -> Refusal {
    Refusal::UnreadableQuestion { reason: reason.to_owned() }
}

impl Clause {
    fn terms(&self) -> usize {
        match &self.demand {
            Demand::Word(text) | Demand::Phrase(text) => {
                crate::german::words(text).map(|group| group.words.len()).sum()
            }
            Demand::Value(..) => 1,
        }
    }
}

/// Words behind which a hyphen stands for the first part of the word before them.
const JOINING: [&str; 6] = ["und", "oder", "sowie", "bzw.", "and", "or"];

/// Walks over the text, which holds no white space but single blanks.
struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    fn clauses(mut self) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        while !self.rest.is_empty() {
            let bound = clauses.last().is_some_and(|last| self.is_bound_to(last));
            self.rest = self.rest.trim_start();
            let sign = if bound { self.hyphen() } else { self.sign() };
            let here = self.rest.len();
            let demand = self.facet().or_else(|| self.phrase());
            // Quotation marks around nothing are passed over.
            let is_next_a_word = demand.is_none() && self.rest.len() == here;
            let demand = if is_next_a_word { self.word() } else { demand };
            clauses.extend(demand.map(|demand| Clause { sign, demand }));
        }
        clauses
    }

    /// Whether a minus that comes now would be a hyphen: „Model C“-Schulen, Privatpersonen und -organisationen.
    fn is_bound_to(&self, last: &Clause) -> bool {
        let joins = |text: &String| JOINING.iter().any(|word| text.eq_ignore_ascii_case(word));
        !self.rest.starts_with(' ') || matches!(&last.demand, Demand::Word(text) if joins(text))
    }

    fn hyphen(&mut self) -> Sign {
        self.rest = self.rest.trim_start_matches('-');
        Sign::With
    }

    /// A minus before a word or phrase.
    fn sign(&mut self) -> Sign {
        match self.rest.strip_prefix('-') {
            Some(rest)
                if rest.starts_with(|next: char| next == '"' || next == '„' || next.is_alphanumeric()) =>
            {
                self.rest = rest;
                Sign::Without
            }
            _ => Sign::With,
        }
    }

    /// `status:running`, `technology:"LoRa WAN"`.
    fn facet(&mut self) -> Option<Demand> {
        let (name, rest) = self.rest.split_once(':')?;
        let facet = Facet::parse(name).ok()?;
        let (value, rest) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_at(rest.find(' ').unwrap_or(rest.len())),
        };
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(Demand::Value(facet, value.to_owned()))
    }

    /// Up to the closing quotation mark, or to the end where there is none.
    fn phrase(&mut self) -> Option<Demand> {
        let quoted = self.rest.strip_prefix(['"', '„', '“'])?;
        let end = quoted.find(['"', '“', '”']).unwrap_or(quoted.len());
        let (phrase, rest) = quoted.split_at(end);
        self.rest = rest.strip_prefix(['"', '“', '”']).unwrap_or(rest);
        has_word(phrase).then(|| Demand::Phrase(phrase.trim().to_owned()))
    }

    /// Up to the next blank or quotation mark.
    fn word(&mut self) -> Option<Demand> {
        let end = self.rest.find([' ', '"', '„', '“', '”']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        // A quotation mark that opens nothing is passed over, so that each turn gets on.
        self.rest = if end == 0 { skip_one(rest) } else { rest };
        has_word(word).then(|| Demand::Word(word.to_owned()))
    }
}

fn skip_one(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use commons::Refusal;
    use proptest::prelude::{any, proptest};

    use super::{Clause, Demand, Question, Sign};
    use crate::Facet;

    fn with(demand: Demand) -> Clause {
        Clause { sign: Sign::With, demand }
    }

    #[test]
    fn a_hyphen_that_belongs_to_what_is_before_it_excludes_nothing() {
        let word = |text: &str| with(Demand::Word(text.to_owned()));
        let model = with(Demand::Phrase("Model C".to_owned()));
        let parsed = |text: &str| Question::parse(text).expect("a question").clauses;
        assert_eq!(parsed("„Model C“-Schulen heute"), [model.clone(), word("Schulen"), word("heute")]);
        let together = [word("Privatpersonen"), word("und"), word("organisationen")];
        assert_eq!(parsed("Privatpersonen und -organisationen"), together);
        let without = Clause { sign: Sign::Without, demand: Demand::Word("Schulen".to_owned()) };
        assert_eq!(parsed("„Model C“ -Schulen"), [model, without.clone()]);
        assert_eq!(parsed("status:running -Schulen")[1], without);
    }

    #[test]
    fn words_phrases_exclusions_and_values() {
        let question = Question::parse(
            r#"kita "freie Plätze" -hort -"neue Stelle" status:running technology:"LoRa WAN""#,
        );
        let word = |text: &str| Demand::Word(text.to_owned());
        let phrase = |text: &str| Demand::Phrase(text.to_owned());
        let expected = vec![
            with(word("kita")),
            with(phrase("freie Plätze")),
            Clause { sign: Sign::Without, demand: word("hort") },
            Clause { sign: Sign::Without, demand: phrase("neue Stelle") },
            with(Demand::Value(Facet::Status, "running".to_owned())),
            with(Demand::Value(Facet::Technology, "LoRa WAN".to_owned())),
        ];
        assert_eq!(question, Ok(Question { clauses: expected }));
    }

    #[test]
    fn a_question_is_written_as_it_is_read() {
        let text = r#"kita "freie Plätze" -hort -"neue Stelle" status:running technology:"LoRa WAN""#;
        let mut question = Question::parse(text).expect("a question");
        assert_eq!(question.to_string(), text);
        assert!(question.replace("kita", "Krippe") && !question.replace("hort", "Krippe"));
        assert!(question.to_string().starts_with("Krippe \"freie"));
    }

    #[test]
    fn what_makes_a_question_strict_can_be_left_out() {
        let plain = Question::plain_words(r#"kita "freie Plätze" -hort status:running"#);
        assert_eq!(plain, "kita freie Plätze");
        for nothing in ["", "-hort", "***", "state:TH"] {
            assert_eq!(Question::plain_words(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn an_address_or_an_unknown_field_is_a_word() {
        for text in ["https://a.de/x", "colour:red", "e-akte", "C++", "(kita)"] {
            let question = Question::parse(text).expect(text);
            assert_eq!(question.clauses, [with(Demand::Word(text.to_owned()))]);
        }
    }

    #[test]
    fn an_open_quotation_reaches_to_the_end() {
        let question = Question::parse("\"freie Plätze").expect("a question");
        assert_eq!(question.clauses, [with(Demand::Phrase("freie Plätze".to_owned()))]);
    }

    #[test]
    fn row_106_depth_and_length_are_refused_with_400() {
        let refused = |text: &str| matches!(Question::parse(text), Err(Refusal::UnreadableQuestion { .. }));
        assert!(refused(&"(".repeat(500)) && refused(&"(".repeat(5_000)));
        assert!(refused(&"\"".repeat(32)) && refused(&"-".repeat(500)) && refused("*"));
        assert!(refused(&"a ".repeat(33)) && refused(&"x".repeat(1_000_000)));
        assert!(refused(&format!("\"{}\"", "a ".repeat(100))));
        assert!(Question::parse(&"a ".repeat(32)).is_ok());
        assert!(Question::parse("").is_ok_and(|question| question.is_empty()));
        assert!(Question::parse("  \n ").is_ok_and(|question| question.is_empty()));
    }

    #[test]
    fn row_107_every_unicode_plane_is_read_or_refused() {
        for start in (0..0x0011_0000u32).step_by(97) {
            let text: String = (start..start + 97).filter_map(char::from_u32).collect();
            let _ = Question::parse(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = Question::parse(&text);
        }

        #[test]
        fn what_looks_like_the_grammar_is_read_or_refused(text in "[-\":a-zäß( )„“*~^.]{0,200}") {
            if let Ok(question) = Question::parse(&text) {
                assert!(question.clauses.len() <= 200);
            }
        }

        #[test]
        fn what_is_shown_is_read_as_the_same_question(text in "([-\":a-cß„“.]{1,4}| |und |status:)*") {
            if let Ok(question) = Question::parse(&text) {
                let again = Question::parse(&question.to_string()).expect("a question");
                assert_eq!(again.clauses, question.clauses, "{text}");
            }
        }
    }
}
