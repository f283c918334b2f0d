//! `newsterm import` and `newsterm export` of lists.

use std::fs;
use std::path::Path;

use newsterm::feed::list::read;

use super::{followed, said};
use crate::home::Home;

const OPML: &str = "<opml version='2.0'><body><outline text='Tech'><outline text='Linux'>\
    <outline type='rss' text='Penguins &amp; co' xmlUrl='https://a.example/feed?x=1&amp;y=2'/>\
    </outline></outline><outline text='أخبار' xmlUrl='https://b.example/'/>\
    <outline text='again' xmlUrl='https://b.example/'/>\
    <outline text='evil' xmlUrl='exec:rm -r .'/></body></opml>";

#[test]
fn opml_is_imported_and_exported_again() {
    let home = Home::new();
    home.configure("# mine\nfeeds = []\n");
    let list = home.path().join("list");
    fs::write(&list, OPML).unwrap();
    let list = list.to_str().unwrap();
    let told = home.run(&["import", list]);
    let expected = "warning: left out, line 1: exec:rm -r . (newsterm runs no command that comes with a list; exec and filter in your settings do)\n\
        Added 2 feeds to ~/config.toml; 1 was listed already.\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    assert_eq!(
        followed(&home),
        ["https://a.example/feed?x=1&y=2", "https://b.example/"]
    );
    assert!(
        fs::read_to_string(home.config())
            .unwrap()
            .starts_with("# mine\n")
    );

    let exported = home.run(&["export"]);
    assert_eq!((exported.code, &*exported.err), (0, ""));
    let path = home.path().join("out.opml");
    let told = home.run(&["export", "--format", "opml", path.to_str().unwrap()]);
    assert_eq!(
        (told.code, &*said(&home, &told.err)),
        (0, "Wrote 2 feeds to ~/out.opml.\n")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), exported.out);
    // What is there is not written over.
    assert_eq!(home.run(&["export", path.to_str().unwrap()]).code, 1);
    assert_eq!(home.run(&["export", "-"]).out, exported.out);

    // Another reader's home: what was exported is what comes in, folders and titles too.
    let other = Home::new();
    other.configure("feeds = []\n");
    assert_eq!(other.run(&["import", path.to_str().unwrap()]).code, 0);
    let feeds = |home: &Home| -> toml::Value {
        let settings: toml::Table = toml::from_str(&home.run(&["config", "show"]).out).unwrap();
        settings["feeds"].clone()
    };
    assert_eq!(feeds(&other), feeds(&home));
    assert_eq!(other.run(&["export"]).out, exported.out);
    let folder = &feeds(&other)[0]["folder"];
    assert_eq!(folder.as_str(), Some("Tech / Linux"));
}

#[test]
fn what_another_reader_would_run_or_search_for_is_left_out_of_opml_and_told() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let list = home.path().join("list");
    let outlines = [
        "query:Fresh:unread = &quot;yes&quot;",
        "exec:touch ran",
        " EXEC:touch ran",
        "filter:touch ran:https://a.example/",
        "|touch ran",
        "feed:exec:touch ran",
        "ex&#10;ec:touch ran",
        "javascript:touch",
        "file:///etc/passwd",
        "newsterm:welcome",
        "https://a.example/feed",
    ];
    let outlines = outlines.map(|address| {
        let also = "exec='touch ran' filter='touch ran' query='unread' xmlns:x='urn:x' x:command='touch ran'";
        format!("<outline type='exec' text='t' xmlUrl='{address}' {also}/>")
    });
    let opml = format!("<opml><body>{}</body></opml>", outlines.concat());
    fs::write(&list, opml).unwrap();
    let told = home.run(&["import", list.to_str().unwrap()]);
    let command =
        "(newsterm runs no command that comes with a list; exec and filter in your settings do)";
    let expected = [
        "query:Fresh:unread = \"yes\" (a search through other feeds; [[lists]] in your settings are such)".to_owned(),
        format!("exec:touch ran {command}"),
        format!("EXEC:touch ran {command}"),
        format!("filter:touch ran:https://a.example/ {command}"),
        format!("|touch ran {command}"),
        "feed:exec:touch ran (not an address of the web)".to_owned(),
        "ex ec:touch ran (not an address of the web)".to_owned(),
        "javascript:touch (not an address of the web)".to_owned(),
        "file:///etc/passwd (not an address of the web)".to_owned(),
        "newsterm:welcome (not an address of the web)".to_owned(),
    ];
    let left_out = expected.map(|line| format!("warning: left out, line 1: {line}\n"));
    let added = "Added 1 feed to ~/config.toml.\n";
    assert_eq!(said(&home, &told.err), left_out.concat() + added);
    // What an outline says besides is text, and stays it.
    let shown: toml::Table = toml::from_str(&home.run(&["config", "show"]).out).unwrap();
    let feeds = shown["feeds"].as_array().unwrap();
    assert_eq!(feeds.len(), 1);
    for key in ["exec", "filter"] {
        assert_eq!(feeds[0].get(key), None, "{key}");
    }
    assert!(
        shown
            .get("lists")
            .is_none_or(|lists| lists.as_array().unwrap().is_empty())
    );
    home.run(&["refresh"]);
    assert!(!home.path().join("ran").exists());
}

