//! What a file is called that a stranger names.

use crate::model::file_in_address;
use crate::text::CleanText;

/// The longest name in bytes; file systems have room for 255, some for 143, and a part has more to its name.
const LONGEST: usize = 120;
/// The longest ending that is kept when a name is cut, in bytes.
const LONGEST_ENDING: usize = 10;
/// Characters that separate folders, drives or streams somewhere, or that shells and file systems take for something.
const SIGNS: &str = "/\\:*?\"<>|";
/// What downloads are called while they come: no file may pass for one.
const OURS: [&str; 3] = [".part", ".part.json", ".part.new"];

/// A name for a file: what its server calls it, else what its address ends with. It is one name and no path, not hidden,
/// no option of a program, without characters that cannot be seen, and not too long.
pub(super) fn file_name(told: Option<&str>, url: &str, media_type: Option<&str>) -> String {
    let name = told
        .and_then(clean)
        .or_else(|| clean(&file_in_address(url)))
        .unwrap_or_else(|| "download".to_owned());
    let (stem, ending) = split(&name);
    let ending = match ending {
        "" => ending_of(media_type).unwrap_or_default(),
        ending => ending,
    };
    // A name that was cut may end in another way than before.
    kept_apart(cut(stem, LONGEST - ending.len()).to_owned() + ending)
}

/// The name, or one that passes for no part of a download.
fn kept_apart(mut name: String) -> String {
    let lower = name.to_ascii_lowercase();
    if OURS.iter().any(|ours| lower.ends_with(ours)) {
        name.push('_');
    }
    name
}

/// The same name with a number before its ending, but for the first.
pub(super) fn numbered(name: &str, n: u32) -> String {
    let (stem, ending) = split(name);
    match n {
        1 => name.to_owned(),
        n => format!("{stem} ({n}){ending}"),
    }
}

fn clean(name: &str) -> Option<String> {
    // Of a path the last part: what stands before it is somebody else's folder.
    let name = name
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())?;
    let seen = |c: &char| !is_unseen(*c);
    let sign = |c| if SIGNS.contains(c) { '_' } else { c };
    let name: String = CleanText::line(name)
        .as_str()
        .chars()
        .filter(seen)
        .map(sign)
        .collect();
    let first = |c: char| c == '.' || c == '-' || c == '~' || c.is_whitespace();
    let last = |c: char| c == '.' || c.is_whitespace();
    let name = name.trim_start_matches(first).trim_end_matches(last);
    (!name.is_empty()).then(|| kept_apart(name.to_owned()))
}

/// Characters that turn text around or hide in it; the joiners that Persian and Indic words need are none.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}')
        || c.is_control()
}

/// The name and its ending, the dot with it; a short one of letters and digits.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind('.').filter(|at| {
        let ending = &name[at + 1..];
        let short = (1..LONGEST_ENDING).contains(&ending.len());
        *at > 0 && short && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    name.split_at(at.unwrap_or(name.len()))
}

fn cut(text: &str, longest: usize) -> &str {
    let text = &text[..text.floor_char_boundary(longest)];
    text.trim_end()
}

/// The ending of files of a type, for those that players are to know.
fn ending_of(media_type: Option<&str>) -> Option<&'static str> {
    let media_type = media_type?.split(';').next()?.trim();
    let ending = match media_type.to_ascii_lowercase().as_str() {
        "audio/mpeg" | "audio/mp3" => ".mp3",
        "audio/mp4" | "audio/x-m4a" | "audio/m4a" => ".m4a",
        "audio/ogg" => ".ogg",
        "audio/opus" => ".opus",
        "video/mp4" => ".mp4",
        "video/webm" => ".webm",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "application/pdf" => ".pdf",
        "application/epub+zip" => ".epub",
        _ => return None,
    };
    Some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_whatever_a_server_says() {
        for (told, name) in [
            ("Episode 12.mp3", "Episode 12.mp3"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\autoexec.bat", "autoexec.bat"),
            ("/", "a.mp3"),
            ("..", "a.mp3"),
            (".bashrc", "bashrc"),
            ("-rf.mp3", "rf.mp3"),
            ("~/x.mp3", "x.mp3"),
            ("a\0b\nc\u{1b}[31md.mp3", "ab cd.mp3"),
            ("a\u{202e}3pm.exe", "a3pm.exe"),
            ("\u{2067}a\u{2069}\u{200f}.mp3", "a.mp3"),
            ("con:aux*?.mp3", "con_aux__.mp3"),
            ("می\u{200c}خواهم.mp3", "می\u{200c}خواهم.mp3"),
            ("x.mp3.part", "x.mp3.part_"),
            ("x.PART.json", "x.PART.json_"),
            ("  .. x .mp3. ", "x.mp3"),
            ("", "a.mp3"),
        ] {
            let made = file_name(Some(told), "https://a.example/b/a.mp3?c=d/e", None);
            assert_eq!(made, name, "{told:?}");
        }
    }

    #[test]
    fn an_address_gives_a_name_too_and_a_type_an_ending() {
        let name = |url, kind| file_name(None, url, kind);
        assert_eq!(name("https://a.example/b/%D8%A3%20b.mp3", None), "أ b.mp3");
        assert_eq!(
            name("https://a.example/%2e%2e%2fetc%2fpasswd", None),
            "passwd"
        );
        assert_eq!(
            name("https://a.example/play/", Some("audio/mpeg")),
            "play.mp3"
        );
        assert_eq!(
            name("https://a.example/", Some("video/mp4; x=y")),
            "download.mp4"
        );
        assert_eq!(name("https://a.example/", None), "download");
        assert_eq!(
            name("https://a.example/a.b c", Some("audio/ogg")),
            "a.b c.ogg"
        );
    }

    #[test]
    fn a_long_name_is_cut_before_its_ending() {
        let long = format!("{}.mp3", "نشرة ".repeat(100));
        let name = file_name(Some(&long), "https://a.example/", None);
        assert!(
            name.len() <= LONGEST && name.ends_with("نشرة.mp3"),
            "{name}"
        );
        assert!(file_name(Some(&"x".repeat(500)), "", None).len() == LONGEST);
        for ours in OURS {
            let long = "x".repeat(LONGEST - ours.len()) + ours;
            for told in [long.clone() + "_", long.clone() + "x", long.clone()] {
                let name = file_name(Some(&told), "", None);
                assert!(!name.ends_with(ours), "{name}");
            }
        }
    }

    #[test]
    fn numbers_stand_before_the_ending() {
        assert_eq!(numbered("a.tar.gz", 1), "a.tar.gz");
        assert_eq!(numbered("a.b.mp3", 2), "a.b (2).mp3");
        assert_eq!(numbered("none", 3), "none (3)");
    }
}
