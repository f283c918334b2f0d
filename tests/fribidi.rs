//! Order, mirroring and shapes of generated lines, beside those of the program `fribidi` (`just fribidi`).
//!
//! FriBidi is a second reading of the same standards by other hands. Where the two differ there is a reason, and
//! it is listed.

#[path = "figures.rs"]
mod figures;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use newsterm::text::{CleanText, Direction, Options, layout_line};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

/// The alphabets and what stands among them.
const WORDS: [&str; 10] = [
    // Arabic, Persian, Urdu; then with marks, with joiners, Kurdish and Pashto, lam-alef, Hebrew, numbers, Latin.
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےۓ",
    "بتلايم\u{64e}\u{650}\u{651}\u{652}",
    "میهبکل\u{200c}\u{200d}\u{640}",
    "بایڕڵێەټځڼښېۂۃ",
    "بلاأإآ\u{64e}\u{651}",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת\u{5b8}\u{5bc}",
    "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴.,:/-+%",
    "abcXYZ",
];

fn words() -> impl Strategy<Value = String> {
    let word = select(WORDS.as_slice()).prop_flat_map(|letters| {
        let letter = select(letters.chars().collect::<Vec<_>>());
        prop::collection::vec(letter, 1..7)
    });
    let word = word.prop_map(|letters| letters.into_iter().collect::<String>());
    let plain = ("", " ");
    let around = select(vec![
        plain,
        plain,
        plain,
        plain,
        ("(", ") "),
        ("[", "] "),
        ("«", "» "),
        ("", "، "),
        ("", ": "),
        ("{", "} "),
        ("", "! "),
        ("\"", "\" "),
        ("<", "> "),
        ("", ""),
    ]);
    prop::collection::vec((word, around), 1..9).prop_map(|words| {
        let words: String = words
            .into_iter()
            .map(|(word, (before, after))| format!("{before}{word}{after}"))
            .collect();
        // A mark with nothing to stand on takes no cell here.
        let stands_on = |c| is_mark(c) || matches!(c, ' ' | '\u{200c}' | '\u{200d}');
        let words = words.trim_start_matches(stands_on);
        CleanText::line(words).to_string()
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{655}' | '\u{5b8}' | '\u{5bc}')
}

/// Whether a line has signs that stay with their word here (`C++`, `/etc`) or with their number (`-5`), or what may be a
/// telephone number.
fn has_signs_of_words(line: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    let mut words = line.split(' ');
    words.any(|word| word.contains(latin) && word.contains(['+', '/', '.', '-', '<']))
        || line.contains('°')
        || line
            .split(['+', '-', '−'])
            .skip(1)
            .any(|rest| rest.starts_with(char::is_numeric))
        || line
            .split(' ')
            .collect::<Vec<_>>()
            .windows(2)
            .any(|two| two[0].ends_with(char::is_numeric) && two[1].starts_with(char::is_numeric))
}

/// What the program makes of each line.
fn fribidi(lines: &[String], base: Direction) -> Vec<String> {
    let base = if base == Direction::Rtl {
        "--rtl"
    } else {
        "--ltr"
    };
    let mut program = Command::new("fribidi")
        .args(["--nopad", "--nobreak", "--clean", base])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program fribidi is installed (Debian: libfribidi-bin)");
    let mut input = program.stdin.take().expect("it was asked for");
    let text = lines.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = program.wait_with_output().expect("it runs");
    writer.join().expect("no panic").expect("it reads");
    let shown = String::from_utf8(output.stdout).expect("it writes UTF-8");
    shown.lines().map(str::to_owned).collect()
}

fn ours(text: &str, base: Direction) -> String {
    let options = Options {
        base,
        ..Options::default()
    };
    layout_line(&CleanText::line(text), &[], u16::MAX, &options).to_string()
}

/// Why the two differ, and what takes that difference out of a line of either.
const REASONS: [(&str, fn(&str) -> String); 4] = [
    (
        "a joiner beside a letter that does not join is kept with its cluster",
        without_joiners,
    ),
    ("hamza stands in its isolated form", |line| {
        line.replace('\u{fe80}', "\u{621}")
    }),
    (
        "ە ۃ ۂ have no forms and take those of ه ة ہ",
        with_plain_hehs,
    ),
    (
        "lam and alef are one cell, marks between them or not",
        with_ligatures,
    ),
];

fn without_joiners(line: &str) -> String {
    line.replace(['\u{200c}', '\u{200d}'], "")
}

fn with_plain_hehs(line: &str) -> String {
    line.replace(['\u{fee9}', '\u{feea}'], "\u{6d5}")
        .replace(['\u{fe93}', '\u{fe94}'], "\u{6c3}")
        .replace("\u{fba6}\u{654}", "\u{6c2}")
        .replace("\u{fba7}\u{654}", "\u{6c2}")
        .replace("\u{fba8}\u{654}", "\u{6c2}")
        .replace("\u{fba9}\u{654}", "\u{6c2}")
}

/// Puts the ligature in the place of a final alef and the lam to its right, with the marks of lam, then of alef.
fn with_ligatures(line: &str) -> String {
    let (mut joined, mut rest) = (String::new(), line);
    while let Some(alef) = rest.chars().next() {
        let after = &rest[alef.len_utf8()..];
        let lam_at = after.find(|c| !is_mark(c)).unwrap_or(after.len());
        let (alef_marks, behind) = after.split_at(lam_at);
        match behind.chars().next().and_then(|lam| ligature(alef, lam)) {
            Some((pair, lam)) => {
                let behind = &behind[lam.len_utf8()..];
                let end = behind.find(|c| !is_mark(c)).unwrap_or(behind.len());
                joined.push(pair);
                joined.push_str(&behind[..end]);
                joined.push_str(alef_marks);
                rest = &behind[end..];
            }
            None => {
                joined.push(alef);
                rest = after;
            }
        }
    }
    joined
}

/// The ligature of a final alef with an initial or medial lam, and that lam.
fn ligature(alef: char, lam: char) -> Option<(char, char)> {
    let isolated = match alef {
        '\u{fe82}' => '\u{fef5}',
        '\u{fe84}' => '\u{fef7}',
        '\u{fe88}' => '\u{fef9}',
        '\u{fe8e}' => '\u{fefb}',
        _ => return None,
    };
    match lam {
        '\u{fedf}' => Some((isolated, lam)),
        '\u{fee0}' => char::from_u32(u32::from(isolated) + 1).map(|joined| (joined, lam)),
        _ => None,
    }
}

/// Applies every reason but one.
fn settled(line: &str, but: Option<&str>) -> String {
    REASONS
        .iter()
        .filter(|(reason, _)| Some(*reason) != but)
        .fold(line.to_owned(), |line, (_, settle)| settle(&line))
}

#[test]
fn lines_are_ordered_and_shaped_as_fribidi_does() {
    let cases = Config::default().cases;
    let mut runner = TestRunner::deterministic();
    let lines: Vec<String> = (0..cases)
        .map(|_| {
            words()
                .new_tree(&mut runner)
                .expect("nothing is refused")
                .current()
        })
        .filter(|line| !has_signs_of_words(line))
        .collect();
    let (mut same, mut differ) = (0, BTreeMap::new());
    for base in [Direction::Ltr, Direction::Rtl] {
        let theirs = fribidi(&lines, base);
        assert_eq!(lines.len(), theirs.len());
        for (line, theirs) in lines.iter().zip(theirs) {
            let ours = ours(line, base);
            same += u32::from(ours == theirs);
            assert_eq!(
                settled(&ours, None),
                settled(&theirs, None),
                "{line:?} in {base:?}"
            );
            for (reason, _) in REASONS {
                let needed = settled(&ours, Some(reason)) != settled(&theirs, Some(reason));
                *differ.entry(reason).or_insert(0) += u32::from(needed);
            }
        }
    }
    figures::show(format_args!(
        "{} lines in two directions: {same} the same to the letter, others for a reason:",
        lines.len()
    ));
    for (reason, lines) in differ {
        figures::show(format_args!("{lines:>8}  {reason}"));
    }
}
