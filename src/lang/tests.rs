use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::model::Timestamp;

fn english() -> Lang {
    Lang::plain("en")
}

/// The messages of a locale file: the id, and the arguments its text and attributes use.
fn messages(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut messages = BTreeMap::<_, BTreeSet<_>>::new();
    let mut id = "";
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            id = line.split(' ').next().unwrap_or_default();
            assert!(
                messages.insert(id, BTreeSet::new()).is_none(),
                "{id} is there twice"
            );
        }
        let names = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            &rest[..end.unwrap_or(rest.len())]
        });
        if let Some(arguments) = messages.get_mut(id) {
            arguments.extend(names);
        }
    }
    messages
}

#[test]
fn every_phrase_has_its_message_and_every_message_its_phrase() {
    let table: BTreeMap<_, BTreeSet<_>> = TABLE
        .iter()
        .map(|(id, fields)| (*id, fields.iter().copied().collect()))
        .collect();
    assert_eq!(table.len(), TABLE.len(), "an id stands twice in the table");
    for (tag, source) in LOCALES {
        assert_eq!(table, messages(source), "table and {tag}.ftl differ");
    }
}

#[test]
fn every_locale_file_is_well_formed() {
    for (tag, source) in LOCALES {
        let parsed = FluentResource::try_new((*source).to_owned());
        assert!(parsed.is_ok(), "{tag}.ftl: {:?}", parsed.err());
    }
}

#[test]
fn every_failure_says_what_to_do_next() {
    let lang = english();
    let rooms = ["fetch-", "store-", "terminal-", "browser-"];
    for (id, _) in TABLE
        .iter()
        .filter(|(id, _)| rooms.iter().any(|room| id.starts_with(room)))
    {
        let message = lang.bundle.get_message(id);
        let hint = message.and_then(|message| message.get_attribute("hint"));
        assert!(hint.is_some(), "{id} has no hint");
    }
}

#[test]
fn one_and_many_are_told_apart() {
    let lang = english();
    let count = |count| lang.say(&Phrase::EntriesCount { count });
    assert_eq!(count(0), "0 entries");
    assert_eq!(count(1), "1 entry");
    assert_eq!(count(2), "2 entries");
    let marked = |count| {
        lang.say(&Phrase::StatusMarkedAllRead {
            count,
            key: "u".to_owned(),
        })
    };
    assert_eq!(marked(1), "Marked 1 entry read. Press u to undo.");
    assert_eq!(marked(12), "Marked 12 entries read. Press u to undo.");
}

#[test]
fn two_counts_in_one_sentence_agree_each_with_its_noun() {
    let refreshed =
        |feeds, new, failed| english().say(&Phrase::CliRefreshed { feeds, new, failed });
    assert_eq!(refreshed(6, 0, 0), "Refreshed 6 feeds: nothing new.");
    assert_eq!(
        refreshed(1, 1, 1),
        "Refreshed 1 feed: 1 new entry, 1 feed failed."
    );
    assert_eq!(
        refreshed(7, 12, 2),
        "Refreshed 7 feeds: 12 new entries, 2 feeds failed."
    );
}

#[test]
fn thousands_stand_apart_but_years_and_statuses_do_not() {
    let lang = english();
    let count = |count| lang.say(&Phrase::EntriesCount { count });
    assert_eq!(count(999), "999 entries");
    assert_eq!(count(1_000), "1,000 entries");
    assert_eq!(count(1_234_567), "1,234,567 entries");
    let newer = lang.say(&Phrase::StoreNewerVersion {
        path: "x".to_owned(),
        found: Piece::new(2000),
        known: Piece::new(1),
    });
    assert_eq!(
        newer,
        "x was written by a newer newsterm (format 2000; this one knows 1)."
    );
}

#[test]
fn sizes_are_told_in_whole_units() {
    for (bytes, words) in [
        (0, "0 B"),
        (1_000, "1000 B"),
        (512 << 10, "512 KiB"),
        (10 << 20, "10 MiB"),
        (2 << 30, "2 GiB"),
        ((10 << 20) + 1, "10485761 B"),
    ] {
        assert_eq!(Piece::bytes(bytes), Piece::new(words));
    }
}

