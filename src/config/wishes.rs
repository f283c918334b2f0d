//! What tables say of how feeds are reached and kept: for all, for a folder, for a feed. The nearer counts, key by key.

use std::ops::{Range, RangeInclusive};
use std::path::PathBuf;
use std::time::Duration;

use dom_query::Matcher;
use toml::de::DeValue;
use url::Url;

use super::access::{Access, Auth, FullText, Header, Images, Private, Proxy};
use super::error::{Mistake, Problem};
use super::reader::{Fields, Mistakes};
use super::value::{self, Kind, Value};
use crate::model::Keeping;

/// What may be asked for of [`Keeping`]: up to a hundred years, up to a million entries.
const KEEP_DAYS: RangeInclusive<u32> = 0..=36_500;
const KEEP_ENTRIES: RangeInclusive<u32> = 0..=1_000_000;

/// What one table says; what it leaves out it inherits.
#[derive(Clone, Default)]
pub(super) struct Wishes {
    interval: Option<Duration>,
    timeout: Option<Duration>,
    max_body: Option<u64>,
    max_entries: Option<usize>,
    keep_days: Option<u32>,
    keep_entries: Option<u32>,
    keep_unread: Option<bool>,
    user_agent: Option<String>,
    headers: Option<Vec<Header>>,
    cookies: Option<PathBuf>,
    auth: Option<(Auth, Range<usize>)>,
    user: Option<String>,
    password_command: Option<Vec<String>>,
    password_file: Option<PathBuf>,
    proxy: Option<Proxy>,
    tls_ca: Option<PathBuf>,
    filter: Option<Vec<String>>,
    private: Option<Private>,
    full_text: Option<FullText>,
    full_text_keep: Option<Vec<String>>,
    full_text_drop: Option<Vec<String>>,
    images: Option<Images>,
}

impl Wishes {
    /// Reads the keys that all tables have; those of an interval have their own names.
    pub(super) fn read(fields: &mut Fields, mistakes: &mut Mistakes) -> Self {
        let count = |value: &Value| value::integer(0..=100_000)(value).map(|n| n as usize);
        let auth = |value: &Value| Ok((value::choice(value)?, value.span()));
        let wishes = Self {
            interval: None,
            timeout: fields.read("timeout", value::seconds(1..=600), mistakes),
            max_body: fields.read("max_body", value::size, mistakes),
            max_entries: fields.read("max_entries", count, mistakes),
            keep_days: fields.read("keep_days", value::integer(KEEP_DAYS), mistakes),
            keep_entries: fields.read("keep_entries", value::integer(KEEP_ENTRIES), mistakes),
            keep_unread: fields.read("keep_unread", value::boolean, mistakes),
            user_agent: fields.read("user_agent", field_value, mistakes),
            headers: fields.read("headers", headers, mistakes),
            cookies: fields.read("cookies", path, mistakes),
            auth: fields.read("auth", auth, mistakes),
            user: fields.read("user", owned, mistakes),
            password_command: fields.read("password_command", command, mistakes),
            password_file: fields.read("password_file", path, mistakes),
            proxy: fields.read("proxy", proxy, mistakes),
            tls_ca: fields.read("tls_ca", path, mistakes),
            filter: fields.read("filter", command, mistakes),
            private: fields.read("private", value::choice, mistakes),
            full_text: fields.read("full_text", value::choice, mistakes),
            full_text_keep: fields.read("full_text_keep", selectors, mistakes),
            full_text_drop: fields.read("full_text_drop", selectors, mistakes),
            images: fields.read("images", value::choice, mistakes),
        };
        wishes.one_password()
    }

    /// Of two sources of a password the nearer counts: one table that has one does not inherit the other.
    fn one_password(mut self) -> Self {
        let has = |given: bool| given.then_some(());
        let command = has(self
            .password_command
            .as_ref()
            .is_some_and(|argv| !argv.is_empty()));
        let file = has(self
            .password_file
            .as_ref()
            .is_some_and(|path| !path.as_os_str().is_empty()));
        if command.is_some() {
            self.password_file.get_or_insert_default();
        }
        if file.is_some() {
            self.password_command.get_or_insert_default();
        }
        self
    }

    /// Adds the interval.
    pub(super) fn with_interval(self, interval: Option<Duration>) -> Self {
        Self { interval, ..self }
    }

    /// These wishes, and where they say nothing the outer ones.
    pub(super) fn over(self, outer: &Self) -> Self {
        let outer = outer.clone();
        Self {
            interval: self.interval.or(outer.interval),
            timeout: self.timeout.or(outer.timeout),
            max_body: self.max_body.or(outer.max_body),
            max_entries: self.max_entries.or(outer.max_entries),
            keep_days: self.keep_days.or(outer.keep_days),
            keep_entries: self.keep_entries.or(outer.keep_entries),
            keep_unread: self.keep_unread.or(outer.keep_unread),
            user_agent: self.user_agent.or(outer.user_agent),
            headers: self.headers.or(outer.headers),
            cookies: self.cookies.or(outer.cookies),
            auth: self.auth.or(outer.auth),
            user: self.user.or(outer.user),
            password_command: self.password_command.or(outer.password_command),
            password_file: self.password_file.or(outer.password_file),
            proxy: self.proxy.or(outer.proxy),
            tls_ca: self.tls_ca.or(outer.tls_ca),
            filter: self.filter.or(outer.filter),
            private: self.private.or(outer.private),
            full_text: self.full_text.or(outer.full_text),
            full_text_keep: self.full_text_keep.or(outer.full_text_keep),
            full_text_drop: self.full_text_drop.or(outer.full_text_drop),
            images: self.images.or(outer.images),
        }
    }

