//! Lists of feeds: OPML read and written, and the files `urls` and `config` of newsboat.
//!
//! A list can come from anywhere, so only addresses on the web are taken from it, and searches that can be said as
//! queries: what another reader would run as a command or read from the disk is reported and left out. Nothing here
//! recurses.

mod extras;
mod filter;
mod killfile;
mod opml;
mod searches;
mod settings;
mod urls;

pub use opml::write as write_opml;
pub use searches::Searches;
pub use settings::{Instead, NEWSBOAT_SETTINGS};

use super::decode::decode;
use super::link;
use crate::model::Outline;
use crate::text::CleanText;

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedList {
    /// The feeds, in order; one may stand in it twice.
    pub feeds: Vec<Outline>,
    /// Searches through the feeds, and what is to be ignored of them.
    pub searches: Searches,
    /// How many of the feeds are hidden in the reader they come from.
    pub hidden: usize,
    /// How many of the feeds have tags of which one alone became their folder.
    pub tagged: usize,
    /// What was left out, in order.
    pub skipped: Vec<Skipped>,
}

/// Something in a list that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// As the list has it, shortened.
    pub what: CleanText,
    /// The line of the list where it stands, from 1; `None` where there are no lines.
    pub line: Option<usize>,
    /// How many more of the kind come after it, which are not told one by one.
    pub more: usize,
    /// Why it was left out.
    pub reason: SkipReason,
    /// What of a search newsterm has no words for.
    pub unsaid: Option<CleanText>,
}

/// Why something in a list was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Its entries would come out of a command.
    Command,
    /// It is a search through other feeds that cannot be a list of newsterm's.
    Query,
    /// It tells of entries to be ignored, and cannot be a rule of newsterm's.
    Rule,
    /// Its address is not one of the web.
    NotWeb,
    /// It is a link, another list, or a page to be cut up.
    NotAFeed,
    /// It has a page, and no address of a feed.
    NoAddress,
    /// It is a setting of newsboat's, in the place of which newsterm has something else.
    Setting(Instead),
}

/// Why a document could not be read as a list of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Nothing in it looks like one.
    #[error("the document is not a list of feeds")]
    NotAList,
}

/// Reads a list of feeds, telling its kind by what is in it.
///
/// ```
/// use newsterm::feed::list::read;
///
/// let list = read(b"<opml><body><outline text='Tech'><outline xmlurl='https://a.example/?x=1&y=2'/>")?;
/// assert_eq!(list.feeds[0].address, "https://a.example/?x=1&y=2");
/// assert_eq!(list.feeds[0].folder.as_ref().unwrap().as_str(), "Tech");
/// let list = read(b"https://b.example/feed \"tag\" \"~Title\"\n\"exec:rm -r .\"\n")?;
/// assert_eq!((list.feeds.len(), list.skipped.len()), (1, 1));
/// let list = read(b"\"query:Fresh:unread = \\\"yes\\\" and age < 3\"\n")?;
/// let (lists, _) = list.searches.lists(&[]);
/// assert_eq!(lists[0].query.to_string(), "unread age:<3d");
/// let list = read(b"auto-reload yes\nignore-article \"*\" \"title =~ \\\"^Ad\\\"\"\n")?;
/// let (rules, _) = list.searches.rules(&[]);
/// assert_eq!(rules[0].when.to_string(), "title:/^Ad/");
/// # Ok::<(), newsterm::feed::list::ListError>(())
/// ```
///
/// # Errors
/// [`ListError::NotAList`] when it is none that is known.
pub fn read(bytes: &[u8]) -> Result<FeedList, ListError> {
    let text = decode(bytes, None).text;
    if text
        .trim_start_matches(['\u{feff}', '\0'])
        .trim_start()
        .starts_with('<')
    {
        return opml::read(&text);
    }
    match (urls::read(&text), killfile::read(&text)) {
        (Err(ListError::NotAList), Some(list)) => Ok(list),
        (read, _) => read,
    }
}

/// The address of a feed as a list gives it, if it is one that may be taken.
///
/// # Errors
/// Why it may not.
pub fn web_address(written: &str) -> Result<String, SkipReason> {
    let written = written.trim();
    let is = |scheme: &str| {
        written
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if is("exec:") || is("filter:") || is("|") {
        return Err(SkipReason::Command);
    }
    if is("query:") {
        return Err(SkipReason::Query);
    }
    let mut url =
        link::request_url(&link::without_feed_scheme(written)).ok_or(SkipReason::NotWeb)?;
    url.set_fragment(None);
    Ok(url.into())
}

impl FeedList {
    /// Takes a feed, or notes why not.
    fn take(&mut self, address: &str, line: usize, outline: Outline) {
        match web_address(address) {
            Ok(address) => self.feeds.push(Outline { address, ..outline }),
            Err(reason) => self.skip(address, line, reason),
        }
    }

    fn skip(&mut self, what: &str, line: usize, reason: SkipReason) {
        self.skipped.push(Skipped::new(what, Some(line), reason));
    }
}

impl Skipped {
    /// Notes what was left out of a list, and where it stands.
    #[must_use]
    pub fn new(what: &str, line: Option<usize>, reason: SkipReason) -> Self {
        Self {
            what: shortened(what),
            line,
            more: 0,
            reason,
            unsaid: None,
        }
    }
}

/// The longest name of a feed or folder that is taken over, in characters.
const LONGEST_NAME: usize = 200;

fn shortened(text: &str) -> CleanText {
    let end = text.char_indices().nth(LONGEST_NAME);
    CleanText::line(end.map_or(text, |(end, _)| &text[..end]))
}

/// A name that is not empty.
fn name(text: &str) -> Option<CleanText> {
    Some(shortened(text)).filter(|name| !name.is_empty())
}
