//! How `SQLite` goes about the queries: by an index, and never through a whole list.

use rusqlite::StatementStatus;

use super::super::arrivals::NAMESAKES;
use super::super::changes::listed_query;
use super::super::codes::ENTRY;
use super::super::keeping::{DELETED, OLDEST, OLDEST_HIDDEN, ONE_TOO_MANY};
use super::super::lists::Section;
use super::super::search::{TAGGED, TAGGED_SO};
use super::super::tags;

use super::super::reader::{BODY, COUNTS};
use super::super::stories::{BY_KEY, MEMBERS};
use super::super::walk::{Way, piece_query};
use super::super::window::KEPT;
use super::*;

/// The plan of a query, one step a line.
fn plan(cache: &Cache, query: &str) -> Vec<String> {
    let connection = &cache.reader.connection;
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {query}"))
        .unwrap();
    // The parameters stay unset: only the plan is asked for.
    let steps = statement.raw_query().mapped(|row| row.get("detail"));
    steps.collect::<Result<_, _>>().unwrap()
}

const SECTIONS: [Section; 3] = [Section::All, Section::Saved, Section::Feed(1)];

#[test]
fn a_piece_of_a_list_is_one_search_of_its_index() {
    let cache = Cache::new();
    for section in SECTIONS {
        for unread in [false, true] {
            for way in [Way::Down, Way::Up] {
                let query = piece_query(section, unread, way);
                let plan = plan(&cache, &query);
                let bound = match way {
                    Way::Down => "(sorted_at,rowid)<(?,?))",
                    Way::Up => "(sorted_at,rowid)>(?,?))",
                };
                let step = "SEARCH entries USING COVERING INDEX entries_";
                assert!(plan[0].starts_with(step), "{query}: {plan:?}");
                assert!(plan[0].ends_with(bound), "{query}: {plan:?}");
                assert_eq!(plan.len(), 1, "{query}");
            }
        }
    }
}

#[test]
fn counting_reads_no_entry_but_those_of_today() {
    let cache = Cache::new();
    let plan = plan(&cache, COUNTS);
    let entries: Vec<_> = plan
        .iter()
        .filter(|step| step.contains("entries"))
        .collect();
    assert_eq!(entries.len(), 1, "{plan:?}");
    assert!(
        entries[0].starts_with("SEARCH entries USING COVERING INDEX entries_unread"),
        "{plan:?}"
    );
}

#[test]
fn marking_a_list_reads_what_is_unread_in_it() {
    let cache = Cache::new();
    for section in SECTIONS {
        let plan = plan(&cache, &listed_query(section, true));
        assert_eq!(plan.len(), 1, "{plan:?}");
        assert!(
            plan[0].starts_with("SEARCH entries USING INDEX entries_"),
            "{plan:?}"
        );
    }
}

#[test]
fn showing_again_what_is_hidden_reads_what_is() {
    let cache = Cache::new();
    for unread in [false, true] {
        let plan = plan(&cache, &listed_query(Section::Hidden, unread));
        assert_eq!(plan.len(), 1, "{plan:?}");
        assert!(
            plan[0].starts_with("SEARCH entries USING INDEX entries_hidden"),
            "{plan:?}"
        );
    }
}

#[test]
fn a_mark_is_set_in_the_order_of_the_table() {
    let cache = Cache::new();
    let marks = [
        Mark::Read,
        Mark::Unread,
        Mark::Saved,
        Mark::Unsaved,
        Mark::Deleted,
        Mark::Hidden,
        Mark::Shown,
    ];
    for mark in marks {
        let step = "SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)";
        assert_eq!(plan(&cache, mark.statement()), [step]);
        assert_eq!(plan(&cache, mark.without()), [step]);
    }
}

