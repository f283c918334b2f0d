//! `newsterm rules test`: what the rules of the settings would do, shown and not done.

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::config::{Config, Paths, deeds};
use crate::feed::html;
use crate::lang::Phrase;
use crate::model::{Feed, Rule};
use crate::runtime::now;
use crate::store::Tried;
use crate::text::CleanText;

/// The entries that rules are tried on: those that came last.
const TRIED: usize = 1_000;

/// Prints how many entries each rule is for, and which.
pub(super) fn test(config: &Config, paths: &Paths, as_json: bool, out: &Output) -> Exit {
    if config.rules.is_empty() {
        out.say(&Phrase::CliNoRules);
        return Exit::Done;
    }
    let read = with_cache(config, paths, out, |database| {
        let reader = database.reader()?;
        let tried = reader.try_rules(&config.rules, html::plain_text, TRIED, now())?;
        Ok((reader.feeds()?, tried))
    });
    let (feeds, tried) = match read {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let account = Account {
        rules: &config.rules,
        feeds: &feeds,
        tried: &tried,
        out,
    };
    let exit = output::data(&if as_json {
        account.json()
    } else {
        account.text()
    });
    let entries = tried.len() as u64;
    out.say(&Phrase::CliRulesTried { entries });
    exit
}

/// What came of trying rules.
struct Account<'a> {
    rules: &'a [Rule],
    feeds: &'a [Feed],
    tried: &'a [Tried],
    out: &'a Output,
}

impl Account<'_> {
    /// The entries that a rule is for.
    fn of(&self, place: usize) -> impl Iterator<Item = &Tried> {
        let tried = self.tried.iter();
        tried.filter(move |tried| tried.verdict.rules.contains(&place))
    }

    fn feed(&self, tried: &Tried) -> &str {
        let feed = self
            .feeds
            .iter()
            .find(|feed| feed.id == tried.headline.feed);
        feed.map_or("", |feed| feed.title.as_str())
    }

    /// A line for each rule: how many entries, what it is called, what it does; then its entries under each.
    fn text(&self) -> String {
        let mut text = String::new();
        for (place, rule) in self.rules.iter().enumerate() {
            let (title, does) = (rule.title(), does(rule).join(", "));
            let count = self.of(place).count();
            line(&mut text, &[&count.to_string(), title.as_str(), &does]);
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let mut entries = self.of(place).peekable();
            if entries.peek().is_some() {
                line(&mut text, &[""]);
                line(&mut text, &[rule.title().as_str()]);
            }
            for tried in entries {
                let date = self.out.lang().iso_date(tried.headline.sorted_at);
                let title = tried.headline.title.as_str();
                line(&mut text, &[&date, self.feed(tried), title]);
            }
        }
        text
    }

    /// An object a line for each rule.
    fn json(&self) -> String {
        let mut text = String::new();
        for (place, rule) in self.rules.iter().enumerate() {
            let entries: Vec<_> = self
                .of(place)
                .map(|tried| {
                    json!({
                        "id": tried.headline.id.0,
                        "feed": self.feed(tried),
                        "title": tried.headline.title.as_str(),
                        "link": tried.headline.link,
                        "date": self.out.lang().iso_date(tried.headline.sorted_at),
                    })
                })
                .collect();
            let object = json!({
                "name": rule.name.as_ref().map(CleanText::as_str),
                "when": rule.when.to_string(),
                "does": does(rule),
                "count": entries.len(),
                "entries": entries,
            });
            line(&mut text, &[&object.to_string()]);
        }
        text
    }
}

fn line(text: &mut String, parts: &[&str]) {
    writeln!(text, "{}", parts.join("\t")).expect("a string takes whatever is written");
}

/// What a rule does, in the words of the settings.
fn does(rule: &Rule) -> Vec<String> {
    let deeds = deeds(rule).map(str::to_owned);
    let tags = rule.tags.iter().map(|tag| format!("tag {}", tag.as_str()));
    let score = (rule.score != 0).then(|| format!("score {:+}", rule.score));
    deeds.chain(tags).chain(score).collect()
}
