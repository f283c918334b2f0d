//! The two texts of the open article: that of its feed, and that of its page.

use crate::app::{LoadedArticle, RequestId};

/// The texts of an article that was opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    /// What the cache gave, once it did; with the text of the page when that was fetched.
    pub(crate) loaded: Option<LoadedArticle>,
    /// The text of the page is shown, as it was loaded or fetched last.
    pub(crate) of_page: bool,
    /// The text of the page is shown as it was before it was fetched last.
    pub(crate) of_old_page: bool,
    /// The reader asked for the page before the cache gave the article.
    pub(crate) asked: bool,
    /// Whether the reader wants to see the pictures; `None` for what the settings say.
    pub(crate) pictures: Option<bool>,
    /// The page is being fetched.
    pub(crate) fetching: Option<Fetching>,
}

/// A page on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fetching {
    pub(crate) request: RequestId,
    /// The reader asked for it, not the settings.
    pub(crate) asked: bool,
}
