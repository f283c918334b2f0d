//! The effective configuration, written as TOML that reads back as the same.

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use toml::Value;

use super::access::{Access, Header, Proxy};
use super::chord::ChordSequence;
use super::load::Config;
use super::rules::deeds;
use super::settings::{General, StorySettings, Ui};
use super::tags::TagColors;
use super::theme::{Paint, Role, StyleChange};
use super::value::Choice;
use crate::model::{DirectionSetting, Keeping, Rule, SmartList, Subscription, without_password};
use crate::text::CleanText;

impl Config {
    /// Writes the configuration in use, defaults included; passwords in addresses are left out.
    #[must_use]
    pub fn show(&self) -> String {
        let mut page = Page::default();
        page.general(&self.settings.general);
        page.ui(&self.settings.ui);
        page.stories(self.settings.stories);
        page.table("keys");
        for binding in &self.keys {
            page.line(&binding.command, sequences(&binding.chords));
        }
        for (role, change) in self.theme.iter() {
            page.role(*role, change);
        }
        page.tags(&self.tags);
        for one in &self.macros {
            page.table("[macros]");
            page.line("key", sequences(&one.chords));
            page.line("do", words(&one.commands));
        }
        for target in &self.share {
            page.table("[share]");
            page.line("name", target.name.as_str());
            page.line("command", words(&target.command));
        }
        for rule in &self.rules {
            page.rule(rule);
        }
        for list in &self.lists {
            page.list(list);
        }
        if self.subscriptions.is_empty() {
            // A key after a table would belong to it, so an empty list goes first.
            return format!("feeds = []\n\n{}", page.0);
        }
        for subscription in &self.subscriptions {
            page.feed(
                subscription,
                &self.settings.general,
                self.access_of(subscription),
            );
            if let Some(extras) = self.extras_of(subscription) {
                let value =
                    |(name, value): (&String, &CleanText)| (name.clone(), text(value.as_str()));
                page.line("opml", Value::Table(extras.iter().map(value).collect()));
            }
        }
        page.0
    }
}

/// A page of TOML being written.
#[derive(Default)]
struct Page(String);

impl Page {
    fn table(&mut self, name: &str) {
        let gap = if self.0.is_empty() { "" } else { "\n" };
        writeln!(self.0, "{gap}[{name}]").expect("writing to a string does not fail");
    }

    fn line(&mut self, key: &str, value: impl Into<Value>) {
        let value = value.into();
        writeln!(self.0, "{key} = {value}").expect("writing to a string does not fail");
    }

    fn choice(&mut self, key: &str, value: impl Choice) {
        self.line(key, value.name());
    }

    fn general(&mut self, general: &General) {
        self.table("general");
        self.line("refresh_interval", minutes(general.refresh_interval));
        self.line("max_interval", minutes(general.max_interval));
        self.line("refresh_on_start", general.refresh_on_start);
        self.line("connect_timeout", seconds(general.connect_timeout));
        self.line("max_connections", integer(general.max_connections as u64));
        self.line("max_per_host", integer(general.max_per_host as u64));
        self.line("keep_days", integer(general.keeping.days.into()));
        self.line("keep_entries", integer(general.keeping.entries.into()));
        self.line("keep_unread", general.keeping.unread);
        self.line("backups", integer(general.backups.into()));
        self.line("player", words(&general.player));
        self.line("images_cache", integer(general.images_cache));
        self.line("downloads", path(&general.downloads));
        self.line("max_download", integer(general.max_download));
        let spacing = general.host_spacing.as_millis();
        self.line(
            "host_spacing",
            integer(u64::try_from(spacing).unwrap_or(u64::MAX)),
        );
        for (key, value) in access_values(&general.access) {
            self.line(key, value);
        }
    }

    fn ui(&mut self, ui: &Ui) {
        self.table("ui");
        self.choice("theme", ui.theme);
        self.choice("colors", ui.colors);
        self.choice("direction", ui.direction);
        self.choice("bidi", ui.bidi);
        self.choice("tashkeel", ui.tashkeel);
        self.choice("digits", ui.digits);
        self.choice("justify", ui.justify);
        self.choice("image_protocol", ui.image_protocol);
        self.line("mouse", ui.mouse);
        self.line("mark_read_on_open", ui.mark_read_on_open);
        self.choice("filter", ui.filter);
        self.line("measure", integer(ui.measure.into()));
        self.choice("text_column", ui.text_column);
        self.line("paragraph_spacing", integer(ui.paragraph_spacing.into()));
        self.line("link_numbers", ui.link_numbers);
        self.line("screen_reader", ui.screen_reader);
    }

    fn stories(&mut self, stories: StorySettings) {
        self.table("stories");
        self.line("group", stories.group);
        self.line("days", integer(stories.days.into()));
        self.line("mark", stories.mark);
    }

    fn role(&mut self, role: Role, change: &StyleChange) {
        self.table(&format!("theme.{}", role.name()));
        for (key, paint) in [("fg", change.fg), ("bg", change.bg)] {
            if let Some(paint) = paint {
                self.line(key, paint_value(paint));
            }
        }
        for (key, attribute) in StyleChange::ATTRIBUTES.iter().zip(change.attributes) {
            if let Some(attribute) = attribute {
                self.line(key, attribute);
            }
        }
    }

