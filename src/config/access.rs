//! How feeds are reached.

use std::fmt;
use std::hash::Hasher;
use std::path::PathBuf;
use std::time::Duration;

use siphasher::sip::SipHasher13;

use super::value::Choice;

/// How one feed is reached, everything inherited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The time a whole fetch, a command or a filter may take.
    pub timeout: Duration,
    /// The largest feed that is read, in bytes after decompression.
    pub max_body: u64,
    /// How many entries of a document are taken, the first ones; 0 for all.
    pub max_entries: usize,
    /// What requests say they come from; newsterm when empty.
    pub user_agent: String,
    /// Header fields of the reader's own.
    pub headers: Vec<Header>,
    /// A file of cookies; none when empty.
    pub cookies: PathBuf,
    /// How the reader is known to the server.
    pub auth: Auth,
    /// The name the reader has there.
    pub user: String,
    /// What prints the password, or the token.
    pub password_command: Vec<String>,
    /// The file the password, or the token, is in.
    pub password_file: PathBuf,
    /// The proxy.
    pub proxy: Proxy,
    /// A file of certificates of authorities trusted besides the usual ones; none when empty.
    pub tls_ca: PathBuf,
    /// What a document goes through before it is read; nothing when empty.
    pub filter: Vec<String>,
    /// What becomes of redirects and names that lead into a private network.
    pub private: Private,
    /// What prints the feed, for one without an address.
    pub exec: Vec<String>,
    /// When the pages of entries are fetched for their texts.
    pub full_text: FullText,
    /// What the text of a page is taken from, as CSS selectors; found out when empty.
    pub full_text_keep: Vec<String>,
    /// What of a page is left out, as CSS selectors.
    pub full_text_drop: Vec<String>,
    /// When the pictures of an article are shown.
    pub images: Images,
}

impl Access {
    /// A number for all that decides what a document is read as: its filter, and how many entries are taken. The
    /// same from one build of the program to the next; 0 where documents are read as they are.
    #[must_use]
    pub fn reading(&self) -> u64 {
        if self.filter.is_empty() && self.max_entries == 0 {
            return 0;
        }
        let mut hash = SipHasher13::new();
        hash.write(&(self.max_entries as u64).to_le_bytes());
        for argument in &self.filter {
            hash.write(argument.as_bytes());
            // No byte of UTF-8: arguments do not run into one another.
            hash.write_u8(0xfe);
        }
        hash.finish()
    }
}

/// A header field; its value is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ***", self.name)
    }
}

/// How the reader is known to a server: the setting `auth`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// Not at all.
    #[default]
    None,
    /// By name and password.
    Basic,
    /// By name and password, which is not sent as it is.
    Digest,
    /// By a token.
    Bearer,
}

impl Choice for Auth {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("none", Self::None),
        ("basic", Self::Basic),
        ("digest", Self::Digest),
        ("bearer", Self::Bearer),
    ];
}

/// Which proxy is asked: the setting `proxy`.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Proxy {
    /// The one of the system or the environment.
    #[default]
    System,
    /// None.
    None,
    /// The one with this URL.
    Always(String),
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::None => "None",
            // It may have a password in it.
            Self::Always(_) => "Always(***)",
        })
    }
}

/// What becomes of redirects and names that lead into a private network: the setting `private`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Private {
    /// They are refused.
    #[default]
    Refuse,
    /// They are followed.
    Allow,
}

impl Choice for Private {
    const NAMES: &'static [(&'static str, Self)] =
        &[("refuse", Self::Refuse), ("allow", Self::Allow)];
}

/// When the page of an entry is fetched for its text: the setting `full_text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FullText {
    /// When the reader asks for it.
    #[default]
    Never,
    /// When an entry is opened of which the feed gives only the beginning.
    Auto,
    /// When an entry is new.
    Always,
}

impl Choice for FullText {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("never", Self::Never),
        ("auto", Self::Auto),
        ("always", Self::Always),
    ];
}

/// When the pictures of an article are shown: the setting `images`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Images {
    /// Never.
    Off,
    /// When the reader asks for them.
    #[default]
    OnDemand,
    /// When the article is opened; when the reader asks for them over a slow line.
    Auto,
    /// When the article is opened, whatever the line.
    Always,
}

impl Images {
    /// What becomes of them on a terminal at the other end of a line.
    #[must_use]
    pub const fn over_a_line(self) -> Self {
        match self {
            Self::Auto => Self::OnDemand,
            other => other,
        }
    }

    /// Whether they are shown without being asked for.
    #[must_use]
    pub const fn unasked(self) -> bool {
        matches!(self, Self::Auto | Self::Always)
    }
}

impl Choice for Images {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("off", Self::Off),
        ("on-demand", Self::OnDemand),
        ("auto", Self::Auto),
        ("always", Self::Always),
    ];
}

impl Access {
    /// The key without which the way to be known makes no sense.
    pub(super) fn missing(&self) -> Option<&'static str> {
        let named = !self.user.is_empty();
        let secret =
            !self.password_command.is_empty() || !self.password_file.as_os_str().is_empty();
        match self.auth {
            Auth::Basic | Auth::Digest if !named => Some("user"),
            Auth::Basic | Auth::Digest | Auth::Bearer if !secret => Some("password_command"),
            _ => None,
        }
    }
}
