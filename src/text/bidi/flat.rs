//! Levels of a flat paragraph: one without embeddings, overrides and isolates, as nearly all are.
//!
//! Such a paragraph is one isolating run sequence (BD13), so the rules W1 to I2 go over it in place, one class a
//! character, where the general way makes runs and sequences first and takes several times as long.

use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData};

use super::class;

/// Brackets open at the same time, at most (BD16).
const OPEN_BRACKETS: usize = 63;

/// Resolves the levels of a paragraph at level `base`, 0 or 1 (UAX #9 W1 to I2), by byte.
///
/// `None` if the paragraph is not flat.
pub(super) fn levels(paragraph: &str, base: u8) -> Option<Vec<u8>> {
    let mut flat = Flat::read(paragraph, base)?;
    if flat.has_separators {
        flat.join_numbers();
    }
    flat.finish_weak();
    if flat.has_brackets {
        flat.pair_brackets(paragraph);
    }
    flat.fill_neutrals();
    Some(flat.by_byte(paragraph))
}

struct Flat {
    /// One a character.
    classes: Vec<BidiClass>,
    base: u8,
    /// The direction of the paragraph, as class L or R: what stands before the text and behind it.
    direction: BidiClass,
    /// Whether there is a class ES or CS.
    has_separators: bool,
    /// Whether there may be paired brackets.
    has_brackets: bool,
}

impl Flat {
    /// Reads the classes, and resolves marks, digits behind Arabic letters and these letters (W1 to W3).
    fn read(paragraph: &str, base: u8) -> Option<Self> {
        let direction = if base == 0 {
            BidiClass::L
        } else {
            BidiClass::R
        };
        let mut flat = Self {
            classes: Vec::with_capacity(paragraph.len()),
            base,
            direction,
            has_separators: false,
            has_brackets: false,
        };
        let (mut last, mut behind_arabic) = (direction, false);
        for c in paragraph.chars() {
            last = match class(c) {
                BidiClass::NSM => last,
                BidiClass::EN if behind_arabic => BidiClass::AN,
                BidiClass::AL => {
                    behind_arabic = true;
                    BidiClass::R
                }
                strong @ (BidiClass::L | BidiClass::R) => {
                    behind_arabic = false;
                    strong
                }
                separator @ (BidiClass::ES | BidiClass::CS) => {
                    flat.has_separators = true;
                    separator
                }
                BidiClass::ON => {
                    flat.has_brackets |= !matches!(c, '!' | '"' | '«' | '»' | ';' | '?');
                    BidiClass::ON
                }
                other @ (BidiClass::EN | BidiClass::AN | BidiClass::ET | BidiClass::WS) => other,
                BidiClass::S => BidiClass::S,
                _ => return None,
            };
            flat.classes.push(last);
        }
        Some(flat)
    }

    /// Makes one separator between two numbers of a kind part of the number (W4).
    fn join_numbers(&mut self) {
        for at in 1..self.classes.len().saturating_sub(1) {
            let around = (self.classes[at - 1], self.classes[at + 1]);
            self.classes[at] = match (self.classes[at], around) {
                (BidiClass::ES | BidiClass::CS, (BidiClass::EN, BidiClass::EN)) => BidiClass::EN,
                (BidiClass::CS, (BidiClass::AN, BidiClass::AN)) => BidiClass::AN,
                (class, _) => class,
            };
        }
    }

    /// Resolves what stands beside European numbers, other separators, and numbers behind Latin letters (W5 to W7).
    fn finish_weak(&mut self) {
        let mut strong = self.direction;
        let mut behind_number = false;
        let mut at = 0;
        while at < self.classes.len() {
            let class = self.classes[at];
            let end = at + self.stretch(at, |other| other == class);
            let beside_number = class == BidiClass::ET
                && (behind_number || self.classes.get(end) == Some(&BidiClass::EN));
            behind_number = class == BidiClass::EN || beside_number;
            if let BidiClass::L | BidiClass::R = class {
                strong = class;
            }
            let resolved = match class {
                _ if behind_number && strong == BidiClass::L => BidiClass::L,
                _ if behind_number => BidiClass::EN,
                BidiClass::ES | BidiClass::CS | BidiClass::ET => BidiClass::ON,
                other => other,
            };
            self.classes[at..end].fill(resolved);
            at = end;
        }
    }

    /// Gives paired brackets the direction of what is in them, or else of what is before them (N0).
    fn pair_brackets(&mut self, paragraph: &str) {
        let chars: Vec<char> = paragraph.chars().collect();
        let mut seen = 0;
        let mut before = self.direction;
        for (open, close) in self.bracket_pairs(&chars) {
            for class in &self.classes[seen..open] {
                before = strong(*class).unwrap_or(before);
            }
            seen = open;
            let inside = self.classes[open + 1..close].iter();
            let inside: Vec<BidiClass> = inside.filter_map(|class| strong(*class)).collect();
            let resolved = if inside.is_empty() {
                continue;
            } else if inside.contains(&self.direction) {
                self.direction
            } else {
                before
            };
            for bracket in [open, close] {
                self.classes[bracket] = resolved;
                let marks = chars[bracket + 1..].iter();
                let marks = marks.take_while(|&&c| class(c) == BidiClass::NSM).count();
                self.classes[bracket + 1..=bracket + marks].fill(resolved);
            }
        }
    }

