//! The tests of newsterm from outside: one program, a module for each subject.

mod architecture;
mod conformance;
mod feeds;
mod fetch;
mod server;
mod store;
mod terminal;
