//! Rules on arrival.

use super::*;

fn rule(when: &str) -> Rule {
    Rule {
        when: Query::parse(when).unwrap(),
        ..Rule::default()
    }
}

/// A cache with feeds `a` and `b`, and rules.
fn ruled(rules: &[Rule]) -> Cache {
    let mut cache = Cache::new();
    let feeds = [in_folder("a", "News"), subscription("b")];
    cache.database.subscribe(&feeds).unwrap();
    cache
        .database
        .judge_arrivals_by(rules, |body| body.content.clone());
    cache
}

fn answers(cache: &Cache, query: &str) -> Vec<String> {
    let ask = WindowRequest {
        search: search(query),
        ..request(List::All)
    };
    titles(&cache.reader.window(&ask).unwrap())
}

#[test]
fn rules_mark_what_comes_and_the_counts_agree() {
    let mut cache = ruled(&[
        Rule {
            read: true,
            ..rule("title:seen")
        },
        Rule {
            hide: true,
            notify: true,
            ..rule("title:football folder:news")
        },
        Rule {
            save: true,
            tags: tags_in("Sport"),
            score: 3,
            ..rule("text:keepers")
        },
        Rule {
            score: 4,
            tags: tags_in("sport, late"),
            ..rule("tag:sport age:>1h")
        },
    ]);
    let sighting = cache.bring(
        "a",
        vec![
            entry("seen one", 1),
            entry("football", 2),
            entry("keepers draw", 2 * 3600),
            entry("football keepers", 4),
        ],
    );
    let expected = Sighting {
        new: 2,
        edited: 0,
        notable: 2,
    };
    assert_eq!(sighting, expected);
    cache.bring("b", vec![entry("football of b", 5)]);
    assert_eq!(
        answers(&cache, ""),
        ["seen one", "football of b", "keepers draw"]
    );
    assert_eq!(
        answers(&cache, "is:hidden"),
        ["football", "football keepers"]
    );
    assert_eq!(answers(&cache, "saved"), ["keepers draw"]);
    assert_eq!(answers(&cache, "unread"), ["football of b", "keepers draw"]);
    assert_eq!(
        answers(&cache, "score:>6 tag:late tag:SPORT"),
        ["keepers draw"]
    );
    assert_eq!(
        answers(&cache, "score:<4 score:>2 is:hidden"),
        ["football keepers"]
    );
    assert_eq!(cache.entry("keepers draw").tags.len(), 2);
    let counts = cache.counts();
    assert_eq!((counts.total, counts.unread, counts.saved), (3, 2, 1));
    assert!(cache.database.check().unwrap().is_empty());
}

#[test]
fn rules_are_for_what_is_new_alone() {
    let mut cache = ruled(&[]);
    cache.bring("a", vec![entry("one", 1)]);
    let all = Rule {
        hide: true,
        tags: tags_in("ruled"),
        ..rule("")
    };
    cache
        .database
        .judge_arrivals_by(&[all], |body| body.content.clone());
    let edited = NewEntry {
        title: line("one, corrected"),
        ..entry("one", 1)
    };
    assert_eq!(cache.bring("a", vec![edited.clone()]).edited, 1);
    assert_eq!(cache.titles(List::All), ["one, corrected"]);
    cache.bring("a", vec![edited, entry("two", 2)]);
    assert_eq!(answers(&cache, "is:hidden"), ["two"]);
    // The reader shows it again, and it stays so.
    let show = Action::Hide {
        entry: EntryId(2),
        hidden: false,
    };
    cache.database.perform(&show, NOW).unwrap();
    assert_eq!(cache.bring("a", vec![entry("two", 2)]), Sighting::default());
    assert_eq!(cache.titles(List::All), ["one, corrected", "two"]);
}

