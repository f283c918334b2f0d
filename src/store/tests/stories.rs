//! What lists show of what several feeds tell alike.

use super::*;

mod grouping;

const SOON: Duration = Duration::from_mins(1);

/// The first words of some reports, no two of which are alike.
const REPORTS: [&str; 4] = [
    "the ferry to the northern islands will not sail before noon because of high waves said the harbour office today",
    "a museum of old maps has opened in the customs house and will be free for everybody until the summer begins",
    "judges stopped the motorway through the fen because nobody had looked for another way around the nesting birds",
    "the village without a mayor has elected its baker who will accept if she may keep her early working hours",
];

/// A report of a feed, with some words of its own at the end.
fn report(feed: &str, which: usize, age: i64) -> NewEntry {
    let words: Vec<&str> = REPORTS[which].split(' ').take(4).collect();
    NewEntry {
        identity: EntryIdentity::Guid(format!("{feed} {which} {age}")),
        title: line(&format!("{} as {feed} has it", words.join(" "))),
        published: Some(NOW.plus_seconds(-age)),
        body: Body {
            kind: BodyKind::Html,
            content: format!("<p>{} wrote {feed}", REPORTS[which]),
        },
        ..NewEntry::default()
    }
}

fn grouped(names: &[&str]) -> Cache {
    let mut cache = Cache::with_feeds(names);
    cache.database.find_stories_within(3);
    cache.reader.show_stories_once(true);
    cache
}

/// With a feed in one folder, and two in another.
fn grouped_in_folders() -> Cache {
    let mut cache = grouped(&[]);
    let feeds = [
        in_folder("a", "one"),
        in_folder("b", "two"),
        in_folder("c", "two"),
    ];
    cache.database.subscribe(&feeds).unwrap();
    cache
}

/// Groups all there is; says whether any group changed.
fn group(cache: &mut Cache) -> bool {
    let mut changed = false;
    loop {
        let step = cache.database.group_stories(SOON).unwrap();
        changed |= step.changed;
        if !step.more {
            return changed;
        }
    }
}

/// The titles of a list with how many others each line stands for.
fn lines(cache: &Cache, list: List) -> Vec<String> {
    let rows = cache.window(list).rows;
    let shown = |row: &Headline| {
        let title = row.title.as_str().rsplit(" as ").next().unwrap();
        let others = if row.others > 0 {
            format!(" +{}", row.others)
        } else {
            String::new()
        };
        format!("{}{title}{others}", if row.nested { "  " } else { "" })
    };
    rows.iter().map(shown).collect()
}

#[test]
fn what_several_feeds_tell_is_one_line_of_the_oldest() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 10), report("a", 1, 20)]);
    cache.bring("b", vec![report("b", 0, 30)]);
    cache.bring("c", vec![report("c", 0, 5)]);
    assert_eq!(lines(&cache, List::All).len(), 4, "nothing is grouped yet");
    assert!(group(&mut cache));
    assert_eq!(lines(&cache, List::All), ["a has it", "b has it +2"]);
    assert_eq!(lines(&cache, List::Unread), ["a has it", "b has it +2"]);
    // In the list of one feed nothing is hidden.
    let of_a = List::Feed(cache.id("a"));
    assert_eq!(lines(&cache, of_a), ["a has it +2", "a has it"]);
    assert_eq!(cache.counts().unread, 4, "every entry counts");
    assert!(!group(&mut cache), "and then there is nothing to do");
}

#[test]
fn a_line_opens_in_place() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 10), report("a", 1, 20)]);
    cache.bring("b", vec![report("b", 0, 30)]);
    cache.bring("c", vec![report("c", 0, 5), report("c", 2, 40)]);
    group(&mut cache);
    let leader = cache.window(List::All).rows[1].id;
    let ask = WindowRequest {
        expanded: vec![leader],
        ..request(List::All)
    };
    let rows = cache.reader.window(&ask).unwrap().rows;
    let nested: Vec<bool> = rows.iter().map(|row| row.nested).collect();
    assert_eq!(nested, [false, false, true, true, false]);
    assert_eq!(rows[1].id, leader);
    assert_eq!(
        cache.reader.also_in(leader).unwrap(),
        [cache.id("a"), cache.id("c")]
    );
}

#[test]
fn nothing_unread_stands_behind_what_is_read() {
    let mut cache = grouped(&["a", "b"]);
    cache.bring("a", vec![report("a", 0, 20)]);
    cache.bring("b", vec![report("b", 0, 10)]);
    group(&mut cache);
    let title = cache.window(List::All).rows[0].title.clone();
    cache.mark(title.as_str(), true);
    assert_eq!(lines(&cache, List::All), ["b has it", "a has it"]);
    assert_eq!(lines(&cache, List::Unread), ["b has it +1"]);
    let found = cache.next_unread(List::All, None, true);
    assert!(found.unwrap().title.as_str().ends_with("b has it"));
}

