//! How entries that tell the same come together, whatever comes first and whoever else is there.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;

#[test]
fn an_edited_entry_leaves_its_story_and_comes_to_another() {
    let mut cache = grouped(&["a", "b", "c"]);
    cache.bring("a", vec![report("a", 0, 30)]);
    cache.bring("b", vec![report("b", 0, 20)]);
    cache.bring("c", vec![report("c", 1, 10)]);
    group(&mut cache);
    let edited = NewEntry {
        identity: report("b", 0, 20).identity,
        ..report("b", 1, 20)
    };
    assert_eq!(cache.bring("b", vec![edited]).edited, 1);
    assert!(group(&mut cache));
    assert_eq!(lines(&cache, List::All), ["b has it +1", "a has it"]);
}

#[test]
fn far_apart_and_within_one_feed_nothing_is_one_story() {
    let mut cache = grouped(&["a", "b"]);
    cache.bring("a", vec![report("a", 0, 0), report("a", 0, 60)]);
    cache.bring("b", vec![report("b", 0, 4 * DAY)]);
    assert!(!group(&mut cache));
    assert_eq!(lines(&cache, List::All).len(), 3);
}

#[test]
fn an_entry_that_another_newsterm_edits_while_it_is_read_comes_to_the_story_it_tells_now() {
    let mut cache = grouped(&["a", "b"]);
    cache.bring("a", vec![report("a", 0, 30), report("a", 1, 40)]);
    group(&mut cache);
    cache.bring("b", vec![report("b", 0, 20)]);
    let edited = NewEntry {
        identity: report("b", 0, 20).identity,
        ..report("b", 1, 20)
    };
    let update = FeedUpdate {
        entries: vec![edited],
        ..FeedUpdate::default()
    };
    let feed = cache.id("b");
    cache.meanwhile(move |other| {
        assert_eq!(other.record_update(feed, &update, NOW).unwrap().edited, 1);
    });
    assert!(group(&mut cache));
    assert_eq!(lines(&cache, List::All), ["a has it", "a has it +1"]);
}

