//! Copies of the cache, by hand and each day.

use super::*;

#[test]
fn a_backup_is_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let copy = folder.path().join("copy.db");
    // Also of a cache that is open, with what is only in its write-ahead log.
    let mut open = Database::open(&path).unwrap();
    let last = Action::Save {
        entry: EntryId(1),
        saved: true,
    };
    open.perform(&last, NOW).unwrap();
    back_up(&path, &copy, &|| true).unwrap();
    let alone = tempfile::tempdir().unwrap();
    let moved = alone.path().join("moved.db");
    fs::rename(&copy, &moved).unwrap();
    drop(open);
    assert_eq!(entries(&moved), entries(&path));
}

#[test]
fn a_backup_that_is_given_up_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let error = back_up(&path, &folder.path().join("copy.db"), &|| false).unwrap_err();
    assert!(matches!(error, StoreError::Interrupted), "{error}");
    let files = fs::read_dir(folder.path()).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.find(|name| name.starts_with("copy")), None);
}

#[test]
fn writing_goes_on_while_a_backup_is_made_of_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let before = entries(&path);
    let copy = folder.path().join("copy.db");
    let database = std::cell::RefCell::new(Database::open(&path).unwrap());
    let write = || {
        let action = Action::Save {
            entry: EntryId(2),
            saved: true,
        };
        let mut database = database.borrow_mut();
        database.perform(&action, NOW).unwrap();
        true
    };
    back_up(&path, &copy, &write).unwrap();
    assert_eq!(entries(&copy), before);
}

#[test]
fn a_damaged_cache_is_not_backed_up_in_place_of_a_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    assert!(backups.make_daily(NOW, 2, &|| true).unwrap());
    break_page(&path, 40);
    let tomorrow = NOW.plus_seconds(DAY);
    let error = backups.make_daily(tomorrow, 1, &|| true).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert_eq!(backups.list(), [backups.path(NOW)]);
}

#[test]
fn there_is_a_backup_a_day_and_the_newest_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    fs::create_dir(folder.path().join("backups")).unwrap();
    let mine = folder.path().join("backups/newsterm-before-holidays.db");
    fs::write(&mine, "").unwrap();
    for n in 0..4 {
        assert!(backups.make_daily(day(n), 2, &|| true).unwrap());
        assert!(
            !backups.make_daily(day(n), 2, &|| true).unwrap(),
            "once a day"
        );
    }
    assert_eq!(backups.list(), [backups.path(day(3)), backups.path(day(2))]);
    assert!(mine.exists(), "what others put there stays");
    assert!(!backups.make_daily(day(5), 0, &|| true).unwrap());
}

#[test]
fn a_large_backup_does_not_give_way_to_a_small_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    backups.make_daily(day(0), 1, &|| true).unwrap();
    fs::remove_file(&path).unwrap();
    drop(Database::open(&path).unwrap());
    for n in 1..4 {
        backups.make_daily(day(n), 1, &|| true).unwrap();
    }
    assert_eq!(backups.list(), [backups.path(day(3)), backups.path(day(0))]);
}

#[test]
fn backups_of_days_to_come_do_not_keep_those_of_today_from_being_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    let day = |n: i64| NOW.plus_seconds(n * DAY);
    // The clock was wrong for some days.
    for n in 9_000..9_003 {
        backups.make_daily(day(n), 3, &|| true).unwrap();
    }
    for n in 0..3 {
        assert!(backups.make_daily(day(n), 3, &|| true).unwrap());
        assert!(backups.path(day(n)).exists());
    }
    assert_eq!(backups.list(), [2, 1, 0].map(|n| backups.path(day(n))));
}

#[test]
#[cfg(target_os = "linux")]
fn of_two_who_back_up_at_once_the_second_waits() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let (copy, turn) = (
        folder.path().join("copy.db"),
        folder.path().join("newsterm.db.copying"),
    );
    std::thread::scope(|scope| {
        let second = std::cell::OnceCell::new();
        let go_on = || {
            let second = second.get_or_init(|| scope.spawn(|| back_up(&path, &copy, &|| true)));
            while !second.is_finished() && !is_waited_for(&turn) {
                std::thread::yield_now();
            }
            true
        };
        back_up(&path, &copy, &go_on).unwrap();
        second.into_inner().unwrap().join().unwrap().unwrap();
    });
    assert_eq!(entries(&copy), entries(&path));
}

#[test]
fn what_is_left_of_a_backup_with_which_the_program_ended_goes_with_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = marked(&folder);
    let backups = Backups::of(&path);
    fs::create_dir(folder.path().join("backups")).unwrap();
    let file = |name: &str| folder.path().join("backups").join(name);
    let left = [
        "newsterm-2026-05-01.db.part",
        "newsterm-2026-05-01.db.part-journal",
    ]
    .map(file);
    let mine = ["newsterm-mine.db.part", "notes.part"].map(file);
    for file in left.iter().chain(&mine) {
        fs::write(file, "half").unwrap();
    }
    backups.make_daily(NOW, 2, &|| true).unwrap();
    assert!(!left.iter().any(|file| file.exists()));
    assert!(
        mine.iter().all(|file| file.exists()),
        "what others put there stays"
    );
}
