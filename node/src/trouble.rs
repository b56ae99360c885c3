//! What went wrong with a neighbour. A row keeps it as a word of the code, so that everybody reads it in their own language.

use commons::{Refusal, text};

/// How a status is kept: `HTTP 503`.
const STATUS: &str = "HTTP ";
/// How much is kept of what has no name, in characters.
const LONGEST: usize = 200;

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// What the code has a name for.
    Known(Refusal),
    /// What it has none for, as it was told.
    Told(String),
}

impl Trouble {
    /// The neighbour answered with this status.
    pub fn status(status: u16) -> Self {
        Self::Known(Refusal::PeerAnswered { status })
    }

    /// What this error tells: the refusal it began with, or its words.
    pub fn of(error: &anyhow::Error) -> Self {
        match error.downcast_ref::<Refusal>() {
            Some(refusal) => Self::Known(refusal.clone()),
            None => Self::Told(format!("{error:#}")),
        }
    }

    /// The word under which a row keeps it.
    pub fn word(&self) -> String {
        match self {
            Self::Known(Refusal::PeerAnswered { status }) => format!("{STATUS}{status}"),
            // What has blanks loses them as a word.
            Self::Known(refusal) if Refusal::one_of_each().contains(refusal) => refusal.code().to_owned(),
            Self::Known(refusal) => told(&refusal.to_string()),
            Self::Told(words) => told(words),
        }
    }

    /// Reads what a row has kept.
    pub fn read(word: &str) -> Self {
        if let Some(status) = word.strip_prefix(STATUS).and_then(|status| status.parse().ok()) {
            return Self::status(status);
        }
        let known = Refusal::one_of_each().into_iter().find(|refusal| refusal.code() == word);
        known.map_or_else(|| Self::Told(word.to_owned()), Self::Known)
    }
}

fn told(words: &str) -> String {
    text::cut(&text::line(words), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_keeps_is_read_again() {
        for refusal in Refusal::one_of_each() {
            let trouble = Trouble::Known(refusal);
            assert_eq!(Trouble::read(&trouble.word()), trouble);
        }
        assert_eq!(Trouble::status(503).word(), "HTTP 503");
        assert_eq!(Trouble::read("HTTP 503"), Trouble::status(503));
    }

    #[test]
    fn what_has_no_name_is_kept_as_it_was_told() {
        let odd = Trouble::of(&anyhow::anyhow!("disk on fire\u{202e}\n"));
        assert_eq!(
            (odd.word(), Trouble::read(&odd.word())),
            ("disk on fire".to_owned(), Trouble::Told("disk on fire".to_owned()))
        );
        let blank = Trouble::Known(Refusal::BadId { field: "inbox" });
        assert_eq!(blank.word(), "“inbox” is not a valid identifier.");
        let refusal = Trouble::of(&anyhow::Error::from(Refusal::PeerTooSlow {}));
        assert_eq!(refusal.word(), "peer-too-slow");
    }
}
