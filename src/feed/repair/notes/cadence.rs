//! How often a feed asks to be polled.

use std::time::Duration;

use super::Note;
use crate::model::Cadence;

/// What a feed says of its updates.
#[derive(Debug, Default)]
pub(in crate::feed) struct Updates {
    cadence: Cadence,
    period: Option<Duration>,
    frequency: Option<u32>,
}

impl Updates {
    pub(super) fn note(&mut self, note: Note, text: &str) {
        let text = text.trim();
        match note {
            Note::TimeToLive => {
                let minutes = text.parse().ok().filter(|minutes: &u32| *minutes > 0);
                let ttl = minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
                self.cadence.ttl = ttl.or(self.cadence.ttl);
            }
            Note::SkipHour => self.cadence.skip_hours |= hour(text),
            Note::SkipDay => self.cadence.skip_days |= day(text),
            Note::UpdatePeriod => self.period = period(text),
            Note::UpdateFrequency => {
                self.frequency = text.parse().ok().filter(|times| *times > 0);
            }
            _ => {}
        }
    }

    /// A time to live counts before a period, which many programs write without meaning it.
    pub(in crate::feed) fn cadence(&self) -> Cadence {
        let period = self
            .period
            .map(|period| period / self.frequency.unwrap_or(1));
        Cadence {
            ttl: self.cadence.ttl.or(period),
            ..self.cadence
        }
    }
}

/// The bit of an hour; RSS 0.91 counted them from 1 to 24.
fn hour(text: &str) -> u32 {
    let hour = text.parse().ok().filter(|hour: &u32| *hour <= 24);
    hour.map_or(0, |hour| 1 << (hour % 24))
}

fn day(text: &str) -> u8 {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let text = text.to_ascii_lowercase();
    let place = days.iter().position(|day| text.starts_with(day));
    place.map_or(0, |place| 1 << place)
}

fn period(text: &str) -> Option<Duration> {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = match text.to_ascii_lowercase().as_str() {
        "hourly" => 60 * 60,
        "daily" => DAY,
        "weekly" => 7 * DAY,
        "monthly" => 30 * DAY,
        "yearly" => 365 * DAY,
        _ => return None,
    };
    Some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cadence(said: &[(Note, &str)]) -> Cadence {
        let mut updates = Updates::default();
        for (note, text) in said {
            updates.note(*note, text);
        }
        updates.cadence()
    }

    #[test]
    fn minutes_hours_and_days_are_read() {
        let read = cadence(&[
            (Note::TimeToLive, " 90 "),
            (Note::SkipHour, "0"),
            (Note::SkipHour, "23"),
            (Note::SkipDay, "Monday"),
            (Note::SkipDay, "sunday"),
        ]);
        assert_eq!(read.ttl, Some(Duration::from_mins(90)));
        assert_eq!(read.skip_hours, 1 | 1 << 23);
        assert_eq!(read.skip_days, 1 | 1 << 6);
    }

    #[test]
    fn a_period_counts_where_no_time_to_live_is_said() {
        let twice_a_day = [(Note::UpdatePeriod, "daily"), (Note::UpdateFrequency, "2")];
        assert_eq!(cadence(&twice_a_day).ttl, Some(Duration::from_hours(12)));
        let [period, frequency] = twice_a_day;
        let both = cadence(&[period, frequency, (Note::TimeToLive, "5")]);
        assert_eq!(both.ttl, Some(Duration::from_mins(5)));
    }

    #[test]
    fn nonsense_says_nothing() {
        let nonsense = [
            (Note::TimeToLive, "-5"),
            (Note::TimeToLive, "99999999999999"),
            (Note::SkipHour, "25"),
            (Note::SkipDay, "Someday"),
            (Note::UpdatePeriod, "often"),
            (Note::UpdateFrequency, "0"),
        ];
        assert_eq!(cadence(&nonsense), Cadence::default());
    }
}
