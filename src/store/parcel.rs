//! What a poll brings, made ready for the cache on the thread that read it.
//!
//! One thread writes; what it need not do itself, many can do before.

use std::borrow::Cow;

use super::codes;
use super::identity::{self, Arrival};
use super::packing::Packed;
use crate::model::{Body, BodyKind, FeedUpdate, NewEntry};
use crate::text::Letters;

/// What a poll brought, with all that can be known of it without the cache.
#[derive(Debug, Default)]
pub struct Parcel {
    pub(super) update: FeedUpdate,
    /// One for each entry, in their order.
    labels: Vec<Label>,
}

/// What is known of an entry.
#[derive(Debug)]
struct Label {
    identity: String,
    content_hash: i64,
    packed: Option<Packed<'static>>,
    letters: Option<Letters>,
}

impl Parcel {
    /// Makes an update ready. Texts are packed as well where they are `new` to the cache; where most of them are
    /// known, those few that are not are packed when that is found out. Where rules look for words in texts, what they
    /// need to know of those is gathered before they are packed.
    #[must_use]
    pub fn new(mut update: FeedUpdate, new: bool, rules_read: bool) -> Self {
        for entry in &mut update.entries {
            // Which the cache does not keep.
            entry.summary = None;
        }
        let label = |entry: &mut NewEntry| Label {
            identity: codes::identity_column(&entry.identity),
            content_hash: identity::content_hash(entry),
            letters: (new && rules_read).then(|| letters(&entry.body)).flatten(),
            packed: new.then(|| pack(&mut entry.body.content)).flatten(),
        };
        Self {
            labels: update.entries.iter_mut().map(label).collect(),
            update,
        }
    }

    /// Where the feed has moved for good.
    pub const fn moved_to(&mut self) -> &mut Option<String> {
        &mut self.update.moved_to
    }

    pub(super) fn arrivals(&self) -> Vec<Arrival<'_>> {
        let pairs = self.update.entries.iter().zip(&self.labels);
        pairs
            .map(|(entry, label)| Arrival {
                entry,
                identity: Cow::Borrowed(&label.identity),
                content_hash: label.content_hash,
                packed: label.packed.as_ref(),
                letters: label.letters.as_ref(),
            })
            .collect()
    }
}

fn letters(body: &Body) -> Option<Letters> {
    Letters::of(&body.content, body.kind == BodyKind::Html)
}

/// Packs a text and lets go of it, where that saves room.
fn pack(text: &mut String) -> Option<Packed<'static>> {
    let packed = Packed::new(text).kept()?;
    *text = String::new();
    Some(packed)
}
