use super::*;

/// 2026-11-22T10:20:30Z.
const MOMENT: Timestamp = Timestamp(1_795_342_830);
/// 2026-11-22T00:00:00Z.
const MIDNIGHT: Timestamp = Timestamp(1_795_305_600);

#[test]
fn the_two_standards_are_read() {
    for text in [
        "2026-11-22T10:20:30Z",
        "2026-11-22T13:20:30+03:00",
        "2026-11-22T05:20:30.25-0500",
        "Sun, 22 Nov 2026 10:20:30 GMT",
        "Sun, 22 Nov 2026 13:20:30 +0300",
        "22 Nov 26 05:20:30 EST",
    ] {
        assert_eq!(parse(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn what_has_become_of_them_is_read() {
    for text in [
        "2026-11-22 10:20:30",
        "2026/11/22 10:20:30 UTC",
        "Sunday, 22 November 2026 10:20:30 Z",
        "Wrongday, 22 Nov 2026 10:20:30",
        "Sun Nov 22 10:20:30 2026",
        "Sun Nov 22 10:20:30 UTC 2026",
        "November 22nd, 2026, 10:20:30 AM",
        "22-Nov-2026 10:20:30",
        "22 Nov 2026 12:20:30 GMT+2",
        "1795342830",
        "1795342830000",
    ] {
        assert_eq!(parse(text), Some(MOMENT), "{text}");
    }
}

#[test]
fn a_date_without_a_time_is_midnight() {
    for text in [
        "2026-11-22",
        "20261122",
        "Sun, 22 Nov 2026",
        "November 22, 2026",
    ] {
        assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
    }
    assert_eq!(parse("Sat, 21 Nov 2026 24:00:00 GMT"), Some(MIDNIGHT));
}

#[test]
fn months_of_other_languages_and_other_digits_are_read() {
    for text in [
        "22 نوفمبر 2026",
        "٢٢ نوفمبر ٢٠٢٦",
        "الأحد، 22 تشرين الثاني 2026",
        "۲۲ نوامبر ۲۰۲۶",
        "22 בנובמבר 2026",
        "22 ноября 2026",
        "22 novembre 2026",
    ] {
        assert_eq!(parse(text), Some(MIDNIGHT), "{text}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "soon",
        "13/14/2026",
        "11/12/2026",
        "2026-13-01",
        "Sun, 31 Feb 2026 10:00:00 GMT",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        "12026-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}
