//! Feeds as files, read the way the program reads them: every format, several languages, several faults.

pub mod formats;
mod languages;

use std::fs;
use std::path::Path;

use newsterm::feed::parse::{Parsed, parse};
use newsterm::feed::{built_in, html};
use newsterm::model::{Block, BodyKind, EntryIdentity, Fault, NewEntry, Timestamp};
use newsterm::text::CleanText;

/// 2026-11-22T07:30:00Z.
const MORNING: Timestamp = Timestamp(1_795_332_600);
/// 2026-11-21T00:00:00Z.
const THE_DAY_BEFORE: Timestamp = Timestamp(1_795_219_200);

fn read(name: &str) -> Parsed {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds");
    let bytes = fs::read(folder.join(name)).expect("the fixture is there");
    parse(&bytes, None, "https://served.example/feed").expect("the fixture is a feed")
}

fn titles(parsed: &Parsed) -> Vec<&str> {
    let entries = parsed.update.entries.iter();
    entries.map(|entry| entry.title.as_str()).collect()
}

fn links(parsed: &Parsed) -> Vec<Option<&str>> {
    let entries = parsed.update.entries.iter();
    entries.map(|entry| entry.link.as_deref()).collect()
}

fn guid(text: &str) -> EntryIdentity {
    EntryIdentity::Guid(text.to_owned())
}

fn author(entry: &NewEntry) -> Option<&str> {
    entry.author.as_ref().map(CleanText::as_str)
}

/// The paragraphs of an entry's article, as text.
fn paragraphs(entry: &NewEntry) -> Vec<String> {
    let article = html::document(&entry.body, entry.link.as_deref());
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str().to_owned()),
        _ => None,
    };
    article.blocks.iter().filter_map(text).collect()
}

#[test]
fn rss_2_0_in_english() {
    let parsed = read("rss20-english.xml");
    assert_eq!(parsed.warnings, []);
    assert_eq!(parsed.update.title.as_str(), "The Harbour Gazette");
    assert_eq!(
        parsed.update.home.as_deref(),
        Some("https://harbour.example/")
    );
    assert_eq!(parsed.update.language.as_deref(), Some("en-gb"));
    assert_eq!(
        titles(&parsed),
        ["Ferry & crew return after long crossing", "Café reopens"]
    );
    assert_eq!(
        links(&parsed),
        [
            Some("https://harbour.example/2026/ferry"),
            Some("https://harbour.example/2026/cafe")
        ]
    );
    let [ferry, cafe] = parsed.update.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(ferry.identity, guid("harbour-1001"));
    assert_eq!((ferry.published, ferry.updated), (Some(MORNING), None));
    assert_eq!(
        (author(ferry), author(cafe)),
        (Some("Ada Wren"), Some("Ben Oak"))
    );
    assert_eq!(paragraphs(ferry), ["The ferry came home on time."]);
    let article = html::document(&ferry.body, ferry.link.as_deref());
    assert_eq!(article.links[0].url, "https://harbour.example/ships/ferry");
}

#[test]
fn rss_2_0_in_arabic() {
    let parsed = read("rss20-arabic.xml");
    assert_eq!(parsed.warnings, []);
    assert_eq!(parsed.update.title.as_str(), "أخبار الميناء");
    assert_eq!(
        titles(&parsed),
        [
            "العبّارة تعود إلى الميناء بعد رحلة طويلة (فيديو)",
            "افتتاح سوق السمك الجديد يوم 25 نوفمبر"
        ]
    );
    let [ferry, market] = parsed.update.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(
        (ferry.published, market.published),
        (Some(MORNING), Some(THE_DAY_BEFORE))
    );
    assert!(author(ferry).is_some_and(|author| author.contains("ليلى")));
    assert_eq!(paragraphs(ferry)[1], "وقال القبطان: «الرحلة كانت هادئة».");
    assert_eq!(market.body.kind, BodyKind::Plain);
}

#[test]
fn rss_1_0_in_persian_keeps_its_joiners() {
    let parsed = read("rss10-persian.xml");
    assert_eq!(parsed.warnings, []);
    assert_eq!(parsed.update.language.as_deref(), Some("fa"));
    assert_eq!(
        titles(&parsed),
        [
            "کشتی\u{200c}ها به بندر برمی\u{200c}گردند",
            "کتاب\u{200c}خانهٔ بندر باز می\u{200c}شود"
        ]
    );
    // The second has no link but what it is about.
    assert_eq!(
        links(&parsed),
        [
            Some("https://bandar.example/1"),
            Some("https://bandar.example/2")
        ]
    );
    let first = &parsed.update.entries[0];
    assert_eq!(first.identity, guid("https://bandar.example/1"));
    assert_eq!(author(first), Some("مریم کیانی"));
    assert_eq!(first.published, Some(Timestamp(1_795_325_400)));
}

#[test]
fn atom_1_0_in_hebrew() {
    let parsed = read("atom10-hebrew.xml");
    assert_eq!(parsed.warnings, []);
    assert_eq!(
        parsed.update.home.as_deref(),
        Some("https://namal.example/blog/")
    );
    assert_eq!(parsed.update.language.as_deref(), Some("he"));
    assert_eq!(
        titles(&parsed),
        ["המעבורת חזרה לנמל (בשעה 8:00)", "Visitors <welcome>"]
    );
    assert_eq!(
        links(&parsed),
        [
            Some("https://namal.example/blog/2026/ferry"),
            Some("https://namal.example/blog/2026/visitors")
        ]
    );
    let [ferry, visitors] = parsed.update.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(
        (author(ferry), author(visitors)),
        (Some("נועה ברק"), Some("Guest"))
    );
    assert_eq!(
        (ferry.language.as_deref(), visitors.language.as_deref()),
        (None, Some("en"))
    );
    assert_eq!(visitors.published, Some(Timestamp(1_795_262_400)));
    assert_eq!(paragraphs(ferry), ["המעבורת עגנה ברציף 3."]);
    // The base of the feed, not the page of the entry, is what the link in the text is relative to.
    let article = html::document(&ferry.body, ferry.link.as_deref());
    assert_eq!(article.links[0].url, "https://namal.example/blog/piers/3");
}

