//! `newsterm import` of newsboat's `cache.db`, and of the query feeds of its `urls`.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, params};

use super::{followed, said};
use crate::home::Home;
use crate::server::{Reply, Server};

/// The tables that newsboat 2.21 makes.
const SCHEMA: &str = "
    CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
        title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0,
        is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
    CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
        title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
        feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
        unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
        enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52),
        deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT '');
    CREATE INDEX idx_feedurl ON rss_item(feedurl);";

fn cache(path: &Path, feeds: &[(&str, &str)]) -> Connection {
    let cache = Connection::open(path).unwrap();
    cache.execute_batch(SCHEMA).unwrap();
    for (url, title) in feeds {
        let row = params![url, "", title];
        let insert = "INSERT INTO rss_feed (rssurl, url, title) VALUES (?1, ?2, ?3)";
        cache.execute(insert, row).unwrap();
    }
    cache
}

/// An item as newsboat writes it: read, unless something else is said.
#[derive(Default)]
struct Item {
    guid: String,
    title: &'static str,
    link: String,
    date: i64,
    unread: bool,
    flags: &'static str,
    deleted: bool,
}

/// An item of 14 November 2023.
fn item(guid: &str, title: &'static str, link: &str) -> Item {
    Item {
        guid: guid.to_owned(),
        title,
        link: link.to_owned(),
        date: 1_700_000_000,
        ..Item::default()
    }
}

impl Item {
    fn unread(self) -> Self {
        Self {
            unread: true,
            ..self
        }
    }

    fn flagged(self, flags: &'static str) -> Self {
        Self { flags, ..self }
    }
}

fn insert(cache: &Connection, feed: &str, items: &[Item]) {
    for item in items {
        cache
            .execute(
                "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)
                 VALUES (?1, ?2, 'Ann', ?3, ?4, ?5, '<p>Kept text</p>', ?6, ?7, ?8)",
                params![item.guid, item.title, item.link, feed, item.date, item.unread, item.flags, item.deleted],
            )
            .unwrap();
    }
}

/// The entries as they are listed: marks and title.
fn listed(home: &Home) -> Vec<String> {
    let told = home.run(&["list"]);
    let mut lines: Vec<String> = told
        .out
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            format!("{} {}", fields[1], fields[3])
        })
        .collect();
    lines.sort();
    lines
}

/// A feed with an entry of every kind that newsboat identifies in its own way.
fn feed(server: &Server) -> String {
    format!(
        "<rss version='2.0'><channel><title>Harbour</title>\
         <item><guid isPermaLink='false'>g-1</guid><title>With a GUID</title><link>{one}</link>\
           <pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item>\
         <item><title>Dated link</title><link>{two}</link>\
           <pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item>\
         <item><title>Bare link</title><link>{three}</link></item>\
         <item><title>Title &amp;amp; nothing else</title><description>x</description></item>\
         <item><guid>{four}</guid><title>GUID is link</title><link>{four}</link></item>\
         <item><guid>{five}</guid><title>GUID alone</title></item></channel></rss>",
        one = server.url("/1"),
        two = server.url("/2"),
        three = server.url("/3"),
        four = server.url("/4"),
        five = server.url("/5"),
    )
}

/// What newsboat keeps of [`feed`], and of what is not in it any more.
fn items(server: &Server) -> [Item; 7] {
    let link = |n: u8| server.url(&format!("/{n}"));
    let dated = format!("{}Tue, 02 Jan 2024 10:00:00 GMT", link(2));
    [
        item("old", "Gone from the feed", "").flagged("a"),
        item("g-1", "With a GUID", &link(1)),
        item(&dated, "Dated link", &link(2)).flagged("bx").unread(),
        item(&link(3), "Bare link", &link(3)),
        item("Title &amp; nothing else", "Title &amp; nothing else", "")
            .flagged("q")
            .unread(),
        Item {
            deleted: true,
            ..item(&link(4), "GUID is link", &link(4))
                .flagged("q")
                .unread()
        },
        item(&link(5), "GUID alone", &link(5)).unread(),
    ]
}

#[test]
fn entries_keep_their_marks_and_meet_the_next_poll() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed(feed(&server)));
    home.configure("feeds = []\n");
    let (path, url) = (home.path().join("cache.db"), server.url("/feed"));
    let cache = cache(&path, &[(&url, "Harbour"), ("exec:sh -c x", "evil")]);
    insert(&cache, &url, &items(&server));
    insert(&cache, "exec:sh -c x", &[item("1", "evil", "")]);
    drop(cache);

    let told = home.run(&["import", path.to_str().unwrap()]);
    let expected = "warning: left out: exec:sh -c x (newsterm runs no command that comes with a list; exec and filter in your settings do)\n\
        Added 1 feed to ~/config.toml.\n7 entries came with them.\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    assert_eq!(followed(&home), [url]);
    // What was thrown away is read, and not kept for later.
    let marks = [
        "-- Bare link",
        "-- GUID is link",
        "-- With a GUID",
        "-S Gone from the feed",
        "N- GUID alone",
        "NS Dated link",
        "NS Title & nothing else",
    ];
    assert_eq!(listed(&home), marks);
    let dated = "2023-11-14T22:13:20+00:00\t-S\tHarbour\tGone from the feed";
    assert!(home.run(&["list"]).out.contains(dated));

    // Nothing is new at the next poll, nor at the one after it.
    for _ in 0..2 {
        let told = home.run(&["refresh", "--json"]);
        assert_eq!(told.code, 0, "{}", told.out);
        let report: serde_json::Value = serde_json::from_str(&told.out).unwrap();
        assert_eq!(report["new"], 0, "{report}");
        assert_eq!(listed(&home), marks);
    }
    // Nor by a second import, which takes no mark away.
    let told = home.run(&["import", path.to_str().unwrap()]);
    assert!(told.err.contains("No new entries"), "{}", told.err);
    assert_eq!(listed(&home), marks);
}

