//! Files that come with entries.

use std::sync::Arc;

use super::{PollError, Polls};
use crate::app::WantedFile;
use crate::feed::fetch::{FetchRequest, FileAnswer, Part};
use crate::runtime::clock;

impl Polls {
    /// Asks for a file, or for what a part of it lacks, as the feed is reached that names it.
    pub(in crate::runtime) async fn file(
        &self,
        wanted: &WantedFile,
        part: Part,
    ) -> Result<FileAnswer, PollError> {
        let fetcher = self.fetcher().await?;
        let access = self.reach.of(&wanted.feed);
        let request = FetchRequest {
            url: wanted.url.clone(),
            written: Some(super::pages::written(&wanted.feed).to_owned()),
            access: Arc::new(self.reach.ready(&access).await?),
            now: clock::now(),
            file: Some(part),
            ..FetchRequest::default()
        };
        Ok(fetcher.file(request).await?)
    }
}
