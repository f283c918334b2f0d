//! The tests of newsterm from outside: one program, a module for each subject.

mod architecture;
mod feeds;
mod fetch;
mod server;