#[test]
fn reading_a_story_reads_all_of_it_and_undo_takes_that_back() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 20), report("a", 1, 20)]);
    cache.bring("b", vec![report("b", 0, 10)]);
    cache.bring("c", vec![report("c", 0, 5)]);
    group(&mut cache);
    let entry = cache.window(List::Feed(cache.id("c"))).rows[0].id;
    let performed = cache.database.perform(&Action::ReadStory { entry }, NOW);
    assert_eq!(performed.unwrap().changed, 3);
    assert_eq!(lines(&cache, List::Unread), ["a has it"]);
    assert_eq!(cache.counts().unread, 1);
    assert_eq!(cache.database.undo(NOW).unwrap().unwrap().changed, 3);
    assert_eq!(cache.counts().unread, 4);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn who_leaves_gives_the_line_to_the_next() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 30)]);
    cache.bring("b", vec![report("b", 0, 20)]);
    cache.bring("c", vec![report("c", 0, 10)]);
    group(&mut cache);
    let entry = cache.window(List::All).rows[0].id;
    cache
        .database
        .perform(&Action::Delete { entry }, NOW)
        .unwrap();
    assert_eq!(lines(&cache, List::All), ["b has it +1"]);
    cache.database.undo(NOW).unwrap();
    assert_eq!(lines(&cache, List::All), ["a has it +2"]);
    cache
        .database
        .subscribe(&[subscription("b"), subscription("c")])
        .unwrap();
    assert_eq!(lines(&cache, List::All), ["b has it +1"]);
    cache.database.subscribe(&[subscription("c")]).unwrap();
    assert_eq!(lines(&cache, List::All), ["c has it"]);
}

#[test]
fn what_is_hidden_stands_for_nothing_and_is_not_counted() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 30)]);
    cache.bring("b", vec![report("b", 0, 20)]);
    cache.bring("c", vec![report("c", 0, 10)]);
    group(&mut cache);
    let of_a = cache.window(List::All).rows[0].id;
    let hide = |entry| Action::Hide {
        entry,
        hidden: true,
    };
    cache.database.perform(&hide(of_a), NOW).unwrap();
    assert_eq!(lines(&cache, List::All), ["b has it +1"]);
    let of_b = cache.window(List::All).rows[0].id;
    assert_eq!(cache.reader.also_in(of_b).unwrap(), [cache.id("c")]);
    let entry = of_b;
    let performed = cache.database.perform(&Action::ReadStory { entry }, NOW);
    assert_eq!(performed.unwrap().changed, 2, "what is hidden stays unread");
    let hidden = || {
        List::Smart(SmartList {
            name: line("hidden"),
            query: Query::parse("is:hidden").unwrap(),
        })
    };
    assert_eq!(lines(&cache, hidden()), ["a has it"]);
    cache.database.perform(&hide(of_b), NOW).unwrap();
    assert_eq!(lines(&cache, hidden()), ["b has it", "a has it"]);
    assert_eq!(lines(&cache, List::All), ["c has it"]);
    for _ in 0..3 {
        cache.database.undo(NOW).unwrap();
    }
    assert_eq!(lines(&cache, List::All), ["a has it +2"]);
    assert_eq!(cache.counts().unread, 3);
}

