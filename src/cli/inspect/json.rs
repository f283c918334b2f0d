//! A feed as one line of JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::feed::html;
use crate::lang::Lang;
use crate::model::{
    Block, Body, EncodingReason, EntryIdentity, Fault, FeedUpdate, NewEntry, Table, Timestamp,
    Warning,
};
use crate::runtime::{Inspected, report};
use crate::text::CleanText;

/// Tells a feed in one line, without anything in it that a terminal would obey.
pub(super) fn line(inspected: &Inspected, lang: &Lang) -> String {
    let file = inspected.place.to_string_lossy();
    let value = match &inspected.result {
        Ok(parsed) => json!({
            "file": file,
            "ok": true,
            "encoding": { "name": parsed.encoding.name, "why": reason(parsed.encoding.reason) },
            "warnings": warnings(&parsed.warnings, lang),
            "error": null,
            "feed": feed(&parsed.update, lang),
            "entries": entries(&parsed.update, lang),
        }),
        Err(error) => json!({
            "file": file,
            "ok": false,
            "encoding": null,
            "warnings": [],
            "error": lang.explain(&report::inspect(error)),
            "feed": {},
            "entries": [],
        }),
    };
    let mut line = escaped(&value.to_string());
    line.push('\n');
    line
}

/// JSON with every character in its strings escaped that is not shown but obeyed: `serde_json` leaves those
/// beyond ASCII as they are.
pub(in crate::cli) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_obeyed(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("a string takes whatever is written");
            }
        } else {
            out.push(c);
        }
    }
    out
}

const fn is_obeyed(c: char) -> bool {
    matches!(
        c,
        '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
    ) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

pub(in crate::cli) fn warnings(warnings: &[Warning], lang: &Lang) -> Vec<Value> {
    let warning = |warning: &Warning| {
        json!({
            "line": warning.line,
            "column": warning.column,
            "kind": kind(warning.fault),
            "message": lang.say(&warning.fault.into()),
        })
    };
    warnings.iter().map(warning).collect()
}

const fn kind(fault: Fault) -> &'static str {
    match fault {
        Fault::LeadingText => "leading-text",
        Fault::MissingEnd => "missing-end",
        Fault::StrayEnd => "stray-end",
        Fault::BareMarkup => "bare-markup",
        Fault::TooDeep => "too-deep",
        Fault::TooMany => "too-many",
        Fault::NotAnEntry => "not-an-entry",
        Fault::Truncated => "truncated",
    }
}

pub(in crate::cli) const fn reason(reason: EncodingReason) -> &'static str {
    match reason {
        EncodingReason::Mark => "mark",
        EncodingReason::Bytes => "bytes",
        EncodingReason::Header => "header",
        EncodingReason::Declaration => "declaration",
        EncodingReason::Guess => "guess",
    }
}

fn feed(feed: &FeedUpdate, lang: &Lang) -> Value {
    json!({
        "title": feed.title.as_str(),
        "link": feed.home,
        "id": feed.id,
        "description": feed.description.as_str(),
        "language": feed.language,
        "author": author(feed.author.name.as_ref(), feed.author.email.as_ref()),
        "updated": date(feed.updated, lang),
        "rights": feed.rights.as_str(),
        "image": feed.image,
        "category": lines(&feed.categories),
        "ttl": feed.cadence.ttl.map(|ttl| ttl.as_secs()),
    })
}

fn entries(feed: &FeedUpdate, lang: &Lang) -> Vec<Value> {
    let entries = feed.entries.iter();
    entries.map(|one| entry(one, lang)).collect()
}

fn entry(entry: &NewEntry, lang: &Lang) -> Value {
    let base = entry.link.as_deref();
    let files = entry.details.enclosures.iter();
    json!({
        "title": entry.title.as_str(),
        "link": entry.link,
        "id": match &entry.identity {
            EntryIdentity::Guid(id) => Some(id),
            EntryIdentity::Link(_) | EntryIdentity::Hash(_) => None,
        },
        "summary": entry.summary.as_ref().map(|summary| text(summary, base)),
        "content": text(&entry.body, base),
        "published": date(entry.published, lang),
        "updated": date(entry.updated, lang),
        "author": author(entry.author.as_ref(), entry.email.as_ref()),
        "language": entry.language,
        "category": lines(&entry.details.categories),
        "comments": entry.details.comments,
        "enclosure": files.map(|file| &file.url).collect::<Vec<_>>(),
        "rights": entry.rights.as_str(),
    })
}

fn lines(lines: &[CleanText]) -> Vec<&str> {
    lines.iter().map(CleanText::as_str).collect()
}

fn date(date: Option<Timestamp>, lang: &Lang) -> Option<String> {
    date.map(|date| lang.iso_date(date))
}

/// `Name (address)`, or what there is of it.
pub(super) fn author(name: Option<&CleanText>, email: Option<&CleanText>) -> Option<String> {
    match (name, email) {
        (Some(name), Some(email)) if name != email => {
            Some(format!("{} ({})", name.as_str(), email.as_str()))
        }
        (name, email) => name.or(email).map(|one| one.as_str().to_owned()),
    }
}

/// The text of a body as it is read, blocks on lines of their own. Pictures and what is set in from elsewhere
/// are no text.
fn text(body: &Body, base: Option<&str>) -> String {
    let article = html::document(body, base);
    let mut out = String::new();
    push_blocks(&article.blocks, &mut out);
    out.truncate(out.trim_end().len());
    out
}

fn push_blocks<'a>(blocks: impl IntoIterator<Item = &'a Block>, out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Preformatted { text, .. } => push(&text.text, out),
            Block::List { items, .. } => {
                for item in items {
                    push_blocks(&item.blocks, out);
                }
            }
            Block::Definitions(entries) => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| push(&term.text, out));
                    push_blocks(&entry.blocks, out);
                }
            }
            Block::Quote { blocks, source } => {
                push_blocks(blocks, out);
                if let Some(source) = source {
                    push(&source.text, out);
                }
            }
            Block::Figure { blocks, caption } => push_blocks(blocks.iter().chain(caption), out),
            Block::Details {
                summary, blocks, ..
            } => {
                push(&summary.text, out);
                push_blocks(blocks, out);
            }
            Block::Table(table) => push_table(table, out),
            Block::Image { .. } | Block::Embed { .. } | Block::Rule => {}
        }
    }
}

fn push_table(table: &Table, out: &mut String) {
    push_blocks(&table.caption, out);
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| cell.text.text.as_str());
        let cells: Vec<&str> = cells.collect();
        out.extend([&*cells.join("\t"), "\n"]);
    }
}

fn push(text: &CleanText, out: &mut String) {
    out.extend([text.as_str(), "\n\n"]);
}