    /// The time from one poll to the next.
    pub(super) fn interval(&self) -> Option<Duration> {
        self.interval
    }

    /// Which entries are kept; where nothing is said, all.
    pub(super) fn keeping(&self) -> Keeping {
        Keeping {
            days: self.keep_days.unwrap_or(Keeping::ALL.days),
            entries: self.keep_entries.unwrap_or(Keeping::ALL.entries),
            unread: self.keep_unread.unwrap_or(Keeping::ALL.unread),
        }
    }

    /// What the wishes come to, once nothing is left to inherit.
    pub(super) fn resolve(self) -> Access {
        const LISTED: &str = "the built-in configuration lists every key";
        Access {
            timeout: self.timeout.expect(LISTED),
            max_body: self.max_body.expect(LISTED),
            max_entries: self.max_entries.expect(LISTED),
            user_agent: self.user_agent.expect(LISTED),
            headers: self.headers.expect(LISTED),
            cookies: self.cookies.expect(LISTED),
            auth: self.auth.expect(LISTED).0,
            user: self.user.expect(LISTED),
            password_command: self.password_command.expect(LISTED),
            password_file: self.password_file.expect(LISTED),
            proxy: self.proxy.expect(LISTED),
            tls_ca: self.tls_ca.expect(LISTED),
            filter: self.filter.expect(LISTED),
            private: self.private.expect(LISTED),
            full_text: self.full_text.expect(LISTED),
            full_text_keep: self.full_text_keep.expect(LISTED),
            full_text_drop: self.full_text_drop.expect(LISTED),
            images: self.images.expect(LISTED),
            exec: Vec::new(),
        }
    }

    /// What the wishes come to for a feed.
    ///
    /// # Errors
    /// When a way to be known lacks a name or a password; the mistake stands where the way is chosen.
    pub(super) fn of_feed(self, exec: Vec<String>) -> Result<Access, Mistake> {
        let place = self.auth.as_ref().map(|(_, place)| place.clone());
        let access = Access {
            exec,
            ..self.resolve()
        };
        match access.missing() {
            Some(key) => {
                let problem = Problem::MissingKey { key };
                Err(Mistake::new(place.unwrap_or_default(), problem))
            }
            None => Ok(access),
        }
    }
}

fn owned(value: &Value) -> Result<String, Mistake> {
    value::text(value).map(str::to_owned)
}

/// Reads a file: a full path, or one that begins with `~/`; empty for none.
pub(super) fn path(value: &Value) -> Result<PathBuf, Mistake> {
    let written = value::text(value)?;
    let refuse = || {
        let path = written.to_owned();
        Mistake::new(value.span(), Problem::PartialPath { path })
    };
    let path = match written.strip_prefix("~/") {
        Some(rest) => std::env::home_dir().ok_or_else(refuse)?.join(rest),
        None => PathBuf::from(written),
    };
    if path.is_absolute() || written.is_empty() {
        Ok(path)
    } else {
        Err(refuse())
    }
}

/// Reads a command and its arguments, which no shell sees; empty for none.
pub(super) fn command(value: &Value) -> Result<Vec<String>, Mistake> {
    let DeValue::Array(words) = value.get_ref() else {
        return Err(value::wrong_type(value, Kind::Command));
    };
    let word = |word: &Value| match word.get_ref() {
        DeValue::String(text) if !text.contains('\0') => Ok(text.to_string()),
        _ => Err(value::wrong_type(word, Kind::String)),
    };
    let argv = words.iter().map(word).collect::<Result<Vec<_>, _>>()?;
    match argv.first() {
        Some(program) if program.is_empty() => {
            Err(Mistake::new(value.span(), Problem::EmptyCommand))
        }
        _ => Ok(argv),
    }
}

/// Reads a list of CSS selectors.
fn selectors(value: &Value) -> Result<Vec<String>, Mistake> {
    let DeValue::Array(list) = value.get_ref() else {
        return Err(value::wrong_type(value, Kind::Selectors));
    };
    let selector = |value: &Value| {
        let selector = value::text(value)?.to_owned();
        match Matcher::new(&selector) {
            Ok(_) => Ok(selector),
            Err(_) => Err(Mistake::new(
                value.span(),
                Problem::BadSelector { selector },
            )),
        }
    };
    list.iter().map(selector).collect()
}

/// Reads a table of header fields (RFC 9110 section 5).
fn headers(value: &Value) -> Result<Vec<Header>, Mistake> {
    let table = super::reader::table(value)?;
    let mut headers = Vec::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            let name = name.to_owned();
            return Err(Mistake::new(key.span(), Problem::BadHeader { name }));
        }
        headers.push(Header {
            name: name.to_owned(),
            value: field_value(value)?,
        });
    }
    Ok(headers)
}

/// Reads the value of a header field: visible ASCII, spaces between.
fn field_value(value: &Value) -> Result<String, Mistake> {
    let text = value::text(value)?.trim();
    if text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(Mistake::new(value.span(), Problem::BadHeaderValue))
    }
}

fn proxy(value: &Value) -> Result<Proxy, Mistake> {
    let text = value::text(value)?.trim();
    match text {
        "system" => return Ok(Proxy::System),
        "none" => return Ok(Proxy::None),
        _ => {}
    }
    let known = |url: &Url| {
        matches!(
            url.scheme(),
            "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h"
        ) && url.has_host()
    };
    match Url::parse(text) {
        Ok(url) if known(&url) => Ok(Proxy::Always(text.to_owned())),
        _ => Err(Mistake::new(value.span(), Problem::BadProxy)),
    }
}
