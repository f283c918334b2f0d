//! Where the program's files are.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

use super::error::ConfigError;

/// What the process was given: variables and the folders that the platform has for programs.
///
/// Made at the edge by [`Environment::of_process`]; a test makes its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The variables by name; names that are not UTF-8 are left out.
    pub variables: BTreeMap<String, OsString>,
    /// The folders of the platform; `None` where there is no home.
    pub folders: Option<Folders>,
    /// Where the reader keeps what was downloaded (`$XDG_DOWNLOAD_DIR` as the desktop has it), else the home folder.
    pub downloads: Option<PathBuf>,
}

/// The folders that the platform has for this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// For the configuration (`$XDG_CONFIG_HOME/newsterm` or `~/.config/newsterm` on Linux).
    pub config: PathBuf,
    /// For what must last (`$XDG_DATA_HOME/newsterm` or `~/.local/share/newsterm` on Linux).
    pub data: PathBuf,
    /// For what can be had again (`$XDG_CACHE_HOME/newsterm` or `~/.cache/newsterm` on Linux).
    pub cache: PathBuf,
    /// For what may be lost (`$XDG_STATE_HOME/newsterm` or `~/.local/state/newsterm` on Linux), where there is one.
    pub state: Option<PathBuf>,
}

impl Environment {
    /// Asks the process and the platform.
    #[must_use]
    pub fn of_process() -> Self {
        let named = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value));
        let folders = ProjectDirs::from("", "", "newsterm").map(|places| Folders {
            config: places.config_dir().to_owned(),
            data: places.data_dir().to_owned(),
            cache: places.cache_dir().to_owned(),
            state: places.state_dir().map(Path::to_owned),
        });
        Self {
            variables: std::env::vars_os().filter_map(named).collect(),
            folders,
            downloads: UserDirs::new().map(|places| {
                let downloads = places.download_dir();
                downloads.unwrap_or(places.home_dir()).to_owned()
            }),
        }
    }

    /// A variable that is text; an empty one is not there.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.value(name)?.to_str()
    }

    fn value(&self, name: &str) -> Option<&OsString> {
        self.variables.get(name).filter(|value| !value.is_empty())
    }

    /// The locale for messages, as POSIX finds it; empty where none is set.
    #[must_use]
    pub fn locale(&self) -> &str {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| self.variable(name))
            .unwrap_or_default()
    }
}

/// The files of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The configuration file.
    pub config: PathBuf,
    /// The file was named, by flag or variable: it must be there.
    pub config_named: bool,
    /// The database of the cache.
    pub database: PathBuf,
    /// The folder of pictures; under that of the database where a variable names it.
    pub pictures: PathBuf,
    /// The log.
    pub log: PathBuf,
    /// What the reader answered about terminals.
    pub terminals: PathBuf,
}

impl Paths {
    /// The variable that names the configuration file.
    pub const CONFIG_VARIABLE: &str = "NEWSTERM_CONFIG";
    /// The variable that names the folder of the cache.
    pub const DATA_VARIABLE: &str = "NEWSTERM_DATA";
    /// The variable that names the folder of the log.
    pub const STATE_VARIABLE: &str = "NEWSTERM_STATE";

    /// Finds the files: by flag, then by variable, then where the platform has them.
    ///
    /// # Errors
    /// [`ConfigError::NoHome`] where there is no home and not every folder is named.
    pub fn resolve(flag: Option<&Path>, environment: &Environment) -> Result<Self, ConfigError> {
        let named = |name| environment.value(name).map(PathBuf::from);
        let folders = environment.folders.as_ref();
        let config = flag
            .map(Path::to_owned)
            .or_else(|| named(Self::CONFIG_VARIABLE));
        let config_named = config.is_some();
        let named_data = named(Self::DATA_VARIABLE);
        let data = named_data
            .clone()
            .or_else(|| folders.map(|folders| folders.data.clone()))
            .ok_or(ConfigError::NoHome)?;
        let state = named(Self::STATE_VARIABLE)
            .or_else(|| folders.and_then(|folders| folders.state.clone()))
            .unwrap_or_else(|| data.clone());
        let pictures = match (named_data, folders) {
            (None, Some(folders)) => folders.cache.join("pictures"),
            _ => data.join("pictures"),
        };
        Ok(Self {
            config: config
                .or_else(|| folders.map(|folders| folders.config.join("config.toml")))
                .ok_or(ConfigError::NoHome)?,
            config_named,
            database: data.join("newsterm.db"),
            pictures,
            log: state.join("newsterm.log"),
            terminals: state.join("terminals.toml"),
        })
    }
}
