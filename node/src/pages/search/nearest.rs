//! Where nothing was found: what comes nearest, and the offer to ask everybody.

use commons::{MemberRole, Reader};
use search::Question;

use super::super::card::Card;
use super::super::{Speech, find, sign_in};
use crate::asked::Asked;
use crate::failure::Failure;
use crate::here::Here;
use crate::town::Town;

/// Hits of what comes nearest.
const SHOWN: usize = 5;

/// What comes nearest to what was asked.
pub struct Nearest {
    /// How it differs from the question, in words.
    pub words: String,
    /// All of it.
    pub address: String,
    /// The best of it.
    pub cards: Vec<Card>,
}

/// How all can be asked.
pub struct AskAll {
    /// The question as a title.
    pub title: String,
    /// Where somebody signs in first, who has not.
    pub sign_in: Option<String>,
}

impl AskAll {
    /// The offer for this visitor; none for who has signed in and writes for nobody, and where nothing was asked in words.
    pub fn of(asked: &Asked, here: &Here) -> Option<Self> {
        let title = commons::text::line(&asked.question);
        let sign_in = match here.visitor.person() {
            Some(person) if person.has(MemberRole::Editor, None) => None,
            Some(_) => return None,
            None => Some(sign_in::address(&asked.address())),
        };
        (!title.is_empty()).then_some(Self { title, sign_in })
    }
}

/// The first of these that finds something: the question without its filters, then its plain words alone, then both.
///
/// # Errors
/// When the memory or the index cannot be read.
pub async fn nearest(
    town: &Town,
    asked: &Asked,
    reader: &Reader,
    speech: &Speech,
    host: &str,
) -> Result<Option<Nearest>, Failure> {
    for (key, looser) in looser(asked) {
        let mut search = looser.search(reader.clone(), town.clock.now())?;
        search.limit = SHOWN;
        let found = find(town, search).await?;
        if found.total > 0 {
            let cards = found.hits.into_iter().map(|hit| Card::of_hit(hit, speech, host)).collect();
            return Ok(Some(Nearest { words: speech.say(key), address: looser.address(), cards }));
        }
    }
    Ok(None)
}

/// Questions that ask for less, each with the words for what it leaves out.
fn looser(asked: &Asked) -> Vec<(&'static str, Asked)> {
    let wide = |question: &str| Asked { question: question.to_owned(), ..Asked::default() };
    let filtered = !asked.filters.is_empty();
    let words = Question::plain_words(&asked.question);
    let mut all = Vec::new();
    if filtered && !asked.question.is_empty() {
        all.push(("nearest-without-filters", wide(&asked.question)));
    }
    if !words.is_empty() && words != asked.question.trim() {
        all.push(("nearest-plain", wide(&words)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn what_was_strict_is_left_out_one_after_the_other() {
        let addresses = |query: &str| {
            looser(&Asked::of(query)).into_iter().map(|(_, one)| one.address()).collect::<Vec<_>>()
        };
        assert_eq!(
            addresses("q=%22freie+Pl%C3%A4tze%22+-Hort&state=TH"),
            ["/suche?q=%22freie+Pl%C3%A4tze%22+-Hort", "/suche?q=freie+Pl%C3%A4tze",]
        );
        assert!(addresses("q=Zeppelin").is_empty() && addresses("q=").is_empty());
        assert_eq!(addresses("q=Zeppelin&kind=call"), ["/suche?q=Zeppelin"]);
    }

    #[test]
    fn a_visitor_signs_in_before_asking_all_and_a_reader_asks_nobody() {
        let here = sample::here();
        let offer = AskAll::of(&Asked::of("q=Zeppelin"), &here).expect("an offer");
        assert_eq!(offer.sign_in.as_deref(), Some("/anmelden?weiter=%2Fsuche%3Fq%3DZeppelin"));
        let with = |role| sample::here_for(sample::person(role, &[sample::auenstadt()]));
        let offer = AskAll::of(&Asked::of("q=+Zeppelin+"), &with(MemberRole::Editor)).expect("an offer");
        assert_eq!((offer.title.as_str(), offer.sign_in), ("Zeppelin", None));
        assert!(AskAll::of(&Asked::of("q=Zeppelin"), &with(MemberRole::Reader)).is_none());
        assert!(AskAll::of(&Asked::of("kind=call"), &here).is_none());
    }
}
