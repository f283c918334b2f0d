//! `newsterm refresh`: every feed polled once.

use serde_json::json;

use crate::app::PollOutcome;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Paths};
use crate::lang::{Lang, Phrase};
use crate::runtime::{self, RefreshReport, report};

/// Polls all feeds; with `as_json` prints a line a feed, else says what came.
pub(super) fn run(config: &Config, paths: &Paths, as_json: bool, lang: Lang, out: &Output) -> Exit {
    let (mut feeds, mut new, mut failed) = (0, 0, 0);
    let mut news = |phrase| out.warn(&phrase);
    let ended = runtime::refresh(config, &paths.database, lang, &mut news, |report| {
        feeds += 1;
        match report.polled.outcome {
            PollOutcome::Updated(sighting) => new += sighting.new as u64,
            PollOutcome::Unchanged => {}
            PollOutcome::Failed => failed += 1,
        }
        if as_json {
            output::data(&json_line(&report));
        } else if let Some(phrase) = phrase(&report) {
            out.say(&phrase);
        }
    });
    if let Err(error) = ended {
        tracing::error!(?error, "the feeds could not be refreshed");
        return out.fail(&report::run(&error), Exit::of(&error));
    }
    if !as_json {
        out.say(&Phrase::CliRefreshed { feeds, new, failed });
    }
    if failed > 0 { Exit::Failed } else { Exit::Done }
}

/// What is said of a feed: nothing when it brought nothing.
fn phrase(report: &RefreshReport) -> Option<Phrase> {
    let feed = report.feed.title.as_str().to_owned();
    match report.polled.outcome {
        PollOutcome::Updated(sighting) => Some(Phrase::CliFeedRefreshed {
            feed,
            new: sighting.new as u64,
        }),
        PollOutcome::Unchanged => None,
        PollOutcome::Failed => Some(Phrase::CliFeedFailed {
            feed,
            reason: report.polled.reason.as_str().to_owned(),
        }),
    }
}

fn json_line(report: &RefreshReport) -> String {
    let (status, new, edited) = match report.polled.outcome {
        PollOutcome::Updated(sighting) => ("updated", sighting.new, sighting.edited),
        PollOutcome::Unchanged => ("unchanged", 0, 0),
        PollOutcome::Failed => ("failed", 0, 0),
    };
    let reason = Some(report.polled.reason.as_str()).filter(|reason| !reason.is_empty());
    let line = json!({
        "url": report.feed.subscription.source.address(),
        "title": report.feed.title.as_str(),
        "status": status,
        "new": new,
        "edited": edited,
        "error": reason,
    });
    format!("{line}\n")
}
