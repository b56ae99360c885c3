//! A set of documents of one segment: a bit for each.

use tantivy::DocId;

use crate::worth::{Bitset, WINDOW};

/// A set of documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits(Box<[u64]>);

impl Bits {
    /// None of so many documents.
    pub fn none(documents: u32) -> Self {
        Self(vec![0; documents.div_ceil(64) as usize].into())
    }

    /// Takes a document in.
    pub fn insert(&mut self, document: DocId) {
        if let Some(word) = self.0.get_mut(document as usize / 64) {
            *word |= 1 << (document % 64);
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, document: DocId) {
        if let Some(word) = self.0.get_mut(document as usize / 64) {
            *word &= !(1 << (document % 64));
        }
    }

    /// Whether a document is in it.
    #[inline]
    pub fn contains(&self, document: DocId) -> bool {
        self.0.get(document as usize / 64).is_some_and(|word| word >> (document % 64) & 1 == 1)
    }

    /// The bits of a window, which begins with this document; fewer where the segment ends.
    #[inline]
    pub fn window(&self, from: DocId) -> &[u64] {
        let first = (from as usize / 64).min(self.0.len());
        &self.0[first..self.0.len().min(first + WINDOW / 64)]
    }

    /// Takes in the documents of a window, which begins with this one.
    pub fn insert_window(&mut self, from: DocId, window: &Bitset) {
        let words = self.0.iter_mut().skip(from as usize / 64);
        words.zip(window.0).for_each(|(mine, window)| *mine |= window);
    }

    /// Takes in all that another holds.
    pub fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }

    /// Takes out all that another does not hold.
    pub fn intersect(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one &= other);
    }

    /// Each of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        self.0.iter().enumerate().flat_map(|(place, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(place as u32 * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    fn of(documents: &[u32]) -> Bits {
        let mut bits = Bits::none(130);
        documents.iter().for_each(|document| bits.insert(*document));
        bits
    }

    #[test]
    fn sets_are_united_and_cut() {
        let (one, other) = (of(&[0, 63, 64, 129]), of(&[63, 100, 129]));
        let with = |change: fn(&mut Bits, &Bits)| {
            let mut bits = one.clone();
            change(&mut bits, &other);
            bits.iter().collect::<Vec<_>>()
        };
        assert_eq!(with(Bits::unite), [0, 63, 64, 100, 129]);
        assert_eq!(with(Bits::intersect), [63, 129]);
        assert_eq!((one.contains(64), one.contains(65), one.contains(1_000)), (true, false, false));
        let mut less = one;
        less.remove(0);
        less.insert(1_000);
        assert_eq!(less, of(&[63, 64, 129]));
    }
}
