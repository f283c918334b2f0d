//! A feed followed from the screen.

use std::fs;

use super::quit;
use crate::home::Home;
use crate::server::{Reply, Server};

fn feed(title: &str) -> Reply {
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>{title}</title><language>en</language>\
         <item><guid>1</guid><title>Headline of {title}</title></item></channel></rss>"
    ))
}

fn site(server: &Server) {
    let page = "<!DOCTYPE html><link rel=alternate type='application/rss+xml' title='Sea News' href='/sea'>\
        <link rel=alternate type='application/rss+xml' title='Land News' href='/land'>";
    server.route("/", Reply::document(page, "text/html"));
    server.route("/sea", feed("Sea"));
    server.route("/land", feed("Land"));
}

#[test]
fn a_site_is_typed_its_feed_chosen_and_read_without_a_restart() {
    let (server, home) = (Server::start(), Home::new());
    site(&server);
    server.route("/first", feed("First"));
    home.subscribe(&[server.url("/first")], "# kept");
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    pty.send(&format!("a{}\r", server.url("/")));
    pty.wait_for_text("The site offers 2 feeds");
    pty.wait_for_text("Sea News");
    pty.send("j\r");
    pty.wait_until("the feed is shown", |screen| {
        screen.contains("1 entry, in en") && screen.contains("Headline of Land")
    });
    assert!(!fs::read_to_string(home.config()).unwrap().contains("/land"));
    pty.send("\r");
    pty.wait_until("its entries are listed", |screen| {
        screen.contains("All") && screen.contains("Headline of Land") && screen.contains("● ")
    });
    let settings = fs::read_to_string(home.config()).unwrap();
    assert!(settings.contains("# kept"), "{settings}");
    let added = format!("\n[[feeds]]\nurl = \"{}\"\n", server.url("/land"));
    assert!(settings.ends_with(&added), "{settings}");
    quit(pty);
}

#[test]
fn what_leads_to_no_feed_is_said_and_the_reader_goes_on() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/first", feed("First"));
    server.route("/page", Reply::document("<p>Hello", "text/html"));
    home.subscribe(&[server.url("/first")], "");
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    pty.send(&format!("a{}\r", server.url("/page")));
    pty.wait_for_text("There is no feed at this address");
    pty.wait_for_text("Headline of First");
    pty.send("afile:///etc/passwd\r");
    pty.wait_for_text("is not an address that can be fetched");
    // Settings that somebody is just editing are not written over.
    fs::write(home.config(), "feeds = [").unwrap();
    pty.send(&format!("a{}\r", server.url("/first")));
    pty.wait_for_text("1 entry, in en");
    pty.send("\r");
    pty.wait_for_text("has 1 mistake");
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "feeds = [");
    quit(pty);
}

#[test]
fn a_feed_that_is_followed_already_is_gone_to() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/first", feed("First"));
    home.subscribe(&[server.url("/first")], "");
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    pty.send(&format!("a{}\r", server.url("/first")));
    pty.wait_for_text("1 entry, in en");
    pty.send("\r");
    pty.wait_for_text("was followed already");
    quit(pty);
}

#[test]
fn a_password_in_an_address_is_not_drawn() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/first", feed("First"));
    server.route("/closed", feed(""));
    home.subscribe(&[server.url("/first")], "");
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    let closed = server.url("/closed");
    let closed = closed.replace("http://", "http://ann:PWSECRET@");
    pty.send(&format!("a{closed}\r"));
    pty.wait_for_text("1 entry, in en");
    pty.wait_for_text("ann:***@");
    pty.send("\r");
    pty.wait_until("it is followed", |screen| {
        screen.contains("All") && screen.contains("ann:***@") && !screen.contains("PWSECRET")
    });
    quit(pty);
}

#[test]
fn feeds_written_meanwhile_are_reached_as_the_settings_say() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/first", feed("First"));
    server.route("/third", feed("Third"));
    server.route("http://news.example/feed", feed("Proxied"));
    home.subscribe(&[server.url("/first")], "");
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    let written = fs::read_to_string(home.config()).unwrap();
    fs::write(home.path().join("printed"), PRINTED).unwrap();
    home.configure(&format!(
        "{written}[[feeds]]\nurl = \"http://news.example/feed\"\nproxy = \"{}\"\n\
         [[feeds]]\nexec = [\"cat\", \"printed\"]\n",
        server.url("")
    ));
    pty.send(&format!("a{}\r", server.url("/third")));
    pty.wait_for_text("1 entry, in en");
    pty.send("\r");
    server.wait_for("http://news.example/feed", 1);
    pty.wait_until("all are listed", |screen| {
        screen.contains("Proxied") && screen.contains("Printed")
    });
    quit(pty);
}

#[test]
fn settings_that_another_program_holds_are_not_waited_for_without_end() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/first", feed("First"));
    server.route("/second", feed("Second"));
    home.subscribe(&[server.url("/first")], "");
    let before = fs::read_to_string(home.config()).unwrap();
    let mut pty = home.open(100, 24);
    pty.wait_for_text("Headline of First");
    let lock = fs::File::open(home.path()).unwrap();
    lock.lock().unwrap();
    pty.send(&format!("a{}\r", server.url("/second")));
    pty.wait_for_text("Headline of Second");
    pty.send("\r");
    pty.wait_for_text("Another program holds");
    assert_eq!(fs::read_to_string(home.config()).unwrap(), before);
    quit(pty);
}

/// What a command prints.
const PRINTED: &str = "<rss version='2.0'><channel><title>Printed</title></channel></rss>";

#[test]
fn a_feed_that_is_at_http_alone_is_shown_as_such_before_it_is_kept() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let (server, home) = (Server::start(), Home::new());
        server.route("/sea", feed("Sea"));
        server.route("/first", feed("First"));
        home.subscribe(&[server.url("/first")], "");
        let mut pty = home.open(columns, rows);
        pty.wait_for_text("First");
        let url = server.url("/sea");
        pty.send(&format!("a{}\r", url.strip_prefix("http://").unwrap()));
        pty.wait_for_text("Over http, not encrypted:");
        pty.wait_for_text("Headline of Sea");
        assert!(!fs::read_to_string(home.config()).unwrap().contains(&url));
        pty.send("\r");
        pty.wait_for_text("Sea is followed");
        assert!(fs::read_to_string(home.config()).unwrap().contains(&url));
        quit(pty);
    }
}
