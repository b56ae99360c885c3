//! Words that mean the same, or of which one includes the other: the list of the project, and what an administrator adds.
//!
//! A line of the list is a group. `Kita | Kindertagesstätte` holds both ways: who asks for either is shown both.
//! `Sprachmodell > ChatGPT` holds one way: who asks for what stands left of `>` is also shown what stands right of it. Groups are
//! never followed from one to the next, so that a circle of them is harmless.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::german::{Analyser, Tongue, words};

/// Most words of a name that is looked for.
pub(crate) const LONGEST_NAME: usize = 6;
/// Longest line, in bytes.
const LONGEST_LINE: usize = 1_000;
/// Most names of a group.
const MOST_NAMES: usize = 40;
/// Most groups of a list.
const MOST_GROUPS: usize = 20_000;

static OURS: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::read(include_str!("../data/synonyms.txt")).0);

/// A list of synonyms, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    by_name: HashMap<String, Vec<Arc<Name>>>,
}

/// One of several names for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As it was written.
    pub text: String,
    /// Its words as terms, without stop words.
    pub terms: Vec<String>,
    /// All its words joined, as a term, where there are several.
    pub joined: Option<String>,
}

/// A line of a list that says nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The number of the line, from 1 on.
    pub line: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What can be wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is longer than a thousand bytes.
    TooLong,
    /// It has no second name, so that it says nothing.
    OnlyOneName,
    /// It has more than one `>`.
    TwoArrows,
    /// It has more than forty names.
    TooManyNames,
    /// One of its names has no letter, or more than six words.
    NoName,
    /// There are too many groups before it.
    TooManyGroups,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the line is longer than 1000 bytes",
            Self::OnlyOneName => "a group needs two names, with | or > between them",
            Self::TwoArrows => "a group has one > at most",
            Self::TooManyNames => "a group has 40 names at most",
            Self::NoName => "a name has one to six words",
            Self::TooManyGroups => "a list has 20,000 groups at most",
        })
    }
}

impl Synonyms {
    /// Reads a list: what is right of it, and what is wrong with the rest. Lines that begin with `#` are comments.
    pub fn read(text: &str) -> (Self, Vec<Mistake>) {
        let (mut all, mut mistakes) = (Self::default(), Vec::new());
        let mut analyser = Analyser::new();
        let mut groups = 0;
        let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().zip(1..);
        for (line, number) in lines.map(|(line, number)| (line.trim(), number)) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            groups += 1;
            let group =
                if groups > MOST_GROUPS { Err(Reason::TooManyGroups) } else { group(line, &mut analyser) };
            match group {
                Ok((left, right)) => all.add(&left, &right),
                Err(reason) => mistakes.push(Mistake { line: number, reason }),
            }
        }
        (all, mistakes)
    }

    /// The list of the project.
    pub(crate) fn ours() -> &'static Self {
        &OURS
    }

    /// How many names it knows.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// What else a name of these words is called; see [`key`].
    pub(crate) fn of(&self, name: &str) -> &[Arc<Name>] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every name left finds every other name left, and every name right.
    fn add(&mut self, left: &[Written], right: &[Written]) {
        for (place, asked) in left.iter().enumerate() {
            let others = left.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, name)| name);
            for found in others.chain(right) {
                for key in &asked.keys {
                    self.connect(key, &found.name);
                }
            }
        }
    }

    fn connect(&mut self, key: &str, name: &Arc<Name>) {
        let names = self.by_name.entry(key.to_owned()).or_default();
        if !names.iter().any(|known| known.terms == name.terms && known.joined == name.joined) {
            names.push(Arc::clone(name));
        }
    }
}

/// A name as it stands in a list, and under which keys it is asked for.
struct Written {
    name: Arc<Name>,
    keys: Vec<String>,
}

type Group = (Vec<Written>, Vec<Written>);

fn group(line: &str, analyser: &mut Analyser) -> Result<Group, Reason> {
    if line.len() > LONGEST_LINE {
        return Err(Reason::TooLong);
    }
    let (left, right) = line.split_once('>').unwrap_or((line, ""));
    if right.contains('>') {
        return Err(Reason::TwoArrows);
    }
    let mut names = |side: &str| -> Result<Vec<Written>, Reason> {
        let names = side.split('|').map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| written(name, analyser)).collect()
    };
    let (left, right) = (names(left)?, names(right)?);
    match left.len() + right.len() {
        0 | 1 => Err(Reason::OnlyOneName),
        _ if left.is_empty() => Err(Reason::OnlyOneName),
        count if count > MOST_NAMES => Err(Reason::TooManyNames),
        _ => Ok((left, right)),
    }
}

fn written(name: &str, analyser: &mut Analyser) -> Result<Written, Reason> {
    let spoken: Vec<String> =
        words(name).flat_map(|group| group.words).map(|word| word.text.into_owned()).collect();
    if spoken.is_empty() || spoken.len() > LONGEST_NAME {
        return Err(Reason::NoName);
    }
    let keys: Vec<String> = spoken.iter().map(|word| key(word, analyser)).collect();
    let terms: Vec<String> = spoken
        .iter()
        .map(|word| analyser.terms(word, Tongue::German).whole.clone())
        .filter(|term| !term.is_empty())
        .collect();
    let joined = (spoken.len() > 1).then(|| key(&spoken.concat(), analyser));
    let keys = [Some(keys.join(" ")), joined.clone()].into_iter().flatten().collect();
    Ok(Written { name: Arc::new(Name { text: name.to_owned(), terms, joined }), keys })
}

/// What a word is called in the list: its stem, and where it says nothing by itself, as in "einer für alle", the word.
pub(crate) fn key(word: &str, analyser: &mut Analyser) -> String {
    let terms = analyser.terms(word, Tongue::German);
    if terms.whole.is_empty() { crate::german::folded(word) } else { terms.whole.clone() }
}
