//! What indexes tell of entries and feeds whose own pages are gone.

use super::*;

#[test]
fn marks_of_which_only_indexes_tell_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "entries"));
    let later = NOW.plus_seconds(DAY);
    assert_eq!(rescue(&path, later).unwrap().backup, None);
    assert_eq!(entries(&path), before);
    let database = Database::open(&path).unwrap();
    let came: i64 = database
        .connection()
        .query_row("SELECT min(seen_at) FROM entries", [], |row| row.get(0))
        .unwrap();
    assert_eq!(came, later.0, "they are kept as if they had just come");
}

#[test]
fn marks_since_the_backup_of_which_only_indexes_tell_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    Backups::of(&path).make_daily(NOW, 2, &|| true).unwrap();
    let mut database = Database::open(&path).unwrap();
    for entry in (1..=40).map(EntryId) {
        let read = entry.0 % 3 != 0;
        database
            .perform(&Action::MarkRead { entry, read }, NOW)
            .unwrap();
        let saved = entry.0 % 7 != 0;
        database
            .perform(&Action::Save { entry, saved }, NOW)
            .unwrap();
    }
    drop(database);
    let before = entries(&path);
    break_page(&path, root_page(&path, "entries"));
    assert!(rescue(&path, NOW).unwrap().backup.is_some());
    assert_eq!(entries(&path), before);
}

#[test]
fn texts_and_marks_of_entries_without_their_headlines_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "headlines"));
    rescue(&path, NOW).unwrap();
    let marks = |rows: &[Headline]| -> Vec<_> {
        rows.iter()
            .map(|row| (row.id, row.feed, row.read, row.saved, row.tags.clone()))
            .collect()
    };
    assert_eq!(marks(&entries(&path)), marks(&before));
    let mut database = Database::open(&path).unwrap();
    let reader = database.reader().unwrap();
    let text = reader.body(before[0].id).unwrap().unwrap().body.content;
    assert!(text.contains(before[0].title.as_str()), "{text}");
    // What the feeds still carry is called as before with the next poll.
    for state in database.poll_states().unwrap() {
        let update = all_of(state.feed);
        let sighting = database.record_update(state.feed, &update, NOW).unwrap();
        assert_eq!(sighting, seen(0, 1200));
    }
    drop((database, reader));
    assert_eq!(entries(&path), before);
}

#[test]
fn feeds_of_which_only_the_index_tells_keep_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    break_page(&path, root_page(&path, "feeds"));
    rescue(&path, NOW).unwrap();
    let mut database = Database::open(&path).unwrap();
    let listed = ["a", "b"].map(subscription);
    database.subscribe(&listed).unwrap();
    drop(database);
    assert_eq!(entries(&path), before);
}
