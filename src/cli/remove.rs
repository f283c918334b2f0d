//! `newsterm remove`: a feed followed no more.

use crate::cli::add::refuse;
use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::config::{Config, Paths};
use crate::lang::Phrase;
use crate::model::{Feed, tag_key};
use crate::runtime::{SubscribeError, report, unsubscribe};

/// Takes a feed out of the settings, by its address or its title.
pub(super) fn run(name: &str, config: &Config, paths: &Paths, out: &Output) -> Exit {
    let opened = with_cache(config, paths, out, |database| {
        Ok((database.reader()?.feeds()?, database))
    });
    let (feeds, mut database) = match opened {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let feed = match named(name, &feeds, out) {
        Ok(feed) => feed,
        Err(exit) => return exit,
    };
    let address = feed.subscription.source.address();
    match unsubscribe(&mut database, &paths.config, address) {
        Ok(()) => {
            out.say(&Phrase::CliRemoved {
                title: feed.title.as_str().to_owned(),
                path: paths.config.display().to_string(),
            });
            Exit::Done
        }
        Err(SubscribeError::Config(error)) => refuse(&error, out),
        Err(error) => {
            tracing::error!(?error, "no feed was removed");
            out.fail(&report::subscribe(&error, &paths.database), Exit::Cache)
        }
    }
}

/// The one feed that is meant by an address or a title; says why it is none.
pub(super) fn named<'a>(name: &str, feeds: &'a [Feed], out: &Output) -> Result<&'a Feed, Exit> {
    match called(name, feeds).as_slice() {
        [feed] => Ok(feed),
        [] => {
            let name = name.to_owned();
            Err(out.fail(&Phrase::CliRemoveUnknown { name }, Exit::Usage))
        }
        several => {
            let (name, count) = (name.to_owned(), several.len() as u64);
            Err(out.fail(&Phrase::CliRemoveSeveral { name, count }, Exit::Choice))
        }
    }
}

/// The feed of an address, else those of a title.
fn called<'a>(name: &str, feeds: &'a [Feed]) -> Vec<&'a Feed> {
    let of_address = |feed: &&Feed| {
        let source = &feed.subscription.source;
        source.address() == name || source.shown() == name
    };
    if let Some(feed) = feeds.iter().find(of_address) {
        return vec![feed];
    }
    let key = tag_key(name);
    let titled = feeds
        .iter()
        .filter(|feed| tag_key(feed.title.as_str()) == key);
    titled.collect()
}