#[test]
fn marks_are_added_to_entries_that_were_polled_before() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/feed", Reply::feed(feed(&server)));
    home.subscribe(&[server.url("/feed")], "");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let path = home.path().join("cache.db");
    let cache = cache(&path, &[(&server.url("/feed"), "Harbour")]);
    let link = server.url("/3");
    let items = [
        item("g-1", "An older title", "").flagged("a"),
        item(&link, "Bare link", &link),
    ];
    insert(&cache, &server.url("/feed"), &items);
    drop(cache);
    assert_eq!(home.run(&["import", path.to_str().unwrap()]).code, 0);
    let listed = listed(&home);
    assert_eq!(listed.len(), 6, "{listed:?}");
    assert!(listed.contains(&"-S With a GUID".to_owned()), "{listed:?}");
    assert!(listed.contains(&"-- Bare link".to_owned()), "{listed:?}");
}

#[test]
fn a_database_of_another_kind_is_refused() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let path = home.path().join("diary.db");
    let diary = Connection::open(&path).unwrap();
    diary
        .execute_batch("CREATE TABLE diary (day, text)")
        .unwrap();
    drop(diary);
    let told = home.run(&["import", path.to_str().unwrap()]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("not the cache of newsboat"),
        "{}",
        told.err
    );
}

/// The lists in the settings, with their queries, in order.
fn lists(home: &Home) -> Vec<(String, String)> {
    let shown: toml::Table = toml::from_str(&home.run(&["config", "show"]).out).unwrap();
    let text = |list: &toml::Value, key: &str| list[key].as_str().unwrap().to_owned();
    let lists = shown["lists"].as_array().unwrap().iter();
    lists
        .map(|list| (text(list, "name"), text(list, "query")))
        .collect()
}

#[test]
fn query_feeds_become_lists() {
    let home = Home::new();
    home.configure("feeds = []\nlists = [{ name = \"mine\", query = \"sea\" }]\n");
    let path = home.path().join("urls");
    let urls = r#"
"query:Unread Articles:unread = \"yes\""
"query:Mine:unread = \"no\""
https://a.example/feed tech linux
https://b.example/ linux
"query:Tech:tags # \"tech\" and age between 0:3"
"query:Linux:tags # \"linux\" and title !~ \"sponsored\"" hidden
"query:Loud:unread = \"yes\" and unread_count > 3"
"query:"
"exec:query:x:unread = \"yes\""
"#;
    fs::write(&path, urls).unwrap();
    let told = home.run(&["import", path.to_str().unwrap()]);
    let expected = "warning: left out, line 10: exec:query:x:unread = \"yes\" (newsterm runs no command that comes with a list; exec and filter in your settings do)\n\
        warning: left out, line 8: query:Loud:unread = \"yes\" and unread_count > 3 (a search through other feeds; [[lists]] in your settings are such, but have no words for unread_count > 3)\n\
        warning: left out, line 9: query: (a search through other feeds; [[lists]] in your settings are such)\n\
        Added 2 feeds to ~/config.toml.\n\
        1 feed has several tags: the first is its folder, and newsterm export gives all of them out again.\n\
        Added 3 lists made of query feeds; 1 has the name of a list you have, which stays as it is.\n\
        Unread Articles: unread\n\
        Tech: folder:tech age:<4d\n\
        Linux: (folder:linux OR feed:https://a.example/feed) -title:/sponsored/\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    let pair = |name: &str, query: &str| (name.to_owned(), query.to_owned());
    let expected = [
        pair("mine", "sea"),
        pair("Unread Articles", "unread"),
        pair("Tech", "folder:tech age:<4d"),
        pair(
            "Linux",
            "(folder:linux OR feed:https://a.example/feed) -title:/sponsored/",
        ),
    ];
    assert_eq!(lists(&home), expected);
    assert_eq!(
        followed(&home),
        ["https://a.example/feed", "https://b.example/"]
    );

    // What is there is there once.
    let told = home.run(&["import", path.to_str().unwrap()]);
    assert!(told.err.contains("No list was added"), "{}", told.err);
    assert_eq!(lists(&home), expected);
}

