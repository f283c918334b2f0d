//! How one feed is reached: what its server wants, and the way out.

use std::fmt;
use std::time::Duration;

use super::auth::Credentials;
use super::cookies::Cookies;

/// How one feed is reached. What it tells of the reader goes to the host of the reader's own address alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The time a request may take as a whole, redirects and body included, waiting for its turn not.
    pub timeout: Duration,
    /// The longest body read, in bytes after decompression.
    pub max_body: usize,
    /// What the request says it comes from, in place of [`USER_AGENT`](super::USER_AGENT).
    pub user_agent: Option<String>,
    /// Header fields of the reader's own.
    pub headers: Vec<HeaderField>,
    /// Cookies of the reader's browser.
    pub cookies: Cookies,
    /// Who asks.
    pub credentials: Option<Credentials>,
    /// The way out.
    pub route: Route,
}

/// A header field; its value cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderField {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A way out into the network.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Route {
    /// The proxy.
    pub proxy: ProxySetting,
    /// Certificates of authorities trusted besides the usual ones, as PEM.
    pub roots: Option<Vec<u8>>,
    /// Redirects and names may lead to addresses of private networks.
    pub private: bool,
}

/// Says which proxy is asked.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum ProxySetting {
    /// The one of the system or the environment, if any.
    #[default]
    System,
    /// None.
    None,
    /// The one with this URL: `http`, `https`, `socks5` or `socks5h`.
    Always(String),
}

impl Default for Access {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            max_body: 15 * 1024 * 1024,
            user_agent: None,
            headers: Vec::new(),
            cookies: Cookies::default(),
            credentials: None,
            route: Route::default(),
        }
    }
}

impl fmt::Debug for HeaderField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ***", self.name)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route")
            .field("proxy", &self.proxy)
            .field("roots", &self.roots.is_some())
            .field("private", &self.private)
            .finish()
    }
}

impl fmt::Debug for ProxySetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::None => "None",
            // It may have a password in it.
            Self::Always(_) => "Always(***)",
        })
    }
}
