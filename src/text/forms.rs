//! The presentation forms of Arabic letters: a table, and what stands in where it has none.

use super::shape::Joins;

/// A letter, the first of its forms, and how many there are, in the order isolated, final, initial,
/// medial (decompositions of U+FB50..U+FEFC in the Unicode Character Database).
#[rustfmt::skip]
const FORMS: [(char, u32, u8); 75] = [
    ('\u{621}', 0xfe80, 1), // ء
    ('\u{622}', 0xfe81, 2), // آ
    ('\u{623}', 0xfe83, 2), // أ
    ('\u{624}', 0xfe85, 2), // ؤ
    ('\u{625}', 0xfe87, 2), // إ
    ('\u{626}', 0xfe89, 4), // ئ
    ('\u{627}', 0xfe8d, 2), // ا
    ('\u{628}', 0xfe8f, 4), // ب
    ('\u{629}', 0xfe93, 2), // ة
    ('\u{62a}', 0xfe95, 4), // ت
    ('\u{62b}', 0xfe99, 4), // ث
    ('\u{62c}', 0xfe9d, 4), // ج
    ('\u{62d}', 0xfea1, 4), // ح
    ('\u{62e}', 0xfea5, 4), // خ
    ('\u{62f}', 0xfea9, 2), // د
    ('\u{630}', 0xfeab, 2), // ذ
    ('\u{631}', 0xfead, 2), // ر
    ('\u{632}', 0xfeaf, 2), // ز
    ('\u{633}', 0xfeb1, 4), // س
    ('\u{634}', 0xfeb5, 4), // ش
    ('\u{635}', 0xfeb9, 4), // ص
    ('\u{636}', 0xfebd, 4), // ض
    ('\u{637}', 0xfec1, 4), // ط
    ('\u{638}', 0xfec5, 4), // ظ
    ('\u{639}', 0xfec9, 4), // ع
    ('\u{63a}', 0xfecd, 4), // غ
    ('\u{641}', 0xfed1, 4), // ف
    ('\u{642}', 0xfed5, 4), // ق
    ('\u{643}', 0xfed9, 4), // ك
    ('\u{644}', 0xfedd, 4), // ل
    ('\u{645}', 0xfee1, 4), // م
    ('\u{646}', 0xfee5, 4), // ن
    ('\u{647}', 0xfee9, 4), // ه
    ('\u{648}', 0xfeed, 2), // و
    ('\u{649}', 0xfeef, 2), // ى
    ('\u{64a}', 0xfef1, 4), // ي
    ('\u{671}', 0xfb50, 2), // ٱ
    ('\u{677}', 0xfbdd, 1), // ٷ
    ('\u{679}', 0xfb66, 4), // ٹ
    ('\u{67a}', 0xfb5e, 4), // ٺ
    ('\u{67b}', 0xfb52, 4), // ٻ
    ('\u{67e}', 0xfb56, 4), // پ
    ('\u{67f}', 0xfb62, 4), // ٿ
    ('\u{680}', 0xfb5a, 4), // ڀ
    ('\u{683}', 0xfb76, 4), // ڃ
    ('\u{684}', 0xfb72, 4), // ڄ
    ('\u{686}', 0xfb7a, 4), // چ
    ('\u{687}', 0xfb7e, 4), // ڇ
    ('\u{688}', 0xfb88, 2), // ڈ
    ('\u{68c}', 0xfb84, 2), // ڌ
    ('\u{68d}', 0xfb82, 2), // ڍ
    ('\u{68e}', 0xfb86, 2), // ڎ
    ('\u{691}', 0xfb8c, 2), // ڑ
    ('\u{698}', 0xfb8a, 2), // ژ
    ('\u{6a4}', 0xfb6a, 4), // ڤ
    ('\u{6a6}', 0xfb6e, 4), // ڦ
    ('\u{6a9}', 0xfb8e, 4), // ک
    ('\u{6ad}', 0xfbd3, 4), // ڭ
    ('\u{6af}', 0xfb92, 4), // گ
    ('\u{6b1}', 0xfb9a, 4), // ڱ
    ('\u{6b3}', 0xfb96, 4), // ڳ
    ('\u{6ba}', 0xfb9e, 2), // ں
    ('\u{6bb}', 0xfba0, 4), // ڻ
    ('\u{6be}', 0xfbaa, 4), // ھ
    ('\u{6c1}', 0xfba6, 4), // ہ
    ('\u{6c5}', 0xfbe0, 2), // ۅ
    ('\u{6c6}', 0xfbd9, 2), // ۆ
    ('\u{6c7}', 0xfbd7, 2), // ۇ
    ('\u{6c8}', 0xfbdb, 2), // ۈ
    ('\u{6c9}', 0xfbe2, 2), // ۉ
    ('\u{6cb}', 0xfbde, 2), // ۋ
    ('\u{6cc}', 0xfbfc, 4), // ی
    ('\u{6d0}', 0xfbe4, 4), // ې
    ('\u{6d2}', 0xfbae, 2), // ے
    ('\u{6d3}', 0xfbb0, 2), // ۓ
];

