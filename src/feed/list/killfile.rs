//! What newsboat's `config` file says of entries to be ignored (newsboat documentation, "Killfiles").

use super::filter;
use super::filter::pattern;
use super::searches::{Known, Searches};
use super::urls::words;
use super::{FeedList, SkipReason, Skipped, name, shortened, web_address};
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

/// Reads a `config` file of newsboat's, if it ignores entries; nothing else in it is for other readers.
pub(super) fn read(text: &str) -> Option<FeedList> {
    let mut list = FeedList::default();
    for line in text.lines() {
        let mut words = words(line).into_iter();
        if words.next().as_deref() != Some(IGNORE) {
            continue;
        }
        match (words.next(), words.next()) {
            (Some(feed), Some(filter)) => list.searches.ignored.push(Ignored { feed, filter }),
            _ => list.skip(line.trim(), SkipReason::Rule),
        }
    }
    let any = !list.searches.ignored.is_empty() || !list.skipped.is_empty();
    any.then_some(list)
}

/// Entries that are to be ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ignored {
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
                    what: shortened(&format!("{IGNORE} {} {}", ignored.feed, ignored.filter)),
                    reason: SkipReason::Rule,
                    unsaid,
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
        let left = list.skipped.iter().chain(&unsaid);
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
    fn a_config_that_ignores_nothing_is_no_list() {
        assert_eq!(
            read("auto-reload yes\n# ignore-article \"*\" \"x\"\n"),
            None
        );
    }
}
