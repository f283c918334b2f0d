//! A body that has come, as small as it came.

use std::borrow::Cow;

use super::unpack::{Coding, Fault};
use super::{FetchError, Turn};

/// A body that is unpacked where and when it is read: what waits for that takes a quarter of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedBody {
    pub(super) bytes: Vec<u8>,
    pub(super) coding: Option<Coding>,
    /// How long it may be unpacked, in bytes.
    pub(super) limit: usize,
}

impl PackedBody {
    /// A body that is not packed.
    ///
    /// ```
    /// use newsterm::feed::fetch::PackedBody;
    ///
    /// let body = PackedBody::plain(b"<rss>".to_vec());
    /// assert_eq!(body.unpack(usize::MAX)?.as_deref(), Some(&b"<rss>"[..]));
    /// # Ok::<(), newsterm::feed::fetch::FetchError>(())
    /// ```
    #[must_use]
    pub const fn plain(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            coding: None,
            limit: usize::MAX,
        }
    }

    /// Gives the body, or nothing where it turns out longer than `allowance` bytes, which [`Turn::allowance`] tells: that
    /// one waits for [`Turn::read_long`] and is unpacked once more. One that is not packed is given whatever its length.
    ///
    /// # Errors
    /// [`FetchError::TooLarge`], and [`FetchError::Cut`] where it is not packed as the server says.
    pub fn unpack(&self, allowance: usize) -> Result<Option<Cow<'_, [u8]>>, FetchError> {
        let Some(coding) = self.coding else {
            return Ok(Some(Cow::Borrowed(&self.bytes)));
        };
        let (limit, allowance) = (self.limit, allowance.min(self.limit));
        match coding.unpack(&self.bytes, allowance) {
            Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
            Err(Fault::Long) if allowance < limit => Ok(None),
            Err(Fault::Long) => Err(FetchError::TooLarge { limit }),
            Err(Fault::Broken { received, source }) => Err(FetchError::Cut {
                received,
                source: source.into(),
            }),
        }
    }

    /// Unpacks it here and now.
    ///
    /// # Errors
    /// As [`PackedBody::unpack`] has them.
    pub async fn whole(self, turn: &mut Turn) -> Result<Vec<u8>, FetchError> {
        if self.coding.is_none() {
            return Ok(self.bytes);
        }
        let mut unpacked = self.unpack(turn.allowance())?;
        if unpacked.is_none() {
            turn.read_long().await;
            unpacked = self.unpack(usize::MAX)?;
        }
        turn.leave_room();
        // Nothing is longer than all there is.
        Ok(unpacked.map(Cow::into_owned).unwrap_or_default())
    }
}