#[test]
fn what_an_opml_list_has_no_address_for_is_told_with_its_line() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let list = home.path().join("list");
    let opml = "<opml><body>\n<outline text='Blogs' htmlUrl='https://blogs.example/'>\n\
        <outline text='A' type='rss' htmlUrl='https://a.example/'/>\n\
        <outline text='B' type='rss' xmlUrl=''></outline>\n\
        <outline text='C' type='rss' xmlUrl='https://c.example/feed'/>\n\
        <outline text='D' xmlUrl='not an address'/>\n</outline>\n<outline text='Empty'/></body></opml>";
    fs::write(&list, opml).unwrap();
    let told = home.run(&["import", list.to_str().unwrap()]);
    let lacking = "(the list has no address of this feed; newsterm add looks for it on the site)";
    let expected = format!(
        "warning: left out, line 3: https://a.example/ {lacking}\n\
         warning: left out, line 4: B {lacking}\n\
         warning: left out, line 6: not an address (not an address of the web)\n\
         Added 1 feed to ~/config.toml.\n"
    );
    assert_eq!((told.code, said(&home, &told.err)), (0, expected));
}

#[test]
fn a_folder_is_no_list_and_its_files_are_named() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let told = home.run(&["import", home.path().to_str().unwrap()]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("is a folder."), "{}", told.err);
    assert!(
        told.err.contains("urls, config or cache.db"),
        "{}",
        told.err
    );
}

#[test]
fn a_list_names_the_feeds_that_came_without_names() {
    let home = Home::new();
    let mine = "[[feeds]]\nurl = \"https://a.example/\" # mine\n\n[[feeds]]\nurl = \"https://b.example/\"\nfolder = \"My own\"\n";
    home.configure(mine);
    let list = home.path().join("urls");
    let urls = "https://a.example/ tech linux \"~أ\"\nhttps://b.example/ news ~B\nhttps://c.example/ ! ~C\n";
    fs::write(&list, urls).unwrap();
    let told = home.run(&["import", list.to_str().unwrap()]);
    let expected = "Added 1 feed to ~/config.toml; 2 were listed already.\n\
        1 feed had neither a title nor a folder in your settings, and has those of the list now.\n\
        1 feed that newsboat hides is shown like the others.\n\
        1 feed has several tags: the first is its folder, and newsterm export gives all of them out again.\n";
    assert_eq!((told.code, &*said(&home, &told.err)), (0, expected));
    let settings = fs::read_to_string(home.config()).unwrap();
    let named = "[[feeds]]\nurl = \"https://a.example/\" # mine\ntitle = \"أ\"\nfolder = \"tech\"\nopml = { category = \"tech,linux\" }\n";
    assert!(settings.starts_with(named), "{settings}");
    // What the reader wrote stays.
    assert!(
        settings.contains("url = \"https://b.example/\"\nfolder = \"My own\"\n\n"),
        "{settings}"
    );
    // Once they are named, nothing is left to do.
    home.run(&["import", list.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(home.config()).unwrap(), settings);
}

#[test]
fn a_urls_file_is_imported() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let list = home.path().join("urls");
    let urls = "# mine\nhttps://a.example/feed tech \"~My Title\"\n";
    fs::write(&list, urls).unwrap();
    let told = home.run(&["import", list.to_str().unwrap()]);
    assert_eq!(told.code, 0);
    let settings = fs::read_to_string(home.config()).unwrap();
    let expected = "{ url = \"https://a.example/feed\", title = \"My Title\", folder = \"tech\" }";
    assert!(settings.contains(expected), "{settings}");
}

#[test]
fn who_comes_from_another_reader_gets_no_feeds_that_are_not_theirs() {
    let home = Home::new();
    let list = home.path().join("urls");
    let urls = "https://a.example/feed news daily\nhttps://b.example/feed\n\"exec:weather\" news\n";
    fs::write(&list, urls).unwrap();
    let told = home.run(&["import", list.to_str().unwrap()]);
    assert_eq!(told.code, 0);
    assert!(!told.err.contains("built in"), "{}", told.err);
    assert!(
        told.err.contains("exec and filter in your settings do"),
        "{}",
        told.err
    );
    let settings = fs::read_to_string(home.config()).unwrap();
    assert_eq!(settings.matches("url = ").count(), 3, "{settings}");
    assert!(settings.contains("newsterm:welcome"), "{settings}");
    // The second tag is no folder, and is not lost.
    let exported = home.run(&["export"]).out;
    assert!(exported.contains("category=\"news,daily\""), "{exported}");
}

#[test]
fn what_is_no_list_is_refused() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let file = home.path().join("file");
    for bytes in [
        &b""[..],
        b"Dear diary,",
        b"<html><body>x",
        b"{\"a\":1}",
        &[0xff; 300],
        b"SQLite format 3\0 and no more",
    ] {
        fs::write(&file, bytes).unwrap();
        let told = home.run(&["import", file.to_str().unwrap()]);
        assert_eq!((told.code, &*told.out), (1, ""), "{bytes:?}");
        assert!(told.err.contains("hint: "), "{}", told.err);
    }
    let told = home.run(&["import", home.path().to_str().unwrap()]);
    assert_eq!(told.code, 1);
    assert_eq!(home.run(&["import", "/nowhere/feeds.opml"]).code, 1);
    assert_eq!(fs::read_to_string(home.config()).unwrap(), "feeds = []\n");
}

