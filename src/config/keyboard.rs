//! Where the characters of other keyboards lie on a US one.
//!
//! Terminals report what a key types, not which key it is: `j` on an Arabic keyboard arrives as `ت`.

use super::chord::{Chord, Key, Modifiers};

/// A row of keys: what they type on the US keyboard, and on the other one.
type Row = (&'static str, &'static str);

/// What a keyboard types where the US one types something else. Letters with capitals stand here in lower case.
struct Layout {
    /// Of which a US keyboard types nothing: they tell which keyboard it is.
    letters: &'static [Row],
    /// What mean something else where another keyboard is in use: signs that a US one has elsewhere, and on the
    /// Persian one, with shift, letters that an Arabic one has elsewhere.
    shared: &'static [Row],
    /// With shift its keys type Latin capitals.
    has_latin_capitals: bool,
}

/// Keyboards in the order they are asked where nothing tells which it is.
const KEYBOARDS: &[Layout] = &[ARABIC, PERSIAN, HEBREW, RUSSIAN, UKRAINIAN, GREEK];

/// Arabic (101). Vowel marks are written as escapes; they would sit on their neighbours.
const ARABIC: Layout = Layout {
    letters: &[
        ("qwertyuiop[]", "ضصثقفغعهخحجد"),
        ("asdfghjkl;'", "شسيبلاتنمكط"),
        ("`zxcvnm,./", "ذئءؤرىةوزظ"),
        ("QWER", "\u{64e}\u{64b}\u{64f}\u{64c}"),
        ("YPASX", "إ؛\u{650}\u{64d}\u{652}"),
        // Lam with alef, where that comes as one character and not as the two letters.
        ("bGTB", "\u{fefb}\u{fef7}\u{fef9}\u{fef5}"),
        ("HJKN?", "أ\u{640}،آ؟"),
    ],
    // Quotation marks on Windows, the accent and the apostrophe elsewhere.
    shared: &[("UUDFL", "‘`][/"), ("IOZCV", "÷×~}{"), ("MM<>|", "’',.…")],
    has_latin_capitals: false,
};

/// Persian (ISIRI 9147).
const PERSIAN: Layout = Layout {
    letters: &[
        ("qwertyuiop[]", "ضصثقفغعهخحجچ"),
        ("asdfghjkl;'", "شسیبلاتنمکگ"),
        ("zxcvbnm,", "ظطزرذدپو"),
        (
            "QWERTYUI",
            "\u{652}\u{64c}\u{64d}\u{64b}\u{64f}\u{650}\u{64e}\u{651}",
        ),
        ("XCVBN", "\u{653}ژ\u{670}\u{200c}\u{654}"),
        ("GHKL?", "أآ»«؟"),
    ],
    shared: &[
        ("OP", "]["),
        ("ASDF", "ؤئيإ"),
        ("J\"", "ة؛"),
        ("ZM<>", "كء><"),
    ],
    has_latin_capitals: false,
};

/// Hebrew (SI 1452).
const HEBREW: Layout = Layout {
    letters: &[
        ("ertyuiop", "קראטוןםפ"),
        ("asdfghjkl;", "שדגכעיחלךף"),
        ("zxcvbnm,.", "זסבהנמצתץ"),
    ],
    shared: &[("qw'/", "/',.")],
    has_latin_capitals: true,
};

const RUSSIAN: Layout = Layout {
    letters: &[
        ("`qwertyuiop[]", "ёйцукенгшщзхъ"),
        ("asdfghjkl;'", "фывапролджэ"),
        ("zxcvbnm,.", "ячсмитьбю"),
    ],
    shared: &[("/?", ".,")],
    has_latin_capitals: false,
};

/// Where the Ukrainian keyboard differs from the Russian.
const UKRAINIAN: Layout = Layout {
    letters: &[("s]'", "іїє")],
    shared: &[("/?", ".,")],
    has_latin_capitals: false,
};

const GREEK: Layout = Layout {
    letters: &[
        ("wertyuiop", "ςερτυθιοπ"),
        ("asdfghjkl", "ασδφγηξκλ"),
        ("zxcvbnm", "ζχψωβνμ"),
    ],
    shared: &[("qQ", ";:")],
    has_latin_capitals: false,
};