#[test]
fn rules_read_and_hide_one_of_a_story() {
    let mut cache = grouped(&["a", "b", "c"]);
    let rule = |when: &str| Rule {
        when: Query::parse(when).unwrap(),
        ..Rule::default()
    };
    let rules = [
        Rule {
            read: true,
            tags: vec![line("seen")],
            ..rule("title:\"a has\"")
        },
        Rule {
            hide: true,
            ..rule("title:\"c has\"")
        },
    ];
    cache
        .database
        .judge_arrivals_by(&rules, |body| body.content.clone());
    cache.bring("a", vec![report("a", 0, 30)]);
    cache.bring("b", vec![report("b", 0, 20)]);
    cache.bring("c", vec![report("c", 0, 10)]);
    group(&mut cache);
    // Nothing unread stands behind what a rule has read.
    assert_eq!(lines(&cache, List::All), ["b has it", "a has it"]);
    assert_eq!(lines(&cache, List::Unread), ["b has it +1"]);
    let entry = cache.window(List::Unread).rows[0].id;
    cache
        .database
        .perform(&Action::ReadStory { entry }, NOW)
        .unwrap();
    assert_eq!(lines(&cache, List::All), ["a has it +1"]);
    assert_eq!(cache.window(List::All).rows[0].tags, [line("seen")]);
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn a_list_marked_read_is_read_behind_its_lines_but_not_elsewhere() {
    let mut cache = grouped_in_folders();
    for name in ["a", "b", "c"] {
        cache.bring(name, vec![report(name, 0, 10)]);
    }
    group(&mut cache);
    let mark_all = |list| Action::MarkAllRead {
        list,
        query: Query::default(),
        newest: EntryId(i64::MAX),
        now: NOW,
        day_start: NOW,
    };
    let folder = List::Folder(line("two"));
    let performed = cache.database.perform(&mark_all(folder), NOW).unwrap();
    assert_eq!(performed.changed, 2, "b, and c behind it");
    assert_eq!(lines(&cache, List::Unread), ["a has it +2"]);
    cache.database.undo(NOW).unwrap();
    let performed = cache.database.perform(&mark_all(List::All), NOW).unwrap();
    assert_eq!(performed.changed, 3);
    assert_eq!(lines(&cache, List::Unread), [""; 0]);
}

#[test]
fn a_folder_and_today_show_what_they_have_of_a_story() {
    let mut cache = grouped_in_folders();
    cache.bring("a", vec![report("a", 0, 2 * DAY)]);
    cache.bring("b", vec![report("b", 0, 20)]);
    cache.bring("c", vec![report("c", 0, 10)]);
    group(&mut cache);
    assert_eq!(lines(&cache, List::All), ["a has it +2"]);
    assert_eq!(lines(&cache, List::Folder(line("two"))), ["b has it +2"]);
    assert_eq!(lines(&cache, List::Today), ["b has it +2"]);
    while cache.database.index(SOON).unwrap() {}
    let smart = List::Smart(SmartList {
        name: line("c"),
        query: Query::parse("title:\"c has\"").unwrap(),
    });
    assert_eq!(lines(&cache, smart), ["c has it +2"]);
    let all = List::Smart(SmartList {
        name: line("ferry"),
        query: Query::parse("age:<9d").unwrap(),
    });
    assert_eq!(lines(&cache, all), ["a has it +2"]);
}

#[test]
fn a_search_and_saved_entries_are_all_there() {
    let mut cache = grouped(&["a", "b"]);
    cache.bring("a", vec![report("a", 0, 20)]);
    cache.bring("b", vec![report("b", 0, 10)]);
    for title in cache.titles(List::All) {
        cache.save(&title, true);
    }
    group(&mut cache);
    while cache.database.index(SOON).unwrap() {}
    assert_eq!(lines(&cache, List::Saved), ["b has it", "a has it"]);
    let ask = WindowRequest {
        search: search("ferry"),
        ..request(List::All)
    };
    assert_eq!(cache.reader.window(&ask).unwrap().rows.len(), 2);
    cache.reader.show_stories_once(false);
    assert_eq!(
        lines(&cache, List::All).len(),
        2,
        "as when the settings say so"
    );
}

#[test]
fn windows_over_a_grouped_list_join_without_gap_or_overlap() {
    let names = ["a", "b", "c", "d", "e"];
    let mut cache = grouped(&names);
    for (n, name) in (0_i64..).zip(names) {
        let entries = (0..30).map(|day| {
            let mut entry = report(name, 0, day * 20 * 60 + n);
            entry.link = Some(format!("https://x.example/{day}"));
            entry
        });
        let plain = (0..30)
            .map(|day| super::entry(&format!("{name} {day} has it"), day * 20 * 60 + 500 + n));
        cache.bring(name, entries.chain(plain).collect());
    }
    group(&mut cache);
    let whole = cache
        .reader
        .window(&WindowRequest {
            before: 1000,
            after: 1000,
            ..request(List::All)
        })
        .unwrap();
    assert_eq!(whole.rows.len(), 30 + 150);
    for (at, row) in whole.rows.iter().enumerate() {
        let ask = WindowRequest {
            anchor: Anchor::Around(row.position()),
            before: 7,
            after: 7,
            ..request(List::All)
        };
        let window = cache.reader.window(&ask).unwrap();
        let (from, to) = (at.saturating_sub(7), (at + 8).min(whole.rows.len()));
        assert_eq!(window.rows, whole.rows[from..to]);
        assert_eq!(window.more_before, from > 0);
        assert_eq!(window.more_after, to < whole.rows.len());
    }
}