#[test]
fn a_list_of_twenty_thousand_levels_is_imported() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let list = home.path().join("deep.opml");
    let deep = format!(
        "<opml><body>{}<outline xmlUrl='https://a.example/'/>",
        "<outline text='x'>".repeat(20_000)
    );
    fs::write(&list, deep).unwrap();
    assert_eq!(home.run(&["import", list.to_str().unwrap()]).code, 0);
    assert_eq!(followed(&home), ["https://a.example/"]);
}

#[test]
fn of_many_who_add_at_once_nobody_loses() {
    let home = Home::new();
    home.configure("feeds = []\n");
    let list = |who: usize| {
        let path = home.path().join(format!("list{who}"));
        let lines = (0..20).map(|n| format!("https://{who}.example/{n}\n"));
        fs::write(&path, lines.collect::<String>()).unwrap();
        path
    };
    let lists: Vec<_> = (0..8).map(list).collect();
    let running: Vec<_> = lists
        .iter()
        .map(|list| home.spawn(&["import", list.to_str().unwrap()]))
        .collect();
    for program in running {
        let ended = program.wait_with_output().unwrap();
        assert!(ended.status.success(), "{ended:?}");
    }
    assert_eq!(followed(&home).len(), 8 * 20);
    let beside = fs::read_dir(home.path()).unwrap();
    let left = beside.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".new")
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn refused_settings_are_not_written_to_the_log() {
    let (home, list) = (Home::new(), "list.opml");
    home.configure(
        "nonsense = 1\n[[feeds]]\nurl = \"https://u:PWSECRET@a.example/\"\n\
         headers = { Authorization = \"Bearer TOPSECRET\" }\n",
    );
    fs::write(home.path().join(list), OPML).unwrap();
    assert_eq!(home.run(&["import", list]).code, 3);
    assert_eq!(home.run(&["add", "http://127.0.0.1:1/"]).code, 3);
    let log = home.log();
    assert!(log.contains("config.toml"), "{log}");
    assert!(!log.contains("SECRET"), "{log}");
}

#[test]
fn a_list_for_others_holds_no_passwords() {
    let home = Home::new();
    home.configure("[[feeds]]\nurl = \"https://ann:PWSECRET@a.example/feed\"\n");
    let told = home.run(&["export"]);
    assert_eq!(
        (told.code, &*told.err),
        (
            0,
            "Names and passwords in the addresses of 1 feed were left out; add them by hand where you import.\n"
        )
    );
    assert!(
        told.out.contains("xmlUrl=\"https://a.example/feed\""),
        "{}",
        told.out
    );
    assert!(
        !told.out.contains("PWSECRET") && !told.out.contains("ann"),
        "{}",
        told.out
    );
}

#[test]
fn what_other_readers_say_of_a_feed_comes_out_as_it_went_in_and_does_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/lists");
    let list = folder.join("extras.opml");
    let home = Home::new();
    home.configure("feeds = []\n");
    let told = home.run(&["import", list.to_str().unwrap()]);
    assert_eq!(told.code, 0, "{}", told.err);
    let exported = home.run(&["export"]).out;
    let feeds = |opml: &[u8]| read(opml).unwrap().feeds;
    let given = fs::read(&list).unwrap();
    assert_eq!(feeds(exported.as_bytes()), feeds(&given));
    for part in [
        " xmlns:frss=\"https://freshrss.org/opml\"",
        " frss:cssFullContent=\"article &gt; p.lead, .content\"",
        " frss:filtersActionRead=\"intitle:weather&#10;author:&quot;robot&quot;\"",
        " my:note=\"السماء\"",
        " type=\"atom\"",
        " xmlns:my=\"urn:example:another\"",
        " exec=\"[&quot;sh&quot;]\"",
    ] {
        assert_eq!(exported.matches(part).count(), 1, "{part} in {exported}");
    }
    for part in ["other:thing", "my:a:b", "frss:unknown"] {
        assert!(!exported.contains(part), "{part} in {exported}");
    }

    // To the settings all of it is text.
    let shown: toml::Table = toml::from_str(&home.run(&["config", "show"]).out).unwrap();
    let mine = shown["feeds"].as_array().unwrap().last().unwrap();
    let keys: Vec<&String> = mine.as_table().unwrap().keys().collect();
    assert_eq!(keys, ["opml", "title", "url"]);
    assert_eq!(mine["opml"]["exec"].as_str(), Some("[\"sh\"]"));
    // What is followed no more takes it along, and brings it back.
    let written = fs::read_to_string(home.config()).unwrap();
    assert_eq!(home.run(&["remove", "Mine too"]).code, 0);
    let gone = fs::read_to_string(home.config()).unwrap();
    assert!(written.contains("my:exec") && !gone.contains("my:exec"));
}
