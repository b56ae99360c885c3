//! Every value of a facet that occurs, by number: what is counted for each hit are numbers, and texts only for what is shown.

use std::collections::HashMap;
use std::sync::Arc;

use crate::facets::Facet;

/// The values, numbered in the order in which they were met; a number never changes.
#[derive(Clone, Default)]
pub(crate) struct Names {
    facets: Vec<Facet>,
    texts: Vec<Arc<str>>,
    /// By the term that stands in the index.
    numbers: HashMap<Arc<str>, u32>,
}

impl Names {
    /// The number of a term, which gets one where it has none.
    pub fn take(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let (facet, value) = Facet::read(term).unwrap_or((Facet::Kind, ""));
        let number = self.texts.len() as u32;
        self.facets.push(facet);
        self.texts.push(value.into());
        self.numbers.insert(term.into(), number);
        number
    }

    /// The number of a term.
    pub fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.texts.len()
    }

    /// The facet of a number.
    #[inline]
    pub fn facet(&self, number: u32) -> Option<Facet> {
        self.facets.get(number as usize).copied()
    }

    /// Facet and value of each, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &str)> {
        self.facets.iter().copied().zip(self.texts.iter().map(AsRef::as_ref))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::facets::Facet;

    #[test]
    fn a_value_keeps_its_number() {
        let mut names = Names::default();
        let (running, ended) = (Facet::Status.term("running"), Facet::Status.term("ended"));
        assert_eq!((names.take(&running), names.take(&ended), names.take(&running)), (0, 1, 0));
        assert_eq!(names.iter().nth(1), Some((Facet::Status, "ended")));
        assert_eq!((names.number(&ended), names.number("b?"), names.count()), (Some(1), None, 2));
        assert_eq!((names.facet(0), names.facet(2)), (Some(Facet::Status), None));
    }
}
