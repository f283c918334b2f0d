//! A feed on its way to being followed.

use crate::app::{RequestId, Viewport};
use crate::model::{Candidate, FeedId, Preview};

/// A feed on its way to being followed, shown over everything else.
#[derive(Clone, Debug)]
pub struct Adding {
    /// The answer that is awaited.
    pub(super) request: RequestId,
    /// The site, as the reader typed it.
    pub(super) site: String,
    /// How far it has come.
    pub stage: AddingStage,
}

/// A feed that is followed from now on, or was already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The feed.
    pub feed: FeedId,
    /// What to call it.
    pub title: String,
    /// It was followed before.
    pub known: bool,
}

/// How far a feed has come on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddingStage {
    /// It is looked for at an address.
    Looking {
        /// The address, as typed or as the site gave it.
        address: String,
    },
    /// The site offers several.
    Choosing {
        /// What it offers.
        candidates: Vec<Candidate>,
        /// The one selected, and those on the screen.
        view: Viewport,
    },
    /// It was fetched, and the reader sees what it is.
    Showing(Preview),
    /// It is being written to the settings.
    Keeping(Preview),
}
