//! A home of its own for the real program, gone with the test: settings, cache, log, and nothing else.
//!
//! ```ignore
//! let (server, home) = (Server::start(), Home::new());
//! home.subscribe(&[server.url("/news")], "");
//! assert_eq!(home.run(&["refresh"]).code, 0);
//! let mut pty = home.open(80, 24);
//! pty.wait_for_text("Fish prices fall");
//! ```

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::pty::Pty;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_newsterm");

/// The settings of a screen that asks the terminal nothing and shows cells in visual order.
const SCREEN: &str = "[ui]\ntheme = \"dark\"\nbidi = \"visual\"\n";

/// A folder with the files of one reader.
pub struct Home {
    folder: TempDir,
}

/// What a command without a screen came to.
#[derive(Debug)]
pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    /// Makes a home with nothing in it.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// The folder of everything.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The settings file.
    pub fn config(&self) -> PathBuf {
        self.path().join("config.toml")
    }

    /// The cache.
    pub fn cache(&self) -> PathBuf {
        self.path().join("data/newsterm.db")
    }

    /// What is in the log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path().join("state/newsterm.log")).unwrap()
    }

    /// Throws the cache away.
    pub fn forget(&self) {
        let folder = self.cache();
        let folder = folder.parent().unwrap();
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    /// Makes a named pipe.
    pub fn fifo(&self, name: &str) -> PathBuf {
        let fifo = self.path().join(name);
        let made = Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        fifo
    }

    /// Writes the settings file.
    pub fn configure(&self, settings: &str) {
        fs::write(self.config(), settings).unwrap();
    }

    /// Writes settings with these feeds, for a screen in visual order; `general` are lines of that table.
    ///
    /// There must be one at least: without any, the built-in ones of the real world would be read.
    pub fn subscribe(&self, feeds: &[String], general: &str) {
        assert!(!feeds.is_empty());
        let feed = |url| format!("[[feeds]]\nurl = {url:?}\n");
        let feeds: Vec<_> = feeds.iter().map(feed).collect();
        self.configure(&format!("[general]\n{general}\n{SCREEN}{}", feeds.concat()));
    }

    /// The variables of a reader at home.
    fn variables(&self) -> [(&'static str, PathBuf); 7] {
        [
            ("HOME", self.path().join("home")),
            ("NEWSTERM_CONFIG", self.config()),
            ("NEWSTERM_DATA", self.path().join("data")),
            ("NEWSTERM_STATE", self.path().join("state")),
            ("PATH", std::env::var_os("PATH").unwrap_or_default().into()),
            ("TERM", "xterm-256color".into()),
            ("TZ", "UTC".into()),
        ]
    }

    /// The program with arguments, to be started without a terminal.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_with(PROGRAM, arguments)
    }

    /// Any program with arguments, to be started without a terminal, as the reader.
    pub fn command_with(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().envs(self.variables());
        command
            .current_dir(self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program without a terminal, to its end.
    pub fn run(&self, arguments: &[&str]) -> Told {
        Told::of(self.command(arguments).output().unwrap())
    }

    /// Starts the program without a terminal.
    pub fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// Starts the program in a terminal.
    pub fn open(&self, columns: u16, rows: u16) -> Pty {
        self.open_with(PROGRAM, &[], columns, rows)
    }

    /// Starts any program in a terminal, as the reader.
    pub fn open_with(
        &self,
        program: impl AsRef<OsStr>,
        arguments: &[&str],
        columns: u16,
        rows: u16,
    ) -> Pty {
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        command.cwd(self.path());
        Pty::start(command, columns, rows)
    }
}

impl Told {
    /// What a program that has ended said.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
