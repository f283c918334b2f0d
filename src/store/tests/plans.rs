//! How `SQLite` goes about the queries: by an index, and never through a whole list.

use super::super::lists::Section;
use super::super::marks::mark_section_read;
use super::super::reader::COUNTS;
use super::super::walk::{Way, piece_query};
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
                for titles in [false, true] {
                    let query = piece_query(section, unread, way, titles);
                    let plan = plan(&cache, &query);
                    assert_eq!(plan.len(), 1, "{query}: {plan:?}");
                    let covering = if titles { "" } else { "COVERING " };
                    let step = format!("SEARCH entries USING {covering}INDEX entries_");
                    assert!(plan[0].starts_with(&step), "{query}: {plan:?}");
                    let bound = match way {
                        Way::Down => "(sorted_at,rowid)<(?,?)",
                        Way::Up => "(sorted_at,rowid)>(?,?)",
                    };
                    assert!(plan[0].contains(bound), "{query}: {plan:?}");
                }
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
        let plan = plan(&cache, &mark_section_read(section));
        assert_eq!(plan.len(), 1, "{plan:?}");
        assert!(
            plan[0].starts_with("SEARCH entries USING INDEX entries_"),
            "{plan:?}"
        );
    }
}
