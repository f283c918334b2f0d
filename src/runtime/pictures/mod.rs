//! The pictures of the open article: brought, made for the terminal, and kept for a while.

mod gallery;
mod shelf;

use std::sync::Arc;
use std::thread;

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::AbortHandle;
use tokio::time::timeout;

use self::gallery::Gallery;
pub(super) use self::shelf::Shelf;
use crate::app::{CellSize, Message, PictureSize, RequestId, Room, WantedPicture};
use crate::feed::picture::{Picture, PictureError};
use crate::model::EntryId;
use crate::runtime::poll::{PollError, Polls};
use crate::runtime::{Inputs, report};
use crate::term::{self, PictureWay, PlacedPicture};
use crate::ui::PaintedPicture;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureFailure {
    /// It did not come.
    #[error("the picture could not be fetched")]
    Fetch(#[from] PollError),
    /// It cannot be shown.
    #[error("the picture cannot be shown")]
    Picture(#[from] PictureError),
}

/// Brings the pictures of the article that is open.
pub(super) struct Pictures {
    studio: Arc<Studio>,
    way: PictureWay,
    runtime: Handle,
    /// Those under way, or over, of one entry.
    under_way: Vec<(EntryId, AbortHandle)>,
}

/// What making a picture needs.
struct Studio {
    polls: Arc<Polls>,
    shelf: Shelf,
    gallery: Gallery,
    /// Pictures are unpacked one at a time: each may take much memory.
    easel: Arc<Semaphore>,
}

impl Pictures {
    pub(super) fn new(polls: Arc<Polls>, runtime: Handle, shelf: Shelf, way: PictureWay) -> Self {
        Self {
            studio: Arc::new(Studio {
                polls,
                shelf,
                gallery: Gallery::default(),
                easel: Arc::new(Semaphore::new(1)),
            }),
            way,
            runtime,
            under_way: Vec::new(),
        }
    }

    /// Makes pictures in another way from now on.
    pub(super) fn set_way(&mut self, way: PictureWay) {
        self.way = way;
    }

    /// Brings a picture, and gives up those of other entries.
    pub(super) fn bring(&mut self, inputs: &Inputs, request: RequestId, wanted: WantedPicture) {
        self.under_way.retain(|(entry, bringing)| {
            let others = *entry != wanted.entry;
            if others {
                bringing.abort();
            }
            !others && !bringing.is_finished()
        });
        let (studio, inputs, entry) = (Arc::clone(&self.studio), inputs.clone(), wanted.entry);
        let way = self.way;
        let bringing = self.runtime.spawn(async move {
            let picture = studio.bring(request, wanted, way).await.map_err(|failure| {
                tracing::info!(?failure, "a picture is not shown");
                report::picture(&failure)
            });
            // The queue may be full, and threads that fetch must not wait for it.
            let tell = move || inputs.send(Message::PictureCame { request, picture });
            let _ = tokio::task::spawn_blocking(tell).await;
        });
        self.under_way.push((entry, bringing.abort_handle()));
    }

    /// The pictures for what was painted; and those that are kept no more, for others took their room.
    pub(super) fn hang(&self, painted: &[PaintedPicture]) -> (Vec<PlacedPicture>, Vec<RequestId>) {
        let (mut placed, mut missing) = (Vec::new(), Vec::new());
        let requests: Vec<RequestId> = painted.iter().map(|painted| painted.request).collect();
        let found = self.studio.gallery.look(&requests);
        for (painted, picture) in painted.iter().zip(found) {
            let PaintedPicture {
                request,
                column,
                row,
                rows,
            } = painted;
            match picture {
                Some(picture) => placed.push(PlacedPicture {
                    id: id(*request),
                    picture,
                    column: *column,
                    row: *row,
                    rows: rows.clone(),
                }),
                None => missing.push(*request),
            }
        }
        (placed, missing)
    }
}

impl Studio {
    async fn bring(
        self: &Arc<Self>,
        request: RequestId,
        wanted: WantedPicture,
        way: PictureWay,
    ) -> Result<(PictureSize, Room), PictureFailure> {
        let studio = Arc::clone(self);
        let url = wanted.url.clone();
        let kept = tokio::task::spawn_blocking(move || studio.shelf.get(&url)).await;
        let (bytes, fresh) = match kept.ok().flatten() {
            Some(bytes) => (bytes, false),
            None => (self.polls.picture(&wanted).await?, true),
        };
        let time = self.polls.time_for(&wanted.feed);
        let place = Arc::clone(&self.easel).acquire_owned().await;
        let (answer, answered) = oneshot::channel();
        let studio = Arc::clone(self);
        // On a thread of its own, which ends by itself where nobody waits any more: a picture may take long.
        let work = move || {
            let _place = place;
            let made = studio.make(request, &bytes, wanted.room, &way);
            if made.is_ok() && fresh {
                studio.shelf.put(&wanted.url, &bytes);
            }
            // Fails when nobody waits any more.
            let _ = answer.send(made);
        };
        if let Err(error) = thread::Builder::new()
            .name("picture".to_owned())
            .spawn(work)
        {
            tracing::warn!(?error, "the system gives no thread to unpack a picture on");
        }
        match timeout(time, answered).await {
            Ok(Ok(made)) => Ok(made?),
            Ok(Err(_)) | Err(_) => Err(PictureError::TooHard.into()),
        }
    }

    fn make(
        &self,
        request: RequestId,
        bytes: &[u8],
        room: Room,
        way: &PictureWay,
    ) -> Result<(PictureSize, Room), PictureError> {
        let picture = Picture::read(bytes)?;
        let (width, height) = picture.size();
        let size = PictureSize { width, height };
        let taken = room.taken_by(size, cell_size(way));
        let (across, down) = way.points(taken.columns, taken.rows);
        let points = |count: usize| u32::try_from(count).unwrap_or(1);
        let rgb = picture.points(points(across), points(down), way.background);
        drop(picture);
        let made = term::Picture::new(way, taken.columns, taken.rows, &rgb);
        self.gallery
            .put(request, made.ok_or(PictureError::Unknown)?);
        Ok((size, taken))
    }
}

/// The number of a picture for the terminal, which takes 32 bits and no 0.
fn id(request: RequestId) -> u32 {
    u32::try_from(request.0 % u64::from(u32::MAX)).unwrap_or_default() + 1
}

/// The size of a cell, as the state counts it.
pub(super) fn cell_size(way: &PictureWay) -> CellSize {
    CellSize {
        width: way.cell.0,
        height: way.cell.1,
    }
}
