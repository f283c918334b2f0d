//! How feeds are reached: what the settings say, with the files read and the passwords asked for.

use std::collections::HashMap;
use std::fs;
use std::io::{self, IsTerminal, stdin};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};

use crate::config::{Access, Auth, Config, Private, Proxy};
use crate::feed::fetch::{
    self, Cookies, Credentials, FetchOptions, HeaderField, ProxySetting, Route,
};
use crate::runtime::command::{self, Allowance, CommandError};
use crate::runtime::files;

/// The longest password or token, in bytes.
const LONGEST_SECRET: usize = 64 * 1024;
/// The time a reader has to answer a command that asks for a password.
const ANSWER: Duration = Duration::from_mins(5);

/// Why it is not known how to reach a feed.
#[derive(Debug, thiserror::Error)]
pub enum ReachError {
    /// A file of the settings cannot be read.
    #[error("{} cannot be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The command that prints a password failed.
    #[error("no password")]
    Command(#[from] CommandError),
    /// There is no password where one is said to be.
    #[error("an empty password")]
    NoPassword,
    /// A password holds a control character, which no request can carry (RFC 7617 section 2, RFC 6750 section 2.1).
    #[error("a control character in the password")]
    PasswordControl,
}

/// How all feeds are reached.
pub struct Reach {
    settings: RwLock<Settings>,
    secrets: Mutex<HashMap<Keeper, Arc<OnceCell<String>>>>,
    /// Commands may ask the reader, one at a time; `None` where the terminal is the screen's, or there is none.
    asking: Option<Semaphore>,
}

/// What the settings say of each feed, and of those they do not list.
struct Settings {
    feeds: HashMap<String, Arc<Access>>,
    general: Arc<Access>,
}

impl Settings {
    fn of(config: &Config) -> Self {
        Self {
            feeds: config.access.clone(),
            general: Arc::new(config.settings.general.access.clone()),
        }
    }
}

/// What keeps a password.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Keeper {
    Command(Vec<String>),
    File(PathBuf),
}

impl Reach {
    /// Takes over what the settings say.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            settings: RwLock::new(Settings::of(config)),
            secrets: Mutex::default(),
            asking: None,
        }
    }

    /// As [`Reach::new`], where no screen is shown: commands that print passwords may ask on the terminal.
    pub(super) fn without_screen(config: &Config) -> Self {
        Self {
            asking: stdin().is_terminal().then(|| Semaphore::new(1)),
            ..Self::new(config)
        }
    }

    /// Takes over what the settings say now; polls under way end as they began.
    pub(super) fn renew(&self, config: &Config) {
        let mut settings = self
            .settings
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *settings = Settings::of(config);
    }

    /// Whether the settings taken over list a feed.
    pub(super) fn lists(&self, address: &str) -> bool {
        let settings = self.settings.read().unwrap_or_else(PoisonError::into_inner);
        settings.feeds.contains_key(address)
    }

    /// What the settings say of a feed.
    pub(super) fn of(&self, address: &str) -> Arc<Access> {
        // The settings are replaced in one piece, so they are whole, whoever panicked.
        let settings = self.settings.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(settings.feeds.get(address).unwrap_or(&settings.general))
    }

    /// What fetching has to know of a feed.
    ///
    /// # Errors
    /// When a file cannot be read, or no password is to be had.
    pub(super) async fn ready(&self, access: &Access) -> Result<fetch::Access, ReachError> {
        let headers = access.headers.iter().map(|header| HeaderField {
            name: header.name.clone(),
            value: header.value.clone(),
        });
        let cookies = match some(&access.cookies) {
            Some(path) => Cookies::parse(&String::from_utf8_lossy(&read(path)?)),
            None => Cookies::default(),
        };
        Ok(fetch::Access {
            timeout: access.timeout,
            max_body: usize::try_from(access.max_body).unwrap_or(usize::MAX),
            user_agent: Some(access.user_agent.clone()).filter(|agent| !agent.is_empty()),
            headers: headers.collect(),
            cookies,
            credentials: self.credentials(access).await?,
            route: Route {
                proxy: match &access.proxy {
                    Proxy::System => ProxySetting::System,
                    Proxy::None => ProxySetting::None,
                    Proxy::Always(url) => ProxySetting::Always(url.clone()),
                },
                roots: some(&access.tls_ca).map(read).transpose()?,
                private: access.private == Private::Allow,
            },
        })
    }

    async fn credentials(&self, access: &Access) -> Result<Option<Credentials>, ReachError> {
        let user = access.user.clone();
        Ok(match access.auth {
            Auth::None => None,
            Auth::Basic => Some(Credentials::Basic {
                user,
                password: self.secret(access).await?,
            }),
            Auth::Digest => Some(Credentials::Digest {
                user,
                password: self.secret(access).await?,
            }),
            Auth::Bearer => Some(Credentials::Bearer {
                token: self.secret(access).await?,
            }),
        })
    }

    /// The password, asked for once: a keyring may want the reader's own for it.
    async fn secret(&self, access: &Access) -> Result<String, ReachError> {
        let keeper = keeper(access);
        let cell = {
            // A map of cells is whole at any instant, whoever panicked while holding it.
            let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(secrets.entry(keeper.clone()).or_default())
        };
        let ask = || keeper.ask(access.timeout, self.asking.as_ref());
        cell.get_or_try_init(ask).await.cloned()
    }

    /// Forgets the password of a feed whose server did not take it; it may have been changed since.
    pub(super) fn forget(&self, access: &Access) {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.remove(&keeper(access));
    }
}

fn keeper(access: &Access) -> Keeper {
    if access.password_command.is_empty() {
        Keeper::File(access.password_file.clone())
    } else {
        Keeper::Command(access.password_command.clone())
    }
}

impl Keeper {
    async fn ask(&self, time: Duration, asking: Option<&Semaphore>) -> Result<String, ReachError> {
        let output = match self {
            Self::File(path) => read(path)?,
            Self::Command(argv) => {
                let allowance = Allowance {
                    time: asking.map_or(time, |_| ANSWER.max(time)),
                    output: LONGEST_SECRET,
                    asks: asking.is_some(),
                };
                let _alone = match asking {
                    Some(asking) => asking.acquire().await.ok(),
                    None => None,
                };
                command::run(argv, Vec::new(), allowance).await?
            }
        };
        let text = String::from_utf8_lossy(&output);
        let secret = text.lines().next().unwrap_or_default();
        if secret.is_empty() {
            return Err(ReachError::NoPassword);
        }
        if secret.contains(char::is_control) {
            return Err(ReachError::PasswordControl);
        }
        Ok(secret.to_owned())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, ReachError> {
    fs::read(path).map_err(|source| ReachError::File {
        path: path.to_owned(),
        source,
    })
}

fn some(path: &Path) -> Option<&Path> {
    (!path.as_os_str().is_empty()).then_some(path)
}

/// How the settings want all feeds to be fetched, with as many connections as the system lets us have.
#[must_use]
pub fn fetch_options(config: &Config) -> FetchOptions {
    let general = &config.settings.general;
    FetchOptions {
        connect_timeout: general.connect_timeout,
        concurrent: general.max_connections,
        concurrent_per_host: general.max_per_host,
        spacing: general.host_spacing,
        open: files::allow_many(),
        ..FetchOptions::default()
    }
}
