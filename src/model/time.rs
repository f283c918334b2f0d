//! Instants.

/// An instant: whole seconds since 1970-01-01T00:00:00 UTC.
///
/// ```
/// use newsterm::model::Timestamp;
/// assert_eq!(Timestamp(90).seconds_since(Timestamp(30)), 60);
/// assert_eq!(Timestamp(30).seconds_since(Timestamp(90)), -60);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds from `earlier` to this instant; negative when `earlier` is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The instant `seconds` later, held within the range of the type.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}
