//! The wall clock; read here and nowhere else.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::model::Timestamp;

/// The time now. A clock set before 1970 reads as 1970.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
pub fn now() -> Timestamp {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX))
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
