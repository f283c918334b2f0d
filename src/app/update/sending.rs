//! The open article given to other programs: through a pipe, as a file.

use crate::app::keymap::digit;
use crate::app::update::Effects;
use crate::app::update::commands::nth;
use crate::app::{Article, Effect, Given, Purpose, State};
use crate::config::Key;
use crate::lang::Phrase;
use crate::model::Format;
use crate::text::CleanText;

/// Letters of a title that become the name of a file.
const LONGEST_NAME: usize = 60;

/// Asks for the program.
pub(super) fn ask_program(state: &mut State) {
    if state.article.is_some() {
        state.ask(Purpose::Pipe, "");
    }
}

/// Asks for the file, with a name made of the title.
pub(super) fn ask_file(state: &mut State) {
    if let Some(article) = &state.article {
        let name = file_name(article);
        state.ask(Purpose::Export, &name);
    }
}

/// A name that is one of a file of the folder the reader is in, and not hidden.
fn file_name(article: &Article) -> String {
    let title = article.title();
    let words = title
        .as_str()
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{200c}')));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(LONGEST_NAME).collect();
    let name = name.trim_matches('-');
    format!("{}.md", if name.is_empty() { "article" } else { name })
}

/// Gives the article to a program, as text; `{url}`, `{title}` and `{author}` among its arguments are those of the
/// entry, `{file}` is one that holds the text.
pub(super) fn pipe(state: &mut State, typed: &str, effects: &mut Effects) {
    let Some(argv) = arguments(typed) else {
        return state.complain(Phrase::PipeUnclosed);
    };
    if argv.is_empty() {
        return;
    }
    if let Some((argv, text)) = given(state, &argv) {
        effects.push(Effect::Pipe { argv, text });
    }
}

/// Gives the article to a program of the settings: the one that `count` says, or the only one; else asks which.
pub(super) fn share(state: &mut State, count: Option<u32>, effects: &mut Effects) {
    match (state.share.len(), count) {
        (0, _) => state.complain(Phrase::ShareUnset),
        (1, None) => share_with(state, 0, effects),
        (named, Some(_)) if nth(count) < named => share_with(state, nth(count), effects),
        _ => state.ask(Purpose::Share, ""),
    }
}

/// Takes the key that chooses what the article is shared with: its digit. Any other key means nothing.
pub(super) fn choose_target(state: &mut State, key: Key, effects: &mut Effects) {
    let digit = match key {
        Key::Enter => Some(1),
        Key::Char(c) => digit(c),
        _ => None,
    };
    if let Some(place) = digit.and_then(|digit| (digit as usize).checked_sub(1)) {
        share_with(state, place, effects);
    }
}

fn share_with(state: &mut State, target: usize, effects: &mut Effects) {
    if let Some(target) = state.share.get(target) {
        let argv = target.command.clone();
        if let Some((argv, text)) = given(state, &argv) {
            effects.push(Effect::Share { argv, text });
        }
    }
}

/// What a program is given of the article: its arguments, with what stands in the place of some, and the text. `None`
/// where it cannot be given.
fn given(state: &mut State, argv: &[String]) -> Option<(Vec<Given>, String)> {
    let article = state.article.as_ref()?;
    // A key, and more so a macro, is faster than the cache.
    if state.opening.is_some() && wants_text(argv) {
        state.complain(Phrase::TextAwaited);
        return None;
    }
    let headline = &article.headline;
    if headline.link.is_none() && argv.iter().any(|word| word == "{url}") {
        state.complain(Phrase::StatusNoLink);
        return None;
    }
    let filled = argv.iter().map(|word| match word.as_str() {
        "{url}" => Given::Word(headline.link.clone().unwrap_or_default()),
        "{title}" => Given::Word(no_option(headline.title.as_str())),
        "{author}" => {
            let author = headline.author.as_ref().map_or("", CleanText::as_str);
            Given::Word(no_option(author))
        }
        "{file}" => Given::File,
        _ => Given::Word(word.clone()),
    });
    Some((filled.collect(), article.exported().write(Format::Text)))
}

/// Whether a program is given the article to read its text, and not as arguments alone.
fn wants_text(argv: &[String]) -> bool {
    let holds = |signs: &[&str]| argv.iter().any(|word| signs.contains(&word.as_str()));
    holds(&["{file}"]) || !holds(&["{url}", "{title}", "{author}"])
}

/// Words of a publisher's as an argument that no program takes for an option.
fn no_option(words: &str) -> String {
    if words.starts_with('-') {
        format!(" {words}")
    } else {
        words.to_owned()
    }
}

/// Writes the article to a file, as the ending of its name says.
pub(super) fn export(state: &mut State, typed: &str, effects: &mut Effects) {
    if state.opening.is_some() {
        return state.complain(Phrase::TextAwaited);
    }
    let path = typed.trim().to_owned();
    if let Some(article) = state.article.as_ref().filter(|_| !path.is_empty()) {
        effects.push(Effect::WriteFile {
            text: article.exported().write(Format::of_file(&path)),
            path,
        });
    }
}

/// Opens the page where readers talk about an entry.
pub(super) fn open_comments(state: &mut State, comments: Option<String>, effects: &mut Effects) {
    match comments {
        Some(url) => effects.push(Effect::OpenInBrowser(url)),
        None => state.say(Phrase::StatusNoComments),
    }
}

/// Splits what was typed into words; quotes keep a word together, a backslash takes the next character as it is.
/// `None` where a quote is not closed.
fn arguments(typed: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quote): (Option<String>, Option<char>) = (None, None);
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(chars.next()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_split_as_a_shell_would_and_nothing_else_is_done_with_it() {
        let split = |typed| arguments(typed).map(|words| words.join("|"));
        for (typed, words) in [
            ("wc -w", "wc|-w"),
            ("  a  'b c' \"d \\\" e\" ", "a|b c|d \" e"),
            ("a\\ b ''", "a b|"),
            ("a $HOME `x` *; rm", "a|$HOME|`x`|*;|rm"),
        ] {
            assert_eq!(split(typed).as_deref(), Some(words), "{typed}");
        }
        assert_eq!(split("a 'b"), None);
    }
}
