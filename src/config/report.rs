//! Errors as people read them: the lines of the file with the mistake marked.

use std::io::ErrorKind;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str};

use super::chord::Key;
use super::error::{ConfigError, Invalid, Mistake, Problem};
use super::value::Kind;
use crate::lang::{Lang, Phrase, Piece};
use crate::model::FeedSource;
use crate::text::CleanText;

impl ConfigError {
    /// What happened, for the status line or the first line of a report.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        match self {
            Self::NoHome => Phrase::NoHome,
            Self::Missing { path } => Phrase::ConfigMissing { path: shown(path) },
            Self::FolderMissing { path } => Phrase::ConfigFolderMissing { path: shown(path) },
            Self::IsAFolder { path } => Phrase::ConfigIsAFolder { path: shown(path) },
            Self::Unreadable { path, source } => Phrase::ConfigUnreadable {
                path: shown(path),
                cause: source.to_string(),
            },
            Self::NotUtf8 { path, line } => Phrase::ConfigNotUtf8 {
                path: shown(path),
                line: Piece::new(line),
            },
            Self::NotWritten { path, source } if source.kind() == ErrorKind::StorageFull => {
                Phrase::StoreDiskFull { path: shown(path) }
            }
            Self::NotWritten { path, source } => Phrase::ConfigNotWritten {
                path: shown(path),
                cause: source.to_string(),
            },
            Self::Locked { path } => Phrase::ConfigLocked { path: shown(path) },
            Self::NotEdited { path } => Phrase::ConfigNotEdited { path: shown(path) },
            Self::ListExists { name } => Phrase::ConfigListExists { name: name.clone() },
            Self::Invalid(invalid) => Phrase::ConfigInvalid {
                path: shown(&invalid.path),
                count: invalid.mistakes.len() as u64,
            },
        }
    }

    /// The lines of the file with each mistake marked and explained; `None` where the file was not read.
    #[must_use]
    pub fn places(&self, lang: &Lang) -> Option<String> {
        match self {
            Self::Invalid(invalid) => Some(invalid.render(lang).replace(is_c1, "\u{fffd}")),
            _ => None,
        }
    }
}

/// Whether a character is one of the controls that annotate-snippets lets through (ECMA-48 section 5.3).
fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl Invalid {
    /// Shows each mistake as rustc does: file, line, column, the text with a caret, and advice.
    fn render(&self, lang: &Lang) -> String {
        let renderer = Renderer::plain();
        let groups: Vec<String> = self
            .mistakes
            .iter()
            .map(|mistake| renderer.render(&[self.group(mistake, lang)]))
            .collect();
        groups.join("\n\n")
    }

    fn group<'a>(&'a self, mistake: &Mistake, lang: &Lang) -> Group<'a> {
        let mut snippet = Snippet::source(&self.text)
            .path(CleanText::line(&shown(&self.path)).as_str().to_owned())
            .annotation(AnnotationKind::Primary.span(mistake.span.clone()));
        if let Some(other) = &mistake.other {
            let label = lang.say(&Phrase::ConfigFirstHere);
            snippet = snippet.annotation(AnnotationKind::Context.span(other.clone()).label(label));
        }
        let group = Level::ERROR
            .with_name(lang.say(&Phrase::LabelError))
            .primary_title(lang.say(&mistake.problem.phrase(lang)))
            .element(snippet);
        match mistake.problem.advice(lang) {
            Some(advice) => group.element(
                Level::HELP
                    .with_name(lang.say(&Phrase::LabelHint))
                    .message(normalize_untrusted_str(&advice)),
            ),
            None => group,
        }
    }
}