#[test]
fn what_is_not_kept_is_found_by_an_index() {
    let cache = Cache::new();
    let place = "(feed=? AND (sorted_at,rowid)>(?,?) AND sorted_at<?)";
    for (query, index) in [
        (OLDEST, "entries_by_feed"),
        (OLDEST_HIDDEN, "entries_hidden_by_feed"),
    ] {
        let plan = plan(&cache, query);
        assert_eq!(
            plan[0],
            format!("SEARCH entries USING INDEX {index} {place}")
        );
        assert!(
            plan.iter()
                .all(|step| !step.contains("SCAN") && !step.contains("B-TREE")),
            "{plan:?}"
        );
    }
    for (query, step) in [
        (
            ONE_TOO_MANY,
            "SEARCH entries USING COVERING INDEX entries_by_feed (feed=?)",
        ),
        (DELETED, "SEARCH entries USING INDEX entries_deleted (id>?)"),
    ] {
        assert_eq!(plan(&cache, query), [step]);
    }
}

#[test]
fn tags_are_found_by_an_index() {
    let cache = Cache::new();
    let by_name = "USING COVERING INDEX tagged_by_name";
    for (query, step) in [
        (TAGGED_SO, format!("SEARCH tagged {by_name} (folded=?)")),
        (TAGGED, format!("SCAN tagged {by_name}")),
        (
            tags::NEXT,
            "SEARCH tagged USING INDEX tagged_by_name (folded>?)".to_owned(),
        ),
    ] {
        assert_eq!(plan(&cache, query), [step]);
    }
    let hidden = plan(&cache, &piece_query(Section::Hidden, false, Way::Down));
    assert!(
        hidden[0].starts_with("SEARCH entries USING COVERING INDEX entries_hidden"),
        "{hidden:?}"
    );
}

/// How often a query is compiled anew when it is used again with other values.
fn compiled_again(cache: &Cache, query: &str) -> i32 {
    let connection = &cache.reader.connection;
    let mut again = 0;
    for round in 2..5_i64 {
        let mut statement = connection.prepare_cached(query).unwrap();
        for parameter in 1..=statement.parameter_count() {
            statement.raw_bind_parameter(parameter, round).unwrap();
        }
        assert!(statement.raw_query().next().is_ok());
        again = statement.get_status(StatementStatus::RePrepare);
    }
    again
}

#[test]
fn no_query_is_compiled_for_every_row() {
    let cache = Cache::new();
    let mut queries = vec![
        ENTRY.to_owned(),
        KEPT.to_owned(),
        BODY.to_owned(),
        COUNTS.to_owned(),
    ];
    for section in SECTIONS {
        for way in [Way::Down, Way::Up] {
            queries.push(piece_query(section, true, way));
            queries.push(piece_query(section, false, way));
        }
        queries.push(listed_query(section, true));
    }
    for mark in [Mark::Read, Mark::Unread, Mark::Saved, Mark::Unsaved] {
        queries.push(mark.without().to_owned());
    }
    for query in queries {
        assert_eq!(compiled_again(&cache, &query), 0, "{query}");
    }
}

#[test]
fn a_story_and_who_may_tell_it_are_found_by_indexes() {
    let cache = Cache::new();
    for query in [MEMBERS, BY_KEY] {
        let plan = plan(&cache, query);
        let scans = plan.iter().filter(|step| step.starts_with("SCAN"));
        assert_eq!(scans.count(), 0, "{plan:?}");
    }
}

#[test]
fn entries_of_a_date_are_found_by_an_index() {
    let cache = Cache::new();
    let plan = plan(&cache, NAMESAKES);
    for index in ["entries_by_feed", "entries_hidden_by_feed"] {
        let by_date =
            format!("SEARCH entries USING COVERING INDEX {index} (feed=? AND sorted_at=?)");
        assert!(plan.contains(&by_date), "{plan:?}");
    }
    let headline = "SEARCH headlines USING INTEGER PRIMARY KEY (rowid=?)".to_owned();
    assert!(plan.contains(&headline), "{plan:?}");
}
