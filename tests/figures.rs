//! Figures that recipes show: `cargo test -- --nocapture` prints them.

use std::fmt::Display;

/// Prints a line of figures.
#[expect(
    clippy::disallowed_macros,
    reason = "libtest shows what tests print only to those who ask"
)]
pub fn show(figures: impl Display) {
    println!("{figures}");
}
