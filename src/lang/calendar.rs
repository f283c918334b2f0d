//! Ages, dates and days in the reader's zone.

use jiff::Zoned;
use jiff::civil::Weekday;

use super::{Lang, Phrase, Piece};
use crate::model::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

const MONTH: i64 = YEAR / 12;
/// A year of the calendar, on average.
const YEAR: i64 = 31_556_952;

/// Ages from here on are told in months, in seconds; the first month is somewhat short.
const MONTHS: i64 = 4 * WEEK;

impl Phrase {
    /// How long ago `then` was, in whole units of the largest that fits; an instant yet to come is now: clocks differ.
    #[must_use]
    pub fn age(now: Timestamp, then: Timestamp) -> Self {
        let seconds = now.seconds_since(then);
        let whole = |unit: i64| seconds.div_euclid(unit).unsigned_abs();
        match seconds {
            ..MINUTE => Self::AgeNow,
            MINUTE..HOUR => Self::AgeMinutes {
                count: whole(MINUTE),
            },
            HOUR..DAY => Self::AgeHours { count: whole(HOUR) },
            DAY..WEEK => Self::AgeDays { count: whole(DAY) },
            WEEK..MONTHS => Self::AgeWeeks { count: whole(WEEK) },
            MONTHS..YEAR => Self::AgeMonths {
                count: whole(MONTH).max(1),
            },
            YEAR.. => Self::AgeYears { count: whole(YEAR) },
        }
    }
}

impl Lang {
    /// Tells how long ago `then` was, in four columns: "now", "5m", "3h", "2d", "3w", "7mo", "2y".
    #[must_use]
    pub fn age(&self, now: Timestamp, then: Timestamp) -> String {
        self.say(&Phrase::age(now, then))
    }

    /// Tells a date with its weekday and time: "Sunday, 22 November 2026, 10:36".
    #[must_use]
    pub fn date(&self, then: Timestamp) -> String {
        let then = self.civil(then);
        self.say(&Phrase::DateLong {
            weekday: self.weekday(then.weekday()),
            day: Piece::new(then.day()),
            month: self.month(&then),
            year: Piece::new(then.year()),
            time: Piece::new(then.strftime("%H:%M")),
        })
    }

    /// Tells a date and time for scripts, in the reader's zone: "2026-11-22T10:36:00+01:00" (RFC 3339).
    #[must_use]
    pub fn iso_date(&self, then: Timestamp) -> String {
        self.civil(then)
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// Finds the start of the reader's day that holds `now`.
    #[must_use]
    pub fn day_start(&self, now: Timestamp) -> Timestamp {
        self.civil(now)
            .start_of_day()
            .map_or(now, |start| Timestamp(start.timestamp().as_second()))
    }

    fn month(&self, date: &Zoned) -> Piece {
        let month = u64::from(date.month().unsigned_abs());
        Piece::new(self.say(&Phrase::Month { month }))
    }

    fn weekday(&self, day: Weekday) -> Piece {
        let weekday = u64::from(day.to_monday_one_offset().unsigned_abs());
        Piece::new(self.say(&Phrase::Weekday { weekday }))
    }

    /// An instant on the reader's calendar; one the calendar cannot hold becomes its nearest end.
    fn civil(&self, instant: Timestamp) -> Zoned {
        let (first, last) = (
            jiff::Timestamp::MIN.as_second(),
            jiff::Timestamp::MAX.as_second(),
        );
        jiff::Timestamp::from_second(instant.0.clamp(first, last))
            .expect("clamped to the range of the calendar")
            .to_zoned(self.zone.clone())
    }
}
