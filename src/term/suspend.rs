//! Stopping the program as Ctrl-Z stops others.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;

use nix::unistd::{getpgid, getpgrp, getppid, getsid};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::SIGCONT;
use signal_hook::low_level::{pipe, unregister};

/// Whether a parent in this session could continue the process group: POSIX calls a group without one
/// orphaned, and stopping it would stop it for ever.
///
/// Session and group of a parent are 0 where they lie outside of a container; `rustix` takes them for
/// never 0, so they are asked for with `nix`.
pub(super) fn has_job_control() -> bool {
    let parent = getppid();
    if parent.as_raw() == 0 {
        return false;
    }
    let here = || -> nix::Result<bool> {
        Ok(getsid(Some(parent))? == getsid(None)? && getpgid(Some(parent))? != getpgrp())
    };
    here().unwrap_or(false)
}

/// Stops the process group and returns when SIGCONT has come.
///
/// SIGSTOP and not SIGTSTP, which the program may have a handler for. It stops all threads, but not
/// necessarily before the call returns; SIGCONT is waited for, or the screen could be taken again
/// before the stop.
pub(super) fn stop_until_continued() -> io::Result<()> {
    let (mut continued, notify) = UnixStream::pair()?;
    let id = pipe::register(SIGCONT, notify)?;
    let stopped = kill_current_process_group(Signal::STOP).map_err(io::Error::from);
    let waited = stopped.and_then(|()| continued.read_exact(&mut [0]));
    unregister(id);
    waited
}
