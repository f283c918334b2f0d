//! The tests of newsterm from outside: one program, a module for each subject.

mod architecture;
mod cli;
mod conformance;
mod feeds;
mod fetch;
mod home;
mod pty;
mod screen;
mod server;
mod store;
mod terminal;
