//! What a server answered.

use std::time::Duration;

use super::{FetchError, PackedBody, Turn};
use crate::model::{Unchanged, Validators};

/// What a server answered, with a body as bytes or as a [`PackedBody`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched<B = Vec<u8>> {
    /// The feed is the one the validators stand for (RFC 9110 section 15.4.5).
    NotModified(Unchanged),
    /// The feed.
    Body(Representation<B>),
}

/// A body with what the server said of it (RFC 9110 section 8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representation<B = Vec<u8>> {
    /// The body, decompressed, at most [`Access::max_body`](super::Access::max_body) bytes.
    pub bytes: B,
    /// The `Content-Type` header field.
    pub content_type: Option<String>,
    /// Where the body came from after redirects, without user information.
    pub final_url: String,
    /// Where the feed has moved for good: every redirect said so (RFC 9110 sections 15.4.2, 15.4.9).
    pub moved_to: Option<String>,
    /// Tokens for the next request.
    pub validators: Validators,
    /// How long the server calls the answer fresh.
    pub fresh_for: Option<Duration>,
}

impl<B> Fetched<B> {
    /// Gives what came, to who asked without validators.
    ///
    /// # Errors
    /// [`FetchError::NotModifiedUnasked`] when there is nothing new all the same.
    pub fn body(self) -> Result<Representation<B>, FetchError> {
        match self {
            Self::Body(representation) => Ok(representation),
            Self::NotModified(_) => Err(FetchError::NotModifiedUnasked),
        }
    }
}

impl Fetched<PackedBody> {
    pub(super) async fn unpacked(self, turn: &mut Turn) -> Result<Fetched, FetchError> {
        let packed = match self {
            Self::NotModified(unchanged) => return Ok(Fetched::NotModified(unchanged)),
            Self::Body(packed) => packed,
        };
        Ok(Fetched::Body(Representation {
            bytes: packed.bytes.whole(turn).await?,
            content_type: packed.content_type,
            final_url: packed.final_url,
            moved_to: packed.moved_to,
            validators: packed.validators,
            fresh_for: packed.fresh_for,
        }))
    }
}
