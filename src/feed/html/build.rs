//! Builds the blocks of an article from what the walk meets, in order.

mod attribution;
mod frame;

use self::frame::{Frame, FrameKind};
use super::attribute::WhiteSpace;
use super::inline::{Inline, Links};
use super::tag::Tag;
use crate::model::{Block, Document, EmbedKind};
use crate::text::{CleanText, Direction};

/// A paragraph longer than this is parted, so that a page opens without all of it being laid out; in bytes.
const LONGEST_PARAGRAPH: usize = 32 * 1024;
/// The same for preformatted text.
const LONGEST_CODE: usize = 256 * 1024;

/// Text set as it was written.
#[derive(Debug)]
struct Preformatted {
    language: Option<CleanText>,
}

/// The article so far.
#[derive(Debug)]
pub(super) struct Builder {
    frames: Vec<Frame>,
    /// The text since the last block; its marks stay open over the ends of paragraphs.
    pub(super) inline: Inline,
    pub(super) links: Links,
    heading: Option<u8>,
    preformatted: Option<Preformatted>,
}

impl Builder {
    pub(super) fn new() -> Self {
        let article = Frame {
            kind: FrameKind::Article,
            blocks: Vec::new(),
        };
        Self {
            frames: vec![article],
            inline: Inline::default(),
            links: Links::default(),
            heading: None,
            preformatted: None,
        }
    }

    pub(super) fn text(
        &mut self,
        raw: &str,
        direction: Option<Direction>,
        white_space: WhiteSpace,
    ) {
        let white_space = match self.preformatted {
            Some(_) => WhiteSpace::Keep,
            None => white_space,
        };
        let longest = match self.preformatted {
            Some(_) => LONGEST_CODE,
            None => LONGEST_PARAGRAPH,
        };
        let mut rest = raw;
        while rest.len() > longest {
            let limit = rest.floor_char_boundary(longest);
            let space = rest[..limit]
                .rfind(char::is_whitespace)
                .filter(|end| *end > 0);
            let end = space.unwrap_or(limit);
            self.inline
                .push_spaced(&rest[..end], direction, white_space);
            self.end_paragraph();
            rest = &rest[end..];
        }
        self.inline.push_spaced(rest, direction, white_space);
        if self.inline.len() > longest {
            self.end_paragraph();
        }
    }

    /// Ends the line; an empty line ends the paragraph.
    pub(super) fn line_break(&mut self) {
        if self.inline.at_line_start() && self.preformatted.is_none() {
            self.end_paragraph();
        } else {
            self.inline.line_break();
        }
    }

    pub(super) fn rule(&mut self) {
        self.end_paragraph();
        self.block(Block::Rule);
    }

    /// Adds a picture after the text before it. The same picture twice in a row is one: pages give a
    /// stand-in and the picture itself for readers that load late.
    pub(super) fn image(&mut self, alt: &str, source: Option<&str>, direction: Option<Direction>) {
        self.end_paragraph();
        let source = source.map(|url| self.links.index_of(url));
        let link = self.inline.open_link().map(|url| self.links.index_of(url));
        let link = link.filter(|link| Some(*link) != source);
        let mut text = Inline::default();
        text.push(alt, direction);
        let alt = text.take(&mut self.links).unwrap_or_default();
        if alt.text.is_empty() && source.is_none() {
            return;
        }
        let repeated = matches!(self.blocks().last(),
            Some(Block::Image { source: last, .. }) if source.is_some() && *last == source);
        if !repeated {
            self.block(Block::Image { alt, source, link });
        }
    }

    /// Adds what is set into the page from elsewhere.
    pub(super) fn embed(
        &mut self,
        kind: EmbedKind,
        title: &str,
        url: &str,
        direction: Option<Direction>,
    ) {
        self.end_paragraph();
        let mut text = Inline::default();
        text.push(title, direction);
        let title = text.take(&mut self.links).unwrap_or_default();
        let link = self.links.index_of(url);
        self.block(Block::Embed { kind, title, link });
    }

    /// Begins preformatted text, in a language if one is named.
    pub(super) fn open_preformatted(&mut self, language: Option<&str>) {
        self.end_paragraph();
        let language = language.map(CleanText::line);
        self.preformatted = Some(Preformatted { language });
    }

    /// Whether the text is preformatted.
    pub(super) const fn is_preformatted(&self) -> bool {
        self.preformatted.is_some()
    }

    /// Begins a block-level element, with the direction its text has.
    pub(super) fn open(&mut self, tag: Tag, direction: Option<Direction>) {
        self.separate();
        if let Tag::Heading(level) = tag {
            self.heading = Some(level);
        }
        if let Some(kind) = FrameKind::of(tag, direction) {
            self.end_paragraph();
            let blocks = Vec::new();
            self.frames.push(Frame { kind, blocks });
        }
    }

    /// Ends the block-level element that was begun last.
    pub(super) fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Heading(_) => {
                self.separate();
                self.heading = None;
            }
            Tag::Preformatted => {
                self.end_paragraph();
                self.preformatted = None;
            }
            tag if FrameKind::of(tag, None).is_some() => {
                self.end_paragraph();
                if let Some(frame) = self.frames.pop() {
                    self.end_frame(frame);
                }
            }
            _ => self.separate(),
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_paragraph();
        Document {
            blocks: std::mem::take(self.blocks()),
            links: self.links.into_vec(),
        }
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        let frame = self.frames.last_mut();
        &mut frame
            .expect("the frame of the article is never popped")
            .blocks
    }

    fn block(&mut self, block: Block) {
        self.blocks().push(block);
    }

    fn parent(&mut self) -> Option<&mut FrameKind> {
        self.frames.last_mut().map(|frame| &mut frame.kind)
    }

    fn append(&mut self, mut blocks: Vec<Block>) {
        self.blocks().append(&mut blocks);
    }

    /// Ends the paragraph, or in preformatted text the line.
    fn separate(&mut self) {
        if self.preformatted.is_none() {
            self.end_paragraph();
        } else if !self.inline.at_line_start() {
            self.inline.line_break();
        }
    }

    fn end_paragraph(&mut self) {
        let Some(text) = self.inline.take(&mut self.links) else {
            return;
        };
        let block = match (&self.preformatted, self.heading) {
            (Some(Preformatted { language }), _) => Block::Preformatted {
                text,
                language: language.clone(),
            },
            (None, Some(level)) => Block::Heading { level, text },
            (None, None) => Block::Paragraph(text),
        };
        self.block(block);
    }
}
