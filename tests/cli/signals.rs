//! A command that is told to end leaves nothing running.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

use crate::home::{Home, Told};
use crate::server::{Reply, Server};

/// Tells a program to end, and waits until it has.
fn end(child: Child, signal: Signal) -> Told {
    let id = i32::try_from(child.id()).unwrap();
    kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    Told::of(child.wait_with_output().unwrap())
}

#[test]
fn a_refresh_that_is_told_to_end_ends_the_commands_of_its_feeds() {
    for signal in [Signal::INT, Signal::TERM] {
        let home = Home::new();
        let fifo = home.fifo("fifo");
        // The child holds the other end for as long as it lives.
        let script = "exec 3>fifo; echo begun >&3; sleep 60; echo alive >&3";
        home.configure(&format!(
            "[[feeds]]\nexec = [\"sh\", \"-c\", \"{script}\"]\n"
        ));
        let refresh = home.spawn(&["refresh"]);
        let mut heard = BufReader::new(File::open(&fifo).unwrap());
        let mut line = String::new();
        heard.read_line(&mut line).unwrap();
        assert_eq!(line, "begun\n");
        assert_eq!(end(refresh, signal).code, 130);
        let mut rest = String::new();
        heard.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
    }
}

#[test]
fn who_looks_at_a_feed_can_have_enough() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::hang());
    home.configure("");
    for (number, command) in (1..).zip(["add", "inspect"]) {
        let child = home.spawn(&[command, &server.url("/feed")]);
        server.wait_for("/feed", number);
        let told = end(child, Signal::INT);
        assert_eq!(
            (told.code, &*told.out, &*told.err),
            (130, "", ""),
            "{command}"
        );
    }
}
