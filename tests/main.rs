//! The tests of newsterm from outside: one program, a module for each subject.

#![expect(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod architecture;
mod cli;
mod conformance;
mod doctor;
mod feeds;
mod fetch;
mod figures;
mod finding;
mod fuzz;
mod gallery;
mod home;
mod pty;
mod screen;
mod server;
mod store;
mod stories;
mod subscribing;
mod terminal;