    fn tags(&mut self, tags: &TagColors) {
        let mut tags = tags.iter().peekable();
        if tags.peek().is_some() {
            self.table("tags");
        }
        for (name, paint) in tags {
            self.line(&text(name).to_string(), paint_value(*paint));
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.table("[rules]");
        if let Some(name) = &rule.name {
            self.line("name", name.as_str());
        }
        self.line("when", rule.when.to_string());
        self.line("do", Value::Array(deeds(rule).map(text).collect()));
        if !rule.tags.is_empty() {
            let tags: Vec<String> = rule
                .tags
                .iter()
                .map(|tag| tag.as_str().to_owned())
                .collect();
            self.line("tag", words(&tags));
        }
        if rule.score != 0 {
            self.line("score", i64::from(rule.score));
        }
    }

    fn list(&mut self, list: &SmartList) {
        self.table("[lists]");
        self.line("name", list.name.as_str());
        self.line("query", list.query.to_string());
    }

    /// What a feed inherits from its folder is written with the feed.
    fn feed(&mut self, subscription: &Subscription, general: &General, access: &Access) {
        self.table("[feeds]");
        if access.exec.is_empty() {
            self.line("url", without_password(subscription.source.address()));
        } else {
            self.line("exec", words(&access.exec));
        }
        for (key, label) in [
            ("title", &subscription.title),
            ("folder", &subscription.folder),
        ] {
            if let Some(label) = label {
                self.line(key, label.as_str());
            }
        }
        let (own, usual) = (Says::of(subscription, access), Says::usual(general));
        for (key, value) in own.but(usual) {
            self.line(key, value);
        }
    }
}

/// What the settings say of a feed otherwise than the built-in ones: keys and values as they write them.
///
/// What is inherited counts. Passwords in addresses and header fields are left out, and of commands all but the
/// program: what they are told may be secret.
#[must_use]
pub fn differing(subscription: &Subscription, access: &Access) -> Vec<(&'static str, String)> {
    let exec = (!access.exec.is_empty()).then(|| ("exec", words(&access.exec)));
    let usual = Says::usual(&Config::built_in().settings.general);
    let own = Says::of(subscription, access).but(usual);
    let shown = |(key, value): (&'static str, Value)| {
        let command = matches!(key, "exec" | "filter" | "password_command");
        let shown = match value.as_array().filter(|_| command).map(Vec::as_slice) {
            Some([program, _, ..]) => format!("[{program}, …]"),
            _ => value.to_string(),
        };
        (key, shown)
    };
    exec.into_iter().chain(own).map(shown).collect()
}

/// What settings say of a feed: keys with their values.
struct Says(Vec<(&'static str, Value)>);

impl Says {
    fn of(subscription: &Subscription, access: &Access) -> Self {
        let (interval, direction) = (subscription.interval, subscription.direction);
        Self::all(interval, direction, subscription.keeping, access)
    }

    /// What holds for feeds without wishes of their own.
    fn usual(general: &General) -> Self {
        let interval = general.refresh_interval;
        let direction = DirectionSetting::default();
        Self::all(interval, direction, general.keeping, &general.access)
    }

    fn all(
        interval: Duration,
        direction: DirectionSetting,
        keeping: Keeping,
        access: &Access,
    ) -> Self {
        let mut says = vec![
            ("interval", minutes(interval)),
            ("direction", text(direction.name())),
            ("keep_days", integer(keeping.days.into())),
            ("keep_entries", integer(keeping.entries.into())),
            ("keep_unread", keeping.unread.into()),
        ];
        says.extend(access_values(access));
        Self(says)
    }

    /// What is not as usual.
    fn but(self, usual: Self) -> impl Iterator<Item = (&'static str, Value)> {
        let pairs = self.0.into_iter().zip(usual.0);
        pairs.filter_map(|(own, usual)| (own != usual).then_some(own))
    }
}

/// The keys of access with their values; those of header fields are left out, for they may be secrets.
fn access_values(access: &Access) -> Vec<(&'static str, Value)> {
    let masked = |header: &Header| (header.name.clone(), text("***"));
    let proxy = match &access.proxy {
        Proxy::System => "system".to_owned(),
        Proxy::None => "none".to_owned(),
        Proxy::Always(url) => without_password(url),
    };
    vec![
        ("timeout", seconds(access.timeout)),
        ("max_body", integer(access.max_body)),
        ("max_entries", integer(access.max_entries as u64)),
        ("user_agent", text(&access.user_agent)),
        (
            "headers",
            Value::Table(access.headers.iter().map(masked).collect()),
        ),
        ("cookies", path(&access.cookies)),
        ("auth", text(access.auth.name())),
        ("user", text(&access.user)),
        ("password_command", words(&access.password_command)),
        ("password_file", path(&access.password_file)),
        ("proxy", text(proxy)),
        ("tls_ca", path(&access.tls_ca)),
        ("filter", words(&access.filter)),
        ("private", text(access.private.name())),
        ("full_text", text(access.full_text.name())),
        ("full_text_keep", words(&access.full_text_keep)),
        ("full_text_drop", words(&access.full_text_drop)),
        ("images", text(access.images.name())),
    ]
}

fn sequences(chords: &[ChordSequence]) -> Value {
    Value::Array(
        chords
            .iter()
            .map(|chords| text(chords.to_string()))
            .collect(),
    )
}

fn words(words: &[String]) -> Value {
    Value::Array(words.iter().map(text).collect())
}

fn path(path: &Path) -> Value {
    text(path.to_string_lossy())
}

fn text(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

/// A number as TOML has it: 64 bits with a sign.
fn integer(number: u64) -> Value {
    Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

fn minutes(interval: Duration) -> Value {
    integer(interval.as_secs() / 60)
}

fn seconds(time: Duration) -> Value {
    integer(time.as_secs())
}

fn paint_value(paint: Paint) -> Value {
    let color = text(paint.color.to_string());
    match paint.stand_in {
        Some(stand_in) => Value::Array(vec![color, text(stand_in.to_string())]),
        None => color,
    }
}
