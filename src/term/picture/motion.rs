//! Whether pictures that are sent whole wherever they are shown stand still long enough to be worth it.

use std::time::{Duration, Instant};

use super::Spot;

/// What has moved twice within so long is in motion, until it has stood for as long.
const REST: Duration = Duration::from_millis(100);

/// Where such pictures stood in the last frame, and when they moved.
#[derive(Debug, Default)]
pub(super) struct Motion {
    stood: Vec<Spot>,
    moved: Option<Instant>,
    /// They had moved shortly before.
    again: bool,
}

impl Motion {
    /// Notes where they stand now. Gives when they will have come to rest, if they have not.
    pub(super) fn note(&mut self, spots: Vec<Spot>, now: Instant) -> Option<Instant> {
        let stood = std::mem::replace(&mut self.stood, spots);
        let elsewhere = |spot: &Spot| {
            stood
                .iter()
                .any(|stood| stood.id == spot.id && stood != spot)
        };
        if self.stood.iter().any(elsewhere) {
            self.again = self.moved.is_some_and(|moved| now < moved + REST);
            self.moved = Some(now);
        }
        let rest = self.moved? + REST;
        (self.again && now < rest).then_some(rest)
    }
}