#[test]
fn json_feed_in_persian_with_the_usual_liberties() {
    let parsed = read("jsonfeed11-persian.json");
    assert_eq!(parsed.update.title.as_str(), "یادداشت\u{200c}های ساحل");
    assert_eq!(titles(&parsed), ["می\u{200c}خواهیم دریا را ببینیم", ""]);
    assert_eq!(
        links(&parsed),
        [
            Some("https://served.example/7"),
            Some("https://sahel.example/8")
        ]
    );
    let [first, second] = parsed.update.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(
        (&first.identity, &second.identity),
        (&guid("7"), &guid("8"))
    );
    assert_eq!(
        (author(first), author(second)),
        (Some("آرش موسوی"), Some("آرش موسوی"))
    );
    assert_eq!(second.language.as_deref(), Some("fa-AF"));
    assert_eq!(
        paragraphs(second),
        ["بدون عنوان", "https://sahel.example/aks"]
    );
}

#[test]
fn rss_0_91_with_the_faults_of_its_time() {
    let parsed = read("rss091-english.xml");
    assert_eq!(parsed.update.title.as_str(), "Old Pier News");
    assert_eq!(parsed.update.home.as_deref(), Some("http://pier.example/"));
    assert_eq!(titles(&parsed), ["Pier turns one hundred"]);
    assert_eq!(
        links(&parsed),
        [Some("http://pier.example/100.html?a=1&b=2")]
    );
    assert_eq!(
        paragraphs(&parsed.update.entries[0]),
        ["A party on Sunday, cake < 3 & tea."]
    );
}

#[test]
fn atom_0_3() {
    let parsed = read("atom03-english.xml");
    assert_eq!(parsed.update.title.as_str(), "Early Atoms");
    let entry = &parsed.update.entries[0];
    assert_eq!(entry.identity, guid("tag:early.example,2004:1"));
    assert_eq!(entry.published, Some(Timestamp(1_078_131_600)));
    assert_eq!(entry.updated, Some(Timestamp(1_078_135_200)));
    assert_eq!(paragraphs(entry), ["It works."]);
}

#[test]
fn arabic_in_windows_1256() {
    let parsed = read("rss20-arabic-windows-1256.xml");
    assert_eq!(parsed.update.title.as_str(), "جريدة الساحل");
    assert_eq!(titles(&parsed), ["المكتبة تفتح أبوابها غدًا؛ هل ستزورها؟"]);
}

#[test]
fn a_broken_feed_keeps_its_whole_entries_and_says_what_was_wrong() {
    let parsed = read("broken-arabic.xml");
    assert_eq!(parsed.update.title.as_str(), "نشرة & أخبار");
    assert_eq!(
        titles(&parsed),
        ["الخبر الأول", "الخبر الثاني » تفاصيل", "الخبر الثالث"]
    );
    assert_eq!(
        paragraphs(&parsed.update.entries[0]),
        ["نص⏎مع وسوم غير مغلقة".replace('⏎', "\n")]
    );
    let faults: Vec<_> = parsed
        .warnings
        .iter()
        .map(|warning| (warning.line, warning.fault))
        .collect();
    assert_eq!(
        faults,
        [
            (1, Fault::LeadingText),
            (6, Fault::BareMarkup),
            (10, Fault::MissingEnd),
            (16, Fault::MissingEnd),
            (21, Fault::Truncated),
        ]
    );
}

fn welcome() -> Parsed {
    let name = "newsterm:welcome";
    let bytes = built_in(name).expect("the feed is built in").as_bytes();
    parse(bytes, None, name).expect("the built-in feed is a feed")
}

#[test]
fn the_welcome_feed_speaks_english_and_arabic() {
    let parsed = welcome();
    assert_eq!(parsed.warnings, []);
    for language in ["en", "ar"] {
        let speaks = |entry: &&NewEntry| entry.language.as_deref() == Some(language);
        assert!(
            parsed.update.entries.iter().filter(speaks).count() >= 2,
            "{language}"
        );
    }
    for entry in &parsed.update.entries {
        assert!(matches!(entry.identity, EntryIdentity::Guid(_)));
        assert!(entry.published.is_some() && !paragraphs(entry).is_empty());
    }
}

/// The keys as the settings write them that the text names.
fn keys_named(text: &str) -> Vec<String> {
    let named = text
        .split("<kbd>")
        .skip(1)
        .filter_map(|rest| rest.split("</kbd>").next());
    named
        .map(|key| match key {
            "g g" => key.to_owned(),
            key if key.chars().count() == 1 => key.to_owned(),
            key => key.to_lowercase().replace(' ', ""),
        })
        // What an Arabic keyboard shows where others show j.
        .filter(|key| key != "ت")
        .collect()
}

#[test]
fn the_keys_that_the_welcome_feed_names_are_the_keys_there_are() {
    let settings: toml::Table = include_str!("../../config.example.toml")
        .parse()
        .expect("the example is valid");
    let bound: Vec<&str> = settings["keys"]
        .as_table()
        .expect("keys are a table")
        .values()
        .filter_map(toml::Value::as_array)
        .flatten()
        .filter_map(toml::Value::as_str)
        .collect();
    for entry in welcome().update.entries {
        for key in keys_named(&entry.body.content) {
            assert!(
                bound.contains(&key.as_str()),
                "no command has the key {key}"
            );
        }
    }
}
