//! The first start: no settings, nothing in the cache, and no network that works.

use super::{quit, rtl};
use crate::home::{Home, PROGRAM};
use crate::pty::Pty;
use crate::server::Server;

/// Starts the program without settings; what it would fetch it asks of a server that has none of it.
const START: &str = "unset NEWSTERM_CONFIG; export NEWSTERM_BIDI=visual
    export HTTP_PROXY=\"$1\" HTTPS_PROXY=\"$1\"; exec \"$0\"";

/// Starts the program for the first time.
pub fn start(server: &Server, home: &Home) -> Pty {
    let proxy = server.url("");
    home.open_with("/bin/sh", &["-c", START, PROGRAM, &proxy], 100, 30)
}

#[test]
fn there_is_a_guide_to_read_in_english_and_arabic() {
    let (server, home) = (Server::start(), Home::new());
    let mut pty = start(&server, &home);
    // "Welcome! Two minutes, and you know the place": lam and alef are one letter.
    pty.wait_for_text(&rtl("ﺃﻫﻼً ﺑﻚ! ﺩﻗﻴﻘﺘﺎﻥ ﻭﺗﺄﻟﻒ ﺍﻟﻤﻜﺎﻥ"));
    // The feeds that are offered have folders; those that cannot be fetched have a mark.
    pty.wait_for_text("!BBC World");
    // Under the four lists stands the guide.
    pty.send("4j\r\r");
    pty.wait_for_text("What is on the screen");
    pty.send("n");
    pty.wait_until_gone("What is on the screen");
    quit(pty);
    let told = home.run(&["config", "init"]);
    assert_eq!(
        told.code, 0,
        "no settings were written before: {}",
        told.err
    );
}
