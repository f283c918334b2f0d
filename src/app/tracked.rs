//! Values that tell when they may have changed.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};

/// Given to each state of each value, and never again.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A value with a number that is another after every access that could have changed it: what was made of it is still right
/// while the number is the same.
#[derive(Clone, Debug)]
pub struct Tracked<T> {
    value: T,
    revision: u64,
}

impl<T> Tracked<T> {
    /// The number of what the value is now; no other value ever has it, but a copy.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }
}

impl<T> From<T> for Tracked<T> {
    fn from(value: T) -> Self {
        Self {
            value,
            revision: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }
}

impl<T: Default> Default for Tracked<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.revision = NEXT.fetch_add(1, Ordering::Relaxed);
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_the_same_until_the_value_may_be_another() {
        let mut names = Tracked::from(vec!["harbour"]);
        let first = names.revision();
        assert_eq!((names.len(), names.revision()), (1, first));
        let copy = names.clone();
        names.push("lighthouse");
        let second = names.revision();
        assert_ne!(first, second);
        names.pop();
        assert_ne!(
            names.revision(),
            first,
            "nobody looks whether it is as it was"
        );
        assert_eq!(copy.revision(), first);
        let others = [
            Tracked::from(1).revision(),
            Tracked::<u8>::default().revision(),
        ];
        assert!(!others.contains(&first) && others[0] != others[1]);
    }
}
