//! Feeds followed no more: by `newsterm remove`, on the screen, and taken back there.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::home::Home;
use crate::server::{Reply, Server};

const A: &str = "<rss><channel><title>Harbour Gazette</title><item><guid>1</guid><title>Lamps</title><pubDate>Tue, 02 Jun 2020 10:00:00 GMT</pubDate></item></channel></rss>";
const B: &str = "<rss><channel><title>Tide Letter</title><item><guid>2</guid><title>Tides</title><pubDate>Mon, 01 Jun 2020 10:00:00 GMT</pubDate></item></channel></rss>";

/// A home with two feeds whose settings have remarks.
fn at_home() -> (Server, Home, String) {
    let (server, home) = (Server::start(), Home::new());
    server.route("/a", Reply::feed(A));
    server.route("/b", Reply::feed(B));
    let settings = format!(
        "# mine\n[ui]\ntheme = \"dark\"\nbidi = \"visual\"\n\n# of the harbour\n[[feeds]]\nurl = \"{}\"\nfolder = \"News\"\n\n# of the sea\n[[feeds]]\nurl = \"{}\"\n",
        server.url("/a"),
        server.url("/b")
    );
    home.configure(&settings);
    assert_eq!(home.run(&["refresh"]).code, 0);
    (server, home, settings)
}

fn settings(home: &Home) -> String {
    fs::read_to_string(home.config()).unwrap()
}

#[test]
fn a_feed_is_removed_by_its_title_or_address_and_brought_back_on_the_screen() {
    let (server, home, before) = at_home();
    let address = server.url("/b");
    for name in ["harbour gazette", &address] {
        let told = home.run(&["remove", name]);
        assert_eq!((told.code, &*told.out), (0, ""), "{}", told.err);
    }
    assert!(
        settings(&home).contains("feeds = []"),
        "{}",
        settings(&home)
    );
    assert_eq!(home.run(&["list"]).out, "");
    let mut pty = home.open(80, 24);
    pty.wait_for_text("quit");
    pty.send("u");
    pty.wait_for_text("Tide Letter");
    pty.send("u");
    pty.wait_for_text("Harbour Gazet…");
    pty.wait_for_text("Lamps");
    pty.send("Q");
    assert!(pty.finish());
    assert_eq!(settings(&home), before);
}

#[test]
fn what_is_not_followed_is_not_removed() {
    let (_server, home, before) = at_home();
    let told = home.run(&["remove", "other"]);
    assert_eq!(told.code, 2);
    assert!(
        told.err
            .contains("No feed has the address or the title other.")
    );
    assert_eq!(settings(&home), before);
}

#[test]
fn on_the_screen_a_feed_is_asked_about_removed_brought_back_and_removed_again() {
    let (_server, home, before) = at_home();
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Harbour Gazet…");
    pty.send("jjjjjX");
    pty.wait_for_text("Stop following Harbour Gazette?");
    pty.send("n");
    pty.wait_until("the question is gone", |screen| {
        !screen.contains("Stop following")
    });
    pty.send("X\r");
    pty.wait_for_text("Harbour Gazette is followed no more.");
    pty.wait_until("its entries are gone", |screen| !screen.contains("Lamps"));
    assert!(!settings(&home).contains("# of the harbour"));
    assert!(settings(&home).contains("# of the sea"));
    pty.send("u");
    pty.wait_for_text("Undone.");
    pty.wait_for_text("Lamps");
    assert_eq!(settings(&home), before);
    pty.send("\x12");
    pty.wait_for_text("Done again.");
    pty.wait_until("its entries are gone", |screen| !screen.contains("Lamps"));
    pty.send("Q");
    assert!(pty.finish());
    assert_eq!(home.run(&["list"]).out.lines().count(), 1);
}

#[test]
fn what_the_reader_wrote_of_a_feed_outlives_that_it_is_removed_again() {
    let (_server, home, before) = at_home();
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Harbour Gazet…");
    pty.send("jjjjjX\r");
    pty.wait_for_text("Harbour Gazette is followed no more.");
    pty.send("u");
    pty.wait_for_text("Undone.");
    // In an editor, meanwhile.
    let edited = before.replace("# of the harbour", "# of the harbour, which I love");
    assert_ne!(edited, before);
    home.configure(&edited);
    pty.send("\x12");
    pty.wait_for_text("Done again.");
    assert!(!settings(&home).contains("which I love"));
    pty.send("u");
    pty.wait_for_text("Undone.");
    assert_eq!(settings(&home), edited);
    pty.send("Q");
    assert!(pty.finish());
}

#[test]
fn settings_that_cannot_be_written_keep_a_feed_from_coming_back_but_nothing_else() {
    let (_server, home, _) = at_home();
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Lamps");
    pty.send("lD");
    pty.wait_until("it is deleted", |screen| !screen.contains("Lamps"));
    pty.send("hjjjjjX\r");
    pty.wait_for_text("is followed no more.");
    let writable = |mode| fs::set_permissions(home.config(), Permissions::from_mode(mode)).unwrap();
    writable(0o444);
    for _ in 0..2 {
        pty.send("u");
        pty.wait_for_text("could not be written");
        pty.send("j");
        pty.wait_until("it was read", |screen| {
            !screen.contains("could not be written")
        });
    }
    pty.send("u");
    pty.wait_for_text("Undone.");
    writable(0o644);
    // With nothing else left it is tried again.
    pty.send("uu");
    pty.wait_for_text("Harbour Gazet…");
    pty.send("Q");
    assert!(pty.finish());
    assert!(home.run(&["list"]).out.contains("Lamps"));
}

#[test]
fn who_quits_while_the_settings_are_held_waits_no_longer_than_for_them() {
    let (_server, home, before) = at_home();
    let mut pty = home.open(80, 24);
    pty.wait_for_text("Harbour Gazet…");
    let held = File::open(home.path()).unwrap();
    held.lock().unwrap();
    // More keys than are read at once; nobody reads the rest any more.
    pty.send(&format!("jjjjjX\rQ{}", "j".repeat(3000)));
    assert_eq!(pty.exit_code(), 4);
    let told = String::from_utf8_lossy(&pty.seen);
    assert!(told.contains("change that you made was not kept"), "{told}");
    assert_eq!(settings(&home), before);
}
