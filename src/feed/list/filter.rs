//! Filters of newsboat (its documentation, "Filter Language"), said in the query language.
//!
//! The grammar is that of newsboat's parser: `and` and `or` bind alike, and what stands on the right of one is one
//! thing, so `a and b or c` is `a and (b or c)`. What has no words in the query language is named, not guessed.

mod comparison;
mod pattern;
mod said;
#[cfg(test)]
mod tests;

use comparison::Comparison;
pub(super) use pattern::pattern;
pub(super) use said::{any_of, not};

use super::searches::Known;
use crate::model::Query;
use crate::model::query::Clause;

/// Brackets within one another; a query may have as many.
const DEEPEST: usize = 32;
/// Bytes of a filter, as of a query: what `and` and `or` nest in one another is no deeper than that.
const LONGEST: usize = 4096;

/// A filter as a query for the same entries.
///
/// # Errors
/// The part of it that is no filter, or that a query cannot say.
pub(super) fn query<'a>(filter: &'a str, known: &Known<'_>) -> Result<Query, &'a str> {
    if filter.len() > LONGEST {
        return Err(filter);
    }
    let clause = clause(filter, known)?;
    // As it will be read from the settings; they bound its length and depth.
    Query::parse(&Query { clause }.to_string()).map_err(|_| filter)
}

/// What stands between two conditions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
}

/// Conditions that wait for what comes after them.
type Waiting = Vec<(Clause, Join)>;

fn clause<'a>(filter: &'a str, known: &Known<'_>) -> Result<Clause, &'a str> {
    let mut rest = spaced(filter);
    let mut levels: Vec<Waiting> = vec![Waiting::new()];
    loop {
        if let Some(inside) = rest.strip_prefix('(') {
            if levels.len() > DEEPEST {
                return Err(filter);
            }
            levels.push(Waiting::new());
            rest = spaced(inside);
            continue;
        }
        let (comparison, after) = Comparison::read(rest).ok_or(rest)?;
        let mut clause = comparison.said(known).ok_or(comparison.written)?;
        rest = spaced(after);
        while levels.len() > 1
            && let Some(after) = rest.strip_prefix(')')
        {
            clause = closed(levels.pop().unwrap_or_default(), clause);
            rest = spaced(after);
        }
        let (join, after) = match join(rest) {
            Some(joined) => joined,
            None if rest.is_empty() && levels.len() == 1 => {
                return Ok(closed(levels.pop().unwrap_or_default(), clause));
            }
            None => return Err(if rest.is_empty() { filter } else { rest }),
        };
        if let Some(level) = levels.last_mut() {
            level.push((clause, join));
        }
        rest = spaced(after);
    }
}

fn spaced(text: &str) -> &str {
    text.trim_start_matches(' ')
}

/// Reads what joins two conditions: a space or a bracket comes after it.
fn join(text: &str) -> Option<(Join, &str)> {
    let and = text.strip_prefix("and").map(|rest| (Join::And, rest));
    let join = and.or_else(|| text.strip_prefix("or").map(|rest| (Join::Or, rest)));
    join.filter(|(_, rest)| rest.starts_with([' ', '(']))
}

/// A level as one thing, from its end on.
fn closed(waiting: Waiting, last: Clause) -> Clause {
    let waiting = waiting.into_iter().rev();
    waiting.fold(last, |right, (left, join)| {
        let mut both = parts(left, join);
        both.extend(parts(right, join));
        match join {
            Join::And => Clause::All(both),
            Join::Or => Clause::Any(both),
        }
    })
}

/// What a clause brings into one of the kind that `join` makes.
fn parts(clause: Clause, join: Join) -> Vec<Clause> {
    match (clause, join) {
        (Clause::All(all), Join::And) => all,
        (Clause::Any(any), Join::Or) => any,
        (clause, _) => vec![clause],
    }
}
