//! Code and formulas among right-to-left letters, which must not take them apart.

use std::ops::Range;

use super::{FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, Mark, POP_ISOLATE};
use crate::text::{CleanText, Direction, base_direction};

/// Isolates code and formulas (UAX #9 section 2.4) where there is a right-to-left letter in the text; what the page has
/// isolated already, and what goes over the end of a line, stays as it is.
pub(super) fn set_apart(text: &mut String, spans: &mut [(Range<usize>, Mark)]) {
    if !spans.iter().any(|(_, mark)| mark.stands_apart()) || !has_right_to_left(text) {
        return;
    }
    let apart = outermost(text, spans);
    let mut isolated = String::with_capacity(text.len() + apart.len() * 6);
    let mut at = 0;
    for range in &apart {
        isolated.push_str(&text[at..range.start]);
        isolated.push(FIRST_STRONG_ISOLATE);
        isolated.push_str(&text[range.clone()]);
        isolated.push(POP_ISOLATE);
        at = range.end;
    }
    isolated.push_str(&text[at..]);
    // A mark begins behind what is put in at its place, and ends before it.
    let put_in = |until: &dyn Fn(usize) -> bool| {
        let starts = apart.partition_point(|one| until(one.start));
        let ends = apart.partition_point(|one| until(one.end));
        (starts + ends) * FIRST_STRONG_ISOLATE.len_utf8()
    };
    for (range, _) in spans {
        let (start, end) = (range.start, range.end);
        *range = start + put_in(&|at| at <= start)..end + put_in(&|at| at < end);
    }
    *text = isolated;
}

fn has_right_to_left(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let text = CleanText::block(text);
    base_direction(&text, Some(Direction::Rtl), Direction::Ltr) == Direction::Rtl
}

/// What is to be isolated: in order, none in another.
fn outermost(text: &str, spans: &[(Range<usize>, Mark)]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = spans
        .iter()
        .filter(|(range, mark)| mark.stands_apart() && may_stand_apart(text, range))
        .map(|(range, _)| range.clone())
        .collect();
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut outermost: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match outermost.last_mut() {
            Some(last) if range.start < last.end => {}
            Some(last) if are_one(&text[last.end..range.start]) => last.end = range.end,
            _ => outermost.push(range),
        }
    }
    outermost
}

/// Whether what stands on both sides of a text is one with it: keys pressed together, parts of a path.
fn are_one(between: &str) -> bool {
    let sign = between.trim_matches(' ');
    sign.len() == between.len() && sign.chars().all(|c| c.is_ascii_punctuation() && c != ',')
        || matches!(sign, "+" | ">" | "→")
}

fn may_stand_apart(text: &str, range: &Range<usize>) -> bool {
    let begins = |c: char| (LEFT_TO_RIGHT_ISOLATE..=FIRST_STRONG_ISOLATE).contains(&c);
    let isolated =
        text[..range.start].ends_with(begins) && text[range.end..].starts_with(POP_ISOLATE);
    range.start < range.end && !isolated && !text[range.clone()].contains('\n')
}
