//! GraphemeBreakTest.txt (UAX #29).

use newsterm::text::clusters;

use super::{break_test, data_lines, passed, unicode_file};

#[test]
fn clusters_are_cut_as_uax_29_says() {
    let file = unicode_file("GraphemeBreakTest-17.0.0.txt.gz");
    let mut cases = 0;
    for line in data_lines(&file) {
        let (text, expected) = break_test(line).expect("no surrogates in this file");
        let cut: Vec<usize> = clusters(&text)
            .skip(1)
            .map(|cluster| cluster.start)
            .collect();
        assert_eq!(cut, expected, "{line}");
        cases += 1;
    }
    assert_eq!(cases, 766);
    passed("GraphemeBreakTest 17.0.0", cases);
}
