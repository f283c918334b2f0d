//! Signals become inputs of the loop, which ends or stops the program in order; without a screen they end the work.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

use crate::runtime::inputs::{Input, Inputs, Signal};

/// How work without a screen came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All of it was done.
    Done,
    /// The program was told to end, by Ctrl-C above all.
    Told,
}

/// Waits until the program is told to end; call it inside the runtime. From the call on, before anything is waited for,
/// signals end nothing by themselves.
pub(super) fn told_to_end() -> impl Future<Output = ()> {
    let kinds = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    );
    async move {
        let (Ok(mut interrupt), Ok(mut terminate)) = kinds else {
            tracing::warn!("signals cannot be heard");
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Sends what the system asks of the program; call it inside the runtime.
///
/// # Errors
///
/// When the system does not let a signal be heard.
pub(super) fn listen(inputs: &Inputs) -> io::Result<()> {
    let stop = SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw());
    let kinds = [
        (SignalKind::interrupt(), Signal::End),
        (SignalKind::terminate(), Signal::End),
        (SignalKind::hangup(), Signal::End),
        (stop, Signal::Stop),
    ];
    for (kind, means) in kinds {
        let mut heard = signal(kind)?;
        let inputs = inputs.clone();
        tokio::spawn(async move {
            while heard.recv().await.is_some() {
                let inputs = inputs.clone();
                // The queue may make its sender wait, which must not be one of the threads that fetch.
                let sent =
                    tokio::task::spawn_blocking(move || inputs.send_input(Input::Signal(means)));
                if !sent.await.unwrap_or(false) {
                    return;
                }
            }
        });
    }
    Ok(())
}
