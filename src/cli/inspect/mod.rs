//! `newsterm inspect`: how newsterm reads feeds, without subscribing to them.

mod account;
mod json;

pub(super) use json::{escaped, reason, warnings};

use crate::cli::arguments::InspectOptions;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::Config;
use crate::runtime::{self, Ended};

/// Shows every feed; where one cannot be shown it says so, and goes on.
pub(super) fn run(config: &Config, options: &InspectOptions, out: &Output) -> Exit {
    let mut exit = Exit::Done;
    let content_type = options.content_type.as_deref();
    let ended = runtime::inspect(config, &options.places, content_type, |inspected| {
        let told = if options.json {
            json::line(&inspected, out.lang())
        } else {
            account::text(&inspected, out.lang())
        };
        if output::data(&told) != Exit::Done || inspected.result.is_err() {
            exit = Exit::Failed;
        }
    });
    if ended == Ended::Told {
        Exit::Told
    } else {
        exit
    }
}