    /// Finds the pairs of brackets (BD16), in the order of the opening ones.
    fn bracket_pairs(&self, chars: &[char]) -> Vec<(usize, usize)> {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut pairs = Vec::new();
        for (at, &c) in chars.iter().enumerate() {
            if self.classes[at] != BidiClass::ON {
                continue;
            }
            let Some(bracket) = HardcodedBidiData.bidi_matched_opening_bracket(c) else {
                continue;
            };
            if !bracket.is_open {
                if let Some(place) = open.iter().rposition(|(c, _)| *c == bracket.opening) {
                    pairs.push((open[place].1, at));
                    open.truncate(place);
                }
            } else if open.len() == OPEN_BRACKETS {
                break;
            } else {
                open.push((bracket.opening, at));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Gives neutrals the direction on both sides of them, or else that of the paragraph (N1, N2).
    fn fill_neutrals(&mut self) {
        let mut before = self.direction;
        let mut at = 0;
        while at < self.classes.len() {
            if let Some(direction) = strong(self.classes[at]) {
                before = direction;
                at += 1;
                continue;
            }
            let end = at + self.stretch(at, |class| strong(class).is_none());
            let after = self.classes.get(end).and_then(|class| strong(*class));
            let around = if after.unwrap_or(self.direction) == before {
                before
            } else {
                self.direction
            };
            self.classes[at..end].fill(around);
            at = end;
        }
    }

    /// Counts the characters of a kind from one on.
    fn stretch(&self, at: usize, kind: impl Fn(BidiClass) -> bool) -> usize {
        let classes = self.classes[at..].iter();
        classes.take_while(|class| kind(**class)).count()
    }

    /// Gives each byte of the paragraph the level of its character (I1, I2).
    fn by_byte(&self, paragraph: &str) -> Vec<u8> {
        let mut levels = Vec::with_capacity(paragraph.len());
        for (class, c) in self.classes.iter().zip(paragraph.chars()) {
            let up = match (self.base, class) {
                (0, BidiClass::L) | (1, BidiClass::R) => 0,
                (0, BidiClass::AN | BidiClass::EN) => 2,
                _ => 1,
            };
            levels.extend(std::iter::repeat_n(self.base + up, c.len_utf8()));
        }
        levels
    }
}

/// The direction of a resolved class: numbers count as right-to-left (N0, N1), neutrals have none.
fn strong(class: BidiClass) -> Option<BidiClass> {
    match class {
        BidiClass::L => Some(BidiClass::L),
        BidiClass::R | BidiClass::EN | BidiClass::AN => Some(BidiClass::R),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_bidi::{Level, ParagraphBidiInfo};

    use super::*;

    /// The general way.
    fn expected(text: &str, base: u8) -> Vec<u8> {
        let level = Level::new(base).expect("a level");
        let info = ParagraphBidiInfo::new(text, Some(level));
        info.levels.iter().map(Level::number).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn a_flat_paragraph_has_the_levels_of_the_general_way(
            text in "[abאבجد0-9١٢ ,.:+%$!()\\[\\]<>«»\u{300}\u{64b}\u{2329}\u{3009}\u{2003}\t-]{0,32}",
            base in 0..=1u8,
        ) {
            prop_assert_eq!(levels(&text, base), Some(expected(&text, base)));
        }

        #[test]
        fn whatever_is_taken_for_flat_has_the_levels_of_the_general_way(text in "\\PC{0,24}", base in 0..=1u8) {
            if let Some(levels) = levels(&text, base) {
                prop_assert_eq!(levels, expected(&text, base));
            }
        }
    }

    #[test]
    fn more_brackets_than_are_kept_open_pair_as_in_the_general_way() {
        for depth in [1, 62, 63, 64, 200] {
            let text = format!("א{}a{}b (ג) 1", "(".repeat(depth), ")".repeat(depth));
            for base in [0, 1] {
                assert_eq!(
                    levels(&text, base),
                    Some(expected(&text, base)),
                    "{depth} at {base}"
                );
            }
        }
    }

    #[test]
    fn isolates_and_embeddings_are_not_flat() {
        for text in [
            "\u{2067}א\u{2069}",
            "\u{202b}א\u{202c}",
            "א\u{ad}ב",
            "א\u{2029}",
        ] {
            assert_eq!(levels(text, 1), None, "{text:?}");
        }
    }
}
