//! What the reader's rules make of entries on their arrival.

use std::borrow::Cow;

use super::{Facts, Query, tag_key};
use crate::text::CleanText;

/// A rule of the settings: what entries it is for, and what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is done or not, whatever the others"
)]
pub struct Rule {
    /// What the reader calls it.
    pub name: Option<CleanText>,
    /// What entries must be.
    pub when: Query,
    /// They are marked read.
    pub read: bool,
    /// They are saved.
    pub save: bool,
    /// They are hidden from the lists.
    pub hide: bool,
    /// The reader is told of them.
    pub notify: bool,
    /// They get these tags.
    pub tags: Vec<CleanText>,
    /// They get so many points.
    pub score: i32,
}

/// What all rules together make of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub struct Verdict {
    /// The rules that are for it, by their places, in order.
    pub rules: Vec<usize>,
    /// It is read.
    pub read: bool,
    /// It is saved.
    pub saved: bool,
    /// It is hidden.
    pub hidden: bool,
    /// The reader is told of it.
    pub notify: bool,
    /// Its tags.
    pub tags: Vec<CleanText>,
    /// Its points.
    pub score: i32,
}

impl Rule {
    /// What to call it: its name, else its query.
    #[must_use]
    pub fn title(&self) -> CleanText {
        let query = || CleanText::line(&self.when.to_string());
        self.name.clone().unwrap_or_else(query)
    }

    /// Goes through rules in their order; each sees what those before it have made of the entry.
    ///
    /// ```
    /// use newsterm::model::{Facts, Query, Rule};
    ///
    /// let rule = |when: &str| Rule { when: Query::parse(when).unwrap(), ..Rule::default() };
    /// let rules = [
    ///     Rule { hide: true, score: -2, ..rule("title:football") },
    ///     Rule { save: true, ..rule("score:<0 -keepers") },
    /// ];
    /// let facts = Facts { title: "Football: keepers draw", ..Facts::default() };
    /// let verdict = Rule::judge(&rules, facts);
    /// assert_eq!((verdict.hidden, verdict.saved, verdict.rules), (true, false, vec![0]));
    /// ```
    #[must_use]
    pub fn judge(rules: &[Self], mut facts: Facts) -> Verdict {
        let mut verdict = Verdict::default();
        for (place, rule) in rules.iter().enumerate() {
            if rule.when.is_answered_by(&facts) {
                rule.apply(&mut verdict);
                verdict.rules.push(place);
                facts.read |= rule.read;
                facts.saved |= rule.save;
                facts.hidden |= rule.hide;
                facts.score = verdict.score;
                if !rule.tags.is_empty() {
                    let tags = verdict.tags.iter().map(|tag| tag.as_str().to_owned());
                    facts.tags = Cow::Owned(tags.collect());
                }
            }
        }
        verdict
    }

    fn apply(&self, verdict: &mut Verdict) {
        verdict.read |= self.read;
        verdict.saved |= self.save;
        verdict.hidden |= self.hide;
        verdict.notify |= self.notify;
        verdict.score = verdict.score.saturating_add(self.score);
        for tag in &self.tags {
            let key = tag_key(tag.as_str());
            let has = |own: &CleanText| tag_key(own.as_str()) == key;
            if !verdict.tags.iter().any(has) {
                verdict.tags.push(tag.clone());
            }
        }
    }
}