/// The row of [`FORMS`] of each letter from hamza on, so that a letter is found at once.
const ROWS: [Option<u8>; 0xb3] = {
    let mut rows = [None; 0xb3];
    let mut row = 0_u8;
    while (row as usize) < FORMS.len() {
        rows[FORMS[row as usize].0 as usize - HAMZA] = Some(row);
        row += 1;
    }
    rows
};

const HAMZA: usize = 0x621;

/// A letter in one of its shapes: a character of the grid, and a mark it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) base: char,
    pub(super) mark: Option<char>,
}

/// Gives the shape of a letter that joins as told; `None` where Unicode has no such form.
///
/// The isolated form is given as well, not the letter itself: a terminal that joins letters on its own
/// leaves presentation forms alone.
pub(super) fn form(letter: char, joins: Joins) -> Option<Form> {
    match letter {
        // Three letters have the shape of another one, in the contexts they are written in.
        '\u{6d5}' => plain('\u{647}', joins),
        '\u{6c2}' => plain('\u{6c1}', joins).map(|form| Form {
            mark: Some('\u{654}'),
            ..form
        }),
        '\u{6c3}' => plain('\u{629}', joins),
        // This one has forms, which few monospaced fonts have: heh and hamza are in all of them.
        '\u{6c0}' => plain('\u{647}', joins).map(|form| Form {
            mark: Some('\u{654}'),
            ..form
        }),
        _ => plain(letter, joins),
    }
}

fn plain(letter: char, joins: Joins) -> Option<Form> {
    let base = match (letter, joins) {
        // The only letter whose forms do not stand together.
        (
            '\u{649}',
            Joins {
                before: false,
                after: true,
            },
        ) => '\u{fbe8}',
        (
            '\u{649}',
            Joins {
                before: true,
                after: true,
            },
        ) => '\u{fbe9}',
        _ => {
            let row = ROWS.get((letter as usize).checked_sub(HAMZA)?)?;
            let (_, first, count) = FORMS[usize::from((*row)?)];
            let shape = u8::from(joins.before) + 2 * u8::from(joins.after);
            (shape < count)
                .then(|| char::from_u32(first + u32::from(shape)))
                .flatten()?
        }
    };
    Some(Form { base, mark: None })
}

/// Gives the ligature of lam with one of the four alefs.
pub(super) fn lam_alef(alef: char, joined_before: bool) -> Option<char> {
    let (isolated, joined) = match alef {
        '\u{622}' => ('\u{fef5}', '\u{fef6}'),
        '\u{623}' => ('\u{fef7}', '\u{fef8}'),
        '\u{625}' => ('\u{fef9}', '\u{fefa}'),
        '\u{627}' => ('\u{fefb}', '\u{fefc}'),
        _ => return None,
    };
    Some(if joined_before { joined } else { isolated })
}

/// Says whether a form is joined to the letter after it: an initial or medial one.
pub(super) fn joins_on(form: char) -> bool {
    matches!(form, '\u{fbe8}' | '\u{fbe9}')
        || FORMS
            .iter()
            .filter(|(_, _, count)| *count == 4)
            .any(|(_, first, _)| matches!(u32::from(form).checked_sub(*first), Some(2 | 3)))
}

/// Says whether a form is lam and alef in one.
pub(super) fn is_ligature(form: char) -> bool {
    matches!(form, '\u{fef5}'..='\u{fefc}')
}
