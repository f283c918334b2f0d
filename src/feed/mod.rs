//! Feeds: fetched, decoded, repaired, parsed; and their bodies made articles.
//!
//! Bytes come in by [`fetch`] (the only place that touches the network) or [`built_in`], become a
//! [`FeedUpdate`](crate::model::FeedUpdate) in [`parse`], and the body of an entry becomes a
//! [`Document`](crate::model::Document) in [`html`] when it is read; [`page`] cuts such a body out of the page of an
//! entry. [`picture`] unpacks the pictures that articles show. What leaves this room is clean text, checked links, and bodies still as published, which only [`html`] may read. Nothing a server or a feed
//! sends can make this room panic, recurse without bound, or open anything.

mod built_in;
mod decode;
pub mod discover;
pub mod fetch;
pub mod html;
mod link;
pub mod list;
mod newsboat;
pub mod page;
pub mod parse;
pub mod picture;
mod repair;

pub use built_in::built_in;
pub use link::without_user_info;
pub use newsboat::marked_entry;
