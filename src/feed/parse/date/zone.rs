//! Zones as dates name them.

/// Names of zones, and how many minutes east of UTC they are. Of names that several zones have the one is taken in
/// which more is published.
const NAMED: [(&str, i64); 76] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("met", 60),
    ("cet", 60),
    ("bst", 60),
    ("west", 60),
    ("wat", 60),
    ("mest", 120),
    ("cest", 120),
    ("eet", 120),
    ("sast", 120),
    ("cat", 120),
    ("eest", 180),
    ("msk", 180),
    ("trt", 180),
    ("eat", 180),
    ("idt", 180),
    ("irst", 210),
    ("irdt", 270),
    ("gst", 240),
    ("azt", 240),
    ("samt", 240),
    ("aft", 270),
    ("pkt", 300),
    ("uzt", 300),
    ("yekt", 300),
    ("ist", 330),
    ("npt", 345),
    ("omst", 360),
    ("mmt", 390),
    ("ict", 420),
    ("wib", 420),
    ("novt", 420),
    ("krat", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("myt", 480),
    ("pht", 480),
    ("awst", 480),
    ("wita", 480),
    ("irkt", 480),
    ("jst", 540),
    ("kst", 540),
    ("wit", 540),
    ("yakt", 540),
    ("acst", 570),
    ("aest", 600),
    ("vlat", 600),
    ("acdt", 630),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("ndt", -150),
    ("brt", -180),
    ("art", -180),
    ("adt", -180),
    ("nst", -210),
    ("edt", -240),
    ("est", -300),
    ("et", -300),
    ("cdt", -300),
    ("cst", -360),
    ("ct", -360),
    ("mdt", -360),
    ("mst", -420),
    ("mt", -420),
    ("pdt", -420),
    ("pst", -480),
    ("pt", -480),
    ("akdt", -480),
    ("akst", -540),
    ("hst", -600),
    ("sst", -660),
];

/// Seconds east of UTC. The name of a place in brackets behind it, as RFC 9557 has it, is left out.
pub(super) fn zone(text: &str) -> Option<i64> {
    let text = text.split('[').next().unwrap_or(text).trim_end();
    if let Some(digits) = text.strip_prefix('+') {
        return offset(digits);
    }
    if let Some(digits) = text.strip_prefix(['-', '\u{2212}']) {
        return offset(digits).map(|offset| -offset);
    }
    let mut names = NAMED.iter();
    if let Some((_, minutes)) = names.find(|(name, _)| *name == text) {
        return Some(minutes * 60);
    }
    let named = ["gmt", "utc"]
        .iter()
        .find_map(|name| text.strip_prefix(name))?;
    zone(named)
}

/// `0300`, `03:00`, `03`, `3`.
fn offset(digits: &str) -> Option<i64> {
    let digits = digits.replace(':', "");
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = match digits.len() {
        1 | 2 => (number, 0),
        3 | 4 => (number / 100, number % 100),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(hours * 3600 + minutes * 60)
}
