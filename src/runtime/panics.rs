//! Panics that do no harm.

use std::panic;

use crate::feed::parse::panic_is_contained;

/// Sends panics that the parser contains to the log alone: the feed reports them as its failure.
pub(super) fn log_contained() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if panic_is_contained() {
            tracing::error!(panic = %info, "a parser panicked");
        } else {
            report(info);
        }
    }));
}
