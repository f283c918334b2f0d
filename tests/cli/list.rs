//! `newsterm list`, for people and scripts.

use serde_json::{Value, json};

use super::{at_home, at_home_with_news};
use crate::home::Home;
use crate::server::{Reply, Server};

/// Marks the newer entry read and saved, the way a reader does.
fn read_and_save(home: &Home) {
    let mut pty = home.open(80, 24);
    pty.wait_for_text("\"Two\"");
    pty.send("\r\rs");
    pty.wait_for_text("Saved.");
    pty.send("Q");
    assert!(pty.finish());
}

#[test]
fn entries_are_listed_newest_first_with_a_tab_between_their_parts() {
    let (_server, home) = at_home_with_news();
    let told = home.run(&["list"]);
    let expected = "2024-01-02T10:00:00+00:00\tN-\tThe News\t\"Two\" & خبر\thttps://news.example/2\n\
                    2024-01-01T10:00:00+00:00\tN-\tThe News\tOne\thttps://news.example/1\n";
    assert_eq!((told.code, &*told.out, &*told.err), (0, expected, ""));
}

#[test]
fn only_what_is_unread_or_saved_is_listed_when_asked_for() {
    let (_server, home) = at_home_with_news();
    read_and_save(&home);
    let titles = |arguments: &[&str]| -> Vec<String> {
        let told = home.run(arguments);
        let title = |line: &str| line.split('\t').skip(1).step_by(2).take(2).collect();
        told.out.lines().map(title).collect()
    };
    assert_eq!(titles(&["list"]), ["-S\"Two\" & خبر", "N-One"]);
    assert_eq!(titles(&["list", "--unread"]), ["N-One"]);
    assert_eq!(titles(&["list", "--saved"]), ["-S\"Two\" & خبر"]);
    assert_eq!(home.run(&["list", "--saved", "--unread"]).code, 2);
}

#[test]
fn json_has_an_object_for_each_entry() {
    let (server, home) = at_home_with_news();
    read_and_save(&home);
    let told = home.run(&["list", "--json", "--saved"]);
    let mut entry: Value = serde_json::from_str(&told.out).unwrap();
    assert!(entry["id"].take().is_i64());
    let expected = json!({
        "id": null,
        "feed": "The News",
        "feed_url": server.url("/news"),
        "title": "\"Two\" & خبر",
        "link": "https://news.example/2",
        "author": null,
        "date": "2024-01-02T10:00:00+00:00",
        "read": true,
        "saved": true,
        "tags": [],
    });
    assert_eq!(entry, expected);
    assert_eq!(home.run(&["list", "--json"]).out.lines().count(), 2);
}

#[test]
fn a_list_of_nothing_is_said_to_people_and_not_to_scripts() {
    let home = at_home();
    let told = home.run(&["list"]);
    assert_eq!(
        (told.code, &*told.out, &*told.err),
        (0, "", "No entries.\n")
    );
    let told = home.run(&["list", "--json"]);
    assert_eq!((told.code, &*told.out, &*told.err), (0, "", ""));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let (_server, home) = at_home_with_news();
    let mut child = home.spawn(&["list"]);
    // As `head` does, only sooner.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_query_says_what_is_listed() {
    let (_server, home) = at_home_with_news();
    let links = |query: &[&str]| -> Vec<String> {
        let told = home.run(&[&["list"], query].concat());
        assert_eq!(told.code, 0, "{}", told.err);
        let link = |line: &str| line.rsplit('\t').next().unwrap_or_default().to_owned();
        told.out.lines().map(link).collect()
    };
    let (one, two) = ("https://news.example/1", "https://news.example/2");
    assert_eq!(links(&["unread", "خَبَر"]), [two]);
    assert_eq!(links(&["one OR two"]), [two, one]);
    assert_eq!(
        links(&["news -خبر"]),
        [""; 0],
        "the feed is no part of an entry's words"
    );
    assert_eq!(links(&["feed:news", "--", "-خبر"]), [one]);
    assert_eq!(links(&["--unread", "title:one"]), [one]);
    assert_eq!(links(&["zzz", "--json"]), [""; 0]);
}

#[test]
fn snippets_show_what_of_the_text_answers_the_query() {
    let (server, home) = (Server::start(), Home::new());
    let text = "كلام قبل ذلك طويل لا يعني أحدًا ".repeat(8) + "ثم جاءت الأَخْبَارُ من البحر";
    server.route(
        "/sea",
        Reply::feed(format!(
            "<rss version='2.0'><channel><title>Sea</title><item><guid>1</guid><title>One</title>\
         <description>{text}</description></item></channel></rss>"
        )),
    );
    home.subscribe(&[server.url("/sea")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let told = home.run(&["list", "اخبار", "--snippets", "--json"]);
    let entry: Value = serde_json::from_str(&told.out).unwrap();
    let snippet = entry["snippet"].as_str().unwrap();
    assert!(snippet.starts_with("… "), "{snippet}");
    assert!(snippet.ends_with("ثم جاءت الأَخْبَارُ من البحر"), "{snippet}");
    let told = home.run(&["list", "اخبار", "--snippets"]);
    let parts: Vec<_> = told.out.trim_end().split('\t').collect();
    assert_eq!(parts[5], snippet);
    let told = home.run(&["list", "--snippets", "one"]);
    assert!(told.out.contains("\tكلام قبل"), "{}", told.out);
}

#[test]
fn a_query_that_is_not_understood_is_pointed_at() {
    let (_server, home) = at_home_with_news();
    let told = home.run(&["list", "unread tittle:one"]);
    assert_eq!((told.code, &*told.out), (2, ""));
    assert!(
        told.err
            .contains("1 | unread tittle:one\n  |        ^^^^^^^"),
        "{}",
        told.err
    );
    assert!(
        told.err.contains("there is no field tittle"),
        "{}",
        told.err
    );
}

#[test]
fn the_index_is_made_anew() {
    let (_server, home) = at_home_with_news();
    let told = home.run(&["db", "reindex"]);
    assert_eq!((told.code, &*told.err), (0, "Indexed 2 entries.\n"));
    assert_eq!(home.run(&["list", "title:two"]).out.lines().count(), 1);
}
