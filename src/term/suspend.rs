//! Stopping the program as Ctrl-Z stops others.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;

use rustix::process::{Signal, getpgid, getpgrp, getppid, getsid, kill_current_process_group};
use signal_hook::consts::SIGCONT;
use signal_hook::low_level::{pipe, unregister};

/// Whether a parent in this session could continue the process group: POSIX calls a group without one
/// orphaned, and stopping it would stop it for ever.
pub(super) fn has_job_control() -> bool {
    let Some(parent) = getppid() else {
        return false;
    };
    let here = |parent| -> rustix::io::Result<bool> {
        Ok(getsid(Some(parent))? == getsid(None)? && getpgid(Some(parent))? != getpgrp())
    };
    here(parent).unwrap_or(false)
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