/// Which keyboard the reader types on, as far as what was typed tells.
///
/// ```
/// use newsterm::config::{Chord, Keyboard};
///
/// let keys = |typed: &str, keyboard: Keyboard| -> Vec<String> {
///     let chord: Chord = typed.parse().unwrap();
///     chord.on_us_layout(keyboard).map(|key| key.to_string()).collect()
/// };
/// let unknown = Keyboard::default();
/// assert_eq!(keys("ت", unknown)[0], "j");
/// assert!(keys("]", unknown).is_empty());
/// let arabic = unknown.after("ت".parse().unwrap());
/// assert_eq!(keys("]", arabic), ["D"]);
/// assert_eq!(unknown.after("»".parse().unwrap()), unknown);
/// // On a Persian keyboard, which alone has this letter, the brackets are elsewhere.
/// let persian = arabic.after("پ".parse().unwrap());
/// assert_eq!(keys("]", persian), ["O"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keyboard {
    /// The last one that was known, of [`KEYBOARDS`].
    last: Option<usize>,
    /// The last letter came from it, and not from a Latin one.
    in_use: bool,
}

impl Keyboard {
    /// What is known after another chord. Signs and digits tell nothing, nor what is typed with control, which terminals
    /// report as it is on a US keyboard.
    #[must_use]
    pub fn after(self, chord: Chord) -> Self {
        let Modifiers { ctrl, alt, .. } = chord.modifiers();
        match chord.key() {
            Key::Char(typed) if !ctrl && !alt => self.after_letter(typed),
            _ => self,
        }
    }

    /// The same where it is not known whether it is still typed on.
    #[must_use]
    pub const fn let_go(self) -> Self {
        Self {
            in_use: false,
            ..self
        }
    }

    fn after_letter(self, typed: char) -> Self {
        if typed.is_ascii() {
            let capital = typed.is_ascii_uppercase() && self.latin_capitals();
            let tells = typed.is_ascii_alphabetic() && !capital;
            return Self {
                in_use: self.in_use && !tells,
                ..self
            };
        }
        // Quotation marks stand on keyboards of any language.
        if !typed.is_alphabetic() {
            return self;
        }
        let typed = lower(typed);
        let is_of = |n: &usize| KEYBOARDS[*n].all().any(|(_, other)| other == typed);
        let first = || {
            let letters = |layout: &Layout| pairs(layout.letters).any(|(_, other)| other == typed);
            KEYBOARDS.iter().position(letters)
        };
        match self.last.filter(is_of).or_else(first) {
            None => self,
            last => Self { last, in_use: true },
        }
    }

    fn latin_capitals(self) -> bool {
        self.layout()
            .is_some_and(|layout| layout.has_latin_capitals)
    }

    fn layout(self) -> Option<&'static Layout> {
        self.last.filter(|_| self.in_use).map(|n| &KEYBOARDS[n])
    }

    /// The key of a US keyboard that types what means something else there, where it is known that another is in use.
    pub(super) fn moved(self, character: char) -> Option<char> {
        let mut shared = pairs(self.layout()?.shared);
        shared.find_map(|(us, other)| (other == character).then_some(us))
    }
}

impl Layout {
    fn all(&self) -> impl Iterator<Item = (char, char)> {
        pairs(self.letters).chain(pairs(self.shared))
    }
}

/// The keys of some rows: what each types on a US keyboard, and on the other one.
fn pairs(rows: &'static [Row]) -> impl Iterator<Item = (char, char)> {
    rows.iter()
        .flat_map(|(us, other)| us.chars().zip(other.chars()))
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// Gives what the keys that type `character` elsewhere type on a US keyboard, the likeliest first.
pub(super) fn us_keys(character: char, keyboard: Keyboard) -> impl Iterator<Item = char> {
    let plain = lower(character);
    let capital = plain != character;
    let known = keyboard.layout().map(|layout| pairs(layout.letters));
    let all = KEYBOARDS.iter().flat_map(|layout| pairs(layout.letters));
    let letters = known
        .into_iter()
        .flatten()
        .chain(all)
        .filter(move |(_, other)| *other == plain)
        .map(move |(us, _)| if capital { us.to_ascii_uppercase() } else { us });
    keyboard.moved(character).into_iter().chain(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_a_row_have_as_many_keys() {
        let rows = |layout: &Layout| layout.letters.iter().chain(layout.shared);
        for (us, other) in KEYBOARDS.iter().flat_map(rows) {
            assert_eq!(us.chars().count(), other.chars().count(), "{us} {other}");
        }
    }

    #[test]
    fn no_keyboard_has_a_character_on_two_keys() {
        for layout in KEYBOARDS {
            let mut typed: Vec<_> = layout.all().map(|(_, other)| other).collect();
            let keys = typed.len();
            typed.sort_unstable();
            typed.dedup();
            assert_eq!(typed.len(), keys);
        }
    }
}
