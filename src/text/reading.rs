//! How long a text takes to be read.

use std::time::Duration;

/// A word of a script that parts words by spaces: 200 words a minute, about the mean of eleven European languages and
/// Hebrew.
const WORD: Duration = Duration::from_millis(300);
/// A word of Arabic script, which holds what others write as two or three: 140 words a minute.
const ARABIC_WORD: Duration = Duration::from_millis(430);
/// A Chinese or Japanese character: 300 characters a minute.
const CHARACTER: Duration = Duration::from_millis(200);
/// A letter of Thai, Lao, Burmese, Khmer or Tibetan, which part no words: five for a word.
const UNSPACED_LETTER: Duration = Duration::from_millis(60);

/// Tells how long a text takes to be read by somebody who reads its language every day.
///
/// It goes by words, at a rate for each kind of script, rounded from the measurements of the International Reading
/// Speed Texts (Trauzettel-Klosinski and Dietz, Investigative Ophthalmology & Visual Science 53, 2012).
///
/// ```
/// use newsterm::text::reading_time;
///
/// assert_eq!(reading_time(&"word ".repeat(400)).as_secs(), 120);
/// assert!(reading_time("القارئ يقرأ") > reading_time("reader reads"));
/// assert_eq!(reading_time("— * * *").as_secs(), 0);
/// ```
#[must_use]
pub fn reading_time(text: &str) -> Duration {
    let mut time = Duration::ZERO;
    let mut in_word = false;
    for c in text.chars() {
        match kind(c) {
            Kind::Space => in_word = false,
            Kind::Sign => {}
            Kind::Whole(each) => {
                in_word = false;
                time += each;
            }
            Kind::Letter(word) => {
                if !std::mem::replace(&mut in_word, true) {
                    time += word;
                }
            }
        }
    }
    time
}

enum Kind {
    Space,
    /// It neither is a word nor ends one.
    Sign,
    /// It counts by itself.
    Whole(Duration),
    /// It begins a word that takes so long, or goes on with one.
    Letter(Duration),
}

fn kind(c: char) -> Kind {
    match c {
        // First what most texts are made of, which needs no table.
        ' ' | '\n' => Kind::Space,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{5d0}'..='\u{5ea}' => Kind::Letter(WORD),
        '\u{621}'..='\u{64a}' => Kind::Letter(ARABIC_WORD),
        c if c.is_whitespace() => Kind::Space,
        c if !c.is_alphanumeric() => Kind::Sign,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => {
            Kind::Letter(ARABIC_WORD)
        }
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            Kind::Whole(UNSPACED_LETTER)
        }
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Whole(CHARACTER),
        _ => Kind::Letter(WORD),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> f64 {
        reading_time(&text.repeat(1000)).as_secs_f64() / 1000.0
    }

    #[test]
    fn each_kind_of_script_has_its_own_rate() {
        for (text, each) in [
            ("ferry ", 0.3),
            ("don't ", 0.3),
            ("מעבורת ", 0.3),
            ("العَبّارة ", 0.43),
            ("می\u{200c}خواهم ", 0.43),
            ("паром ", 0.3),
            ("渡", 0.2),
            ("カナ", 0.4),
            ("เรือ", 0.24),
            ("여객선 ", 0.3),
            ("日本 news ", 0.7),
            ("— ", 0.0),
        ] {
            assert!(
                (seconds(text) - each).abs() < 1e-6,
                "{text} {}",
                seconds(text)
            );
        }
        assert_eq!(reading_time(""), Duration::ZERO);
    }
}
