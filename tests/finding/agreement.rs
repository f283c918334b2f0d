//! What is asked of one entry in memory, as rules do, and of the cache has the same answer.

use std::collections::BTreeSet;

use newsterm::feed::html;
use newsterm::model::query::{Clause, Term};
use newsterm::model::{
    Action, Body, BodyKind, Details, Enclosure, FactText, Facts, NewEntry, Query, Rule, Timestamp,
};
use newsterm::store::Database;
use newsterm::text::CleanText;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{NOW, links, subscription};

const DAY: i64 = 86_400;

/// Words that are written in more than one way, in several scripts.
const WORDS: [&str; 24] = [
    "climate",
    "Climate",
    "café",
    "CAFE",
    "cafeteria",
    "مناخ",
    "المناخ",
    "والمناخ",
    "أخبار",
    "اخبار",
    "2026",
    "٢٠٢٦",
    "می‌خواهم",
    "می خواهم",
    "میخواهم",
    "ירושלים",
    "בירושלים",
    "中国",
    "iPhone在中国",
    "new",
    "york",
    "new york",
    "สวัสดีชาวโลก",
    "กรุงเทพมหานคร",
];

const LANGUAGES: [Option<&str>; 4] = [None, Some("ar"), Some("ar-EG"), Some("en")];
const TAGS: [&str; 3] = ["AI", "أخبار", "machine learning"];

/// An entry, and what is known of it.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is what one condition of a query asks for"
)]
struct Known {
    title: String,
    author: Option<String>,
    text: String,
    language: Option<&'static str>,
    link: bool,
    enclosure: bool,
    days: i64,
    read: bool,
    saved: bool,
    hidden: bool,
    score: i32,
    /// A bit for each of [`TAGS`].
    tags: u8,
}

fn known() -> impl Strategy<Value = Known> {
    let words = |most| {
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..most)
            .prop_map(|words| words.join(" "))
    };
    let seen = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2));
    let given = (-3..4_i32, 0..8_u8, 0..9_i64, 0..LANGUAGES.len());
    let comes_with = (any::<bool>(), any::<bool>());
    (
        words(3),
        prop::option::of(words(2)),
        words(7),
        seen,
        given,
        comes_with,
    )
        .prop_map(
            |(title, author, text, (read, saved, hidden), (score, tags, days, language), with)| {
                Known {
                    title,
                    author: author.filter(|author| !author.is_empty()),
                    text,
                    language: LANGUAGES[language],
                    link: with.0,
                    enclosure: with.1,
                    days,
                    read,
                    saved,
                    hidden,
                    score,
                    tags,
                }
            },
        )
}

/// A query of all forms that there are.
fn query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&WORDS[..]);
    let leaf = prop_oneof![
        4 => word.clone().prop_map(|word| word.replace(' ', "")),
        2 => word.clone().prop_map(|word| format!("\"{word}\"")),
        1 => word.clone().prop_map(|word| format!("{}*", &word[..word.char_indices().nth(1).unwrap().0])),
        2 => (word.clone(), prop::sample::select(vec!["", "title:", "text:"]), 4..12_usize).prop_map(|(word, field, letters)| {
            let end = word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at);
            format!("{field}\"{}*\"", word[..end].trim())
        }),
        3 => (prop::sample::select(vec!["title", "author", "text"]), word).prop_map(|(field, word)| format!("{field}:\"{word}\"")),
        8 => prop::sample::select(vec![
            "unread", "is:read", "saved", "tag:ai", "tag:\"Machine learning\"", "tag:اخبار", "has:tag",
            "feed:x.example", "feed:other", "folder:f", "folder:g", "age:<3d", "age:>4d", "lang:ar",
            "lang:ar-eg", "lang:en", "has:link", "has:enclosure", "words:>3", "words:<2", "score:>1",
            "score:<0", "score:>-1", "score:<2", "is:hidden", "/cl.m/", "/^new/", "title:/^.l/", "author:/new|مناخ/", "author:/^$/", "feed:/x\\.EX/", "feed:/^no/",
        ]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|all| format!("({})", all.join(" "))),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|any| format!("({})", any.join(" OR "))),
            inner.clone().prop_map(|one| format!("-{one}")),
            inner.prop_map(|one| format!("(NOT {one} AND unread)")),
        ]
    })
    .prop_map(|query| query.replace("--", "-").replace("NOT -", "NOT "))
}

