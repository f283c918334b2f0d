//! Letters above the line and below it: with the signs Unicode has for them, else between brackets.

use super::tag::Script;

/// Longer text than this is not small letters, whatever its element.
const LONGEST: usize = 256;

/// How small letters are written.
pub(super) struct Written {
    pub(super) before: &'static str,
    pub(super) letter: fn(char) -> char,
    pub(super) after: &'static str,
}

/// How `text` is written above or below the line; `None` where it says by itself what it is.
pub(super) fn written(text: &str, script: Script) -> Option<Written> {
    let shown = text.trim();
    if shown.is_empty() || text.len() > LONGEST || speaks_for_itself(shown) {
        return None;
    }
    let (small, bracket): (fn(char) -> Option<char>, _) = match script {
        Script::Super => (superscript, "^("),
        Script::Sub => (subscript, "_("),
    };
    if text.chars().all(|c| small(c).is_some()) {
        let letter = match script {
            Script::Super => |c| superscript(c).unwrap_or(c),
            Script::Sub => |c| subscript(c).unwrap_or(c),
        };
        return Some(Written {
            before: "",
            letter,
            after: "",
        });
    }
    Some(Written {
        before: bracket,
        letter: |c| c,
        after: ")",
    })
}

/// Signs of footnotes and trade marks, numbers between brackets, what is small already.
fn speaks_for_itself(text: &str) -> bool {
    (text.starts_with(['[', '(', '⁽', '^', '_']) && text.ends_with([']', ')', '⁾']))
        || text.chars().all(|c| {
            matches!(
                c,
                '*' | '†' | '‡' | '§' | '¶' | '™' | '®' | '©' | '℠' | '°' | '↩' | '\u{fe0e}'
            ) || matches!(c, 'ª' | 'º' | '²' | '³' | '¹' | '\u{2070}'..='\u{209c}')
        })
}

fn superscript(c: char) -> Option<char> {
    const FROM: &str = "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW";
    const TO: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ";
    counterpart(c, FROM, TO)
}

fn subscript(c: char) -> Option<char> {
    const FROM: &str = "0123456789+-−=()aehijklmnoprstuvx";
    const TO: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    counterpart(c, FROM, TO)
}

fn counterpart(c: char, from: &str, to: &str) -> Option<char> {
    // There are small digits of one kind only.
    let c = match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10)?,
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10)?,
        c => c,
    };
    from.chars()
        .zip(to.chars())
        .find_map(|(plain, small)| (plain == c).then_some(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, script: Script) -> String {
        match written(text, script) {
            Some(Written {
                before,
                letter,
                after,
            }) => format!(
                "{before}{}{after}",
                text.chars().map(letter).collect::<String>()
            ),
            None => text.to_owned(),
        }
    }

    #[test]
    fn unicode_has_digits_and_some_letters_and_brackets_say_the_rest() {
        for (text, above, below) in [
            ("2", "²", "₂"),
            ("n+1", "ⁿ⁺¹", "ₙ₊₁"),
            ("th", "ᵗʰ", "ₜₕ"),
            ("max", "ᵐᵃˣ", "ₘₐₓ"),
            ("q", "^(q)", "_(q)"),
            ("م", "^(م)", "_(م)"),
            ("۲", "²", "₂"),
            ("[1]", "[1]", "[1]"),
            ("™", "™", "™"),
        ] {
            assert_eq!(shown(text, Script::Super), above);
            assert_eq!(shown(text, Script::Sub), below);
        }
    }
}
