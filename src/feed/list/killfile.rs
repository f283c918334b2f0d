//! The `config` file of newsboat's: what it says of entries to be ignored (newsboat documentation, "Killfiles"), and
//! what of the rest newsterm has settings for.

use super::filter;
use super::filter::pattern;
use super::searches::{Known, Searches};
use super::urls::words;
use super::{FeedList, Instead, SkipReason, Skipped, name, settings, web_address};
use crate::model::query::Clause;
use crate::model::{Query, Rule, Subscription};
use crate::text::CleanText;

/// The word that such a line begins with.
const IGNORE: &str = "ignore-article";
/// What stands for every feed.
const EVERY: &str = "*";
/// What stands before a regular expression for addresses.
const PATTERN: &str = "regex:";
/// What a pattern for feeds stands behind.
const FEED: &str = "feed";

/// Reads a `config` file of newsboat's: what it ignores, and what else is in it that the reader may want to write into
/// the settings. `None` where nothing in it is of newsboat's.
pub(super) fn read(text: &str) -> Option<FeedList> {
    let mut list = FeedList::default();
    let mut foreign = 0;
    for (line, text) in (1..).zip(text.lines()) {
        let mut words = words(text).into_iter();
        let Some(word) = words.next() else { continue };
        if word != IGNORE {
            match settings::counterpart(&word) {
                Some(instead) => list.left(&word, text.trim(), line, instead),
                None => foreign += 1,
            }
            continue;
        }
        match (words.next(), words.next()) {
            (Some(feed), Some(filter)) => {
                list.searches.ignored.push(Ignored { line, feed, filter });
            }
            _ => list.skip(text.trim(), line, SkipReason::Rule),
        }
    }
    let known =
        list.searches.ignored.len() + list.skipped.iter().map(|one| 1 + one.more).sum::<usize>();
    (known > foreign).then_some(list)
}

impl FeedList {
    /// Notes a setting that is not taken over; of several of one name the first is told.
    fn left(&mut self, word: &str, text: &str, line: usize, instead: Instead) {
        let same = |one: &&mut Skipped| {
            matches!(one.reason, SkipReason::Setting(_))
                && one.what.as_str().split(' ').next() == Some(word)
        };
        match self.skipped.iter_mut().find(same) {
            Some(first) => first.more += 1,
            None => self.skip(text, line, SkipReason::Setting(instead)),
        }
    }
}

/// Entries that are to be ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignored {
    /// The line where that stands, from 1.
    line: usize,
    /// The feeds: all, one address, or a pattern for addresses.
    feed: String,
    /// Which of their entries, as it is written.
    filter: String,
}

impl Searches {
    /// What newsboat ignores as rules that hide it and mark it read; and what newsterm has no words for.
    #[must_use]
    pub fn rules(&self, subscriptions: &[Subscription]) -> (Vec<Rule>, Vec<Skipped>) {
        let known = Known {
            tagged: &self.tagged,
            subscriptions,
        };
        let (mut rules, mut skipped) = (Vec::new(), Vec::new());
        for ignored in &self.ignored {
            match ignored.rule(&known) {
                Ok(rule) => rules.push(rule),
                Err(unsaid) => skipped.push(Skipped {
                    unsaid,
                    ..Skipped::new(
                        &format!("{IGNORE} {} {}", ignored.feed, ignored.filter),
                        Some(ignored.line),
                        SkipReason::Rule,
                    )
                }),
            }
        }
        (rules, skipped)
    }
}

impl Ignored {
    /// The rule, or what of it has no words.
    fn rule(&self, known: &Known<'_>) -> Result<Rule, Option<CleanText>> {
        let filter = CleanText::line(&self.filter);
        let entries = filter::query(filter.as_str(), known).map_err(name)?;
        let clause = self.feeds(known).ok_or_else(|| name(&self.feed))?;
        let when = Query { clause }.and(&entries).to_string();
        // As it will be read from the settings.
        let when = Query::parse(&when).map_err(|_| name(&self.filter))?;
        Ok(Rule {
            when,
            read: true,
            hide: true,
            ..Rule::default()
        })
    }

    /// The feeds that are meant; `None` where a query cannot say which.
    fn feeds(&self, known: &Known<'_>) -> Option<Clause> {
        if self.feed == EVERY {
            return Some(Clause::default());
        }
        match self.feed.strip_prefix(PATTERN) {
            Some(written) => pattern(FEED, written),
            None => Some(known.addressed(&web_address(&self.feed).ok()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules that a `config` file makes, and what is left out of it.
    fn made(config: &str) -> (Vec<String>, Vec<String>) {
        let list = read(config).unwrap();
        let (rules, unsaid) = list.searches.rules(&[]);
        let when = rules.iter().map(|rule| {
            assert!(rule.read && rule.hide && !rule.save && rule.tags.is_empty());
            rule.when.to_string()
        });
        let settings = |skipped: &&Skipped| matches!(skipped.reason, SkipReason::Setting(_));
        let left = list
            .skipped
            .iter()
            .filter(|one| !settings(one))
            .chain(&unsaid);
        let left = left.map(|skipped| {
            assert_eq!(skipped.reason, SkipReason::Rule);
            let unsaid = skipped.unsaid.as_ref().map_or("", CleanText::as_str);
            format!("{} | {unsaid}", skipped.what.as_str())
        });
        (when.collect(), left.collect())
    }

    #[test]
    fn ignored_entries_are_hidden_by_rules() {
        let config = r#"
auto-reload yes
browser "firefox %u; rm -r ."
# ignore-article "*" "title =~ \"not this\""
ignore-article "*" "title =~ \"^Live:|لعبة\"" # games
ignore-article https://a.example/feed "author =~ \"bot\" or title # \"ad\""
ignore-article "regex:^https?://ads\\." "unread = \"yes\""
ignore-article "*" "unread_count > 3"
ignore-article "exec:sh" "age > 3"
ignore-article "*"
"#;
        let (rules, left) = made(config);
        assert_eq!(
            rules,
            [
                "title:/^Live:|لعبة/",
                "feed:https://a.example/feed (author:/bot/ OR title:ad)",
                r"feed:/^https?:\/\/ads\./ unread",
            ]
        );
        assert_eq!(
            left,
            [
                "ignore-article \"*\" | ",
                "ignore-article * unread_count > 3 | unread_count > 3",
                "ignore-article exec:sh age > 3 | exec:sh",
            ]
        );
    }

    #[test]
    fn what_is_not_of_newsboat_is_no_config() {
        for text in [
            "",
            "# auto-reload yes\n",
            "color = \"red\"\nfont = \"Sans\"\n",
            "Dear diary,\ninclude me.\n",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let list = read("color info red blue\nbind x\ncolor all red blue\n").unwrap();
        let told: Vec<_> = list
            .skipped
            .iter()
            .map(|one| (one.line, one.more))
            .collect();
        assert_eq!(told, [(Some(1), 1), (Some(2), 0)]);
    }
}
