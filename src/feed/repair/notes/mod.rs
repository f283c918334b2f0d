//! What elements say that the parser would lose, as our nouns.

mod cadence;
mod person;

use url::Url;

use self::cadence::Updates;
use self::person::People;
use super::scan::Tag;
use super::value::attribute;
use crate::feed::html::text_of;
use crate::feed::link;
use crate::model::{Author, Cadence, Details, Enclosure};
use crate::text::CleanText;

/// How many files of an entry, and how many categories, are kept; feeds have less than ten.
const MOST: usize = 64;

/// Names what an element says; its value is noted, not written. Of those with a rank the lowest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// RSS 2.0 `ttl`: minutes.
    TimeToLive,
    /// RSS 2.0 `skipHours`: one hour.
    SkipHour,
    /// RSS 2.0 `skipDays`: one day.
    SkipDay,
    /// Syndication `updatePeriod`.
    UpdatePeriod,
    /// Syndication `updateFrequency`.
    UpdateFrequency,
    /// A language tag.
    Language,
    /// A person in one line: name, address, or both. Those of rank 1 stand in for those of rank 0.
    Person(usize),
    /// The name of the person whose element is open.
    Name,
    /// The address of the person whose element is open.
    Email,
    /// Who holds which rights.
    Rights,
    /// One category, as text or in the attributes of Atom and iTunes.
    Category,
    /// Categories with commas between.
    Keywords,
    /// The page with the comments.
    Comments,
    /// A file, by the attributes of RSS 2.0 or Media RSS.
    Enclosure,
    /// The identifier of the feed.
    Id,
    /// What the feed is about.
    Description(u8),
    /// A picture of the feed, as text or in an attribute.
    Image(u8),
    /// When the feed was changed.
    Updated(u8),
}

impl Note {
    /// Whether markup in the value is expected.
    pub(super) const fn is_prose(self) -> bool {
        matches!(self, Self::Description(_) | Self::Rights)
    }
}

/// A value of an element as it is noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub tag: Tag<'a>,
    pub text: &'a str,
    /// The text is what it says, without markup.
    pub plain: bool,
    /// What relative URLs are relative to.
    pub base: Option<&'a Url>,
}

impl Said<'_> {
    fn line(&self) -> CleanText {
        if self.plain {
            CleanText::line(self.text)
        } else {
            text_of(self.text)
        }
    }

    /// The URL in the first of the attributes that has one, else in the text.
    fn url(&self, names: &[&str]) -> Option<String> {
        let attributes = names.iter().filter_map(|name| attribute(self.tag, name));
        attributes
            .chain([self.text.to_owned()])
            .find_map(|url| link::resolve(&url, self.base))
    }
}

/// What was noted of the feed, or of an entry.
#[derive(Debug, Default)]
pub(in crate::feed) struct Notes {
    pub(in crate::feed) language: Option<String>,
    pub(in crate::feed) rights: CleanText,
    /// Of a feed only the categories count.
    pub(in crate::feed) details: Details,
    pub(in crate::feed) id: Option<String>,
    people: People,
    updates: Updates,
    description: Option<(u8, CleanText)>,
    image: Option<(u8, String)>,
    updated: Option<(u8, String)>,
}

impl Notes {
    pub(in crate::feed) fn author(&self) -> Author {
        self.people.author()
    }

    pub(in crate::feed) fn cadence(&self) -> Cadence {
        self.updates.cadence()
    }

    pub(in crate::feed) fn description(&self) -> CleanText {
        let description = self.description.as_ref();
        description
            .map(|(_, text)| text.clone())
            .unwrap_or_default()
    }

    pub(in crate::feed) fn image(&self) -> Option<String> {
        self.image.as_ref().map(|(_, url)| url.clone())
    }

    /// When the feed was changed, as written.
    pub(in crate::feed) fn updated(&self) -> Option<&str> {
        self.updated.as_ref().map(|(_, date)| date.as_str())
    }

    /// Begins a person whose name and address come as elements; `rank` as in [`Note::Person`].
    pub(super) fn begin_person(&mut self, rank: usize) {
        self.people.begin(rank);
    }

