//! Days of other calendars.

use jiff::ToSpan;
use jiff::civil::Date;

/// A calendar that dates are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Calendar {
    #[default]
    Gregorian,
    /// The Persian solar year (Jalali, Hijri Shamsi).
    Solar,
    /// The Islamic lunar year by its tabular rule, which may be a day beside the months as they are declared.
    Lunar,
}

/// The Julian day number of 1970-01-01.
const UNIX_DAY: i64 = 2_440_588;

impl Calendar {
    /// The calendar of a year in figures alone: the solar 1385 to 1420 are 2006 to 2041, and the lunar 1425 to
    /// 1470 are 2004 to 2047. Of the other calendar those years lie where feeds have no dates.
    pub(super) const fn of_year(year: i64) -> Option<Self> {
        match year {
            1385..=1420 => Some(Self::Solar),
            1425..=1470 => Some(Self::Lunar),
            1970.. => Some(Self::Gregorian),
            _ => None,
        }
    }

    /// The day, as our calendar has it.
    pub(super) fn date(self, year: i64, month: i64, day: i64) -> Option<Date> {
        let longest = if self == Self::Lunar { 30 } else { 31 };
        if !(1..=12).contains(&month) || !(1..=longest).contains(&day) {
            return None;
        }
        match self {
            // Thai years count from 543 before ours.
            Self::Gregorian if (2500..2700).contains(&year) => gregorian(year - 543, month, day),
            Self::Gregorian => gregorian(year, month, day),
            Self::Solar => of_julian_day(solar(year, month, day)?),
            Self::Lunar => of_julian_day(lunar(year, month, day)?),
        }
    }
}

fn gregorian(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

fn of_julian_day(day: i64) -> Option<Date> {
    let days = (day - UNIX_DAY).days();
    Date::new(1970, 1, 1).ok()?.checked_add(days).ok()
}

/// The Julian day number of a day of the solar year, by the cycle of 33 years, exact from 1244 to 1531.
fn solar(year: i64, month: i64, day: i64) -> Option<i64> {
    /// The leap years of a cycle.
    const LEAP: [i64; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
    let in_cycle = LEAP.iter().filter(|leap| **leap < year % 33).count();
    let leap_days = 8 * (year / 33) + i64::try_from(in_cycle).ok()?;
    let long_months = (month - 1).min(6);
    (1244..=1531).contains(&year).then(|| {
        1_948_320 + 365 * (year - 1) + leap_days + 30 * (month - 1) + long_months + day - 1
    })
}

/// The Julian day number of a day of the lunar year, by the cycle of 30 years.
fn lunar(year: i64, month: i64, day: i64) -> Option<i64> {
    (1300..=1600).contains(&year).then(|| {
        (11 * year + 3) / 30 + 354 * year + 30 * month - (month - 1) / 2 + day + 1_948_440 - 385
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_solar_year_are_found() {
        for ((year, month, day), date) in [
            ((1405, 9, 1), "2026-11-22"),
            ((1405, 1, 1), "2026-03-21"),
            ((1403, 12, 30), "2025-03-20"),
            ((1399, 12, 30), "2021-03-20"),
            ((1390, 7, 15), "2011-10-07"),
        ] {
            let found = Calendar::Solar.date(year, month, day).unwrap();
            assert_eq!(found.to_string(), date);
        }
    }

    #[test]
    fn days_of_the_lunar_year_are_found() {
        for ((year, month, day), date) in [
            ((1445, 1, 1), "2023-07-19"),
            ((1448, 6, 12), "2026-11-23"),
            ((1440, 9, 1), "2019-05-06"),
        ] {
            let found = Calendar::Lunar.date(year, month, day).unwrap();
            assert_eq!(found.to_string(), date);
        }
    }
}