#[test]
fn text_from_outside_keeps_its_direction_to_itself_on_the_screen_only() {
    let phrase = Phrase::CliFeedRefreshed {
        new: 3,
        feed: "الجزيرة".to_owned(),
    };
    assert_eq!(
        Lang::new("en").say(&phrase),
        "\u{2068}الجزيرة\u{2069}: 3 new entries"
    );
    assert_eq!(english().say(&phrase), "الجزيرة: 3 new entries");
}

#[test]
fn a_line_break_in_a_fact_does_not_break_the_sentence() {
    let phrase = Phrase::FetchDns {
        host: "a\nb".to_owned(),
    };
    assert_eq!(english().say(&phrase), "The server a b was not found.");
}

#[test]
fn a_failure_is_explained_with_its_hint() {
    assert_eq!(
        english().explain(&Phrase::FetchGone),
        "The publisher has ended this feed (410). \
         Remove it from your settings; what came before stays readable."
    );
    assert_eq!(english().explain(&Phrase::StatusSaved), "Saved.");
    assert_eq!(english().hint(&Phrase::StatusSaved), None);
}

#[test]
fn a_locale_that_is_not_spoken_falls_back_to_english() {
    for locale in ["", "C", "C.UTF-8", "en_US.UTF-8", "EN", "xx-YY", "\u{feff}"] {
        assert_eq!(
            Lang::plain(locale).say(&Phrase::ListAll),
            "All",
            "{locale:?}"
        );
    }
}

#[test]
fn a_screen_begins_where_its_language_does() {
    // The language spoken counts, not the one asked for: English words do not begin at the right.
    assert_eq!(Lang::new("ar_EG.UTF-8").direction(), Direction::Ltr);
}

/// 2026-11-22T10:36:00 UTC, a Sunday.
const NOW: Timestamp = Timestamp(1_795_343_760);

#[test]
fn ages_are_short_and_old_ones_are_dates() {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let ages = [
        (-90, "now"),
        (0, "now"),
        (59, "now"),
        (MINUTE, "1m"),
        (HOUR - 1, "59m"),
        (HOUR, "1h"),
        (DAY - 1, "23h"),
        (DAY, "1d"),
        (7 * DAY - 1, "6d"),
        (7 * DAY, "1w"),
        (28 * DAY - 1, "3w"),
        (28 * DAY, "1mo"),
        (60 * DAY, "1mo"),
        (61 * DAY, "2mo"),
        (365 * DAY, "11mo"),
        (366 * DAY, "1y"),
        (20 * 366 * DAY, "20y"),
    ];
    for (seconds, words) in ages {
        assert_eq!(
            Lang::new("en").age(NOW, NOW.plus_seconds(-seconds)),
            words,
            "{seconds} seconds"
        );
    }
}

#[test]
fn no_instant_is_too_far_away() {
    let lang = english();
    assert_eq!(lang.age(NOW, Timestamp(i64::MAX)), "now");
    assert!(lang.age(NOW, Timestamp(i64::MIN)).ends_with('y'));
    assert!(lang.date(Timestamp(i64::MAX)).contains("9999"));
}

#[test]
fn dates_are_told_in_the_zone_of_the_reader() {
    let riyadh = jiff::tz::TimeZone::fixed(jiff::tz::offset(3));
    assert_eq!(english().date(NOW), "Sunday, 22 November 2026, 10:36");
    assert_eq!(
        english().in_zone(riyadh).date(NOW.plus_seconds(12 * 3600)),
        "Monday, 23 November 2026, 01:36"
    );
}

#[test]
fn the_day_starts_at_midnight_in_the_zone_of_the_reader() {
    let riyadh = jiff::tz::TimeZone::fixed(jiff::tz::offset(3));
    let utc_midnight = NOW.plus_seconds(-(10 * 3600 + 36 * 60));
    assert_eq!(english().day_start(NOW), utc_midnight);
    assert_eq!(
        english().in_zone(riyadh).day_start(NOW),
        utc_midnight.plus_seconds(-3 * 3600)
    );
}