    pub(super) fn name(&mut self, text: &str) {
        self.people.name(text);
    }

    pub(super) fn has_name(&self) -> bool {
        self.people.has_name()
    }

    pub(super) fn note_language(&mut self, language: Option<String>) {
        let language = language.map(|language| language.trim().to_owned());
        let language = language.filter(|language| !language.is_empty());
        self.language = self.language.take().or(language);
    }

    pub(super) fn note(&mut self, note: Note, said: &Said<'_>) {
        match note {
            Note::Language => self.note_language(Some(said.text.to_owned())),
            Note::Person(rank) => self.people.add(rank, said.text),
            Note::Name => self.people.name(said.text),
            Note::Email => self.people.email(said.text),
            Note::Rights if self.rights.is_empty() => self.rights = said.line(),
            Note::Category => self.note_category(said),
            // References first, which end with a semicolon.
            Note::Keywords => text_of(said.text)
                .as_str()
                .split([',', ';', '،', '؛', '、', '，', '；'])
                .for_each(|word| self.add_category(CleanText::line(word))),
            Note::Comments if self.details.comments.is_none() => {
                self.details.comments = said.url(&["href"]);
            }
            Note::Enclosure => self.note_enclosure(said),
            Note::Id if self.id.is_none() => {
                self.id = Some(said.text.trim().to_owned()).filter(|id| !id.is_empty());
            }
            Note::Description(rank) => keep(
                &mut self.description,
                rank,
                Some(said.line()).filter(|text| !text.is_empty()),
            ),
            // iTunes once had it as one of several links.
            Note::Image(_) if attribute(said.tag, "rel").is_some_and(|rel| rel != "image") => {}
            Note::Image(rank) => keep(
                &mut self.image,
                rank,
                said.url(&["href", "url", "rdf:resource"]),
            ),
            Note::Updated(rank) => keep(
                &mut self.updated,
                rank,
                Some(said.text.to_owned()).filter(|date| date.contains(char::is_numeric)),
            ),
            note => self.updates.note(note, said.text),
        }
    }

    fn note_category(&mut self, said: &Said<'_>) {
        let of = |name| attribute(said.tag, name).filter(|text| !text.trim().is_empty());
        // A term is what entries are filed under; a label is for where that is an address.
        let term = of("term").filter(|term| !term.contains("://"));
        let in_attribute = term.or_else(|| of("label")).or_else(|| of("term"));
        self.add_category(match in_attribute.or_else(|| of("text")) {
            Some(text) => text_of(&text),
            None => said.line(),
        });
    }

    fn add_category(&mut self, category: CleanText) {
        let new = !category.is_empty() && !self.details.categories.contains(&category);
        if new && self.details.categories.len() < MOST {
            self.details.categories.push(category);
        }
    }

    fn note_enclosure(&mut self, said: &Said<'_>) {
        let of = |names: [&str; 2]| {
            let mut values = names.iter().filter_map(|name| attribute(said.tag, name));
            values.find(|value| !value.trim().is_empty())
        };
        let url = of(["url", "href"]).unwrap_or_else(|| said.text.to_owned());
        let Some(url) = link::resolve(&url, said.base) else {
            return;
        };
        let known = self.details.enclosures.iter().any(|known| known.url == url);
        if known || self.details.enclosures.len() == MOST {
            return;
        }
        let kind = of(["type", "type"]).or_else(|| Some(of(["medium", "medium"])? + "/*"));
        self.details.enclosures.push(Enclosure {
            url,
            media_type: kind.map(|kind| CleanText::line(&kind)),
            length: of(["length", "fileSize"])
                .and_then(|length| length.trim().parse().ok())
                .filter(|length| *length > 0),
        });
    }
}

/// Keeps the value with the lowest rank; of one rank, the first.
fn keep<T>(kept: &mut Option<(u8, T)>, rank: u8, value: Option<T>) {
    if kept.as_ref().is_none_or(|(known, _)| rank < *known)
        && let Some(value) = value
    {
        *kept = Some((rank, value));
    }
}
