//! `newsterm add`: a feed, or the feed of a site, looked at and followed.

use std::fmt::Write as _;
use std::io::{IsTerminal, stderr, stdin};

use crate::cli::arguments::AddOptions;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Added, Config, ConfigError, Paths, add_feeds};
use crate::lang::Phrase;
use crate::model::{Candidate, Found, Outline, Preview, Wanted, without_password};
use crate::runtime::{FindError, find_feeds, read_line, report, wait_for_settings};
use crate::text::{CleanText, digit};

/// Looks for the feed, shows it, and adds it to the settings.
pub(super) fn run(options: &AddOptions, config: &Config, paths: &Paths, out: &Output) -> Exit {
    let found = find(config, &Wanted::Typed(options.address.clone()), out);
    let preview = match found {
        Ok(Found::Feed(preview)) => preview,
        Ok(Found::Candidates(candidates)) => {
            let chosen = match choose(&candidates, options.pick, out) {
                Ok(candidate) => Wanted::Offered {
                    address: candidate.address.clone(),
                    site: options.address.clone(),
                },
                Err(exit) => return exit,
            };
            match find(config, &chosen, out) {
                Ok(Found::Feed(preview)) => preview,
                Ok(Found::Candidates(_)) => return Exit::Failed,
                Err(exit) => return exit,
            }
        }
        Err(exit) => return exit,
    };
    show(&preview, out);
    let outlines = [outline(&preview, options)];
    match add_feeds(&paths.config, &outlines, &wait_for_settings) {
        Ok(added) => {
            tell(&added, &preview, paths, out);
            Exit::Done
        }
        Err(error) => refuse(&error, out),
    }
}

fn find(config: &Config, wanted: &Wanted, out: &Output) -> Result<Found, Exit> {
    let found = find_feeds(config, wanted).map_err(|error| {
        tracing::error!(?error, "no feed was found");
        let exit = match error {
            FindError::Search(crate::feed::discover::SearchError::Address { .. }) => Exit::Usage,
            _ => Exit::Failed,
        };
        out.fail(&report::find(&error), exit)
    })?;
    found.ok_or(Exit::Told)
}

/// Finds out which of several feeds is meant: by its number, or by asking where somebody can answer.
fn choose<'a>(
    candidates: &'a [Candidate],
    pick: Option<usize>,
    out: &Output,
) -> Result<&'a Candidate, Exit> {
    let count = candidates.len() as u64;
    if let Some(number) = pick {
        let chosen = number
            .checked_sub(1)
            .and_then(|index| candidates.get(index));
        return chosen.ok_or_else(|| out.fail(&Phrase::CliAddNoSuch { count }, Exit::Choice));
    }
    if stdin().is_terminal() && stderr().is_terminal() {
        output::remark(&listed(candidates));
        return ask(candidates, out);
    }
    output::data(&listed(candidates));
    out.say(&Phrase::CliAddSeveral { count });
    Err(Exit::Choice)
}

/// The feeds with their numbers; a tab between number, address and title.
fn listed(candidates: &[Candidate]) -> String {
    let mut lines = String::new();
    for (number, candidate) in (1..).zip(candidates) {
        let title = candidate.title.as_ref().map_or("", CleanText::as_str);
        let address = CleanText::line(&without_password(&candidate.address));
        writeln!(lines, "{number}\t{address}\t{title}")
            .expect("a string takes whatever is written");
    }
    lines
}

/// Asks until there is a number among those offered.
fn ask<'a>(candidates: &'a [Candidate], out: &Output) -> Result<&'a Candidate, Exit> {
    let count = candidates.len() as u64;
    loop {
        out.say(&Phrase::CliAddWhich { count });
        let line = read_line().unwrap_or_else(|_| Some(String::new()));
        let line = line.ok_or(Exit::Told)?;
        if line.trim().is_empty() {
            return Err(Exit::Choice);
        }
        let number = number(line.trim());
        let chosen = number.and_then(|number| candidates.get(number.checked_sub(1)?));
        if let Some(chosen) = chosen {
            return Ok(chosen);
        }
    }
}

fn show(preview: &Preview, out: &Output) {
    let language = preview.language.as_ref().map_or("none", CleanText::as_str);
    out.say(&Phrase::CliAddFound {
        title: preview.name().as_str().to_owned(),
        address: without_password(&preview.address),
        language: language.to_owned(),
        entries: preview.entries as u64,
    });
    for headline in &preview.headlines {
        output::remark(&format!("  {headline}"));
    }
    if preview.unencrypted {
        out.warn(&Phrase::AddUnencrypted);
    }
}

fn outline(preview: &Preview, options: &AddOptions) -> Outline {
    let line = |text: &Option<String>| {
        let line = CleanText::line(text.as_deref().unwrap_or_default());
        (!line.is_empty()).then_some(line)
    };
    Outline {
        address: preview.address.clone(),
        title: line(&options.title),
        folder: line(&options.folder),
        ..Outline::default()
    }
}

fn tell(added: &Added, preview: &Preview, paths: &Paths, out: &Output) {
    let (title, path) = (
        preview.name().as_str().to_owned(),
        paths.config.display().to_string(),
    );
    if added.new.is_empty() {
        out.say(&Phrase::CliAddKnown { title, path });
        return;
    }
    out.say(&Phrase::CliAdded { title, path });
    if added.built_in_kept {
        out.say(&Phrase::CliBuiltInKept);
    }
}

/// Says why the settings were left as they are.
pub(super) fn refuse(error: &ConfigError, out: &Output) -> Exit {
    tracing::error!(?error, "the settings were not changed");
    if let Some(places) = error.places(out.lang()) {
        output::remark(&format!("{places}\n"));
    }
    out.fail(&error.phrase(), Exit::Config)
}

/// A number as it is typed, in the digits of any keyboard.
fn number(typed: &str) -> Option<usize> {
    let digits: Option<String> = typed
        .chars()
        .map(|c| char::from_digit(digit(c)?, 10))
        .collect();
    digits?.parse().ok()
}
