//! Strings of every kind that a feed, a server or a keyboard can send.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Letters, marks, digits and signs of scripts that differ in what they ask of a layout.
const SCRIPTS: &str = "aZé ß ſ İ الأَخْبَارُ لا لآ لَّا پچژگکی ٹڈڑںھہےۓ ەۂۃ ڕڵێښډ שָׁלוֹם ךםן ١٢٣ ۴۵۶ 123 .,:/%+-()[]{}<>«»\"'\
    ไทยกำ ພາສາລາວຳ ខ្មែរ မြန်မာ क्षत्रिय க்ஷ ক্ষ తెలుగు සිංහල 日本語ｶﾞがパ 한국어ᄒ\u{1161}\u{11ab} \
    👩\u{200d}👩\u{200d}👧🇸🇦👍🏽❤\u{fe0f}1\u{fe0f}\u{20e3}\u{1f3fb} ߒߞߏ ܫܠܡܐ ދިވެހި \u{10d00}\u{1e900}\u{10b40} ﷺ﷽ﷲﻻﺳﭖ ፊደል ᠮᠣᠩ 𒐫⸻꧄";

/// What directs, joins, breaks or hides text.
const CONTROLS: &str = "\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{61c}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\
    \u{2068}\u{2069}\u{2060}\u{ad}\u{feff}\u{34f}\u{180e}\u{fff9}\u{fffb}\u{e0001}\u{e0041}\u{e007f}\u{600}\u{6dd}\u{640}\u{2028}\u{2029}\u{85}\
    \u{0}\u{7}\u{8}\u{9}\u{a}\u{d}\u{1b}\u{7f}\u{9b}\u{9d}\u{301}\u{308}\u{64e}\u{651}\u{5b8}\u{489}\u{20dd}\u{fffd}\u{ffff}\u{a0}\u{3000}";

/// What terminals would obey.
const SEQUENCES: [&str; 8] = [
    "\u{1b}[31m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;x:\u{1b}\\",
    "\u{1b}P$q\u{1b}\\",
    "\u{9b}2J",
    "\u{1b}[",
    "\u{1b}",
    "\r\n",
];

fn of(characters: &str) -> impl Strategy<Value = char> + use<> {
    select(characters.chars().collect::<Vec<_>>())
}

fn string(characters: impl Strategy<Value = char>, most: usize) -> impl Strategy<Value = String> {
    vec(characters, 0..most).prop_map(|characters| characters.into_iter().collect())
}

/// Text as it may be sent: scripts mixed, controls among them, any code points, bytes that are no text, and
/// the same over and over.
pub fn any_string() -> impl Strategy<Value = String> {
    let mixed = || prop_oneof![8 => of(SCRIPTS), 2 => of(CONTROLS), 1 => any::<char>()];
    let obeyed = vec(
        prop_oneof![
            select(SEQUENCES.as_slice()).prop_map(str::to_owned),
            string(mixed(), 8)
        ],
        0..8,
    );
    let bytes =
        vec(any::<u8>(), 0..80).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let again = (string(mixed(), 8), 1..500_usize).prop_map(|(piece, times)| piece.repeat(times));
    prop_oneof![
        24 => string(mixed(), 80),
        12 => string(of(SCRIPTS), 160),
        8 => string(any::<char>(), 60),
        8 => string(of(CONTROLS), 60),
        8 => obeyed.prop_map(|parts| parts.concat()),
        8 => bytes,
        1 => again,
    ]
}
