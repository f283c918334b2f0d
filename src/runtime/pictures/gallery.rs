//! Pictures made for the terminal, in memory.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::app::RequestId;
use crate::term::Picture;

/// So much memory is for pictures, in bytes; those on the screen stay, however large, and the one put up last.
const ROOM: usize = 32 << 20;

#[derive(Debug, Default)]
pub(super) struct Gallery(Mutex<Hung>);

#[derive(Debug, Default)]
struct Hung {
    /// The pictures, the one last looked at at the end.
    pictures: Vec<(RequestId, Arc<Picture>)>,
    /// Those of the screen as it was drawn last. Were they taken down for one another, each would be made anew for
    /// ever.
    seen: Vec<RequestId>,
}

impl Gallery {
    /// Hangs a picture up, in place of those that nobody has looked at for longest.
    pub(super) fn put(&self, request: RequestId, picture: Picture) {
        let mut hung = self.lock();
        let Hung { pictures, seen } = &mut *hung;
        pictures.push((request, Arc::new(picture)));
        let stays = |known: &RequestId| *known == request || seen.contains(known);
        let staying = pictures.iter().filter(|(known, _)| stays(known));
        let taken: usize = staying.map(|(_, picture)| picture.weight()).sum();
        let mut room = ROOM.saturating_sub(taken);
        pictures.reverse();
        pictures.retain(|(known, picture)| {
            if stays(known) {
                return true;
            }
            let left = room.checked_sub(picture.weight());
            room = left.unwrap_or_default();
            left.is_some()
        });
        pictures.reverse();
    }

    /// Looks at the pictures of a screen.
    pub(super) fn look(&self, requests: &[RequestId]) -> Vec<Option<Arc<Picture>>> {
        let mut hung = self.lock();
        hung.seen = requests.to_vec();
        let pictures = &mut hung.pictures;
        let look = |request: &RequestId| {
            let at = pictures.iter().position(|(known, _)| known == request)?;
            let found = pictures.remove(at);
            let picture = Arc::clone(&found.1);
            pictures.push(found);
            Some(picture)
        };
        requests.iter().map(look).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Hung> {
        // The list is whole at any instant, whoever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ColorDepth, ImageProtocol};
    use crate::term::PictureWay;

    /// A picture of a little over 4 MB, of points that packing makes no shorter.
    fn picture() -> Picture {
        let way = PictureWay {
            protocol: ImageProtocol::Iterm2,
            cell: (100, 75),
            registers: 256,
            depth: ColorDepth::True,
            background: [0; 3],
        };
        let mut noise = 1_u32;
        let mut next = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        };
        let rgb: Vec<u8> = (0..1400 * 750 * 3).map(|_| next()).collect();
        Picture::new(&way, 14, 10, &rgb).unwrap()
    }

    #[test]
    fn what_was_looked_at_last_stays() {
        let gallery = Gallery::default();
        for n in 0..7 {
            gallery.put(RequestId(n), picture());
        }
        let has = |n| gallery.look(&[RequestId(n)])[0].is_some();
        assert!(has(0) && has(2));
        gallery.put(RequestId(7), picture());
        assert!(has(0) && !has(1) && has(7));
    }

    #[test]
    fn those_on_the_screen_stay_whatever_they_take() {
        let gallery = Gallery::default();
        let screen: Vec<RequestId> = (0..9).map(RequestId).collect();
        for request in &screen {
            gallery.put(*request, picture());
            gallery.look(&screen);
        }
        gallery.put(RequestId(9), picture());
        assert!(gallery.look(&screen).iter().all(Option::is_some));
        // What has left the screen goes first.
        gallery.look(&[]);
        gallery.put(RequestId(10), picture());
        assert!(gallery.look(&[RequestId(0)])[0].is_none());
    }
}
