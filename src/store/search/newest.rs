//! Answers in the order of the list.

use super::Sieve;
use super::ids::Ids;
use super::test::{Row, Test};
use crate::model::{EntryId, Position};
use crate::store::StoreError;

/// When the index of words finds no more entries than this, they are looked up one by one; when it finds more,
/// a walk along the list comes by enough of them.
const FEW: usize = 5_000;

/// How the answers to a query are found in the order of the list.
pub(in crate::store) enum Newest {
    /// These, in order.
    Listed(Vec<Position>),
    /// By looking at every entry of the list whether it is among these, if any are named.
    Walked(Option<Ids>),
}

impl Sieve<'_> {
    /// Finds out how to find the answers.
    pub(in crate::store) fn newest(&self) -> Result<Newest, StoreError> {
        match self.ids()? {
            Some(ids) if ids.len() <= FEW => self.listed(&ids).map(Newest::Listed),
            ids => Ok(Newest::Walked(ids)),
        }
    }

    /// The entries among which all answers are, where the index of words or a condition names them.
    pub(in crate::store) fn ids(&self) -> Result<Option<Ids>, StoreError> {
        match &self.expression {
            Some(expression) => self.resolver(&[]).found(expression).map(Some),
            None => Ok(self.named()),
        }
    }

    /// The entries that a condition names, where one must hold.
    fn named(&self) -> Option<Ids> {
        let Test::All(tests) = &self.test else {
            return None;
        };
        tests.iter().find_map(|test| match test {
            Test::Entries(ids) => Some(ids.clone()),
            _ => None,
        })
    }

    fn listed(&self, ids: &Ids) -> Result<Vec<Position>, StoreError> {
        let mut positions = Vec::new();
        for id in ids.iter() {
            self.interrupt.check()?;
            let Some(row) = Row::read(self.connection, id)? else {
                continue;
            };
            if self.passes_row(&row)? {
                positions.push(Position {
                    sorted_at: row.sorted_at,
                    entry: EntryId(id),
                });
            }
        }
        positions.sort_unstable_by(|one, other| other.cmp(one));
        Ok(positions)
    }
}

impl Newest {
    /// Whether an entry that a walk along the list comes by is an answer.
    pub(in crate::store) fn is_answer(&self, id: i64, sieve: &Sieve) -> Result<bool, StoreError> {
        let named = match self {
            Self::Walked(Some(ids)) => ids.contains(id),
            Self::Walked(None) | Self::Listed(_) => true,
        };
        Ok(named && !sieve.test.excludes(id) && sieve.passes(id)?)
    }
}
