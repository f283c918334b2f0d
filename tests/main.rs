//! The tests that look at newsterm from outside, in one program.

#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod terminal;
