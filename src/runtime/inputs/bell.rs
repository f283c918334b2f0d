//! A bell: something to read for who waits for files, once something has happened.

use std::io::{self, PipeReader, PipeWriter, Read, Write, pipe};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::io::ioctl_fionbio;

/// Can be read from when it is rung until it is hushed.
///
/// Who rings does so after what it rings for; who is woken hushes it first, and then looks for what happened. So nothing
/// happens without either being seen or ringing anew.
#[derive(Debug)]
pub(super) struct Bell {
    /// It rings, or is about to: there is never more than one byte in the pipe, and nobody waits to write it.
    rung: AtomicBool,
    heard: PipeReader,
    rope: PipeWriter,
}

impl Bell {
    /// # Errors
    ///
    /// When the system has no more files.
    pub(super) fn new() -> io::Result<Self> {
        let (heard, rope) = pipe()?;
        ioctl_fionbio(&heard, true)?;
        Ok(Self {
            rung: AtomicBool::new(false),
            heard,
            rope,
        })
    }

    pub(super) fn ring(&self) {
        if self.rung.swap(true, Ordering::AcqRel) {
            return;
        }
        if let Err(error) = (&self.rope).write_all(&[0]) {
            tracing::error!(%error, "the loop cannot be woken");
        }
    }

    pub(super) fn hush(&self) {
        // Where it is only about to ring it will, and be hushed then.
        if self.rung.load(Ordering::Relaxed) && matches!((&self.heard).read(&mut [0]), Ok(1)) {
            // The swap sees what was done before any ringing that this one stands for.
            self.rung.swap(false, Ordering::AcqRel);
        }
    }
}

impl AsFd for Bell {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.heard.as_fd()
    }
}
