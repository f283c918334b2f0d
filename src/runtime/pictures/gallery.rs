//! Pictures made for the terminal, in memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::RequestId;
use crate::term::Picture;

/// So much memory is for pictures, in bytes; the one last looked at stays, however large.
const ROOM: usize = 32 << 20;

/// The pictures, the one last looked at at the end.
#[derive(Debug, Default)]
pub(super) struct Gallery(Mutex<Vec<(RequestId, Arc<Picture>)>>);

impl Gallery {
    /// Hangs a picture up, in place of those that nobody has looked at for longest.
    pub(super) fn put(&self, request: RequestId, picture: Picture) {
        let mut pictures = self.lock();
        pictures.push((request, Arc::new(picture)));
        let mut room = ROOM;
        let fitting = pictures.iter().rev().take_while(|(_, picture)| {
            let fits = picture.weight() <= room;
            room = room.saturating_sub(picture.weight());
            fits
        });
        let kept = fitting.count().max(1);
        let gone = pictures.len() - kept;
        pictures.drain(..gone);
    }

    /// Looks at a picture.
    pub(super) fn get(&self, request: RequestId) -> Option<Arc<Picture>> {
        let mut pictures = self.lock();
        let at = pictures.iter().position(|(known, _)| *known == request)?;
        let found = pictures.remove(at);
        let picture = Arc::clone(&found.1);
        pictures.push(found);
        Some(picture)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(RequestId, Arc<Picture>)>> {
        // The list is whole at any instant, whoever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ColorDepth, ImageProtocol};
    use crate::term::PictureWay;

    /// A picture of a little over 4 MB.
    fn picture() -> Picture {
        let way = PictureWay {
            protocol: ImageProtocol::Iterm2,
            cell: (100, 100),
            registers: 256,
            depth: ColorDepth::True,
            background: [0; 3],
        };
        Picture::new(&way, 14, 10, vec![0; 1400 * 1000 * 3]).unwrap()
    }

    #[test]
    fn what_was_looked_at_last_stays() {
        let gallery = Gallery::default();
        for n in 0..7 {
            gallery.put(RequestId(n), picture());
        }
        assert!(gallery.get(RequestId(0)).is_some());
        gallery.put(RequestId(7), picture());
        assert!(gallery.get(RequestId(0)).is_some());
        assert!(gallery.get(RequestId(1)).is_none());
        assert!(gallery.get(RequestId(7)).is_some());
    }
}
