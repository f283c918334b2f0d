//! `newsterm import` and `newsterm export`: lists of feeds from and for other readers.

use std::path::Path;

use crate::cli::add::refuse;
use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::{Config, Paths};
use crate::feed::list::{SkipReason, Skipped, write_opml};
use crate::feed::without_user_info;
use crate::lang::{Phrase, Piece};
use crate::model::{Feed, FeedSource, Outline};
use crate::runtime::{self, ImportError, ImportReport, report};

/// How much of what was left out is told one by one.
const TOLD: usize = 50;

/// Imports a file, and says what came of it.
pub(super) fn import(file: &Path, paths: &Paths, out: &Output) -> Exit {
    match runtime::import(file, paths, &mut |phrase| out.warn(&phrase)) {
        Ok(report) => {
            tell(&report, paths, out);
            Exit::Done
        }
        Err(error) => {
            tracing::error!(?error, "nothing was imported");
            fail(&error, out)
        }
    }
}

fn tell(report: &ImportReport, paths: &Paths, out: &Output) {
    for skipped in report.skipped.iter().take(TOLD) {
        out.warn(&left_out(skipped));
    }
    if let Some(more) = report.skipped.len().checked_sub(TOLD + 1) {
        out.warn(&Phrase::CliImportSkippedMore {
            count: more as u64 + 1,
        });
    }
    let (new, known) = (report.added.new.len() as u64, report.added.known as u64);
    let rules = (report.rules.len() as u64, report.known_rules as u64);
    // The file that ignores entries lists no feeds.
    if new + known > 0 || rules == (0, 0) {
        let path = paths.config.display().to_string();
        out.say(&Phrase::CliImported { path, new, known });
    }
    if report.added.built_in_kept {
        out.say(&Phrase::CliBuiltInKept);
    }
    tell_lists(report, out);
    tell_rules(report, rules, out);
    if let Some(entries) = report.entries {
        out.say(&Phrase::CliImportedEntries {
            new: entries.new as u64,
            known: entries.known as u64,
        });
    }
}

fn left_out(skipped: &Skipped) -> Phrase {
    let what = skipped.what.as_str().to_owned();
    if let Some(unsaid) = &skipped.unsaid {
        let part = unsaid.as_str().to_owned();
        return match skipped.reason {
            SkipReason::Rule => Phrase::CliImportRuleUnsaid { what, part },
            _ => Phrase::CliImportUnsaid { what, part },
        };
    }
    let reason = match skipped.reason {
        SkipReason::Command => "command",
        SkipReason::Query => "query",
        SkipReason::Rule => "rule",
        SkipReason::NotWeb => "not-web",
        SkipReason::NotAFeed => "not-a-feed",
    };
    Phrase::CliImportSkipped {
        what,
        reason: Piece::new(reason),
    }
}

/// Says which lists there are now, and what they ask for: it is for the reader to see whether it is what was meant.
fn tell_lists(report: &ImportReport, out: &Output) {
    let (new, known) = (report.lists.len() as u64, report.known_lists as u64);
    if new + known > 0 {
        out.say(&Phrase::CliImportedLists { new, known });
    }
    for list in report.lists.iter().take(TOLD) {
        out.say(&Phrase::CliImportedList {
            name: list.name.as_str().to_owned(),
            query: list.query.to_string(),
        });
    }
}

/// Says what is hidden from now on.
fn tell_rules(report: &ImportReport, (new, known): (u64, u64), out: &Output) {
    if new + known > 0 {
        out.say(&Phrase::CliImportedRules { new, known });
    }
    for rule in report.rules.iter().take(TOLD) {
        out.say(&Phrase::CliImportedRule {
            query: rule.when.to_string(),
        });
    }
}

fn fail(error: &ImportError, out: &Output) -> Exit {
    let exit = match error {
        ImportError::Config(error) => return refuse(error, out),
        ImportError::Run(error) => Exit::of(error),
        _ => Exit::Failed,
    };
    out.fail(&report::import(error), exit)
}

/// Writes the feeds as OPML to a file, or to standard output.
pub(super) fn export(config: &Config, paths: &Paths, file: Option<&Path>, out: &Output) -> Exit {
    let feeds = with_cache(config, paths, out, |database| database.reader()?.feeds());
    let feeds = match feeds {
        Ok(feeds) => feeds,
        Err(exit) => return exit,
    };
    let mut outlines: Vec<Outline> = feeds
        .iter()
        .filter_map(|feed| outline(feed, config))
        .collect();
    let masked = take_out_passwords(&mut outlines);
    if masked > 0 {
        out.say(&Phrase::CliExportedWithout { feeds: masked });
    }
    let feeds = outlines.len() as u64;
    let written = |path| Phrase::CliExported { path, feeds };
    out.write(&write_opml(&outlines), file, written)
}

/// A feed for other readers, who have no built-in ones.
fn outline(feed: &Feed, config: &Config) -> Option<Outline> {
    let FeedSource::Url(address) = &feed.subscription.source else {
        return None;
    };
    Some(Outline {
        address: address.clone(),
        title: Some(feed.title.clone())
            .filter(|title| title.as_str() != feed.subscription.source.shown()),
        folder: feed.subscription.folder.clone(),
        extras: config
            .extras_of(&feed.subscription)
            .cloned()
            .unwrap_or_default(),
    })
}

/// Leaves out what the addresses hold for their servers alone; gives how many did.
fn take_out_passwords(outlines: &mut [Outline]) -> u64 {
    let mut count = 0;
    for outline in outlines {
        let address = without_user_info(&outline.address);
        count += u64::from(address != outline.address);
        outline.address = address;
    }
    count
}
