//! OPML 1.0, 1.1 and 2.0: read in whatever state it is, written as other readers expect it.

use std::collections::{BTreeMap, HashMap};

use super::extras::{self, Namespaces};
use super::{FeedList, ListError, SkipReason, name};
use crate::feed::repair::{Scanner, Tag, Token, decoded, escape_into};
use crate::model::Outline;
use crate::text::CleanText;

/// The most folders inside one another whose names are kept; what is nested deeper stands in the last of them.
const LEVELS: usize = 8;

/// Reads OPML: versions, end tags and quotes may be missing, and nesting may have any depth.
pub(super) fn read(text: &str) -> Result<FeedList, ListError> {
    let mut list = FeedList::default();
    let (mut folders, mut namespaces) = (Folders::default(), Namespaces::default());
    let (mut seen, mut lines) = (false, Lines::new(text));
    let mut scanner = Scanner::new(text);
    // What may be a feed without an address, or a folder: that is one if anything stands in it.
    let mut lacking = None;
    loop {
        let begin = scanner.at();
        let Some(token) = scanner.next() else { break };
        match token {
            Token::Start(tag) if is(tag.name, "outline") => {
                seen = true;
                let line = lines.of(begin);
                lacking = take(tag, line, &mut list, &mut folders, &mut namespaces);
                if tag.empty {
                    list.skip_lacking(lacking.take());
                }
            }
            Token::Start(tag) => {
                seen |= is(tag.name, "opml");
                namespaces.note(tag);
            }
            Token::End(name) if is(name, "outline") => {
                list.skip_lacking(lacking.take());
                folders.leave();
            }
            _ => {}
        }
    }
    if seen {
        Ok(list)
    } else {
        Err(ListError::NotAList)
    }
}

/// The lines of a text, counted as far as they were asked for.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line of a byte, from 1, which is asked for in order.
    fn of(&mut self, byte: usize) -> usize {
        self.line += self
            .text
            .get(self.at..byte)
            .unwrap_or_default()
            .matches('\n')
            .count();
        self.at = byte;
        self.line
    }
}

fn is(name: &str, wanted: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or(name);
    local.eq_ignore_ascii_case(wanted)
}

impl FeedList {
    fn skip_lacking(&mut self, lacking: Option<(usize, String)>) {
        if let Some((line, feed)) = lacking {
            self.skip(&feed, line, SkipReason::NoAddress);
        }
    }
}

/// Takes what an outline stands for: a feed, or a folder of those that follow; gives what it calls a feed without an
/// address, and its line.
fn take(
    tag: Tag<'_>,
    line: usize,
    list: &mut FeedList,
    folders: &mut Folders,
    namespaces: &mut Namespaces,
) -> Option<(usize, String)> {
    let outline = Attributes::of(tag);
    let title = outline.title.as_deref().and_then(name);
    let title = title.or_else(|| outline.text.as_deref().and_then(name));
    match outline.address() {
        None => {
            namespaces.note(tag);
            if !tag.empty {
                folders.enter(title.as_ref().map_or("", CleanText::as_str));
            }
            return Some((line, outline.without_address()?.to_owned()));
        }
        Some((address, false)) => list.skip(address, line, SkipReason::NotAFeed),
        Some((address, true)) => {
            let folder = folders.name().or_else(|| outline.category());
            // Readers write the address where there is no title.
            let title = title.filter(|title| title.as_str() != address);
            let mut extras = namespaces.extras(tag);
            extras.extend(extras::kind(outline.kind.as_deref()));
            let feed = Outline {
                title,
                folder,
                extras,
                ..Outline::default()
            };
            list.take(address, line, feed);
        }
    }
    // Where the end tag of a feed is missing, what follows does not stand in it.
    if !tag.empty {
        folders.enter("");
    }
    None
}

/// What an outline says of itself.
#[derive(Default)]
struct Attributes {
    text: Option<String>,
    title: Option<String>,
    kind: Option<String>,
    category: Option<String>,
    xml_url: Option<String>,
    url: Option<String>,
    html_url: Option<String>,
}

impl Attributes {
    fn of(tag: Tag<'_>) -> Self {
        let mut outline = Self::default();
        for (name, raw) in tag.attributes() {
            let name = &*name.to_ascii_lowercase();
            let place = match name {
                "text" => &mut outline.text,
                "title" => &mut outline.title,
                "type" => &mut outline.kind,
                "category" => &mut outline.category,
                "xmlurl" => &mut outline.xml_url,
                "url" => &mut outline.url,
                "htmlurl" => &mut outline.html_url,
                _ => continue,
            };
            let value = decoded(raw).0;
            let value = match name {
                // Kept as it is for the next list, so it has to mean the same there.
                "type" => CleanText::line(&value).as_str().trim().to_owned(),
                _ => value.trim().to_owned(),
            };
            // Of an attribute given twice the first counts, as in HTML.
            if place.is_none() && !value.is_empty() {
                *place = Some(value);
            }
        }
        outline
    }

    /// The address, and whether it is that of a feed (OPML 2.0, "Subscription lists" and "Inclusion"; `FreshRSS`
    /// lists pages that it cuts up by itself).
    fn address(&self) -> Option<(&str, bool)> {
        let kind = self.kind.as_deref().unwrap_or("rss").to_ascii_lowercase();
        let elsewhere = matches!(kind.as_str(), "link" | "include")
            || ["html", "xml+", "json+"]
                .iter()
                .any(|cut| kind.starts_with(cut));
        let address = self.xml_url.as_deref().or(self.url.as_deref())?;
        Some((address, !elsewhere))
    }

