//! Sets of small numbers.

/// A set. Two sets of the same numbers are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::policy) struct Bits(Vec<u64>);

impl Bits {
    /// Adds a number.
    pub(in crate::policy) fn set(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// Takes a number away.
    pub(in crate::policy) fn clear(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
        self.trim();
    }

    /// Whether a number is in it.
    pub(in crate::policy) fn has(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// What is in both.
    pub(in crate::policy) fn and(&self, other: &Self) -> Self {
        let words = self.0.iter().zip(&other.0);
        let mut both = Self(words.map(|(a, b)| a & b).collect());
        both.trim();
        both
    }

    /// What is in either.
    pub(in crate::policy) fn or(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    /// Its numbers, the least first.
    pub(in crate::policy) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(all: I) -> Self {
        let mut bits = Self::default();
        all.into_iter().for_each(|at| bits.set(at));
        bits
    }
}
