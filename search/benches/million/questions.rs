//! What is asked: of each kind so many, always the same.

use commons::{FieldOfAction, Iri, Reader, State, Status, Time};
use search::{EntryDocument, Facet, Filters, Index, Like, Question, Search, Sight, Update};

use crate::Failure;
use crate::chance::Chance;
use crate::entries::Entries;

/// Most that are made of each kind.
const OF_EACH: usize = 400;

/// Questions of one kind.
pub struct Kind {
    pub name: &'static str,
    pub asks: Vec<Ask>,
    /// As somebody would type them, facets apart; only what a database could be asked too.
    pub texts: Vec<String>,
}

/// One thing that is asked of the index.
pub enum Ask {
    Search(Box<Search>),
    /// What may be meant by what was typed so far.
    Suggest(String),
    /// What is like an entry.
    Similar(Box<Like>),
}

impl Ask {
    /// Asks; how much was found.
    pub fn of(&self, index: &Index) -> Result<usize, Failure> {
        let nobody = Sight::default();
        let found = match self {
            Self::Search(search) => index.search(search).map(|page| page.total),
            Self::Suggest(typed) => index.suggest(typed, &nobody).map(|suggested| suggested.entries.len()),
            Self::Similar(like) => index.similar(like, &nobody).map(|hits| hits.len()),
        };
        found.map_err(|refusal| format!("{refusal:?}").into())
    }
}

/// Every kind of question.
pub fn all(entries: &Entries, count: usize) -> Vec<Kind> {
    let words = |number: usize, chance: &mut Chance| words_of(entries, entry_of(number, count), chance);
    vec![
        kind("one word", |_, number, chance| words(number, chance)[0].clone()),
        kind("three words", |_, number, chance| words(number, chance).join(" ")),
        kind("phrase", |_, number, _| format!("\"{}\"", first_words(entries, entry_of(number, count), 2))),
        kind("sentence", |_, number, _| first_words(&*entries, entry_of(number, count), 8)),
        kind("typo", |_, number, chance| {
            let words = words(number, chance);
            format!("{} {}", misspelt(&words[0], chance), words[1])
        }),
        kind("filtered", |search, number, chance| {
            search.filters = filters(chance);
            words(number, chance)[..2].join(" ")
        }),
        kind("facets alone", |search, _, chance| {
            search.filters = filters(chance);
            String::new()
        }),
        kind("everything", |_, _, _| String::new()),
        kind("as a town", |search, number, chance| {
            let document = entries.document(entry_of(number, count));
            search.sight.reader = Reader::of(document.organisation.iri.clone());
            search.sight.circles =
                (0..20).map(|other| circle_of(entries, entry_of(number + other, count))).collect();
            words(number, chance)[..2].join(" ")
        }),
        other("suggestions", |number, chance| {
            let word = words(number, chance)[0].clone();
            Ask::Suggest(word.chars().take(2 + chance.below(5)).collect())
        }),
        other("similar", |number, _| {
            Ask::Similar(Box::new(Like::of(&entries.document(entry_of(number, count)).entry, 5)))
        }),
    ]
}

fn other(name: &'static str, make: impl Fn(usize, &mut Chance) -> Ask) -> Kind {
    let asks = (0..OF_EACH).map(|number| make(number, &mut chance_of(number, name)));
    Kind { name, asks: asks.collect(), texts: Vec::new() }
}

fn chance_of(number: usize, name: &str) -> Chance {
    Chance::of(900_000_000 + number as u64 * 31 + name.len() as u64)
}

fn kind(name: &'static str, make: impl Fn(&mut Search, usize, &mut Chance) -> String) -> Kind {
    let mut kind = Kind { name, asks: Vec::new(), texts: Vec::new() };
    for number in 0..OF_EACH {
        let mut chance = chance_of(number, name);
        let mut search = Search::new(Question::default(), Reader::anyone(), Time::default());
        search.deadline_ms = 60_000;
        let text = make(&mut search, number, &mut chance);
        if let Ok(question) = Question::parse(&text) {
            search.question = question;
            kind.asks.push(Ask::Search(Box::new(search)));
            kind.texts.push(text);
        }
    }
    kind
}

fn entry_of(number: usize, count: usize) -> usize {
    (number * 7_919 + 13) % count.max(1)
}

fn circle_of(entries: &Entries, number: usize) -> Iri {
    entries.document(number).organisation.iri.with("kreise/1")
}

/// Three words that tell what an entry is about: those in capitals.
fn words_of(entries: &Entries, number: usize, chance: &mut Chance) -> [String; 3] {
    let EntryDocument { entry, .. } = entries.document(number);
    let all = format!("{} {} {}", entry.title, entry.summary, entry.text);
    let telling: Vec<&str> = all
        .split([' ', '.'])
        .filter(|word| word.chars().count() > 3 && word.starts_with(char::is_uppercase))
        .collect();
    [(); 3]
        .map(|()| if telling.is_empty() { "Kita".to_owned() } else { (*chance.early(&telling)).to_owned() })
}

fn first_words(entries: &Entries, number: usize, count: usize) -> String {
    let summary = entries.document(number).entry.summary;
    let words: Vec<&str> = summary.split([' ', '.']).filter(|word| !word.is_empty()).take(count).collect();
    words.join(" ")
}

/// Two neighbouring letters in each other's place.
fn misspelt(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() > 4 {
        let place = 1 + chance.below(letters.len() - 3);
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

fn filters(chance: &mut Chance) -> Filters {
    let mut filters = Filters::new();
    filters.insert(Facet::State, vec![chance.one(State::ALL).code().to_owned()]);
    if chance.percent(60) {
        filters
            .insert(Facet::Status, vec![Status::Running.code().to_owned(), Status::Pilot.code().to_owned()]);
    }
    if chance.percent(40) {
        filters.insert(Facet::Field, vec![chance.early(FieldOfAction::ALL).code().to_owned()]);
    }
    filters
}

/// An entry that nobody has seen, with a word that stands nowhere else.
pub fn novelty(entries: &Entries, count: usize, number: usize) -> (Update, Search) {
    let mut document = entries.document(count + number);
    let word = format!("Neuheit{number}q");
    document.entry.title = format!("{} {word}", document.entry.title);
    document.entry.audience = commons::Audience::Public;
    let question = Question::parse(&word).unwrap_or_default();
    (Update::Entry(Box::new(document)), Search::new(question, Reader::anyone(), Time::default()))
}
