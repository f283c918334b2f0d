//! How the last document of a feed was read.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::{StoreError, codes};
use crate::model::{Condition, Encoding, EncodingReason, Fault, FeedId, Warning};
use crate::text::CleanText;

/// So many faults are kept with their places: who mends a feed looks at the first.
const KEPT: usize = 20;

/// A document that is as the last one was costs a look at its row.
const WRITE: &str = "
    INSERT INTO documents (feed, encoding, reason, faults, more)
    VALUES (:feed, :encoding, :reason, :faults, :more)
    ON CONFLICT (feed) DO UPDATE
    SET encoding = excluded.encoding, reason = excluded.reason, faults = excluded.faults, more = excluded.more
    WHERE encoding != excluded.encoding OR reason != excluded.reason OR faults != excluded.faults
       OR more != excluded.more";

const REASONS: [EncodingReason; 5] = [
    EncodingReason::Mark,
    EncodingReason::Bytes,
    EncodingReason::Header,
    EncodingReason::Declaration,
    EncodingReason::Guess,
];

const FAULTS: [Fault; 8] = [
    Fault::LeadingText,
    Fault::MissingEnd,
    Fault::StrayEnd,
    Fault::BareMarkup,
    Fault::TooDeep,
    Fault::TooMany,
    Fault::NotAnEntry,
    Fault::Truncated,
];

/// Writes how a document of a feed was read, where the last one was read otherwise.
pub(super) fn write(
    connection: &Connection,
    feed: FeedId,
    condition: &Condition,
) -> Result<(), StoreError> {
    let warnings = &condition.warnings;
    let more = warnings.len().saturating_sub(KEPT) + condition.more_warnings;
    connection.prepare_cached(WRITE)?.execute(named_params! {
        ":feed": feed.0,
        ":encoding": condition.encoding.name,
        ":reason": place(&REASONS, &condition.encoding.reason),
        ":faults": lines(warnings),
        ":more": codes::count_column(more),
    })?;
    Ok(())
}

/// Reads how the last document of a feed was read.
pub(super) fn read(connection: &Connection, feed: FeedId) -> Result<Option<Condition>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT encoding, reason, faults, more FROM documents WHERE feed = ?1")?;
    let condition = statement.query_row([feed.0], |row| {
        let reason = usize::try_from(codes::count(row, 1)?).unwrap_or(usize::MAX);
        Ok(Condition {
            encoding: Encoding {
                name: CleanText::line(row.get_ref(0)?.as_str()?)
                    .as_str()
                    .to_owned()
                    .into(),
                reason: REASONS.get(reason).copied().unwrap_or_default(),
            },
            warnings: row
                .get_ref(2)?
                .as_str()?
                .lines()
                .filter_map(warning)
                .collect(),
            more_warnings: usize::try_from(codes::count(row, 3)?).unwrap_or(usize::MAX),
        })
    });
    Ok(condition.optional()?)
}

fn lines(warnings: &[Warning]) -> String {
    let line = |warning: &Warning| {
        let kind = place(&FAULTS, &warning.fault);
        format!("{} {} {kind}\n", warning.line, warning.column)
    };
    let (first, rest) = warnings.split_at(warnings.len().min(KEPT));
    // How a document ends tells whether all of it came.
    match (rest.last(), first.split_last()) {
        (Some(end), Some((_, first))) if end.fault == Fault::Truncated => {
            first.iter().chain([end]).map(line).collect()
        }
        _ => first.iter().map(line).collect(),
    }
}

fn warning(line: &str) -> Option<Warning> {
    let mut numbers = line.split(' ').map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some(Warning {
        line: next()?,
        column: next()?,
        fault: FAULTS.get(next()?).copied()?,
    })
}

/// The number by which a column knows a value.
fn place<T: PartialEq>(all: &[T], value: &T) -> i64 {
    codes::count_column(all.iter().position(|one| one == value).unwrap_or_default())
}
