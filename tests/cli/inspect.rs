//! `newsterm inspect`: feeds shown as they are read.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::home::Home;
use crate::server::{Reply, Server};

const PODCAST: &str = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>\
    <title>إذاعة الميناء</title><link>https://radio.example/</link><description>كل صباح</description>\
    <language>ar</language><managingEditor>ed@radio.example (Ed)</managingEditor><copyright>لنا</copyright>\
    <lastBuildDate>Tue, 02 Jan 2024 10:00:00 GMT</lastBuildDate><category>Sea</category><ttl>60</ttl>\
    <image><url>/logo.png</url><title>x</title></image>\
    <item><guid isPermaLink='false'>7</guid><title>Fish &amp; chips</title><link>https://radio.example/7</link>\
    <description>short</description><content:encoded>&lt;p&gt;long &lt;script&gt;x&lt;/script&gt;text</content:encoded>\
    <dc:creator>Ada</dc:creator><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate><category>Food</category>\
    <comments>https://radio.example/7#c</comments>\
    <enclosure url='https://radio.example/7.mp3' type='audio/mpeg' length='99'/></item></channel></rss>";

fn file(home: &Home, name: &[u8], content: &[u8]) -> PathBuf {
    let path = home.path().join(OsStr::from_bytes(name));
    fs::write(&path, content).unwrap();
    path
}

fn inspect(home: &Home, arguments: &[&OsStr]) -> (i32, String, String) {
    home.configure("");
    let output = home.command(&["inspect"]).args(arguments).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_feed_is_told_in_one_object() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/radio", Reply::feed(PODCAST));
    let url = server.url("/radio");
    let (code, out, err) = inspect(&home, &["--json".as_ref(), url.as_ref()]);
    assert_eq!((code, &*err), (0, ""));
    let expected = json!({
        "file": url,
        "ok": true,
        "encoding": { "name": "UTF-8", "why": "bytes" },
        "warnings": [],
        "error": null,
        "feed": {
            "title": "إذاعة الميناء",
            "link": "https://radio.example/",
            "id": null,
            "description": "كل صباح",
            "language": "ar",
            "author": "Ed (ed@radio.example)",
            "updated": "2024-01-02T10:00:00+00:00",
            "rights": "لنا",
            "image": server.url("/logo.png"),
            "category": ["Sea"],
            "ttl": 3600,
        },
        "entries": [{
            "title": "Fish & chips",
            "link": "https://radio.example/7",
            "id": "7",
            "summary": "short",
            "content": "long text",
            "published": "2024-01-01T10:00:00+00:00",
            "updated": null,
            "author": "Ada",
            "language": null,
            "category": ["Food"],
            "comments": "https://radio.example/7#c",
            "enclosure": ["https://radio.example/7.mp3"],
            "rights": "",
        }],
    });
    assert_eq!(lines(&out), [expected]);
}

#[test]
fn many_feeds_are_told_in_the_order_they_were_asked_for_and_the_bad_do_not_hide_the_good() {
    let home = Home::new();
    let files: Vec<PathBuf> = (0..40)
        .map(|number| {
            let feed = format!("<rss><channel><title>{number}</title></channel></rss>");
            let content = if number == 7 { "no feed" } else { &*feed };
            file(
                &home,
                format!("{number}.xml").as_bytes(),
                content.as_bytes(),
            )
        })
        .collect();
    let missing = home.path().join("missing.xml");
    let mut arguments = vec![OsStr::new("--json"), missing.as_os_str()];
    arguments.extend(files.iter().map(|file| file.as_os_str()));
    let (code, out, err) = inspect(&home, &arguments);
    assert_eq!((code, &*err), (1, ""));
    let told = lines(&out);
    assert_eq!(told.len(), 41);
    assert!(told[0]["error"].as_str().unwrap().contains("missing.xml"));
    for (number, feed) in told[1..].iter().enumerate() {
        assert_eq!(feed["ok"], json!(number != 7), "{number}");
        if number == 7 {
            assert_eq!(feed["error"].as_str().map(str::is_empty), Some(false));
        } else {
            assert_eq!(feed["feed"]["title"], json!(number.to_string()));
        }
    }
}

