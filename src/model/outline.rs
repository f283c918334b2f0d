//! Feeds that the reader does not follow yet: as lists name them, as sites offer them.

use std::collections::BTreeMap;

use super::without_password;
use crate::text::CleanText;

/// What a list says of a feed besides, kept for the next list: names of attributes, and their values.
pub type Extras = BTreeMap<String, CleanText>;

/// A feed as a list of feeds names it (an OPML outline, a line of another reader's file).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// An absolute `http` or `https` URL.
    pub address: String,
    /// What the list calls it.
    pub title: Option<CleanText>,
    /// The folder it stands in; of nested folders all names, [`Outline::NESTED`] between two.
    pub folder: Option<CleanText>,
    /// What the list says of it that means nothing to newsterm.
    pub extras: Extras,
}

impl Outline {
    /// Stands between the names of nested folders: `Technology / Linux`.
    pub const NESTED: &str = " / ";
}

/// A feed that a site offers, not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// An absolute `http` or `https` URL.
    pub address: String,
    /// What the site calls it.
    pub title: Option<CleanText>,
}

/// What a search for the feeds of a site has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A feed.
    Feed(Preview),
    /// Several that the site offers, none of them looked at.
    Candidates(Vec<Candidate>),
}

/// Where a search for feeds begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// At an address as the reader typed it: of a feed, or of a site.
    Typed(String),
    /// At a feed that a site offers.
    Offered {
        /// The address of the feed.
        address: String,
        /// The site, as the reader typed it.
        site: String,
    },
}

/// A feed as it is shown before the reader follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// An absolute `http` or `https` URL.
    pub address: String,
    /// The publisher's title; empty where there is none.
    pub title: CleanText,
    /// The language tag the publisher names (BCP 47).
    pub language: Option<CleanText>,
    /// How many entries the feed has now.
    pub entries: usize,
    /// It is at `http`, though the reader did not ask for that.
    pub unencrypted: bool,
    /// The first few of their titles.
    pub headlines: Vec<CleanText>,
}

impl Preview {
    /// What to call the feed: the publisher's title, else the address without a password.
    #[must_use]
    pub fn name(&self) -> CleanText {
        if self.title.is_empty() {
            CleanText::line(&without_password(&self.address))
        } else {
            self.title.clone()
        }
    }
}
