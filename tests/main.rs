//! The program from outside: one test program with a module for each part.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, what cannot be unwrapped is the failure"
)]

mod store;