impl Known {
    fn entry(&self, nth: usize) -> NewEntry {
        let link = self.link.then(|| format!("https://x.example/{nth}"));
        let enclosure = self.enclosure.then(Enclosure::default);
        NewEntry {
            // Tells it from others, and is no word.
            title: CleanText::line(&self.title),
            author: self.author.as_deref().map(CleanText::line),
            link,
            published: Some(self.sorted_at()),
            language: self.language.map(str::to_owned),
            details: Details {
                enclosures: enclosure.into_iter().collect(),
                ..Details::default()
            },
            body: self.body(),
            identity: newsterm::model::EntryIdentity::Guid(nth.to_string()),
            ..NewEntry::default()
        }
    }

    fn body(&self) -> Body {
        Body {
            kind: BodyKind::Html,
            content: format!("<div><p>{}</p></div>", self.text),
        }
    }

    fn sorted_at(&self) -> Timestamp {
        NOW.plus_seconds(-self.days * DAY - 60)
    }

    fn tags(&self) -> Vec<String> {
        let tags = (0..TAGS.len()).filter(|tag| self.tags & 1 << tag != 0);
        tags.map(|tag| TAGS[tag].to_owned()).collect()
    }

    /// A rule that makes it what it is, when it comes alone.
    fn rule(&self) -> Rule {
        Rule {
            read: self.read,
            save: self.saved,
            hide: self.hidden,
            tags: self.tags().iter().map(|tag| CleanText::line(tag)).collect(),
            score: self.score,
            ..Rule::default()
        }
    }

    fn answers(&self, query: &Query) -> bool {
        let body = self.body();
        query.is_answered_by(&Facts {
            read: self.read,
            saved: self.saved,
            hidden: self.hidden,
            score: self.score,
            tags: self.tags().into(),
            feed: "x.example",
            address: "https://x.example/feed",
            folder: Some("f"),
            title: &self.title,
            author: self.author.as_deref().unwrap_or_default(),
            text: FactText::Published(&body, html::plain_text),
            language: self.language,
            link: self.link,
            enclosure: self.enclosure,
            sorted_at: self.sorted_at(),
            now: NOW,
            ..Facts::default()
        })
    }
}

/// A cache of these entries, each of which came alone with a rule that made it what it is.
fn cache(entries: &[Known]) -> (TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let mut database = Database::open(&folder.path().join("cache.db")).unwrap();
    database.read_texts_with(html::plain_text);
    let subscription = newsterm::model::Subscription {
        folder: Some(CleanText::line("F")),
        ..subscription()
    };
    database.subscribe(&[subscription]).unwrap();
    let feed = database.poll_states().unwrap()[0].feed;
    for (nth, known) in entries.iter().enumerate() {
        database.judge_arrivals_by(&[known.rule()], html::plain_text);
        let update = newsterm::model::FeedUpdate {
            entries: vec![known.entry(nth)],
            ..newsterm::model::FeedUpdate::default()
        };
        database.record_update(feed, &update, NOW).unwrap();
    }
    while database.index(std::time::Duration::from_secs(1)).unwrap() {}
    (folder, database)
}

/// Lists hold what is hidden only where that must hold.
fn asks_for_hidden(query: &Query) -> bool {
    match &query.clause {
        Clause::All(all) => all.contains(&Clause::Term(Term::Hidden)),
        clause => *clause == Clause::Term(Term::Hidden),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn rules_and_searches_mean_the_same(
        entries in prop::collection::vec(known(), 1..8),
        queries in prop::collection::vec(query(), 24),
    ) {
        let (_folder, database) = cache(&entries);
        let reader = database.reader().unwrap();
        for text in queries {
            let query = Query::parse(&text).unwrap();
            let hidden = asks_for_hidden(&query);
            let expected: BTreeSet<i64> = (1..)
                .zip(&entries)
                .filter(|(_, known)| known.hidden == hidden && known.answers(&query))
                .map(|(id, _)| id)
                .collect();
            for best_first in [false, true] {
                let found = super::ids(&reader, query.clone(), best_first);
                prop_assert_eq!(&found, &expected, "{} best first: {}", text, best_first);
            }
        }
    }
}

#[test]
fn what_rules_did_is_no_action_of_the_reader() {
    let known = Known {
        title: "one".to_owned(),
        author: None,
        text: String::new(),
        language: None,
        link: true,
        enclosure: false,
        days: 1,
        read: true,
        saved: true,
        hidden: false,
        score: 0,
        tags: 1,
    };
    let (_folder, mut database) = cache(&[known]);
    assert_eq!(database.undo(NOW).unwrap(), None);
    // By hand it is as any mark.
    let entry = newsterm::model::EntryId(1);
    let unread = Action::MarkRead { entry, read: false };
    assert_eq!(database.perform(&unread, NOW).unwrap().changed, 1);
    let reader = database.reader().unwrap();
    assert_eq!(
        links(&reader, Query::parse("unread tag:ai").unwrap(), false).len(),
        1
    );
}
