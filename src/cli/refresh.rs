//! `newsterm refresh`: every feed polled once.

use serde_json::json;

use crate::app::PollOutcome;
use crate::cli::arguments::RefreshOptions;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Paths};
use crate::lang::{Lang, Phrase, rest};
use crate::runtime::{self, Ended, RefreshReport, report};

/// Polls all feeds; as JSON prints a line a feed, else says what came.
pub(super) fn run(
    config: &Config,
    paths: &Paths,
    options: RefreshOptions,
    lang: Lang,
    out: &Output,
) -> Exit {
    let RefreshOptions { anyway, json } = options;
    let (mut feeds, mut new, mut failed) = (0, 0, 0);
    let mut news = |phrase| out.warn(&phrase);
    let mut put_off = 0;
    let ended = runtime::refresh(config, &paths.database, anyway, lang, &mut news, |report| {
        feeds += 1;
        match report.polled.outcome {
            PollOutcome::Updated(sighting) => new += sighting.new as u64,
            PollOutcome::Unchanged => {}
            PollOutcome::Failed => failed += 1,
            PollOutcome::PutOff { .. } => put_off += 1,
        }
        if json {
            output::data(&json_line(&report));
        } else {
            for phrase in phrases(&report) {
                out.say(&phrase);
            }
        }
    });
    match ended {
        Ok(Ended::Done) => {}
        Ok(Ended::Told) => return Exit::Told,
        Err(error) => {
            tracing::error!(?error, "the feeds could not be refreshed");
            return out.fail(&report::run(&error), Exit::of(&error));
        }
    }
    if !json {
        let feeds = feeds - put_off;
        out.say(&Phrase::CliRefreshed { feeds, new, failed });
    }
    if failed > 0 { Exit::Failed } else { Exit::Done }
}

/// What is said of a feed: nothing when it brought nothing.
fn phrases(report: &RefreshReport) -> impl Iterator<Item = Phrase> {
    let feed = || report.feed.title.as_str().to_owned();
    let moved = report.polled.moved_to.clone();
    let moved = moved.map(|url| Phrase::CliFeedMoved { feed: feed(), url });
    outcome(report, feed()).into_iter().chain(moved)
}

fn outcome(report: &RefreshReport, feed: String) -> Option<Phrase> {
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
        PollOutcome::PutOff { seconds: None } => Some(Phrase::CliFeedEnded { feed }),
        PollOutcome::PutOff {
            seconds: Some(seconds),
        } => {
            let (minutes, hours) = rest(seconds);
            Some(Phrase::CliFeedResting {
                feed,
                minutes,
                hours,
            })
        }
    }
}

fn json_line(report: &RefreshReport) -> String {
    let (status, new, edited) = match report.polled.outcome {
        PollOutcome::Updated(sighting) => ("updated", sighting.new, sighting.edited),
        PollOutcome::Unchanged => ("unchanged", 0, 0),
        PollOutcome::Failed => ("failed", 0, 0),
        PollOutcome::PutOff { .. } => ("put off", 0, 0),
    };
    let reason = Some(report.polled.reason.as_str()).filter(|reason| !reason.is_empty());
    let line = json!({
        "url": report.feed.subscription.source.shown(),
        "title": report.feed.title.as_str(),
        "status": status,
        "new": new,
        "edited": edited,
        "moved_to": report.polled.moved_to,
        "error": reason,
    });
    format!("{line}\n")
}
