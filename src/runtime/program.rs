//! Programs that are started and go on by themselves: browsers, players, clipboards, what articles are shared with.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
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
    let lost = (Stdio::null(), Stdio::null());
    start_into(lost, program, arguments, input, |ended| {
        if let Err(error) = ended {
            tracing::info!(?error, "a program did not take what it was given");
        }
    })
}

/// The same with a program that prints into a file; how it ended is told if newsterm is still there.
///
/// A pipe would end the program by SIGPIPE as soon as it printed something after newsterm had ended.
///
/// # Errors
/// When it does not start.
pub(super) fn start_printing(
    printed: File,
    program: &str,
    arguments: &[impl AsRef<str>],
    input: String,
    ended: impl FnOnce(io::Result<ExitStatus>) + Send + 'static,
) -> io::Result<()> {
    let prints = (printed.try_clone()?.into(), printed.into());
    start_into(prints, program, arguments, Some(input), ended)
}

fn start_into(
    (stdout, stderr): (Stdio, Stdio),
    program: &str,
    arguments: &[impl AsRef<str>],
    input: Option<String>,
    ended: impl FnOnce(io::Result<ExitStatus>) + Send + 'static,
) -> io::Result<()> {
    let mut child = Command::new(program)
        .args(arguments.iter().map(AsRef::as_ref))
        .stdin(match input {
            Some(_) => Stdio::piped(),
            None => Stdio::null(),
        })
        .stdout(stdout)
        .stderr(stderr)
        // What stops newsterm, or ends it with its terminal, is not meant for it.
        .process_group(0)
        .spawn()?;
    // It may read slowly, and somebody has to wait for its end, or it stays in the table of processes.
    let work = move || {
        let given = child.stdin.take().zip(input);
        let given = given.map(|(mut stdin, input)| stdin.write_all(input.as_bytes()));
        let status = child.wait();
        ended(match given {
            // It may have enough before the end of its input.
            Some(Err(error)) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => status,
        });
    };
    let thread = thread::Builder::new().name("program".to_owned());
    thread.spawn(work).map(drop)
}
