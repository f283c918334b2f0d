//! Programs that are started and go on by themselves: browsers, players, clipboards.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;

/// Starts a program with its arguments, and has it read the input where there is one. What it prints is lost.
///
/// # Errors
/// When it does not start.
pub(super) fn start(
    program: &str,
    arguments: &[impl AsRef<str>],
    input: Option<String>,
) -> io::Result<()> {
    let mut child = Command::new(program)
        .args(arguments.iter().map(AsRef::as_ref))
        .stdin(match input {
            Some(_) => Stdio::piped(),
            None => Stdio::null(),
        })
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // It may read slowly, and somebody has to wait for its end, or it stays in the table of processes.
    let work = move || {
        let given = child.stdin.take().zip(input);
        let given = given.map(|(mut stdin, input)| stdin.write_all(input.as_bytes()));
        let ended = child.wait();
        if let (Some(Err(error)), _) | (_, Err(error)) = (given, ended) {
            tracing::info!(?error, "a program did not take what it was given");
        }
    };
    let thread = thread::Builder::new().name("program".to_owned());
    thread.spawn(work).map(drop)
}
