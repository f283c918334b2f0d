//! What has to be undone before the program lets go of the terminal, kept where a panic can reach it.

use std::io::Write;
use std::os::fd::{AsFd, OwnedFd};
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::ThreadId;

use rustix::termios::Termios;

use super::tty;

/// What has to be undone.
pub(super) struct Undo {
    /// The control strings to write.
    pub controls: String,
    /// The line mode to go back to, and the terminal it belongs to.
    pub mode: Termios,
    pub input: OwnedFd,
    /// The thread that draws; only its panic ends the screen.
    pub owner: ThreadId,
}

static UNDO: Mutex<Option<Undo>> = Mutex::new(None);
/// Reports of panics in other threads, which wait until the screen is left.
static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// Queries are out whose answers have not all come.
static ANSWERS_OWED: AtomicBool = AtomicBool::new(false);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic must not keep the terminal from being restored; both values are whole at any time.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers what [`restore`] will undo.
pub(super) fn remember(undo: Undo) {
    *lock(&UNDO) = Some(undo);
}

/// Changes the control strings that [`restore`] will write.
pub(super) fn set_controls(controls: String) {
    if let Some(undo) = lock(&UNDO).as_mut() {
        undo.controls = controls;
    }
}

/// Says whether answers of the terminal may still come.
pub(super) fn owe_answers(owed: bool) {
    ANSWERS_OWED.store(owed, Ordering::Relaxed);
}

/// Restores the terminal if it has not been restored. Failures are ignored: a terminal that is gone
/// needs nothing, and there is nobody to tell.
pub(super) fn restore() {
    let Some(undo) = lock(&UNDO).take() else {
        return;
    };
    let _ = tty::write_all(undo.controls.as_bytes());
    // An answer that comes after the end would be typed at the shell.
    let discard = ANSWERS_OWED.load(Ordering::Relaxed);
    let _ = tty::restore_mode(undo.input.as_fd(), &undo.mode, discard);
    for report in lock(&REPORTS).drain(..) {
        let _ = writeln!(std::io::stderr(), "{report}");
    }
}

/// Whether the screen is up and belongs to another thread than this one.
fn is_drawn_elsewhere() -> bool {
    let owner = lock(&UNDO).as_ref().map(|undo| undo.owner);
    owner.is_some_and(|owner| owner != std::thread::current().id())
}

/// Puts a hook before the present one: a panic of the drawing thread restores the terminal and is then
/// reported; the report of any other waits until the screen is left.
pub(super) fn install_panic_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
            if is_drawn_elsewhere() {
                let name = std::thread::current().name().unwrap_or("?").to_owned();
                tracing::error!(thread = name, "{info}");
                lock(&REPORTS).push(format!("thread '{name}' {info}"));
            } else {
                restore();
                previous(info);
            }
        }));
    });
}
