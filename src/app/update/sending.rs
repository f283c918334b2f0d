//! Articles given to other programs: through a pipe, as a file. The open one is at hand; for the selected entry the cache
//! is asked.

use crate::app::state::{Outgoing, Recipient};
use crate::app::update::commands::nth;
use crate::app::update::{Effects, full_text, opening, positions};
use crate::app::{Effect, Given, LoadedArticle, Purpose, RequestId, State};
use crate::config::Key;
use crate::lang::Phrase;
use crate::model::{Exported, Format, Headline};
use crate::text::{CleanText, digit};

/// Letters of a title that become the name of a file.
const LONGEST_NAME: usize = 60;

/// Asks for the program.
pub(super) fn ask_program(state: &mut State) {
    if let Some(entry) = current(state) {
        state.ask(Purpose::Pipe { entry }, "");
    }
}

/// Asks for the file, with a name made of the title.
pub(super) fn ask_file(state: &mut State) {
    if let Some(entry) = current(state) {
        let name = file_name(&opening::title_of(&state.lang, &entry));
        state.ask(Purpose::Export { entry }, &name);
    }
}

/// The entry that is meant, also when the list has changed once the line is typed.
fn current(state: &State) -> Option<Box<Headline>> {
    state.current_entry().cloned().map(Box::new)
}

/// A name that is one of a file of the folder the reader is in, and not hidden.
fn file_name(title: &CleanText) -> String {
    let words = title
        .as_str()
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{200c}')));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(LONGEST_NAME).collect();
    let name = name.trim_matches('-');
    format!("{}.md", if name.is_empty() { "article" } else { name })
}

/// Gives an article to a program, as text; `{url}`, `{title}` and `{author}` among its arguments are those of the
/// entry, `{file}` is one that holds the text.
pub(super) fn pipe(state: &mut State, entry: Headline, typed: &str, effects: &mut Effects) {
    match arguments(typed) {
        None => state.complain(Phrase::PipeUnclosed),
        Some(argv) if argv.is_empty() => {}
        Some(argv) => send(state, entry, Recipient::Program(argv), effects),
    }
}

/// Gives the current article to a program of the settings: the one that `count` says, or the only one; else asks which.
pub(super) fn share(state: &mut State, count: Option<u32>, effects: &mut Effects) {
    let Some(entry) = current(state) else {
        return;
    };
    match (state.share.len(), count) {
        (0, _) => state.complain(Phrase::ShareUnset),
        (1, None) => share_with(state, *entry, 0, effects),
        (named, Some(_)) if nth(count) < named => share_with(state, *entry, nth(count), effects),
        _ => state.ask(Purpose::Share { entry }, ""),
    }
}

/// Takes the key that chooses what an article is shared with: its digit. Any other key means nothing.
pub(super) fn choose_target(state: &mut State, key: Key, effects: &mut Effects) {
    let Some(Purpose::Share { entry }) = state.prompt.take().map(|prompt| prompt.purpose) else {
        return;
    };
    let digit = match key {
        Key::Enter => Some(1),
        Key::Char(c) => digit(c),
        _ => None,
    };
    if let Some(place) = digit.and_then(|digit| (digit as usize).checked_sub(1)) {
        share_with(state, *entry, place, effects);
    }
}

fn share_with(state: &mut State, entry: Headline, target: usize, effects: &mut Effects) {
    if let Some(target) = state.share.get(target) {
        let argv = target.command.clone();
        send(state, entry, Recipient::Target(argv), effects);
    }
}

/// Writes an article to a file, as the ending of its name says.
pub(super) fn export(state: &mut State, entry: Headline, typed: &str, effects: &mut Effects) {
    let path = typed.trim();
    if !path.is_empty() {
        send(state, entry, Recipient::File(path.to_owned()), effects);
    }
}

/// Gives an article away as it is shown, or, where it is not, as the cache tells it.
fn send(state: &mut State, entry: Headline, to: Recipient, effects: &mut Effects) {
    if let Recipient::Program(argv) | Recipient::Target(argv) = &to
        && entry.link.is_none()
        && argv.iter().any(|word| word == "{url}")
    {
        return state.complain(Phrase::StatusNoLink);
    }
    match &state.article {
        Some(article) if article.headline.id == entry.id && state.opening.is_none() => {
            hand_over(&entry, to, &article.exported(), effects);
        }
        _ => {
            state.outgoing.push_back(Outgoing {
                request: RequestId::default(),
                entry,
                to,
            });
            if state.outgoing.len() == 1 {
                ask_for_first(state, effects);
            }
        }
    }
}

fn ask_for_first(state: &mut State, effects: &mut Effects) {
    let request = state.next_request();
    if let Some(first) = state.outgoing.front_mut() {
        first.request = request;
        let entry = first.entry.id;
        effects.push(Effect::LoadText { request, entry });
    }
}

/// Whether an answer of the cache is for the article that is next to be given away.
pub(super) fn awaits(state: &State, request: RequestId) -> bool {
    let first = state.outgoing.front();
    first.is_some_and(|first| first.request == request)
}

/// Gives the first article away, whose text is here, and asks for the next.
pub(super) fn loaded(state: &mut State, article: Option<&LoadedArticle>, effects: &mut Effects) {
    let Some(Outgoing { entry, to, .. }) = state.outgoing.pop_front() else {
        return;
    };
    match article {
        Some(loaded) => {
            let of_page = full_text::begins_with_page(loaded, positions::known(state, loaded));
            let article = opening::article_of(state, entry.clone(), loaded, of_page);
            hand_over(&entry, to, &article.exported(), effects);
        }
        None => state.complain(Phrase::StatusEntryGone),
    }
    ask_for_first(state, effects);
}

fn hand_over(entry: &Headline, to: Recipient, article: &Exported, effects: &mut Effects) {
    let text = |format| article.write(format);
    effects.push(match to {
        Recipient::Program(argv) => Effect::Pipe {
            argv: filled(entry, &argv),
            text: text(Format::Text),
        },
        Recipient::Target(argv) => Effect::Share {
            argv: filled(entry, &argv),
            text: text(Format::Text),
        },
        Recipient::File(path) => Effect::WriteFile {
            text: text(Format::of_file(&path)),
            path,
        },
    });
}

/// The arguments of a program, with what stands in the place of some.
fn filled(entry: &Headline, argv: &[String]) -> Vec<Given> {
    let filled = argv.iter().map(|word| match word.as_str() {
        "{url}" => Given::Word(entry.link.clone().unwrap_or_default()),
        "{title}" => Given::Word(no_option(entry.title.as_str())),
        "{author}" => {
            let author = entry.author.as_ref().map_or("", CleanText::as_str);
            Given::Word(no_option(author))
        }
        "{file}" => Given::File,
        _ => Given::Word(word.clone()),
    });
    filled.collect()
}

/// Words of a publisher's as an argument that no program takes for an option.
fn no_option(words: &str) -> String {
    if words.starts_with('-') {
        format!(" {words}")
    } else {
        words.to_owned()
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
