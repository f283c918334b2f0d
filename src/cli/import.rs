//! `newsterm import` and `newsterm export`: lists of feeds from and for other readers.

use std::path::Path;

use crate::app::Command;
use crate::cli::add::refuse;
use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::{Config, Paths};
use crate::feed::list::{Instead, SkipReason, Skipped, write_opml};
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
    let mut headed = false;
    for skipped in report.skipped.iter().take(TOLD) {
        match skipped.reason {
            SkipReason::Setting(instead) => {
                if !std::mem::replace(&mut headed, true) {
                    out.say(&Phrase::CliImportSettings);
                }
                out.say(&setting(skipped, instead));
            }
            _ => out.warn(&left_out(skipped)),
        }
    }
    if let Some(more) = report.skipped.len().checked_sub(TOLD + 1) {
        out.warn(&Phrase::CliImportSkippedMore {
            count: more as u64 + 1,
        });
    }
    let (new, known) = (report.added.new.len() as u64, report.added.known as u64);
    let rules = (report.rules.len() as u64, report.known_rules as u64);
    // The file that holds newsboat's settings lists no feeds.
    let is_config = |one: &Skipped| matches!(one.reason, SkipReason::Setting(_));
    let no_list = rules != (0, 0) || report.skipped.iter().any(is_config);
    if new + known > 0 || !no_list {
        let path = paths.config.display().to_string();
        out.say(&Phrase::CliImported { path, new, known });
    }
    if report.added.built_in_kept {
        out.say(&Phrase::CliBuiltInKept);
    }
    if report.named > 0 {
        let feeds = report.named as u64;
        out.say(&Phrase::CliImportedNamed { feeds });
    }
    if report.hidden > 0 {
        let feeds = report.hidden as u64;
        out.say(&Phrase::CliImportedHidden { feeds });
    }
    if report.tagged > 0 {
        let feeds = report.tagged as u64;
        out.say(&Phrase::CliImportedTagged { feeds });
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

/// What became of a setting of another reader's: nothing, but there may be something like it.
fn setting(skipped: &Skipped, instead: Instead) -> Phrase {
    let (kind, name) = match instead {
        Instead::Setting(name) => ("setting", name),
        Instead::Command(name) => ("command", key_of(name)),
        Instead::Variable(name) => ("variable", name),
        Instead::Import => ("import", ""),
        Instead::Nothing => ("nothing", ""),
    };
    Phrase::CliImportSetting {
        line: line(skipped),
        more: skipped.more as u64,
        what: skipped.what.as_str().to_owned(),
        kind: Piece::new(kind),
        instead: Piece::new(name),
    }
}

/// The key that a command has unless the settings say otherwise.
fn key_of(command: &str) -> &'static str {
    let row = Command::named(command).map(Command::row);
    let first = row.and_then(|row| row.chords.first().copied());
    first.unwrap_or_default()
}

/// The line where something stands in a list, in digits alone; `none` where there are no lines.
fn line(skipped: &Skipped) -> Piece {
    skipped.line.map_or_else(|| Piece::new("none"), Piece::new)
}

fn left_out(skipped: &Skipped) -> Phrase {
    let what = skipped.what.as_str().to_owned();
    let line = line(skipped);
    if let Some(unsaid) = &skipped.unsaid {
        let part = unsaid.as_str().to_owned();
        return match skipped.reason {
            SkipReason::Rule => Phrase::CliImportRuleUnsaid { line, what, part },
            _ => Phrase::CliImportUnsaid { line, what, part },
        };
    }
    let reason = match skipped.reason {
        SkipReason::Command => "command",
        SkipReason::Query => "query",
        SkipReason::Rule => "rule",
        SkipReason::NotWeb => "not-web",
        SkipReason::NoAddress => "no-address",
        SkipReason::NotAFeed | SkipReason::Setting(_) => "not-a-feed",
    };
    Phrase::CliImportSkipped {
        line,
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