#[test]
fn tags_of_feeds_that_were_listed_in_no_folder_are_asked_for_by_address() {
    let home = Home::new();
    home.configure("feeds = [{ url = \"https://a.example/feed\" }]\n");
    let path = home.path().join("urls");
    let urls = "https://a.example/feed tech\n\"query:Tech:tags # \\\"tech\\\"\"\n";
    fs::write(&path, urls).unwrap();
    assert_eq!(home.run(&["import", path.to_str().unwrap()]).code, 0);
    let expected = [("Tech".to_owned(), "feed:https://a.example/feed".to_owned())];
    assert_eq!(lists(&home), expected);
}

#[test]
fn what_newsterm_has_for_the_settings_of_newsboat_is_told_with_their_lines() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let path = home.path().join("config");
    let config = "# mine\nreload-threads 100\nbind-key j down\nbind-key k up\nunbind-key q\n\
        include ~/.newsboat/colors\nscrolloff 5\ncolor listnormal white default\nbind-key l open\n\
        confirm-mark-feed-read no\n";
    fs::write(&path, config).unwrap();
    let told = home.run(&["import", path.to_str().unwrap()]);
    let expected = "Settings of another reader are not taken over. What newsterm has in their place:\n\
        line 2: reload-threads 100 (in your settings: max_connections)\n\
        line 3 and 2 more: bind-key j down (in your settings: [keys])\n\
        line 5: unbind-key q (in your settings: [keys])\n\
        line 6: include ~/.newsboat/colors (import that file as well)\n\
        line 7: scrolloff 5 (newsterm has nothing like it)\n\
        line 8: color listnormal white default (in your settings: [theme])\n\
        line 10: confirm-mark-feed-read no (press u)\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "feeds = []\n");
    // The settings of another program are no list.
    fs::write(&path, "refresh_fps = 10\n[mappings]\n\"j\" = [\"down\"]\n").unwrap();
    let told = home.run(&["import", path.to_str().unwrap()]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("which most readers can export"),
        "{}",
        told.err
    );
}

#[test]
fn what_newsterm_has_for_newsboat_is_there() {
    use newsterm::app::Command;
    use newsterm::config::Config;
    use newsterm::feed::list::{Instead, NEWSBOAT_SETTINGS};

    let settings = Config::example();
    for (name, instead) in NEWSBOAT_SETTINGS {
        match instead {
            Instead::Setting(key) => {
                let written = if key.starts_with('[') {
                    settings.contains(key)
                } else {
                    settings
                        .lines()
                        .any(|line| line.starts_with(&format!("{key} = ")))
                };
                assert!(written, "{name}: {key}");
            }
            Instead::Command(command) => {
                assert!(Command::named(command).is_some(), "{name}: {command}");
            }
            Instead::Variable(_) | Instead::Import | Instead::Nothing => {}
        }
    }
}

#[test]
fn what_newsboat_ignores_becomes_rules_that_hide() {
    let (server, home) = (Server::start(), Home::new());
    let item = |n: u8, title: &str| format!("<item><guid>{n}</guid><title>{title}</title></item>");
    let items = item(1, "Ad: buy this") + &item(2, "Reading ads") + &item(3, "كرة القدم");
    let feed = format!("<rss version='2.0'><channel><title>Harbour</title>{items}</channel></rss>");
    server.route("/feed", Reply::feed(feed));
    home.subscribe(&[server.url("/feed")], "# kept");
    let path = home.path().join("config");
    let config = r#"
auto-reload yes
browser "sh -c 'touch ran'"
ignore-article "*" "title =~ \"^ad:\""
ignore-article "*" "title =~ \"كرة\" or author =~ \"bot$\""
ignore-article "*" "unread_count > 3"
"#;
    fs::write(&path, config).unwrap();
    let told = home.run(&["import", path.to_str().unwrap()]);
    let expected = "Settings of another reader are not taken over. What newsterm has in their place:\n\
        line 2: auto-reload yes (in your settings: refresh_interval)\n\
        line 3: browser \"sh -c 'touch ran'\" (set BROWSER in your environment)\n\
        warning: left out, line 6: ignore-article * unread_count > 3 ([[rules]] in your settings hide entries, but have no words for unread_count > 3)\n\
        Added 2 rules to hide new entries and mark them read.\n\
        hidden: title:/^ad:/\n\
        hidden: title:/كرة/ OR author:/bot$/\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    assert_eq!(home.run(&["refresh"]).code, 0);
    assert_eq!(listed(&home), ["N- Reading ads"]);
    let settings = fs::read_to_string(home.config()).unwrap();
    assert!(settings.contains("# kept"), "{settings}");
    // What is there is there once.
    let told = home.run(&["import", path.to_str().unwrap()]);
    assert!(
        told.err.contains(
            "No rule was added to hide new entries and mark them read; 2 are there already."
        ),
        "{}",
        told.err
    );
    assert_eq!(fs::read_to_string(home.config()).unwrap(), settings);
    assert!(!home.path().join("ran").exists());
}
