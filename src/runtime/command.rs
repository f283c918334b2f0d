//! Runs the commands of the settings: no shell, no more time and output than they are given.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// So much of what a command complains about is kept, in bytes.
const COMPLAINT: u64 = 1024;

/// Why a command gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// It could not be started.
    #[error("{program} cannot be started")]
    Start {
        /// The command without its arguments, which may be secrets.
        program: String,
        /// What the system says.
        source: io::Error,
    },
    /// It says that it failed.
    #[error("{program} ended with {status}")]
    Failed {
        /// The command without its arguments.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// The last line it complained with; untrusted text.
        said: String,
    },
    /// It was not done in time, and was killed with all it had started.
    #[error("{program} took longer than {after:?}")]
    TimedOut {
        /// The command without its arguments.
        program: String,
        /// The time it had.
        after: Duration,
    },
    /// It printed more than is taken, and was killed.
    #[error("{program} printed more than {limit} bytes")]
    TooLarge {
        /// The command without its arguments.
        program: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// Its pipes broke.
    #[error("{program} cannot be read")]
    Pipe {
        /// The command without its arguments.
        program: String,
        /// What the system says.
        source: io::Error,
    },
}

/// What a command may use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    /// The time it may take.
    pub(super) time: Duration,
    /// The longest output, in bytes.
    pub(super) output: usize,
    /// It may ask the reader on the terminal, for it stays among the processes in front; what it has started is then
    /// not ended with it.
    pub(super) asks: bool,
}

/// Runs a command with this input to its end, and gives what it printed.
pub(super) async fn run(
    argv: &[String],
    input: Vec<u8>,
    allowance: Allowance,
) -> Result<Vec<u8>, CommandError> {
    let program = argv.first().cloned().unwrap_or_default();
    let mut command = Command::new(&program);
    command
        .args(argv.iter().skip(1))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if !allowance.asks {
        command.process_group(0);
    }
    let mut child = command.spawn().map_err(|source| CommandError::Start {
        program: program.clone(),
        source,
    })?;
    // Ends whatever the command leaves running, also when this future is given up.
    let _group = (!allowance.asks).then(|| Group::of(&child));
    let done = timeout(allowance.time, talk(&mut child, input, allowance.output)).await;
    let said = match done {
        Ok(Ok(said)) => said,
        Ok(Err(Fault::Pipe(source))) => return Err(CommandError::Pipe { program, source }),
        Ok(Err(Fault::TooLong)) => {
            let limit = allowance.output;
            return Err(CommandError::TooLarge { program, limit });
        }
        Err(_) => {
            let after = allowance.time;
            return Err(CommandError::TimedOut { program, after });
        }
    };
    if !said.status.success() {
        let complaint = String::from_utf8_lossy(&said.complaint);
        return Err(CommandError::Failed {
            program,
            status: said.status,
            said: complaint.lines().last().unwrap_or_default().to_owned(),
        });
    }
    Ok(said.output)
}

/// What a command said.
struct Said {
    output: Vec<u8>,
    complaint: Vec<u8>,
    status: ExitStatus,
}

/// Why a command is not listened to any more.
enum Fault {
    Pipe(io::Error),
    TooLong,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Pipe(error)
    }
}

async fn talk(child: &mut Child, input: Vec<u8>, limit: usize) -> Result<Said, Fault> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async {
        if let Some(mut stdin) = stdin {
            // A filter may have enough before the end of its input.
            let _ = stdin.write_all(&input).await;
        }
        Ok(())
    };
    let read = async {
        let Some(stdout) = stdout else {
            return Ok(Vec::new());
        };
        let mut output = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX);
        stdout
            .take(most.saturating_add(1))
            .read_to_end(&mut output)
            .await?;
        if output.len() > limit {
            // It may go on printing for ever: nobody waits for its end.
            return Err(Fault::TooLong);
        }
        Ok(output)
    };
    let ((), output, complaint) = tokio::try_join!(write, read, complaint(stderr))?;
    let status = child.wait().await?;
    Ok(Said {
        output,
        complaint,
        status,
    })
}

/// Keeps the beginning of what a command complains about, and reads the rest so that it is not held up.
async fn complaint(stderr: Option<impl AsyncRead + Unpin>) -> Result<Vec<u8>, Fault> {
    let mut kept = Vec::new();
    if let Some(mut stderr) = stderr {
        (&mut stderr).take(COMPLAINT).read_to_end(&mut kept).await?;
        copy(&mut stderr, &mut sink()).await?;
    }
    Ok(kept)
}

/// The processes of a command, ended when dropped.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self(id.and_then(Pid::from_raw))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // Fails when none of them is left.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLENTY: Allowance = Allowance {
        time: Duration::from_secs(20),
        output: 1 << 20,
        asks: false,
    };

    fn ran(argv: &[&str], input: &str, allowance: Allowance) -> Result<String, CommandError> {
        let argv: Vec<String> = argv.iter().map(ToString::to_string).collect();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let output = runtime.block_on(run(&argv, input.as_bytes().to_vec(), allowance))?;
        Ok(String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_command_gets_its_input_and_its_arguments_as_they_are() {
        assert_eq!(ran(&["cat"], "news", PLENTY).unwrap(), "news");
        let argument = "$HOME; `id` | 'x'";
        assert_eq!(
            ran(&["printf", "%s", argument], "", PLENTY).unwrap(),
            argument
        );
        let long = "x".repeat(1 << 20);
        assert_eq!(ran(&["cat"], &long, PLENTY).unwrap(), long);
        assert_eq!(ran(&["true"], &long, PLENTY).unwrap(), "");
    }

    #[test]
    fn what_a_command_does_wrong_is_told() {
        let error = ran(&["/no/such/program", "secret"], "", PLENTY).unwrap_err();
        assert!(matches!(error, CommandError::Start { .. }), "{error:?}");
        assert!(!format!("{error:?}").contains("secret"));
        let script = "echo first >&2; echo why >&2; exit 3";
        let error = ran(&["sh", "-c", script], "", PLENTY).unwrap_err();
        assert!(
            matches!(&error, CommandError::Failed { said, status, .. }
                if said == "why" && status.code() == Some(3)),
            "{error:?}"
        );
    }

    #[test]
    fn endless_output_is_cut_off() {
        let small = Allowance {
            output: 1000,
            ..PLENTY
        };
        for argv in [&["yes"][..], &["sh", "-c", "yes; yes"]] {
            let error = ran(argv, "", small).unwrap_err();
            assert!(
                matches!(error, CommandError::TooLarge { limit: 1000, .. }),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_command_that_is_late_is_ended() {
        let soon = Allowance {
            time: Duration::from_millis(100),
            ..PLENTY
        };
        let error = ran(&["sleep", "60"], "", soon).unwrap_err();
        assert!(matches!(error, CommandError::TimedOut { .. }), "{error:?}");
    }

    #[test]
    fn what_a_command_has_started_ends_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let fifo = folder.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        let listening = {
            let fifo = fifo.clone();
            std::thread::spawn(move || std::fs::read_to_string(fifo).unwrap())
        };
        // The child holds the other end, and would tell if it lived on.
        let script = "exec 3>\"$1\"; (sleep 60; echo alive >&3) & yes";
        let small = Allowance {
            output: 1000,
            ..PLENTY
        };
        let argv = ["sh", "-c", script, "sh", fifo.to_str().unwrap()];
        let error = ran(&argv, "", small).unwrap_err();
        assert!(matches!(error, CommandError::TooLarge { .. }), "{error:?}");
        assert_eq!(listening.join().unwrap(), "");
    }
}
