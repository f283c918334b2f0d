//! The room `text` against the test files of the Unicode Character Database.

mod bidi;
mod breaks;
mod clusters;
mod columns;
mod lines;
mod shaping;

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::figures;

/// Prints how many cases of a file have passed; the first that fails ends the test.
fn passed(file: &str, cases: usize) {
    figures::show(format_args!("{file}: {cases} cases, no failures"));
}

/// Reads a file of `tests/data/unicode/`.
fn unicode_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/unicode")
        .join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice())
        .read_to_string(&mut text)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text
}

/// Gives the lines that hold data, without comments.
fn data_lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
}

/// Reads a code point in hexadecimal.
fn code_point(hex: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

/// Reads a line of a break test: the text, and the bytes before which it breaks (÷), ends left out.
///
/// `None` for a line with surrogates, which no string can hold.
fn break_test(line: &str) -> Option<(String, Vec<usize>)> {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for token in line.split_whitespace() {
        match token {
            "÷" => breaks.push(text.len()),
            "×" => {}
            hex => text.push(code_point(hex)?),
        }
    }
    breaks.retain(|&at| at > 0 && at < text.len());
    Some((text, breaks))
}
