//! The length of an escape sequence (ECMA-48 section 5), so that it can be skipped whole.

/// Gives the bytes to skip for the control character at the start of a text, its sequence included.
///
/// A control string (OSC, DCS, SOS, PM, APC) that is never ended loses only its introducer: what follows
/// is more likely text than command, and nothing is to be lost.
pub(super) fn length(text: &str) -> usize {
    let mut chars = text.chars();
    match chars.next() {
        Some('\u{1b}') => 1 + after_escape(chars.as_str()),
        Some('\u{9b}') => 2 + control_sequence(chars.as_str()),
        Some('\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}') => {
            2 + control_string(chars.as_str())
        }
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

fn after_escape(text: &str) -> usize {
    match text.bytes().next() {
        Some(b'[') => 1 + control_sequence(&text[1..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => 1 + control_string(&text[1..]),
        Some(b' '..=b'/') => intermediates_and_final(text),
        Some(b'0'..=b'~') => 1,
        _ => 0,
    }
}

/// Parameter bytes, intermediate bytes, one final byte; what is malformed ends before the offender.
fn control_sequence(text: &str) -> usize {
    let parameters = text
        .bytes()
        .take_while(|b| matches!(b, b'0'..=b'?'))
        .count();
    parameters + intermediates_and_final(&text[parameters..])
}

fn intermediates_and_final(text: &str) -> usize {
    let intermediates = text
        .bytes()
        .take_while(|b| matches!(b, b' '..=b'/'))
        .count();
    let ends = text
        .as_bytes()
        .get(intermediates)
        .is_some_and(|b| matches!(b, b'0'..=b'~'));
    intermediates + usize::from(ends)
}

/// Up to and including the terminator: ST in either spelling, or BEL as xterm has it.
///
/// Any other control character ends the search, which keeps it linear over hostile text.
fn control_string(text: &str) -> usize {
    let Some((end, control)) = text.char_indices().find(|(_, c)| c.is_control()) else {
        return 0;
    };
    match control {
        '\u{7}' => end + 1,
        '\u{9c}' => end + 2,
        '\u{1b}' if text[end..].starts_with("\u{1b}\\") => end + 2,
        _ => 0,
    }
}
