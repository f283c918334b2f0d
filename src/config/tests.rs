mod files;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::*;
use crate::lang::Lang;
use crate::model::{DirectionSetting, FeedSource, Filter, Keeping};
use crate::text::{CleanText, Direction};

fn parsed(text: &str) -> Config {
    match Config::parse(text, Path::new("config.toml")) {
        Ok(config) => config,
        Err(error) => panic!("{}", error.places(&Lang::plain("en")).unwrap_or_default()),
    }
}

/// The configuration without the file it came from.
fn content(config: Config) -> Config {
    Config {
        origin: None,
        ..config
    }
}

fn chords(config: &Config, command: &str) -> Vec<String> {
    let mut bindings = config.keys.iter();
    let binding = bindings
        .find(|binding| binding.command == command)
        .expect("a command");
    binding.chords.iter().map(ToString::to_string).collect()
}

#[test]
fn the_example_read_as_a_file_is_the_built_in_configuration() {
    assert_eq!(content(parsed(Config::example())), Config::built_in());
}

#[test]
fn an_empty_file_changes_nothing() {
    assert_eq!(content(parsed("")), Config::built_in());
    assert_eq!(
        content(parsed("\u{feff}# just a comment")),
        Config::built_in()
    );
}

#[test]
fn the_example_names_every_role() {
    let (_, roles) = Config::example()
        .split_once("# The roles: ")
        .expect("a list of roles");
    for role in Role::ALL {
        let name = role.name();
        let names = roles.split(|c: char| !c.is_ascii_alphabetic() && c != '-');
        assert!(names.into_iter().any(|named| named == name), "{name}");
    }
}

#[test]
fn a_key_that_is_left_out_has_its_built_in_value() {
    let built_in = Config::built_in();
    let config =
        parsed("[ui]\nmeasure = 66\nfilter = \"unread\"\n[general]\nmax_body = \"512 KiB\"\n");
    assert_eq!(config.settings.ui.measure, 66);
    assert_eq!(config.settings.ui.filter, Filter::Unread);
    assert_eq!(config.settings.ui.bidi, built_in.settings.ui.bidi);
    assert_eq!(config.settings.general.access.max_body, 512 * 1024);
    let timeout = config.settings.general.access.timeout;
    assert_eq!(timeout, Duration::from_secs(30));
    assert_eq!(config.subscriptions, built_in.subscriptions);
    assert_eq!(config.keys, built_in.keys);
}

#[test]
fn the_built_in_feeds_begin_with_the_welcome_and_hold_arabic() {
    let feeds = Config::built_in().subscriptions;
    let welcome = FeedSource::BuiltIn("newsterm:welcome".to_owned());
    assert_eq!(feeds[0].source, welcome);
    let arabic = "https://feeds.bbci.co.uk/arabic/rss.xml";
    assert!(feeds.iter().any(|feed| feed.source.address() == arabic));
}

#[test]
fn feeds_of_the_file_replace_the_built_in_ones() {
    let config = parsed(
        "[general]\nrefresh_interval = 45\n\
         [[feeds]]\nurl = \"https://a.example\"\n\
         [[feeds]]\nurl = \"http://b.example/feed\"\ntitle = \" ب \"\nfolder = \"F\"\n\
         interval = \"2h\"\ndirection = \"rtl\"\n",
    );
    let [first, second] = &config.subscriptions[..] else {
        panic!("{:?}", config.subscriptions);
    };
    assert_eq!(first.source.address(), "https://a.example/");
    assert_eq!((&first.title, &first.folder), (&None, &None));
    assert_eq!(first.interval, Duration::from_mins(45));
    assert_eq!(first.direction, DirectionSetting::Auto);
    assert_eq!(second.title.as_ref().map(CleanText::as_str), Some("ب"));
    assert_eq!(second.folder.as_ref().map(CleanText::as_str), Some("F"));
    assert_eq!(second.interval, Duration::from_hours(2));
    assert_eq!(second.direction, DirectionSetting::Always(Direction::Rtl));
    assert_eq!(parsed("feeds = []").subscriptions, []);
}

