//! What readers type, and what they mean by it.

mod agreement;

use std::collections::BTreeSet;
use std::time::Duration;

use newsterm::feed::html;
use newsterm::model::{
    AccountId, Anchor, Body, BodyKind, Details, DirectionSetting, EntryIdentity, Facts, FeedSource,
    FeedUpdate, Filter, Headline, List, NewEntry, Query, Search, Subscription, Timestamp,
    WindowRequest,
};
use newsterm::store::{Database, Reader};
use newsterm::text::CleanText;

const NOW: Timestamp = Timestamp(1_780_000_000);

struct Case {
    line: usize,
    query: String,
    text: String,
    found: bool,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("../data/search/cases.txt").lines().zip(1..);
    let cases = lines.filter(|(row, _)| !row.is_empty() && !row.starts_with('#'));
    cases
        .map(|(row, line)| {
            let found = row.contains(" => ");
            let (query, text) = row.split_once(if found { " => " } else { " !> " }).unwrap();
            Case {
                line,
                query: query.to_owned(),
                text: text.to_owned(),
                found,
            }
        })
        .collect()
}

fn query(case: &Case) -> Query {
    let (line, query) = (case.line, &case.query);
    Query::parse(query).unwrap_or_else(|error| panic!("line {line}, {query}: {error}"))
}

/// An entry for each case, with its text as the title.
fn entry(case: &Case, in_title: bool) -> NewEntry {
    let title = if in_title { case.text.as_str() } else { "…" };
    let text = if in_title { "…" } else { case.text.as_str() };
    NewEntry {
        identity: EntryIdentity::Guid(format!("{} {in_title}", case.line)),
        title: CleanText::line(title),
        link: Some(format!("https://x.example/{}/{in_title}", case.line)),
        author: None,
        email: None,
        published: Some(NOW),
        updated: None,
        language: None,
        body: Body {
            kind: BodyKind::Html,
            content: format!("<div><p>{}</div>", text.replace('&', "&amp;")),
        },
        summary: None,
        rights: CleanText::default(),
        details: Details::default(),
    }
}

fn subscription() -> Subscription {
    Subscription {
        keeping: newsterm::model::Keeping::ALL,
        account: AccountId::LOCAL,
        source: FeedSource::Url("https://x.example/feed".to_owned()),
        title: None,
        folder: None,
        interval: Duration::from_mins(30),
        direction: DirectionSetting::Auto,
    }
}

fn links(reader: &Reader, query: Query, best_first: bool) -> Vec<String> {
    let rows = found(reader, query, best_first);
    rows.into_iter().filter_map(|row| row.link).collect()
}

fn ids(reader: &Reader, query: Query, best_first: bool) -> BTreeSet<i64> {
    let rows = found(reader, query, best_first);
    rows.into_iter().map(|row| row.id.0).collect()
}

fn found(reader: &Reader, query: Query, best_first: bool) -> Vec<Headline> {
    let ask = WindowRequest {
        list: List::All,
        filter: Filter::All,
        search: Search {
            query,
            best_first,
            now: NOW,
        },
        anchor: Anchor::First,
        before: 1000,
        after: 1000,
        kept: Vec::new(),
        day_start: NOW,
        expanded: Vec::new(),
    };
    reader.window(&ask).unwrap().rows
}

#[test]
fn there_are_many_cases() {
    assert!(cases().len() >= 150, "{}", cases().len());
}

#[test]
fn readers_find_what_they_mean() {
    let folder = tempfile::tempdir().unwrap();
    let mut database = Database::open(&folder.path().join("cache.db")).unwrap();
    database.read_texts_with(html::plain_text);
    database.subscribe(&[subscription()]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let cases = cases();
    let both = |case| [entry(case, true), entry(case, false)];
    let update = FeedUpdate {
        entries: cases.iter().flat_map(both).collect(),
        ..FeedUpdate::default()
    };
    database.record_update(feed, &update, NOW).unwrap();
    while database.index(Duration::from_secs(1)).unwrap() {}
    let reader = database.reader().unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let in_titles_only = case.query.starts_with('/');
        for best_first in [false, true] {
            let found = links(&reader, query(case), best_first);
            for in_title in [true, false] {
                let link = format!("https://x.example/{}/{in_title}", case.line);
                let expected = case.found && (in_title || !in_titles_only);
                if found.contains(&link) != expected {
                    wrong.push(format!("{}: {} {}", case.line, case.query, case.text));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn rules_mean_the_same_and_what_is_found_is_lit_up() {
    let mut wrong = Vec::new();
    for case in cases() {
        let query = query(&case);
        let title = CleanText::line(&case.text);
        let facts = Facts {
            title: title.as_str(),
            ..Facts::default()
        };
        let lit = |title: &str| {
            query
                .sought()
                .iter()
                .any(|term| !term.sought.find(title).is_empty())
        };
        let unlit = query.sought().is_empty();
        if query.is_answered_by(&facts) != case.found
            || (case.found && !unlit && !lit(title.as_str()))
        {
            wrong.push(format!("{}: {} {}", case.line, case.query, case.text));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_typed_is_found_before_it_is_typed_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut database = Database::open(&folder.path().join("cache.db")).unwrap();
    database.read_texts_with(html::plain_text);
    database.subscribe(&[subscription()]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    let texts = [
        "Climate talks end",
        "قمة مناخ القاهرة",
        "می‌خواهم کتاب بخوانم",
        "ירושלים הודיעה",
        "新しいコンピュータの発表",
        "iPhone在中国的销量",
        "สวัสดีชาวโลก ข่าววันนี้ที่กรุงเทพมหานคร",
        "ສະບາຍດີຊາວໂລກ",
        "서울에서 열린 회의",
        "Straßenbahn in Tōkyō",
    ];
    let update = FeedUpdate {
        entries: (0..)
            .zip(texts)
            .map(|(line, text)| {
                let case = Case {
                    line,
                    query: String::new(),
                    text: text.to_owned(),
                    found: true,
                };
                entry(&case, true)
            })
            .collect(),
        ..FeedUpdate::default()
    };
    database.record_update(feed, &update, NOW).unwrap();
    while database.index(Duration::from_secs(1)).unwrap() {}
    let reader = database.reader().unwrap();
    let mut wrong = Vec::new();
    for text in texts {
        for word in text.split(' ') {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            // Words of one or two letters stand for themselves, behind an article too.
            let begun = ends.map(|end| &word[..end]).skip(2);
            for begun in begun.filter(|begun| !["الق", "القا", "می\u{200c}خ"].contains(begun))
            {
                for typed in [
                    begun.to_owned(),
                    format!("\"{begun}"),
                    format!("title:{begun}"),
                ] {
                    let query = Query::parse_typed(&typed).unwrap();
                    let rows = found(&reader, query.clone(), true);
                    if rows.iter().all(|row| row.title.as_str() != text) {
                        wrong.push(format!("{typed} ({query}): {text}"));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
