//! What gives up reading, from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, InterruptHandle};

use super::StoreError;

/// Stops a query of a [`Reader`](super::Reader) from another thread.
#[derive(Clone, Default)]
pub struct Interrupt {
    wanted: Arc<AtomicBool>,
    /// Reaches into a single query of the engine.
    engine: Option<Arc<InterruptHandle>>,
}

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interrupt").finish_non_exhaustive()
    }
}

impl Interrupt {
    /// Reaches what a connection reads.
    pub(super) fn of(connection: &Connection) -> Self {
        Self {
            engine: Some(Arc::new(connection.get_interrupt_handle())),
            ..Self::default()
        }
    }

    /// Stops whatever the reader reads now; it fails with [`StoreError::Interrupted`]. When it reads nothing,
    /// nothing happens.
    pub fn interrupt(&self) {
        self.wanted.store(true, Ordering::Relaxed);
        if let Some(engine) = &self.engine {
            engine.interrupt();
        }
    }

    /// Reads something that can be interrupted. Interrupts meant for what was read before are forgotten; whatever it
    /// fails with after one is that interrupt: one that comes while the engine opens the index of words is told as a
    /// plain error.
    ///
    /// # Errors
    /// Those of `read`, and [`StoreError::Interrupted`].
    pub(super) fn over<T>(
        &self,
        read: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.wanted.store(false, Ordering::Relaxed);
        read().map_err(|error| match error {
            StoreError::Sqlite { .. } if self.wanted.load(Ordering::Relaxed) => {
                StoreError::Interrupted
            }
            error => error,
        })
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.wanted.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        Ok(())
    }
}
