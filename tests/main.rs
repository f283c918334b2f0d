//! The tests of newsterm from outside: one program, a module for each subject.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod architecture;
mod conformance;
mod doctor;
mod feeds;
mod fetch;
mod server;
mod store;
mod terminal;