#[test]
fn a_feed_needs_no_settings_and_no_cache_and_leaves_nothing_behind() {
    let home = Home::new();
    let feed = file(&home, b"feed.xml", PODCAST.as_bytes());
    let before = fs::read_dir(home.path()).unwrap().count();
    let output = home
        .command(&["inspect", "--json"])
        .arg(&feed)
        .env_remove("HOME")
        .env_remove("NEWSTERM_CONFIG")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), before);
}

#[test]
fn people_read_an_account_with_the_faults_and_their_places() {
    let home = Home::new();
    let broken =
        "Notice: x\n<rss><channel><title>A & B</title>\n<item><title>One</title>\n<item><title>Two";
    let broken = file(&home, b"broken.xml", broken.as_bytes());
    let radio = file(&home, b"radio.xml", PODCAST.as_bytes());
    let (code, out, err) = inspect(&home, &[broken.as_ref(), radio.as_ref()]);
    let out = out.replace(home.path().to_str().unwrap(), "~");
    assert_eq!((code, &*err), (0, ""));
    insta::assert_snapshot!(out);
}

#[test]
fn the_type_that_is_named_counts_for_the_encoding() {
    let home = Home::new();
    let feed = b"<rss><channel><title>\xd3\xe1\xc7\xe3</title></channel></rss>";
    let feed = file(&home, b"feed.xml", feed);
    let content_type = "text/xml; charset=windows-1256";
    let arguments = ["--json", "--content-type", content_type].map(OsStr::new);
    let (_, out, _) = inspect(&home, &[&arguments[..], &[feed.as_os_str()]].concat());
    let told = lines(&out).remove(0);
    assert_eq!(told["feed"]["title"], json!("سلام"));
    assert_eq!(
        told["encoding"],
        json!({ "name": "windows-1256", "why": "header" })
    );
}

/// What a terminal would obey, raw or as bytes of UTF-8.
fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

#[test]
fn nothing_in_a_feed_or_its_name_is_obeyed_by_the_terminal() {
    let home = Home::new();
    let evil =
        "a\u{1b}[31mb\u{9b}2Jc\u{202e}d\u{e0041}e&#27;]52;c;x&#7;f&amp;#27;[0m&#x9d;0;t&#x9c;";
    let feed = format!(
        "<rss xml:lang='{evil}'><channel><title>{evil}</title><link>https://e.example/{evil}</link>
         <description>{evil}</description><language>{evil}</language><copyright>{evil}</copyright>
         <managingEditor>{evil}@{evil}</managingEditor><category>{evil}</category>
         <item><guid>{evil}</guid><title>{evil}</title><author>{evil}</author><description>{evil}</description>
         <category>{evil}</category><comments>https://e.example/{evil}</comments><pubDate>{evil}</pubDate>
         <enclosure url='https://e.example/{evil}' type='{evil}'/></item></channel></rss>"
    );
    let name = "n\u{1b}]0;x\u{7}\u{9b}1m\u{202e}m\u{e0041}.xml";
    let good = file(&home, name.as_bytes(), feed.as_bytes());
    let bad = file(&home, format!("bad {name}").as_bytes(), evil.as_bytes());
    let missing = home.path().join(format!("missing {name}"));
    let not_utf_8 = file(&home, b"x\xff\x1b[2J.xml", feed.as_bytes());
    let files = [&good, &bad, &missing, &not_utf_8].map(|file| file.as_os_str());
    for form in [&[][..], &[OsStr::new("--json")]] {
        let (code, out, err) = inspect(&home, &[form, &files[..]].concat());
        assert_eq!(code, 1);
        for text in [&out, &err] {
            let found = text.chars().find(|c| is_obeyed(*c));
            assert_eq!(found, None, "{text:?}");
        }
        if !form.is_empty() {
            // What was asked for can still be told from the answer.
            let told = lines(&out);
            assert_eq!(told[0]["file"].as_str(), good.to_str());
            assert_eq!(told[2]["file"].as_str(), missing.to_str());
        }
    }
}

#[test]
fn settings_that_are_there_count_or_are_refused() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed("<rss version='2.0'><channel/></rss>"));
    home.configure("[general]\nproxy = 1\n");
    let told = home.run(&["inspect", &server.url("/feed")]);
    assert_eq!((told.code, &*told.out), (3, ""));
    assert!(told.err.contains("proxy"), "{}", told.err);
    let named = ["--config", "/no/such/file", "inspect", "newsterm:welcome"];
    assert_eq!(home.run(&named).code, 3);
    assert_eq!(server.all_requests(), 0);
}
