//! Questions, answers and notes below an entry, each under what it answers.

use std::collections::{HashMap, HashSet};

use commons::{CommentKind, Content, Document, Iri, Time};

use super::Speech;
use super::byline::Byline;
use super::card::only;
use super::pieces::Piece;
use crate::forms::Form;

/// Deeper answers stand at this depth, so that a long exchange stays readable on a telephone.
const DEEPEST: usize = 3;

/// One comment.
pub struct Remark {
    /// 0 directly below the entry, at most [`DEEPEST`].
    pub depth: usize,
    /// The code of its kind.
    pub kind: &'static str,
    /// Its kind in words.
    pub kind_label: &'static str,
    /// Who wrote it.
    pub byline: Option<Byline>,
    /// The office that signs.
    pub office: String,
    /// Before what its author warns, where he does: it is opened first.
    pub warning: String,
    /// Its text as clean HTML.
    pub html: String,
    /// What is attached to it.
    pub documents: Vec<Document>,
    /// The language of its text.
    pub language: String,
    /// When it was written.
    pub published: Time,
    /// Its own page.
    pub address: String,
    /// For whom alone it is, in words, where it is not for everyone.
    pub only: Option<String>,
    /// The id of its element.
    pub place: String,
    /// The form to answer it, where somebody may.
    pub answering: Option<Form>,
}

/// The comments of a thread in reading order, each with how deep it stands: each answer after what it answers, the oldest first.
pub fn in_reading_order<'a>(root: &Iri, comments: &'a [Piece]) -> Vec<(usize, &'a Piece)> {
    let known: HashSet<&Iri> = comments.iter().map(|comment| &comment.entry.iri).collect();
    let mut below: HashMap<&Iri, Vec<&Piece>> = HashMap::new();
    let mut waiting = Vec::new();
    for comment in comments {
        // What answers a comment we do not have stands directly below the entry.
        match comment.entry.parent().filter(|parent| known.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(comment),
            None => waiting.push((0, comment)),
        }
    }
    for answers in below.values_mut() {
        answers.sort_by_key(|comment| comment.entry.published);
        answers.reverse();
    }
    waiting.retain(|(_, comment)| comment.entry.iri != *root);
    waiting.sort_by_key(|(_, comment)| comment.entry.published);
    waiting.reverse();
    // The next to be read stands last. Taken out of the map as they are read, so that comments that answer each other in a circle end.
    let mut ordered = Vec::with_capacity(comments.len());
    while let Some((depth, comment)) = waiting.pop() {
        ordered.push((depth, comment));
        let answers = below.remove(&comment.entry.iri).unwrap_or_default();
        waiting.extend(answers.into_iter().map(|one| (depth + 1, one)));
    }
    ordered
}

/// These comments, as they are shown.
pub fn remarks(comments: &[(usize, &Piece)], speech: &Speech, host: &str) -> Vec<Remark> {
    comments.iter().filter_map(|(depth, comment)| remark(*depth, comment, speech, host)).collect()
}

fn remark(depth: usize, piece: &Piece, speech: &Speech, host: &str) -> Option<Remark> {
    let Content::Comment(comment) = &piece.entry.content else { return None };
    Some(Remark {
        depth: depth.min(DEEPEST),
        kind: comment.comment.code(),
        kind_label: CommentKind::label(comment.comment, speech.language()),
        byline: piece.byline(speech, host),
        office: comment.office.clone(),
        warning: piece.entry.summary.clone(),
        html: federation::html::from_markdown(&piece.entry.text),
        documents: piece.entry.documents.clone(),
        language: piece.entry.language.clone(),
        published: piece.entry.published,
        address: format!("/eintraege/{}", piece.id),
        only: only(piece.entry.audience.code(), speech),
        place: format!("k-{}", piece.id),
        answering: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn an_answer_follows_what_it_answers() {
        let root = sample::iri("1");
        let comments = [
            sample::comment("4", "1", "Zweite Frage", 30),
            sample::comment("3", "2", "Antwort", 20),
            sample::comment("2", "1", "Erste Frage", 10),
        ];
        let read = remarks(&in_reading_order(&root, &comments), &Speech::default(), "auenstadt.de");
        let texts: Vec<_> = read.iter().map(|remark| (remark.depth, remark.html.trim())).collect();
        assert_eq!(texts, [(0, "<p>Erste Frage</p>"), (1, "<p>Antwort</p>"), (0, "<p>Zweite Frage</p>")]);
    }

    #[test]
    fn comments_that_answer_each_other_in_a_circle_end() {
        let comments = [sample::comment("2", "3", "a", 1), sample::comment("3", "2", "b", 2)];
        assert!(in_reading_order(&sample::iri("1"), &comments).is_empty());
        let lost = [sample::comment("2", "unknown", "a", 1)];
        assert_eq!(in_reading_order(&sample::iri("1"), &lost).len(), 1);
    }
}
