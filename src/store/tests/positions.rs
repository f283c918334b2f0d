//! Where articles were left.

use super::*;

const fn at(block: u32) -> LeftAt {
    LeftAt {
        of_page: block % 2 == 1,
        block,
        byte: block * 100,
    }
}

#[test]
fn a_position_is_kept_until_it_is_forgotten() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 1), entry("two", 2)]);
    let [one, two] = ["one", "two"].map(|title| cache.entry(title).id);
    assert_eq!(cache.reader.left_at(one).unwrap(), None);
    cache.database.keep_position(one, Some(at(3))).unwrap();
    cache.database.keep_position(two, Some(at(8))).unwrap();
    cache.database.keep_position(one, Some(at(4))).unwrap();
    assert_eq!(cache.reader.left_at(one).unwrap(), Some(at(4)));
    // It is nothing that undo would take back.
    assert_eq!(cache.database.undo(NOW).unwrap(), None);
    cache.database.keep_position(one, None).unwrap();
    assert_eq!(cache.reader.left_at(one).unwrap(), None);
    assert_eq!(cache.reader.left_at(two).unwrap(), Some(at(8)));
}

#[test]
fn a_position_goes_with_its_entry() {
    let mut cache = Cache::keeping(Keeping {
        entries: 1,
        unread: false,
        ..Keeping::ALL
    });
    cache.bring("a", vec![entry("one", 1), entry("two", 2)]);
    let [stays, goes] = ["one", "two"].map(|title| cache.entry(title).id);
    cache.database.keep_position(stays, Some(at(1))).unwrap();
    cache.database.keep_position(goes, Some(at(2))).unwrap();
    assert_eq!(cache.tidy(NOW), 1);
    assert_eq!(cache.reader.left_at(stays).unwrap(), Some(at(1)));
    assert_eq!(cache.reader.left_at(goes).unwrap(), None);
    // One that comes late is kept for nobody.
    cache.database.keep_position(goes, Some(at(2))).unwrap();
    assert_eq!(cache.reader.left_at(goes).unwrap(), None);
}

#[test]
fn a_rescue_keeps_positions() {
    let mut cache = Cache::with_feeds(&["a"]);
    cache.bring("a", vec![entry("one", 1)]);
    let one = cache.entry("one").id;
    cache.database.keep_position(one, Some(at(5))).unwrap();
    let cache = cache.rescued();
    assert_eq!(cache.reader.left_at(one).unwrap(), Some(at(5)));
}