impl Problem {
    /// What is wrong, in words.
    fn phrase(&self, lang: &Lang) -> Phrase {
        match self.clone() {
            Self::Syntax { detail } => Phrase::ConfigSyntax { detail },
            Self::UnknownKey { table, key, .. } if table.is_empty() => {
                Phrase::ConfigUnknownKeyTop { key }
            }
            Self::UnknownKey { table, key, .. } => Phrase::ConfigUnknownKey { table, key },
            Self::UnknownCommand { command, .. } => Phrase::ConfigUnknownCommand { command },
            Self::UnknownRole { role, .. } => Phrase::ConfigUnknownRole { role },
            Self::UnknownValue { value, .. } => Phrase::ConfigUnknownValue { value },
            Self::WrongType { expected, found } => Phrase::ConfigWrongType {
                expected: Piece::new(lang.say(&expected.phrase())),
                found: Piece::new(lang.say(&found.phrase())),
            },
            Self::MissingKey { key } => Phrase::ConfigMissingKey {
                key: key.to_owned(),
            },
            Self::OutOfRange { least, most } => Phrase::ConfigOutOfRange {
                least: Piece::new(least),
                most: Piece::new(most),
            },
            Self::BadDuration { value } => Phrase::ConfigBadDuration { value },
            Self::BadSize { value } => Phrase::ConfigBadSize { value },
            Self::EmptyChord => Phrase::ConfigEmptyChord,
            Self::UnknownChordKey { key } => Phrase::ConfigUnknownChordKey { key },
            Self::ShiftedCharacter { character } => Phrase::ConfigShiftedCharacter {
                character: Key::Char(character).to_string(),
            },
            Self::BeginsWithCount { chord } => Phrase::ConfigBeginsWithCount { chord },
            Self::ChordTaken { chord, command } => Phrase::ConfigChordTaken { chord, command },
            Self::ChordShadowed {
                chord,
                other,
                command,
            } => Phrase::ConfigChordShadowed {
                chord,
                other,
                command,
            },
            Self::BadColor { color } => Phrase::ConfigBadColor { color },
            Self::EmptyUrl => Phrase::ConfigEmptyUrl,
            Self::BadUrl { url, cause } => Phrase::ConfigBadUrl {
                url,
                cause: cause.to_string(),
            },
            Self::BadScheme { scheme } => Phrase::ConfigBadScheme { scheme },
            Self::Query(problem) => Phrase::from(&problem),
            Self::DuplicateFeed { url } => Phrase::ConfigDuplicateFeed {
                url: FeedSource::new(&url).shown(),
            },
            Self::DuplicateFolder { name } => Phrase::ConfigDuplicateFolder { name },
            Self::TwoSources => Phrase::ConfigTwoSources,
            Self::EmptyCommand => Phrase::ConfigEmptyCommand,
            Self::PartialPlaceholder { argument } => Phrase::ConfigPartialPlaceholder {
                argument: argument.clone(),
            },
            Self::PartialPath { path } => Phrase::ConfigPartialPath { path },
            Self::BadHeader { name } => Phrase::ConfigBadHeader { name },
            Self::BadHeaderValue => Phrase::ConfigBadHeaderValue,
            Self::BadProxy => Phrase::ConfigBadProxy,
            Self::BadSelector { selector } => Phrase::ConfigBadSelector { selector },
        }
    }

    /// What to write instead: the nearest name, else every name, else what the phrase hints at.
    fn advice(&self, lang: &Lang) -> Option<String> {
        let nearest = match self {
            Self::UnknownKey { nearest, .. }
            | Self::UnknownCommand { nearest, .. }
            | Self::UnknownRole { nearest, .. } => nearest.as_deref(),
            Self::UnknownValue { nearest, .. } => *nearest,
            _ => None,
        };
        if let Some(name) = nearest {
            let name = name.to_owned();
            return Some(lang.say(&Phrase::ConfigDidYouMean { name }));
        }
        match self {
            Self::UnknownValue { names, .. } => Some(lang.say(&Phrase::ConfigOneOf {
                names: names.join(", "),
            })),
            Self::UnknownKey { known, .. } => Some(lang.say(&Phrase::ConfigKnownKeys {
                names: known.join(", "),
            })),
            _ => lang.hint(&self.phrase(lang)),
        }
    }
}

impl Kind {
    const fn phrase(self) -> Phrase {
        match self {
            Self::Boolean => Phrase::KindBoolean,
            Self::Integer => Phrase::KindInteger,
            Self::Float => Phrase::KindFloat,
            Self::String => Phrase::KindString,
            Self::Date => Phrase::KindDate,
            Self::Array => Phrase::KindArray,
            Self::Table => Phrase::KindTable,
            Self::Minutes => Phrase::KindMinutes,
            Self::Size => Phrase::KindSize,
            Self::Chords => Phrase::KindChords,
            Self::Color => Phrase::KindColor,
            Self::Feeds => Phrase::KindFeeds,
            Self::Lists => Phrase::KindLists,
            Self::Rules => Phrase::KindRules,
            Self::Folders => Phrase::KindFolders,
            Self::Macros => Phrase::KindMacros,
            Self::Shares => Phrase::KindShares,
            Self::Commands => Phrase::KindCommands,
            Self::Command => Phrase::KindCommand,
            Self::Selectors => Phrase::KindSelectors,
        }
    }
}

#[cfg(test)]
mod tests;