#[test]
fn what_is_old_is_forgotten_but_stays_grouped() {
    let mut cache = grouped(&["a", "b"]);
    cache.bring("a", vec![report("a", 0, 20)]);
    cache.bring("b", vec![report("b", 0, 10)]);
    group(&mut cache);
    let later = NOW.plus_seconds(30 * DAY);
    cache.bring_at("a", vec![report("a", 1, -30 * DAY)], later);
    group(&mut cache);
    let count = |query| -> i64 {
        let connection = cache.database.connection();
        connection.query_row(query, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count("SELECT count(*) FROM signatures"), 1);
    assert_eq!(count("SELECT count(DISTINCT entry) FROM story_keys"), 1);
    assert_eq!(lines(&cache, List::All), ["a has it", "a has it +1"]);
}

#[test]
fn stories_are_found_again_in_a_mended_cache() {
    for table in ["signatures", "story_keys", "story_members", "story_state"] {
        let mut cache = grouped(&["a", "b", "c"]);
        for (name, age) in [("a", 30), ("b", 20), ("c", 10)] {
            cache.bring(name, vec![report(name, 0, age), report(name, 1, age)]);
        }
        group(&mut cache);
        let expected = lines(&cache, List::All);
        assert_eq!(expected, ["a has it +2", "a has it +2"]);
        drop((cache.database, cache.reader));
        let root = rescuing::root_page(&cache.path, table);
        rescuing::break_page(&cache.path, root);
        rescue(&cache.path, NOW).unwrap();
        cache.database = Database::open(&cache.path).unwrap();
        cache.database.read_texts_with(|body| body.content.clone());
        cache.database.find_stories_within(3);
        cache.reader = cache.database.reader().unwrap();
        cache.reader.show_stories_once(true);
        group(&mut cache);
        assert_eq!(lines(&cache, List::All), expected, "{table}");
        assert!(cache.database.check().unwrap().is_empty(), "{table}");
    }
}

/// An entry as it is compared.
struct Told {
    entry: i64,
    feed: i64,
    sorted_at: i64,
    signature: Signature,
}

impl Told {
    fn tells_same(&self, other: &Self) -> bool {
        let apart = self.sorted_at - other.sorted_at;
        let keys = other.signature.keys();
        self.feed != other.feed
            && apart.abs() <= 3 * DAY
            && self.signature.keys().iter().any(|key| keys.contains(key))
            && same_story(&self.signature, &other.signature, apart)
    }
}

/// The groups as they are defined: of entries that hang together, oldest first, each goes to the first group whose
/// first entry tells the same and that has none of its feed.
fn groups_by_definition(cache: &Cache) -> Vec<Vec<i64>> {
    let connection = cache.database.connection();
    let mut statement = connection
        .prepare("SELECT entry, feed, sorted_at, signature FROM signatures ORDER BY 3, 2, 1")
        .unwrap();
    let told = statement.query_map([], |row| {
        Ok(Told {
            entry: row.get(0)?,
            feed: row.get(1)?,
            sorted_at: row.get(2)?,
            signature: Signature::from_bytes(row.get_ref(3)?.as_blob()?),
        })
    });
    let told: Vec<Told> = told.unwrap().map(Result::unwrap).collect();
    // Who tells the same hangs together, and groups of those who do not never meet.
    let mut groups: Vec<Vec<&Told>> = Vec::new();
    for one in &told {
        let fits = |group: &&mut Vec<&Told>| {
            group[0].tells_same(one) && group.iter().all(|member| member.feed != one.feed)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let groups = groups.into_iter().filter(|group| group.len() > 1);
    let entries = |group: Vec<&Told>| group.iter().map(|told| told.entry).collect();
    let mut groups: Vec<Vec<i64>> = groups.map(entries).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

fn groups_found(cache: &Cache) -> Vec<Vec<i64>> {
    let connection = cache.database.connection();
    let mut statement = connection
        .prepare("SELECT story, entry FROM story_members ORDER BY story, entry")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        .unwrap();
    let mut groups = std::collections::BTreeMap::<i64, Vec<i64>>::new();
    for (story, entry) in rows.map(Result::unwrap) {
        groups.entry(story).or_default().push(entry);
    }
    let mut groups: Vec<Vec<i64>> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}

/// Which feeds tell which report, and how long ago: minutes.
fn arrivals() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    prop::collection::vec((0..5_usize, 0..REPORTS.len(), 0..4000_i64), 1..14)
}

/// The groups that come of arrivals in an order, by GUID.
fn groups_of(arrivals: &[(usize, usize, i64)], at_once: bool) -> Vec<Vec<String>> {
    let names = ["a", "b", "c", "d", "e"];
    let mut cache = grouped(&names);
    for (feed, which, age) in arrivals {
        cache.bring(names[*feed], vec![report(names[*feed], *which, age * 60)]);
        if !at_once {
            group(&mut cache);
        }
    }
    group(&mut cache);
    let connection = cache.database.connection();
    let mut statement = connection
        .prepare(
            "SELECT group_concat(identity, ';' ORDER BY identity) FROM story_members
             JOIN headlines USING (entry) GROUP BY story",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    let mut groups: Vec<Vec<String>> = rows
        .map(|group| group.unwrap().split(';').map(str::to_owned).collect())
        .collect();
    groups.sort_unstable();
    groups
}

proptest! {
    #![proptest_config(Config { cases: 12, ..Config::default() })]

    #[test]
    fn the_order_of_arrival_makes_no_difference(
        (arrivals, shuffled) in arrivals().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let groups = groups_of(&arrivals, true);
        prop_assert_eq!(&groups_of(&shuffled, true), &groups);
        prop_assert_eq!(&groups_of(&shuffled, false), &groups);
    }

    #[test]
    fn what_is_remembered_between_steps_changes_no_group(
        arrivals in prop::collection::vec((0..5_usize, 0..REPORTS.len(), 0..6000_i64), 1..30),
        edited in prop::collection::vec((any::<prop::sample::Index>(), 0..REPORTS.len()), 0..4),
        at_once in any::<bool>(),
    ) {
        let names = ["a", "b", "c", "d", "e"];
        let mut cache = grouped(&names);
        // Each step has time for one entry, and makes others ready.
        let group = |cache: &mut Cache| {
            while cache.database.group_stories(Duration::ZERO).unwrap().more {}
        };
        for (feed, which, age) in &arrivals {
            cache.bring(names[*feed], vec![report(names[*feed], *which, age * 60)]);
            if !at_once {
                let _ = cache.database.group_stories(SOON).unwrap();
            }
        }
        for (place, now) in &edited {
            let (feed, which, age) = *place.get(&arrivals);
            let entry = report(names[feed], which, age * 60);
            let edited = NewEntry { identity: entry.identity, ..report(names[feed], *now, age * 60) };
            let _ = cache.database.group_stories(Duration::ZERO).unwrap();
            cache.bring(names[feed], vec![edited]);
        }
        group(&mut cache);
        prop_assert_eq!(groups_found(&cache), groups_by_definition(&cache));
    }
}
