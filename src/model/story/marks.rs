//! Words that tell one event from another of its kind: numbers, days, months and times of the day.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{TEXT_WORDS, Token, TokenKind};
use crate::text::{Words, fold};

/// Letters that a word has at least that says something, in Latin letters and in others, which write no vowels.
const LATIN: usize = 4;
const OTHER: usize = 3;

/// Numbers in words; a line for each.
const NUMBERS: &[(&str, &str)] = &[
    ("2", "two اثنان اثنين اثنتان اثنتين دو שתי שתיים שניים"),
    ("3", "three ثلاثة ثلاث سه שלושה שלוש"),
    ("4", "four أربعة أربع چهار ארבעה ארבע"),
    ("5", "five خمسة خمس پنج חמישה חמש"),
    ("6", "six ستة ست شش שישה שש"),
    ("7", "seven سبعة سبع هفت שבעה שבע"),
    ("8", "eight ثمانية ثماني ثمان هشت שמונה"),
    ("9", "nine تسعة تسع תשעה תשע"),
    ("10", "ten عشرة עשרה עשר"),
    ("11", "eleven یازده"),
    ("12", "twelve دوازده"),
    ("13", "thirteen سیزده"),
    ("14", "fourteen چهارده"),
    ("15", "fifteen پانزده"),
    ("16", "sixteen شانزده"),
    ("17", "seventeen هفده"),
    ("18", "eighteen هجده"),
    ("19", "nineteen نوزده"),
    ("20", "twenty عشرون عشرين بیست עשרים"),
    ("30", "thirty ثلاثون ثلاثين سی שלושים"),
    ("40", "forty أربعون أربعين چهل ארבעים"),
    ("50", "fifty خمسون خمسين پنجاه חמישים"),
    ("60", "sixty ستون ستين شصت שישים"),
    ("70", "seventy سبعون سبعين هفتاد שבעים"),
    ("80", "eighty ثمانون ثمانين هشتاد שמונים"),
    ("90", "ninety تسعون تسعين نود תשעים"),
    ("1st", "first الأول الأولى اولین"),
    ("2nd", "second الثاني الثانية دومین"),
    ("3rd", "third الثالث الثالثة سومین"),
    ("4th", "fourth الرابع الرابعة چهارمین"),
    ("5th", "fifth الخامس الخامسة پنجمین"),
    ("6th", "sixth السادس السادسة ششمین"),
    ("7th", "seventh السابع السابعة هفتمین"),
    ("8th", "eighth الثامن الثامنة هشتمین"),
    ("9th", "ninth التاسع التاسعة نهمین"),
    ("10th", "tenth العاشر العاشرة دهمین"),
];

const DAYS: &[(&str, &str)] = &[
    ("mon", "monday mon الاثنين الإثنين دوشنبه"),
    ("tue", "tuesday tue الثلاثاء سه‌شنبه שלישי"),
    ("wed", "wednesday wed الأربعاء چهارشنبه רביעי"),
    ("thu", "thursday thu الخميس پنجشنبه חמישי"),
    ("fri", "friday fri الجمعة שישי"),
    ("sat", "saturday السبت שבת"),
    ("sun", "sunday الأحد یکشنبه ראשון"),
    ("mon-or-second", "שני"),
];

/// Months and times of the day. Those that also mean something else are left out.
const SEASONS: &[(&str, &str)] = &[
    ("january", "january يناير ژانویه ינואר"),
    ("february", "february فبراير شباط فوریه פברואר"),
    ("march", "مارس آذار מרץ"),
    ("april", "april أبريل إبريل نيسان آوریل אפריל"),
    ("may", "مايو أيار مه מאי"),
    ("june", "june يونيو حزيران ژوئن יוני"),
    ("july", "july يوليو تموز ژوئیه יולי"),
    ("august", "august أغسطس اوت אוגוסט"),
    ("september", "september سبتمبر أيلول سپتامبر ספטמבר"),
    ("october", "october أكتوبر اکتبر אוקטובר"),
    ("november", "november نوفمبر نوامبر נובמבר"),
    ("december", "december ديسمبر دسامبر דצמבר"),
    ("morning", "morning صباح صباحية الصباح הבוקר"),
    ("evening", "evening tonight مساء مسائية المساء הערב"),
];

type Known = HashMap<String, (TokenKind, &'static str)>;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::new();
    for (kind, table) in [
        (TokenKind::Number, NUMBERS),
        (TokenKind::Day, DAYS),
        (TokenKind::Season, SEASONS),
    ] {
        for (value, words) in table {
            for word in words.split(' ') {
                known.insert(fold(word), (kind, *value));
            }
        }
    }
    known
});

/// Bytes of a text that are read at a time, up to a space: mostly the first words are all that is asked for.
const PIECE: usize = 512;

/// The first words of a text as they are compared.
pub(super) fn tokens(text: &str, most: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(most.min(TEXT_WORDS));
    let mut rest = text;
    while !rest.is_empty() && tokens.len() < most {
        let piece;
        (piece, rest) = rest.split_at(piece_end(rest));
        read(piece, most, &mut tokens);
    }
    tokens
}

/// Where a text can be cut so that its parts have the words of the whole.
fn piece_end(text: &str) -> usize {
    let spaces = text
        .bytes()
        .skip(PIECE)
        .position(|byte| byte == b' ' || byte == b'\n');
    spaces.map_or(text.len(), |space| PIECE + space)
}

/// Reads words until there are so many.
pub(super) fn read(text: &str, most: usize, tokens: &mut Vec<Token>) {
    let words = Words::of(text).words;
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        if tokens.len() == most {
            break;
        }
        if is_number(&word.text) {
            // 5.2 and 12,400 and 10:30 are one number, however it is pointed.
            let mut number = word.text.clone();
            let mut end = word.source.end;
            while let Some(next) = words
                .next_if(|next| is_number(&next.text) && is_point(&text[end..next.source.start]))
            {
                number.push_str(if text[end..].starts_with([',', '٬']) {
                    ""
                } else {
                    "."
                });
                number.push_str(&next.text);
                end = next.source.end;
            }
            tokens.push(Token::new(TokenKind::Number, &number));
            continue;
        }
        let token = match KNOWN.get(&fold(&text[word.source.clone()])) {
            Some((kind, value)) => Token::new(*kind, value),
            None if is_short(&word.text) => Token::new(TokenKind::Particle, &word.text),
            None => Token::new(TokenKind::Word, &word.text),
        };
        tokens.push(token);
    }
}

fn is_short(word: &str) -> bool {
    word.chars().count() < if word.is_ascii() { LATIN } else { OTHER }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_point(between: &str) -> bool {
    matches!(between, "." | "," | "٫" | "٬" | ":" | "-" | "/" | "–")
}
