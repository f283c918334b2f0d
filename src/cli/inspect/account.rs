//! A feed as people read of it.

use super::json::author;
use crate::feed::parse::Parsed;
use crate::lang::{Lang, Phrase, Piece};
use crate::model::{FeedUpdate, NewEntry};
use crate::runtime::{Inspected, report};
use crate::text::CleanText;

/// Tells of a feed in lines: what it is, what was wrong, what it has.
pub(super) fn text(inspected: &Inspected, lang: &Lang) -> String {
    let place = CleanText::line(&inspected.place.to_string_lossy());
    let mut out = Account {
        lang,
        text: format!("{}\n", place.as_str()),
    };
    match &inspected.result {
        Ok(parsed) => out.parsed(parsed),
        Err(error) => {
            let words = lang.explain(&report::inspect(error));
            out.line(2, CleanText::line(&words).as_str());
        }
    }
    out.text.push('\n');
    out.text
}

struct Account<'a> {
    lang: &'a Lang,
    text: String,
}

impl Account<'_> {
    fn line(&mut self, indent: usize, words: &str) {
        self.text.extend([&*" ".repeat(indent), words, "\n"]);
    }

    fn say(&mut self, indent: usize, phrase: &Phrase) {
        let words = self.lang.say(phrase);
        self.line(indent, &words);
    }

    fn parsed(&mut self, parsed: &Parsed) {
        self.feed(&parsed.update);
        let why = self.lang.say(&parsed.encoding.reason.into());
        self.say(
            2,
            &Phrase::InspectEncoding {
                name: Piece::new(&parsed.encoding.name),
                why: Piece::new(why),
            },
        );
        for warning in &parsed.warnings {
            let words = self.lang.warning(*warning);
            self.line(2, &words);
        }
        if parsed.more_warnings > 0 {
            let count = parsed.more_warnings as u64;
            self.say(2, &Phrase::FaultsMore { count });
        }
        let count = parsed.update.entries.len() as u64;
        self.say(2, &Phrase::InspectEntries { count });
        for entry in &parsed.update.entries {
            self.entry(entry);
        }
    }

    fn feed(&mut self, feed: &FeedUpdate) {
        self.line(2, feed.title.as_str());
        if !feed.description.is_empty() {
            self.line(2, feed.description.as_str());
        }
        let facts = [
            feed.home.clone().map(|url| Phrase::InspectPage { url }),
            feed.language.as_ref().map(|tag| Phrase::InspectLanguage {
                language: clean(tag),
            }),
            author(feed.author.name.as_ref(), feed.author.email.as_ref())
                .map(|author| Phrase::InspectAuthor { author }),
            feed.updated.map(|date| Phrase::InspectUpdated {
                date: Piece::new(self.lang.iso_date(date)),
            }),
            feed.image.clone().map(|url| Phrase::InspectImage { url }),
            said(&feed.rights).map(|rights| Phrase::InspectRights { rights }),
            listed(&feed.categories).map(|categories| Phrase::InspectCategories { categories }),
        ];
        for fact in facts.iter().flatten() {
            self.say(2, fact);
        }
    }

    fn entry(&mut self, entry: &NewEntry) {
        let date = entry.published.or(entry.updated);
        let date = date.map_or_else(|| "-".to_owned(), |date| self.lang.iso_date(date));
        let title = said(&entry.title).unwrap_or_else(|| self.lang.say(&Phrase::EntryUntitled));
        self.line(4, &format!("{date}  {title}"));
        let facts = [
            entry.link.clone().map(|url| Phrase::InspectPage { url }),
            author(entry.author.as_ref(), entry.email.as_ref())
                .map(|author| Phrase::InspectAuthor { author }),
            listed(&entry.details.categories)
                .map(|categories| Phrase::InspectCategories { categories }),
            entry
                .details
                .comments
                .clone()
                .map(|url| Phrase::InspectComments { url }),
        ];
        let files = entry
            .details
            .enclosures
            .iter()
            .map(|file| Phrase::InspectEnclosure {
                url: file.url.clone(),
                kind: file
                    .media_type
                    .as_ref()
                    .map_or_else(|| "none".to_owned(), |kind| kind.as_str().to_owned()),
            });
        for fact in facts.into_iter().flatten().chain(files) {
            self.say(6, &fact);
        }
    }
}

fn said(text: &CleanText) -> Option<String> {
    (!text.is_empty()).then(|| text.as_str().to_owned())
}

fn clean(text: &str) -> String {
    CleanText::line(text).as_str().to_owned()
}

fn listed(lines: &[CleanText]) -> Option<String> {
    let lines: Vec<_> = lines.iter().map(CleanText::as_str).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}
