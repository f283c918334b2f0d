//! The files that come with an entry.

use crate::app::update::Effects;
use crate::app::update::commands::nth;
use crate::app::{Effect, State};
use crate::lang::{Lang, Phrase, Piece};
use crate::model::{Block, Details, Document, EmbedKind, Enclosure, Link, LinkIndex, Paragraph};
use crate::text::CleanText;

/// Lists the files that come with an entry under its text, but those that the text leads to.
#[must_use]
pub fn with_files(lang: &Lang, mut document: Document, details: &Details) -> Document {
    for file in &details.enclosures {
        if document.links.iter().any(|link| link.url == file.url) {
            continue;
        }
        let link = LinkIndex(document.links.len());
        document.links.push(Link {
            url: file.url.clone(),
        });
        let title = Paragraph {
            text: CleanText::line(&file_facts(lang, file)),
            ..Paragraph::default()
        };
        document.blocks.push(if is_picture(file) {
            Block::Image {
                alt: title,
                source: Some(link),
                link: None,
            }
        } else {
            Block::Embed {
                kind: kind(file),
                title,
                link,
            }
        });
    }
    document
}

fn is_picture(file: &Enclosure) -> bool {
    let kind = file.media_type.as_ref().map_or("", CleanText::as_str);
    kind.starts_with("image/")
}

fn kind(file: &Enclosure) -> EmbedKind {
    match file.media_type.as_ref().map_or("", CleanText::as_str) {
        kind if kind.starts_with("audio/") => EmbedKind::Audio,
        kind if kind.starts_with("video/") => EmbedKind::Video,
        _ => EmbedKind::Page,
    }
}

/// The type and the size of a file, as far as the publisher says them.
#[must_use]
pub fn file_facts(lang: &Lang, file: &Enclosure) -> String {
    let kind = file
        .media_type
        .as_ref()
        .map_or("", CleanText::as_str)
        .to_owned();
    match file.length.filter(|length| *length > 0) {
        Some(length) => lang.say(&Phrase::ArticleFile {
            kind,
            size: Piece::about_bytes(length),
        }),
        None => kind,
    }
}

/// Plays the sound or video among the files of an entry; where there are several, the one that `count` says.
pub(super) fn play(
    state: &mut State,
    files: &[Enclosure],
    count: Option<u32>,
    effects: &mut Effects,
) {
    let mut media = files.iter().filter(|file| kind(file) != EmbedKind::Page);
    match media.nth(nth(count)) {
        Some(file) => effects.push(Effect::Play(file.url.clone())),
        None => state.say(Phrase::StatusNoMedia),
    }
}
