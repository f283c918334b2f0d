//! Answers ranked: by how well they answer, and how new they are.

use super::Sieve;
use super::test::Row;
use crate::store::StoreError;

/// How many answers are weighed: of a word that is in more entries than this, the newest.
const WEIGHED: usize = 2_000;

/// How much an answer is worth that is as old as the age below, beside a new one.
const OLD: f64 = 0.5;
const HALF_AGE_DAYS: f64 = 30.0;

/// The weights of the columns: a title says most of what an entry is about, and what is only found without
/// the prefixes of a word may be another word.
const WEIGH: &str = "
    SELECT rowid, bm25(found, 10.0, 4.0, 1.0, 0.4) FROM found
    WHERE found MATCH ?1 AND rowid >= ?2 ORDER BY rowid DESC";

const FIND: &str = "SELECT rowid FROM found WHERE found MATCH ?1 ORDER BY rowid DESC";

impl Sieve<'_> {
    /// The best answers, best first; `None` when the query asks for no words.
    pub(in crate::store) fn best(&self, count: usize) -> Result<Option<Vec<i64>>, StoreError> {
        let Some(expression) = &self.expression else {
            return Ok(None);
        };
        let candidates = self.candidates(expression)?;
        let Some(oldest) = candidates.last().map(|row| row.id) else {
            return Ok(Some(Vec::new()));
        };
        let mut statement = self.connection.prepare_cached(WEIGH)?;
        let mut rows = statement.query((expression, oldest))?;
        let mut weighed: Vec<(f64, i64)> = Vec::with_capacity(candidates.len());
        let mut waiting = candidates.iter().peekable();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            // Both are in one order; what does not pass is among these only.
            if let Some(candidate) = waiting.next_if(|candidate| candidate.id == id) {
                weighed.push((row.get::<_, f64>(1)? * self.freshness(candidate), id));
                self.interrupt.check()?;
            }
        }
        // What answers best is least: FTS5, section 5.1.1. Of equals the newer one comes first.
        weighed.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        weighed.truncate(count);
        Ok(Some(weighed.into_iter().map(|(_, id)| id).collect()))
    }

    /// The newest entries that the index finds and that pass.
    fn candidates(&self, expression: &str) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(FIND)?;
        let mut rows = statement.query([expression])?;
        let mut candidates = Vec::new();
        while let Some(row) = rows.next()? {
            self.interrupt.check()?;
            let Some(row) = Row::read(self.connection, row.get(0)?)? else {
                continue;
            };
            if self.passes_row(&row)? {
                candidates.push(row);
                if candidates.len() == WEIGHED {
                    break;
                }
            }
        }
        Ok(candidates)
    }

    /// How much an entry is worth for its age: 1 when it is new, ever nearer to a half as it gets older.
    fn freshness(&self, row: &Row) -> f64 {
        let seconds = self.now.seconds_since(row.sorted_at).max(0);
        #[expect(clippy::cast_precision_loss, reason = "an age is short")]
        let days = seconds as f64 / 86_400.0;
        OLD + (1.0 - OLD) * HALF_AGE_DAYS / (HALF_AGE_DAYS + days)
    }
}
