//! Sets of entries, for questions asked many thousand times.

/// Numbers of entries, a bit each.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Ids {
    words: Vec<u64>,
    count: usize,
}

impl Ids {
    pub(super) fn insert(&mut self, id: i64) {
        let Some((word, bit)) = place(id) else { return };
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if self.words[word] & bit == 0 {
            self.words[word] |= bit;
            self.count += 1;
        }
    }

    pub(in crate::store) fn contains(&self, id: i64) -> bool {
        place(id)
            .is_some_and(|(word, bit)| self.words.get(word).is_some_and(|bits| bits & bit != 0))
    }

    pub(super) const fn len(&self) -> usize {
        self.count
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        let bits = |(word, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| word * 64 + bit)
        };
        let ids = self.words.iter().enumerate().flat_map(bits);
        ids.filter_map(|id| i64::try_from(id).ok())
    }
}

/// Numbers of entries grow by one, so that the set is never much larger than the cache; a number that a damaged
/// file gives must not fill the memory.
fn place(id: i64) -> Option<(usize, u64)> {
    let id = usize::try_from(id).ok().filter(|id| *id < 1 << 32)?;
    Some((id / 64, 1 << (id % 64)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ids;

    proptest! {
        #[test]
        fn what_is_put_in_is_in(numbers in prop::collection::btree_set(0..2_000_i64, 0..50), other in -5..2_100_i64) {
            let mut ids = Ids::default();
            for id in &numbers {
                ids.insert(*id);
            }
            prop_assert_eq!(ids.len(), numbers.len());
            prop_assert_eq!(ids.contains(other), numbers.contains(&other));
            prop_assert!(ids.iter().eq(numbers.iter().copied()));
        }
    }

    #[test]
    fn no_number_takes_much_memory() {
        let mut ids = Ids::default();
        ids.insert(i64::MAX);
        ids.insert(-1);
        assert_eq!((ids.len(), ids.words.len()), (0, 0));
    }
}
