//! What is told of one feed.

use serde_json::Value;

use crate::home::{Home, Told};
use crate::server::{Reply, Server};

/// "Harbour news", in windows-1256; an item's end tag is missing.
const NEWS: &[u8] = b"<rss version='2.0'><channel><title>\xc3\xce\xc8\xc7\xd1 \xc7\xe1\xe3\xed\xe4\xc7\xc1</title>\
    <link>https://harbour.example/</link><ttl>180</ttl>\n\
    <item><title>a</title><guid>1</guid><item><title>b</title><guid>2</guid></item></channel></rss>";

/// A reader who has refreshed feeds that go well, move, end, and ask for a pause.
fn at_home() -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    let news = || Reply::document(NEWS, "text/xml; charset=windows-1256");
    server.route("/news", news());
    server.route("/old", Reply::redirect("/new").with_status(301));
    server.route("/new", news());
    server.route("/gone", Reply::status(410));
    home.configure(&format!(
        "[[feeds]]\nurl = \"{0}/news\"\ntitle = \"Mine\"\nfolder = \"Work\"\ninterval = \"2h\"\n\
         headers = {{ X-Key = \"s3cret\" }}\n\
         [[feeds]]\nurl = \"{1}/old\"\n[[feeds]]\nurl = \"{0}/gone\"\n",
        server.url(""),
        server.url("").replace("//", "//ann:s3cret@"),
    ));
    home.run(&["refresh"]);
    (server, home)
}

fn told(home: &Home, name: &str) -> String {
    let Told { code, out, err } = home.run(&["feed", name]);
    assert_eq!((code, &*err), (0, ""), "{name}");
    assert!(!out.contains("s3cret"), "{out}");
    out
}

#[test]
fn a_feed_tells_how_it_was_read_what_was_mended_and_what_is_set_for_it() {
    let (server, home) = at_home();
    let told = told(&home, "Mine");
    for line in [
        "Mine",
        &format!("address: {}", server.url("/news")),
        "published as: أخبار الميناء",
        "site: https://harbour.example/",
        "folder: Work",
        "entries: 2 kept, 2 unread, 0 saved",
        "  The feed asks to be left alone until then.",
        "interval: every 2 hours",
        "encoding: windows-1256, named by the server",
        "settings: interval = 120",
        "  headers = { X-Key = \"***\" }",
    ] {
        assert!(told.lines().any(|told| told == line), "{line} in\n{told}");
    }
    let mended = told.lines().find(|line| line.starts_with("mended: "));
    assert!(
        mended.unwrap().starts_with("mended: line 2, column "),
        "{told}"
    );
}

#[test]
fn it_is_told_where_a_feed_has_moved_and_that_one_has_ended() {
    let (server, home) = at_home();
    let moved = told(&home, &server.url("/old").replace("//", "//ann:s3cret@"));
    assert!(moved.contains("//ann:***@127.0.0.1"), "{moved}");
    assert!(moved.contains(&format!("\nmoved to: {}", server.url("/new"))));
    let ended = told(&home, &server.url("/gone"));
    assert!(ended.contains("\ntrouble: It failed the last time.\n"));
    assert!(ended.contains("next asked: When you ask for it, and not before"));
}

#[test]
fn a_feed_is_told_to_programs_in_one_line() {
    let (server, home) = at_home();
    let feed = |name: &str| -> Value {
        let told = home.run(&["feed", name, "--json"]);
        assert_eq!(told.out.lines().count(), 1, "{}", told.err);
        serde_json::from_str(&told.out).unwrap()
    };
    let mine = feed("mine");
    assert_eq!(mine["encoding"]["name"], "windows-1256");
    assert_eq!(mine["encoding"]["why"], "header");
    assert_eq!(mine["warnings"][0]["kind"], "missing-end");
    assert_eq!(
        (&mine["entries"], &mine["why"]),
        (&2.into(), &"wished".into())
    );
    let gone = feed(&server.url("/gone"));
    assert_eq!(
        (&gone["next"], &gone["why"]),
        (&Value::Null, &"ended".into())
    );
    assert_eq!(gone["failures"], 1);
}

#[test]
fn who_asks_for_a_feed_that_is_not_followed_is_told_so() {
    let (_server, home) = at_home();
    let told = home.run(&["feed", "nothing"]);
    assert_eq!((told.code, &*told.out), (2, ""));
    assert!(
        told.err
            .starts_with("error: No feed has the address or the title nothing.")
    );
}
