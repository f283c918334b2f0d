//! The effective configuration, written as TOML that reads back as the same.

use std::fmt::Write;
use std::time::Duration;

use toml::Value;
use url::Url;

use super::load::Config;
use super::settings::{General, Ui};
use super::theme::{Paint, Role, StyleChange};
use super::value::Choice;
use crate::model::{DirectionSetting, Subscription};

impl Config {
    /// Writes the configuration in use, defaults included; passwords in addresses are left out.
    #[must_use]
    pub fn show(&self) -> String {
        let mut page = Page::default();
        page.general(&self.settings.general);
        page.ui(&self.settings.ui);
        page.table("keys");
        for binding in &self.keys {
            let chords = binding.chords.iter().map(|chords| text(chords.to_string()));
            page.line(&binding.command, Value::Array(chords.collect()));
        }
        for (role, change) in self.theme.iter() {
            page.role(*role, change);
        }
        if self.subscriptions.is_empty() {
            // A key after a table would belong to it, so an empty list goes first.
            return format!("feeds = []\n\n{}", page.0);
        }
        for subscription in &self.subscriptions {
            page.feed(subscription, &self.settings.general);
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
        self.line("refresh_on_start", general.refresh_on_start);
        self.line("timeout", seconds(general.timeout));
        self.line("connect_timeout", seconds(general.connect_timeout));
        self.line("max_body", integer(general.max_body));
        self.line("max_connections", integer(general.max_connections as u64));
        self.line("max_per_host", integer(general.max_per_host as u64));
        self.line("keep_days", integer(general.keeping.days.into()));
        self.line("keep_entries", integer(general.keeping.entries.into()));
        self.line("keep_unread", general.keeping.unread);
        self.line("backups", integer(general.backups.into()));
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
        self.line("mouse", ui.mouse);
        self.line("mark_read_on_open", ui.mark_read_on_open);
        self.choice("filter", ui.filter);
        self.line("measure", integer(ui.measure.into()));
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

    fn feed(&mut self, subscription: &Subscription, usual: &General) {
        self.table("[feeds]");
        self.line("url", without_password(subscription.source.address()));
        for (key, label) in [
            ("title", &subscription.title),
            ("folder", &subscription.folder),
        ] {
            if let Some(label) = label {
                self.line(key, label.as_str());
            }
        }
        if subscription.interval != usual.refresh_interval {
            self.line("interval", minutes(subscription.interval));
        }
        if subscription.direction != DirectionSetting::Auto {
            self.choice("direction", subscription.direction);
        }
        let (keeping, usual) = (subscription.keeping, usual.keeping);
        if keeping.days != usual.days {
            self.line("keep_days", integer(keeping.days.into()));
        }
        if keeping.entries != usual.entries {
            self.line("keep_entries", integer(keeping.entries.into()));
        }
        if keeping.unread != usual.unread {
            self.line("keep_unread", keeping.unread);
        }
    }
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

/// An address with `***` in the place of a password.
fn without_password(address: &str) -> String {
    let masked = Url::parse(address).ok().and_then(|mut url| {
        url.password()?;
        url.set_password(Some("***")).ok()?;
        Some(url.into())
    });
    masked.unwrap_or_else(|| address.to_owned())
}