#[test]
fn a_feed_keeps_entries_as_the_others_unless_it_says_otherwise() {
    let config = parsed(
        "[general]\nkeep_days = 30\nkeep_entries = 500\n\
         [[feeds]]\nurl = \"https://a.example\"\n\
         [[feeds]]\nurl = \"https://b.example\"\nkeep_days = 0\nkeep_unread = false\n",
    );
    let keeping: Vec<_> = config.subscriptions.iter().map(|one| one.keeping).collect();
    let usual = Keeping {
        days: 30,
        entries: 500,
        unread: true,
    };
    let own = Keeping {
        days: 0,
        entries: 500,
        unread: false,
    };
    assert_eq!(keeping, [usual, own]);
}

#[test]
fn lengths_of_time_are_minutes_or_carry_their_unit() {
    for (written, minutes) in [
        ("1", 1),
        ("\"30m\"", 30),
        ("\"2h\"", 120),
        ("\"1 d\"", 1440),
        ("\"365d\"", 525_600),
        ("0x1e", 30),
    ] {
        let config = parsed(&format!("[general]\nrefresh_interval = {written}"));
        let interval = config.settings.general.refresh_interval;
        assert_eq!(interval, Duration::from_mins(minutes), "{written}");
    }
}

#[test]
fn a_command_bound_in_the_file_has_those_chords_only() {
    let config = parsed("[keys]\ndown = \"ctrl-n\"\nquit = []\nfirst = [\"home\", \"g g\"]\n");
    assert_eq!(chords(&config, "down"), ["ctrl-n"]);
    assert!(chords(&config, "quit").is_empty());
    assert_eq!(chords(&config, "first"), ["home", "g g"]);
    assert_eq!(chords(&config, "up"), ["k", "up"]);
}

#[test]
fn a_built_in_chord_gives_way_to_the_file() {
    let same = parsed("[keys]\nrefresh-all = \"j\"\n");
    assert_eq!(chords(&same, "refresh-all"), ["j"]);
    assert_eq!(chords(&same, "down"), ["down"]);
    let begins = parsed("[keys]\nhelp = \"g\"\n");
    assert_eq!(chords(&begins, "first"), ["home"], "g g could not be typed");
    let goes_on = parsed("[keys]\nlast = \"k k\"\n");
    assert_eq!(chords(&goes_on, "up"), ["up"], "k k could not be typed");
}

#[test]
fn every_command_is_described_and_every_described_command_is_there() {
    let described = crate::lang::TABLE
        .iter()
        .filter_map(|(id, _)| id.strip_prefix("command-"));
    let commands = Config::built_in().keys;
    let listed = commands.iter().map(|binding| binding.command.as_str());
    assert_eq!(listed.collect::<BTreeSet<_>>(), described.collect());
}

#[test]
fn what_is_shown_reads_back_as_the_same() {
    let texts = [
        "",
        "feeds = []",
        "[ui]\ntheme = \"light\"\ncolors = 16\nbidi = \"span-unmirrored\"\ndigits = \"persian\"\njustify = \"kashida\"\n[general]\ntimeout = 600\n",
        "[[lists]]\nname = \"مناخ\"\nquery = \"unread (climate OR \\\"ice melts\\\") age:<2w\"\n",
        "feeds = []\n[[lists]]\nname = \"a\"\nquery = \"saved\"\n[[lists]]\nname = \"b\"\nquery = \"\"\n",
        "[[rules]]\nname = \"مناخ\"\nwhen = \"climate -\\\"ice melts\\\"\"\ndo = [\"read\", \"hide\"]\ntag = [\"AI\", \"أخبار\"]\nscore = -3\n",
        "[tags]\n\"machine learning\" = [\"#a0b1c2\", \"yellow\"]\n\"سياسة\" = 17\n",
        "[keys]\nquit = []\ndown = [\"alt-space\", \"x \\\\\", \"'\"]\nup = '\"'\n",
        "[theme.unread]\nfg = [\"#a0b1c2\", \"yellow\"]\nbold = false\n[theme.age]\nbg = 17\n",
        "[[feeds]]\nurl = \"https://a.example/?q=\\\"x\"\ntitle = \"\\\"ع\\\" \\\\\"\ninterval = \"3d\"\ndirection = \"ltr\"",
        "[general]\nkeep_days = 30\nbackups = 0\n[[feeds]]\nurl = \"https://a.example\"\nkeep_days = 0\nkeep_entries = 9\nkeep_unread = false",
    ];
    for text in texts {
        let config = parsed(text);
        assert_eq!(parsed(&config.show()), config, "{}", config.show());
    }
}

