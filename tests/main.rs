//! The tests that use newsterm from outside, in one program.

mod conformance;
