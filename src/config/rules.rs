//! What is done with entries on their arrival: the tables `[[rules]]`.

use toml::de::DeValue;

use super::error::{Mistake, Problem};
use super::lists::query;
use super::reader::{Fields, Mistakes};
use super::value::{self, Choice, Kind, Value};
use crate::model::{Rule, tags_in};
use crate::text::CleanText;

/// The farthest that one rule can move an entry up or down.
const MOST_POINTS: i32 = 1_000;

/// A word of `do`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Read,
    Save,
    Hide,
    Notify,
}

impl Choice for Deed {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("read", Self::Read),
        ("save", Self::Save),
        ("hide", Self::Hide),
        ("notify", Self::Notify),
    ];
}

impl Deed {
    const fn is_done_by(self, rule: &Rule) -> bool {
        match self {
            Self::Read => rule.read,
            Self::Save => rule.save,
            Self::Hide => rule.hide,
            Self::Notify => rule.notify,
        }
    }
}

/// What a rule does, but for tags and points, in the words of `do`.
pub fn deeds(rule: &Rule) -> impl Iterator<Item = &'static str> {
    let done = |(_, deed): &&(_, Deed)| deed.is_done_by(rule);
    Deed::NAMES.iter().filter(done).map(|(word, _)| *word)
}

/// Reads the rules; there are none built in.
pub(super) fn read(written: &mut Fields, mistakes: &mut Mistakes) -> Vec<Rule> {
    let tables = written.tables("rules", Kind::Rules, mistakes).iter();
    tables.filter_map(|table| rule(table, mistakes)).collect()
}

fn rule(value: &Value, mistakes: &mut Mistakes) -> Option<Rule> {
    let mut fields = Fields::of("rules", value, mistakes)?;
    let name = fields.read("name", value::label, mistakes).flatten();
    let when = fields.read("when", query, mistakes);
    let deeds = fields.read("do", words, mistakes).unwrap_or_default();
    let tags = fields.read("tag", tags, mistakes).unwrap_or_default();
    let score = fields.read("score", points, mistakes).unwrap_or_default();
    fields.require(&["when"], &value.span(), mistakes);
    if !["do", "tag", "score"].iter().any(|key| fields.has(key)) {
        let problem = Problem::MissingKey { key: "do" };
        mistakes.push(Mistake::new(value.span(), problem));
    }
    fields.close(mistakes);
    Some(Rule {
        name,
        when: when?,
        read: deeds.contains(&Deed::Read),
        save: deeds.contains(&Deed::Save),
        hide: deeds.contains(&Deed::Hide),
        notify: deeds.contains(&Deed::Notify),
        tags,
        score,
    })
}

/// Reads a word or a list of words.
fn words(value: &Value) -> Result<Vec<Deed>, Mistake> {
    match value.get_ref() {
        DeValue::Array(words) => words.iter().map(value::choice).collect(),
        _ => value::choice(value).map(|deed| vec![deed]),
    }
}

/// Reads a tag or a list of tags.
fn tags(value: &Value) -> Result<Vec<CleanText>, Mistake> {
    match value.get_ref() {
        DeValue::Array(names) => {
            let names: Result<Vec<&str>, Mistake> = names.iter().map(value::text).collect();
            Ok(tags_in(&names?.join(",")))
        }
        _ => value::text(value).map(tags_in),
    }
}

fn points(value: &Value) -> Result<i32, Mistake> {
    value::signed(-MOST_POINTS..=MOST_POINTS)(value)
}
