//! `newsterm db`: the cache as a file: checked, made smaller, measured.

use crate::cli::arguments::DbCommand;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::Paths;
use crate::lang::{Phrase, Piece};
use crate::runtime::{index_all, report};
use crate::store::{Backups, Database, StoreError, note_damage};

/// Does what was asked for; a cache that is not there is not made.
pub(super) fn run(command: DbCommand, paths: &Paths, out: &Output) -> Exit {
    let cache = &paths.database;
    let path = cache.display().to_string();
    if !cache.exists() {
        return out.fail(&Phrase::StoreMissing { path }, Exit::Cache);
    }
    let done = Database::open(cache).and_then(|mut database| match command {
        DbCommand::Check => check(&database, paths, out),
        DbCommand::Vacuum => vacuum(&mut database, path, out),
        DbCommand::Stats => stats(&database, paths, out),
        DbCommand::Reindex => reindex(&mut database, out),
    });
    done.unwrap_or_else(|error| {
        tracing::error!(?error, "the cache cannot be used");
        if matches!(error, StoreError::Damaged { .. }) {
            note_damage(cache);
        }
        out.fail(&report::store(&error, cache), Exit::Cache)
    })
}

fn check(database: &Database, paths: &Paths, out: &Output) -> Result<Exit, StoreError> {
    let path = paths.database.display().to_string();
    let faults = database.check()?;
    if faults.is_empty() {
        out.say(&Phrase::CliDbWhole { path });
        return Ok(Exit::Done);
    }
    for detail in faults.damage {
        output::remark(&detail);
    }
    if faults.miscounted > 0 {
        let feeds = faults.miscounted;
        out.warn(&Phrase::CliDbMiscounted { feeds });
    }
    // As is said, the next start mends it.
    note_damage(&paths.database);
    Ok(out.fail(&Phrase::StoreDamaged { path }, Exit::Cache))
}

fn vacuum(database: &mut Database, path: String, out: &Output) -> Result<Exit, StoreError> {
    let before = database.stats()?.file;
    database.vacuum()?;
    let after = database.stats()?.file;
    let (before, after) = (size(before), size(after));
    out.say(&Phrase::CliDbVacuumed {
        path,
        before,
        after,
    });
    Ok(Exit::Done)
}

fn stats(database: &Database, paths: &Paths, out: &Output) -> Result<Exit, StoreError> {
    let stats = database.stats()?;
    let [feeds, hidden] = stats.feeds;
    let words = out.lang().say(&Phrase::CliDbStats {
        path: paths.database.display().to_string(),
        file: size(stats.file),
        free: size(stats.free),
        texts: size(stats.texts),
        feeds,
        hidden,
        entries: stats.entries,
        deleted: stats.deleted,
        graves: stats.graves,
        actions: stats.actions,
        backups: Backups::of(&paths.database).list().len() as u64,
    });
    Ok(output::data(&format!("{words}\n")))
}

/// Makes the index of words anew.
fn reindex(database: &mut Database, out: &Output) -> Result<Exit, StoreError> {
    database.clear_index()?;
    index_all(database)?;
    let (count, _) = database.indexed()?;
    out.say(&Phrase::CliReindexed { count });
    Ok(Exit::Done)
}

/// A number of bytes, as people read it.
fn size(bytes: u64) -> Piece {
    let tenths = bytes.saturating_mul(10);
    let (number, unit) = match bytes {
        0..1_000_000 => (tenths / 1000, "kB"),
        1_000_000..1_000_000_000 => (tenths / 1_000_000, "MB"),
        _ => (tenths / 1_000_000_000, "GB"),
    };
    Piece::new(format!("{}.{} {unit}", number / 10, number % 10))
}
