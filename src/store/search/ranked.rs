//! Answers ranked: by how well they answer, and how new they are.

use rusqlite::OptionalExtension;

use super::Sieve;
use super::test::Row;
use crate::model::query::Column;
use crate::store::StoreError;
use crate::text::Words;

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

const TITLE: &str = "SELECT title FROM headlines WHERE entry = ?1";

/// An entry that answers; the least answers best.
#[derive(Clone, Copy, Debug)]
struct Answer {
    class: Class,
    weight: f64,
    id: i64,
}

/// Which answers come before others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Those that words answer which can be weighed.
    Weighed,
    /// Those whose title has a word of which few letters are known.
    Titled,
    Rest,
}

impl Sieve<'_> {
    /// The best answers, best first; `None` when the query asks for no words.
    pub(in crate::store) fn best(&self, count: usize) -> Result<Option<Vec<i64>>, StoreError> {
        let Some(expression) = &self.expression else {
            return Ok(None);
        };
        let candidates = self.candidates(expression)?;
        let mut answers = self.weighed(&candidates)?;
        // What answers best is least: FTS5, section 5.1.1. Of equals the newer one comes first.
        answers.sort_by(|one, other| {
            let by_class = one.class.cmp(&other.class);
            by_class
                .then(one.weight.total_cmp(&other.weight))
                .then(other.id.cmp(&one.id))
        });
        answers.truncate(count);
        Ok(Some(answers.into_iter().map(|answer| answer.id).collect()))
    }

    fn weighed(&self, candidates: &[Row]) -> Result<Vec<Answer>, StoreError> {
        let mut answers = Vec::with_capacity(candidates.len());
        let mut waiting = candidates.iter().peekable();
        if let (Some(oldest), Some(weigh)) = (candidates.last(), &self.weighing.expression) {
            let mut statement = self.connection.prepare_cached(WEIGH)?;
            let mut rows = statement.query((weigh, oldest.id))?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                // Both are in one order; what does not pass is among these only.
                while let Some(other) = waiting.next_if(|candidate| candidate.id > id) {
                    answers.push(self.unweighed(other)?);
                }
                if let Some(candidate) = waiting.next_if(|candidate| candidate.id == id) {
                    let weight = row.get::<_, f64>(1)? * self.freshness(candidate);
                    let class = Class::Weighed;
                    answers.push(Answer { class, weight, id });
                    self.interrupt.check()?;
                }
            }
        }
        for other in waiting {
            answers.push(self.unweighed(other)?);
        }
        Ok(answers)
    }

    /// An answer of which no more is known than that it has words that begin with some letters.
    fn unweighed(&self, row: &Row) -> Result<Answer, StoreError> {
        self.interrupt.check()?;
        let mut statement = self.connection.prepare_cached(TITLE)?;
        let title: Option<String> = statement.query_row([row.id], |row| row.get(0)).optional()?;
        let words = Words::of(&title.unwrap_or_default());
        let mut begun = self.weighing.begun.iter();
        let is_titled = begun.any(|term| {
            term.column.is_none_or(|column| column == Column::Title)
                && !term.sought.find_in(&words).is_empty()
        });
        Ok(Answer {
            class: if is_titled {
                Class::Titled
            } else {
                Class::Rest
            },
            weight: -self.freshness(row),
            id: row.id,
        })
    }

    /// The newest entries that the index finds and that pass.
    fn candidates(&self, expression: &str) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(FIND)?;
        let mut rows = statement.query([expression])?;
        let mut candidates = Vec::new();
        while let Some(row) = rows.next()? {
            self.interrupt.check()?;
            let id = row.get(0)?;
            if self.test.excludes(id) {
                continue;
            }
            let Some(row) = Row::read(self.connection, id)? else {
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
