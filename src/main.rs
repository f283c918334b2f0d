//! newsterm.
fn main() {}
