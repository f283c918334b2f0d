//! What is known of a feed, on a sheet over the panes.

use crate::app::{Interface, RequestId};
use crate::lang::Fact;
use crate::model::FeedId;
use crate::text::{CleanText, Line, Options, base_direction, layout, layout_line};

/// What is known of a feed, laid out in lines.
#[derive(Clone, Debug)]
pub struct FeedSheet {
    /// The feed.
    pub feed: FeedId,
    /// What to call it.
    pub title: CleanText,
    /// The answer that is awaited.
    pub(super) request: RequestId,
    facts: Option<Vec<Fact>>,
    /// Columns that the lines were laid out for.
    width: u16,
    lines: Vec<SheetLine>,
    /// The first line on the screen, from 0.
    pub top: usize,
    /// Columns of the names of facts, where those stand before them.
    pub names: u16,
}

/// A line of the sheet.
#[derive(Clone, Debug)]
pub struct SheetLine {
    /// The name of the fact that begins here.
    pub name: Option<CleanText>,
    /// What is said of it.
    pub said: Line,
}

/// Sheets narrower than this have no room for names before what is said.
const NAMES_FROM_WIDTH: u16 = 50;
/// Columns between the two.
const GAP: u16 = 2;

impl FeedSheet {
    /// A sheet that awaits what is known of a feed.
    pub(super) const fn new(feed: FeedId, title: CleanText, request: RequestId) -> Self {
        Self {
            feed,
            title,
            request,
            facts: None,
            width: 0,
            lines: Vec::new(),
            top: 0,
            names: 0,
        }
    }

    /// Whether it is known yet what there is to say.
    #[must_use]
    pub const fn is_loaded(&self) -> bool {
        self.facts.is_some()
    }

    /// The lines, first to last.
    #[must_use]
    pub fn lines(&self) -> &[SheetLine] {
        &self.lines
    }

    /// Takes what is known of the feed.
    pub(super) fn load(&mut self, facts: Vec<Fact>) {
        self.facts = Some(facts);
        self.width = 0;
    }

    /// Lays the facts out for a sheet of `width` columns, and holds the screen of `height` lines within them.
    pub(super) fn fit(&mut self, width: u16, height: usize, interface: &Interface) {
        if self.width != width {
            self.width = width;
            self.lay_out(interface);
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    fn lay_out(&mut self, interface: &Interface) {
        let facts = self.facts.as_deref().unwrap_or_default();
        let beside = self.width >= NAMES_FROM_WIDTH;
        let widths = facts.iter().map(|fact| {
            let whole = options_of(&fact.name, interface);
            layout_line(&fact.name, &[], self.width / 3, &whole).width
        });
        self.names = if beside {
            widths.max().unwrap_or_default() + GAP
        } else {
            GAP
        };
        let room = self.width.saturating_sub(self.names).max(1);
        self.lines.clear();
        for fact in facts {
            let mut name = Some(fact.name.clone());
            if !beside {
                let said = Line::default();
                self.lines.push(SheetLine {
                    name: name.take(),
                    said,
                });
            }
            for said in &fact.lines {
                for said in layout(said, &[], room, &options_of(said, interface)) {
                    self.lines.push(SheetLine {
                        name: name.take(),
                        said,
                    });
                }
            }
        }
    }
}

/// How a text is laid out that stands for itself.
fn options_of(text: &CleanText, interface: &Interface) -> Options {
    Options {
        base: base_direction(text, None, interface.direction),
        ..interface.label_options()
    }
}
