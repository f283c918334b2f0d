//! Asking tmux which terminal it runs in.

use std::io::Read;
use std::os::fd::AsFd;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::term::tty;

/// How long tmux may take; it answers in a few milliseconds unless its server hangs.
const LIMIT: Duration = Duration::from_millis(300);
/// Longest answer read, in bytes.
const LONGEST: usize = 1024;

/// Asks tmux for the type (as XTVERSION gave it) and the name (`TERM`) of its client's terminal.
///
/// `None` when tmux cannot be asked, fails or does not answer in time.
pub(in crate::term) fn client() -> Option<String> {
    let mut child = Command::new("tmux")
        .args(["display", "-p", "#{client_termtype} #{client_termname}"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let answer = child
        .stdout
        .take()
        .and_then(|mut output| read_until(&mut output, Instant::now() + LIMIT));
    // The answer is there or is not wanted any more; without the wait a zombie would stay.
    let _ = child.kill();
    let _ = child.wait();
    let answer = answer?.trim().to_owned();
    (!answer.is_empty()).then_some(answer)
}

fn read_until(output: &mut (impl Read + AsFd), deadline: Instant) -> Option<String> {
    let mut text = Vec::new();
    let mut part = [0; 256];
    while text.len() < LONGEST && tty::is_readable(&*output, Some(deadline)).ok()? {
        match output.read(&mut part).ok()? {
            0 => return Some(String::from_utf8_lossy(&text).into_owned()),
            count => text.extend_from_slice(&part[..count]),
        }
    }
    None
}
