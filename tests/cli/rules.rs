//! `newsterm rules test`, and rules at work in `newsterm refresh`.

use serde_json::Value;

use super::NEWS;
use crate::home::Home;
use crate::server::{Reply, Server};

const RULES: &str = "[[rules]]\nname = \"Second\"\nwhen = \"خبر\"\ndo = [\"hide\"]\n\
                     [[rules]]\nwhen = \"title:one\"\ntag = \"First\"\nscore = 2\n";

fn at_home(settings: &str) -> (Server, Home) {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", Reply::feed(NEWS));
    home.subscribe(&[server.url("/news")], settings);
    (server, home)
}

#[test]
fn rules_are_at_work_when_entries_come() {
    let (_server, home) = at_home(RULES);
    assert_eq!(home.run(&["refresh"]).code, 0);
    let titles = |query: &str| -> Vec<String> {
        let told = home.run(&["list", query]);
        let title = |line: &str| line.split('\t').nth(3).unwrap().to_owned();
        told.out.lines().map(title).collect()
    };
    assert_eq!(titles(""), ["One"]);
    assert_eq!(titles("tag:first score:>1"), ["One"]);
    assert_eq!(titles("is:hidden"), ["\"Two\" & خبر"]);
}

#[test]
fn rules_are_tried_and_nothing_is_changed() {
    let (server, home) = at_home("");
    assert_eq!(home.run(&["refresh"]).code, 0);
    let before = home.run(&["list", "--json"]).out;
    home.subscribe(&[server.url("/news")], RULES);
    let told = home.run(&["rules", "test"]);
    let expected = "1\tSecond\thide\n1\ttitle:one\ttag First, score +2\n\n\
                    Second\n2024-01-02T10:00:00+00:00\tThe News\t\"Two\" & خبر\n\n\
                    title:one\n2024-01-01T10:00:00+00:00\tThe News\tOne\n";
    assert_eq!((told.code, &*told.out), (0, expected));
    assert_eq!(told.err, "Tried on 2 entries; nothing was changed.\n");
    let told = home.run(&["rules", "test", "--json"]);
    let rules: Vec<Value> = told
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rules[1]["when"], "title:one");
    assert_eq!(rules[1]["entries"][0]["title"], "One");
    assert_eq!(home.run(&["list", "--json"]).out, before);
}

#[test]
fn a_rule_that_is_not_understood_is_pointed_at_and_nothing_is_lost() {
    let (server, home) = at_home("");
    assert_eq!(home.run(&["refresh"]).code, 0);
    home.subscribe(
        &[server.url("/news")],
        "[[rules]]\nwhen = \"titel:x\"\ndo = \"read\"\n",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 3);
    assert!(
        told.err.contains("error: there is no field titel"),
        "{}",
        told.err
    );
    home.subscribe(&[server.url("/news")], "");
    assert_eq!(home.run(&["list"]).out.lines().count(), 2);
}
