//! Two texts side by side: what somebody typed, and what was saved or published meanwhile. Nothing of either is lost.

use crate::forms::Fields;
use crate::operations::drafting::Overtaken;
use crate::pages::Speech;
use crate::writing::{Answers, Difference, Part, Question, Sheet, differences, words_of};

/// A question that two answered differently.
pub struct Clash {
    /// The name of the question.
    pub name: &'static str,
    /// The question.
    pub label: String,
    /// What differs, from theirs to mine.
    pub parts: Vec<Part>,
    /// Whether theirs is chosen at first.
    pub takes_theirs: bool,
    /// Their answer, sent along unseen.
    pub hidden: Vec<(String, String)>,
}

impl Clash {
    /// Whether they answered at all.
    pub fn is_theirs_empty(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::New(_)))
    }

    /// Whether I answered at all.
    pub fn is_mine_empty(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Gone(_)))
    }
}

/// The beginning of the name under which their answer is sent along.
const THEIRS: &str = "theirs.";
/// The beginning of the name under which it is said whose answer stays.
const KEEP: &str = "keep.";

/// Everything that two people answered differently in one draft.
pub fn of_two(sheet: &Sheet, theirs: &Answers, mine: &Answers, speech: &Speech) -> Vec<Clash> {
    let differing = differences(sheet, theirs, mine, speech).into_iter();
    differing.map(|one| clash(sheet, one, theirs, speech)).collect()
}

/// What the published entry says otherwise than the draft, and did not say when the draft began.
pub fn of_overtaken(sheet: &Sheet, overtaken: &Overtaken, mine: &Answers, speech: &Speech) -> Vec<Clash> {
    let differing = differences(sheet, &overtaken.theirs, mine, speech).into_iter();
    let open = differing.filter(|one| overtaken.is_open(one.question, mine));
    let clashes = open.map(|one| Clash {
        takes_theirs: overtaken.is_untouched(one.question, mine),
        ..clash(sheet, one, &overtaken.theirs, speech)
    });
    clashes.collect()
}

fn clash(sheet: &Sheet, difference: Difference, theirs: &Answers, speech: &Speech) -> Clash {
    let Difference { question, parts } = difference;
    let answers = theirs.of(question).into_iter();
    let hidden = answers.flat_map(|(name, values)| {
        values.iter().map(move |value| (format!("{THEIRS}{name}"), value.clone()))
    });
    Clash {
        name: question.name,
        label: speech.say(&words_of(sheet.kind, question.name, speech)),
        parts,
        takes_theirs: false,
        hidden: hidden.collect(),
    }
}

/// What was typed, with their answer wherever it was chosen.
pub fn settled(sheet: &Sheet, fields: &Fields) -> Answers {
    let mut answers = Answers::typed(sheet, fields);
    let theirs = fields
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(THEIRS)?.to_owned(), value.to_owned())));
    let theirs = Answers::typed(sheet, &Fields::of(theirs));
    let is_theirs = |question: &&Question| fields.text(&format!("{KEEP}{}", question.name)) == "theirs";
    for question in sheet.questions().map(|(_, question)| question).filter(is_theirs) {
        answers.take(question, &theirs);
    }
    answers
}
