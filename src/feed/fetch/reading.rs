//! A body on its way into memory: in time, in bounds, and in nobody's way.

use std::pin::pin;
use std::time::Duration;

use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use super::error::Stage;
use super::limits::FIRST_ROOM;
use super::unpack::Coding;
use super::{FetchError, PackedBody, Turn};

/// An answer of which nothing comes for so long gives its room to others until it goes on.
const STALLED: Duration = Duration::from_millis(100);

/// A body on its way into memory.
pub(super) struct Reading<'a> {
    pub(super) limit: usize,
    pub(super) deadline: Instant,
    pub(super) stage: &'a Stage<'a>,
    pub(super) turn: &'a mut Turn,
}

impl Reading<'_> {
    /// Reads a body as it comes. The server is done with when the body is there; what waits to be unpacked
    /// is as small as it came, so that a server never has to wait for the feeds of others.
    pub(super) async fn read(&mut self, response: Response) -> Result<PackedBody, FetchError> {
        let coding = Coding::of(response.headers());
        let bytes = self.receive(response).await?;
        self.turn.answered();
        self.turn.read().await;
        Ok(PackedBody {
            bytes,
            coding,
            limit: self.limit,
        })
    }

    /// Counts what comes; a length the server announces can end the reading, but takes little memory.
    async fn receive(&mut self, mut response: Response) -> Result<Vec<u8>, FetchError> {
        let limit = self.limit;
        let announced = usize::try_from(response.content_length().unwrap_or_default());
        let announced = announced.unwrap_or(usize::MAX);
        if announced > limit {
            return Err(FetchError::TooLarge { limit });
        }
        let mut room = if announced == 0 {
            FIRST_ROOM
        } else {
            announced
        };
        self.hold(room).await;
        self.turn.settle(room);
        let mut bytes = Vec::with_capacity(announced.min(FIRST_ROOM));
        loop {
            match self.chunk(&mut response, room).await? {
                Ok(Some(chunk)) if bytes.len() + chunk.as_ref().len() > limit => {
                    return Err(FetchError::TooLarge { limit });
                }
                Ok(Some(chunk)) => bytes.extend_from_slice(chunk.as_ref()),
                Ok(None) => break,
                Err(error) => return Err(Stage::reading(error, bytes.len())),
            }
            if bytes.len() > room {
                room = bytes.len() * 2;
                self.hold(room).await;
            }
        }
        self.turn.settle(bytes.len());
        bytes.shrink_to_fit();
        Ok(bytes)
    }

    /// Reads what comes next; who has to wait for it lets others have the room meanwhile.
    async fn chunk(
        &mut self,
        response: &mut Response,
        room: usize,
    ) -> Result<reqwest::Result<Option<impl AsRef<[u8]> + use<>>>, FetchError> {
        let mut next = pin!(response.chunk());
        let stalled = self.deadline.min(Instant::now() + STALLED);
        if let Ok(chunk) = timeout_at(stalled, next.as_mut()).await {
            return Ok(chunk);
        }
        self.turn.leave_room();
        let chunk = timeout_at(self.deadline, next).await;
        let chunk = chunk.map_err(|_| self.stage.timed_out())?;
        self.hold(room).await;
        Ok(chunk)
    }

    /// Waits for room; the time for it is not the server's.
    async fn hold(&mut self, room: usize) {
        let since = Instant::now();
        self.turn.hold(room).await;
        self.deadline += since.elapsed();
    }
}
