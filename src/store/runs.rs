//! Sets of entries in little room: the log keeps what a "mark all read" of thousands changed.

use std::ops::RangeInclusive;

/// Entry numbers as runs of neighbours, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Runs(Vec<RangeInclusive<i64>>);

impl Runs {
    /// Gathers entry numbers, of any order.
    pub(super) fn of(mut entries: Vec<i64>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        let mut runs: Vec<RangeInclusive<i64>> = Vec::new();
        for entry in entries {
            match runs.last_mut() {
                Some(run) if entry - run.end() == 1 => *run = *run.start()..=entry,
                _ => runs.push(entry..=entry),
            }
        }
        Self(runs)
    }

    /// The runs, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &RangeInclusive<i64>> {
        self.0.iter()
    }

    /// The entry, where it is one alone.
    pub(super) fn only(&self) -> Option<i64> {
        match self.0.as_slice() {
            [run] if run.start() == run.end() => Some(*run.start()),
            _ => None,
        }
    }

    /// Whether an entry is among them.
    pub(super) fn contains(&self, entry: i64) -> bool {
        let next = self.0.partition_point(|run| *run.end() < entry);
        self.0.get(next).is_some_and(|run| run.contains(&entry))
    }

    /// Writes each run as two numbers: the gap since the end of the last, and how many more follow its start.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut end = 0;
        for run in &self.0 {
            push_number(&mut bytes, run.start() - end);
            push_number(&mut bytes, run.end() - run.start());
            end = *run.end();
        }
        bytes
    }

    /// Reads what [`Runs::to_bytes`] wrote; what is cut off is left out.
    pub(super) fn from_bytes(mut bytes: &[u8]) -> Self {
        let mut runs = Vec::new();
        let mut end: i64 = 0;
        while let (Some(gap), Some(more)) = (take_number(&mut bytes), take_number(&mut bytes)) {
            let start = end.saturating_add(gap);
            end = start.saturating_add(more);
            runs.push(start..=end);
        }
        Self(runs)
    }
}

/// Writes a number that is not negative in base 128, lowest digits first; the high bit says that more follow.
fn push_number(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = number.cast_unsigned();
    loop {
        let [digit, ..] = (rest & 0x7f).to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            return bytes.push(digit);
        }
        bytes.push(digit | 0x80);
    }
}

fn take_number(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return i64::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Runs;

    #[test]
    fn neighbours_are_one_run() {
        let runs = Runs::of(vec![9, 3, 2, 1, 7, 3]);
        assert_eq!(runs, Runs(vec![1..=3, 7..=7, 9..=9]));
    }

    #[test]
    fn fifty_thousand_neighbours_take_few_bytes() {
        let runs = Runs::of((1_000_001..=1_050_000).collect());
        assert!(runs.to_bytes().len() <= 8);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(entries in prop::collection::vec(1..=i64::MAX, 0..50)) {
            let runs = Runs::of(entries);
            prop_assert_eq!(Runs::from_bytes(&runs.to_bytes()), runs);
        }
    }
}