#[test]
fn lists_are_queries_with_names() {
    let lists = parsed("[[lists]]\nname = \"Ice\"\nquery = \"unread ice\"").lists;
    assert_eq!(lists.len(), 1);
    assert_eq!(lists[0].name.as_str(), "Ice");
    assert_eq!(lists[0].query.to_string(), "unread ice");
    assert!(Config::built_in().lists.is_empty());
}

#[test]
fn rules_say_for_what_they_are_and_what_they_do() {
    let rules = parsed(
        "[[rules]]\nwhen = \"title:football\"\ndo = [\"read\", \"hide\"]\n\
         [[rules]]\nname = \"AI\"\nwhen = \"\"\ndo = \"notify\"\ntag = \"ai, أخبار\"\nscore = -5\n",
    )
    .rules;
    let [football, ai] = rules.as_slice() else {
        panic!("{rules:?}");
    };
    assert_eq!(football.title().as_str(), "title:football");
    assert!(football.read && football.hide && !football.save && !football.notify);
    assert_eq!(
        (ai.title().as_str(), ai.score, ai.tags.len()),
        ("AI", -5, 2)
    );
    assert!(ai.notify && ai.when.is_empty());
    assert!(Config::built_in().rules.is_empty());
}

#[test]
fn a_mistake_in_a_rule_is_pointed_at() {
    for (text, places) in [
        (
            "[[rules]]\nwhen = \"a tittle:x\"\ndo = \"read\"",
            vec!["tittle:"],
        ),
        (
            "[[rules]]\nwhen = \"a\"\ndo = [\"read\", \"hid\"]",
            vec!["\"hid\""],
        ),
        ("[[rules]]\nwhen = \"a\"\nscore = 5000", vec!["5000"]),
        ("[[rules]]\nwhen = \"a\"\ntag = 3", vec!["3"]),
        ("[[rules]]\nwhen = \"a\"", vec!["[[rules]]"]),
        (
            "[[rules]]\ndo = \"read\"\ntags = \"a\"",
            vec!["[[rules]]", "tags"],
        ),
        ("[[rules]]\nwhen = \"🔥\"\ndo = \"hide\"", vec!["\"🔥\""]),
        (
            "[[rules]]\nwhen = \"title:🔥 news\"\ndo = \"hide\"",
            vec!["title:"],
        ),
        ("rules = 3", vec!["3"]),
    ] {
        assert_eq!(wrong(text), places, "{text}");
    }
}

/// The places of the mistakes in a text.
fn wrong(text: &str) -> Vec<String> {
    let Err(ConfigError::Invalid(invalid)) = Config::parse(text, Path::new("c.toml")) else {
        panic!("{text}")
    };
    let spans = invalid
        .mistakes
        .iter()
        .map(|mistake| &text[mistake.span.clone()]);
    spans.map(str::to_owned).collect()
}

#[test]
fn a_mistake_in_a_query_is_pointed_at_in_the_file() {
    assert_eq!(
        wrong("[[lists]]\nname = \"a\"\nquery = \"ice tittle:x\""),
        ["tittle:"]
    );
    assert_eq!(
        wrong("[[lists]]\nname = \"a\"\nquery = \"ice \\\"no end\""),
        ["\"ice \\\"no end\""],
        "with escapes, the whole text"
    );
    assert_eq!(wrong("lists = 3"), ["3"]);
    assert_eq!(wrong("[[lists]]\nquery = \"a\"\nkweri = 1").len(), 2);
}