#[test]
fn rules_can_be_tried_without_a_change() {
    let mut cache = ruled(&[]);
    cache.bring("a", vec![entry("one word", 1), entry("two", 2)]);
    cache.mark("one word", true);
    let rules = [
        Rule {
            hide: true,
            ..rule("unread folder:news text:word")
        },
        Rule {
            score: 2,
            ..rule("is:hidden OR age:<1h")
        },
    ];
    let before = cache.window(List::All);
    let tried = cache
        .reader
        .try_rules(&rules, |body| body.content.clone(), 1_000, NOW)
        .unwrap();
    let rules_of: Vec<_> = tried
        .iter()
        .map(|tried| (tried.headline.title.as_str(), tried.verdict.rules.clone()))
        .collect();
    assert_eq!(rules_of, [("one word", vec![0, 1]), ("two", vec![1])]);
    assert_eq!(cache.window(List::All), before);
    let few = cache
        .reader
        .try_rules(&rules, |body| body.content.clone(), 1, NOW)
        .unwrap();
    assert_eq!(few.len(), 1);
}

#[test]
fn rules_read_what_was_packed_before_it_came() {
    let mut cache = ruled(&[Rule {
        save: true,
        ..rule("text:keepers")
    }]);
    let long = |title: &str, word: &str| NewEntry {
        body: Body {
            content: format!("<p>{word} and so on</p>\n").repeat(40),
            ..Body::default()
        },
        ..entry(title, 1)
    };
    let update = FeedUpdate {
        entries: vec![long("one", "keepers"), long("two", "nothing")],
        ..FeedUpdate::default()
    };
    let (feed, parcel) = (cache.id("a"), Parcel::new(update, true, true));
    cache.database.record_parcel(feed, &parcel, NOW).unwrap();
    assert_eq!(answers(&cache, "is:saved"), ["one"]);
}

#[test]
fn what_is_hidden_is_shown_again_at_once_and_taken_back_as_one() {
    let hide = Rule {
        hide: true,
        ..rule("football")
    };
    let read = Rule {
        read: true,
        ..rule("title:old")
    };
    let mut cache = ruled(&[hide, read]);
    let entries = vec![
        entry("football one", 1),
        entry("old football", 2),
        entry("keepers", 3),
    ];
    cache.bring("a", entries);
    cache.bring("b", vec![entry("football of b", 4)]);
    let newest = cache.window(List::All).newest.unwrap();
    cache.bring("b", vec![entry("later football", 5)]);
    let before = cache.counts();
    let show = |cache: &mut Cache, list: List, query: &str, filter: Filter| {
        let action = Action::ShowAll {
            list,
            query: Query::parse(query).unwrap(),
            filter,
            newest,
            now: NOW,
            day_start: NOW.plus_seconds(-DAY),
        };
        cache.database.perform(&action, NOW).unwrap().changed
    };
    // What is not hidden cannot be shown again.
    for query in ["", "football", "-is:hidden", "is:hidden OR keepers"] {
        assert_eq!(
            show(&mut cache, List::All, query, Filter::All),
            0,
            "{query}"
        );
    }
    assert_eq!(cache.counts(), before);
    let news = || List::Folder(line("News"));
    assert_eq!(show(&mut cache, news(), "is:hidden", Filter::Unread), 1);
    assert_eq!(answers(&cache, ""), ["football one", "keepers"]);
    // All at once, but what came since the list was read.
    assert_eq!(show(&mut cache, List::All, "is:hidden", Filter::All), 2);
    assert_eq!(
        answers(&cache, ""),
        ["football one", "old football", "keepers", "football of b"]
    );
    assert_eq!(answers(&cache, "is:hidden"), ["later football"]);
    assert!(cache.database.check().unwrap().is_empty());
    assert_eq!(cache.database.undo(NOW).unwrap().unwrap().changed, 2);
    assert_eq!(answers(&cache, ""), ["football one", "keepers"]);
    assert_eq!(cache.database.redo().unwrap().unwrap().changed, 2);
    assert_eq!(answers(&cache, "is:hidden"), ["later football"]);
    assert_eq!(cache.database.undo(NOW).unwrap().unwrap().changed, 2);
    let query = "is:hidden -title:/of b/";
    assert_eq!(show(&mut cache, List::All, query, Filter::All), 1);
    assert_eq!(
        answers(&cache, "is:hidden"),
        ["football of b", "later football"]
    );
    assert!(cache.database.check().unwrap().is_empty());
}
