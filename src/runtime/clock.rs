//! The wall clock, and the zone it is in; read here and nowhere else.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::model::Timestamp;

/// The rules of the zone of this machine (`TZif`, RFC 9636).
const ZONE: &str = "/etc/localtime";

/// The time now. A clock set before 1970 reads as 1970.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
pub fn now() -> Timestamp {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX))
}

/// The zone that times are told in: the one that `$TZ` names, else that of this machine.
///
/// Of that only the rules are read. To learn its name as well, every folder of zones would be looked through: twenty of
/// them, which a slow disk brings one by one.
#[must_use]
pub fn zone(named: Option<&str>) -> TimeZone {
    let rules = named.is_none().then(|| rules_in(Path::new(ZONE))).flatten();
    rules.unwrap_or_else(TimeZone::system)
}

fn rules_in(file: &Path) -> Option<TimeZone> {
    TimeZone::tzif("", &fs::read(file).ok()?).ok()
}

/// Waits before the settings are tried to be changed again; `false` when it was tried for five seconds.
#[must_use]
pub fn wait_for_settings(tries: usize) -> bool {
    let goes_on = tries <= 100;
    if goes_on {
        thread::sleep(Duration::from_millis(50));
    }
    goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that says nothing but that it is three hours later than in Greenwich (RFC 9636 section 3).
    fn three_hours_on() -> Vec<u8> {
        let mut block = b"TZif2".to_vec();
        block.extend([0; 15]);
        // No leap seconds and no changes; one kind of time, whose name takes four bytes.
        for count in [0_u32, 0, 0, 0, 1, 4] {
            block.extend(count.to_be_bytes());
        }
        block.extend((3_i32 * 3600).to_be_bytes());
        block.extend([0, 0]);
        block.extend(b"+03\0");
        [block.as_slice(), &block, b"\n<+03>-3\n"].concat()
    }

    #[test]
    fn the_rules_of_the_zone_are_those_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("localtime");
        assert!(rules_in(&file).is_none(), "there is none");
        fs::write(&file, "no rules").unwrap();
        assert!(rules_in(&file).is_none(), "they cannot be read");
        fs::write(&file, three_hours_on()).unwrap();
        let offset = rules_in(&file)
            .unwrap()
            .to_offset(jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(offset.seconds(), 3 * 3600);
    }
}
