//! Printing: data to standard output, words for people to standard error.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::exit::Exit;
use crate::lang::{Lang, Phrase};
use crate::runtime::write_new;

/// The two ways out.
pub(super) struct Output {
    lang: Lang,
}

impl Output {
    pub(super) const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    pub(super) const fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Says something to the reader.
    pub(super) fn say(&self, phrase: &Phrase) {
        remark(&self.lang.explain(phrase));
    }

    /// Warns the reader.
    pub(super) fn warn(&self, phrase: &Phrase) {
        self.labelled(&Phrase::LabelWarning, phrase);
    }

    /// Says what failed, and gives the exit that goes with it.
    pub(super) fn fail(&self, phrase: &Phrase, exit: Exit) -> Exit {
        self.labelled(&Phrase::LabelError, phrase);
        exit
    }

    /// Writes data to a file that is not there yet and says what `written` makes of its name; to standard output where
    /// no file is named, or `-`.
    pub(super) fn write(
        &self,
        text: &str,
        file: Option<&Path>,
        written: impl FnOnce(String) -> Phrase,
    ) -> Exit {
        let Some(file) = file.filter(|file| *file != Path::new("-")) else {
            return data(text);
        };
        let path = file.display().to_string();
        match write_new(file, text) {
            Ok(()) => {
                self.say(&written(path));
                Exit::Done
            }
            Err(error) => {
                let cause = error.to_string();
                self.fail(&Phrase::ExportNotWritten { path, cause }, Exit::Failed)
            }
        }
    }

    fn labelled(&self, label: &Phrase, phrase: &Phrase) {
        let hint = self
            .lang
            .hint(phrase)
            .map(|hint| format!("\n{}: {hint}", self.lang.say(&Phrase::LabelHint)));
        remark(&format!(
            "{}: {}{}",
            self.lang.say(label),
            self.lang.say(phrase),
            hint.unwrap_or_default()
        ));
    }
}

/// Writes data to standard output. A reader that has seen enough and closed the pipe is no error.
pub(super) fn data(text: &str) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(_) => Exit::Failed,
    }
}

/// Writes words to standard error; where nobody listens, nothing is lost.
pub(super) fn remark(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}
