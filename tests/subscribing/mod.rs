//! Following feeds: sites that are added, lists and caches of other readers that come in.

mod add;
mod coming;
mod lists;
mod newsboat;
mod remove;

use crate::home::Home;

/// The addresses in the settings, in order.
fn followed(home: &Home) -> Vec<String> {
    let told = home.run(&["config", "show"]);
    let shown: toml::Table = toml::from_str(&told.out).unwrap();
    let feeds = shown["feeds"].as_array().unwrap();
    feeds
        .iter()
        .map(|feed| feed["url"].as_str().unwrap().to_owned())
        .collect()
}

/// What a program said, with the folder of the home as `~`.
fn said(home: &Home, text: &str) -> String {
    text.replace(home.path().to_str().unwrap(), "~")
}
