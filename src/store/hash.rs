//! A hash that stays the same from one build of the program to the next.

/// FNV-1a, 64 bits (RFC 9923). The standard library promises no such constancy, and these values are kept.
pub(super) struct StableHash(u64);

impl StableHash {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one field; fields do not run into one another, and an absent one differs from an empty one.
    pub(super) fn field(&mut self, field: Option<&str>) {
        match field {
            None => self.byte(0xff),
            Some(field) => {
                field.bytes().for_each(|byte| self.byte(byte));
                // No byte of UTF-8, like the one above: it can only be an end.
                self.byte(0xfe);
            }
        }
    }

    /// The hash so far, as a column holds it.
    pub(super) const fn column(&self) -> i64 {
        self.0.cast_signed()
    }

    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }
}
