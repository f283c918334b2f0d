//! Queries on the command line.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::cli::exit::Exit;
use crate::cli::output::{Output, remark};
use crate::lang::{Lang, Phrase};
use crate::model::{Query, QueryError};

/// Reads a query; says what cannot be understood of it, and shows the place.
pub(super) fn read(text: &str, out: &Output) -> Result<Query, Exit> {
    Query::parse(text).map_err(|error| {
        remark(&shown(text, &error, out.lang()));
        Exit::Usage
    })
}

fn shown(text: &str, error: &QueryError, lang: &Lang) -> String {
    let phrase = Phrase::from(&error.problem);
    let snippet = Snippet::source(text).annotation(
        AnnotationKind::Primary
            .span(error.span.clone())
            .label(lang.say(&phrase)),
    );
    let group = Level::ERROR
        .with_name(lang.say(&Phrase::LabelError))
        .primary_title(lang.say(&Phrase::CliBadQuery))
        .element(snippet);
    let group = match lang.hint(&phrase) {
        Some(hint) => group.element(
            Level::HELP
                .with_name(lang.say(&Phrase::LabelHint))
                .message(hint),
        ),
        None => group,
    };
    Renderer::plain().render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_at_its_place() {
        let text = "unread title:\"a b\" autor:ali";
        let error = Query::parse(text).unwrap_err();
        let shown = shown(text, &error, &Lang::plain("en"));
        let expected = "\
error: the query is not understood
  |
1 | unread title:\"a b\" autor:ali
  |                    ^^^^^^ there is no field autor
  |
  = hint: Fields are tag, feed, folder, title, author, text, age, lang, has, words, score and is. Put it in quotes to search for it.";
        assert_eq!(shown, expected);
    }
}
