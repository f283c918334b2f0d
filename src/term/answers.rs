//! What the reader answered when `newsterm doctor` asked which line reads right, terminal by terminal.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::config::Profile;

/// The table of the file.
const TABLE: &str = "terminals";

/// Why answers cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum AnswersError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not one of ours, or was damaged.
    #[error("{} holds no answers", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// The profiles that the reader chose by eye, by the id of the terminal.
///
/// ```
/// use newsterm::config::Profile;
/// use newsterm::term::Answers;
///
/// let answers = Answers::parse("[terminals]\n\"st 0.9\" = \"visual\"\n").unwrap();
/// assert_eq!(answers.get("st 0.9"), Some(Profile::Visual));
/// assert_eq!(answers.get("kitty(0.26.5)"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Profile>);

impl Answers {
    /// Reads the file at `path`; no file holds no answers.
    ///
    /// # Errors
    ///
    /// [`AnswersError::Read`]; [`AnswersError::Foreign`] when it is not a table of terminals.
    pub fn load(path: &Path) -> Result<Self, AnswersError> {
        let foreign = || AnswersError::Foreign {
            path: path.to_owned(),
        };
        match fs::read_to_string(path) {
            Ok(text) => Self::parse(&text).ok_or_else(foreign),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(foreign()),
            Err(source) => Err(AnswersError::Read {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Reads the text of a file; `None` when it is not a table of terminals.
    ///
    /// A profile of an older or newer newsterm is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let file: toml::Table = text.parse().ok()?;
        let profile = |value: &toml::Value| Profile::parse(value.as_str()?);
        let answers = file.get(TABLE)?.as_table()?.iter();
        Some(Self(
            answers
                .filter_map(|(id, value)| Some((id.clone(), profile(value)?)))
                .collect(),
        ))
    }

    /// The answer for a terminal.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Profile> {
        self.0.get(id).copied()
    }

    /// Whether there is no answer for any terminal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the answer for a terminal in the file at `path`, or forgets it; answers for others stay.
    ///
    /// The file is written beside and takes the place of the old one at once, so that a crash leaves
    /// the one or the other.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load), for a file that cannot be read is not overwritten;
    /// [`AnswersError::Write`].
    pub fn keep(path: &Path, id: &str, profile: Option<Profile>) -> Result<Self, AnswersError> {
        let mut answers = Self::load(path)?;
        match profile {
            Some(profile) => answers.0.insert(id.to_owned(), profile),
            None => answers.0.remove(id),
        };
        let written = write_whole(path, &answers.to_text());
        written.map_err(|source| AnswersError::Write {
            path: path.to_owned(),
            source,
        })?;
        Ok(answers)
    }

    fn to_text(&self) -> String {
        let named = |(id, profile): (&String, &Profile)| (id.clone(), profile.name().into());
        let terminals: toml::Table = self.0.iter().map(named).collect();
        let file = toml::Table::from_iter([(TABLE.to_owned(), terminals.into())]);
        format!("# Written by newsterm doctor.\n{file}")
    }
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        // Renaming first and writing later would be a crash away from an empty file.
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // It may not have been made at all.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_for_several_terminals_are_kept_side_by_side() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("state/terminals.toml");
        Answers::keep(&path, "xterm \"x\" 41;379;0", Some(Profile::Visual)).expect("kept");
        Answers::keep(&path, "kitty(0.26.5)", Some(Profile::WordFlip)).expect("kept");
        Answers::keep(&path, "kitty(0.26.5)", Some(Profile::Lrm)).expect("kept");
        let answers = Answers::load(&path).expect("read");
        assert_eq!(answers.get("xterm \"x\" 41;379;0"), Some(Profile::Visual));
        assert_eq!(answers.get("kitty(0.26.5)"), Some(Profile::Lrm));
        let forgotten = Answers::keep(&path, "kitty(0.26.5)", None).expect("forgotten");
        assert_eq!(forgotten.get("kitty(0.26.5)"), None);
        assert!(!forgotten.is_empty());
        let files = fs::read_dir(path.parent().expect("a folder")).expect("it can be read");
        assert_eq!(files.count(), 1, "nothing is left beside the file");
    }

    #[test]
    fn a_file_that_is_not_ours_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("terminals.toml");
        for foreign in [&b"terminals = 3\n"[..], b"[terminals\n", b"\xff\xfe", b""] {
            fs::write(&path, foreign).expect("written");
            let kept = Answers::keep(&path, "st", Some(Profile::Visual));
            assert!(matches!(kept, Err(AnswersError::Foreign { .. })));
            assert_eq!(fs::read(&path).expect("read"), foreign);
        }
    }

    #[test]
    fn an_unknown_profile_is_passed_over() {
        let text = "[terminals]\na = \"spiral\"\nb = \"lrm\"\nc = 1\n";
        let answers = Answers::parse(text).expect("a table");
        assert_eq!(answers, Answers([("b".to_owned(), Profile::Lrm)].into()));
    }

    #[test]
    fn no_file_holds_no_answers() {
        let folder = tempfile::tempdir().expect("a folder");
        let answers = Answers::load(&folder.path().join("none.toml")).expect("no error");
        assert!(answers.is_empty());
    }
}
