//! The log: a file in the state folder, never the screen.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing::level_filters::LevelFilter;

/// A log longer than this is set aside at the start, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Writes what happens to the file at `path`; the log before it is kept as `.old` when it has grown long.
///
/// # Errors
///
/// When the file cannot be opened for writing. The program does without a log then.
pub fn start(path: &Path, verbose: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::metadata(path).is_ok_and(|about| about.len() > LONGEST) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    let file: File = OpenOptions::new().create(true).append(true).open(path)?;
    let level = if verbose {
        LevelFilter::DEBUG
    } else {
        LevelFilter::INFO
    };
    let log = tracing_subscriber::fmt()
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        .with_max_level(level)
        .finish();
    // Somebody who runs newsterm as a library may have set a log up already; theirs counts.
    let _ = tracing::subscriber::set_global_default(log);
    Ok(())
}