#[test]
fn passwords_are_not_shown() {
    let config = parsed("[[feeds]]\nurl = \"https://me:secret@a.example/feed\"");
    assert_eq!(
        config.subscriptions[0].source.address(),
        "https://me:secret@a.example/feed"
    );
    let shown = config.show();
    assert!(shown.contains("https://me:***@a.example/feed"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn what_holds_for_all_gives_way_to_the_folder_and_that_to_the_feed() {
    let config = parsed(
        "[general]\ntimeout = 5\nuser_agent = \"general\"\nmax_entries = 7\n\
         [[folders]]\nname = \"F\"\ninterval = \"2h\"\nuser_agent = \"folder\"\n\
         proxy = \"socks5h://127.0.0.1:9050\"\nfilter = [\"sed\", \"s/a/b/\"]\n\
         [[feeds]]\nurl = \"https://a.example/\"\n\
         [[feeds]]\nurl = \"https://b.example/\"\nfolder = \"F\"\n\
         [[feeds]]\nurl = \"https://c.example/\"\nfolder = \"F\"\ninterval = \"3h\"\n\
         user_agent = \"feed\"\nproxy = \"none\"\nfilter = []\nprivate = \"allow\"\n\
         images = \"off\"\n",
    );
    let [a, b, c] = &config.subscriptions[..] else {
        panic!("{:?}", config.subscriptions);
    };
    let hours = [a, b, c].map(|feed| feed.interval.as_secs() / 3600);
    assert_eq!(hours, [1, 2, 3]);
    let [a, b, c] = [a, b, c].map(|feed| config.access_of(feed));
    let agents = [a, b, c].map(|access| &*access.user_agent);
    assert_eq!(agents, ["general", "folder", "feed"]);
    for access in [a, b, c] {
        let timeout = Duration::from_secs(5);
        assert_eq!((access.timeout, access.max_entries), (timeout, 7));
    }
    let tor = Proxy::Always("socks5h://127.0.0.1:9050".to_owned());
    assert_eq!(
        [&a.proxy, &b.proxy, &c.proxy],
        [&Proxy::System, &tor, &Proxy::None]
    );
    assert_eq!((b.filter.len(), c.filter.len()), (2, 0));
    assert_eq!((b.private, c.private), (Private::Refuse, Private::Allow));
    assert_eq!((b.images, c.images), (Images::OnDemand, Images::Off));
}

#[test]
fn of_two_places_for_a_password_the_nearer_counts() {
    let config = parsed(
        "[[folders]]\nname = \"F\"\nauth = \"basic\"\nuser = \"me\"\npassword_command = [\"pass\"]\n\
         [[feeds]]\nurl = \"https://a.example/\"\nfolder = \"F\"\npassword_file = \"/a\"\n\
         [[feeds]]\nurl = \"https://b.example/\"\nfolder = \"F\"\n\
         [[feeds]]\nurl = \"https://c.example/\"\nfolder = \"F\"\nauth = \"none\"\n",
    );
    let access = |place: usize| config.access_of(&config.subscriptions[place]);
    assert_eq!(access(0).password_file, PathBuf::from("/a"));
    assert_eq!(access(0).password_command, Vec::<String>::new());
    assert_eq!(access(1).password_command, ["pass"]);
    assert_eq!(access(2).auth, Auth::None);
}

#[test]
fn a_feed_may_come_from_a_command_which_names_it() {
    let config = parsed("[[feeds]]\nexec = [\"my feed\", \"--all\"]\n");
    let feed = &config.subscriptions[0];
    let name = "exec:[\"my feed\",\"--all\"]".to_owned();
    assert_eq!(feed.source, FeedSource::Command(name));
    assert_eq!(config.access_of(feed).exec, ["my feed", "--all"]);
}

#[test]
fn no_address_makes_a_command() {
    let text = "[[feeds]]\nurl = 'exec:[\"id\"]'\n";
    let error = Config::parse(text, Path::new("config.toml")).unwrap_err();
    let ConfigError::Invalid(invalid) = error else {
        panic!("{error}");
    };
    let scheme = "exec".to_owned();
    assert_eq!(*invalid.mistakes[0].problem, Problem::BadScheme { scheme });
}

#[test]
fn secrets_are_not_shown() {
    let config = parsed(
        "[[feeds]]\nurl = \"https://a.example/\"\nheaders = { X-Key = \"s3cret\" }\n\
         proxy = \"http://me:s3cret@proxy.example\"\nauth = \"basic\"\nuser = \"me\"\n\
         password_command = [\"pass\", \"show\", \"news\"]\n",
    );
    let shown = config.show();
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(!format!("{config:?}").contains("s3cret"));
    for line in [
        "headers = { X-Key = \"***\" }",
        "auth = \"basic\"",
        "password_command = [\"pass\", \"show\", \"news\"]",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
}

#[test]
fn what_is_shown_of_folders_reads_back_as_the_same() {
    let config = parsed(
        "[general]\nhost_spacing = 0\nmax_interval = \"2d\"\n\
         [[folders]]\nname = \"F\"\ninterval = \"2h\"\ntimeout = 3\ncookies = \"/c\"\n\
         [[feeds]]\nurl = \"https://b.example/\"\nfolder = \"F\"\n\
         [[feeds]]\nexec = [\"my feed\"]\nmax_entries = 3\n",
    );
    assert_eq!(content(parsed(&config.show())), content(config));
}

#[test]
fn macros_take_their_keys_from_what_is_built_in_and_share_targets_keep_their_arguments() {
    let text = "[[macros]]\nkey = [\"M\", \"u\"]\ndo = [\"toggle-saved\", \"next-entry\"]\n\
                [[share]]\nname = \"Mastodon\"\ncommand = [\"toot\", \"post\", \"{title}\", \"{url}\", \"a b\"]\n";
    let config = Config::parse(text, Path::new("config.toml")).unwrap();
    assert_eq!(config.macros.len(), 1);
    assert_eq!(config.macros[0].commands, ["toggle-saved", "next-entry"]);
    let undo = config
        .keys
        .iter()
        .find(|key| key.command == "undo")
        .unwrap();
    assert!(undo.chords.is_empty(), "its key is the macro's now");
    assert_eq!(
        config.share[0].command,
        ["toot", "post", "{title}", "{url}", "a b"]
    );
    let shown = Config::parse(&config.show(), Path::new("config.toml")).unwrap();
    assert_eq!((shown.macros, shown.share), (config.macros, config.share));
    for wrong in [
        "[[macros]]\nkey = \"M\"\ndo = []",
        "[[macros]]\nkey = \"M\"\ndo = [\"down\"]\n[[macros]]\nkey = \"M\"\ndo = [\"up\"]",
        "[[share]]\nname = \"x\"\ncommand = []",
        "[[share]]\nname = \"x\"\ncommand = [\"{url}\"]",
        "[[share]]\nname = \"x\"\ncommand = \"toot\"",
    ] {
        assert!(
            Config::parse(wrong, Path::new("config.toml")).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn what_is_set_for_a_feed_is_told_without_its_secrets() {
    let config = parsed(
        "[general]\nkeep_days = 30\n\
         [[folders]]\nname = \"F\"\ninterval = \"2h\"\n\
         [[feeds]]\nurl = \"https://a.example/\"\n\
         [[feeds]]\nexec = [\"curl\", \"-H\", \"X-Key: s3cret\", \"https://a.example/\"]\nfolder = \"F\"\nfull_text = \"auto\"\n\
         headers = { X-Key = \"s3cret\" }\nauth = \"bearer\"\npassword_command = [\"echo\", \"s3cret\"]\n\
         proxy = \"http://ann:s3cret@proxy.example:3128\"\nfilter = [\"sed\", \"s/a/b/\"]\nkeep_unread = false\n",
    );
    let said = |index: usize| {
        let subscription = &config.subscriptions[index];
        let said = differing(subscription, config.access_of(subscription));
        let lines = said.iter().map(|(key, value)| format!("{key} = {value}"));
        lines.collect::<Vec<_>>()
    };
    assert_eq!(said(0), ["keep_days = 30"]);
    assert_eq!(
        said(1),
        [
            "exec = [\"curl\", …]",
            "interval = 120",
            "keep_days = 30",
            "keep_unread = false",
            "headers = { X-Key = \"***\" }",
            "auth = \"bearer\"",
            "password_command = [\"echo\", …]",
            "proxy = \"http://ann:***@proxy.example:3128/\"",
            "filter = [\"sed\", …]",
            "full_text = \"auto\"",
        ]
    );
}