    /// What to call a feed that has no address: its page, else its name. Folders have neither a page nor the type of feeds.
    fn without_address(&self) -> Option<&str> {
        let is_feed = self
            .kind
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("rss"));
        let name = self.text.as_deref().or(self.title.as_deref());
        self.html_url
            .as_deref()
            .or_else(|| name.filter(|_| is_feed))
    }

    /// The first category, whose levels stand between slashes (OPML 2.0, "category").
    fn category(&self) -> Option<CleanText> {
        let first = self.category.as_deref()?.split(',').next()?;
        let mut folders = Folders::default();
        first.split('/').for_each(|level| folders.enter(level));
        folders.name()
    }
}

/// The folders that an outline stands in.
#[derive(Default)]
struct Folders {
    path: String,
    /// For each outline that is open, the length of the path before it.
    open: Vec<usize>,
    levels: usize,
}

impl Folders {
    /// Goes into an outline; one without a name changes nothing.
    fn enter(&mut self, folder: &str) {
        self.open.push(self.path.len());
        if let Some(folder) = name(folder).filter(|_| self.levels < LEVELS) {
            if !self.path.is_empty() {
                self.path.push_str(Outline::NESTED);
            }
            self.path.push_str(folder.as_str());
            self.levels += 1;
        }
    }

    fn leave(&mut self) {
        if let Some(before) = self.open.pop()
            && before < self.path.len()
        {
            self.path.truncate(before);
            self.levels -= 1;
        }
    }

    fn name(&self) -> Option<CleanText> {
        (!self.path.is_empty()).then(|| CleanText::line(&self.path))
    }
}

/// Writes feeds as OPML 2.0: nested folders as nested outlines, each where its first feed is.
///
/// ```
/// use newsterm::feed::list::{read, write_opml};
/// use newsterm::model::Outline;
/// use newsterm::text::CleanText;
///
/// let feeds = [Outline {
///     address: "https://a.example/?x=1&y=2".to_owned(),
///     title: Some(CleanText::line("\"A\" & B")),
///     folder: Some(CleanText::line("Tech / Linux")),
///     ..Outline::default()
/// }];
/// assert_eq!(read(write_opml(&feeds).as_bytes())?.feeds, feeds);
/// # Ok::<(), newsterm::feed::list::ListError>(())
/// ```
#[must_use]
pub fn write(feeds: &[Outline]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"");
    let declared = extras::declared(feeds);
    for (prefix, namespace) in &declared {
        attribute(&format!("xmlns:{prefix}"), namespace.as_str(), &mut out);
    }
    out.push_str(">\n  <head>\n    <title>newsterm</title>\n  </head>\n  <body>\n");
    let mut open: Vec<&str> = Vec::new();
    for feed in in_folder_order(feeds) {
        let path = levels(feed);
        let common = path.iter().zip(&open).take_while(|(a, b)| a == b).count();
        while open.len() > common {
            open.pop();
            indent(open.len(), &mut out);
            out.push_str("</outline>\n");
        }
        for &level in &path[common..] {
            indent(open.len(), &mut out);
            out.push_str("<outline");
            attribute("text", level, &mut out);
            out.push_str(">\n");
            open.push(level);
        }
        outline(feed, open.len(), &declared, &mut out);
    }
    while open.pop().is_some() {
        indent(open.len(), &mut out);
        out.push_str("</outline>\n");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn outline(feed: &Outline, depth: usize, declared: &BTreeMap<&str, &CleanText>, out: &mut String) {
    let title = feed
        .title
        .as_ref()
        .map_or(feed.address.as_str(), |title| title.as_str());
    indent(depth, out);
    out.push_str("<outline");
    let kind = feed.extras.get("type");
    attribute("type", kind.map_or("rss", CleanText::as_str), out);
    attribute("text", title, out);
    attribute("title", title, out);
    attribute("xmlUrl", &feed.address, out);
    for (name, value) in extras::written(&feed.extras, declared) {
        attribute(name, value.as_str(), out);
    }
    out.push_str("/>\n");
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth + 2));
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    let begin = out.len();
    escape_into(value, out);
    if out[begin..].contains(['\n', '\t']) {
        // As they are they would be read as spaces (XML 1.0 section 3.3.3).
        let escaped = out.split_off(begin);
        out.push_str(&escaped.replace('\n', "&#10;").replace('\t', "&#9;"));
    }
    out.push('"');
}

/// The names of the folders a feed stands in, from the outermost.
fn levels(feed: &Outline) -> Vec<&str> {
    let folder = feed.folder.as_ref().map_or("", |folder| folder.as_str());
    folder
        .split(Outline::NESTED)
        .map(str::trim)
        .filter(|level| !level.is_empty())
        .collect()
}

/// The feeds with those of one folder together, each folder where its first feed is.
fn in_folder_order(feeds: &[Outline]) -> Vec<&Outline> {
    let mut first: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut keyed: Vec<(Vec<usize>, &Outline)> = Vec::with_capacity(feeds.len());
    for (index, feed) in feeds.iter().enumerate() {
        let path = levels(feed);
        let mut key: Vec<usize> = (1..=path.len())
            .map(|depth| *first.entry(path[..depth].to_vec()).or_insert(index))
            .collect();
        key.push(index);
        keyed.push((key, feed));
    }
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    keyed.into_iter().map(|(_, feed)| feed).collect()
}

#[cfg(test)]
mod tests;
