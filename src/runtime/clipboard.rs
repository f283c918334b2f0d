//! Copies by a program of the desktop: its arguments are ours, the text is what it reads.

use std::io;

use crate::runtime::program;

/// A variable that is set where a program has a desktop to copy to, and the program.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("WAYLAND_DISPLAY", &["wl-copy"]),
    ("DISPLAY", &["xclip", "-selection", "clipboard"]),
    ("DISPLAY", &["xsel", "--clipboard", "--input"]),
    ("TMUX", &["tmux", "load-buffer", "-w", "-"]),
    ("HOME", &["pbcopy"]),
];

/// The programs that may take what is copied here, the likeliest first.
pub(super) fn programs(variable: &dyn Fn(&str) -> Option<String>) -> Vec<&'static [&'static str]> {
    let here = |name| variable(name).is_some_and(|value| !value.is_empty());
    let fitting = PROGRAMS.iter().filter(|(name, _)| here(name));
    fitting.map(|(_, program)| *program).collect()
}

/// Gives the text to the first of the programs that starts.
///
/// # Errors
/// When none does.
pub(super) fn copy(text: &str, programs: &[&[&str]]) -> io::Result<()> {
    let mut failure = io::ErrorKind::NotFound.into();
    for program in programs {
        match program::start(program[0], &program[1..], Some(text.to_owned())) {
            Ok(()) => return Ok(()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
