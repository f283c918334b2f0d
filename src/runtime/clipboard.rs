//! Copies by a program of the desktop: its arguments are ours, the text is what it reads.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

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
        match give(text, program) {
            Ok(()) => return Ok(()),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

fn give(text: &str, program: &[&str]) -> io::Result<()> {
    let mut child = Command::new(program[0])
        .args(&program[1..])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let text = text.to_owned();
    // It may read slowly, and somebody has to wait for it to end.
    thread::Builder::new()
        .name("clipboard".to_owned())
        .spawn(move || {
            let input = child.stdin.take();
            let given = input.map(|mut input| input.write_all(text.as_bytes()));
            let ended = child.wait();
            if let (Some(Err(error)), _) | (_, Err(error)) = (given, ended) {
                tracing::info!(?error, "what was copied was not taken");
            }
        })
        .map(|_| ())
}
