//! The tests of newsterm from outside: one program, a module for each subject.

mod architecture;
mod conformance;
mod store;
mod terminal;
