//! A hash that stays the same from one build of the program to the next.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// SipHash-1-3, 64 bits, without a key. The standard library promises no such constancy, and these values are kept.
pub(super) struct StableHash(SipHasher13);

impl StableHash {
    pub(super) fn new() -> Self {
        Self(SipHasher13::new())
    }

    /// Adds one field; fields do not run into one another, and an absent one differs from an empty one.
    pub(super) fn field(&mut self, field: Option<&str>) {
        match field {
            None => self.0.write_u8(0xff),
            Some(field) => {
                self.0.write(field.as_bytes());
                // No byte of UTF-8, like the one above: it can only be an end.
                self.0.write_u8(0xfe);
            }
        }
    }

    /// The hash so far, as a column holds it.
    pub(super) fn column(&self) -> i64 {
        self.0.finish().cast_signed()
    }
}
