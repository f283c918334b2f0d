//! The text that a page gives to machines (schema.org `articleBody` in JSON-LD): some pages show it only by a script.

use serde_json::Value;

use super::words::letters;
use crate::feed::html;

/// How deep objects are looked into.
const DEEPEST: usize = 8;

/// The longest `articleBody` of a page, as HTML.
pub(super) fn article_body(page: &str) -> Option<String> {
    if !page.contains("articleBody") {
        return None;
    }
    let mut longest = String::new();
    for script in scripts(page) {
        let Some(value) = parsed(script) else {
            continue;
        };
        take_longest(&value, DEEPEST, &mut longest);
    }
    (!longest.is_empty()).then(|| as_html(&longest))
}

/// What the scripts of a page hold that are data of this kind.
fn scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|script| {
        let (tag, rest) = script.split_once('>')?;
        let is_data = tag.to_ascii_lowercase().contains("ld+json");
        let end = rest.find("</script").unwrap_or(rest.len());
        is_data.then(|| &rest[..end])
    })
}

/// JSON, perhaps with a comment of XML around it and with ends of lines in its texts, which JSON has none of.
fn parsed(script: &str) -> Option<Value> {
    let script = script.rsplit("<![CDATA[").next().unwrap_or(script);
    let script = script.split("]]>").next().unwrap_or(script);
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    serde_json::from_str(json).ok().or_else(|| {
        let spaced = json.replace(|c: char| c.is_control(), " ");
        serde_json::from_str(&spaced).ok()
    })
}

fn take_longest(value: &Value, deepest: usize, longest: &mut String) {
    if deepest == 0 {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                take_longest(value, deepest - 1, longest);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "articleBody" => {
                        if letters(text) > letters(longest) {
                            text.clone_into(longest);
                        }
                    }
                    value => take_longest(value, deepest - 1, longest),
                }
            }
        }
        _ => {}
    }
}

/// A paragraph a line, where it is no HTML already. References are read in both.
fn as_html(text: &str) -> String {
    if html::has_tags(text) {
        return text.to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| format!("<p>{}</p>", line.replace('<', "&lt;")))
        .collect()
}
