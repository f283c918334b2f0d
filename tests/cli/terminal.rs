//! Where there is no screen to be had.

use super::{assert_refused, at_home};
use crate::home::PROGRAM;
use crate::pty::count;

#[test]
fn a_pipe_is_no_screen() {
    let home = at_home();
    let said = "error: newsterm needs a terminal to draw on, and its input or output is not one.\n\
                hint: Start it without a pipe, or use newsterm list and newsterm refresh in scripts.\n";
    assert_refused(&home, &home.run(&[]), 5, said);
    // `newsterm | cat` has a terminal for everything else.
    let shell = "{ \"$0\"; echo \"[ended: $?]\" >&2; } | cat";
    let mut pty = home.open_with("/bin/sh", &["-c", shell, PROGRAM], 80, 24);
    pty.wait_for_text("[ended: 5]");
    assert!(pty.shown().contains("needs a terminal to draw on"));
    assert!(pty.finish());
    assert!(pty.is_cooked());
    assert_eq!(count(&pty.seen, "\x1b"), 0);
}

#[test]
fn a_dumb_terminal_is_no_screen() {
    let home = at_home();
    let shell = "TERM=dumb exec \"$0\"";
    let mut pty = home.open_with("/bin/sh", &["-c", shell, PROGRAM], 100, 24);
    assert_eq!(pty.exit_code(), 5);
    assert!(
        pty.shown()
            .contains("This terminal (TERM=dumb) cannot place text on the screen.")
    );
    assert!(pty.shown().contains("hint: "));
    assert_eq!(count(&pty.seen, "\x1b"), 0);
}
