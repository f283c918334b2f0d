//! LineBreakTest.txt (UAX #14), and the places where newer rules are followed.

use newsterm::text::line_breaks;

use super::{break_test, data_lines, passed, unicode_file};
use crate::figures;

/// A rule that line breaking follows and version 15.0 of the test does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tailoring {
    /// LB25 as in the regular expression of UAX #14 section 8.2, example 7: numbers stay whole with their
    /// brackets, signs and separators, `$(12)`, `(12)%`, `.35`, `3/4`.
    Numbers,
    /// `LB15a` and `LB15b` of version 15.1, which took the place of LB15: spaces inside « » keep to their quotation mark,
    /// and a quotation mark that is not an opening one does not hold a bracket after a space.
    Quotations,
}

/// Finds the tailoring that explains why there is, or is not, a break at a byte.
fn tailoring(text: &str, at: usize, breaks: bool) -> Option<Tailoring> {
    let not_mark = |c: &char| *c != '\u{308}';
    let before = text[..at].chars().rev().find(not_mark)?;
    let before_spaces = text[..at]
        .chars()
        .rev()
        .filter(not_mark)
        .find(|c| *c != ' ')?;
    let after = text[at..].chars().next()?;
    let opening = matches!(after, '(' | '{' | '\u{2329}');
    let number = match before {
        ')' | '}' => matches!(after, '%' | '$'),
        '%' | '$' | '\\' => opening,
        '.' | ',' | '/' => after.is_ascii_digit(),
        _ => false,
    };
    let guillemets =
        (before_spaces == '«' && after == '\u{308}') || (before == ' ' && after == '»');
    match breaks {
        false if number => Some(Tailoring::Numbers),
        false if guillemets => Some(Tailoring::Quotations),
        true if matches!(before_spaces, '"' | '«') && opening => Some(Tailoring::Quotations),
        _ => None,
    }
}

#[test]
fn lines_break_as_uax_14_says_but_for_the_listed_tailorings() {
    let file = unicode_file("LineBreakTest-15.0.0.txt.gz");
    let mut cases = 0;
    let mut tailored = Vec::new();
    for line in data_lines(&file) {
        let Some((text, expected)) = break_test(line) else {
            continue;
        };
        let found = line_breaks(&text);
        for at in (1..text.len()).filter(|at| found.contains(at) != expected.contains(at)) {
            let reason = tailoring(&text, at, found.contains(&at));
            tailored.push(
                reason.unwrap_or_else(|| panic!("{line}: unlisted at byte {at} of {text:?}")),
            );
        }
        cases += 1;
    }
    passed("LineBreakTest 15.0.0", cases);
    let quotations = tailored
        .iter()
        .filter(|t| **t == Tailoring::Quotations)
        .count();
    assert_eq!(cases, 7654);
    assert_eq!(
        (tailored.len() - quotations, quotations),
        (34, 10),
        "places that differ, by rule"
    );
    figures::show(format_args!(
        "  but for {} places that two tailorings explain",
        tailored.len()
    ));
}
