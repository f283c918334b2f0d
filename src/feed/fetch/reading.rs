//! A body on its way into memory: in time, in bounds, and in nobody's way.

use std::pin::pin;
use std::time::Duration;

use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use super::error::Stage;
use super::{FetchError, Turn};

/// Bodies longer than this, in bytes, are held a few at a time.
const LONG: usize = 1024 * 1024;
/// A body of which nothing comes for so long gives its place to others until it goes on.
const STALLED: Duration = Duration::from_millis(100);

/// A body on its way into memory.
pub(super) struct Reading<'a> {
    pub(super) limit: usize,
    pub(super) deadline: Instant,
    pub(super) stage: &'a Stage<'a>,
    pub(super) turn: &'a mut Turn,
}

impl Reading<'_> {
    /// Counts what comes out of the decompressor, so that a bomb is stopped at the limit; a length the server
    /// announces can end the reading, but reserves nothing.
    pub(super) async fn read(&mut self, mut response: Response) -> Result<Vec<u8>, FetchError> {
        let limit = self.limit;
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).is_ok_and(|announced| announced > limit) {
            return Err(FetchError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        loop {
            match self.chunk(&mut response).await? {
                Ok(Some(chunk)) if bytes.len() + chunk.as_ref().len() > limit => {
                    return Err(FetchError::TooLarge { limit });
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(chunk.as_ref()),
                Ok(None) => return Ok(bytes),
                Err(error) => return Err(Stage::reading(error, bytes.len())),
            }
            if bytes.len() > LONG {
                let since = Instant::now();
                self.turn.hold_long().await;
                self.deadline += since.elapsed();
            }
        }
    }

    /// Reads what comes next; who has to wait for it lets others read meanwhile.
    async fn chunk(
        &mut self,
        response: &mut Response,
    ) -> Result<reqwest::Result<Option<impl AsRef<[u8]> + use<>>>, FetchError> {
        let mut next = pin!(response.chunk());
        let stalled = self.deadline.min(Instant::now() + STALLED);
        if let Ok(chunk) = timeout_at(stalled, next.as_mut()).await {
            return Ok(chunk);
        }
        self.turn.pause();
        let chunk = timeout_at(self.deadline, next).await;
        let chunk = chunk.map_err(|_| self.stage.timed_out())?;
        self.wait_to_read().await;
        Ok(chunk)
    }

    /// Waits for leave to read; the time for it is not the server's.
    pub(super) async fn wait_to_read(&mut self) {
        let since = Instant::now();
        self.turn.read().await;
        self.deadline += since.elapsed();
    }
}
